"""From a press that comes over a socket to what a running `serve` keeps of it, and says of the socket."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.programs import Running, run, running
from tests.serving import Site
from tests.slack_hands import PATH, SECRET, Hands
from tests.slack_sockets import APP_TOKEN, SlackSockets
from tests.slack_stand_in import TOKEN, Fault, slack_stand_in
from watchtracker.channels.slack import socket_mode
from watchtracker.runtime.clock import now

TAKE = {"type": "button", "action_id": "wt.take", "value": '{"v":1,"n":17,"r":3}'}
MESSAGE = {
    "ts": "1800000000.000001",
    "channel": "C0POLICY",
    "blocks": [{"type": "actions", "block_id": "b1", "elements": [TAKE]}],
}


@pytest.fixture
def slack() -> Iterator[SlackSockets]:
    with SlackSockets().running() as found:
        yield found


def environment(slack: SlackSockets, folder: Path, **more: str) -> dict[str, str]:
    return {
        "WATCHTRACKER_SLACK__API_URL": slack.url,
        "WATCHTRACKER_SLACK__APP_TOKEN": APP_TOKEN,
        "WATCHTRACKER_DATABASE": f"sqlite:///{folder / 'var' / 'watchtracker.db'}",
        **more,
    }


def site_of(program: Running) -> Site:
    (line,) = program.until_logged("serving at")[:1]
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
    assert found
    return Site(int(found[1]))


def kept(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "var" / "watchtracker.db")) as database:
        number: int = database.execute("SELECT count(*) FROM inbox").fetchone()[0]
    return number


def test_a_press_over_the_socket_is_kept_and_a_stop_closes_it(tmp_path: Path, slack: SlackSockets) -> None:
    with running(tmp_path, "serve", "--port", "0", **environment(slack, tmp_path)) as program:
        site = site_of(program)
        slack.connection()
        site.within_seconds(20, "/metrics", lambda said: 'slack_socket{state="connected"} 1.0' in said.text)
        ana = Hands(site, now)
        slack.send(ana.press(MESSAGE, "take"), envelope="a")
        assert slack.ack() == (1, {"envelope_id": "a"})
        assert kept(tmp_path) == 1
        assert 'slack_payloads_total{outcome="recorded"} 1.0' in site.get("/metrics").text
        assert program.stop() == 0
        assert slack.ended() == 1
    assert not any("U0ANA" in line for line in [*program.output, *program.errors])


def test_where_slack_refuses_the_app_token_all_else_goes_on_and_it_is_said(tmp_path: Path, slack: SlackSockets) -> None:
    slack.refuses = "invalid_auth"
    settings = environment(slack, tmp_path)
    with running(tmp_path, "serve", "--port", "0", **settings) as program:
        site = site_of(program)
        site.within_seconds(20, "/metrics", lambda said: 'slack_socket{state="waiting"} 1.0' in said.text)
        assert site.get("/healthz").status == 200
        assert slack.opened == 1
        program.until_logged("does not accept the app token")
        noted = "SELECT 1 FROM meta WHERE name = 'slack.not_heard' AND value <> ''"
        site.within_seconds(20, "/healthz", lambda _: bool(found(tmp_path, noted)))
        said = examined(tmp_path, settings)
        assert "`serve` hears nobody in Slack: Slack does not accept the app token (invalid_auth)" in said
        assert "no connection for answers (Socket Mode): Slack does not accept the app token (invalid_auth)" in said
        assert program.stop() == 0


def examined(folder: Path, settings: dict[str, str]) -> list[str]:
    """What doctor saw."""
    checks = json.loads(run(folder, "doctor", "--json", **settings).stdout)["checks"]
    return [check["message"] for check in checks]


def found(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "var" / "watchtracker.db")) as database:
        return database.execute(query).fetchall()


def test_with_a_signing_secret_as_well_slack_is_heard_over_the_socket_alone(
    tmp_path: Path, slack: SlackSockets
) -> None:
    settings = environment(slack, tmp_path, WATCHTRACKER_SLACK__SIGNING_SECRET=SECRET)
    with running(tmp_path, "serve", "--port", "0", **settings) as program:
        site = site_of(program)
        slack.connection()
        ana = Hands(site, now)
        assert ana.send(ana.press(MESSAGE, "take")).status == 404, PATH
        said = examined(tmp_path, settings)
        both = "there are an app token and a signing secret"
        assert f"{both}: Slack is heard over a socket (Socket Mode), not over HTTP" in said
        assert "a connection for answers (Socket Mode) opens for the app A0OURS" in said
        assert program.stop() == 0


def test_without_aiohttp_all_else_is_served_and_it_is_said_how_to_install_it(
    tmp_path: Path, slack: SlackSockets
) -> None:
    # A start at which Python finds no aiohttp, as where the extra was left out.
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['aiohttp'] = None\n")
    settings = environment(slack, tmp_path, PYTHONPATH=str(tmp_path))
    with running(tmp_path, "serve", "--port", "0", **settings) as program:
        program.until_logged("aiohttp, which Socket Mode needs, is missing: pip install 'watchtracker[slack-socket]'")
        assert socket_mode.NOT_INSTALLED in examined(tmp_path, settings)
        assert program.stop() == 0
    assert slack.opened == 0


LIST = """
[[item]]
id = "call"
title = "Grants call"
kind = "deadline"
when = "{due}"
said_on = 2026-01-02
source = "Gazette"
"""
CHANNEL = """
[[channel]]
name = "policy"
slack = "C0POLICY"
"""


def test_a_button_that_is_pressed_over_the_socket_has_somebody_on_it_and_is_drawn_anew(
    tmp_path: Path, slack: SlackSockets
) -> None:
    due, later = ((now() + timedelta(days=days)).date().isoformat() for days in (60, 90))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "watchlist.toml").write_text(LIST.format(due=due))
    (tmp_path / "config" / "watchtracker.toml").write_text(CHANNEL)
    with slack_stand_in() as workspace:
        opened = json.dumps({"ok": True, "url": slack.address()})
        workspace.faults.append(Fault(method="apps.connections.open", body=opened))
        settings = {
            "WATCHTRACKER_SLACK__API_URL": workspace.url,
            "WATCHTRACKER_SLACK__BOT_TOKEN": TOKEN,
            "WATCHTRACKER_SLACK__APP_TOKEN": APP_TOKEN,
        }
        with running(tmp_path, "serve", "--port", "0", **settings) as program:
            site = site_of(program)
            slack.connection()
            moved = ("claim", "call", "--when", later, "--source", "Gazette", "--standing", "official", "--by", "mei")
            assert run(tmp_path, *moved, **settings).returncode == 0
            site.within_seconds(20, "/healthz", lambda _: bool(workspace.messages))
            message = {**workspace.messages[0], "channel": "C0POLICY"}
            slack.send(Hands(site, now, workspace).press(message, "take"), envelope="a")
            assert slack.ack() == (1, {"envelope_id": "a"})
            site.within_seconds(20, "/healthz", lambda _: bool(workspace.edits))
            assert "ana is on it" in workspace.edits[-1]["text"]
            assert program.stop() == 0
        shown = json.loads(run(tmp_path, "show", "call", "--json", **settings).stdout)
    assert [(hold["by"], hold["channel"]) for hold in shown["holds"]] == [("ana", "policy")]
    assert [len(way.said) for way in workspace.forms.ways] == [1]
