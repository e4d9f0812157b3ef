"""Transactions keep all or nothing, see one state of the world, and do not get in one another's way."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Barrier, Event

import pytest
from sqlalchemy.exc import IntegrityError

from tests.builders import an_item, at, deepseek, said
from tests.conftest import sqlite_in
from tests.databases import Server
from tests.edges.test_store_notifications import REMINDER
from watchtracker.errors import BusyError, StateError
from watchtracker.items import Facts, Kind
from watchtracker.notifications import NotificationState, reasons
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store, Transaction
from watchtracker.tracker import Tracker

NOW = at("2026-05-01 12:00")


@contextmanager
def beside(*jobs: Callable[[], None]) -> Iterator[list[Future[None]]]:
    """`jobs` running beside the block; what they raise is raised at its end."""
    with ThreadPoolExecutor(len(jobs)) as pool:
        running = [pool.submit(job) for job in jobs]
        yield running
        for one in running:
            one.result(timeout=20)


def ids(store: Store) -> list[str]:
    with store.reading() as tx:
        return [item.id for item in tx.items.all()]


def test_what_fails_leaves_nothing_behind(store: Store) -> None:
    def write_and_fail() -> None:
        with store.writing() as tx:
            tx.items.save([deepseek()])
            tx.notifications.insert([replace(REMINDER, item=deepseek().id)])
            tx.items.record_applied("digest", Path("watchlist.toml"), NOW)
            raise RuntimeError("at the end")

    with pytest.raises(RuntimeError, match="at the end"):
        write_and_fail()
    with store.reading() as tx:
        assert (tx.items.all(), tx.items.last_applied(), tx.notifications.unsettled()) == ([], None, [])


def test_a_transaction_makes_of_its_rooms_the_one_that_is_asked_for(store: Store) -> None:
    with store.reading() as tx:
        before = set(vars(tx))
        assert tx.items is tx.items
        assert set(vars(tx)) - before == {"items"}


def test_a_notification_of_an_unknown_item_is_refused_whole(store: Store) -> None:
    def write() -> None:
        with store.writing() as tx:
            tx.items.save([deepseek()])
            tx.notifications.insert([REMINDER])

    with pytest.raises(IntegrityError):
        write()
    assert ids(store) == []


def test_what_is_written_is_there_for_another_process(store: Store, store_url: str) -> None:
    with store.writing() as tx:
        tx.items.save([deepseek()])
    other = Store.open(store_url)
    assert ids(other) == ["deepseek-v4"]
    other.close()


def test_reading_goes_on_while_another_writes_and_sees_one_state(store: Store) -> None:
    with store.reading() as reader:
        assert reader.items.empty()
        with store.writing() as writer:
            writer.items.save([deepseek()])
            assert reader.items.empty()
        assert reader.items.empty()
    assert ids(store) == ["deepseek-v4"]


def test_writers_stand_in_line_and_lose_nothing(store: Store) -> None:
    with store.writing() as tx:
        tx.items.save([deepseek()])

    def raise_revision() -> None:
        for _ in range(10):
            with store.writing() as tx:
                tx.items.lock(["deepseek-v4"])
                item = tx.items.get("deepseek-v4")
                assert item is not None
                tx.items.save([replace(item, revision=item.revision + 1)])

    with beside(*[raise_revision] * 4):
        pass
    with store.reading() as tx:
        item = tx.items.get("deepseek-v4")
    assert item is not None
    assert item.revision == 40


def test_two_that_add_the_same_item_see_one_another(store: Store) -> None:
    both_ready = Barrier(2)
    found_first: list[bool] = []

    def add() -> None:
        both_ready.wait()
        with store.writing() as tx:
            tx.items.lock(["deepseek-v4", "other"])
            found_first.append(tx.items.get("deepseek-v4") is None)
            tx.items.save([deepseek()])

    with beside(add, add):
        pass
    assert sorted(found_first) == [False, True]


def test_of_many_who_add_an_item_at_once_only_the_first_does(store: Store) -> None:
    all_ready, refused = Barrier(6), []
    tracker = Tracker(store, (), DEFAULT_LEADS)

    def add(source: str) -> None:
        all_ready.wait()
        try:
            tracker.add(Facts("launch", source, Kind.RELEASE, "UTC"), said("May 9, 2026", "2026-04-01", source), NOW)
        except StateError:
            refused.append(source)

    with beside(*[partial(add, f"Source {number}") for number in range(6)]):
        pass
    assert len(refused) == 5
    with store.reading() as tx:
        (item,) = tx.items.all()
    assert [claim.said.source for claim in item.claims] == [item.facts.title]


def test_items_are_locked_in_one_order_whatever_the_callers_is(store: Store) -> None:
    names = ["a", "b", "c", "d"]
    with store.writing() as tx:
        tx.items.save([an_item(item_id=name) for name in names])

    def change(order: list[str]) -> None:
        for _ in range(10):
            with store.writing() as tx:
                tx.items.lock(order)
                tx.items.save([replace(item, revision=item.revision + 1) for item in tx.items.all()])

    with beside(lambda: change(names), lambda: change(names[::-1])):
        pass
    with store.reading() as tx:
        assert {item.revision for item in tx.items.all()} == {20}


def test_lists_are_applied_one_after_the_other(store: Store) -> None:
    applied: list[str | None] = []

    def apply(digest: str) -> None:
        with store.writing() as tx:
            tx.take_apply_lock()
            applied.append(tx.items.last_applied())
            tx.items.record_applied(digest, Path("watchlist.toml"), NOW)

    with beside(*[partial(apply, digest) for digest in "abcd"]):
        pass
    assert len(set(applied)) == len(applied)


def test_what_is_being_replanned_is_not_claimed_meanwhile(postgresql: Server) -> None:
    store = Store.open(postgresql.emptied())
    with store.writing() as tx:
        tx.items.save([an_item(item_id="call")])
        tx.notifications.insert([REMINDER])

    def claimable(tx: Transaction) -> bool:
        return bool(tx.queue.lock_due("team", REMINDER.at, 10))

    with store.writing() as planner:
        (one,) = planner.notifications.of_items(["call"])
        with store.writing() as sender:
            assert not claimable(sender)
        planner.notifications.update([replace(one, state=NotificationState.SUPERSEDED, reason=reasons.NEWER_NOTICE)])
    with store.writing() as sender:
        assert not claimable(sender)
    store.close()


def test_one_process_alone_sends_from_a_file(tmp_path: Path) -> None:
    store, other = Store.open(sqlite_in(tmp_path)), Store.open(sqlite_in(tmp_path))
    said = rf"already sends from .*watchtracker\.db \(process {os.getpid()}\): stop it first"
    with store.delivering():
        with pytest.raises(BusyError, match=said), other.delivering():
            pass
        with other.writing() as tx:
            tx.items.save([deepseek()])
    with other.delivering():
        assert ids(store) == ["deepseek-v4"]
    store.close()
    other.close()


def test_any_number_sends_from_postgresql(postgresql: Server) -> None:
    store = Store.open(postgresql.emptied())
    with store.delivering(), store.delivering():
        assert not store.is_sqlite
        assert store.path is None
    store.close()


def test_the_server_has_a_clock_that_moves_and_a_file_has_none(store: Store) -> None:
    first, second = store.clock(), store.clock()
    if store.is_sqlite:
        assert first is None
    else:
        assert first is not None
        assert second is not None
        assert first < second
        assert first.utcoffset() == timedelta(0)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_one_for_all_threads(url: str) -> None:
    store = Store.open(url)
    written = Event()

    def write() -> None:
        with store.writing() as tx:
            tx.items.save([deepseek()])
        written.set()

    with beside(write):
        assert written.wait(20)
        with store.delivering():
            assert ids(store) == ["deepseek-v4"]
    store.close()
    assert store.path is None
