"""What every test may ask for: a store, on SQLite and on PostgreSQL in turn, empty for each test.

What a test says of the store must hold for both. `databases.py` finds the server. Modules that need a database are
imported by the first test that asks for one, so that tests of pure rooms do not wait for SQLAlchemy.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from watchtracker import dates

if TYPE_CHECKING:
    from tests.databases import Server
    from watchtracker.store.engine import Store

assert dates.ZONE_DATA  # imported before any test makes a zone: with it, tests too have the package's rules

pytest_plugins = ["tests.skips", "tests.hypothesis_profiles"]

# These take too long for every change, and only run with `make soak`.
collect_ignore = [] if os.environ.get("SOAK") else ["soak"]

_BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """The PostgreSQL server of this run."""
    from tests.databases import MISSING, a_server

    with a_server() as server:
        if server is None:
            pytest.skip(MISSING)
        yield server


@pytest.fixture(params=_BOTH)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that is not there yet (SQLite), or has no tables (PostgreSQL)."""
    if request.param == "sqlite":
        yield sqlite_in(tmp_path)
        return
    server: Server = request.getfixturevalue("postgresql")
    with server.new() as url:
        yield url


@pytest.fixture(params=_BOTH)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with all tables and no rows."""
    from watchtracker.store.engine import Store

    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        return server.emptied()
    url = sqlite_in(tmp_path)
    Store.open(url).close()
    return url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store."""
    from watchtracker.store.engine import Store

    store = Store.open(store_url)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture(params=_BOTH)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes an empty database with all tables whenever it is asked to, and says where: for tests that need many."""
    from watchtracker.store.engine import Store

    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        return server.emptied
    template = tmp_path / "template.db"
    Store.open(f"sqlite:///{template}").close()

    def copied() -> str:
        for name in ("watchtracker.db-wal", "watchtracker.db-shm"):
            (tmp_path / name).unlink(missing_ok=True)
        shutil.copyfile(template, tmp_path / "watchtracker.db")
        return sqlite_in(tmp_path)

    return copied


def sqlite_in(folder: Path) -> str:
    """The address of an SQLite file in `folder`."""
    return f"sqlite:///{folder / 'watchtracker.db'}"
