"""However a database came to its tables they are the same; older ones are brought forward, newer ones refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select, text

from tests.builders import an_item, deepseek, happened
from tests.conftest import sqlite_in
from watchtracker import migrations
from watchtracker.errors import StoreError
from watchtracker.items import RecordedOutcome
from watchtracker.migrations import NEWEST, VERSION_TABLE
from watchtracker.migrations.upgrading import upgrade
from watchtracker.notifications import NotificationState
from watchtracker.schema import metadata, notifications
from watchtracker.store.addresses import Address
from watchtracker.store.connections import connect
from watchtracker.store.engine import Store
from watchtracker.store.notifications import in_state

FOLDER = Path(migrations.__file__).parent
LATER_TABLES = (
    *("names", "rechecks", "closings", "sessions", "meta", "answers", "holds", "face_items", "faces"),
    *("proposals", "silenced", "documents", "sources", "given_answers"),
)
LATER_COLUMNS = (
    ("items", "recheck"),
    ("items", "result_by"),
    ("claims", "by"),
    ("claims", "corrects"),
    ("notifications", "code"),
    ("notifications", "shifted_from"),
    ("notifications", "shifted_why"),
    ("notifications", "reason_about"),
    ("notifications", "overtaken_about"),
    ("claims", "retracted_by_whom"),
    ("claims", "raised_from"),
    ("claims", "raised_from_by"),
    ("claims", "raised_at"),
    ("items", "taken_out_by"),
    ("items", "signals"),
    ("items", "settle"),
    ("tokens", "writes"),
)
ONE_MORE_STEP = f"""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "one more", "{NEWEST}"
def upgrade():
    op.add_column("items", sa.Column("colour", sa.Text, nullable=False, server_default="blue"))
"""


def shape(connection: Connection) -> dict[str, Any]:
    """Every table of a database, with its columns, keys and indexes."""
    inspector = inspect(connection)
    return {
        table: {
            "columns": [(c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(table)],
            "primary key": inspector.get_pk_constraint(table)["constrained_columns"],
            "foreign keys": inspector.get_foreign_keys(table),
            "unique": inspector.get_unique_constraints(table),
            "indexes": sorted(indexes(connection, table)),
        }
        for table in sorted(inspector.get_table_names())
    }


def indexes(connection: Connection, table: str) -> list[str]:
    """The definition of every index of `table`, conditions included."""
    of_sqlite = "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = :table"
    of_postgresql = "SELECT indexdef FROM pg_indexes WHERE tablename = :table"
    query = text(of_sqlite if connection.dialect.name == "sqlite" else of_postgresql)
    return [" ".join(row[0].split()) for row in connection.execute(query, {"table": table})]


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection to the database at `url`, whose changes are undone at the end unless they are committed."""
    engine = connect(Address.read(url))
    with engine.connect() as connection:
        connection.begin()
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        yield connection
        connection.rollback()
    engine.dispose()


def opened(url: str) -> list[str]:
    """Open the store at `url` as a command does; the ids of its items."""
    store = Store.open(url)
    try:
        with store.reading() as tx:
            return [item.id for item in tx.items.all()]
    finally:
        store.close()


def with_an_item(url: str) -> str:
    store = Store.open(url)
    with store.writing() as tx:
        tx.items.save([deepseek()])
    store.close()
    return url


def test_the_steps_lead_to_the_tables_that_a_new_database_gets(database: str) -> None:
    with connected(database) as connection:
        upgrade(connection)
        stepwise = shape(connection)
    opened(database)
    with connected(database) as connection:
        assert shape(connection) == stepwise
    assert set(stepwise) == {*metadata.tables, VERSION_TABLE}
    assert len(stepwise["notifications"]["indexes"]) >= 6


def test_the_newest_step_is_the_one_that_is_named() -> None:
    assert ScriptDirectory(str(FOLDER)).get_current_head() == NEWEST


def test_a_database_without_any_step_is_brought_forward(database: str) -> None:
    with connected(database) as connection:
        connection.execute(text(f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) PRIMARY KEY)"))
        connection.commit()
    assert opened(database) == []
    with connected(database) as connection:
        assert connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one() == NEWEST


def test_a_step_keeps_what_is_there(database: str, tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "steps")
    (folder / "versions" / "one_more.py").write_text(ONE_MORE_STEP)
    with_an_item(database)
    with connected(database) as connection:
        upgrade(connection, folder)
        assert connection.execute(text("SELECT id, colour FROM items")).all() == [("deepseek-v4", "blue")]


def test_a_step_that_fails_leaves_everything_as_it_was(database: str, tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "steps")
    (folder / "versions" / "one_more.py").write_text(f"{ONE_MORE_STEP}    raise RuntimeError('half way')\n")
    with_an_item(database)
    with connected(database) as connection, pytest.raises(RuntimeError, match="half way"):
        upgrade(connection, folder)
    assert opened(database) == ["deepseek-v4"]


def test_what_items_are_called_and_how_they_ended_is_remembered_from_the_step_on(database: str) -> None:
    ended = replace(deepseek(tags=("models", "chips"), owner="@mei"), outcome=happened("2026-04-24"))
    store = Store.open(database)
    with store.writing() as tx:
        tx.items.save([ended, an_item(item_id="bare")])
    store.close()
    with connected(database) as connection:
        for table in LATER_TABLES:
            connection.execute(text(f"DROP TABLE {table}"))
        for table, column in LATER_COLUMNS:
            connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
        connection.execute(text("ALTER TABLE items DROP COLUMN endings"))
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0002'"))
        connection.commit()
    opened(database)
    with connected(database) as connection:
        kept = connection.execute(text("SELECT field, name FROM names ORDER BY field, name")).all()
    assert [tuple(row) for row in kept] == [("owner", "@mei"), ("tag", "chips"), ("tag", "models")]
    store = Store.open(database)
    with store.reading() as tx:
        endings = [item.endings for item in tx.items.all()]
    store.close()
    assert ended.revised_at is not None
    assert endings == [(), (RecordedOutcome(happened("2026-04-24"), ended.revised_at),)]


def test_a_newer_database_is_refused_and_left_alone(database: str) -> None:
    with_an_item(database)
    with connected(database) as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0815'"))
        connection.commit()
    said = rf"was used by a newer watchtracker \(its tables are at step 0815, this version knows {NEWEST}\)"
    with pytest.raises(StoreError, match=said):
        opened(database)
    with connected(database) as connection:
        assert connection.execute(text("SELECT count(*) FROM items")).scalar_one() == 1


def test_many_may_open_a_new_database_at_once(database: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(opened, [database] * 8)) == [[]] * 8


def test_opening_what_is_at_the_newest_step_loads_neither_alembic_nor_the_orm(tmp_path: Path) -> None:
    url = with_an_item(sqlite_in(tmp_path))
    script = f"""
import sys
from watchtracker.store.engine import Store
Store.open({url!r}).close()
print(*[name for name in ("alembic", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql") if name in sys.modules])
"""
    assert subprocess.check_output([sys.executable, "-c", script], text=True).split() == []


@pytest.mark.parametrize(
    ("state", "index"),
    [("planned", "ix_notifications_next"), ("sending", "ix_notifications_sending"), ("dead", "ix_notifications_dead")],
)
def test_what_is_still_to_do_is_found_by_an_index(state: str, index: str) -> None:
    store = Store.open("sqlite://")
    with store.reading() as tx:
        query = select(notifications.c.id).where(in_state(NotificationState(state)))
        sql = str(query.compile(tx.connection, compile_kwargs={"render_postcompile": True}))
        assert index in str(tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}").all())
    store.close()
