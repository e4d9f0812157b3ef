"""Times of day: an instant where there is one, and no guess where clocks show it twice or never."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from watchtracker.dates import zone
from watchtracker.dates.times import Clock, clock, instant
from watchtracker.errors import DateRefusedError, Refusal

BERLIN = zone("Europe/Berlin")


def at(hour: int, minute: int = 0, second: int = 0) -> Clock:
    return clock((hour, minute, second, 0), None, f"{hour}:{minute:02}", (0, 5))


def test_a_time_is_that_of_the_zone_and_24_00_ends_its_day() -> None:
    assert instant(date(2026, 5, 6), (at(9),), BERLIN).isoformat() == "2026-05-06T07:00:00+00:00"
    assert instant(date(2026, 5, 6), (at(24),), UTC) == instant(date(2026, 5, 7), (at(0),), UTC)


@pytest.mark.parametrize(("day", "hour"), [(date(2026, 3, 29), 2), (date(2026, 10, 25), 2)])
def test_a_time_that_clocks_skip_or_show_twice_is_refused(day: date, hour: int) -> None:
    with pytest.raises(DateRefusedError):
        instant(day, (at(hour, 30),), BERLIN)


@pytest.mark.parametrize("wall", [(25, 0, 0, 0), (24, 1, 0, 0), (9, 60, 0, 0), None])
def test_what_no_clock_shows_is_refused(wall: tuple[int, int, int, int] | None) -> None:
    with pytest.raises(DateRefusedError, match="there is no time of day") as refused:
        clock(wall, None, "25:00", (0, 5))
    assert refused.value.code is Refusal.IMPOSSIBLE


def test_several_times_must_be_one_moment() -> None:
    with pytest.raises(DateRefusedError, match='"9:00" and "10:00" are two times of day'):
        instant(date(2026, 5, 6), (at(9), at(10)), UTC)
