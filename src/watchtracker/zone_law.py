"""The law of zones changes: what the installed zone data makes of items that were planned with other data.

A row of the database says when each item closed and by which version of the zone data, since that cannot be worked out
any more once the law is another. The newest version that anybody used counts: where an older one is installed nothing
is compared, lest two replicas correct one another for ever. `tracker` writes what is found here, and tells of it.
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

# Under this name the database keeps the newest version of the zone data that was ever used on it.
KEPT_AS = "tzdata"

_log = logging.getLogger("watchtracker.zones")


@dataclass(frozen=True, slots=True)
class Amended:
    """An item by the law before and by the law now; `closed_at` is when it would have closed, if that is another."""

    before: Item
    after: Item
    closed_at: datetime | None


def older_than_kept(tx: Transaction) -> str | None:
    """The version that the database was planned with, if the installed zone data is older."""
    kept = tx.meta.get(KEPT_AS)
    return kept if kept is not None and kept > dates.ZONE_DATA else None


def amended(tx: Transaction, held: Iterable[Item], item_id: str | None = None) -> list[Amended]:
    """What the installed zone data changes of the items `held`: all of them, or the one with the id `item_id`.

    Those of which nothing is kept, or that only need to be kept anew, are kept by this law; nobody hears of it.
    """
    if (kept := older_than_kept(tx)) is not None:
        if item_id is None:
            _log.warning("%s: no changed law is looked for", older(kept))
        return []
    if tx.meta.get(KEPT_AS) != dates.ZONE_DATA:
        tx.meta.set(KEPT_AS, dates.ZONE_DATA)
    outdated = tx.closings.of_another_law(dates.ZONE_DATA, item_id)
    found = [_amended(item, outdated[item.id]) for item in held if item.id in outdated] if outdated else []
    same = [one.after for one in found if one.before == one.after and one.closed_at is None]
    keep(tx, [known for item in same if (known := items.item_as_of(item))])
    return [one for one in found if one.before != one.after or one.closed_at is not None]


def keep(tx: Transaction, written: Iterable[ItemAsOf]) -> None:
    """Keep when the items that were written close; where older zone data is installed nothing is kept."""
    closings = [Closing(one.id, one.revision, _closes_at(one), dates.ZONE_DATA) for one in written]
    if closings and older_than_kept(tx) is None:
        tx.closings.keep(closings)


def older(kept: str) -> str:
    """That the installed zone data is older than that which the database was planned with."""
    return f"this machine's zone data ({dates.ZONE_DATA}) is older than what the database was planned with ({kept})"


def _amended(item: Item, kept: Closing | None) -> Amended:
    before, after = items.item_as_of(item), items.item_as_of(items.under_this_law(item))
    assert before is not None  # only a day to look from can lie before everything
    assert after is not None
    # Of a moment the item itself still has what it was; of the end of a day nothing but the row has.
    was = kept.closes_at if kept is not None else _closes_at(before)
    is_now = _closes_at(after)
    return Amended(item, items.under_this_law(item), was if was is not None and is_now not in {None, was} else None)


def _closes_at(known: ItemAsOf) -> datetime | None:
    return known.window.closes_at(dates.zone(known.facts.zone))
