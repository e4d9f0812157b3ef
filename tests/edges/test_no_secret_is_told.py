"""No password and no token ever comes out: not in help, answers, errors, tracebacks, logs, pages or metrics.

Each secret has a word in it that stands nowhere else. Everything that can come out is searched for that word, in
whatever case or encoding of the signs around it.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import make_url

from tests.databases import Server
from tests.edges.command_line import CommandLine
from tests.edges.test_cli_in_trouble import EVERY
from tests.programs import Running, running
from tests.serving import Answer, Site
from tests.slack_stand_in import SlackStandIn

WORD = "canary"
GUARD = "canary-guard-0123456789"
SLACK = {
    "bot_token": "xoxb-canary-bot-token",
    "signing_secret": "canary0signing0secret",
    "app_token": "xapp-canary-app-token",
}
PASSWORD = quote("canary@pass/word?", safe="")
# A name that begins so is nobody's: the resolver says it at once, and asks no server, which may be slow to answer.
REFUSES = {
    "in the user part": f"postgresql+psycopg://me:{PASSWORD}@127.0.0.1:1/watch",
    "in the query": f"postgresql+psycopg://me@127.0.0.1:1/watch?password={PASSWORD}&sslpassword=canary-key",
    "of a name that nobody has": f"postgresql+psycopg://me:{PASSWORD}@-no-such-host.invalid/watch",
}
POLICY = """
[[channel]]
name = "policy"
slack = "C0POLICY"

[[channel]]
name = "legal"
email = ["legal@example.org"]

[email]
host = "127.0.0.1"
port = 1
user = "watch"
sender = "watch@example.org"
"""
MAIL = "canary-mail pass/word"
# Sources and a signal with keys in their addresses; nobody answers there, which is logged.
SOURCES = """
[[source]]
name = "Orchard"
kind = "feed"
address = "http://127.0.0.1:1/feed?token=canary-key"

[[source]]
name = "Meadow"
kind = "page"
address = "http://me:canary@127.0.0.1:1/page"

[[item]]
id = "aurora-4"
title = "Aurora 4 launch"
kind = "release"
when = "May 2094"
source = "Lab"
signals = ['page:http://127.0.0.1:1/?key=canary-key says "closed"']
"""


def by_variables(folder: Path, database: str) -> dict[str, str]:
    del folder
    return {
        "WATCHTRACKER_DATABASE": database,
        "WATCHTRACKER_ACCESS_TOKEN": GUARD,
        "WATCHTRACKER_EMAIL__PASSWORD": MAIL,
        **{f"WATCHTRACKER_SLACK__{name.upper()}": value for name, value in SLACK.items()},
    }


def by_files_of_their_own(folder: Path, database: str) -> dict[str, str]:
    named: dict[str, str] = {}
    for name, value in by_variables(folder, database).items():
        (folder / name.lower()).write_text(f"{value}\n")
        named[f"{name}_FILE"] = str(folder / name.lower())
    return named


def by_the_settings(folder: Path, database: str) -> dict[str, str]:
    lines = [f'database = "{database}"', f'access_token = "{GUARD}"', "[slack]"]
    lines += [f'{name} = "{value}"' for name, value in SLACK.items()]
    path = folder / "config/watchtracker.toml"
    path.write_text("\n".join([*lines, path.read_text()]))
    return {}


WAYS = [by_variables, by_files_of_their_own, by_the_settings]


def hold_back(*texts: str) -> None:
    for text in texts:
        at = text.casefold().find(WORD)
        assert at < 0, text[max(0, at - 300) : at + 100]


@pytest.fixture
def place(cli: CommandLine, slack: SlackStandIn) -> CommandLine:
    (cli.folder / "config/watchtracker.toml").write_text(POLICY)
    slack.accepted_tokens.clear()
    return cli


def databases(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'watch.db'}"
    yield from REFUSES.values()


@pytest.mark.parametrize("way", WAYS)
def test_by_no_command(place: CommandLine, slack: SlackStandIn, way: object) -> None:
    plain = (place.folder / "config/watchtracker.toml").read_text()
    for database in databases(place.folder):
        (place.folder / "config/watchtracker.toml").write_text(plain)
        assert callable(way)
        secrets = {**way(place.folder, database), "WATCHTRACKER_SLACK__API_URL": slack.url}
        for words in EVERY:
            for line in (words, ["--debug", *words], [*words, "--help"], [*words, "--unheard-of"]):
                said = place(*line, **secrets)
                hold_back(said.out, said.err)


MISTAKES = {
    "access_token": ["canary", '"canary-guard-0123456789"', "canary guard 0123456789", "canary-guard-ä-012345678"],
    "bot_token": ["xoxb canary", "'xoxb-canary'", "xoxb-canary\u200b"],
    "signing_secret": ["canary secret"],
    "app_token": ["xapp canary"],
    "password": ["canary\u200b", "can\x07 canary", "canary \u00e4 canary", "canary" * 100],
    "database": [
        "postgres://me:canary@host/db",
        "postgresql://me:canary@host/db",
        "postgresql+asyncpg://me:canary@host/db",
        "postgresql+psycopg://me:canary@host:port/db",
        "postgresql+psycopg://me:can@ary-canary@host/db",
        "postgresql+psycopg://me:pass/canary@host/db",
        "postgresql+psycopg://me:pass?canary@host/db",
        "postgresql+psycopg://me:pass#canary@host:1/db",
        "postgresql+psycopg://me:[canary@host/db",
        "postgresql+psycopg://host/db?pasword=canary",
        "postgresql+psycopg://me:canary@127.0.0.1:1/db?canary-half-a-password",
        "postgresql+psycopg://me:canary@127.0.0.1:1/db?password=canary&password=canary",
        "mysql://me:canary@host/db",
        "me:canary@host/db",
        "sqlite://me:canary@host/db",
    ],
    "public_url": [
        *("https://me:canary@watch.example", "ftp://me:canary@watch.example", "https://me:canary@wä tch/"),
        *("https://watch.example/?token=canary", "https://watch.example/#canary", "me:canary@watch.example"),
    ],
    "api_url": [
        *("https://me:canary@slack.example/api/", "ftp://me:canary@slack.example/", "https://me:canary@[::1/"),
        *("https://slack.example/api/?token=canary", "ftp://slack.example/?canary", "https:me:canary@slack.example"),
    ],
}


def _table(name: str) -> str:
    """The table that a key stands in; empty for the top of the file."""
    return {"password": "email", "api_url": "slack", **dict.fromkeys(SLACK, "slack")}.get(name, "")


def _written(name: str, value: str) -> Iterator[str]:
    """Settings with `value` as it is meant to be written, and as it may be written by mistake."""
    table = _table(name)
    header = f"[{table}]\n" if table else ""
    text = json.dumps(value, ensure_ascii=False)
    for form in (text, f"[{text}]", f"{text}x", text[:-1], value, f"{{ a = {text} }}"):
        yield f"{header}{name} = {form}\n"
    yield f"{header}{name}s = {text}\n"


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in MISTAKES.items() for value in values])
def test_by_no_complaint_about_a_setting(place: CommandLine, name: str, value: str) -> None:
    table = _table(name).upper()
    variable = f"WATCHTRACKER_{table and f'{table}__'}{name.upper()}"
    (place.folder / "secret").write_text(value)
    ways: list[tuple[str, dict[str, str]]] = [(POLICY, {variable: value})]
    ways += [(POLICY, {f"{variable}_FILE": str(place.folder / "secret")}), (POLICY, {f"{variable}S": value})]
    ways.append((POLICY, {f"{variable}_FILE": value}))
    ways += [(settings, {}) for settings in _written(name, value)]
    for settings, environment in ways:
        (place.folder / "config/watchtracker.toml").write_text(settings)
        for words in (["list"], ["--debug", "list"], ["--debug", "doctor"]):
            said = place(*words, **environment)
            hold_back(said.out, said.err)


def _pages(token: str) -> Iterable[tuple[str, str, dict[str, str], bytes | None]]:
    """What may be asked, with and without a right to it."""
    paths = [
        *("/", "/items/weights", "/items/nowhere", "/api/items", "/api/items/weights", "/api/items/nowhere"),
        *("/feeds/all.ics", "/feeds/all.atom", "/feeds/none.ics", "/healthz", "/readyz", "/metrics", "/login"),
        *("/inbox", "/items/aurora-4", "/api/items/aurora-4"),
        *("/?tag=%ff", "/?within=x", "/api/items?within=x", "/nowhere", "/style.css", "/f/none/all.ics"),
    ]
    for headers in ({}, {"Authorization": f"Bearer {GUARD}"}, {"Authorization": f"Bearer {GUARD}x"}):
        yield from (("GET", path, headers, None) for path in paths)
        yield from ((method, "/", headers, b"") for method in ("POST", "PUT", "HEAD", "OPTIONS"))
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for tried in (GUARD, f"{GUARD}-wrong"):
        yield "POST", "/login", form, f"token={tried}&next=/".encode()
        yield "POST", "/login", form, f"access_token={tried}".encode()
    yield from (("GET", f"/f/{token}/{name}", {}, None) for name in ("all.ics", "all.atom", "none.ics", "x"))
    misplaced = (f"/?token={GUARD}", f"/?{GUARD}", f"/?q={GUARD}", f"/{GUARD}", f"/login?next=/{GUARD}", f"/?q={token}")
    yield from (("GET", path, {}, None) for path in misplaced)


def _everything(answer: Answer) -> str:
    return f"{answer.status} {dict(answer.headers)} {answer.body.decode(errors='replace')}"


def _site(program: Running) -> Site:
    (line,) = program.until_logged("serving at")
    return Site(int(json.loads(line)["message"].rsplit(":", 1)[1].strip("/")))


# How a secret was set makes no difference to a server any more, so with PostgreSQL one way is enough.
@pytest.mark.parametrize(("kind", "way"), [*(("sqlite", way) for way in WAYS), ("postgresql", by_variables)])
def test_by_no_page_and_no_line_of_the_log(
    request: pytest.FixtureRequest, place: CommandLine, slack: SlackStandIn, way: object, kind: str
) -> None:
    if kind == "sqlite":
        _serve_and_ask(place, slack, way, f"sqlite:///{place.folder / 'watch.db'}", None)
        return
    server: Server = request.getfixturevalue("postgresql")
    with server.new() as url:
        # It trusts whoever comes over its socket, so the password is sent along and not asked for.
        known = make_url(url).set(password="canary@pass/word?").render_as_string(hide_password=False)
        _serve_and_ask(place, slack, way, known, server)


def _serve_and_ask(place: CommandLine, slack: SlackStandIn, way: object, database: str, server: Server | None) -> None:
    assert callable(way)
    secrets = {**way(place.folder, database), "WATCHTRACKER_SLACK__API_URL": slack.url}
    with (place.folder / "config/watchlist.toml").open("a") as watchlist:
        watchlist.write(SOURCES)
    added = place("token", "add", "mei", **secrets)
    moved = place("claim", "consultation", "--when", "6 May 2031", "--source", "CAC", **secrets)
    hold_back(added.out, added.err, moved.out, moved.err)
    assert moved.status == 0, moved
    found = re.search(r"/f/([\w-]{43})/", added.out)
    assert found, added
    loud = {"WATCHTRACKER_LOG__LEVEL": "debug"}
    with running(place.folder, "serve", "--port", "0", "--access-log", **secrets, **loud) as program:
        site = _site(program)
        site.within_seconds(20, "/healthz", lambda _: bool(slack.calls))
        program.until_logged("page:http://127.0.0.1:1/?key=...")
        for is_broken in (False, True):
            if is_broken:
                _break(place.folder, server)
            for method, path, headers, body in _pages(found[1]):
                answer = site.ask(method, path, headers, body)
                if GUARD not in path:  # else it is their own text that comes back
                    hold_back(_everything(answer))
        program.stop()
    lines = [*program.output, *program.errors]
    hold_back(*lines)
    assert not [line for line in lines if found[1] in line]
    assert any('"path": "/f/***/all.ics"' in line for line in lines)
    listed = place("token", "list", "--json", **secrets)
    assert found[1] not in listed.out + listed.err


def _break(folder: Path, server: Server | None) -> None:
    """Take a table away under it, or its connections."""
    if server is not None:
        server.emptied()
        return
    with closing(sqlite3.connect(folder / "watch.db")) as connection, connection:
        connection.execute("ALTER TABLE claims RENAME TO gone")
