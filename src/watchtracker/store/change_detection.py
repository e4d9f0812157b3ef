"""Detecting commits: whether anything was committed since the last look, far cheaper than reading the tables.

The web server looks every few tenths of a second, so that no reader waits for the database. Two ways complete each
other: `trace` costs one or two `stat` calls and needs no connection, but can miss one of two commits within
milliseconds; `Watch.mark` asks the database and misses none. `engine.py` hands both out.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from watchtracker.store.addresses import Address
from watchtracker.store.failures import named_errors

# A counter that changes with each commit of another connection (sqlite.org/pragma.html#pragma_data_version).
_SQLITE = "PRAGMA data_version"
# Which transactions have ended; it differs after each one that wrote (PostgreSQL manual, table 9.84).
_POSTGRESQL = "SELECT CAST(pg_current_snapshot() AS text)"


class Watch:
    """Its own connection to the database, on which nothing is ever written; to be used by one thread."""

    def __init__(self, engine: Engine, address: Address, generation: Callable[[], int]) -> None:
        self._engine = engine
        self._address = address
        self._generation = generation
        self._of = 0
        self._connection: Connection | None = None
        self._opened = 0

    def mark(self) -> str | None:
        """A text that differs after every commit, and now and then without one; None for a database in memory.

        Raises StoreError; the next call then opens a new connection, whose marks differ from all earlier ones.
        """
        if self._address.in_memory:
            return None  # it has a single connection, and the counter shows only commits of others
        try:
            with named_errors(self._address):
                if self._of != (generation := self._generation()):
                    self.close()  # the file was replaced, and this connection still has the old one
                    self._of = generation
                if self._connection is None:
                    self._connection = self._engine.connect()
                    self._opened += 1  # part of the mark, because each connection has a counter of its own
                mark = self._ask(self._connection)
        except BaseException:
            self.close()
            raise
        return f"{self._opened} {mark}"

    def _ask(self, connection: Connection) -> object:
        if self._address.is_sqlite:
            # Straight to the driver: SQLAlchemy's overhead for a query is many times its cost.
            driver: Any = connection.connection.driver_connection
            return driver.execute(_SQLITE).fetchone()[0]
        mark = connection.exec_driver_sql(_POSTGRESQL).scalar()
        connection.rollback()
        return mark

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def written_by_commits(path: Path | None) -> tuple[str, ...]:
    """The files that a commit to the SQLite file at `path` changes: the write-ahead log, and the file itself."""
    return () if path is None else (f"{path}-wal", str(path))


def trace(files: tuple[str, ...]) -> tuple[int, ...]:
    """Time of change, size and inode of each of `files` that is there; a commit changes at least one of them.

    The clock of a file system ticks every few milliseconds, and a commit can reuse space in the log, so two commits in
    one tick may look like one: a `Watch` is needed as well.
    """
    found: tuple[int, ...] = ()
    for path in files:
        found += _stat(path)
    return found


def _stat(path: str) -> tuple[int, ...]:
    try:
        found = os.stat(path)  # noqa: PTH116 - faster, and called with each request
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino
