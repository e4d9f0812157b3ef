"""The title of a whole text: of its front matter, its mail, or its first line; and whether it names a subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from watchtracker.reading.languages.letters import CJK

_LONGEST_MASTHEAD = 4  # words
_FRONT_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.MULTILINE)
_SUBJECT = re.compile(r"(?:Subject|主题|件名)[:：][ \t]*(\S.*)", re.IGNORECASE)
_REPLY = re.compile(r"^(?:(?:Re|Fwd?|AW)[:：] *|\[[^\]]*\] *)*", re.IGNORECASE)
_CAPITAL = re.compile(r"\b[A-Z][\w.-]{2,}\b|\b\w*\d[\w.-]*\b")
_NUMBERED_NAME = re.compile(
    r"\b(?!No |Issue |Vol |(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))[A-Z][\w-]+ v?\d{1,3}\b"
)
_SAID_OF_ALL = frozenset(("the", "call", "for", "proposals", "papers", "new", "update", "notice", "report"))


@dataclass(frozen=True, slots=True)
class TextTitle:
    """What stands over a whole text; a `masthead` names a newsletter, and nothing that the text is about."""

    words: str
    masthead: bool


NO_TITLE = TextTitle("", masthead=True)


def written(front: str, lines: Sequence[str]) -> str:
    """The title that the front matter or the subject line of a mail among the first `lines` writes; empty if none."""
    named = _FRONT_TITLE.search(front)
    if named:
        return named[1]
    subject = next(filter(None, map(_SUBJECT.match, lines)), None)
    return without_reply(subject[1]) if subject else ""


def without_reply(words: str) -> str:
    """A subject without "Re:" and the name of the list."""
    return _REPLY.sub("", words)


def of(words: str, text: str) -> TextTitle:
    """The title `words` of `text`."""
    short = len(words.split()) <= _LONGEST_MASTHEAD
    return TextTitle(words, masthead=short and not _recurs(words, text))


def _recurs(title: str, text: str) -> bool:
    """Whether a text speaks of what its title names; the name of a newsletter stands over it alone."""
    if CJK.search(title) or _NUMBERED_NAME.search(title):
        return True
    words = [word for word in _CAPITAL.findall(title) if word.lower() not in _SAID_OF_ALL]
    below = text.partition(title)[2] if title else ""
    return any(re.search(rf"[a-z,] {re.escape(word)}\b", below) or below.count(word) > 1 for word in words)
