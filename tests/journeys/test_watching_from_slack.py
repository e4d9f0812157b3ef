"""From a date that somebody names in Slack to an item of a running `serve`, over both ways in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.test_slack_presses import site_of
from tests.programs import run, running
from tests.slack_hands import SECRET, Hands
from tests.slack_sockets import APP_TOKEN, SlackSockets
from tests.slack_stand_in import TOKEN, Fault, SlackStandIn, slack_stand_in
from watchtracker.failpoints import VARIABLE, Failpoint
from watchtracker.runtime.clock import now

MESSAGE = {"ts": "1800000000.000100", "channel": "C0POLICY", "text": "Any news of V4?", "username": "News"}
WORDS = {
    "when": {"type": "plain_text_input", "value": "2031-04-24"},
    "said_on": {"type": "datepicker", "selected_date": "2026-01-02"},
    "source": {"type": "plain_text_input", "value": "News"},
    "title": {"type": "plain_text_input", "value": "V4"},
}
CHANNEL = '[[channel]]\nname = "policy"\nslack = "C0POLICY"\n'


def form_of(slack: SlackStandIn) -> dict[str, Any]:
    return list(slack.forms.views.values())[-1]


def shown(folder: Path, settings: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(folder, "show", "v4", "--json", **settings).stdout)
    return found


def test_a_date_that_was_written_down_before_the_process_was_killed_is_watched_once(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "watchtracker.toml").write_text(CHANNEL)
    with slack_stand_in() as slack:
        settings = {
            "WATCHTRACKER_SLACK__API_URL": slack.url,
            "WATCHTRACKER_SLACK__BOT_TOKEN": TOKEN,
            "WATCHTRACKER_SLACK__SIGNING_SECRET": SECRET,
        }
        killed = {**settings, VARIABLE: Failpoint.AFTER_INBOX_ROW}
        with running(tmp_path, "serve", "--port", "0", **killed) as program:
            ana = Hands(site_of(program), now, slack)
            assert ana.send(ana.shortcut(MESSAGE)).status == 200
            assert ana.submitted(form_of(slack)["id"], WORDS) is not None
            payload = ana.submit(form_of(slack), {})
            with pytest.raises((HTTPException, OSError)):
                ana.send(payload)
            program.process.wait(20)
        with running(tmp_path, "serve", "--port", "0", **settings) as program:
            site = site_of(program)
            assert ana.send(payload, to=site).status == 200
            site.within_seconds(20, "/healthz", lambda _: bool(slack.forms.ephemeral))
            assert program.stop() == 0
        found = shown(tmp_path, settings)
    assert [claim["by"] for claim in found["claims"]] == ["ana"]
    assert [answer["result"] for answer in found["answers"]] == ["applied"]
    assert [told["text"] for told in slack.forms.ephemeral] == ["Watching: V4, 24 Apr 2031."]


def test_a_date_is_watched_over_a_socket(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "watchtracker.toml").write_text(CHANNEL)
    with SlackSockets().running() as sockets, slack_stand_in() as slack:
        opened = json.dumps({"ok": True, "url": sockets.address()})
        slack.faults.append(Fault(method="apps.connections.open", body=opened))
        settings = {
            "WATCHTRACKER_SLACK__API_URL": slack.url,
            "WATCHTRACKER_SLACK__BOT_TOKEN": TOKEN,
            "WATCHTRACKER_SLACK__APP_TOKEN": APP_TOKEN,
        }
        with running(tmp_path, "serve", "--port", "0", **settings) as program:
            site = site_of(program)
            sockets.connection()
            ana = Hands(site, now, slack)
            sockets.send(ana.shortcut(MESSAGE), envelope="a")
            assert sockets.ack() == (1, {"envelope_id": "a"})
            site.within_seconds(20, "/healthz", lambda _: bool(slack.forms.views))
            form = form_of(slack)
            sockets.send(ana.submit(form, WORDS), envelope="b")
            (_, read) = sockets.ack()
            second = slack.forms.sent(form["id"], read["payload"])
            assert second is not None
            sockets.send(ana.submit(second, {}), envelope="c")
            assert sockets.ack() == (1, {"envelope_id": "c"})
            site.within_seconds(20, "/healthz", lambda _: bool(slack.forms.ephemeral))
            asked = {**ana.submit(form, {}), "type": "block_suggestion", "block_id": "item", "value": "v4"}
            sockets.send(asked, envelope="d")
            (_, offered) = sockets.ack()
            assert [option["value"] for option in offered["payload"]["options"]] == ["v4"]
            assert program.stop() == 0
        assert [claim["by"] for claim in shown(tmp_path, settings)["claims"]] == ["ana"]
