"""What the rules of the Japanese grammar share: the text, and what may stand behind a day, a month or a year."""

from __future__ import annotations

from datetime import date

from watchtracker.dates import spans
from watchtracker.dates.cursor import Cursor, Token, beyond
from watchtracker.dates.japanese.kinds import JapaneseKind as Kind
from watchtracker.dates.parts import part_of
from watchtracker.dates.spans import Span
from watchtracker.errors import DateRefusedError, Refusal

Found = tuple[Span, int] | None

MONTHS, APRIL = 12, 4
_QUARTERS = 4
PARTS = {Kind.PART, Kind.LAST_DAY}
FISCAL_HALVES = {"上期": APRIL, "下期": APRIL + 6}

_BEYOND = beyond(Kind.NOTHING)


class JapaneseText(Cursor[Kind]):
    """The tokens of a text, its times of day taken out of them."""

    __slots__ = ("said_on",)

    def __init__(self, tidy: str, found: list[Token[Kind]], said_on: date) -> None:
        super().__init__(tidy, found, _BEYOND)
        self.said_on = said_on


def quarter(number: int) -> int:
    """A quarter's number, if there is such a one."""
    if not 1 <= number <= _QUARTERS:
        raise DateRefusedError(f"there is no quarter {number}: quarters are 1 to 4", Refusal.IMPOSSIBLE)
    return number


def day_of(text: JapaneseText, found: Span, at: int) -> Found:
    """A day with its weekday, if any, or the week that holds it: 6月15日の週."""
    if text.kind(at) is Kind.WEEK_OF:
        return spans.week_of(found), at + 1
    return weekday_after(text, found, at)


def weekday_after(text: JapaneseText, found: Span, at: int) -> tuple[Span, int]:
    """A day with the weekday behind it, which must be its own: 6月30日(火)."""
    token = text.tokens[at]
    if token.kind in {Kind.WEEKDAY, Kind.WEEKDAY_MARK}:
        return spans.on_weekday(found, token.value), at + 1
    if token.kind is Kind.OPEN and text.kind(at + 1) is Kind.WEEKDAY:
        return spans.on_weekday(found, text.tokens[at + 1].value), text.skip(at + 2, Kind.CLOSE)
    return found, at


def with_part(text: JapaneseText, at: int, whole: Span) -> tuple[Span, int]:
    """A part said after its whole: 4月下旬, 2027年の半ば, 6月末日; 上中旬 are two."""
    if text.kind(at) is Kind.NO and text.kind(at + 1) in PARTS:
        at += 1
    if text.kind(at) is Kind.LAST_DAY:
        return spans.nth_day(-1, whole), at + 1
    if text.kind(at) is not Kind.PART:
        return whole, at
    found, end = part_of(whole, text.tokens[at].value), at + 1
    if text.kind(end) is Kind.PART:
        found, end = spans.join(found, part_of(whole, text.tokens[end].value)), end + 1
    return found, end


def fiscal(year: int, *, relative: bool = False) -> Span:
    """The 年度 of a year, from April to March."""
    return spans.months(APRIL, MONTHS, year, relative=relative)
