"""Store: one database, SQLite or PostgreSQL, and the transactions on it.

A transaction reads one state of the world, or writes all it has to write or nothing; the rooms that speak SQL hang
on it. `connections.py` opens the database, `tracker` is the one who changes it.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import RLock, get_ident

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DBAPIError

from watchtracker.errors import StoreError
from watchtracker.store import files
from watchtracker.store.addresses import Address
from watchtracker.store.change_detection import Watch, trace, written_by_commits
from watchtracker.store.closings import Closings
from watchtracker.store.connections import connect
from watchtracker.store.corrections import Corrections
from watchtracker.store.deliveries import Deliveries
from watchtracker.store.faces import Faces
from watchtracker.store.failures import FullError, TablesError, named_errors
from watchtracker.store.gates import GateRows
from watchtracker.store.given_answers import GivenAnswers
from watchtracker.store.holds import Holds
from watchtracker.store.identity import Identity
from watchtracker.store.inbox import Inbox
from watchtracker.store.items import Items
from watchtracker.store.locks import SendingLock
from watchtracker.store.meta import Meta
from watchtracker.store.migration_state import Tables, bring_forward, is_newest, lacks_none, tables, touch
from watchtracker.store.names import UsedNames
from watchtracker.store.notifications import Notifications
from watchtracker.store.outcomes import Outcomes
from watchtracker.store.proposals import Proposals
from watchtracker.store.queue import Queue
from watchtracker.store.sessions import Sessions
from watchtracker.store.sources import Sources
from watchtracker.store.tokens import Tokens
from watchtracker.store.unknown import UnknownDeliveries

# Any number does, as long as no other program uses it on the same database: these spell "watch", 1 and 2.
_APPLY_LOCK = 0x7761746368_01
_STEPS_LOCK = 0x7761746368_02

_log = logging.getLogger("watchtracker.store")


class Transaction:
    """What can be done within one transaction, room by room.

    Most transactions need one of them or two, so each is made when it is first asked for.
    """

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self.connection = connection
        self._writes = writes

    @cached_property
    def items(self) -> Items:
        """Items with their claims."""
        return Items(self.connection)

    @cached_property
    def closings(self) -> Closings:
        """When the deadlines of items close, as the law had it."""
        return Closings(self.connection)

    @cached_property
    def notifications(self) -> Notifications:
        """What is owed, to whom."""
        return Notifications(self.connection, writes=self._writes)

    @cached_property
    def queue(self) -> Queue:
        """What is due, and when."""
        return Queue(self.connection)

    @cached_property
    def deliveries(self) -> Deliveries:
        """Messages on their way."""
        return Deliveries(self.connection)

    @cached_property
    def holds(self) -> Holds:
        """Who is on it, what is snoozed, and what was answered."""
        return Holds(self.connection)

    @cached_property
    def faces(self) -> Faces:
        """What our messages show, and which are to be drawn anew."""
        return Faces(self.connection)

    @cached_property
    def inbox(self) -> Inbox:
        """What was received from channels."""
        return Inbox(self.connection)

    @cached_property
    def proposals(self) -> Proposals:
        """What sources say, and what became of it."""
        return Proposals(self.connection)

    @cached_property
    def sources(self) -> Sources:
        """How far each source has got, and the texts that were fetched."""
        return Sources(self.connection)

    @cached_property
    def names(self) -> UsedNames:
        """Tags and owners that were ever used."""
        return UsedNames(self.connection)

    @cached_property
    def tokens(self) -> Tokens:
        """The links of private feeds."""
        return Tokens(self.connection)

    @cached_property
    def given_answers(self) -> GivenAnswers:
        """What was answered to requests that carry a key of their own."""
        return GivenAnswers(self.connection)

    @cached_property
    def meta(self) -> Meta:
        """What is known of the database itself."""
        return Meta(self.connection)

    @cached_property
    def sessions(self) -> Sessions:
        """Who is logged in."""
        return Sessions(self.connection)

    @cached_property
    def corrections(self) -> Corrections:
        """What became wrong after it was sent."""
        return Corrections(self.connection)

    @cached_property
    def gates(self) -> GateRows:
        """When the next message may go."""
        return GateRows(self.connection)

    @cached_property
    def outcomes(self) -> Outcomes:
        """What came of messages, written in one go."""
        return Outcomes(self.connection, self.items, self.gates)

    @cached_property
    def unknown(self) -> UnknownDeliveries:
        """Deliveries of which nobody knows whether they arrived."""
        return UnknownDeliveries(self.connection)

    def take_apply_lock(self) -> None:
        """Wait until no other process applies a watch list; SQLite has one writer anyway."""
        _take(self.connection, _APPLY_LOCK)


class Store:
    """A database that is at the newest step, if `Store.open` made it."""

    def __init__(self, address: Address, engine: Engine, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._address = address
        self._engine = engine
        # Asked with each transaction, so it is kept: one process alone may deliver from SQLite.
        self.is_sqlite = address.is_sqlite
        # In memory there is one connection, and so one transaction at a time.
        self._alone: AbstractContextManager[object] = RLock() if address.in_memory else nullcontext()
        self.keeps_nothing = False
        self._files = written_by_commits(address.path)
        self._identity = Identity(address.path, elapsed) if address.path else None
        self._anew = RLock()
        self._opener: int | None = None
        self._let_go = False
        self._generation = 0

    @classmethod
    def open(cls, url: str, *, elapsed: Callable[[], float] = time.monotonic) -> Store:
        """The database at `url`, made or brought forward if need be; raises StoreError, BusyError."""
        address = Address.read(url)
        store = cls(address, connect(address), elapsed)
        try:
            store._bring_forward()
            if store._identity:
                store._identity.remember()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def of_nothing(cls) -> Store:
        """Where there is no database yet and none is to be made: it reads as empty, and refuses to be written."""
        store = cls.open("sqlite://")
        store.keeps_nothing = True
        return store

    @classmethod
    def as_it_is(cls, url: str) -> Store:
        """The database at `url`, at whatever step: nothing is made, and `tables` tells how far it is."""
        address = Address.read(url)
        return cls(address, connect(address))

    def tables(self) -> Tables:
        """How far its tables are; nothing is made. Raises StoreError."""
        if self._address.in_memory or (self.path is not None and not self.path.exists()):
            return Tables.NONE
        with self.reading() as tx:
            return tables(tx.connection, str(self._address))

    def close(self) -> None:
        """Let go of every connection; a database in memory is gone then."""
        self._engine.dispose()

    @property
    def path(self) -> Path | None:
        """The file it is in; None for PostgreSQL and in memory."""
        return self._address.path

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction that sees one state throughout, whatever others write meanwhile."""
        with self._begun("BEGIN") as connection:
            yield Transaction(connection, writes=False)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction that is kept if its block ends well, and undone as if it had never been otherwise.

        On SQLite it is the only writer from the start; on PostgreSQL the rows it reads to change are locked.
        """
        if self.keeps_nothing:
            raise StoreError(
                "there is neither a watch list nor a database: `watchtracker init` writes one to begin with"
            )
        with self._begun("BEGIN IMMEDIATE") as connection:
            yield Transaction(connection, writes=True)

    def check(self) -> None:
        """Raise StoreError unless its tables are at our step, and can be read and written."""
        with self.reading() as tx:
            if not lacks_none(tx.connection):
                raise StoreError(f"{self._address} lacks a step of its tables: start watchtracker again")
        with self.writing() as tx:
            touch(tx.connection)

    @contextmanager
    def watching(self) -> Iterator[Watch]:
        """A cheap question, to be asked again and again, of whether anything was committed meanwhile."""
        watch = Watch(self._engine, self._address, self.generation)
        try:
            yield watch
        finally:
            watch.close()

    def trace(self) -> tuple[int, ...]:
        """What differs as soon as another process committed to an SQLite file; always the same for PostgreSQL."""
        return trace(self._files)

    def delivering(self) -> SendingLock:
        """Be the only process that sends from this SQLite file; raises BusyError. PostgreSQL takes any number."""
        return SendingLock(self.path)

    def generation(self) -> int:
        """How often another file had to be opened, because the one that was open was removed or replaced.

        Raises StoreError as long as it is not certain what is there now.
        """
        with named_errors(self._address):
            self._make_sure()
        return self._generation

    def clock(self) -> datetime | None:
        """The server's clock (UTC), which all replicas share; None on SQLite, where the machine's own counts."""
        if self.is_sqlite:
            return None
        with self.reading() as tx:
            moment: datetime = tx.connection.execute(select(func.clock_timestamp())).scalar_one()
            return moment.astimezone(UTC)

    @contextmanager
    def _begun(self, begin: str) -> Iterator[Connection]:
        with self._room_given_back(), named_errors(self._address), self._alone, self._connected() as connection:
            if not self.is_sqlite and begin == "BEGIN":
                # READ COMMITTED would let two queries of one listing see two different states.
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                if self.is_sqlite:
                    connection.exec_driver_sql(begin)
                yield connection

    @contextmanager
    def _room_given_back(self) -> Iterator[None]:
        """Where the disk was full, do not keep what the log of SQLite took: it is brought in as far as there is room.

        A write that is undone leaves the log as long as it was, and without room it is never cut back by itself.
        """
        try:
            yield
        except FullError:
            self._empty_the_log(waits=False)
            raise

    def _empty_the_log(self, *, waits: bool) -> None:
        """Bring the log of SQLite into its file and cut it to nothing, as far as readers and the disk allow."""
        if not self._engine.pool.checkedin():  # type: ignore[attr-defined]
            return
        with suppress(sqlite3.Error), closing(self._engine.raw_connection()) as connection:
            driver: sqlite3.Connection = connection.driver_connection  # type: ignore[assignment]
            (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
            if not waits:
                driver.execute("PRAGMA busy_timeout = 0")
            try:
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                driver.execute(f"PRAGMA busy_timeout = {patience}")

    def _connected(self) -> Connection:
        self._make_sure()
        return self._engine.connect()

    def _make_sure(self) -> None:
        """Open the file anew if it is not the one that is open; raises StoreError until that one stays."""
        identity = self._identity
        if identity is None or self._opener == get_ident() or self._is_open(identity):
            return
        with self._anew:
            if self._is_open(identity):
                return
            stays = identity.stays()
            if not self._let_go:
                _log.critical("%s was removed or replaced while it was in use: nothing is sent from it", self._address)
                self._leave()
            if not stays:
                raise StoreError(
                    f"{self._address} was removed or replaced while it was in use: what is there is opened once it"
                    " has stayed as it is for three seconds"
                )
            self._open_anew(identity)

    def _is_open(self, identity: Identity) -> bool:
        # Once it was let go of, another file may have been given its number.
        return identity.is_same() and not self._let_go

    def _leave(self) -> None:
        """Let go of the old file; what is in its log is brought into it, lest it be read as the log of the new one."""
        self._empty_the_log(waits=True)
        self._engine.dispose()
        self._let_go = True

    def _open_anew(self, identity: Identity) -> None:
        self._opener = get_ident()
        try:
            files.refuse_empty(identity.path)
            self._bring_forward()
            identity.remember()
        except BaseException:
            self._engine.dispose()
            raise
        finally:
            self._opener = None
        self._let_go = False
        self._generation += 1
        _log.warning("%s was opened anew: what is there now counts", self._address)

    def _bring_forward(self) -> None:
        if self._is_newest():
            return
        with self.writing() as tx:
            _take(tx.connection, _STEPS_LOCK)
            bring_forward(tx.connection, str(self._address))

    def _is_newest(self) -> bool:
        try:
            with self.reading() as tx:
                return is_newest(tx.connection, str(self._address))
        except (DBAPIError, TablesError):
            # What the database cannot do has become another StoreError: this is a table that is not there yet.
            return False


def _take(connection: Connection, lock: int) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(lock)))
