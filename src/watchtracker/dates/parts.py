"""The parts of a span: early, mid and late, beginning and end, the halves, each with its days.

A month has thirds of ten days, what is longer has thirds of its months, a week has two days or three; a single day has
no parts.
"""

from __future__ import annotations

from datetime import date, timedelta

from watchtracker.dates.spans import Days, Span, months
from watchtracker.dates.units import MONTHS_IN, Part, Unit
from watchtracker.errors import DateRefusedError, Refusal


def part_of(whole: Span, part: Part) -> Span:
    """A part of months or of a week; a single day has none and stays what it is."""
    final = part is Part.END
    if whole.week:
        return whole._replace(days=lambda year: _part_of_week(whole.days(year)[0], part), week=False, final=final)
    if whole.months is None:
        return whole
    first, count = whole.months
    if count == 1:
        return whole._replace(days=lambda year: _part_of_month(year, first, part), months=None, final=final)
    if count == MONTHS_IN[Unit.QUARTER] and part in {Part.FIRST_HALF, Part.SECOND_HALF}:
        return whole._replace(days=lambda year: _half_of_quarter(year, first, part), months=None)
    start, length = _part_of_months(count, part)
    days = months(first + start, length).days
    # A half has parts of its own ("late in the first half"); a third or an end has none.
    parts = (first + start, length) if part in {Part.FIRST_HALF, Part.SECOND_HALF} else None
    return whole._replace(days=days, months=parts, final=final)


def _part_of_month(year: int, month: int, part: Part) -> Days:
    begins, ends = months(month, 1).days(year)
    match part:
        case Part.EARLY | Part.BEGINNING:
            return begins, begins.replace(day=10)
        case Part.MID:
            return begins.replace(day=11), begins.replace(day=20)
        case Part.LATE | Part.END:
            return begins.replace(day=21), ends
        case Part.FIRST_HALF:
            return begins, begins.replace(day=15)
        case Part.SECOND_HALF:
            return begins.replace(day=16), ends


def _part_of_months(count: int, part: Part) -> tuple[int, int]:
    """The first month within and how many: thirds and halves; beginning and end are one month, a decade's a year."""
    third, half, edge = count // 3, count // 2, max(1, count // 10 // 12 * 12)
    if count == MONTHS_IN[Unit.DECADE] and part in {Part.EARLY, Part.MID, Part.LATE}:
        raise DateRefusedError(
            "which years of a decade are meant is not clear: write the first and the last", Refusal.AMBIGUOUS
        )
    match part:
        case Part.EARLY:
            return 0, third
        case Part.MID:
            return third, third
        case Part.LATE:
            return count - third, third
        case Part.BEGINNING:
            return 0, edge
        case Part.END:
            return count - edge, edge
        case Part.FIRST_HALF:
            return 0, half
        case Part.SECOND_HALF:
            return half, count - half


def _half_of_quarter(year: int, first: int, part: Part) -> Days:
    begins, ends = months(first, 3).days(year)
    middle = months(first + 1, 1).days(year)[0]
    return (begins, middle.replace(day=15)) if part is Part.FIRST_HALF else (middle.replace(day=16), ends)


def _part_of_week(monday: date, part: Part) -> Days:
    first, last = {
        Part.EARLY: (0, 1),
        Part.BEGINNING: (0, 1),
        Part.MID: (2, 3),
        Part.LATE: (4, 6),
        Part.END: (4, 6),
        Part.FIRST_HALF: (0, 2),
        Part.SECOND_HALF: (3, 6),
    }[part]
    return monday + timedelta(days=first), monday + timedelta(days=last)
