"""The calendar's own names: months, weekdays, units to count in, and the parts of a longer span.

Apart from the words of any language, so that what only writes dates loads no grammar; `spans.py` counts with them.
"""

from __future__ import annotations

from enum import Enum, auto

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Part(Enum):
    """A part of a month or of something longer."""

    EARLY = auto()
    MID = auto()
    LATE = auto()
    BEGINNING = auto()
    END = auto()
    FIRST_HALF = auto()
    SECOND_HALF = auto()


class Unit(Enum):
    """A unit to count in."""

    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"


MONTHS_IN = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12, Unit.DECADE: 120}
DAYS_IN = {Unit.DAY: 1, Unit.WEEK: 7, Unit.WEEKEND: 7, Unit.FORTNIGHT: 14}
