"""No address of a webhook and no secret that signs ever comes out, whatever the other side answers or repeats."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.edges.command_line import CommandLine
from tests.edges.test_cli_in_trouble import EVERY
from tests.edges.test_no_secret_is_told import hold_back
from tests.programs import running
from tests.webhook_stand_in import Misfortune, WebhookStandIn, webhook_stand_in

PREFIX = "WATCHTRACKER_WEBHOOK__HUB__"
SECRET = "whsec_Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5"
ECHO = "Cannot POST /in/canary?key=canary"
ANSWERS = [
    Misfortune(200, body=ECHO),
    *(Misfortune(status, body=ECHO) for status in (400, 401, 404, 410, 500, 503)),
    Misfortune(302, {"Location": "https://canary.example/canary"}),
    Misfortune(429, {"Retry-After": "canary"}),
    Misfortune(reset=True),
    Misfortune(reset_early=True),
]


@pytest.fixture
def receiver() -> Iterator[WebhookStandIn]:
    with webhook_stand_in() as found:
        yield found


def address(receiver: WebhookStandIn) -> str:
    return f"http://127.0.0.1:{receiver.port}/in/canary?key=canary"


def by_variables(cli: CommandLine, where: str) -> dict[str, str]:
    _settings(cli, '[[channel]]\nname = "hub"\n')
    return {f"{PREFIX}ADDRESS": where, f"{PREFIX}SECRET": SECRET}


def by_files(cli: CommandLine, where: str) -> dict[str, str]:
    named = {}
    for name, value in by_variables(cli, where).items():
        (cli.folder / name.lower()).write_text(f"{value}\n")
        named[f"{name}_FILE"] = str(cli.folder / name.lower())
    return named


def by_the_settings(cli: CommandLine, where: str) -> dict[str, str]:
    _settings(cli, f'[[channel]]\nname = "hub"\nwebhook = "{where}"\n')
    return {}


def _settings(cli: CommandLine, text: str) -> None:
    (cli.folder / "config/watchtracker.toml").write_text(text)


@pytest.mark.parametrize("way", [by_variables, by_files, by_the_settings])
def test_by_no_command(cli: CommandLine, receiver: WebhookStandIn, way: object) -> None:
    assert callable(way)
    environment = way(cli, address(receiver))
    receiver.misfortunes.append(Misfortune(404, body=ECHO, always=True))
    for words in (*EVERY, ["doctor", "--send", "hub"]):
        for line in (words, ["--debug", *words]):
            said = cli(*line, **environment)
            hold_back(said.out.replace(SECRET, "canary"), said.err.replace(SECRET, "canary"))


@pytest.mark.parametrize("misfortune", ANSWERS, ids=lambda one: f"{one.status}-{one.reset}-{one.reset_early}")
@pytest.mark.parametrize("form", ["standard", "text"])
def test_by_no_answer(cli: CommandLine, receiver: WebhookStandIn, misfortune: Misfortune, form: str) -> None:
    environment = by_variables(cli, address(receiver))
    _settings(cli, f'[[channel]]\nname = "hub"\nformat = "{form}"\n')
    cli("claim", "consultation", "--when", "6 May 2031", "--source", "CAC", **environment)
    receiver.misfortunes += [misfortune, misfortune]
    for words in (
        ["doctor", "--send", "hub"],
        ["deliver", "--once"],
        ["doctor"],
        ["plan"],
        ["explain", "consultation"],
    ):
        said = cli("--debug", *words, **environment)
        hold_back(said.out, said.err)
    assert receiver.requests or misfortune.reset_early
    _hold_back_in_the_database(cli.folder / "var/watchtracker.db")


def _hold_back_in_the_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        hold_back("\n".join(connection.iterdump()))


def test_by_no_line_of_the_log(cli: CommandLine, receiver: WebhookStandIn) -> None:
    environment = by_variables(cli, address(receiver))
    cli("claim", "consultation", "--when", "6 May 2031", "--source", "CAC", **environment)
    receiver.misfortunes.append(Misfortune(410, body=ECHO, always=True))
    with running(cli.folder, "serve", "--port", "0", **environment) as program:
        program.until_logged("target_refused")
        program.stop()
    hold_back(*program.output, *program.errors)
    hold_back(*[line.replace(SECRET, "canary") for line in (*program.output, *program.errors)])


MISTAKES = [
    *("canary", "hub.example/canary", "https://me:canary@hub.example/in", "https://hub.example:canary/in"),
    *(
        "http://hub.example/canary?canary#canary",
        "ftp://hub.example/canary",
        "https://[canary/in",
        "https://a b/canary",
    ),
    *("https:///canary", "https://hub.example/can\u200bary canary", "'https://hub.example/canary'"),
]


@pytest.mark.parametrize("value", MISTAKES)
def test_by_no_complaint_about_an_address(cli: CommandLine, value: str) -> None:
    header = '[[channel]]\nname = "hub"\n'
    text = json.dumps(value, ensure_ascii=False)
    forms = (text, f"[{text}]", f"{text}x", text[:-1], value, f"{{ a = {text} }}")
    files = [f"{header}{key} = {form}\n" for form in forms for key in ("webhook", "webhooks")]
    (cli.folder / "secret").write_text(value)
    ways: list[tuple[str, dict[str, str]]] = [(settings, {}) for settings in files]
    for key in ("ADDRESS", "SECRET", "ADDRESSS"):
        ways += [(header, {f"{PREFIX}{key}": value}), (header, {f"{PREFIX}{key}_FILE": value})]
        ways.append((header, {f"{PREFIX}{key}_FILE": str(cli.folder / "secret")}))
    for settings, environment in ways:
        _settings(cli, settings)
        for words in (["list"], ["--debug", "doctor"]):
            said = cli(*words, **environment)
            hold_back(said.out, said.err)
