"""Connections to an address: committed writes are on the disk, and a busy SQLite file is waited for.

SQLite uses a write-ahead log and syncs fully (synchronous = FULL). With less, a power loss could undo the record that a
message was sent, and it would be sent again. `engine.py` makes transactions of connections.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from watchtracker.errors import StoreError
from watchtracker.nearest import did_you_mean
from watchtracker.store import files
from watchtracker.store.addresses import Address

BUSY_SECONDS = 10
_SWITCHES = 20  # attempts to switch a file to its write-ahead log
# Bytes. A log that grew while somebody read for long is cut back to this after its checkpoint, to spare the disk.
_LOG_LIMIT = 4 << 20
_PREPARE = "prepare_threshold"
_CONNECT_SECONDS = 10
# A server that falls silent is given up within half a minute; by default most systems wait for two hours.
_SILENCE = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # milliseconds
}


def connect(address: Address) -> Engine:
    """An engine for `address`; nothing is opened or created yet. Raises StoreError."""
    if not address.is_sqlite:
        return _postgresql(address)
    if address.path is None:
        return create_engine("sqlite://", creator=partial(_open, ":memory:", BUSY_SECONDS), poolclass=StaticPool)
    files.refuse_empty(address.path)
    waits = float(address.url.normalized_query.get("timeout", (BUSY_SECONDS,))[0])
    creator: Callable[[], sqlite3.Connection] = partial(_open_file, address.path, waits)
    return create_engine("sqlite://", creator=creator, poolclass=QueuePool, max_overflow=-1)


def _postgresql(address: Address) -> Engine:
    url = _url_for_driver(address)
    waiting: dict[str, Any] = {"connect_timeout": _CONNECT_SECONDS, **_SILENCE, "client_encoding": "utf8"}
    waiting = {name: value for name, value in waiting.items() if name not in url.query}
    # Never prepare statements: PgBouncer may give us another connection of the server, which does not have them.
    arguments = {**waiting, "prepare_threshold": None}
    engine = create_engine(url, connect_args=arguments, pool_pre_ping=True, hide_parameters=True)
    event.listen(engine, "checkin", _reset_to_defaults)
    return engine


def _url_for_driver(address: Address) -> URL:
    """The address without parameters that are set here; raises StoreError for one that PostgreSQL does not know."""
    try:
        from psycopg.pq import Conninfo  # noqa: PLC0415 - optional, for PostgreSQL only
    except ImportError as error:
        raise StoreError(
            f'PostgreSQL needs the driver psycopg, which does not load ({error}): pip install "watchtracker[postgres]"'
        ) from error
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    for name in address.url.query:
        if name in {_PREPARE, "client_encoding"} or (name in known and _is_one(address.url, name)):
            continue
        if name in known:
            raise StoreError(f"`database` names {name!r} twice: leave one of them")
        hint = did_you_mean(name, known, otherwise="leave it out")
        raise StoreError(f"`database` has a parameter {name!r}, which PostgreSQL does not know: {hint}")
    # People write prepare_threshold for PgBouncer, but nothing is ever prepared; and the encoding is always UTF-8.
    return address.url.difference_update_query([_PREPARE, "client_encoding"])


def _is_one(url: URL, name: str) -> bool:
    return name in {"host", "port"} or len(url.normalized_query[name]) == 1


def _reset_to_defaults(connection: Any, record: object) -> None:
    """Forget the transaction mode that a reading transaction set on the connection.

    Otherwise psycopg would begin each later transaction with an explicit READ WRITE, which overrides the default of a
    server or user that is set to read-only.
    """
    del record
    # Each of them takes a moment to set, and hardly any transaction changes them.
    changed = connection is not None and (connection.read_only, connection.isolation_level) != (None, None)
    if changed and not connection.closed:
        connection.read_only = None
        connection.isolation_level = None


def _open_file(path: Path, waits: float) -> sqlite3.Connection:
    if not path.exists():
        files.make(path)
    if not path.exists() or _writable(path):
        return _open(str(path), waits)
    # Read-only. SQLite would have to create a log, unless the file is declared immutable; that is safe only if nobody
    # has it open, and then no log is beside it.
    alone = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    return _open(f"{path.absolute().as_uri()}?mode=ro{alone}", waits, uri=True)


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _open(database: str, waits: float, *, uri: bool = False) -> sqlite3.Connection:
    # isolation_level=None: the driver begins no transactions by itself, `engine.py` does.
    connection = sqlite3.connect(database, uri=uri, timeout=waits, isolation_level=None, check_same_thread=False)
    try:
        if not uri and files.is_ours(connection):
            _use_write_ahead_log(connection)
            connection.execute(f"PRAGMA journal_size_limit = {_LOG_LIMIT}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch the database to a write-ahead log, also while other processes switch it at the same moment.

    SQLite refuses the switch at once if another process is at it, whatever the timeout. A writing transaction does wait
    for its turn, so an empty one is put between two attempts.
    """
    for _ in range(_SWITCHES):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")
