"""A glance at an SQLite file reads what the store reads, or leaves it to the store."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import OFFICIAL, RECORDED, an_item, deepseek, happened, said
from tests.conftest import sqlite_in
from watchtracker import items
from watchtracker.items import Declaration, Item, Kind, Origin
from watchtracker.store.engine import Store
from watchtracker.store.quick_read import glance


def some_items() -> list[Item]:
    whole = deepseek(tags=("models", "chips"), owner="@mei", url="https://a.example", notes="N", remind=("14d", "1mo"))
    full = said("2026-05-06T16:00:00Z", "2026-04-01", "CAC", OFFICIAL, url="https://b.example", quote="until 16:00")
    retracted = an_item(full, said("TBD", "2026-04-02"), item_id="call", kind=Kind.DEADLINE, zone="AoE")
    retracted = items.retracted(retracted, retracted.claims[1].id, origin=Origin.CLI, now=RECORDED, by="mei")
    retracted = items.raised(retracted, retracted.claims[0].id, by="ola", now=RECORDED)
    ended = an_item(said("by June 30, 2026", "2026-04-01"), item_id="ended", outcome=happened("2026-06-01"))
    return [
        whole,
        retracted,
        replace(ended, listed=False, taken_out_by="ola", revision=7, declared=Declaration(ended.facts)),
    ]


def test_it_reads_what_the_store_reads(tmp_path: Path) -> None:
    store = Store.open(sqlite_in(tmp_path))
    with store.writing() as tx:
        tx.items.save(some_items())
        tx.items.record_applied("digest-1", Path("list.toml"), RECORDED)
        tx.items.record_applied("digest-2", Path("list.toml"), RECORDED)
    with store.reading() as tx:
        kept = [replace(item, declared=None) for item in tx.items.all()]
        names = tx.names.all()
    store.close()
    seen = glance(sqlite_in(tmp_path))
    assert seen is not None
    assert (seen.items, seen.names, seen.last_applied) == (kept, names, "digest-2")


def test_it_reads_what_the_list_declared_where_the_list_was_edited(tmp_path: Path) -> None:
    store = Store.open(sqlite_in(tmp_path))
    with store.writing() as tx:
        tx.items.save(some_items())
        tx.items.record_applied("digest-1", Path("list.toml"), RECORDED)
    with store.reading() as tx:
        kept = tx.items.all()
    store.close()
    seen = glance(sqlite_in(tmp_path), lambda applied: applied == "digest-1")
    assert seen is not None
    assert (seen.items, seen.edited) == (kept, True)


@pytest.mark.parametrize("database", ["sqlite:///:memory:", "postgresql+psycopg://db.example/watch"])
def test_what_is_no_file_is_left_to_the_store(database: str) -> None:
    assert glance(database) is None


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert glance(sqlite_in(tmp_path)) is None
    assert list(tmp_path.iterdir()) == []


def test_a_database_at_another_step_is_left_to_the_store(tmp_path: Path) -> None:
    Store.open(sqlite_in(tmp_path)).close()
    with closing(sqlite3.connect(tmp_path / "watchtracker.db")) as connection, connection:
        connection.execute("UPDATE watchtracker_version SET version_num = '9999'")
    assert glance(sqlite_in(tmp_path)) is None


def test_a_file_that_is_no_database_is_left_to_the_store(tmp_path: Path) -> None:
    (tmp_path / "watchtracker.db").write_text("not a database, but quite a lot of text all the same" * 100)
    assert glance(sqlite_in(tmp_path)) is None
