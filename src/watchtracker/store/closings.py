"""When each item closed by the zone data of its day, so that a changed law of a zone can be told from a moved date.

`zone_law.py` compares; what is kept here of an item that was written since by somebody who keeps none is passed over.
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
    """What is kept of the closing of items, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, closings: Sequence[Closing]) -> None:
        """Write them in place of what was kept of these items."""
        if closings:
            row = [
                {"item_id": one.item_id, "revision": one.revision, "closes_at": one.closes_at, "law": one.law}
                for one in closings
            ]
            self._connection.execute(upsert(self._connection, table, "item_id"), row)

    def of_another_law(self, law: str, item_id: str | None = None) -> dict[str, Closing | None]:
        """The listed items whose closing is not kept by `law`, each with what is kept; None where nothing counts."""
        fits = table.c.revision == items.c.revision
        query = (
            select(items.c.id, table.c.revision, table.c.closes_at, table.c.law)
            .select_from(items.outerjoin(table, (table.c.item_id == items.c.id) & fits))
            .where(items.c.listed, or_(table.c.law.is_(None), table.c.law != law))
        )
        if item_id is not None:
            query = query.where(items.c.id == item_id)
        return {row[0]: None if row[3] is None else Closing(*row) for row in self._connection.execute(query)}
