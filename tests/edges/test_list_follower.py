"""A watch list that changes under a running server is brought in whole, and in the end, whatever stood in the way."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import a_channel, at
from watchtracker import watchlist
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.runtime.list_follower import Follower
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker
from watchtracker.watchlist.standing import Phase

NOW = at("2026-04-10 06:00")
LONG_AGO = NOW.timestamp() - 3600


def item(item_id: str, when: str = "2026-05-20") -> str:
    lines = {"id": item_id, "title": item_id, "kind": "event", "when": when, "source": "Gazette"}
    return "\n".join(["[[item]]", *(f'{key} = "{value}"' for key, value in lines.items()), ""])


def items(number: int) -> str:
    return "\n".join(item(f"item-{one}") for one in range(number))


@dataclass
class Machine:
    """A follower with clocks of the test's own, and a list in a file."""

    store: Store
    path: Path
    seconds: float = 0.0
    doubted: bool = False
    told: int = 0
    follower: Follower = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        self.follower = Follower(
            self.path,
            self.store,
            Tracker(self.store, [a_channel()], DEFAULT_LEADS),
            read=lambda: watchlist.read(self.path, default_zone="UTC", now=self.now()),
            now=self.now,
            elapsed=lambda: self.seconds,
            doubts=lambda: self.doubted,
            applied=self.hear,
        )

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)

    def hear(self) -> None:
        self.told += 1

    def write(self, text: str) -> None:
        self.path.write_text(text)

    def begin(self) -> None:
        os.utime(self.path, (LONG_AGO, LONG_AGO))
        self.follower.begin()

    def pass_by(self, seconds: float, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Look each second and a half, as `serve` does; `meanwhile` happens before each look."""
        until = self.seconds + seconds
        while self.seconds < until:
            self.seconds += 1.5
            meanwhile()
            self.follower.look()

    def when(self, item_id: str = "item-0") -> list[str]:
        with self.store.reading() as tx:
            found = tx.items.get(item_id)
        return [claim.said.when for claim in found.claims] if found and found.listed else []

    def phase(self) -> Phase:
        return self.follower.standing.phase


@pytest.fixture
def machine(store: Store, tmp_path: Path) -> Machine:
    path = tmp_path / "watchlist.toml"
    path.write_text(items(1))
    machine = Machine(store, path)
    machine.begin()
    assert machine.when() == ["2026-05-20"]
    return machine


def refusals(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]


def test_an_edit_is_in_within_ten_seconds_of_the_last_write(machine: Machine) -> None:
    machine.write(item("item-0", "2026-06-01"))
    machine.pass_by(8)
    assert machine.when() == ["2026-05-20", "2026-06-01"]
    assert (machine.phase(), machine.told) == (Phase.APPLIED, 2)


def test_a_list_that_is_still_being_written_is_not_taken_by_halves(machine: Machine) -> None:
    machine.write(item("item-0", "2026-06-01"))
    machine.pass_by(2.5)
    machine.write(item("item-0", "2026-06-02"))
    machine.pass_by(2.5)
    assert (machine.when(), machine.phase()) == (["2026-05-20"], Phase.WAITING)
    machine.write(item("item-0", "2026-06-03"))
    machine.pass_by(8)
    assert machine.when() == ["2026-05-20", "2026-06-03"]


def test_what_was_changed_and_changed_back_changes_nothing(machine: Machine) -> None:
    machine.write("")
    machine.pass_by(1.5)
    machine.write(items(1))
    machine.pass_by(8)
    assert (machine.when(), machine.phase(), machine.told) == (["2026-05-20"], Phase.APPLIED, 1)


def test_a_list_written_at_the_moment_of_the_start_is_waited_for_too(machine: Machine) -> None:
    machine.write(item("item-0", "2026-06-01"))
    os.utime(machine.path, (machine.now().timestamp(),) * 2)
    machine.restart()
    machine.follower.begin()
    assert machine.when() == ["2026-05-20"]
    machine.pass_by(4.5)
    assert machine.when() == ["2026-05-20", "2026-06-01"]


def test_a_folder_is_waited_for_until_all_of_its_files_stay(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "a.toml").write_text(item("item-0"))
    machine = Machine(store, folder)
    machine.follower.begin()
    (folder / "a.toml").write_text(item("item-0", "2026-06-01"))
    machine.pass_by(2.5)
    (folder / "b.toml").write_text(item("item-1"))
    machine.pass_by(2.5)
    assert machine.when() == ["2026-05-20"]
    machine.pass_by(1.5)
    assert (machine.when(), machine.when("item-1")) == (["2026-05-20", "2026-06-01"], ["2026-05-20"])


def test_an_edit_is_tried_again_until_it_is_in(machine: Machine, caplog: pytest.LogCaptureFixture) -> None:
    with machine.store.writing() as tx:
        tx.connection.exec_driver_sql("ALTER TABLE claims RENAME TO away")
    machine.write(item("item-0", "2026-06-01"))
    machine.pass_by(600)
    assert machine.phase() is Phase.REFUSED
    assert len([one for one in refusals(caplog) if "was not applied" in one]) == 1
    with machine.store.writing() as tx:
        tx.connection.exec_driver_sql("ALTER TABLE away RENAME TO claims")
    machine.pass_by(1.5)
    assert (machine.when(), machine.phase()) == (["2026-05-20", "2026-06-01"], Phase.APPLIED)


def test_a_refusal_is_said_again_each_hour(machine: Machine, caplog: pytest.LogCaptureFixture) -> None:
    machine.write(item("item-0", "05/06/2026"))
    machine.pass_by(30)
    assert len(refusals(caplog)) == 1
    machine.pass_by(3600)
    assert len(refusals(caplog)) == 2
    assert "item-0" in machine.follower.standing.why[0]
    machine.write(item("item-0", "2026-06-01"))
    machine.pass_by(8)
    assert machine.phase() is Phase.APPLIED


def test_what_only_midnight_mends_is_in_after_midnight(machine: Machine) -> None:
    machine.write(f"{item('item-0', '2026-06-01')}said_on = 2026-04-12\n")
    machine.pass_by(30)
    assert machine.phase() is Phase.REFUSED
    machine.seconds += 2 * 86400
    machine.pass_by(90)
    assert machine.when() == ["2026-05-20", "2026-06-01"]


def test_a_list_that_was_cut_waits_until_somebody_says_that_it_is_meant(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "watchlist.toml"
    path.write_text(items(7))
    machine = Machine(store, path)
    machine.begin()
    machine.write(items(3))
    machine.pass_by(120)
    assert machine.when("item-6") == ["2026-05-20"]
    assert len(refusals(caplog)) == 1
    assert "`watchtracker apply --take-out`" in refusals(caplog)[0]
    cut = watchlist.read(path, default_zone="UTC", now=machine.now())
    Tracker(store, [a_channel()], DEFAULT_LEADS).apply(cut, machine.now(), take_out=True)
    machine.pass_by(1.5)
    assert (machine.phase(), machine.when("item-6")) == (Phase.APPLIED, [])


def test_nothing_is_applied_while_the_clock_is_doubted(machine: Machine) -> None:
    machine.doubted = True
    machine.write(item("item-0", "2026-06-01"))
    machine.pass_by(60)
    assert (machine.when(), machine.phase()) == (["2026-05-20"], Phase.REFUSED)
    machine.doubted = False
    machine.pass_by(1.5)
    assert machine.phase() is Phase.APPLIED


def test_nor_is_anything_applied_at_a_start_while_the_clock_is_doubted(machine: Machine) -> None:
    machine.restart()
    machine.doubted = True
    machine.write(item("item-0", "2026-06-01"))
    machine.begin()
    assert (machine.when(), machine.phase()) == (["2026-05-20"], Phase.REFUSED)
    machine.doubted = False
    machine.pass_by(8)
    assert machine.when() == ["2026-05-20", "2026-06-01"]


def test_a_list_that_others_changed_since_is_not_brought_back_by_a_start(machine: Machine) -> None:
    machine.write(item("item-0", "2026-06-01"))
    machine.pass_by(8)
    machine.write(items(1))
    machine.restart()
    machine.begin()
    machine.pass_by(60)
    assert machine.when() == ["2026-05-20", "2026-06-01"]
    assert "would bring it back" in machine.follower.standing.why[0]


def test_what_was_overtaken_in_a_database_that_was_replaced_is_not_so_in_the_new_one(tmp_path: Path) -> None:
    path, database, seconds = tmp_path / "watchlist.toml", tmp_path / "watched.db", [0.0]
    path.write_text(items(1))
    with closing(Store.open(f"sqlite:///{database}", elapsed=lambda: seconds[0])) as store:
        machine = Machine(store, path)
        machine.begin()
        machine.write(item("item-0", "2026-06-01"))
        machine.pass_by(8)
        machine.write(items(1))
        machine.restart()
        machine.begin()
        assert machine.phase() is Phase.REFUSED
        with closing(Store.open(f"sqlite:///{tmp_path / 'new.db'}")):
            pass
        (tmp_path / "new.db").replace(database)
        machine.pass_by(30, lambda: seconds.__setitem__(0, machine.seconds))
        assert (machine.when(), machine.phase()) == (["2026-05-20"], Phase.APPLIED)


@pytest.mark.parametrize("trouble", ["no file", "no list in the folder", "a name in another encoding"])
def test_a_list_that_cannot_be_had_is_said_and_what_holds_stays(
    machine: Machine, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    machine.path.unlink()
    if trouble != "no file":
        machine.path.mkdir()
        (machine.path / "notes.txt").touch()
    if trouble == "a name in another encoding":
        (machine.path / os.fsdecode(b"gr\xfc\xdfe.toml")).touch()
    machine.restart()
    machine.follower.begin()
    machine.pass_by(60)
    assert (machine.when(), machine.phase()) == (["2026-05-20"], Phase.REFUSED)
    assert len(refusals(caplog)) == 1
    assert str(machine.path) in refusals(caplog)[0]


def test_of_very_many_mistakes_the_log_names_the_first_and_counts_the_others(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    machine.write(items(500).replace('"event"', '"bogus"'))
    machine.pass_by(8)
    said = refusals(caplog)
    assert len(said) == 21
    assert "item-0: kind:" in said[0]
    assert said[-1] == "the watch list was not applied: 480 more problems, which `watchtracker check` names"
