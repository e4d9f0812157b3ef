"""DateWindow: a date as precise as it is known, and no preciser.

Days are plain dates that belong to no zone until a caller names one, so a day never travels through a
UTC instant and cannot slip over midnight on the way. Kind and precision follow from the ends alone: two
ways to say the same days are the same window. `formats.py` writes windows down, `parse.py` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import assert_never

from watchtracker.dates.zones import first_moment


class WindowKind(StrEnum):
    """The shape of a window: which of its ends are known."""

    INSTANT = "instant"
    EXACT = "exact"
    WINDOW = "window"
    OPEN_START = "open-start"
    OPEN_END = "open-end"
    UNDATED = "undated"


class Precision(StrEnum):
    """The calendar unit that a window is, `span` where it is none."""

    INSTANT = "instant"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class DateWindow:
    """The days from `earliest` to `latest`, both included; an end that is None is not known.

    An `instant` (aware, UTC) stands alone, without days. Neither days nor an instant: undated.
    Raises ValueError for a reversed window, for an instant beside days or outside UTC.
    """

    earliest: date | None = None
    latest: date | None = None
    instant: datetime | None = None

    def __post_init__(self) -> None:
        if self.instant is not None:
            if self.earliest is not None or self.latest is not None:
                raise ValueError("an instant has no days of its own")
            if self.instant.tzinfo is not UTC:
                raise ValueError("an instant is kept in UTC")
        elif self.earliest is not None and self.latest is not None and self.latest < self.earliest:
            raise ValueError("a window cannot end before it begins")

    @property
    def kind(self) -> WindowKind:
        """Which ends are known."""
        if self.instant is not None:
            return WindowKind.INSTANT
        if self.earliest is None:
            return WindowKind.UNDATED if self.latest is None else WindowKind.OPEN_START
        if self.latest is None:
            return WindowKind.OPEN_END
        return WindowKind.EXACT if self.earliest == self.latest else WindowKind.WINDOW

    @property
    def precision(self) -> Precision | None:
        """The calendar unit that it is; None when nothing is known. A one-sided window has the day of its end."""
        match self.kind:
            case WindowKind.UNDATED:
                return None
            case WindowKind.INSTANT:
                return Precision.INSTANT
            case WindowKind.WINDOW:
                return _unit(self.earliest or date.min, self.latest or date.max)
            case WindowKind.EXACT | WindowKind.OPEN_START | WindowKind.OPEN_END:
                return Precision.DAY
            case _ as never:
                assert_never(never)

    @property
    def dated(self) -> bool:
        """Whether anything at all is known of the date."""
        return self.earliest is not None or self.latest is not None or self.instant is not None

    @property
    def exact(self) -> bool:
        """Whether one day or one moment is known."""
        return self.kind in {WindowKind.EXACT, WindowKind.INSTANT}

    def first_day(self, zone: tzinfo) -> date | None:
        """The first day that it may be, as the calendar of `zone` has it."""
        return self.instant.astimezone(zone).date() if self.instant else self.earliest

    def last_day(self, zone: tzinfo) -> date | None:
        """The last day that it may be, as the calendar of `zone` has it."""
        return self.instant.astimezone(zone).date() if self.instant else self.latest

    def opens_at(self, zone: tzinfo) -> datetime | None:
        """The first moment (UTC) of the first day in `zone`, or the instant."""
        if self.instant:
            return self.instant
        return None if self.earliest is None else first_moment(self.earliest, zone)

    def closes_at(self, zone: tzinfo) -> datetime | None:
        """The moment (UTC) at which the last day is over in `zone`: the next midnight, or the instant."""
        if self.instant:
            return self.instant
        return None if self.latest is None else first_moment(self.latest + timedelta(days=1), zone)


UNDATED = DateWindow()

_SIX_DAYS = timedelta(days=6)
_MONTHS_LONG = {1: Precision.MONTH, 3: Precision.QUARTER, 6: Precision.HALF, 12: Precision.YEAR}


def _unit(first: date, last: date) -> Precision:
    if last - first == _SIX_DAYS and first.weekday() == 0:
        return Precision.WEEK
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    whole = first.day == 1 and (last == date.max or (last + timedelta(days=1)).day == 1)
    if whole and months in _MONTHS_LONG and (first.month - 1) % months == 0:
        return _MONTHS_LONG[months]
    return Precision.SPAN
