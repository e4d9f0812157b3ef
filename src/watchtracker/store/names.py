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
    """The names of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> Vocabulary:
        """Every name that was ever used."""
        kept = self._connection.execute(select(names.c.field, names.c.name))
        # A replica of an earlier version saves items without remembering their names.
        had = self._connection.execute(select(items.c.tags, items.c.owner).distinct())
        return mapping.names((row.field, row.name) for row in kept) | mapping.names(_of_items(had))

    def add(self, named: Iterable[Item]) -> None:
        """Remember the names that these items have."""
        used = Vocabulary.of(named)
        found = [*((mapping.TAG, tag) for tag in used.tags), *((mapping.OWNER, owner) for owner in used.owners)]
        if found:
            # Always in this order, so that of two who add the same ones none waits for the other in a ring.
            values = [{"field": field, "name": name} for field, name in sorted(found)]
            self._connection.execute(insert_or(self._connection, names).on_conflict_do_nothing(), values)


def _of_items(found: CursorResult[Any]) -> Iterator[tuple[str, str]]:
    for row in found:
        yield from ((mapping.TAG, tag) for tag in json_columns.words_from_text(row.tags))
        if row.owner:
            yield mapping.OWNER, row.owner
