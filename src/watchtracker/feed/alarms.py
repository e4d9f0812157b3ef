"""When the alarms of a private feed ring.

Alarms ring only for readers who asked for them, so open feeds have none. They are absolute moments: one relative to a
day would count from midnight in the reader's zone, but a deadline in Shanghai is over at noon in New York. `events.py`
writes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from watchtracker import dates
from watchtracker.items import ItemAsOf, Kind, first_close
from watchtracker.notifications import LeadTime

Alarms = tuple[LeadTime, ...]


def ringing(known: ItemAsOf, alarms: Iterable[LeadTime]) -> list[datetime]:
    """When `alarms` ring (UTC), the earliest first, each moment once; empty for an item that ended or has no date.

    They count back from the moment by which a deadline must be met, and from the opening of anything else. Hours are
    hours; days and longer go back on the calendar of the item's zone, so that daylight saving time moves none.
    """
    moment = counted_from(known)
    if moment is None:
        return []
    zone = dates.zone(known.facts.zone)
    return sorted({rings for alarm in alarms if (rings := _back(moment, alarm, zone))})


def counted_from(known: ItemAsOf) -> datetime | None:
    """The moment (UTC) from which alarms count back; None for an item that ended or has no date."""
    if known.outcome is not None:
        return None
    if known.facts.kind is Kind.DEADLINE:
        return first_close(known)
    zone, window = dates.zone(known.facts.zone), known.window
    if window.earliest is None and window.latest is not None:
        # "by June 30": the last day is the only one that is known.
        return dates.first_moment(window.latest, zone)
    return window.opens_at(zone)


def _back(moment: datetime, lead: LeadTime, zone: tzinfo) -> datetime | None:
    try:
        if not lead.counts_days:
            rings: datetime = moment - lead.delta
            return rings.replace(microsecond=0)
        local = moment.astimezone(zone)
        day: date = local.date() - lead.delta
        return dates.at_wall_time(day, local.time().replace(microsecond=0), zone)
    except (ValueError, OverflowError):
        # Before the year 1, which Python cannot express.
        return None
