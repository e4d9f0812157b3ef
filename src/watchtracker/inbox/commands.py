"""What somebody types behind the command: which of the few things they want to know. Pure.

Nothing that is typed here writes; `add` opens a form. A word that is none of these gets the one that it is nearest to.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from watchtracker.errors import InputError
from watchtracker.inbox.forms import LONGEST, FieldName
from watchtracker.nearest import did_you_mean
from watchtracker.notifications import LeadTime
from watchtracker.wording.safe_text import clean, cut


class Word(StrEnum):
    """The first word; the values are what people type."""

    HELP = "help"
    LIST = "list"
    SHOW = "show"
    WHEN = "when"
    MINE = "mine"
    ADD = "add"


USES: dict[Word, tuple[str, str]] = {
    Word.LIST: ("list [30d] [tag]", "What is ahead, by date."),
    Word.SHOW: ("show ID", "One item: its date, who said it, and what moved."),
    Word.WHEN: ("when WORDS", "How words are read as a date. Nothing is recorded."),
    Word.MINE: ("mine", "What you own or have taken."),
    Word.ADD: ("add", "Watch something new."),
    Word.HELP: ("help", "This list."),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted: `rest` is what follows the word, `within` and `tags` are of a list."""

    word: Word
    rest: str = ""
    within: LeadTime | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """What was typed is none of them: a sentence that says what can be typed instead."""

    sentence: str


def read(text: str, tags: Collection[str] = ()) -> Asked | NotUnderstood:
    """What `text`, which was typed behind the command, asks for; nothing at all asks for help."""
    first, _, rest = text.strip().partition(" ")
    rest = rest.strip()[: LONGEST[FieldName.WHEN]]
    try:
        word = Word(first.casefold() or Word.HELP)
    except ValueError:
        typed = cut(clean(first), 40)
        near = did_you_mean(first[:40], [word.value for word in Word], otherwise="type help to see what there is")
        return NotUnderstood(f"There is no {typed!r}: {near}")
    match word:
        case Word.LIST:
            return _listed(rest, tags)
        case Word.SHOW if not rest:
            return NotUnderstood("Name the item: show ID. The ids stand in the list.")
        case Word.WHEN if not rest:
            return NotUnderstood('Write the words of a date: when "late April".')
        case _:
            return Asked(word, rest)


def _listed(rest: str, known: Collection[str]) -> Asked | NotUnderstood:
    within: LeadTime | None = None
    tags: list[str] = []
    for typed in rest.split():
        try:
            within = LeadTime.read(typed)
            continue
        except InputError:
            pass
        tag = typed.lstrip("#")
        if known and tag not in known:
            shown = cut(clean(tag), 40)
            near = did_you_mean(tag[:40], known, otherwise="type list without it to see all")
            return NotUnderstood(f"There is no tag {shown!r}, and it is no length such as 30d: {near}")
        tags.append(tag)
    return Asked(Word.LIST, rest, within, tuple(tags))
