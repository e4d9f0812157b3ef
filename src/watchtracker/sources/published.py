"""The day of publication as somebody declared it, read strictly: what is not exactly a date is no date.

Relative words of a text count from this day, so a wrong one makes wrong claims, while a missing one only asks.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TypeAlias

Published: TypeAlias = datetime | date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RFC_3339 = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?([Zz]|[+-]\d{2}:?\d{2})?)?"
)
_RFC_5322 = re.compile(
    r"(?:([a-z]{3}),\s*)?(\d{1,2})\s+([a-z]{3})\s+(\d{4})\s+(\d{2}):(\d{2})(?::(\d{2}))?\s+([a-z]{1,5}|[+-]\d{4})"
    r"(?:\s+\([^()]*\))?",
    re.IGNORECASE,
)
# The zones that RFC 5322 names; all other letters mean that the hour is not known for certain, but the day is.
_ZONES = {"ut": 0, "gmt": 0, "utc": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6} | {
    "pst": -8,
    "pdt": -7,
}
_LONGEST = 80


def read(text: str | None) -> Published | None:
    """A declared day or moment (RFC 3339, W3C, RFC 5322); None for everything else, never today.

    A moment always has its offset. Where it has none, only the day is known.
    """
    text = " ".join((text or "").split())
    if not text or len(text) > _LONGEST or not text.isascii():
        return None
    try:
        if match := _RFC_3339.fullmatch(text):
            year, month, day, hour, minute, second, offset = match.groups()
            return _moment(date(int(year), int(month), int(day)), (hour, minute, second), _offset(offset))
        if match := _RFC_5322.fullmatch(text):
            weekday, day, name, year, hour, minute, second, offset = match.groups()
            found = date(int(year), _MONTHS.index(name.lower()) + 1, int(day))
            if weekday and _WEEKDAYS.index(weekday.lower()) != found.weekday():
                return None
            return _moment(found, (hour, minute, second), _offset(offset))
    except (ValueError, OverflowError):
        return None
    return None


def day_of(published: Published | None, zone: tzinfo) -> date | None:
    """The day in a zone; a day that was declared as such is that day everywhere."""
    if isinstance(published, datetime):
        return published.astimezone(zone).date()
    return published


def _moment(day: date, time: tuple[str | None, ...], offset: tzinfo | None) -> Published:
    hour, minute, second = (int(part or 0) for part in time)
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=offset or UTC)
    moment.astimezone(UTC)  # at the edges of the calendar an offset leads out of it
    return day if offset is None or time[0] is None else moment


def _offset(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text[0] in "+-":
        length = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
        return timezone(-length if text[0] == "-" else length)
    hours = _ZONES.get(text.lower())
    return None if hours is None else timezone(timedelta(hours=hours))
