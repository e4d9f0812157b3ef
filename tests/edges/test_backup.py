"""`backup` copies what is there, all of it, while others write; a copy restored is the database again."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.conftest import sqlite_in
from tests.edges.command_line import CommandLine
from watchtracker.store.engine import Store


def test_a_copy_is_made_of_what_is_only_in_the_log_too(cli: CommandLine) -> None:
    cli("apply")
    database = sqlite_in(cli.folder / "var")
    with closing(Store.open(database)) as held, held.reading():
        claimed = cli("claim", "weights", "--when", "July 2030", "--source", "Reuters")
        assert claimed.status == 0
        said = cli("backup", "copy.db")
    assert (said.status, said.out, said.err) == (0, "copy.db: 3 items, checked\n", "")
    assert "Jul 2030" in cli("show", "weights", WATCHTRACKER_DATABASE=f"sqlite:///{cli.folder}/copy.db").out


def test_it_is_one_file_that_only_its_owner_can_read(cli: CommandLine) -> None:
    cli("apply")
    (cli.folder / "there").mkdir()
    cli("backup", "there/copy.db")
    (copy,) = (cli.folder / "there").iterdir()
    assert (copy.name, copy.stat().st_mode & 0o777) == ("copy.db", 0o600)


def test_it_is_whole_while_others_write(cli: CommandLine) -> None:
    cli("apply")
    stop, rounds = Event(), []
    store = Store.open(sqlite_in(cli.folder / "var"))

    def write() -> None:
        while not stop.is_set():
            with store.writing() as tx:
                tx.items.save(tx.items.all())
            rounds.append(1)

    writer = Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            assert cli("backup", f"{number}.db").status == 0
    finally:
        stop.set()
        writer.join()
        store.close()
    assert rounds
    for number in range(5):
        with closing(sqlite3.connect(cli.folder / f"{number}.db")) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert copy.execute("SELECT count(*) FROM items").fetchone() == (3,)


def test_a_restored_copy_is_the_database_again(cli: CommandLine) -> None:
    cli("apply")
    cli("claim", "weights", "--when", "July 2030", "--source", "Reuters")
    cli("backup", "copy.db")
    before = cli("show", "weights").out
    cli("claim", "weights", "--when", "August 2031", "--source", "Reuters")
    shutil.rmtree(cli.folder / "var")
    (cli.folder / "var").mkdir(mode=0o700)
    shutil.copy(cli.folder / "copy.db", cli.folder / "var/watchtracker.db")
    assert cli("show", "weights").out == before
    assert cli("doctor").status == 0


@pytest.mark.parametrize("there", ["file", "folder", "link"])
def test_it_never_takes_the_place_of_anything(cli: CommandLine, there: str) -> None:
    cli("apply")
    path = cli.folder / "copy.db"
    match there:
        case "file":
            path.write_text("mine")
        case "folder":
            path.mkdir()
        case _:
            path.symlink_to("nowhere")
    said = cli("backup", "copy.db")
    assert (said.status, said.out) == (2, "")
    assert said.err == "watchtracker: copy.db is there already: name a file that is not\n"
    assert there != "file" or path.read_text() == "mine"


def test_what_cannot_be_copied_is_said_and_leaves_nothing(cli: CommandLine) -> None:
    nothing = cli("backup", "copy.db")
    assert (nothing.status, "holds nothing yet" in nothing.err) == (1, True)
    cli("apply")
    nowhere = cli("backup", "no/such/folder/copy.db")
    assert (nowhere.status, "nothing can be written to no/such/folder" in nowhere.err) == (2, True)
    assert sorted(path.name for path in cli.folder.iterdir()) == ["config", "var"]


def test_a_damaged_database_makes_no_backup(cli: CommandLine) -> None:
    cli("apply")
    with (cli.folder / "var/watchtracker.db").open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 8)
    said = cli("backup", "copy.db")
    assert said.status == 1
    assert "damaged" in said.err or "malformed" in said.err
    assert not Path(cli.folder / "copy.db").exists()


def test_for_a_server_it_says_what_to_run(cli: CommandLine) -> None:
    url = "postgresql+psycopg://me:hunter2@db.example/watch?sslmode=require&prepare_threshold=0"
    said = cli("backup", "copy.db", WATCHTRACKER_DATABASE=url)
    assert (said.status, said.out) == (1, "")
    assert said.err.endswith(
        "pg_dump --format=custom --file=copy.db 'postgresql://me@db.example/watch?sslmode=require'\n"
    )
