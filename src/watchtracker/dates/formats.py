"""Windows written down: for a column, for a program, for a sentence.

Whatever `display` and `edtf` write is read back by `parse.py` to the same window, whenever it is read, so a
date can be copied from anywhere into a watch list and stays what it was.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import assert_never

from watchtracker.dates.units import MONTH_NAMES
from watchtracker.dates.window import DateWindow, Precision, WindowKind

_QUARTER_ONE_CODE = 33  # ISO 8601-2 4.8: 33 to 36 are the quarters, 40 and 41 the halves
_HALF_ONE_CODE = 40
_LATE_BEGINS = 21
_MONTHS_IN_A_YEAR = 12
_ORDINALS = ("first", "second", "third", "fourth")
_THIRDS_OF_MONTH = {(1, 10): "early ", (11, 20): "mid-"}
_THIRDS_OF_YEAR = {(1, 4): "early ", (5, 8): "mid-", (9, 12): "late "}


# In the history of an item each window is written twice, as what a date became and as what it was.
@lru_cache(maxsize=1024)
def display(window: DateWindow) -> str:
    """The short form: "late Apr 2026", "6 May 2026", "Q3 2026", "by 30 Jun 2026", "no date"."""
    first, last = _ends(window)
    match window.kind:
        case WindowKind.INSTANT:
            moment = _moment(window)
            return f"{_day(moment.date())}, {_clock(moment)} UTC"
        case WindowKind.EXACT:
            return _day(first)
        case WindowKind.WINDOW:
            return _named_unit(first, last) or _named_part(first, last) or _months_or_days(first, last)
        case WindowKind.OPEN_START:
            return f"by {_day(last)}"
        case WindowKind.OPEN_END:
            return f"not before {_day(first)}"
        case WindowKind.UNDATED:
            return "no date"
        case _ as never:
            assert_never(never)


def edtf(window: DateWindow) -> str | None:
    """EDTF (ISO 8601-2); some day in a span is a one-of set. An instant is its ISO form, no date is None."""
    first, last = _ends(window)
    match window.kind:
        case WindowKind.INSTANT:
            return _iso(_moment(window))
        case WindowKind.EXACT:
            return first.isoformat()
        case WindowKind.WINDOW:
            return _edtf_unit(first, last) or f"[{first}..{last}]"
        case WindowKind.OPEN_START:
            return f"[..{last}]"
        case WindowKind.OPEN_END:
            return f"[{first}..]"
        case WindowKind.UNDATED:
            return None
        case _ as never:
            assert_never(never)


def sentence(window: DateWindow, zone: tzinfo) -> str:
    """For the middle of a sentence, in `zone`: "between 21 and 30 April 2026, Shanghai time"."""
    first, last = _ends(window)
    place = zone_words(zone)
    match window.kind:
        case WindowKind.INSTANT:
            moment = _moment(window).astimezone(zone)
            return f"on {_long_day(moment.date())} at {_clock(moment)}, {place}"
        case WindowKind.EXACT:
            return f"on {_long_day(first)}, {place}"
        case WindowKind.WINDOW:
            return f"{_long_unit(first, last) or _long_days(first, last)}, {place}"
        case WindowKind.OPEN_START:
            return f"by {_long_day(last)}, {place}"
        case WindowKind.OPEN_END:
            return f"not before {_long_day(first)}, {place}"
        case WindowKind.UNDATED:
            return "with no date"
        case _ as never:
            assert_never(never)


def as_json(window: DateWindow) -> dict[str, str | None]:
    """The `window` object of `list --json`."""
    earliest, latest = iso_ends(window)
    return {
        "kind": window.kind.value,
        "earliest": earliest,
        "latest": latest,
        "precision": window.precision and window.precision.value,
        "edtf": edtf(window),
        "text": display(window),
    }


def iso_ends(window: DateWindow) -> tuple[str | None, str | None]:
    """Both ends in ISO 8601: days, or the UTC instant twice; None where open."""
    if window.instant:
        return _iso(window.instant), _iso(window.instant)
    first, last = window.earliest, window.latest
    return first.isoformat() if first else None, last.isoformat() if last else None


def instant(moment: datetime) -> str:
    """A moment as every JSON has it: UTC, whole seconds, "2026-05-06T16:00:00Z"."""
    return _iso(moment.astimezone(UTC).replace(microsecond=0))


def zone_words(zone: tzinfo) -> str:
    """A zone in words: "Shanghai time", "UTC", "UTC+08:00", "AoE"."""
    key: str | None = getattr(zone, "key", None)
    if key is None or "/" not in key:
        return key or str(zone)
    return f"{key.rpartition('/')[2].replace('_', ' ')} time"


def _ends(window: DateWindow) -> tuple[date, date]:
    return window.earliest or date.min, window.latest or date.max


def _moment(window: DateWindow) -> datetime:
    return window.instant or datetime.min.replace(tzinfo=UTC)


def _iso(moment: datetime) -> str:
    return f"{moment.replace(tzinfo=None).isoformat()}Z"


def _clock(moment: datetime) -> str:
    seconds = moment.second or moment.microsecond
    return moment.time().isoformat() if seconds else moment.time().isoformat("minutes")


def _day(day: date) -> str:
    return f"{day.day} {_month(day)}"


def _month(day: date) -> str:
    return f"{_short(day)} {day.year:04}"


def _short(day: date) -> str:
    return MONTH_NAMES[day.month - 1][:3]


def _named_unit(first: date, last: date) -> str | None:
    match DateWindow(first, last).precision:
        case Precision.WEEK:
            return f"week of {_day(first)}"
        case Precision.MONTH:
            return _month(first)
        case Precision.QUARTER:
            return f"Q{first.month // 3 + 1} {first.year:04}"
        case Precision.HALF:
            return f"H{first.month // 6 + 1} {first.year:04}"
        case Precision.YEAR:
            return f"{first.year:04}"
        case _:
            return None


def _named_part(first: date, last: date) -> str | None:
    if first.year != last.year:
        return None
    if first.month == last.month:
        part = (
            "late " if first.day == _LATE_BEGINS and _ends_month(last) else _THIRDS_OF_MONTH.get((first.day, last.day))
        )
        return part and f"{part}{_month(first)}"
    part = _THIRDS_OF_YEAR.get((first.month, last.month)) if _whole_months(first, last) else None
    return part and f"{part}{first.year:04}"


def _months_or_days(first: date, last: date) -> str:
    whole = _whole_months(first, last)
    if whole and (first.month, last.month) == (1, _MONTHS_IN_A_YEAR):
        return f"{first.year:04} to {last.year:04}"
    write = _month if whole else _day
    if first.year != last.year:
        return f"{write(first)} to {write(last)}"
    if write is _day and first.month == last.month:
        return f"{first.day} to {_day(last)}"
    return f"{write(first)[:-5]} to {write(last)}"


def _whole_months(first: date, last: date) -> bool:
    return first.day == 1 and _ends_month(last)


def _ends_month(day: date) -> bool:
    return day == date.max or (day + timedelta(days=1)).day == 1


def _edtf_unit(first: date, last: date) -> str | None:
    match DateWindow(first, last).precision:
        case Precision.MONTH:
            return f"{first.year:04}-{first.month:02}"
        case Precision.QUARTER:
            return f"{first.year:04}-{_QUARTER_ONE_CODE + first.month // 3}"
        case Precision.HALF:
            return f"{first.year:04}-{_HALF_ONE_CODE + first.month // 6}"
        case Precision.YEAR:
            return f"{first.year:04}"
        case _:
            return None


def _long_unit(first: date, last: date) -> str | None:
    match DateWindow(first, last).precision:
        case Precision.WEEK:
            return f"in the week of {_long_day(first)}"
        case Precision.MONTH:
            return f"in {_long_month(first)}"
        case Precision.QUARTER:
            return f"in the {_ORDINALS[first.month // 3]} quarter of {first.year:04}"
        case Precision.HALF:
            return f"in the {_ORDINALS[first.month // 6]} half of {first.year:04}"
        case Precision.YEAR:
            return f"in {first.year:04}"
        case _:
            return None


def _long_days(first: date, last: date) -> str:
    if first.year != last.year:
        return f"between {_long_day(first)} and {_long_day(last)}"
    if first.month != last.month:
        return f"between {_long_day(first)[:-5]} and {_long_day(last)}"
    return f"between {first.day} and {_long_day(last)}"


def _long_day(day: date) -> str:
    return f"{day.day} {_long_month(day)}"


def _long_month(day: date) -> str:
    return f"{MONTH_NAMES[day.month - 1]} {day.year:04}"
