"""Japanese dates that count from the day they were said, or stand in digits: 来週, 2週間後, 月末, 6/30."""

from __future__ import annotations

from collections.abc import Callable

from watchtracker.dates import numeric, refusals, spans
from watchtracker.dates.han.grammar import (
    MONTHS,
    day_of,
    days_away,
    end_of_this,
    part_of_this_month,
    quarter,
    this_quarter,
    week,
    with_part,
    within_this,
)
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.han.text import Found
from watchtracker.dates.japanese.parts import APRIL, FISCAL_HALVES, JapaneseText, fiscal
from watchtracker.dates.parts import part_of
from watchtracker.dates.spans import Span, fixed
from watchtracker.dates.units import Part, Unit
from watchtracker.errors import DateRefusedError, Refusal

_BEFORE_A_COUNT = {
    Kind.NOTHING,
    Kind.COMMA,
    Kind.PARTICLE,
    Kind.HEDGE,
    Kind.STOP,
    Kind.VAGUE,
    Kind.OPEN,
    Kind.AT_LATEST,
}
_FOUR_DIGITS, _SECOND_HALF = 1000, 2


def _part_of_fiscal_year(text: JapaneseText, at: int) -> Found:
    whole = fiscal(text.said_on.year - (text.said_on.month < APRIL), relative=True)
    part = text.tokens[at].value
    return (spans.still_ahead(whole, text.said_on) if part is None else part_of(whole, part)), at + 1


def _days_away(text: JapaneseText, at: int) -> Found:
    return _same_day(text, *days_away(text, at))


def _same_day(text: JapaneseText, found: Span, at: int) -> Found:
    """A day with its number said again, 明日(11日), 本日10日, which must be its own."""
    number = text.skip(at, Kind.OPEN, Kind.COMMA)
    if number > at + 1 or text.kind(number) is not Kind.DAY:
        return found, at
    found = spans.on_day(found, text.tokens[number].value)
    return text.weekday_after(found, text.skip(number + 1, Kind.CLOSE) if number > at else number + 1)


def _week(text: JapaneseText, at: int) -> Found:
    found, end = week(text, at)
    return _same_day(text, found, end) if isinstance(text.tokens[at].value[1], int) else (found, end)


def _after_weekend(text: JapaneseText, at: int) -> Found:
    return part_of(spans.running(text.said_on, Unit.WEEK, 1), Part.BEGINNING), at + 1


def _weekday(text: JapaneseText, at: int) -> Found:
    return _same_day(text, spans.weekday(text.said_on, text.tokens[at].value), at + 1)


def _year_quarter(text: JapaneseText, at: int) -> Found:
    year, number = text.tokens[at].value
    return with_part(text, at + 1, spans.months(number * 3 - 2, 3, year))


def _iso_week(text: JapaneseText, at: int) -> Found:
    year, number = text.tokens[at].value
    return spans.iso_week(number, year), at + 1


def _whole_day(text: JapaneseText, at: int) -> Found:
    year, month, number = text.tokens[at].value
    if not 1 <= month <= MONTHS:
        raise DateRefusedError(f'there is no day "{text.said(at)}": check its numbers', Refusal.IMPOSSIBLE)
    return day_of(text, spans.day(month, number, year), at + 1)


def _year_month(text: JapaneseText, at: int) -> Found:
    year, month = text.tokens[at].value
    return with_part(text, at + 1, spans.months(month, 1, year))


def _numeric(text: JapaneseText, at: int) -> Found:
    """6/30; with the weekday that it is, the month comes first even where both numbers could be one."""
    written = text.said(at)
    first, second, *years = (int(part) for part in written.replace(".", "/").replace("-", "/").split("/"))
    weekday = text.kind(at + 1) is Kind.WEEKDAY_MARK
    if weekday and not years and 1 <= first <= MONTHS:
        return text.weekday_after(spans.day(first, second), at + 1)
    if years and years[0] < _FOUR_DIGITS:
        raise DateRefusedError(f'"{written}" could be several days: write the date as YYYY-MM-DD', Refusal.AMBIGUOUS)
    return numeric.day_in_digits(written), at + 1


def _count(text: JapaneseText, at: int) -> Found:
    """As in 2週間後, 今後3か月以内; what counts from an event, 公布後6か月以内, is no date."""
    low, high, unit, when = text.tokens[at].value
    if text.kind(at - 1) not in _BEFORE_A_COUNT or when == "翌":
        return None
    if when == "前":
        if Kind.PAST not in text.kinds:
            return None
        return fixed(spans.counted(text.said_on, -low, unit), relative=True), at + 1
    last = spans.counted(text.said_on, high, unit)
    first = text.said_on if when == "以内" else spans.counted(text.said_on, low, unit)
    return fixed(first, last, relative=True), at + 1


def _fiscal_term(text: JapaneseText, at: int) -> Found:
    """The year of a company that ends in the month it names: 2027年3月期, with its quarters and halves."""
    year, month = text.tokens[at].value
    if not 1 <= month <= MONTHS:
        raise refusals.no_such_month(month)
    first, begins = month % MONTHS + 1, year - (month < MONTHS)
    after = text.skip(at + 1, Kind.NO)
    part = text.tokens[after]
    if part.kind is Kind.QUARTER:
        return spans.months(first + 3 * (quarter(part.value) - 1), 3, begins), after + 1
    if part.kind is Kind.HALF or text.said(after) in FISCAL_HALVES:
        second = part.value == _SECOND_HALF or text.said(after) == "下期"
        return spans.months(first + 6 * second, 6, begins), after + 1
    return spans.months(first, MONTHS, begins), at + 1


ALONE: dict[Kind, Callable[[JapaneseText, int], Found]] = {
    Kind.FISCAL_TERM: _fiscal_term,
    Kind.DAYS_AWAY: _days_away,
    Kind.WEEK: _week,
    Kind.WEEKDAY: _weekday,
    Kind.AFTER_WEEKEND: _after_weekend,
    Kind.THIS_QUARTER: this_quarter,
    Kind.PART_OF_MONTH: part_of_this_month,
    Kind.PART_OF_FISCAL_YEAR: _part_of_fiscal_year,
    Kind.WITHIN_YEAR: within_this,
    Kind.WITHIN_MONTH: within_this,
    Kind.WITHIN_WEEK: within_this,
    Kind.COUNT: _count,
    Kind.PERIOD_END: end_of_this,
    Kind.YEAR_QUARTER: _year_quarter,
    Kind.ISO_WEEK: _iso_week,
    Kind.WHOLE_DAY: _whole_day,
    Kind.YEAR_MONTH: _year_month,
    Kind.NUMERIC: _numeric,
}
