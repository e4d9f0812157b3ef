"""What the rules of the Japanese grammar share: the text, and the year from April to March."""

from __future__ import annotations

from watchtracker.dates import spans
from watchtracker.dates.han.grammar import MONTHS
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.han.text import HanText
from watchtracker.dates.spans import Span

APRIL = 4
FISCAL_HALVES = {"上期": APRIL, "下期": APRIL + 6}


class JapaneseText(HanText):
    """A text with its numerals as digits and each word in the one spelling of the tables."""

    __slots__ = ()

    after_year = (Kind.NO, Kind.HEDGE)
    after_month = (Kind.NO,)
    parts = frozenset({Kind.PART, Kind.LAST_DAY})

    def weekday_after(self, found: Span, at: int) -> tuple[Span, int]:
        """A day with the weekday behind it, which must be its own: 6月30日(火)."""
        token = self.tokens[at]
        if token.kind in {Kind.WEEKDAY, Kind.WEEKDAY_MARK}:
            return spans.on_weekday(found, token.value), at + 1
        if token.kind is Kind.OPEN and self.kind(at + 1) is Kind.WEEKDAY:
            return spans.on_weekday(found, self.tokens[at + 1].value), self.skip(at + 2, Kind.CLOSE)
        return found, at


def fiscal(year: int, *, relative: bool = False) -> Span:
    """The 年度 of a year, from April to March."""
    return spans.months(APRIL, MONTHS, year, relative=relative)
