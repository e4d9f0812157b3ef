"""The files of a database: who may read them, what an empty one means, and where nothing is made."""

from __future__ import annotations

import os
import pty
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.conftest import sqlite_in
from tests.databases import Server
from tests.edges.command_line import CommandLine
from watchtracker.errors import StoreError
from watchtracker.store.engine import Store
from watchtracker.store.migration_state import Tables


@contextmanager
def generous() -> Iterator[None]:
    """An umask that takes nothing away."""
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> str:
    return f"{path.stat().st_mode & 0o777:o}"


def test_a_database_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "var"
    with generous():
        store = Store.open(sqlite_in(folder))
        with store.delivering(), store.writing():
            found = {path.name: mode(path) for path in folder.iterdir()}
        store.close()
    assert found == {f"watchtracker.db{part}": "600" for part in ("", "-wal", "-shm", "-sending")}
    assert (mode(folder), mode(folder.parent)) == ("700", "700")


def test_doctor_says_which_files_others_may_use(cli: CommandLine) -> None:
    cli("apply")
    assert "others on this machine" not in cli("doctor").out
    (cli.folder / "var/watchtracker.db").chmod(0o644)
    (cli.folder / "var").chmod(0o755)
    seen = [check["message"] for check in cli("doctor", "--json").json["checks"] if check["status"] == "warn"]
    assert {line.rpartition("(")[2] for line in seen} == {"mode 755)", "mode 644)"}
    assert cli("doctor").status == 0


def test_an_empty_file_is_refused_and_stays(cli: CommandLine) -> None:
    (cli.folder / "var").mkdir()
    file = cli.folder / "var/watchtracker.db"
    file.touch()
    for words in (["list"], ["apply"], ["deliver", "--once"], ["doctor"]):
        said = cli(*words)
        assert said.status == 1
        assert "is an empty file, which watchtracker never leaves" in " ".join((said.out + said.err).split())
    assert file.stat().st_size == 0


@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("n", 1)])
def test_at_a_terminal_an_empty_file_is_asked_about(cli: CommandLine, answer: str, status: int) -> None:
    (cli.folder / "var").mkdir()
    (cli.folder / "var/watchtracker.db").touch()
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "watchtracker", "apply"]
    with subprocess.Popen(command, cwd=cli.folder, stdin=theirs, stderr=theirs, stdout=subprocess.DEVNULL) as process:
        asked = b""
        while b"[y/N]" not in asked:
            asked += os.read(ours, 1000)
        os.write(ours, f"{answer}\n".encode())
        assert process.wait(60) == status
    os.close(ours)
    os.close(theirs)
    assert ((cli.folder / "var/watchtracker.db").stat().st_size > 0) == (status == 0)


def test_a_database_of_another_program_is_left_as_it_is_to_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "watchtracker.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE bookmarks (name)")
        connection.commit()
    before = file.read_bytes()
    with pytest.raises(StoreError, match="belongs to another program: it has a table 'bookmarks'"):
        Store.open(sqlite_in(tmp_path))
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["watchtracker.db"]


@pytest.mark.parametrize("words", [["list"], ["list", "--json"], ["plan"], ["feeds"], ["token", "list"], ["export"]])
def test_where_there_is_neither_list_nor_database_reading_writes_nothing(bare: CommandLine, words: list[str]) -> None:
    said = bare(*words)
    assert said.status == 0
    assert "there is no watch list at" in said.err
    assert list(bare.folder.iterdir()) == []


def test_what_would_be_lost_there_is_refused(bare: CommandLine) -> None:
    for words in (["confirm", "x", "--by", "mei"], ["reopen", "x"], ["retract", "x", "6735fb92"]):
        assert bare(*words).status in {1, 2}
    with closing(Store.of_nothing()) as store, pytest.raises(StoreError, match="neither a watch list nor a database"):
        store.writing().__enter__()


def test_what_is_added_there_is_kept(bare: CommandLine) -> None:
    added = bare("add", "x", "--title", "X", "--kind", "event", "--when", "6 May 2099", "--source", "mei")
    assert added.status == 0
    assert "X" in bare("list").out


def test_the_first_apply_is_said_in_one_line(cli: CommandLine) -> None:
    said, *_ = cli("list").err.splitlines()
    assert said.endswith("config/watchlist.toml, for the first time")
    assert said.startswith("watchtracker: 3 items brought in from ")
    assert "brought in" not in cli("list").err


def test_doctor_and_reading_make_no_tables_on_a_server(bare: CommandLine, postgresql: Server) -> None:
    with postgresql.new() as url:
        doctor = bare("doctor", WATCHTRACKER_DATABASE=url)
        assert "has no tables yet" in " ".join(doctor.out.split())
        assert doctor.status == 0
        assert bare("list", WATCHTRACKER_DATABASE=url).status == 0
        bare(_WATCHTRACKER_COMPLETE="bash_complete", COMP_WORDS="watchtracker show d", COMP_CWORD="2")
        with closing(Store.as_it_is(url)) as store:
            assert store.tables() is Tables.NONE
