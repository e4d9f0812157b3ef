"""Days written as two or three numbers: 25/12, 25/12/2026.

Which of two small numbers is the day is never guessed: only where one of them can be no month, or both are
equal, is there one reading. Texts of all three languages have such days alike.
"""

from __future__ import annotations

import re

from watchtracker.dates import refusals, spans
from watchtracker.dates.spans import Span
from watchtracker.errors import DateRefusedError, Refusal

_SEPARATORS = re.compile(r"[/.-]")
_MONTHS = 12
_HUNDRED = 100
# Two digits are taken for one of these years, and could be a day before them.
YEARS_TO_COME = range(20, 50)


def day_in_digits(written: str) -> Span:
    """The day of "25/12/2026" or "25/12"; refused where it could be two."""
    first, second, *years = (int(part) for part in _SEPARATORS.split(written))
    if years and years[0] < _HUNDRED and (years[0] not in YEARS_TO_COME or second <= _MONTHS):
        raise refusals.day_or_year_first(written)
    year = next((year + 2000 if year < _HUNDRED else year for year in years), None)
    if first != second and first <= _MONTHS and second <= _MONTHS:
        raise DateRefusedError(
            f"{written} could be two days: write the month as a word, or the date as YYYY-MM-DD", Refusal.AMBIGUOUS
        )
    month, day = (second, first) if first > _MONTHS or first == second else (first, second)
    if not 1 <= month <= _MONTHS:
        raise DateRefusedError(f"there is no day {written}: check its numbers", Refusal.IMPOSSIBLE)
    return spans.day(month, day, year)
