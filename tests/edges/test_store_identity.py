"""A database file that is removed or replaced under a running program: noticed, let go, and opened anew."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders import a_channel, said
from tests.sites import NOW
from watchtracker.errors import BusyError, StoreError
from watchtracker.items import Facts, Kind
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker


@dataclass
class Clock:
    seconds: float = 0.0

    def elapsed(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "watch.db"


@pytest.fixture
def store(path: Path, clock: Clock) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{path}", elapsed=clock.elapsed)
    yield store
    store.close()


def add(store: Store, item_id: str) -> None:
    facts = Facts(id=item_id, title=item_id, kind=Kind.EVENT, zone="UTC")
    Tracker(store, [a_channel()], DEFAULT_LEADS).add(facts, said("2026-05-20", "2026-04-01"), NOW)


def ids(store: Store) -> list[str]:
    with store.reading() as tx:
        return [item.id for item in tx.items.all()]


def another(path: Path, *items: str) -> Path:
    beside = path.with_name("another.db")
    with closing(Store.open(f"sqlite:///{beside}")) as store:
        for one in items:
            add(store, one)
    return beside


def settle(store: Store, clock: Clock) -> None:
    with pytest.raises(StoreError, match="was removed or replaced"):
        store.generation()
    clock.seconds += 3


def test_a_file_moved_over_the_database_is_opened_anew(store: Store, path: Path, clock: Clock) -> None:
    add(store, "old")
    another(path, "restored").rename(path)
    settle(store, clock)
    assert ids(store) == ["restored"]
    add(store, "new")
    with closing(sqlite3.connect(path)) as beside:
        assert beside.execute("SELECT id FROM items ORDER BY id").fetchall() == [("new",), ("restored",)]
        assert beside.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_database_that_was_moved_away_has_all_that_was_written(store: Store, path: Path, clock: Clock) -> None:
    add(store, "old")
    away = path.with_name("away.db")
    path.rename(away)
    settle(store, clock)
    assert ids(store) == []
    with closing(sqlite3.connect(away)) as beside:
        assert beside.execute("SELECT id FROM items").fetchall() == [("old",)]


def test_a_removed_database_is_not_made_anew_while_somebody_may_be_copying(
    store: Store, path: Path, clock: Clock
) -> None:
    add(store, "old")
    restored = another(path, "restored")
    path.unlink()
    settle(store, clock)
    clock.seconds -= 1
    with pytest.raises(StoreError):
        ids(store)
    assert not path.exists()
    shutil.copyfile(restored, path)
    settle(store, clock)
    assert ids(store) == ["restored"]


def test_a_removed_database_is_made_anew_in_the_end(store: Store, path: Path, clock: Clock) -> None:
    add(store, "old")
    for one in path.parent.glob("watch.db*"):
        one.unlink()
    settle(store, clock)
    assert (ids(store), store.generation()) == ([], 1)


def test_what_is_no_database_of_ours_is_refused_until_one_is_there(store: Store, path: Path, clock: Clock) -> None:
    add(store, "old")
    restored = another(path, "restored")
    path.unlink()
    path.write_bytes(b"nothing that SQLite knows" * 100)
    settle(store, clock)
    with pytest.raises(StoreError, match="not an SQLite database"):
        ids(store)
    restored.rename(path)
    settle(store, clock)
    assert ids(store) == ["restored"]


def test_whoever_watches_sees_the_commits_to_the_new_file(store: Store, path: Path, clock: Clock) -> None:
    add(store, "old")
    with store.watching() as watch:
        watch.mark()
        another(path, "restored").rename(path)
        with pytest.raises(StoreError):
            watch.mark()
        clock.seconds += 3
        first = watch.mark()
        with closing(Store.open(f"sqlite:///{path}")) as beside:
            add(beside, "new")
        assert watch.mark() != first


def test_a_lock_that_was_removed_is_taken_anew_unless_another_has_it(path: Path) -> None:
    with closing(Store.open(f"sqlite:///{path}")) as one, closing(Store.open(f"sqlite:///{path}")) as other:
        lock = one.delivering()
        lock.make_sure()
        path.with_name("watch.db-sending").unlink()
        with other.delivering(), pytest.raises(BusyError, match="already sends"):
            lock.make_sure()
        lock.make_sure()
        with lock, pytest.raises(BusyError), other.delivering():
            pass
