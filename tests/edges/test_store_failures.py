"""What goes wrong with a database is said in a sentence that names it, tells how to fix it, and hides passwords."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import make_url

from tests.builders import an_item, deepseek
from tests.conftest import sqlite_in
from tests.databases import Server
from watchtracker.errors import BusyError, StoreError
from watchtracker.store.addresses import Address
from watchtracker.store.connections import connect
from watchtracker.store.engine import Store
from watchtracker.store.failures import named_errors


def refusal(url: str) -> str:
    with pytest.raises(StoreError) as refused:
        Store.open(url)
    return str(refused.value)


@contextmanager
def hasty(url: str) -> Iterator[Store]:
    """A store that does not wait ten seconds for a lock."""
    store = Store.open(url)
    with store.reading() as tx:
        tx.connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    yield store
    store.close()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("watchtracker.db", "is no address of a database: write"),
        ("mysql://me:secret@host/db", "names 'mysql', which is not supported: write"),
        ("postgresql://me:secret@host:port/db", "is no address of a database: write"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(address: str, sentence: str) -> None:
    said = refusal(address)
    assert sentence in said
    assert "secret" not in said


def test_the_folder_of_a_database_is_made(tmp_path: Path) -> None:
    store = Store.open(sqlite_in(tmp_path / "var" / "deep"))
    assert store.path == tmp_path / "var" / "deep" / "watchtracker.db"
    store.close()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file, not a folder")
    assert refusal(sqlite_in(tmp_path / "var")).endswith("cannot be made: File exists")


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "watchtracker.db"
    file.write_text("Dear diary, " * 100)
    assert refusal(sqlite_in(tmp_path)) == (
        f"{file} is not an SQLite database: move it away, or name another in `database`"
    )
    assert file.read_text().startswith("Dear diary")


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "watchtracker.db").mkdir()
    assert "cannot be opened: it must be a file" in refusal(sqlite_in(tmp_path))


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "watchtracker.db") as connection:
        connection.execute("CREATE TABLE items (name)")
    connection.close()
    assert "belongs to another program: it has a table 'items'" in refusal(sqlite_in(tmp_path))


def test_a_writer_that_another_keeps_waiting_is_told(tmp_path: Path) -> None:
    url = sqlite_in(tmp_path)
    with hasty(url) as store, hasty(url) as other, store.writing():
        with pytest.raises(BusyError, match=r"another process is writing to .*watchtracker\.db and has not finished"):
            other.writing().__enter__()
        with other.reading() as tx:
            assert tx.items.empty()


def test_a_full_disk_is_said_and_nothing_changes(tmp_path: Path) -> None:
    store = Store.open(sqlite_in(tmp_path))
    with store.reading() as tx:
        # As many pages as there are: SQLite answers as it does when the disk has no more.
        tx.connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(StoreError, match=r"the disk is full\. Nothing was changed"), store.writing() as tx:
        tx.items.save([deepseek(notes="long " * 100_000)])
    with store.reading() as tx:
        assert tx.items.empty()
    store.close()


def test_on_a_full_disk_the_log_gives_back_what_it_took_and_writing_goes_on_once_there_is_room(tmp_path: Path) -> None:
    """More than SQLite holds in memory is written to the log before it is known that there is no room for all."""
    log = tmp_path / "watchtracker.db-wal"
    store = Store.open(sqlite_in(tmp_path))
    with store.reading() as tx:
        tx.connection.exec_driver_sql("PRAGMA max_page_count = 1500")
    with store.writing() as tx:
        tx.items.save([deepseek()])
    for _ in range(3):
        with pytest.raises(StoreError, match=r"the disk is full\. Nothing was changed"), store.writing() as tx:
            tx.items.save([an_item(item_id=f"long-{number}", notes="long " * 50_000) for number in range(40)])
        assert log.stat().st_size == 0
    with store.reading() as tx:
        assert [item.id for item in tx.items.all()] == ["deepseek-v4"]
        tx.connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    with store.writing() as tx:
        tx.items.save([an_item(item_id="long", notes="long " * 50_000)])
    store.check()
    store.close()


def test_a_full_disk_keeps_nobody_waiting_who_reads_meanwhile(tmp_path: Path) -> None:
    store, other = Store.open(sqlite_in(tmp_path)), Store.open(sqlite_in(tmp_path))
    with other.reading() as reading:
        assert reading.items.empty()
        with store.reading() as tx:
            tx.connection.exec_driver_sql("PRAGMA max_page_count = 1")
        with pytest.raises(StoreError, match="the disk is full"), store.writing() as tx:
            tx.items.save([deepseek(notes="long " * 100_000)])
        assert reading.items.empty()
    store.close()
    other.close()


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    url = sqlite_in(tmp_path)
    Store.open(url).close()
    with (tmp_path / "watchtracker.db").open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 20_000)
    assert "is damaged (" in refusal(url)


READ = """
import os, pwd, sys
from watchtracker.errors import StoreError
from watchtracker.store.engine import Store
Store.open("sqlite://").close()
if os.geteuid() == 0:
    # Root would be let in anywhere, and its Python is not for others to load: so it becomes another one now.
    os.setgroups([])
    os.setuid(pwd.getpwnam("nobody").pw_uid)
try:
    store = Store.open(sys.argv[1])
    with store.reading() as tx:
        print(*[item.id for item in tx.items.all()])
    with store.writing() as tx:
        tx.items.save(tx.items.all())
except StoreError as error:
    print(error)
"""


def as_a_stranger(url: str) -> list[str]:
    """What somebody without permissions is told about the database, line by line."""
    done = subprocess.run([sys.executable, "-c", READ, url], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anybody may enter, which pytest's own is not."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


@pytest.mark.parametrize("in_use", [False, True], ids=["at rest", "in use"])
def test_a_database_that_may_only_be_read_is_read(open_folder: Path, *, in_use: bool) -> None:
    store = Store.open(sqlite_in(open_folder))
    with store.writing() as tx:
        tx.items.save([deepseek()])
    if not in_use:
        store.close()
    for file in open_folder.iterdir():
        file.chmod(0o444)
    open_folder.chmod(0o555)
    read, refused = as_a_stranger(sqlite_in(open_folder))
    assert read == "deepseek-v4"
    assert refused.endswith("watchtracker.db cannot be written to: the file and its folder need write permission")
    store.close()


def test_a_folder_without_permission_is_said(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    (said,) = as_a_stranger(sqlite_in(open_folder))
    assert "cannot be opened: it must be a file, with permission for it and its folder" in said


def test_a_server_that_does_not_answer_is_said_without_the_password() -> None:
    said = refusal("postgresql://me:secret@127.0.0.1:1/watch")
    assert said.startswith("the database postgresql+psycopg://me:***@127.0.0.1:1/watch cannot be used: ")
    assert "Connection refused" in said
    assert "secret" not in said


def test_a_database_that_the_server_lacks_is_said(postgresql: Server) -> None:
    with postgresql.new() as url:
        said = refusal(make_url(url).set(database="elsewhere", password="secret").render_as_string(hide_password=False))
    assert 'database "elsewhere" does not exist' in said
    assert "secret" not in said


def test_a_server_that_went_away_is_said_and_found_again(postgresql: Server) -> None:
    store = Store.open(postgresql.emptied())

    def write_while_the_server_lets_go() -> None:
        with store.writing() as tx:
            postgresql.cut()
            tx.items.save([deepseek()])

    with pytest.raises(StoreError, match="cannot be used: "):
        write_while_the_server_lets_go()
    with store.reading() as tx:
        assert tx.items.empty()
    store.close()


def test_one_that_waited_too_long_for_a_lock_is_told_to_try_again(postgresql: Server) -> None:
    address = Address.read(postgresql.emptied())
    engine = connect(address)

    def lock() -> None:
        with named_errors(address), engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL lock_timeout = 1")
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4711)")

    with engine.begin() as connection:
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4711)")
        with pytest.raises(BusyError, match="another process holds a lock: try again"):
            lock()
    engine.dispose()


def test_a_missing_driver_is_said(tmp_path: Path) -> None:
    (tmp_path / "psycopg.py").write_text('raise ModuleNotFoundError("No module named psycopg")')
    command = [
        sys.executable,
        "-c",
        "from watchtracker.store.engine import Store; Store.open('postgresql://localhost/watch')",
    ]
    without = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=without)
    assert done.stderr.splitlines()[-1] == (
        "watchtracker.errors.StoreError: PostgreSQL needs the driver psycopg, which does not load"
        ' (No module named psycopg): pip install "watchtracker[postgres]"'
    )


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("items", "UPDATE items SET title = x'ff00'"),
        ("items", "UPDATE items SET revision = 'many'"),
        ("items", "UPDATE items SET declared = '['"),
        ("items", "UPDATE items SET revised_at = 'now'"),
        ("items", "UPDATE claims SET id = x'ff' WHERE place = 1"),
        ("items", "UPDATE claims SET place = 'first' WHERE place = 1"),
        ("items", "UPDATE claims SET said_on = 'soon'"),
        ("items", "UPDATE claims SET source = x'ff'"),
        ("tokens", "INSERT INTO tokens VALUES ('a', 'b', 'all', '{', '[]', '[]', '2026-01-01', NULL, NULL)"),
        ("tokens", "INSERT INTO tokens VALUES ('a', 'b', 'all', '[]', '[]', '[]', 'now', NULL, NULL)"),
    ],
)
def test_what_another_program_wrote_is_said_by_its_table(tmp_path: Path, table: str, change: str) -> None:
    store = Store.open(sqlite_in(tmp_path))
    with store.writing() as tx:
        tx.items.save([deepseek()])
    with store.writing() as tx:
        tx.connection.exec_driver_sql(change)
    with pytest.raises(StoreError, match=f"has a row in {table} that cannot be read"), store.reading() as tx:
        [*tx.items.all(), *tx.tokens.all()]
    store.close()
