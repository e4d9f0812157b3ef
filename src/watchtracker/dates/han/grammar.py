"""The rules for dates that Chinese and Japanese share: years, months and their parts, and what counts from today.

Both say the year first and a part last: 2026年4月下旬. Each rule reads from a token on, and gives the span that is
named with the number of the token behind it. The grammar of each language puts them together, with rules of its own.
"""

from __future__ import annotations

from datetime import timedelta

from watchtracker.dates import refusals, spans
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.han.text import Found, HanText
from watchtracker.dates.parts import part_of
from watchtracker.dates.spans import Span, fixed
from watchtracker.dates.units import Part, Unit
from watchtracker.errors import DateRefusedError, Refusal

MONTHS = 12
_QUARTERS = 4
_RUNNING = {Kind.WITHIN_YEAR: Unit.YEAR, Kind.WITHIN_MONTH: Unit.MONTH, Kind.WITHIN_WEEK: Unit.WEEK}


def year_of(text: HanText, at: int) -> tuple[int | None, bool, int]:
    """The year before a date, if any, whether it is counted from the day it was said, and the token behind it."""
    token = text.tokens[at]
    after = text.skip(at + 1, *text.after_year)
    match token.kind:
        case Kind.YEAR:
            return token.value, False, after
        case Kind.THIS_YEAR:
            return text.said_on.year + token.value, True, after
        case Kind.THIS_MONTH:
            return text.said_on.year + (text.said_on.month + token.value - 1) // MONTHS, True, at
        case _:
            return None, False, at


def month_number(text: HanText, at: int) -> int | None:
    """The number of the month that the token there is, if it is one."""
    token = text.tokens[at]
    match token.kind:
        case Kind.MONTH:
            return int(token.value)
        case Kind.THIS_MONTH:
            return (text.said_on.month + int(token.value) - 1) % MONTHS + 1
        case _:
            return None


def in_year(text: HanText, at: int, year: int | None, *, relative: bool) -> Found:
    """What a year is made of: a month with its day or its part, a quarter, a half, its beginning or end."""
    token = text.tokens[at]
    match token.kind:
        case Kind.MONTH | Kind.THIS_MONTH:
            counted = relative or token.kind is Kind.THIS_MONTH
            return _month(text, at, month_number(text, at) or 0, year, relative=counted)
        case Kind.QUARTER:
            return with_part(text, at + 1, spans.months(quarter(token.value) * 3 - 2, 3, year, relative=relative))
        case Kind.HALF:
            return with_part(text, at + 1, spans.months(token.value * 6 - 5, 6, year, relative=relative))
        case Kind.PART_OF_YEAR:
            return part_of(spans.months(1, MONTHS, year, relative=relative), token.value), at + 1
        case _:
            return None


def _month(text: HanText, at: int, month: int, year: int | None, *, relative: bool) -> Found:
    """A month, with the day, the week or the part of it that follows: 3月第二个星期二, 3月第1週."""
    if not 1 <= month <= MONTHS:
        raise refusals.no_such_month(month)
    day = text.skip(at + 1, *text.after_month)
    value = text.tokens[day].value
    if text.kind(day) is Kind.DAY:
        found = spans.day(month, value, year)
        return day_of(text, spans.counted_on(found) if relative else found, day + 1)
    whole = spans.months(month, 1, year, relative=relative)
    match text.kind(day):
        case Kind.NTH:
            nth, weekday = value
            return spans.nth_weekday(nth, weekday, whole), day + 1
        case Kind.NTH_WEEK:
            return spans.nth_week(value, whole), day + 1
        case Kind.LATER | Kind.WITHIN if relative:
            return ahead(text, whole, day)
        case _:
            return with_part(text, at + 1, whole)


def whole_year(text: HanText, at: int, year: int, *, relative: bool) -> Found:
    """A year with the part of it that follows, or what is left of it: 2027年の半ば, 今年晚些时候."""
    whole = spans.months(1, MONTHS, year, relative=relative)
    if text.kind(at) in {Kind.LATER, Kind.WITHIN} and relative:
        return ahead(text, whole, at)
    return with_part(text, at, whole)


def ahead(text: HanText, whole: Span, at: int) -> Found:
    """What is still ahead of a month or a year: 今年晚些时候, 年内."""
    return spans.still_ahead(whole, text.said_on, later=text.kind(at) is Kind.LATER), at + 1


def day_of(text: HanText, found: Span, at: int) -> Found:
    """A day with its weekday, if any, or the week that holds it: 11月18日当周, 6月15日の週."""
    if text.kind(at) is Kind.WEEK_OF:
        return spans.week_of(found), at + 1
    return text.weekday_after(found, at)


def with_part(text: HanText, at: int, whole: Span) -> tuple[Span, int]:
    """A part said after its whole: 4月下旬, 2027年の半ば, 6月末日; 上中旬 are two."""
    if text.kind(at) is Kind.NO and text.kind(at + 1) in text.parts:
        at += 1
    if text.kind(at) is Kind.LAST_DAY:
        return spans.nth_day(-1, whole), at + 1
    if text.kind(at) not in text.parts:
        return whole, at
    found, end = part_of(whole, text.tokens[at].value), at + 1
    if text.kind(end) in text.parts - {Kind.LAST_DAY}:
        found, end = spans.join(found, part_of(whole, text.tokens[end].value)), end + 1
    return found, end


def quarter(number: int) -> int:
    """A quarter's number, if there is such a quarter."""
    if not 1 <= number <= _QUARTERS:
        raise DateRefusedError(f"there is no quarter {number}: quarters are 1 to 4", Refusal.IMPOSSIBLE)
    return number


def days_away(text: HanText, at: int) -> tuple[Span, int]:
    """As in 明天, 明日, with the weekday behind it."""
    day = text.said_on + timedelta(days=text.tokens[at].value)
    return text.weekday_after(fixed(day, relative=True), at + 1)


def week(text: HanText, at: int) -> tuple[Span, int]:
    """As in 下周末, 下周三, 来週火曜日, 来週前半."""
    weeks, day = text.tokens[at].value
    if day is Unit.WEEKEND:
        return spans.running(text.said_on, Unit.WEEKEND, weeks), at + 1
    whole = spans.running(text.said_on, Unit.WEEK, weeks)
    return with_part(text, at + 1, whole) if day is None else (spans.nth_weekday(1, day, whole), at + 1)


def this_quarter(text: HanText, at: int) -> Found:
    """As in 本季度, 来四半期末."""
    return with_part(text, at + 1, spans.running(text.said_on, Unit.QUARTER, text.tokens[at].value))


def part_of_this_month(text: HanText, at: int) -> Found:
    """As in 月底, 月半ば, of the month that runs."""
    return part_of(spans.running(text.said_on, Unit.MONTH, 0), text.tokens[at].value), at + 1


def end_of_this(text: HanText, at: int) -> Found:
    """As in 季末, 四半期末."""
    return part_of(spans.running(text.said_on, text.tokens[at].value, 0), Part.END), at + 1


def within_this(text: HanText, at: int) -> Found:
    """As in 年内, 月内: what is left of the year, the month or the week that runs."""
    return spans.still_ahead(spans.running(text.said_on, _RUNNING[text.kind(at)], 0), text.said_on), at + 1
