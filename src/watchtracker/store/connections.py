"""Connections to an address, set up so that a committed write is on the disk and a busy file is waited for.

SQLite writes ahead and syncs fully: with less, a power loss could forget that a message had gone out, and it would go
out again. `engine.py` makes transactions of connections.
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
_SWITCHES = 20
# A log that grew under a long reader is cut back to this once it was brought in, so that it does not fill a disk.
_LOG_LIMIT = 4 << 20
_PREPARE = "prepare_threshold"
_CONNECT_SECONDS = 10
# A server that falls silent is given up within half a minute, not after the two hours of most systems.
_SILENCE = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # milliseconds
}


def connect(address: Address) -> Engine:
    """An engine for `address`; nothing is opened or made yet. Raises StoreError."""
    if not address.is_sqlite:
        return _postgresql(address)
    if address.path is None:
        return create_engine("sqlite://", creator=partial(_open, ":memory:", BUSY_SECONDS), poolclass=StaticPool)
    files.refuse_empty(address.path)
    waits = float(address.url.normalized_query.get("timeout", (BUSY_SECONDS,))[0])
    creator: Callable[[], sqlite3.Connection] = partial(_open_file, address.path, waits)
    return create_engine("sqlite://", creator=creator, poolclass=QueuePool, max_overflow=-1)


def _postgresql(address: Address) -> Engine:
    url = _with_what_libpq_knows(address)
    waiting: dict[str, Any] = {"connect_timeout": _CONNECT_SECONDS, **_SILENCE, "client_encoding": "utf8"}
    waiting = {name: value for name, value in waiting.items() if name not in url.query}
    # A statement prepared on one connection of the server is not there on the next one that PgBouncer lends us.
    arguments = {**waiting, "prepare_threshold": None}
    engine = create_engine(url, connect_args=arguments, pool_pre_ping=True, hide_parameters=True)
    event.listen(engine, "checkin", _as_the_server_has_it)
    return engine


def _with_what_libpq_knows(address: Address) -> URL:
    """The address without what is for the driver; raises StoreError for a parameter that nobody would understand."""
    try:
        from psycopg.pq import Conninfo  # noqa: PLC0415 - only for those who have PostgreSQL
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
    # It is written for PgBouncer, and that is served: nothing is ever prepared. Our text is UTF-8 in any case.
    return address.url.difference_update_query([_PREPARE, "client_encoding"])


def _is_one(url: URL, name: str) -> bool:
    return name in {"host", "port"} or len(url.normalized_query[name]) == 1


def _as_the_server_has_it(connection: Any, record: object) -> None:
    """After a reading transaction the next one is as the server has it: read-only where it closed the database.

    Left as it is, psycopg would begin it READ WRITE from then on, which overrides the server's own setting.
    """
    del record
    if connection is not None and not connection.closed:
        connection.read_only = None
        connection.isolation_level = None


def _open_file(path: Path, waits: float) -> sqlite3.Connection:
    if not path.exists():
        files.make(path)
    if not path.exists() or _writable(path):
        return _open(str(path), waits)
    # Nobody has it open if there is no log beside it, and only then may SQLite read it without making one.
    alone = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    return _open(f"{path.absolute().as_uri()}?mode=ro{alone}", waits, uri=True)


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _open(database: str, waits: float, *, uri: bool = False) -> sqlite3.Connection:
    # Without an isolation level of its own the driver begins nothing: `engine.py` says BEGIN.
    connection = sqlite3.connect(database, uri=uri, timeout=waits, isolation_level=None, check_same_thread=False)
    try:
        if not uri and files.is_ours(connection):
            _keep_a_log(connection)
            connection.execute(f"PRAGMA journal_size_limit = {_LOG_LIMIT}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _keep_a_log(connection: sqlite3.Connection) -> None:
    """Have the database write ahead to a log. Where others switch a new one over at this moment, after them.

    SQLite refuses the switch at once if it meets another, whatever the timeout; a transaction waits for its turn.
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
