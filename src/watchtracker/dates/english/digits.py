"""Rules for dates in digits inside a text: ISO dates, months as 2026-05, and days as 13/05/2026.

`iso.py` reads the texts that are ISO as a whole, `numeric.py` knows which number is the day.
"""

from __future__ import annotations

import re
from datetime import date

from watchtracker.dates import iso, spans
from watchtracker.dates.english.days import days_of_month
from watchtracker.dates.english.grammar import CONNECTORS, EnglishText, Found
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.english.numbered import is_numbered
from watchtracker.dates.numeric import day_in_digits
from watchtracker.dates.spans import fixed

_SEPARATORS = re.compile(r"[/.-]")
_MONTHS = 12
_HUNDRED = 100
_DAY_MONTH_YEAR = 3
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_IN_TWO_DIGITS = re.compile("([0-9]{2})(?:-([0-9]{2}))?(?![0-9:.-])")
_COUNTED = {Kind.MONTH, Kind.UNIT, Kind.UNITS, Kind.OTHER}


def iso_day(text: EnglishText, at: int) -> Found:
    """As in "2026-05-06", "2026/5/6", "2026-W24"."""
    written = text.tokens[at].value.upper()
    if "W" not in written:
        written = "-".join(part.zfill(2) for part in _SEPARATORS.split(written))
    found = iso.days(written)
    if found is None:
        return None
    if found[0] == found[1] and (last := _rest_of_a_span(text, found[0], at + 1)):
        return spans.join(fixed(*found), last[0]), last[1]
    return fixed(*found, week="W" in written and found[0] != found[1]), at + 1


def _rest_of_a_span(text: EnglishText, first: date, at: int) -> Found:
    """The right side of "2026-05-06 to 08" and "2026-11-30 to 12-02", which leaves out what is the same."""
    if text.kind(at) not in CONNECTORS or not (written := _IN_TWO_DIGITS.match(text.tidy, text.tokens[at + 1].start)):
        return None
    end = at + 2 if written[2] is None else at + 4
    if text.kind(end) in _COUNTED:
        return None
    month, number = (first.month, int(written[1])) if written[2] is None else (int(written[1]), int(written[2]))
    return (spans.day(month, number, first.year), end) if 1 <= month <= _MONTHS else None


def year_month(text: EnglishText, at: int) -> Found:
    """As in "2026-05", "2026-33" (a quarter)."""
    if is_numbered(text, at):
        return None
    year, number = (int(part) for part in _SEPARATORS.split(text.tokens[at].value))
    if 1 <= number <= _MONTHS:
        return spans.months(number, 1, year), at + 1
    if number == (year + 1) % _HUNDRED:
        return None  # "the 2026-27 season"
    found = iso.days(f"{year:04}-{number:02}")
    return found and (fixed(*found), at + 1)


def numeric(text: EnglishText, at: int) -> Found:
    """One reading has "25/12/2026", two has "05/06/2026"; "10/2026" is a month, and "24/7" no date."""
    if is_numbered(text, at):
        return None
    written = text.tokens[at].value
    numbers = [int(part) for part in _SEPARATORS.split(written)]
    if text.kind(at + 1) is Kind.MONTH and len(numbers) < _DAY_MONTH_YEAR:
        return days_of_month(text, text.tokens[at + 1].value, (numbers[0], numbers[1]), at + 2)
    if len(numbers) < _DAY_MONTH_YEAR:
        return _month_and_year(numbers, at) or _day_and_month(text, at)
    return day_in_digits(written), at + 1


def _month_and_year(numbers: list[int], at: int) -> Found:
    month, year = numbers
    if _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= _MONTHS:
        return spans.months(month, 1, year), at + 1
    return None


def _day_and_month(text: EnglishText, at: int) -> Found:
    """As in "on 10/22": without a word that a day comes after, it may be a score or a fraction."""
    if text.kind(at - 1) not in _BEFORE_A_DAY or (text.kind(at + 1) in _COUNTS and text.kind(at - 1) not in _BOUNDS):
        return None
    first, mark, second = text.tokens[at].value.partition("/")
    if not mark or (first == second and text.kind(at - 1) is Kind.NOTHING and text.kind(at + 1) is Kind.COMMA):
        return None  # "10/10, would buy again"
    return day_in_digits(text.tokens[at].value), at + 1


_BOUNDS = {Kind.ON, Kind.BY, Kind.BEFORE, Kind.AFTER, Kind.FROM, Kind.UNTIL, Kind.NOT_BEFORE}
_BEFORE_A_DAY = {
    *(*_BOUNDS, Kind.NOTHING, Kind.VERB, Kind.PAST_VERB, Kind.HOPED, Kind.NOUN, Kind.COLON, Kind.COMMA, Kind.TO),
    *(Kind.WILL, Kind.WEEKDAY, Kind.OPEN, Kind.STOP, Kind.MOVED, Kind.NOW),
}
_COUNTS = {Kind.OTHER, Kind.NOUN, Kind.OF, Kind.VERB, Kind.UNIT, Kind.UNITS}
