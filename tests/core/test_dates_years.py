"""Which year a yearless day means: the next to come, after a past tense the last, and none when in doubt."""

from __future__ import annotations

from datetime import date

import pytest

from watchtracker.dates import spans
from watchtracker.dates.spans import Span
from watchtracker.dates.years import Tense, settled
from watchtracker.errors import DateRefusedError, Refusal

MAY_6 = spans.day(5, 6)


def first_day(span: Span, said_on: str, tense: Tense = Tense.NONE) -> str:
    return str(settled(span, tense=tense, said_on=date.fromisoformat(said_on), words="the day")[0])


@pytest.mark.parametrize(
    ("said_on", "tense", "expected"),
    [
        ("2026-05-05", Tense.NONE, "2026-05-06"),
        ("2026-05-06", Tense.NONE, "2026-05-06"),
        ("2026-06-07", Tense.NONE, "2027-05-06"),  # over for longer than it could be a slip
        ("2026-05-07", Tense.FUTURE, "2027-05-06"),
        ("2026-05-07", Tense.PAST, "2026-05-06"),
        ("2026-05-05", Tense.PAST, "2025-05-06"),
    ],
)
def test_a_day_is_the_next_to_come_and_after_a_past_tense_the_last(said_on: str, tense: Tense, expected: str) -> None:
    assert first_day(MAY_6, said_on, tense) == expected


@pytest.mark.parametrize("said_on", ["2026-05-07", "2026-06-06"])
def test_a_day_that_was_just_over_is_asked_about(said_on: str) -> None:
    with pytest.raises(DateRefusedError, match="name the year, 2026 or 2027") as refused:
        first_day(MAY_6, said_on)
    assert refused.value.code is Refusal.AMBIGUOUS


def test_a_leap_day_is_looked_for_until_there_is_one() -> None:
    assert first_day(spans.day(2, 29), "2026-04-10") == "2028-02-29"
    assert first_day(spans.day(2, 29), "2097-04-10") == "2104-02-29"
    assert first_day(spans.day(2, 29), "2026-04-10", Tense.PAST) == "2024-02-29"


def test_a_year_that_is_named_is_not_looked_for() -> None:
    assert first_day(spans.day(5, 6, 2001), "2026-05-07") == "2001-05-06"


def test_a_winter_that_began_last_year_still_runs() -> None:
    assert first_day(spans.months(12, 3), "2027-01-15") == "2026-12-01"
