"""A Chinese or Japanese text as its grammar reads it: the tokens, its times of day taken out of them."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import ClassVar, NamedTuple

from watchtracker.dates.cursor import Cursor, Token, beyond
from watchtracker.dates.han.clocks import take_out
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.spans import Span

Found = tuple[Span, int] | None

_BEYOND = beyond(Kind.NOTHING)


class SpanAt(NamedTuple):
    """A span and the run of tokens that names it: those from `at` to `end`."""

    span: Span
    at: int
    end: int


class HanText(Cursor[Kind]):
    """The tokens of a text that was said on a day, and its times of day; each language says what stands in between.

    `after_year` and `after_month`: what may stand between a year, or a month, and what is of it.
    `parts`: what says a part of a month or of something longer, behind it.
    """

    __slots__ = ("clocks", "said_on")

    after_year: ClassVar[tuple[Kind, ...]]
    after_month: ClassVar[tuple[Kind, ...]]
    parts: ClassVar[frozenset[Kind]]

    def __init__(self, tidy: str, found: list[Token[Kind]], said_on: date) -> None:
        rest, self.clocks = take_out(tidy, found)
        super().__init__(tidy, rest, _BEYOND)
        self.said_on = said_on

    @abstractmethod
    def weekday_after(self, found: Span, at: int) -> tuple[Span, int]:
        """A day with the weekday behind it, if any, which must be its own."""
