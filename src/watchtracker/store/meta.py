"""Values that the program stores for itself in the database, by name, such as the version of the zone data.

People never write these; their settings are in a file.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from watchtracker.schema import meta as table
from watchtracker.store.dialects import upsert


class Meta:
    """The stored values, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> str | None:
        """The value stored under `name`; None if there is none."""
        value: str | None = self._connection.execute(select(table.c.value).where(table.c.name == name)).scalar()
        return value

    def set(self, name: str, value: str) -> None:
        """Store `value` under `name`, replacing an earlier one."""
        self._connection.execute(upsert(self._connection, table, "name"), [{"name": name, "value": value}])
