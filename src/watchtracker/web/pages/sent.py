"""What comes next of an item and what was sent, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from watchtracker import dates
from watchtracker.errors import StoreError
from watchtracker.reports.notified import notified, told
from watchtracker.store.engine import Store


@dataclass(frozen=True, slots=True)
class SentLines:
    """What comes next and what was sent last, a line each, and how many more notifications there are.

    `zone` is that of their times; `everything`: they are all that there are, also what was not sent.
    """

    coming: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    hidden: int = 0
    zone: str = "UTC"
    everything: bool = False


def sent_lines(store: Store, item_id: str, *, zone: str, everything: bool, away: bool) -> SentLines:
    """The lines of an item; none while the database is `away`, because no page is to fail for them."""
    if away:
        return SentLines()
    try:
        with store.reading() as tx:
            found = notified(tx.notifications.of_items([item_id]), everything=everything)
            holds = tx.holds.of_items([item_id]).get(item_id, [])
    except StoreError:
        return SentLines()
    place = dates.zone(zone)
    coming, sent = (tuple(told(each, holds, place) for each in part) for part in (found.coming, found.sent))
    return SentLines(coming, sent, found.hidden, zone, everything)
