"""Whether anything was committed: a cheap question whose answer never misses a commit."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from tests.builders import deepseek
from tests.conftest import sqlite_in
from watchtracker.store.engine import Store


def commit(store: Store, revision: int) -> None:
    with store.writing() as tx:
        tx.items.save([replace(deepseek(), revision=revision)])


def test_a_mark_differs_after_each_commit_and_stays_without_one(store_url: str) -> None:
    with closing(Store.open(store_url)) as store, closing(Store.open(store_url)) as other, store.watching() as watch:
        marks = [watch.mark()]
        for revision, writer in enumerate((store, other, store)):
            commit(writer, revision)
            marks.append(watch.mark())
            # A server's mark also moves with what others write.
            assert not store.is_sqlite or watch.mark() == marks[-1]
    assert len(set(marks)) == len(marks)


def test_a_commit_is_seen_only_once_it_is_one(store_url: str) -> None:
    with closing(Store.open(store_url)) as store, store.watching() as watch:
        watch.mark()
        with store.writing() as tx:
            tx.items.save([deepseek()])
            within = watch.mark()
        assert watch.mark() != within


def test_a_watch_that_lost_its_connection_takes_another(store_url: str) -> None:
    with closing(Store.open(store_url)) as store, store.watching() as watch:
        before = watch.mark()
        watch.close()
        assert watch.mark() != before


def test_in_memory_nothing_can_be_told() -> None:
    with closing(Store.open("sqlite://")) as store, store.watching() as watch:
        assert watch.mark() is None
        assert store.trace() == ()


def test_a_commit_to_a_file_leaves_a_trace(tmp_path: Path) -> None:
    with closing(Store.open(sqlite_in(tmp_path))) as store, closing(Store.open(sqlite_in(tmp_path))) as other:
        commit(store, 1)
        before = store.trace()
        assert store.trace() == before
        commit(other, 2)
        assert store.trace() != before
