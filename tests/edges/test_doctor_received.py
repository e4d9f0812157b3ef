"""What `doctor` says about what people answer in Slack: whether it comes, and whether anybody works it off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.builders import a_channel
from tests.conftest import sqlite_in
from tests.edges.command_line import CommandLine
from tests.slack_stand_in import TOKEN, Fault, slack_stand_in
from watchtracker.channels.slack import Workspace
from watchtracker.doctor import NOT_HEARD
from watchtracker.notifications import DmOwner
from watchtracker.runtime.clock import now
from watchtracker.store.engine import Store
from watchtracker.targets import SlackTarget

NOW = datetime(2026, 4, 12, 8, 30, tzinfo=UTC)


def answers(cli: CommandLine, **environment: str) -> list[tuple[str, str, str]]:
    checks = cli("doctor", "--json", **environment).json["checks"]
    return [(check["status"], check["message"], check["fix"]) for check in checks if check["name"] == "answers"]


def test_without_a_secret_nothing_is_said_of_answers(cli: CommandLine) -> None:
    cli("apply")
    assert answers(cli) == []


def test_it_is_said_whether_anything_came_and_whether_it_waits(cli: CommandLine) -> None:
    database = sqlite_in(cli.folder)
    environment = {"WATCHTRACKER_SLACK__SIGNING_SECRET": "secret", "WATCHTRACKER_DATABASE": database}
    assert cli("apply", **environment).status == 0
    ((status, seen, fix),) = answers(cli, **environment)
    assert (status, seen) == ("warn", "nothing that anybody answered in Slack has come yet")
    assert "/slack/interactions" in fix
    store = Store.open(database)
    with store.writing() as tx:
        tx.inbox.put("a", "{}", NOW)
        tx.inbox.confirm("a", "{}", NOW)
    store.close()
    came, waits = answers(cli, **environment)
    assert came[:2] == ("ok", "what was answered in Slack last came 2026-04-12 08:30Z")
    assert waits == ("warn", "1 answer from Slack waits to be worked off", "run `watchtracker serve`")


def test_why_a_running_serve_hears_nobody_is_said_until_it_has_tried_again(cli: CommandLine) -> None:
    database = sqlite_in(cli.folder)
    assert cli("apply", WATCHTRACKER_DATABASE=database).status == 0
    for again_at, said in ((now() + timedelta(minutes=5), True), (now() - timedelta(minutes=5), False)):
        store = Store.open(database)
        with store.writing() as tx:
            tx.meta.set(NOT_HEARD, f"{again_at.isoformat()} Socket Mode is switched off in the app's settings")
        store.close()
        found = answers(cli, WATCHTRACKER_DATABASE=database)
        assert [seen for _, seen, _ in found] == [
            "`serve` hears nobody in Slack: Socket Mode is switched off in the app's settings"
        ] * said


def test_the_scopes_that_answers_need_are_asked_for_where_people_can_answer() -> None:
    channel = replace(a_channel("policy", to=SlackTarget("C0POLICY")), answers=frozenset({"S0OWNERS"}))
    with slack_stand_in() as slack:
        granted = {"X-OAuth-Scopes": "chat:write,channels:history,channels:read,users:read"}
        slack.faults.append(Fault(method="auth.test", once=False, headers=granted, body='{"ok": true}'))
        workspace = Workspace(token=TOKEN, api_url=slack.url, answerable=True)
        missing = [check.seen for check in workspace.checks([channel], NOW) if "scope" in check.seen]
        assert missing == [
            "the scope commands is missing: there is no /watch",
            "the scope im:write is missing: whether the first direct message to somebody arrived cannot be looked up",
            "the scope im:history is missing: whether a direct message arrived cannot be looked up",
            "the scope usergroups:read is missing: the members of a group that a channel names cannot answer",
        ]
        silent = Workspace(token=TOKEN, api_url=slack.url)
        to_owners = replace(channel, dm_owner=DmOwner.ALWAYS)
        assert len([check for check in silent.checks([to_owners], NOW) if "scope im:" in check.seen]) == 2
        assert not [check for check in silent.checks([channel], NOW) if "scope" in check.seen]
