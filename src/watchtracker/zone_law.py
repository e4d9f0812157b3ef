"""Changed laws of time zones: the items that the installed zone data closes at another moment than planned.

The database has a row for each item that says when it closes, and by which version of the zone data: once newer data is
installed, that can no longer be computed. Only the newest version that was ever used on a database counts. A process
with older data compares nothing, or two replicas would correct each other for ever. `tracker` writes the changes and
their notices.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from watchtracker import dates, items
from watchtracker.items import Item, ItemAsOf
from watchtracker.store.closings import Closing
from watchtracker.store.engine import Transaction

# The key of `meta` for the newest version of the zone data that was ever used on the database.
KEPT_AS = "tzdata"

_log = logging.getLogger("watchtracker.zones")


@dataclass(frozen=True, slots=True)
class Amended:
    """An item by the old and by the new law; `closed_at` is the old closing (UTC), None if it is still the same."""

    before: Item
    after: Item
    closed_at: datetime | None


def older_than_kept(tx: Transaction) -> str | None:
    """The version that the database was planned with, if the installed zone data is older; else None."""
    kept = tx.meta.get(KEPT_AS)
    return kept if kept is not None and kept > dates.ZONE_DATA else None


def amended(tx: Transaction, held: Iterable[Item], item_id: str | None = None) -> list[Amended]:
    """The changes that the installed zone data makes to the items `held` (all of them, or the one with `item_id`).

    Items that stay the same get a row by the installed data at once; that sends no notices.
    """
    if (kept := older_than_kept(tx)) is not None:
        if item_id is None:
            _log.warning("%s: no changed law is looked for", older(kept))
        return []
    if tx.meta.get(KEPT_AS) != dates.ZONE_DATA:
        tx.meta.set(KEPT_AS, dates.ZONE_DATA)
    outdated = tx.closings.of_another_law(dates.ZONE_DATA, item_id)
    found = [_amended(item, outdated[item.id]) for item in held if item.id in outdated] if outdated else []
    changed = [each for each in found if each.before != each.after or each.closed_at is not None]
    same = [each.after for each in found if each.before == each.after and each.closed_at is None]
    keep(tx, [known for item in same if (known := items.item_as_of(item))])
    return changed


def keep(tx: Transaction, written: Iterable[ItemAsOf]) -> None:
    """Store when the items that were `written` close; with older zone data than the database's, store nothing."""
    closings = [Closing(known.id, known.revision, _closes_at(known), dates.ZONE_DATA) for known in written]
    if closings and older_than_kept(tx) is None:
        tx.closings.keep(closings)


def older(kept: str) -> str:
    """The sentence that the installed zone data is older than the data that the database was planned with."""
    return f"this machine's zone data ({dates.ZONE_DATA}) is older than what the database was planned with ({kept})"


def _amended(item: Item, kept: Closing | None) -> Amended:
    before, after = items.item_as_of(item), items.item_as_of(items.under_this_law(item))
    assert before is not None  # it is None only for a day before everything
    assert after is not None
    # Without a row: an item that names a moment still has it as it was, but of a day only a row has the old closing.
    was = kept.closes_at if kept is not None else _closes_at(before)
    is_now = _closes_at(after)
    closes_elsewhen = was is not None and is_now not in {None, was}
    return Amended(item, items.under_this_law(item), was if closes_elsewhen else None)


def _closes_at(known: ItemAsOf) -> datetime | None:
    return known.window.closes_at(dates.zone(known.facts.zone))
