"""What every test may ask for: a store, on SQLite and on PostgreSQL in turn, empty for each test.

What a test says of the store must hold for both. `databases.py` finds the server. Modules that need a database are
imported by the first test that asks for one, so that tests of pure rooms do not wait for SQLAlchemy.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.keeper import fast_place
from watchtracker import dates

if TYPE_CHECKING:
    from tests.databases import InAFile, Server
    from watchtracker.store.engine import Store

assert dates.ZONE_DATA  # imported before any test makes a zone: with it, tests too have the package's rules

pytest_plugins = ["tests.skips", "tests.hypothesis_profiles"]

# In memory nothing waits for a disk, and a crash loses nothing that anyone wants. (pytest documents the variable.)
if memory := fast_place():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))

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


@pytest.fixture(scope="session")
def in_a_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InAFile]:
    """The SQLite file of this run that is emptied for each test."""
    from tests.databases import InAFile

    kept = InAFile(tmp_path_factory.mktemp("kept"))
    yield kept
    kept.close()


@pytest.fixture(params=_BOTH)
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of a database with all tables and no rows."""
    kept: Server | InAFile = request.getfixturevalue("in_a_file" if request.param == "sqlite" else "postgresql")
    return kept.emptied()


@pytest.fixture
def store(request: pytest.FixtureRequest, store_url: str) -> Iterator[Store]:
    """An empty store, on the database at `store_url`."""
    kept: Server | InAFile = request.getfixturevalue("in_a_file" if "sqlite" in store_url else "postgresql")
    with kept.store() as store:
        yield store


@pytest.fixture(params=_BOTH)
def empty(request: pytest.FixtureRequest) -> Callable[[], Store]:
    """Makes an empty store whenever it is asked to: for tests that need many, one after the other, and close them."""
    kept: Server | InAFile = request.getfixturevalue("in_a_file" if request.param == "sqlite" else "postgresql")
    return kept.empty


def sqlite_in(folder: Path) -> str:
    """The address of an SQLite file in `folder`."""
    return f"sqlite:///{folder / 'watchtracker.db'}"
