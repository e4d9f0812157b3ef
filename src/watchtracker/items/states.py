"""Where an item stands at a moment: its state, the date it sorts by, and how far away that is.

The moment is an argument, and days are days of the item's zone; an instant is over at the instant itself.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import assert_never

from watchtracker import dates
from watchtracker.dates import WindowKind
from watchtracker.items.history import Known
from watchtracker.items.records import Kind, Result

RECHECK_AFTER = timedelta(days=30)
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


def state(known: Known, now: datetime) -> State:
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


def sort_date(known: Known, now: datetime) -> date | None:
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


def days_until(known: Known, now: datetime) -> int | None:
    """Calendar days in the item's zone from `now` to the day it sorts by; negative once that is past."""
    day = sort_date(known, now)
    return None if day is None else (day - today(known, now)).days


def today(known: Known, now: datetime) -> date:
    """The day it is at `now` where the item is."""
    return now.astimezone(dates.zone(known.facts.zone)).date()


def recheck_owed(confirmed_on: date, latest: date | None, on: date) -> bool:
    """Whether a date that was last said on `confirmed_on` is worth asking after on the day `on`.

    It is after 30 days, while the date is missing, has no end, or is more than 90 days ahead: what is near has
    reminders of its own.
    """
    return on - confirmed_on >= RECHECK_AFTER and (latest is None or latest - on > RECHECK_BEYOND)


def unconfirmed_days(known: Known, now: datetime) -> int | None:
    """For how many days nobody has said the date, once that is worth a re-check; None while it is not."""
    if known.confirmed_on is None or known.outcome is not None:
        return None
    day = today(known, now)
    latest = known.window.last_day(dates.zone(known.facts.zone))
    return (day - known.confirmed_on).days if recheck_owed(known.confirmed_on, latest, day) else None


def first_close(known: Known) -> datetime | None:
    """The moment (UTC) by which one must have acted to be safe: the end of the window's first known day."""
    zone = dates.zone(known.facts.zone)
    if known.window.instant is not None:
        return known.window.instant
    day = known.window.earliest or known.window.latest
    return None if day is None else dates.first_moment(day + timedelta(days=1), zone)


def _ended(result: Result) -> State:
    return State(result.value)


def _begins(known: Known) -> datetime:
    """When `upcoming` ends: a deadline's first day must be over, anything else opens on it."""
    zone = dates.zone(known.facts.zone)
    window = known.window
    day = window.latest if window.kind is WindowKind.OPEN_START else window.first_day(zone)
    assert day is not None
    if window.instant is not None:
        return window.instant
    return dates.first_moment(day + timedelta(days=known.facts.kind is Kind.DEADLINE), zone)
