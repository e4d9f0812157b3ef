"""What of a fetch counts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from watchtracker.intake.plausibility import Counted, Doubt, counted, doubted, is_too_old

NOW = datetime(2031, 4, 15, 12, 0, tzinfo=UTC)


def test_what_was_published_up_to_two_weeks_before_a_first_fetch_counts_and_so_does_what_has_no_day() -> None:
    days = [date(2031, 4, 1), date(2031, 3, 31), None, date(2031, 4, 20)]
    assert [is_too_old(day, NOW) for day in days] == [False, True, False, False]


def test_all_statements_gone_are_an_error_from_the_second_time_in_a_row_and_the_last_good_count_stays() -> None:
    once = counted(0, 7, 0)
    twice = counted(0, 7, once.gone)
    assert (once.trouble, once.before, twice.before) == (None, 7, 7)
    assert twice.trouble is not None
    assert "nothing of the 7 dates" in twice.trouble


@pytest.mark.parametrize("held", [None, 0])
def test_a_source_that_never_said_anything_lost_nothing(held: int | None) -> None:
    assert counted(0, held, 5) == Counted(0, held)


def test_statements_that_halved_are_doubtful_unless_there_were_few() -> None:
    assert [Counted(*numbers).halved for numbers in [(3, 8), (0, 8)]] == [True, True]
    assert [Counted(*numbers).halved for numbers in [(4, 8), (1, 3), (9, None)]] == [False, False, False]


def test_a_doubt_lasts_until_at_least_half_is_there_again() -> None:
    halved = counted(3, 8, 0)
    doubt = doubted(halved, None, NOW)
    assert doubt == Doubt(8, NOW)
    later = counted(3, 3, 0, doubt)
    assert later.halved
    assert doubted(later, doubt, datetime(2031, 4, 16, tzinfo=UTC)) == doubt
    back = counted(4, 3, 0, doubt)
    assert (back.halved, doubted(back, doubt, NOW)) == (False, None)


def test_while_everything_is_gone_a_doubt_neither_begins_nor_ends() -> None:
    doubt = Doubt(8, NOW)
    assert doubted(counted(0, 8, 0), None, NOW) is None
    assert doubted(counted(0, 3, 0, doubt), doubt, NOW) == doubt
