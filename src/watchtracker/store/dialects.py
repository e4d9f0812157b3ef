"""What both databases say in their own way: rows that are there already, and long lists of ids.

So the rooms can be written once. `items.py` and `notifications.py` use it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, TypeVar

from sqlalchemy import Connection, Table

_Value = TypeVar("_Value")

# SQLite takes 32,766 parameters in a statement, PostgreSQL twice as many; both plan a thousand quickly.
_AT_ONCE = 1000


def upsert(connection: Connection, table: Table, *key: str) -> Any:
    """An INSERT into `table` that overwrites the row with the same `key`."""
    insert = insert_or(connection, table)
    rest = {column.name: insert.excluded[column.name] for column in table.columns if column.name not in key}
    return insert.on_conflict_do_update(index_elements=key, set_=rest)


def insert_or(connection: Connection, table: Table) -> Any:
    """An INSERT into `table` that can be told what to do on a conflict."""
    # By name: each dialect's package is slow to import, and that of the connection is there already.
    return import_module(f"sqlalchemy.dialects.{connection.dialect.name}").insert(table)


def chunks(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    """`values` in parts that fit into one statement."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def has_one_writer(connection: Connection) -> bool:
    """Whether a transaction that writes is the only one anyway, as with SQLite: then there is nothing to lock."""
    return connection.dialect.name != "postgresql"
