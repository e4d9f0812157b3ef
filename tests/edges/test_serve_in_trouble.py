"""`serve` in trouble with its settings, its watch list or its database: it serves, or leaves with a sentence.

It is the real process at a free port. Where it comes up it is stopped as a service manager does.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from subprocess import TimeoutExpired

import pytest

from tests.conftest import sqlite_in
from tests.edges.command_line import WATCHLIST
from tests.edges.test_every_command_in_trouble import hold_to_the_rules
from tests.programs import PATIENCE, Running, running
from watchtracker.migrations import VERSION_TABLE
from watchtracker.store.engine import Store

LEAVES, SERVES = False, True


def _made(folder: Path, name: str, statement: str) -> None:
    """A database of ours to which something happened."""
    (folder / name).mkdir()
    Store.open(sqlite_in(folder / name)).close()
    with closing(sqlite3.connect(folder / name / "watchtracker.db")) as connection, connection:
        connection.execute(statement)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "watchlist.toml").write_text(WATCHLIST)
    (tmp_path / "watchtracker.toml").write_text('watchlist = "watchlist.toml"\ndatabase = "sqlite:///fresh.db"\n')
    (tmp_path / "empty.db").touch()
    (tmp_path / "diary.db").write_text("Dear diary, " * 100)
    with closing(sqlite3.connect(tmp_path / "bookmarks.db")) as connection:
        connection.execute("CREATE TABLE bookmarks (name)")
    _made(tmp_path, "ahead", f"UPDATE {VERSION_TABLE} SET version_num = '0815'")
    _made(tmp_path, "torn", "DROP TABLE claims")
    for name in ("nothing_in_it", "closed"):
        (tmp_path / name).mkdir()
    (tmp_path / "closed").chmod(0o555)
    (tmp_path / "secret.toml").write_text(WATCHLIST)
    (tmp_path / "secret.toml").chmod(0)
    (tmp_path / "torn.toml").write_text("[[item")
    (tmp_path / "latin.toml").write_bytes(b'title = "caf\xe9"')
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


def _comes_up(program: Running) -> bool:
    """Whether it serves; else it has left."""
    while not any("serving at" in line for line in program.errors):
        with suppress(TimeoutExpired):
            program.process.wait(0.05)
            return False
    return True


def _served(place: Path, *words: str, **environment: str) -> tuple[bool, int, str]:
    """Whether it came up, how it ended, and what was on standard error."""
    settings = ["--config", str(place / "watchtracker.toml")] if "--config" not in words else []
    with running(place, "serve", *settings, "--port", "0", *words, **environment) as program:
        up = _comes_up(program)
        status = program.stop() if up else program.process.wait(PATIENCE)
    hold_to_the_rules(status, "\n".join(program.output), "\n".join(program.errors))
    return up, status, "\n".join(program.errors)


DATABASES = {
    "no folder can be made": ("/proc/nowhere/watchtracker.db", "cannot be made"),
    "an empty file": ("empty.db", "is an empty file"),
    "not a database": ("diary.db", "is not an SQLite database"),
    "of another program": ("bookmarks.db", "belongs to another program"),
    "ahead of us": ("ahead/watchtracker.db", "was used by a newer watchtracker"),
    "a folder in its place": ("nothing_in_it", "cannot be opened: it must be a file"),
    "a pipe in its place": ("pipe", "cannot be "),
    "a sign that ends its name": ("odd%00.db", "%00 cannot stand in the name of a file"),
}


@pytest.mark.parametrize("trouble", DATABASES)
def test_a_database_that_cannot_be_used_ends_it_with_a_sentence(place: Path, trouble: str) -> None:
    where, sentence = DATABASES[trouble]
    url = f"sqlite:///{place / where}"
    up, status, said = _served(place, WATCHTRACKER_DATABASE=url)
    assert (up, status) in {(LEAVES, 1), (LEAVES, 2)}
    assert sentence in said


def test_a_database_without_one_of_its_tables_is_said_and_served_as_far_as_it_goes(place: Path) -> None:
    up, status, said = _served(place, WATCHTRACKER_DATABASE=f"sqlite:///{place / 'torn' / 'watchtracker.db'}")
    assert (up, status) == (SERVES, 0)
    assert "has other tables than watchtracker left there (no such table: claims): bring back a backup" in said


def test_a_folder_that_may_not_be_written_to(place: Path) -> None:
    """Root may write anywhere, and then it serves."""
    up, status, _ = _served(place, WATCHTRACKER_DATABASE=f"sqlite:///{place / 'closed' / 'watch.db'}")
    assert (up, status) == ((SERVES, 0) if os.geteuid() == 0 else (LEAVES, 1))


LISTS = {
    "missing": ("nowhere.toml", "there is no watch list at"),
    "a folder with nothing in it": ("nothing_in_it", "there is no .toml file in this folder"),
    "a pipe": ("pipe", "this is no regular file"),
    "a device": ("/dev/zero", "this is no regular file"),
    "cut in the middle": ("torn.toml", "this is no TOML"),
    "not UTF-8": ("latin.toml", "this is not UTF-8"),
}


@pytest.mark.parametrize("trouble", LISTS)
def test_a_watch_list_that_cannot_be_read_is_said_and_the_rest_is_served(place: Path, trouble: str) -> None:
    where, sentence = LISTS[trouble]
    up, status, said = _served(place, WATCHTRACKER_WATCHLIST=str(place / where))
    assert (up, status) == (SERVES, 0)
    assert sentence in said


def test_a_watch_list_without_permission(place: Path) -> None:
    """Root may read anything."""
    up, status, said = _served(place, WATCHTRACKER_WATCHLIST=str(place / "secret.toml"))
    assert (up, status) == (SERVES, 0)
    assert os.geteuid() == 0 or "permission denied" in said


SETTINGS = {
    "missing": ("nowhere.toml", "there is no such file"),
    "a folder": ("nothing_in_it", ""),
    "a pipe": ("pipe", "this is no regular file"),
    "cut in the middle": ("torn.toml", "this is no TOML"),
}


@pytest.mark.parametrize("trouble", SETTINGS)
def test_settings_that_cannot_be_read_end_it(place: Path, trouble: str) -> None:
    where, sentence = SETTINGS[trouble]
    up, status, said = _served(place, "--config", str(place / where))
    assert (up, status) == (LEAVES, 2)
    assert sentence in said


VARIABLES = {
    "a port of five thousand digits": ("PORT", "9" * 5000, "it has 5000 characters: 4000 are the most"),
    "a lease longer than any clock": ("LEASE_SECONDS", "9" * 25, "3600 are the most"),
    "a host with an empty label": ("HOST", "a..b", "nobody can listen at a..b port 0: that is no name of a host"),
}


@pytest.mark.parametrize("trouble", VARIABLES)
def test_a_setting_that_nobody_can_mean_ends_it(place: Path, trouble: str) -> None:
    name, value, sentence = VARIABLES[trouble]
    up, status, said = _served(
        place, **{f"WATCHTRACKER_{name}": value, "WATCHTRACKER_ACCESS_TOKEN": "sixteen-letters-and-more"}
    )
    assert (up, status) in {(LEAVES, 1), (LEAVES, 2)}
    assert sentence in said


def test_without_any_file_it_serves(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with running(tmp_path, "serve", "--port", "0", HOME=str(home)) as program:
        assert _comes_up(program)
        assert program.stop() == 0
    hold_to_the_rules(0, "", "\n".join(program.errors))


ROWS = {
    "a day": "UPDATE claims SET said_on = 'soon'",
    "a kind": "UPDATE items SET kind = 'party'",
    "a list": "UPDATE items SET tags = '{'",
}


@pytest.mark.parametrize("what", ROWS)
def test_a_row_that_another_program_changed_is_a_sentence(place: Path, what: str) -> None:
    url = f"sqlite:///{place / 'fresh.db'}"
    assert _served(place, WATCHTRACKER_DATABASE=url)[:2] == (SERVES, 0)
    with closing(sqlite3.connect(place / "fresh.db")) as connection, connection:
        connection.execute(ROWS[what])
    shutil.copy(place / "fresh.db", place / "kept.db")
    _, status, said = _served(place, WATCHTRACKER_DATABASE=url)
    assert status in {0, 1}
    assert "cannot be read" in said
