"""What `doctor` says about what people answer in Slack: whether it comes, and whether anybody works it off."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.conftest import sqlite_in
from tests.edges.command_line import CommandLine
from watchtracker.store.engine import Store

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
        tx.inbox.confirm("a")
    store.close()
    came, waits = answers(cli, **environment)
    assert came[:2] == ("ok", "what was answered in Slack last came 2026-04-12 08:30Z")
    assert waits == ("warn", "1 answer from Slack waits to be worked off", "run `watchtracker serve`")
