"""Whether anything was committed since the last time one asked, far more cheaply than by reading.

A server looks every few tenths of a second, so that no reader ever waits for the database; `engine.py` hands this out.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from watchtracker.store.addresses import Address
from watchtracker.store.failures import told_of

# The counter that SQLite raises with each commit of another connection (sqlite.org/pragma.html#pragma_data_version).
_SQLITE = "PRAGMA data_version"
# Which transactions are over: it differs after each one that wrote (PostgreSQL manual, table 9.84).
_POSTGRESQL = "SELECT CAST(pg_current_snapshot() AS text)"


class Watch:
    """A connection of its own, on which nothing is ever written; for one thread."""

    def __init__(self, engine: Engine, address: Address, generation: Callable[[], int]) -> None:
        self._engine = engine
        self._address = address
        self._generation = generation
        self._of = 0
        self._connection: Connection | None = None
        self._opened = 0

    def mark(self) -> str | None:
        """A text that differs after any commit, and may without one; None where that cannot be told.

        Raises StoreError; the next call tries a new connection, whose marks differ from all before.
        """
        if self._address.in_memory:
            return None  # its one connection sees no commit of another
        try:
            with told_of(self._address):
                if self._of != (generation := self._generation()):
                    self.close()  # that file is not there any more
                    self._of = generation
                if self._connection is None:
                    self._connection = self._engine.connect()
                    self._opened += 1  # each connection counts for itself
                mark = self._ask(self._connection)
        except BaseException:
            self.close()
            raise
        return f"{self._opened} {mark}"

    def _ask(self, connection: Connection) -> object:
        if self._address.is_sqlite:
            # Straight to the driver: what SQLAlchemy does around a question costs many times this one.
            driver: Any = connection.connection.driver_connection
            return driver.execute(_SQLITE).fetchone()[0]
        mark = connection.exec_driver_sql(_POSTGRESQL).scalar()
        connection.rollback()
        return mark

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def written_by_commits(path: Path | None) -> tuple[str, ...]:
    """The files that a commit to the SQLite file at `path` writes; None has none."""
    return () if path is None else (f"{path}-wal", str(path))


def trace(files: tuple[str, ...]) -> tuple[int, ...]:
    """What a commit leaves for anyone to see in the files that it writes, without a question to the database.

    Two commits within the few milliseconds of a file system's clock may look like one, so a `Watch` is needed as well.
    """
    found: tuple[int, ...] = ()
    for one in files:
        found += _written(one)
    return found


def _written(path: str) -> tuple[int, ...]:
    try:
        found = os.stat(path)  # noqa: PTH116 - asked with each request
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino
