"""The channel's hour at every change of clocks that any zone has for years: one instant a day, and the right one.

What is right is worked out here from the change itself: the offset before it holds until clocks show the later of the
two times that meet in it, and the offset after it from then on. That is RFC 5545 3.3.5 in one line: a time that is
skipped moves on by the gap, one that comes twice is the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import available_timezones

from tests.builders import a_channel
from watchtracker import dates
from watchtracker.dates import UnknownZoneError
from watchtracker.notifications import Notification, WeeklyTime
from watchtracker.notifications.rules import DayRange, digests

FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
# No two changes are nearer to each other: Morocco's are five weeks apart.
STEP = timedelta(days=14)
MOMENTS = [FIRST + number * STEP for number in range((LAST - FIRST) // STEP + 1)]
NINE = time(9)


class Change(NamedTuple):
    """Clocks change at `at` (UTC) from one offset to another."""

    zone: str
    at: datetime
    before: timedelta
    after: timedelta

    @property
    def seen(self) -> tuple[datetime, datetime]:
        """What clocks show at that moment by either offset, the earlier one first."""
        bare = self.at.replace(tzinfo=None)
        low, high = sorted((bare + self.before, bare + self.after))
        return low, high

    def instant(self, wall: datetime) -> datetime:
        """The instant at which clocks show `wall`, if no other change is near."""
        offset = self.before if wall < self.seen[1] else self.after
        return (wall - offset).replace(tzinfo=UTC)

    @property
    def walls(self) -> list[datetime]:
        """Wall times around the change: before, within and after what is skipped or comes twice, and nine o'clock."""
        low, high = self.seen
        second = timedelta(seconds=1)
        around = [low - second, low, low + (high - low) / 2, high - second, high]
        return [*around, *(datetime.combine(low.date() + timedelta(days), NINE) for days in (-1, 0, 1))]


@lru_cache(maxsize=1)
def changes() -> list[Change]:
    """Every change in every zone that a channel can have; zones that only share a name of one are left out."""
    found: dict[tuple[object, ...], list[Change]] = {}
    for name in sorted(available_timezones()):
        try:
            zone = dates.zone(name)
        except UnknownZoneError:
            continue
        mine = list(_changes(name, zone))
        found.setdefault(tuple(change[1:] for change in mine), mine)
    return [change for mine in found.values() for change in mine]


def _changes(name: str, zone: tzinfo) -> Iterator[Change]:
    offsets = [_offset(zone, moment) for moment in MOMENTS]
    for number, (before, after) in enumerate(pairwise(offsets)):
        if before != after:
            low, high = 0, int(STEP.total_seconds())
            while high - low > 1:
                middle = (low + high) // 2
                if _offset(zone, MOMENTS[number] + timedelta(seconds=middle)) == before:
                    low = middle
                else:
                    high = middle
            yield Change(name, MOMENTS[number] + timedelta(seconds=high), before, after)


def _offset(zone: tzinfo, moment: datetime) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def digest(zone: str, wall: datetime) -> Notification:
    """The one digest that a channel in `zone` has on the day of `wall`, at its time."""
    channel = a_channel(zone=zone, digest=WeeklyTime(wall.weekday(), wall.time()))
    (one,) = digests(channel, DayRange(wall.date(), wall.date()))
    return one


def test_the_scan_finds_the_odd_ones_too() -> None:
    found = {(change.zone, change.after - change.before) for change in changes()}
    shifts = {shift for _, shift in found}
    assert {timedelta(hours=1), timedelta(hours=-1), timedelta(minutes=30), timedelta(hours=2)} <= shifts
    assert len(changes()) > 200


def test_every_wall_time_around_every_change_is_the_instant_of_rfc_5545() -> None:
    for change in changes():
        for wall in change.walls:
            one = digest(change.zone, wall)
            assert (one.at, one.local, one.zone) == (change.instant(wall), wall, change.zone), (change, wall)


def test_a_kept_wall_time_is_what_clocks_show_then_but_for_what_is_skipped() -> None:
    for change in changes():
        low, high = change.seen
        for wall in change.walls:
            shown = digest(change.zone, wall).at.astimezone(dates.zone(change.zone))
            gap = high - low if change.after > change.before and low <= wall < high else timedelta(0)
            assert (shown.replace(tzinfo=None, fold=0), shown.fold) == (wall + gap, 0), (change, wall)


def test_each_day_has_one_instant_of_its_own_in_the_order_of_days() -> None:
    for change in changes():
        low, _ = change.seen
        for hour in {NINE, low.time(), time(0)}:
            days = [low.date() + timedelta(number) for number in range(-2, 3)]
            ats = [digest(change.zone, datetime.combine(day, hour)).at for day in days]
            assert ats == sorted(set(ats)), (change, hour)
