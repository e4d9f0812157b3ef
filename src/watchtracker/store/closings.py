"""When each item closes by the zone data it was planned with, to tell a changed law of a zone from a moved date.

`zone_law.py` compares. A row counts only for the revision of its item that it was written with: an older replica may
have written the item since without writing a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from watchtracker.schema import closings as table
from watchtracker.schema import items
from watchtracker.store.dialects import upsert


@dataclass(frozen=True, slots=True)
class Closing:
    """When an item at this revision closes (UTC; None: it has no end) by the zone data `law`."""

    item_id: str
    revision: int
    closes_at: datetime | None
    law: str


class Closings:
    """The closings of items, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, closings: Sequence[Closing]) -> None:
        """Store these closings, replacing earlier ones of their items."""
        if closings:
            rows = [
                {"item_id": each.item_id, "revision": each.revision, "closes_at": each.closes_at, "law": each.law}
                for each in closings
            ]
            self._connection.execute(upsert(self._connection, table, "item_id"), rows)

    def of_another_law(self, law: str, item_id: str | None = None) -> dict[str, Closing | None]:
        """The ids of listed items without a closing by `law`, each with the one by another law, or None."""
        fits = table.c.revision == items.c.revision
        query = (
            select(items.c.id, table.c.revision, table.c.closes_at, table.c.law)
            .select_from(items.outerjoin(table, (table.c.item_id == items.c.id) & fits))
            .where(items.c.listed, or_(table.c.law.is_(None), table.c.law != law))
        )
        if item_id is not None:
            query = query.where(items.c.id == item_id)
        return {row[0]: None if row[3] is None else Closing(*row) for row in self._connection.execute(query)}
