"""From a press in Slack to what a running `serve` keeps of it."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.programs import Running, run, running
from tests.serving import Site
from tests.slack_hands import SECRET, Hands, Member
from tests.slack_stand_in import APP, TEAM, TOKEN, slack_stand_in
from watchtracker.failpoints import VARIABLE, Failpoint
from watchtracker.runtime.clock import now

MESSAGE = {
    "ts": "1800000000.000001",
    "thread_ts": "1700000000.000001",
    "channel": "C0POLICY",
    "blocks": [
        {
            "type": "actions",
            "block_id": "b1",
            "elements": [{"type": "button", "action_id": "wt.take", "value": '{"v":1,"n":17,"r":3}'}],
        }
    ],
}


LIST = """
[[item]]
id = "call"
title = "Grants call"
kind = "deadline"
when = "{due}"
said_on = 2026-01-02
source = "Gazette"
"""
SETTINGS = """
[[channel]]
name = "policy"
slack = "C0POLICY"
"""


def site_of(program: Running) -> Site:
    (line,) = program.until_logged("serving at")[:1]
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
    assert found
    return Site(int(found[1]))


def test_a_press_is_kept_and_a_partner_hears_in_the_thread_why_not(tmp_path: Path) -> None:
    database = tmp_path / "var" / "watchtracker.db"
    with slack_stand_in() as slack:
        environment = {
            "WATCHTRACKER_SLACK__API_URL": slack.url,
            "WATCHTRACKER_SLACK__BOT_TOKEN": TOKEN,
            "WATCHTRACKER_SLACK__SIGNING_SECRET": SECRET,
            "WATCHTRACKER_DATABASE": f"sqlite:///{database}",
        }
        with running(tmp_path, "serve", "--port", "0", **environment) as program:
            site = site_of(program)
            ana, eve = Hands(site, now, slack), Hands(site, now, slack, Member("U9EVE", "eve", "T9THEIRS"))
            assert ana.send(ana.press(MESSAGE, "take")).status == 200
            assert eve.send(eve.press(MESSAGE, "take")).status == 200
            site.within_seconds(20, "/healthz", lambda _: any(way.said for way in slack.forms.ways))
            team = "SELECT 1 FROM meta WHERE name = 'slack_team'"
            site.within_seconds(20, "/healthz", lambda _: bool(rows(database, team)))
            known = rows(database, "SELECT name, value FROM meta WHERE name LIKE 'slack_%' ORDER BY name")
            assert known == [("slack_app", APP), ("slack_team", TEAM)]
            assert rows(database, "SELECT count(*) FROM inbox") == [(1,)]
            assert program.stop() == 0
        (said,) = slack.forms.ways[1].said
        assert "only members of the workspace" in said["text"]
        assert said["thread_ts"] == MESSAGE["thread_ts"]
        assert not any("U0ANA" in line for line in [*program.output, *program.errors])


def test_a_press_that_was_written_down_before_the_process_was_killed_is_not_lost(tmp_path: Path) -> None:
    database = tmp_path / "var" / "watchtracker.db"
    environment = {
        "WATCHTRACKER_SLACK__SIGNING_SECRET": SECRET,
        "WATCHTRACKER_DATABASE": f"sqlite:///{database}",
    }
    killed = {**environment, VARIABLE: Failpoint.AFTER_INBOX_ROW}
    with running(tmp_path, "serve", "--port", "0", **killed) as program:
        ana = Hands(site_of(program), now)
        payload = ana.press(MESSAGE, "take")
        with pytest.raises((HTTPException, OSError)):
            ana.send(payload)
        program.process.wait(20)
    assert rows(database, "SELECT state FROM inbox") == [("coming",)]
    with running(tmp_path, "serve", "--port", "0", **environment) as program:
        assert ana.send(payload, to=site_of(program)).status == 200
        assert rows(database, "SELECT count(*) FROM inbox") == [(1,)]
        assert rows(database, "SELECT state FROM inbox") != [("coming",)]


def test_a_button_of_a_message_has_somebody_on_it_and_everybody_told(tmp_path: Path) -> None:
    due = (now() + timedelta(days=60)).date().isoformat()
    later = (now() + timedelta(days=90)).date().isoformat()
    config = tmp_path / "config"
    config.mkdir()
    (config / "watchlist.toml").write_text(LIST.format(due=due))
    (config / "watchtracker.toml").write_text(SETTINGS)
    with slack_stand_in() as slack:
        environment = {
            "WATCHTRACKER_SLACK__API_URL": slack.url,
            "WATCHTRACKER_SLACK__BOT_TOKEN": TOKEN,
            "WATCHTRACKER_SLACK__SIGNING_SECRET": SECRET,
        }
        with running(tmp_path, "serve", "--port", "0", **environment) as program:
            site = site_of(program)
            moved = ("claim", "call", "--when", later, "--source", "Gazette", "--standing", "official", "--by", "mei")
            assert run(tmp_path, *moved, **environment).returncode == 0
            site.within_seconds(20, "/healthz", lambda _: bool(slack.messages))
            message = {**slack.messages[0], "channel": "C0POLICY"}
            ana = Hands(site, now, slack)
            payload = ana.press(message, "take")
            for _ in range(3):
                assert ana.send(payload).status == 200
            site.within_seconds(20, "/healthz", lambda _: len(slack.messages) > 1)
            assert program.stop() == 0
        shown = json.loads(run(tmp_path, "show", "call", "--json", **environment).stdout)
    assert [(hold["by"], hold["channel"]) for hold in shown["holds"]] == [("ana", "policy")]
    assert [(answer["what"], answer["result"]) for answer in shown["answers"]] == [("take", "applied")]
    assert [line["text"] for line in slack.messages[1:]] == ["<@U0ANA> is on it."]
    assert slack.messages[1]["thread_ts"] == message["ts"]
    assert [len(way.said) for way in slack.forms.ways] == [1]


def test_what_is_answered_is_seen_in_the_message_within_seconds_wherever_it_was_answered(tmp_path: Path) -> None:
    due = (now() + timedelta(days=60)).date().isoformat()
    later = (now() + timedelta(days=90)).date().isoformat()
    config = tmp_path / "config"
    config.mkdir()
    (config / "watchlist.toml").write_text(LIST.format(due=due))
    (config / "watchtracker.toml").write_text(SETTINGS)
    with slack_stand_in() as slack:
        environment = {
            "WATCHTRACKER_SLACK__API_URL": slack.url,
            "WATCHTRACKER_SLACK__BOT_TOKEN": TOKEN,
            "WATCHTRACKER_SLACK__SIGNING_SECRET": SECRET,
        }
        with running(tmp_path, "serve", "--port", "0", **environment) as program:
            site = site_of(program)

            def seen(context: str) -> None:
                site.within_seconds(20, "/healthz", lambda _: bool(slack.edits) and context in slack.edits[-1]["text"])

            moved = ("claim", "call", "--when", later, "--source", "Gazette", "--standing", "official", "--by", "mei")
            assert run(tmp_path, *moved, **environment).returncode == 0
            site.within_seconds(20, "/healthz", lambda _: bool(slack.messages))
            ana = Hands(site, now, slack)
            assert ana.send(ana.press({**slack.messages[0], "channel": "C0POLICY"}, "take")).status == 200
            seen("ana is on it since")
            edited = {**slack.messages[0], "channel": "C0POLICY"}
            assert ana.send(ana.press(edited, "hand_back")).status == 200
            site.within_seconds(20, "/healthz", lambda _: len(slack.edits) > 1)
            assert "is on it" not in slack.edits[-1]["text"]
            until = (now() + timedelta(days=2)).isoformat(timespec="minutes")
            asked = ("snooze", "call", "--channel", "policy", "--by", "ola", "--until", until)
            ran = run(tmp_path, *asked, **environment)
            assert ran.returncode == 0, ran.stderr
            seen("Snoozed by ola until")
            assert program.stop() == 0
    assert {edit["ts"] for edit in slack.edits} == {slack.messages[0]["ts"]}


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()
