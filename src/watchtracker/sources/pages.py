"""Whether a page says something now, or no longer: the two questions that a watched page can answer.

Both are asked of the text of the page, folded: case, the forms of quotes, dashes and spaces make no difference. A page
that shows hardly any text was not read, whatever it lacks: a wall of cookies lacks everything.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from watchtracker.errors import InputError

_CONDITION = re.compile(r"""(\S+)\s+(says|lacks)\s+["\u201c\u201d](.+?)["\u201c\u201d]\s*""", re.DOTALL)
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u0060\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    }
)
_MARKS = re.compile(r"^(?:#{1,6}|-) |^-{3}(?: \| -{3})+$", re.MULTILINE)
# Less than this is no page that anybody watches.
_FEWEST_LETTERS = 40
_LONGEST = 300


class PageAnswer(StrEnum):
    """What a page answers to a condition."""

    HOLDS = "holds"
    NOT_YET = "not_yet"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class PageCondition:
    """What a page has to say, or, if it `lacks` them, words that must no longer stand on it."""

    address: str
    words: str
    lacks: bool

    def __str__(self) -> str:
        return f'{self.address} {"lacks" if self.lacks else "says"} "{self.words}"'


def page_condition(text: str) -> PageCondition:
    """A condition as the watch list writes it, without `page:`; raises InputError."""
    match = _CONDITION.fullmatch(text.strip())
    if match is None or not folded(match[3]) or len(match[3]) > _LONGEST:
        raise InputError(
            f'"{text[:100]}" is no condition of a page: write the address, then says or lacks, then up to {_LONGEST} '
            'characters in quotes, such as https://news.example/x says "Comments closed"'
        )
    return PageCondition(match[1], match[3].strip(), match[2] == "lacks")


def answer(condition: PageCondition, text: str) -> PageAnswer:
    """What the text of a page answers."""
    shown = folded(_MARKS.sub("", text))
    is_there = folded(condition.words) in shown
    if is_there and not condition.lacks:
        return PageAnswer.HOLDS
    if sum(map(str.isalnum, shown)) < _FEWEST_LETTERS:
        return PageAnswer.UNREADABLE
    return PageAnswer.HOLDS if condition.lacks and not is_there else PageAnswer.NOT_YET


def folded(text: str) -> str:
    """`text` as it is compared."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_FOLDED)).casefold().translate(_FOLDED).split())
