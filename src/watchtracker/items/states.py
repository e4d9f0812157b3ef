"""Where an item stands at a moment: its state, the date it sorts by, and how far away that is.

The moment is an argument, and days are days of the item's zone; an instant is over at the instant itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from types import MappingProxyType
from typing import assert_never

from watchtracker import dates
from watchtracker.dates import WindowKind
from watchtracker.errors import InputError
from watchtracker.items.history import ItemAsOf
from watchtracker.items.records import Kind, Result, Standing

RECHECK_AFTER = timedelta(days=30)
RECHECK_OFFICIAL_AFTER = timedelta(days=180)
NEVER = "never"
_INTERVAL = re.compile(r"([1-9]\d{0,3})(d|w|mo)")
# Nobody counts on a re-check to the day: a month is one of 30 days, as the interval without any is.
_DAYS_OF = {"d": 1, "w": 7, "mo": 30}
_EARLIEST_ZONE = timezone(timedelta(hours=14))
RECHECK_BEYOND = timedelta(days=90)


class State(StrEnum):
    """Where an item stands, or how it ended."""

    UNDATED = "undated"
    UPCOMING = "upcoming"
    OPEN = "open"
    OVERDUE = "overdue"
    PASSED = "passed"
    HAPPENED = "happened"
    DONE = "done"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"

    @property
    def ahead(self) -> bool:
        """Whether there is still something to wait for."""
        return self in {State.UNDATED, State.UPCOMING, State.OPEN, State.OVERDUE}


def state(known: ItemAsOf, now: datetime) -> State:
    """The state of an item at the moment `now`."""
    if known.outcome is not None:
        return _ended(known.outcome.result)
    if not known.window.dated:
        return State.UNDATED
    if now < _begins(known):
        return State.UPCOMING
    closes = known.window.closes_at(dates.zone(known.facts.zone))
    if closes is None or now < closes:
        return State.OPEN
    match known.facts.kind:
        case Kind.RELEASE:
            return State.OVERDUE
        case Kind.EVENT | Kind.DEADLINE:
            return State.PASSED
        case _:
            assert_never(known.facts.kind)


def sort_date(known: ItemAsOf, now: datetime) -> date | None:
    """The day an item sorts by at the moment `now`, in its own zone; None while it has no date."""
    if known.outcome is not None:
        return known.outcome.on
    zone = dates.zone(known.facts.zone)
    first, last = known.window.first_day(zone), known.window.last_day(zone)
    if first is None or last is None:
        return first or last
    if known.facts.kind is Kind.DEADLINE or today(known, now) < first:
        return first
    return last


def days_until(known: ItemAsOf, now: datetime) -> int | None:
    """Calendar days in the item's zone from `now` to the day it sorts by; negative once that is past."""
    day = sort_date(known, now)
    return None if day is None else (day - today(known, now)).days


def today(known: ItemAsOf, now: datetime) -> date:
    """The day it is at `now` where the item is."""
    return now.astimezone(dates.zone(known.facts.zone)).date()


def has_begun(day: date, now: datetime) -> bool:
    """Whether `day` has begun somewhere on earth at `now`: what was said or done on it is then not in the future.

    Somebody in Kiribati (UTC+14) writes the day that it is there, whatever the zone of the item.
    """
    return day <= now.astimezone(_EARLIEST_ZONE).date()


def recheck_interval(text: str) -> timedelta | None:
    """How long after a date was last said it is asked after: "90d", "12w", "3mo" of 30 days each; None for "never".

    Raises InputError.
    """
    if text == NEVER:
        return None
    found = _INTERVAL.fullmatch(text)
    if found is None:
        raise InputError(
            f'{text!r} is no interval of re-checks: write a number and d, w or mo, such as "90d", or "never"'
        )
    return timedelta(days=int(found[1]) * _DAYS_OF[found[2]])


def recheck_after(known: ItemAsOf, intervals: Mapping[Kind, str] = MappingProxyType({})) -> timedelta | None:
    """How long after its date was last said an item is asked after; None for never.

    The item's own `recheck` counts, or else that of its kind in `intervals`; without either it is 30 days, and 180
    where who decides it says the date.
    """
    written = known.facts.recheck or intervals.get(known.facts.kind)
    if written is not None:
        return recheck_interval(written)
    official = known.window.dated and known.claim is not None and known.claim.said.standing is Standing.OFFICIAL
    return RECHECK_OFFICIAL_AFTER if official else RECHECK_AFTER


def recheck_owed(confirmed_on: date, latest: date | None, on: date, after: timedelta) -> bool:
    """Whether a date that was last said on `confirmed_on` is worth asking after on the day `on`.

    It is once the time `after` is over, while the date is missing, has no end, or is more than 90 days ahead: what is
    near has reminders of its own.
    """
    return on - confirmed_on >= after and (latest is None or latest - on > RECHECK_BEYOND)


def unconfirmed_days(
    known: ItemAsOf, now: datetime, intervals: Mapping[Kind, str] = MappingProxyType({})
) -> int | None:
    """For how many days nobody has said the date, once that is worth a re-check; None while it is not."""
    after = recheck_after(known, intervals)
    if known.confirmed_on is None or known.outcome is not None or after is None:
        return None
    day = today(known, now)
    latest = known.window.last_day(dates.zone(known.facts.zone))
    return (day - known.confirmed_on).days if recheck_owed(known.confirmed_on, latest, day, after) else None


def first_close(known: ItemAsOf) -> datetime | None:
    """The moment (UTC) by which one must have acted to be safe: the end of the window's first known day."""
    zone = dates.zone(known.facts.zone)
    if known.window.instant is not None:
        return known.window.instant
    day = known.window.earliest or known.window.latest
    return None if day is None else dates.first_moment(day + timedelta(days=1), zone)


def _ended(result: Result) -> State:
    return State(result.value)


def _begins(known: ItemAsOf) -> datetime:
    """When `upcoming` ends: a deadline's first day must be over, anything else opens on it."""
    zone = dates.zone(known.facts.zone)
    window = known.window
    day = window.latest if window.kind is WindowKind.OPEN_START else window.first_day(zone)
    assert day is not None
    if window.instant is not None:
        return window.instant
    return dates.first_moment(day + timedelta(days=known.facts.kind is Kind.DEADLINE), zone)
