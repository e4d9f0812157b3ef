"""ISO 8601 dates and EDTF (ISO 8601-2), the parts that say a day, a window or an open end.

Programs and archives write dates so, and `formats.py` does. Qualifiers (`?`, `~`, `%`) name the window that
they stand by and never widen it; `a/b` is read as a window, as people mean it. `english/digits.py` has what
else is written in digits.
"""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date, timedelta
from typing import NoReturn

from watchtracker.dates import spans
from watchtracker.dates.spans import Days
from watchtracker.dates.window import DateWindow
from watchtracker.errors import DateRefusedError, Refusal

_DAY_OF_YEAR = re.compile(r"([0-9]{4})-([0-9]{3})")
_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{2})(?:-?([0-9]))?")
_MONTH_OR_DAY = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_BASIC_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEARS = re.compile(r"([0-9]{1,4})(X{0,3})(?:-XX)?(?:-XX)?")
_UNKNOWN_DAY = re.compile(r"([0-9]{4}-[0-9]{2})-XX")
_QUALIFIERS = re.compile(r"[?~%]")
_INTERVAL = re.compile(r"([0-9X?~%W-]*|\.\.)/([0-9X?~%W-]*|\.\.)")
_SLASHED_MONTH = re.compile(r"([0-9]{4})/(0?[1-9]|1[0-2])")
_SET = re.compile(r"\[([0-9X?~%W-]*)(\.\.|,)([0-9X?~%W-]*)\]|\{([0-9X?~%W-]*)(\.\.|,)([0-9X?~%W-]*)\}")
_BEGINS = re.compile(r"[0-9\[{./]")
_AROUND_MARKS = re.compile(r" ?(\.\.|[/,\[\]{}]) ?")
_SHAPE = re.compile(r"[0-9X?~%W./,\[\]{}-]+")

_DIGITS_OF_A_YEAR = 4
_MONTHS_IN_A_YEAR = 12

# ISO 8601-2 4.8: first month and number of months. 21 to 24 and 25 to 28 are read as northern seasons.
_CODES: dict[int, tuple[int, int]] = {
    **{21 + i: (3 + 3 * i, 3) for i in range(4)},
    **{25 + i: (3 + 3 * i, 3) for i in range(4)},
    **{29 + i: ((9, 12, 3, 6)[i], 3) for i in range(4)},
    **{33 + i: (1 + 3 * i, 3) for i in range(4)},
    **{37 + i: (1 + 4 * i, 4) for i in range(3)},
    **{40 + i: (1 + 6 * i, 6) for i in range(2)},
}
_SOUTHERN = range(25, 33)  # hardly anyone means these by "2026-27"


def whole(text: str) -> DateWindow | None:
    """The window of a text that is ISO or EDTF as a whole, without a time; None if it is something else."""
    if not _BEGINS.match(text):
        return None
    text = _AROUND_MARKS.sub(r"\1", text.upper())
    if not _SHAPE.fullmatch(text):
        return None
    if match := _SET.fullmatch(text):
        ends = [group for group in match.groups() if group is not None]
        return _window(ends[0] or "..", ends[2] or "..")
    if (match := _SLASHED_MONTH.fullmatch(text)) and int(match[2]) != (int(match[1]) + 1) % 100:
        return DateWindow(*_months(text, int(match[1]), int(match[2])))
    if "/" in text and (match := _INTERVAL.fullmatch(text)):
        return _window(*_completed(match[1], match[2]))
    found = days(text)
    return found and DateWindow(*found)


def days(text: str) -> Days | None:
    """The days of one date: a year, a month or season, a week, a day, with unknown digits as X."""
    text = _QUALIFIERS.sub("", text)
    if match := _UNKNOWN_DAY.fullmatch(text):
        text = match[1]
    if match := _MONTH_OR_DAY.fullmatch(text):
        return _day(text, *match.groups()) if match[3] else _months(text, int(match[1]), int(match[2]))
    if match := _WEEK.fullmatch(text):
        return _week(text, int(match[1]), int(match[2]), match[3])
    if match := _DAY_OF_YEAR.fullmatch(text):
        return _day_of_year(text, int(match[1]), int(match[2]))
    if match := _BASIC_DAY.fullmatch(text):
        return _day(text, *match.groups())
    if (match := _YEARS.fullmatch(text)) and len(match[1] + match[2]) == _DIGITS_OF_A_YEAR:
        return _years(text, match[1])
    return None


def _years(text: str, digits: str) -> Days:
    if not int(digits):
        _no("year", text)
    return date(int(digits.ljust(4, "0")), 1, 1), date(int(digits.ljust(4, "9")), 12, 31)


def _window(first: str, last: str) -> DateWindow | None:
    if first in {"", ".."} and last in {"", ".."}:
        return None
    left = None if first in {"", ".."} else days(first)
    right = None if last in {"", ".."} else days(last)
    if (left is None and first not in {"", ".."}) or (right is None and last not in {"", ".."}):
        return None
    if left and right and right[1] < left[0]:
        raise DateRefusedError(
            f"{first}/{last} ends before it begins: write the earlier date first", Refusal.CONTRADICTION
        )
    return DateWindow(left and left[0], right and right[1])


def _completed(first: str, last: str) -> tuple[str, str]:
    """ISO 8601 5.5.1: what an interval's end leaves out is as in its beginning ("2026-11-03/05")."""
    if re.fullmatch(r"[0-9]{2}(-[0-9]{2})?", last) and re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", first):
        return first, first[: len(first) - len(last)] + last
    return first, last


def _day(text: str, year: str, month: str, number: str | None) -> Days:
    try:
        found = date(int(year), int(month), int(number or 1))
    except ValueError:
        _no("day", text)
    return found, found


def _months(text: str, year: int, code: int) -> Days:
    first, count = _CODES.get(code) or (code, 1)
    if code in _SOUTHERN and code == (year + 1) % 100:
        raise DateRefusedError(
            f"{text} could be a season or two years: write the months, or both years in full", Refusal.AMBIGUOUS
        )
    if not year or not 1 <= first <= _MONTHS_IN_A_YEAR:
        _no("month, quarter or season", text)
    return spans.months(first, count).days(year)


def _week(text: str, year: int, week: int, weekday: str | None) -> Days:
    try:
        first = date.fromisocalendar(year, week, int(weekday or 1))
    except ValueError:
        _no("week", text)
    return first, first if weekday else first + timedelta(days=6)


def _day_of_year(text: str, year: int, number: int) -> Days:
    if not year or not 1 <= number <= 365 + isleap(year):
        _no("day", text)
    found = date(year, 1, 1) + timedelta(days=number - 1)
    return found, found


def _no(what: str, text: str) -> NoReturn:
    raise DateRefusedError(f"there is no {what} {text}: check its numbers", Refusal.IMPOSSIBLE)
