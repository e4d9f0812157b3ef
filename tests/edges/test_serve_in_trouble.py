"""`serve` in trouble with its settings, its watch list or its database: it serves, or leaves with a sentence.

It is stopped as a service manager does as soon as it serves. Most of it runs in this process; of each kind of trouble
one is met by a real process as well, and those run side by side.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import TimeoutExpired
from threading import Timer

import pytest

from tests.conftest import sqlite_in
from tests.edges.command_line import WATCHLIST, CommandLine
from tests.edges.test_cli_in_trouble import hold_to_the_rules
from tests.programs import PATIENCE, Running, run, running
from watchtracker.migrations import VERSION_TABLE
from watchtracker.store.engine import Store

LEAVES, SERVES = False, True
GUARD = "sixteen-letters-and-more"


def _made(folder: Path, name: str, statement: str) -> None:
    """A database of ours to which something happened."""
    (folder / name).mkdir()
    Store.open(sqlite_in(folder / name)).close()
    with closing(sqlite3.connect(folder / name / "watchtracker.db")) as connection, connection:
        connection.execute(statement)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that can be in the way of it."""
    tmp_path = tmp_path_factory.mktemp("trouble")
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
    applied = {"WATCHTRACKER_DATABASE": f"sqlite:///{tmp_path / 'applied.db'}"}
    assert run(tmp_path, "apply", "--config", str(tmp_path / "watchtracker.toml"), **applied).returncode == 0
    return tmp_path


def _comes_up(program: Running) -> bool:
    """Whether it serves; else it has left."""
    while not any("serving at" in line for line in program.errors):
        with suppress(TimeoutExpired):
            program.process.wait(0.05)
            return False
    return True


@dataclass(frozen=True)
class Ended:
    """Whether it came up, how it ended, and what was on standard error."""

    up: bool
    status: int
    said: str


def _served(place: Path, *words: str, **environment: str) -> Ended:
    """The real process."""
    settings = ["--config", str(place / "watchtracker.toml")] if "--config" not in words else []
    with running(place, "serve", *settings, "--port", "0", *words, **environment) as program:
        up = _comes_up(program)
        status = program.stop() if up else program.process.wait(PATIENCE)
    hold_to_the_rules(status, "\n".join(program.output), "\n".join(program.errors))
    return Ended(up, status, "\n".join(program.errors))


class _Stopping(logging.Handler):
    """Stops a server in this process as soon as it says that it serves, by the signal of a service manager."""

    up = False

    def emit(self, record: logging.LogRecord) -> None:
        if "serving at" in record.getMessage():
            self.up = True
            os.kill(os.getpid(), signal.SIGTERM)


def _served_here(bare: CommandLine, place: Path, *words: str, **environment: str) -> Ended:
    """The same in this process. Should it neither serve nor leave, it is ended as by Ctrl-C."""
    settings = ["--config", str(place / "watchtracker.toml")] if "--config" not in words else []
    logger, stopping = logging.getLogger("watchtracker"), _Stopping()
    too_late = Timer(PATIENCE, os.kill, [os.getpid(), signal.SIGINT])
    logger.addHandler(stopping)
    too_late.start()
    try:
        said = bare("serve", *settings, "--port", "0", *words, **environment)
    finally:
        too_late.cancel()
        logger.removeHandler(stopping)
    hold_to_the_rules(said.status, said.out, said.err)
    return Ended(stopping.up, said.status, said.err)


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
def test_a_database_that_cannot_be_used_ends_it_with_a_sentence(bare: CommandLine, place: Path, trouble: str) -> None:
    where, sentence = DATABASES[trouble]
    ended = _served_here(bare, place, WATCHTRACKER_DATABASE=f"sqlite:///{place / where}")
    assert (ended.up, ended.status) in {(LEAVES, 1), (LEAVES, 2)}
    assert sentence in ended.said


LISTS = {
    "missing": ("nowhere.toml", "there is no watch list at"),
    "a folder with nothing in it": ("nothing_in_it", "there is no .toml file in this folder"),
    "a pipe": ("pipe", "this is no regular file"),
    "a device": ("/dev/zero", "this is no regular file"),
    "cut in the middle": ("torn.toml", "this is no TOML"),
    "not UTF-8": ("latin.toml", "this is not UTF-8"),
}


SETTINGS = {
    "missing": ("nowhere.toml", "there is no such file"),
    "a folder": ("nothing_in_it", ""),
    "a pipe": ("pipe", "this is no regular file"),
    "cut in the middle": ("torn.toml", "this is no TOML"),
}


@pytest.mark.parametrize("trouble", SETTINGS)
def test_settings_that_cannot_be_read_end_it(bare: CommandLine, place: Path, trouble: str) -> None:
    where, sentence = SETTINGS[trouble]
    ended = _served_here(bare, place, "--config", str(place / where))
    assert (ended.up, ended.status) == (LEAVES, 2)
    assert sentence in ended.said


VARIABLES = {
    "a port of five thousand digits": ("PORT", "9" * 5000, "it has 5000 characters: 4000 are the most"),
    "a lease longer than any clock": ("LEASE_SECONDS", "9" * 25, "3600 are the most"),
}
NO_HOST = {"WATCHTRACKER_HOST": "a..b", "WATCHTRACKER_ACCESS_TOKEN": GUARD}


@pytest.mark.parametrize("trouble", VARIABLES)
def test_a_setting_that_nobody_can_mean_ends_it(bare: CommandLine, place: Path, trouble: str) -> None:
    name, value, sentence = VARIABLES[trouble]
    ended = _served_here(bare, place, **{f"WATCHTRACKER_{name}": value})
    assert (ended.up, ended.status) in {(LEAVES, 1), (LEAVES, 2)}
    assert sentence in ended.said


def test_a_public_url_that_was_set_is_not_asked_for(tmp_path: Path) -> None:
    where = "http://127.0.0.1:9"
    with running(tmp_path, "serve", "--port", "0", WATCHTRACKER_PUBLIC_URL=where) as program:
        (line,) = program.until_logged("links lead to")
        assert program.stop() == 0
    assert f"{where}, as public_url says, and this listens at port" in line
    assert "set public_url" not in line


ROWS = {
    "a day": "UPDATE claims SET said_on = 'soon'",
    "a kind": "UPDATE items SET kind = 'party'",
    "a list": "UPDATE items SET tags = '{'",
}


def _starts(place: Path, home: Path) -> dict[str, Callable[[], Ended]]:
    """Every start of a real process, by its trouble; each has a database of its own."""

    def served(*words: str, database: str, **environment: str) -> Callable[[], Ended]:
        return lambda: _served(place, *words, WATCHTRACKER_DATABASE=f"sqlite:///{place / database}", **environment)

    return {
        "no list": served(database="no list.db", WATCHTRACKER_WATCHLIST=str(place / "nowhere.toml")),
        "a table is gone": served(database="torn/watchtracker.db"),
        "a row was changed": served(database=_changed(place, "a day", "real")),
        "no database": served(database="diary.db"),
        "no settings": served("--config", str(place / "torn.toml"), database="unused.db"),
        "no host": served(database="unused.db", **NO_HOST),
        "no file at all": lambda: _served_without_any_file(home),
    }


def _changed(place: Path, what: str, by: str = "here") -> str:
    """A database that was applied to, and that another program changed."""
    name = f"{what}, {by}.db"
    shutil.copy(place / "applied.db", place / name)
    with closing(sqlite3.connect(place / name)) as connection, connection:
        assert connection.execute(ROWS[what]).rowcount
    return name


def _served_without_any_file(home: Path) -> Ended:
    with running(home, "serve", "--port", "0", HOME=str(home)) as program:
        up = _comes_up(program)
        status = program.stop()
    hold_to_the_rules(status, "", "\n".join(program.errors))
    return Ended(up, status, "\n".join(program.errors))


@pytest.fixture(scope="module")
def ended(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Ended]]:
    """How each start ends. They begin together, four at a time: most of a start is waiting for one thing or another."""
    with ThreadPoolExecutor(4) as pool:
        starts = _starts(place, tmp_path_factory.mktemp("home"))
        begun = {trouble: pool.submit(start) for trouble, start in starts.items()}
        yield lambda trouble: begun[trouble].result()


@pytest.mark.parametrize("trouble", LISTS)
def test_a_watch_list_that_cannot_be_read_is_said_and_the_rest_is_served(
    bare: CommandLine, place: Path, trouble: str
) -> None:
    where, sentence = LISTS[trouble]
    ended = _served_here(bare, place, WATCHTRACKER_WATCHLIST=str(place / where))
    assert (ended.up, ended.status) == (SERVES, 0)
    assert sentence in ended.said


def test_a_watch_list_without_permission(bare: CommandLine, place: Path) -> None:
    """Root may read anything."""
    ended = _served_here(bare, place, WATCHTRACKER_WATCHLIST=str(place / "secret.toml"))
    assert (ended.up, ended.status) == (SERVES, 0)
    assert os.geteuid() == 0 or "permission denied" in ended.said


def test_a_folder_that_may_not_be_written_to(bare: CommandLine, place: Path) -> None:
    """Root may write anywhere, and then it serves."""
    ended = _served_here(bare, place, WATCHTRACKER_DATABASE=f"sqlite:///{place / 'closed' / 'watch.db'}")
    assert (ended.up, ended.status) == ((SERVES, 0) if os.geteuid() == 0 else (LEAVES, 1))


@pytest.mark.parametrize("what", ROWS)
def test_a_row_that_another_program_changed_is_a_sentence(bare: CommandLine, place: Path, what: str) -> None:
    ended = _served_here(bare, place, WATCHTRACKER_DATABASE=f"sqlite:///{place / _changed(place, what)}")
    assert ended.status in {0, 1}
    assert "cannot be read" in ended.said


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ("no list", "there is no watch list at"),
        (
            "a table is gone",
            "has other tables than watchtracker left there (no such table: claims): bring back a backup",
        ),
        ("a row was changed", "cannot be read"),
    ],
)
def test_a_process_serves_as_far_as_it_goes_and_says_what_is_wrong(
    ended: Callable[[str], Ended], trouble: str, sentence: str
) -> None:
    found = ended(trouble)
    assert (found.up, found.status) == (SERVES, 0)
    assert sentence in found.said


def test_without_any_file_it_serves(ended: Callable[[str], Ended]) -> None:
    found = ended("no file at all")
    assert (found.up, found.status) == (SERVES, 0)


@pytest.mark.parametrize(
    ("trouble", "status", "sentence"),
    [
        ("no database", 1, "is not an SQLite database"),
        ("no settings", 2, "this is no TOML"),
        ("no host", 1, "nobody can listen at a..b port 0: that is no name of a host"),
    ],
)
def test_the_process_that_leaves_says_why(
    ended: Callable[[str], Ended], trouble: str, status: int, sentence: str
) -> None:
    found = ended(trouble)
    assert (found.up, found.status) == (LEAVES, status)
    assert sentence in found.said
