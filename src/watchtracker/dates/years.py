"""Which year a yearless date means: the next to come, after a past tense the last, and none when in doubt.

This is where most readers guess: "September 9", said on September 14, is asked about and not answered.
`spans.py` has the days in each year, `bounds.py` hears the tense.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum, auto

from watchtracker.dates.cursor import quick
from watchtracker.dates.spans import Days, Span
from watchtracker.errors import DateRefusedError, Refusal

_JUST_OVER = timedelta(days=31)
# February 29 is at most eight years away, over a century without a leap day.
_REACH = 9
# What runs over New Year is a season, or a range of half a year at the most.
_OVER_NEW_YEAR_ENDS = 7


@quick
class Tense(Enum):
    """What the verb beside a date says of it."""

    NONE = auto()
    PAST = auto()
    FUTURE = auto()


def settled(span: Span, *, tense: Tense, said_on: date, words: str, before: bool = False) -> Days:
    """The days that `span` means when said on `said_on`; `before` when its first day is what counts."""
    days = _found(span, tense, said_on, words, before=before)
    if span.fits:
        span.fits(days)
    return days


def _found(span: Span, tense: Tense, said_on: date, words: str, *, before: bool) -> Days:
    if tense is Tense.PAST and span.past:
        return span.past
    if span.year is not None:
        return span.days(span.year)
    if tense is Tense.PAST:
        return _last(span, said_on)
    last, coming = _around(span, said_on, before=before)
    if tense is Tense.NONE and last and last[1] < said_on and said_on - last[1] <= _JUST_OVER:
        raise DateRefusedError(
            f'"{words}" was just over on {said_on}: name the year, {last[0].year} or {coming[0].year}',
            Refusal.AMBIGUOUS,
        )
    return coming


def _last(span: Span, said_on: date) -> Days:
    for year in range(said_on.year, said_on.year - _REACH, -1):
        days = _in_year(span, year)
        if days and days[0] <= said_on:
            return days
    raise DateRefusedError("no year has this date: name the year", Refusal.IMPOSSIBLE)


def _around(span: Span, said_on: date, *, before: bool) -> tuple[Days | None, Days]:
    """The days that come next, and those that came last before them."""
    last = None
    # A season that began last year may still be running, and in January a day of December was just over.
    for year in range(said_on.year - (said_on.month <= _OVER_NEW_YEAR_ENDS), said_on.year + _REACH):
        days = _in_year(span, year)
        if days and (days[0] > said_on if before else days[1] >= said_on):
            return last, days
        last = days or last
    raise DateRefusedError("no year has this date: name the year", Refusal.IMPOSSIBLE)


def _in_year(span: Span, year: int) -> Days | None:
    try:
        return span.days(year)
    except ValueError:
        return None
