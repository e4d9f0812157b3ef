"""What the program remembers for itself in the database, by name: the version of the zone data, for one.

Settings are people's own and stand in their file; what is here nobody writes by hand.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from watchtracker.schema import meta as table
from watchtracker.store.dialects import upsert


class Meta:
    """The remembered values of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> str | None:
        """What was remembered under `name`; None if nothing was."""
        value: str | None = self._connection.execute(select(table.c.value).where(table.c.name == name)).scalar()
        return value

    def set(self, name: str, value: str) -> None:
        """Remember `value` under `name`, in place of what was."""
        self._connection.execute(upsert(self._connection, table, "name"), [{"name": name, "value": value}])
