"""Which dates are other now than they were so long ago, and what became of them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from watchtracker import dates
from watchtracker.dates import DateWindow, Move, Relation
from watchtracker.items import Item, ItemAsOf, as_recorded, item_as_of, move_between, today
from watchtracker.notifications import LeadTime

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MovedSince:
    """What became of a date in the meantime, and the window that it had before."""

    move: Move
    before: DateWindow


def shift(item: Item, known: ItemAsOf, ago: LeadTime, now: datetime, as_of: date | None = None) -> MovedSince | None:
    """How the date of an item stands to the one that was in force so long `ago`; None where it is as it was.

    What counts is what was on record then. Of an item that came onto the list since, with all that was said of it
    before, it is what had been said then; so it is on a past day `as_of` too. Days begin where the item is. What a
    newer item was first said to be is no move; what it became after that is.
    """
    if len(known.steps) <= 1:
        return None
    since, day = _beginning(known, ago, now)
    before = as_recorded(item, since) if as_of is None else None
    if before is None:
        before = item_as_of(item, day - _DAY)
    if known.claim is None:
        return None
    if before is None or before.claim is None:
        return _since_the_first(known)
    move = move_between(before, known)
    return None if move.relation is Relation.CONFIRMED else MovedSince(move, before.window)


def _since_the_first(known: ItemAsOf) -> MovedSince | None:
    """How the date of an item stands to the first that was said of it."""
    first = next((step.claim.window for step in known.steps if step.verdict.took_over), known.window)
    place = dates.zone(known.facts.zone)
    move = dates.move(first, known.window, zone=place, new_zone=place)
    return None if move.relation is Relation.CONFIRMED else MovedSince(move, first)


def _beginning(known: ItemAsOf, ago: LeadTime, now: datetime) -> tuple[datetime, date]:
    """The moment so long ago, and the day of it where the item is; days are counted whole."""
    place = dates.zone(known.facts.zone)
    if ago.counts_days:
        day: date = today(known, now) - ago.delta
        return dates.first_moment(day, place), day
    moment: datetime = now.astimezone(UTC) - ago.delta
    return moment, moment.astimezone(place).date()
