"""The role of a date phrase, which of its days count, and the window that comes of both.

"By", "until" and "not before" say which end of a date is known; English puts such words before a date, Chinese and
Japanese mostly after it. The `sentences.py` of each language finds the phrases;
`resolution.py` makes one claim of them.
"""

from __future__ import annotations

from datetime import date, timedelta, tzinfo
from enum import Enum, auto
from typing import NamedTuple, assert_never

from watchtracker.dates import refusals
from watchtracker.dates.cursor import quick
from watchtracker.dates.spans import Days, Span
from watchtracker.dates.times import Clock, instant
from watchtracker.dates.window import DateWindow
from watchtracker.dates.years import Tense, settled
from watchtracker.errors import DateRefusedError

_DAY = timedelta(days=1)


@quick
class Role(Enum):
    """Which days of a span hold."""

    ITSELF = auto()
    LAST_DAY = auto()
    BY = auto()
    BEFORE = auto()
    AFTER = auto()
    NOT_BEFORE = auto()


_NEGATED = {Role.BY: Role.AFTER, Role.BEFORE: Role.NOT_BEFORE, Role.LAST_DAY: Role.NOT_BEFORE, Role.AFTER: Role.BY}


def negated(role: Role) -> Role:
    """What "not" makes of a role: not by May 6 is after it. Refused where only an exclusion is left."""
    if role not in _NEGATED:
        raise refusals.only_when_not()
    return _NEGATED[role]


@quick
class DateStatus(Enum):
    """What became of a date that a text names."""

    HOLDS = auto()
    MOVED_AWAY = auto()
    OF_THE_SAYING = auto()
    SINCE = auto()  # since then something else is so


class Phrase(NamedTuple):
    """A span with its role, the tense of its verb, and its words as the text has them (Chinese simplified).

    `aside`: it names what takes place ("the Q3 results"), and not when, if the text has another phrase.
    `apposed`: it only says the phrase in front of it again, or more precisely ("next week, on September 23").
    `gloss`: it stands in parentheses.
    `standing`: whether it still holds, or is the date that was before, or the day on which something was said.
    `start` and `end`: its place in the text of its `Sentence`, with the words of its role.
    """

    span: Span
    role: Role
    tense: Tense
    words: str
    aside: bool = False
    apposed: bool = False
    gloss: bool = False
    start: int = 0
    end: int = 0
    standing: DateStatus = DateStatus.HOLDS


class Sentence(NamedTuple):
    """What a text says: its date phrases and times of day, and whether it promises something without a date.

    `text` is what its reader made of it: tidy, Chinese in simplified characters and with digits. Places are in that.
    """

    phrases: tuple[Phrase, ...]
    clocks: tuple[Clock, ...]
    promises: bool
    text: str = ""

    @property
    def holding(self) -> tuple[Phrase, ...]:
        """The phrases whose dates hold."""
        if len(self.phrases) == 1 and self.phrases[0].standing is DateStatus.HOLDS:
            return self.phrases
        return tuple(phrase for phrase in self.phrases if phrase.standing is DateStatus.HOLDS)


def window(phrase: Phrase, clocks: tuple[Clock, ...], *, said_on: date, zone: tzinfo) -> DateWindow:
    """The window that a phrase names; with a time of day it is an instant, or the day it is not before."""
    days = settled(
        phrase.span,
        tense=phrase.tense,
        said_on=said_on,
        words=phrase.words,
        before=phrase.role is Role.BEFORE and not phrase.span.final and not clocks,
    )
    if clocks:
        return _timed(phrase, days, clocks, zone)
    return _dated(phrase, days)


def _dated(phrase: Phrase, days: Days) -> DateWindow:
    first, last = days
    match phrase.role:
        case Role.ITSELF:
            return DateWindow(first, last)
        case Role.LAST_DAY:
            return DateWindow(last, last)
        case Role.BY:
            return DateWindow(None, last)
        case Role.BEFORE:
            return DateWindow(None, last if phrase.span.final else first - _DAY)
        case Role.AFTER:
            return DateWindow(last + _DAY, None)
        case Role.NOT_BEFORE:
            return DateWindow(first, None)
        case _ as never:
            assert_never(never)


def _timed(phrase: Phrase, days: Days, clocks: tuple[Clock, ...], zone: tzinfo) -> DateWindow:
    first, last = days
    if first != last:
        raise DateRefusedError(f'"{clocks[0].words}" belongs to one day, and "{phrase.words}" is more: name the day')
    moment = instant(first, clocks, zone)
    if phrase.role in {Role.AFTER, Role.NOT_BEFORE}:
        return DateWindow(moment.astimezone(zone).date(), None)
    return DateWindow(instant=moment)
