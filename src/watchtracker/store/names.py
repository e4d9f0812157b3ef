"""The tags and owners that any item ever had, in the database.

`items.py` adds to them with each item that it saves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, CursorResult, select

from watchtracker.items import Item, Vocabulary
from watchtracker.schema import items, names
from watchtracker.store import json_columns, mapping
from watchtracker.store.dialects import insert_or


class UsedNames:
    """The tags and owners, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> Vocabulary:
        """Every tag and owner that was ever used."""
        stored = self._connection.execute(select(names.c.field, names.c.name))
        # Also those of the items: a replica of an earlier version saves items without storing their names.
        of_items = self._connection.execute(select(items.c.tags, items.c.owner).distinct())
        return mapping.names((row.field, row.name) for row in stored) | mapping.names(_of_items(of_items))

    def add(self, named: Iterable[Item]) -> None:
        """Store the tags and owners of these items."""
        used = Vocabulary.of(named)
        found = [*((mapping.TAG, tag) for tag in used.tags), *((mapping.OWNER, owner) for owner in used.owners)]
        if found:
            # Sorted, so that two transactions that add the same names cannot wait for each other.
            values = [{"field": field, "name": name} for field, name in sorted(found)]
            self._connection.execute(insert_or(self._connection, names).on_conflict_do_nothing(), values)


def _of_items(found: CursorResult[Any]) -> Iterator[tuple[str, str]]:
    for row in found:
        yield from ((mapping.TAG, tag) for tag in json_columns.words_from_text(row.tags))
        if row.owner:
            yield mapping.OWNER, row.owner
