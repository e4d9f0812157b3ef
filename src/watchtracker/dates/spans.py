"""Spans of the calendar as words name them: a day, a month, a season, a range of any of these.

A span often leaves its year open ("late April"), and which days it has may depend on the year, so it
keeps its days as a function of the year. `years.py` finds the year, `parts.py` has the parts of a span; nothing here
knows words or tokens.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from watchtracker.dates.units import DAYS_IN, MONTH_NAMES, MONTHS_IN, WEEKDAY_NAMES, Unit
from watchtracker.errors import DateRefusedError, Refusal

Days = tuple[date, date]

_FEBRUARY = 2
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MOST_WEEKS = 53
# A range may run over New Year, but one of half a year and more is taken for one written the wrong way round.
_LONGEST_OVER_NEW_YEAR = timedelta(days=183)


# A named tuple, as all that is made anew for each phrase: a frozen dataclass takes four times as long to make.
class Span(NamedTuple):
    """Days that words name. `year` is None while the words leave it open.

    `months` are the first month and their number where the span is whole months, so that it has parts.
    `relative`: counted from the day it was said. `final`: the words name its end ("end of June").
    `week`: Monday to Sunday, so that it has parts and weekdays.
    `weekday`: nothing but a weekday was said, which may be that of a day said elsewhere.
    `past`: the days instead where the verb is in the past ("on Monday").
    `fits` refuses the days that were found if they contradict the words: a weekday that is another.
    """

    days: Callable[[int], Days]
    year: int | None = None
    months: tuple[int, int] | None = None
    relative: bool = False
    final: bool = False
    week: bool = False
    weekday: int | None = None
    fits: Callable[[Days], None] | None = None
    past: Days | None = None


def day(month: int, number: int, year: int | None = None) -> Span:
    """One day; refused where no year has it."""
    if not 1 <= number <= _LONGEST[month - 1]:
        raise _no_day(number, month, _LONGEST[month - 1])
    if year is not None and number > _days_in(year, month):
        raise _no_day(number, month, _days_in(year, month), f" {year}")

    def days(in_year: int) -> Days:
        the_day = date(in_year, month, number)
        return the_day, the_day

    return Span(days, year)


def _no_day(number: int, month: int, longest: int, year: str = "") -> DateRefusedError:
    return DateRefusedError(
        f"there is no {number} {MONTH_NAMES[month - 1]}{year}: the month has {longest} days", Refusal.IMPOSSIBLE
    )


def months(first: int, count: int, year: int | None = None, *, relative: bool = False) -> Span:
    """Whole months from the month `first` on, over New Year if there are so many."""
    return Span(lambda in_year: _whole(in_year, first, count), year, (first, count), relative)


def fixed(first: date, last: date | None = None, *, relative: bool = False, week: bool = False) -> Span:
    """Days that stand already."""
    known = first, last or first
    return Span(lambda _: known, first.year, None, relative, week=week)


def iso_week(number: int, year: int | None = None, *, relative: bool = False) -> Span:
    """A week by its ISO 8601 number, Monday to Sunday."""
    if not 1 <= number <= _MOST_WEEKS:
        raise DateRefusedError(f"there is no week {number}: weeks are 1 to 53", Refusal.IMPOSSIBLE)

    def days(in_year: int) -> Days:
        monday = date.fromisocalendar(in_year, number, 1)
        return monday, monday + timedelta(days=6)

    return Span(days, year, relative=relative, week=True)


def running(said_on: date, unit: Unit, ahead: int) -> Span:
    """The week, month, quarter and so on that runs on a day, or one so many `ahead`."""
    if unit in {Unit.WEEK, Unit.FORTNIGHT, Unit.WEEKEND, Unit.DAY}:
        return _running_days(said_on, unit, ahead)
    count = MONTHS_IN[unit]
    at = (said_on.year * 12 + said_on.month - 1) // count * count + ahead * count
    return months(at % 12 + 1, count, at // 12, relative=True)


def _running_days(said_on: date, unit: Unit, ahead: int) -> Span:
    if unit is Unit.DAY:
        return fixed(said_on + timedelta(days=ahead), relative=True)
    if unit is Unit.FORTNIGHT:
        start = said_on + timedelta(days=14 * ahead)
        return fixed(start, start + timedelta(days=13), relative=True)
    monday = monday_of(said_on) + timedelta(days=7 * ahead)
    weekend = unit is Unit.WEEKEND
    return fixed(
        monday + timedelta(days=5 if weekend else 0), monday + timedelta(days=6), relative=True, week=not weekend
    )


def in_the_year(span: Span, year: int) -> Span:
    """`span` with its year known."""
    return span._replace(year=year)


def counted_on(span: Span) -> Span:
    """`span`, known to count from the day it was said."""
    return span._replace(relative=True)


def weekday(said_on: date, number: int) -> Span:
    """The next such weekday to come, today included; after a past tense the last one, today included."""
    ahead = said_on + timedelta(days=(number - said_on.weekday()) % 7)
    last = said_on - timedelta(days=(said_on.weekday() - number) % 7)
    return fixed(ahead, relative=True)._replace(past=(last, last), weekday=number)


def last_weekday(said_on: date, number: int) -> Span:
    """The last such weekday before the day it was said."""
    return fixed(said_on - timedelta(days=(said_on.weekday() - number - 1) % 7 + 1), relative=True)


def join(left: Span, right: Span) -> Span:
    """From the first day of one to the last of the other; a year left open is the nearest that makes a range."""
    if right.weekday is not None and (left.weekday is not None or left.year is not None):
        right = _on_the_way(left, right.weekday)
    year = left.year
    if left.year is None and right.year is not None:
        year = right.year if _in_order(left, right, right.year) else right.year - 1

    def days(in_year: int) -> Days:
        first = left.days(in_year)[0]
        if right.year is not None:
            return _ordered(first, right.days(right.year)[1], stated=left.year is not None)
        if _in_order(left, right, in_year):
            return first, right.days(in_year)[1]
        return _ordered(first, right.days(in_year + 1)[1], stated=False)

    def fits(days: Days) -> None:
        for side, day in zip((left, right), days, strict=True):
            if side.fits:
                side.fits((day, day))

    past = (left.past[0], right.past[1]) if left.past and right.past else None
    checks = fits if left.fits or right.fits else None
    relative = left.relative or right.relative
    return Span(days, year, relative=relative, final=right.final, fits=checks, past=past)


def _on_the_way(left: Span, weekday: int) -> Span:
    """The first such weekday from `left` on: the end of "Monday to Wednesday", whichever Monday it is."""
    first, last = ((day, day + timedelta(days=(weekday - day.weekday()) % 7)) for day in _both(left))
    return fixed(first[1], relative=True)._replace(past=(last[1], last[1]))


def _both(span: Span) -> tuple[date, date]:
    return span.days(span.year or 1)[0], (span.past or span.days(span.year or 1))[0]


def nth_weekday(nth: int, weekday: int, whole: Span) -> Span:
    """The `nth` such weekday of a span, the last for -1; refused where it has not so many."""

    def days(year: int) -> Days:
        first, last = whole.days(year)
        if nth < 0:
            found = last - timedelta(days=(last.weekday() - weekday) % 7)
        else:
            found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
        return _within(whole, year, found, found)

    return whole._replace(days=days, months=None, week=False)


def weekday_beside(span: Span, weekday: int, side: int) -> Span:
    """The first such weekday after a span, or the last before it where `side` is -1."""

    def days(year: int) -> Days:
        first, last = _fitting(span, year)
        if side < 0:
            found = first - timedelta(days=(first.weekday() - weekday - 1) % 7 + 1)
        else:
            found = last + timedelta(days=(weekday - last.weekday() - 1) % 7 + 1)
        return found, found

    return span._replace(days=days, months=None, week=False, fits=None, weekday=None)


def nth_week(nth: int, whole: Span) -> Span:
    """Days 1 to 7 of a month for its first week, and so on; the last seven days for -1."""

    def days(year: int) -> Days:
        first, last = whole.days(year)
        if nth < 0:
            return last - timedelta(days=6), last
        start = first + timedelta(days=7 * (nth - 1))
        return _within(whole, year, start, min(start + timedelta(days=6), last))

    return whole._replace(days=days, months=None)


def nth_day(nth: int, whole: Span) -> Span:
    """The `nth` day of a span, its last for -1; refused where it has not so many."""

    def days(year: int) -> Days:
        first, last = whole.days(year)
        found = last if nth < 0 else first + timedelta(days=nth - 1)
        return _within(whole, year, found, found)

    return whole._replace(days=days, months=None)


def _within(whole: Span, year: int, first: date, last: date) -> Days:
    begins, ends = whole.days(year)
    if not begins <= first <= last <= ends:
        raise DateRefusedError("there are not so many in it: name the day", Refusal.IMPOSSIBLE)
    return first, last


def week_of(span: Span, *, weekend: bool = False) -> Span:
    """The week that holds its first day, Monday to Sunday; or only its Saturday and Sunday."""

    def days(year: int) -> Days:
        monday = monday_of(_fitting(span, year)[0])
        return monday + timedelta(days=5 if weekend else 0), monday + timedelta(days=6)

    return span._replace(days=days, months=None, week=not weekend, fits=None)


def on_weekday(span: Span, weekday: int, last: int | None = None) -> Span:
    """`span`, refused when its first day turns out to be another weekday, or the last than `last`."""

    def fits(days: Days) -> None:
        if span.fits:
            span.fits(days)
        for day, meant in zip(days, (weekday, last), strict=True):
            if meant is not None and day.weekday() != meant:
                named = f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
                real, said = WEEKDAY_NAMES[day.weekday()], WEEKDAY_NAMES[meant]
                raise DateRefusedError(
                    f"{named} is a {real}, not a {said}: write the day that is meant", Refusal.CONTRADICTION
                )

    return span._replace(fits=fits)


def on_day(span: Span, number: int) -> Span:
    """`span`, refused when its day turns out to be another of its month."""

    def fits(days: Days) -> None:
        first, _ = days
        if first.day != number:
            raise DateRefusedError(
                f"{first:%-d %B %Y} comes next, not day {number}: write the day with its month", Refusal.CONTRADICTION
            )

    return span._replace(fits=fits)


def still_ahead(whole: Span, said_on: date, *, later: bool = False) -> Span:
    """What is left of a span that runs on the day it was said, that day included, or not if only `later` counts."""
    first, last = whole.days(said_on.year if whole.year is None else whole.year)
    if not first <= said_on <= last:
        return whole
    return fixed(min(said_on + timedelta(days=1), last) if later else said_on, last, relative=True)


def has_come(span: Span, said_on: date) -> bool:
    """Whether its days had begun when it was said; those of that year where it leaves the year open."""
    try:
        return span.days(said_on.year if span.year is None else span.year)[0] <= said_on
    except ValueError:  # a February 29 of another year
        return False


def counted(day: date, count: int, unit: Unit) -> date:
    """`day` moved by so many units; a month's missing day becomes its last."""
    if unit in DAYS_IN:
        return day + timedelta(days=count * DAYS_IN[unit])
    month = day.year * 12 + day.month - 1 + count * MONTHS_IN[unit]
    year, month = divmod(month, 12)
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def counted_from(span: Span, count: int, unit: Unit) -> Span:
    """A span moved by so many units: "two weeks after May 6"."""

    def days(year: int) -> Days:
        first, last = _fitting(span, year)
        return counted(first, count, unit), counted(last, count, unit)

    return span._replace(days=days, months=None, week=False, fits=None, weekday=None)


def monday_of(day: date) -> date:
    """The Monday of the week that holds `day`."""
    return day - timedelta(days=day.weekday())


def _fitting(span: Span, year: int) -> Days:
    days = span.days(year)
    if span.fits:
        span.fits(days)
    return days


def _whole(year: int, first: int, count: int) -> Days:
    begins = date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    end = first + count - 2
    end_year, end_month = year + end // 12, end % 12 + 1
    return begins, date(end_year, end_month, _days_in(end_year, end_month))


def _days_in(year: int, month: int) -> int:
    return _LONGEST[month - 1] - (month == _FEBRUARY and not isleap(year))


def _in_order(left: Span, right: Span, year: int) -> bool:
    return left.days(year)[0] <= right.days(year)[1]


def _ordered(first: date, last: date, *, stated: bool) -> Days:
    """A range, refused when reversed; where a year was found and not stated, also when it is too long."""
    if last < first or (not stated and last - first > _LONGEST_OVER_NEW_YEAR and last.year - first.year == 1):
        raise DateRefusedError("the range ends before it begins: write the earlier date first", Refusal.CONTRADICTION)
    return first, last
