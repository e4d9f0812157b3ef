"""What comes next of an item and what was sent, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from watchtracker.errors import StoreError
from watchtracker.reports.notified import line, notified
from watchtracker.store.engine import Store


@dataclass(frozen=True, slots=True)
class SentLines:
    """What comes next and what was sent last, a line each, and how many more notifications there are."""

    coming: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    hidden: int = 0


def sent_lines(store: Store, item_id: str, *, away: bool) -> SentLines:
    """The lines of an item; none while the database is `away`, because no page is to fail for them."""
    if away:
        return SentLines()
    try:
        with store.reading() as tx:
            found = notified(tx.notifications.of_items([item_id]))
            holds = tx.holds.of_items([item_id]).get(item_id, [])
    except StoreError:
        return SentLines()
    coming, sent = (tuple(line(each, holds) for each in part) for part in (found.coming, found.sent))
    return SentLines(coming, sent, found.hidden)
