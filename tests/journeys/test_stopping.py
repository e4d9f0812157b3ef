"""What an operator lives through who stops it: what is on its way arrives and is recorded, and nothing else leaves."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from tests.journeys.test_serving import SETTINGS, in_seconds, item, serve, site, slack, watches, written
from tests.programs import Running, run, running
from tests.serving import Site
from tests.slack_stand_in import Fault, SlackStandIn, slack_stand_in

PATIENCE = 30
TAKEN = {"ok": True, "channel": "C0123456789", "ts": "1800000000.000001"}
SLOWLY = Fault(slow=True, accepts=True, body=json.dumps(TAKEN))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "watchtracker.toml").write_text(SETTINGS)
    return tmp_path


def deliver(folder: Path) -> list[str]:
    return ["deliver", "--config", str(folder / "watchtracker.toml")]


def until(happened: Callable[[], object]) -> None:
    began = monotonic()
    while not happened():
        assert monotonic() - began < PATIENCE
        Event().wait(0.02)


def posts(stand_in: SlackStandIn) -> int:
    return sum(method == "chat.postMessage" for method, _ in stand_in.calls)


def told_in_slack(folder: Path) -> list[tuple[str, str | None]]:
    """The state of each notification that Slack is to be told of, with the receipt if there is one."""
    query = """
        SELECT n.state, d.receipt_ts FROM notifications n
        LEFT JOIN delivery_notifications m ON m.notification_id = n.id LEFT JOIN deliveries d ON d.id = m.delivery_id
        WHERE n.channel = 'policy' AND n.rule = 'today' OR n.rule = '0m' AND n.channel = 'policy' ORDER BY n.id
    """
    with closing(sqlite3.connect(folder / "watch.db")) as connection:
        return connection.execute(query).fetchall()


def still_runs(program: Running) -> bool:
    """Whether it stays for what is on its way; half a second is much longer than leaving takes it."""
    try:
        program.process.wait(0.5)
    except subprocess.TimeoutExpired:
        return True
    return False


@pytest.mark.parametrize("command", [serve, deliver])
def test_a_message_on_its_way_arrives_before_it_leaves_and_the_rest_at_the_next_start(
    folder: Path, command: Callable[[Path], list[str]]
) -> None:
    due = written(in_seconds(5))
    watches(folder, item("launch", due), item("summit", due))
    run(folder, "apply", "--config", str(folder / "watchtracker.toml"))
    with slack_stand_in() as stand_in, running(folder, *command(folder), **slack(stand_in)) as program:
        stand_in.faults.append(SLOWLY)
        until(lambda: posts(stand_in))
        began = monotonic()
        program.process.terminate()
        assert still_runs(program)
        stand_in.released.set()
        assert program.process.wait(15) == 0
        assert monotonic() - began < 15
        # The second one was due as well.
        assert (posts(stand_in), len(stand_in.messages)) == (1, 1)
        assert told_in_slack(folder) == [("sent", TAKEN["ts"]), ("planned", None)]
        run(folder, *deliver(folder), "--once", **slack(stand_in))
    assert len(set(stand_in.texts())) == len(stand_in.messages) == 2
    assert [state for state, _ in told_in_slack(folder)] == ["sent", "sent"]


def test_a_second_serve_on_one_sqlite_file_is_refused_in_a_sentence(folder: Path) -> None:
    watches(folder, item("launch", "2099-05-06"))
    with running(folder, *serve(folder)) as program:
        program.until_logged("serving at")
        watches(folder, item("launch", "2099-05-06"), item("summit", "2099-06-06"))
        second = run(folder, *serve(folder))
        assert program.stop() == 0
    assert (second.returncode, second.stdout) == (1, "")
    (sentence,) = second.stderr.splitlines()
    assert sentence.startswith("watchtracker: another `watchtracker serve` or `deliver` already sends from ")
    assert f"(process {program.process.pid})" in sentence


def test_nothing_new_leaves_while_the_web_server_waits_for_its_last_visitor(folder: Path) -> None:
    due = in_seconds(6)
    watches(folder, item("launch", written(due)))
    with slack_stand_in() as stand_in, running(folder, *serve(folder), **slack(stand_in)) as program:
        with a_slow_visitor(site(program)):
            program.process.terminate()
            until(lambda: seconds_until(due) < -1.5 or program.process.poll() is not None)
        assert program.process.wait(15) == 0
    assert posts(stand_in) == 0


@contextmanager
def a_slow_visitor(where: Site) -> Iterator[None]:
    """Someone who has begun to send a form, and does not go on."""
    with socket.create_connection(("127.0.0.1", where.port)) as visitor:
        visitor.sendall(b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\ntoken=")
        assert where.get("/healthz").status == 200  # it was accepted before this one
        yield


def seconds_until(moment: datetime) -> float:
    return (moment - in_seconds(0)).total_seconds()
