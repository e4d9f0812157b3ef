"""Days in digits: which of two small numbers is the day is never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from watchtracker.dates.numeric import day_in_digits
from watchtracker.errors import DateRefusedError, Refusal


@pytest.mark.parametrize("written", ["25/12/2026", "12/25/2026", "25.12.2026", "12-25-26"])
def test_a_number_that_can_be_no_month_is_the_day(written: str) -> None:
    assert day_in_digits(written).days(2026) == (date(2026, 12, 25), date(2026, 12, 25))


def test_two_equal_numbers_have_one_reading() -> None:
    assert day_in_digits("5/5").days(2026)[0] == date(2026, 5, 5)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("5/6/2026", Refusal.AMBIGUOUS),
        ("26-05-06", Refusal.AMBIGUOUS),
        ("25-12-26", Refusal.AMBIGUOUS),
        ("5/6/26", Refusal.AMBIGUOUS),
        ("25/13/2026", Refusal.IMPOSSIBLE),
        ("0/25", Refusal.IMPOSSIBLE),
    ],
)
def test_what_could_be_two_days_and_what_is_none_is_refused(written: str, code: Refusal) -> None:
    with pytest.raises(DateRefusedError) as refused:
        day_in_digits(written)
    assert refused.value.code is code
