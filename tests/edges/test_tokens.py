"""Private feeds from the command line to the calendar program: who gets one, what it shows, and how it ends."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from tests.builders import at
from tests.programs import run, running
from tests.serving import Answer, Site, serving
from tests.sites import SETTINGS, a_site, save, watched
from watchtracker.cli import program
from watchtracker.items import Kind
from watchtracker.notifications import LeadTime
from watchtracker.store.engine import Store
from watchtracker.store.tokens import hash_of, new_secret
from watchtracker.subscriptions import FeedToken

CREATED, REVOKED = at("2026-04-12 08:00"), at("2026-05-01 09:00")
MEI = FeedToken("mei", "policy", CREATED, ("policy",), (Kind.DEADLINE,), (LeadTime.read("1d"), LeadTime.read("4h")))
PLAIN = FeedToken("plain", "all", CREATED)

_SETTINGS = ("--config", "settings.toml")


@pytest.fixture
def site(store: Store) -> Iterator[Site]:
    save(store, watched())
    with serving(a_site(store)) as site:
        yield site


@pytest.fixture
def config(store_url: str, tmp_path: Path) -> Path:
    """Settings with one feed beside `all`, over a database with four items."""
    with closing(Store.open(store_url)) as store:
        save(store, watched())
    path = tmp_path / "watchtracker.toml"
    path.write_text(
        f'watchlist = "none.toml"\ndatabase = "{store_url}"\npublic_url = "https://watch.example/sub"\n'
        '[[feed]]\nname = "policy"\ntitle = "AI policy dates"\ntags = ["policy"]\n',
        encoding="utf-8",
    )
    return path


def given(store: Store, token: FeedToken) -> str:
    secret = new_secret()
    with store.writing() as tx:
        assert tx.tokens.add(token, hash_of(secret))
    return secret


def revoke(store: Store, name: str) -> bool:
    with store.writing() as tx:
        return tx.tokens.revoke(name, REVOKED)


def found(store: Store, secret: str) -> FeedToken | None:
    with store.reading() as tx:
        return tx.tokens.keys().opened_by(secret)


def told(answer: Answer) -> tuple[int, bytes, dict[str, str]]:
    return answer.status, answer.body, {name: value for name, value in answer.headers.items() if name != "date"}


def said(config: Path, *args: str) -> Result:
    return CliRunner().invoke(program, ["--config", str(config), *args])


def a_link(config: Path, *args: str) -> str:
    result = said(config, "token", "add", *args)
    assert result.exit_code == 0, result.output
    return result.stdout.split("\n")[0]


# The store


def test_a_token_is_found_by_its_secret_until_it_is_revoked(store: Store) -> None:
    secret, other = given(store, MEI), given(store, PLAIN)
    assert found(store, secret) == MEI
    assert revoke(store, "mei")
    assert found(store, secret) is None
    assert found(store, other) == PLAIN
    assert found(store, "never given") is None


def test_a_name_is_given_once_even_after_it_was_revoked(store: Store) -> None:
    given(store, MEI)
    revoke(store, "mei")
    with store.writing() as tx:
        assert not tx.tokens.add(replace(PLAIN, name="mei"), hash_of(new_secret()))
        assert tx.tokens.all() == [replace(MEI, revoked_at=REVOKED)]


def test_revoking_again_changes_nothing(store: Store) -> None:
    given(store, PLAIN)
    assert revoke(store, "plain")
    with store.writing() as tx:
        assert not tx.tokens.revoke("plain", at("2026-06-01 09:00"))
        assert not tx.tokens.revoke("nobody", REVOKED)
        assert tx.tokens.all() == [replace(PLAIN, revoked_at=REVOKED)]


def test_the_secret_is_long_and_the_database_does_not_know_it(store: Store) -> None:
    secret = given(store, MEI)
    assert re.fullmatch(r"[\w-]{43}", secret)
    assert new_secret() != secret
    with store.reading() as tx:
        row = tx.connection.execute(text("SELECT * FROM tokens")).one()
    assert not any(secret in str(value) for value in row)


# Over HTTP


def test_a_private_feed_shows_what_its_token_is_for(site: Site, store: Store) -> None:
    body = site.get(f"/f/{given(store, MEI)}/policy.ics").text
    assert [line for line in body.split("\r\n") if line.startswith("UID:")] == ["UID:consultation@watchtracker"]
    assert "NAME:AI policy dates (policy\\, deadlines)\r\n" in body
    assert body.count("BEGIN:VALARM") == 2
    assert "TRIGGER;VALUE=DATE-TIME:20260506T120000Z\r\n" in body


def test_without_alarms_it_is_the_open_feed_without_its_address(site: Site, store: Store) -> None:
    private = site.get(f"/f/{given(store, PLAIN)}/all.ics").text.split("\r\n")
    everyones = site.get("/feeds/all.ics").text.split("\r\n")
    assert private == [line for line in everyones if not line.startswith("SOURCE")]


def test_it_carries_no_part_of_its_address(site: Site, store: Store) -> None:
    secret = given(store, MEI)
    answer = site.get(f"/f/{secret}/policy.ics")
    assert secret not in answer.text
    assert secret not in str(answer.headers)


def test_it_is_served_like_an_open_feed_but_kept_from_shared_caches(site: Site, store: Store) -> None:
    path = f"/f/{given(store, MEI)}/policy.ics"
    full = site.get(path)
    assert (full.status, full.headers["cache-control"]) == (200, "private, no-cache")
    assert full.headers["content-type"] == "text/calendar; charset=utf-8"
    assert full.headers["last-modified"] == "Sat, 11 Apr 2026 10:00:00 GMT"
    assert full.headers["referrer-policy"] == "no-referrer"
    again = site.get(path, If_None_Match=full.headers["etag"])
    assert (again.status, again.body, again.headers["cache-control"]) == (304, b"", "private, no-cache")
    head = site.ask("HEAD", path)
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", full.headers["etag"])
    zipped = site.get(path, Accept_Encoding="gzip")
    assert gzip.decompress(zipped.body) == full.body


def test_a_token_opens_the_news_of_its_feed_as_well(site: Site, store: Store) -> None:
    secret = given(store, MEI)
    answer = site.get(f"/f/{secret}/policy.atom")
    assert answer.status == 200
    assert "/items/consultation" in answer.text
    assert "/items/measures" not in answer.text
    assert secret not in answer.text
    assert answer.headers["cache-control"] == "private, no-cache"
    assert site.get(f"/f/{secret}/all.atom").status == 404


def test_a_token_opens_the_timeline_of_its_feed_for_a_page_of_another_site(site: Site, store: Store) -> None:
    secret = given(store, MEI)
    answer = site.get(f"/f/{secret}/policy.svg")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert re.findall(r"<g class=\"row [^>]*><title>(\w+)", answer.text) == ["Consultation"]
    assert secret not in answer.text
    assert told(site.get(f"/f/{secret}/all.svg")) == told(site.get("/nothing/at/all.ics"))
    assert site.get("/timeline.svg").headers["cross-origin-resource-policy"] == "same-origin"


def test_readers_who_ask_for_the_same_share_the_bytes(site: Site, store: Store) -> None:
    tags = {site.get(f"/f/{given(store, replace(MEI, name=name))}/policy.ics").headers["etag"] for name in "abc"}
    assert len(tags) == 1


def test_whatever_does_not_fit_is_as_if_there_had_never_been_anything(site: Site, store: Store) -> None:
    nothing = told(site.get("/nothing/at/all.ics"))
    assert nothing[:2] == (404, b"There is nothing at this address.\n")
    secret, gone, homeless = given(store, MEI), given(store, PLAIN), given(store, FeedToken("x", "closed", CREATED))
    revoke(store, "plain")
    for path in (
        f"/f/{gone}/all.ics",
        f"/f/{new_secret()}/all.ics",
        f"/f/{secret}/all.ics",
        f"/f/{secret}/nosuch.ics",
        f"/f/{secret}/policy.ical",
        f"/f/{secret}",
        f"/f/{secret.swapcase()}/policy.ics",
        f"/f/{secret}%00/policy.ics",
        f"/f/{hash_of(secret)}/policy.ics",
        f"/f/{homeless}/closed.ics",
        f"/f/{homeless}/closed.svg",
        "/f/mei/policy.ics",
        "/f/%ed%b0%80/policy.ics",
    ):
        assert told(site.get(path)) == nothing, path


def test_a_revoked_link_ends_soon(site: Site, store: Store) -> None:
    path = f"/f/{given(store, PLAIN)}/all.ics"
    tag = site.get(path).headers["etag"]
    revoke(store, "plain")
    site.soon(path, lambda answer: answer.status == 404, If_None_Match=tag)


def test_a_link_works_as_soon_as_it_is_given(site: Site, store: Store) -> None:
    site.get("/feeds/all.ics")
    assert [site.get(f"/f/{given(store, replace(PLAIN, name=name))}/all.ics").status for name in "abc"] == [200] * 3


def test_no_login_is_asked_for_where_everything_else_needs_one(store: Store) -> None:
    save(store, watched())
    path = f"/f/{given(store, MEI)}/policy.ics"
    with serving(a_site(store, replace(SETTINGS, access_token="a long secret"), host="0.0.0.0")) as site:
        assert site.get(path, Host="anything.example").status == 200
        assert site.get(f"/f/{new_secret()}/policy.ics").status == 404
        assert site.get("/feeds/policy.ics").status == 401


def test_on_loopback_a_strangers_host_name_reads_no_private_feed(site: Site, store: Store) -> None:
    assert site.get(f"/f/{given(store, MEI)}/policy.ics", Host="evil.example").status == 421


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_link_that_cannot_be_written_is_revoked_at_once(config: Path, form: tuple[str, ...]) -> None:
    words = [sys.executable, "-m", "watchtracker", "--config", str(config), "token", "add", "mei", *form]
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    why = "mei: it could not be written out (No space left on device)"
    revoked = "so it was revoked, and its name stays taken: choose another"
    assert (ran.returncode, ran.stderr.splitlines()[-1]) == (1, f"watchtracker: {why}, {revoked}")
    (kept,) = json.loads(said(config, "token", "list", "--json").stdout)["tokens"]
    assert kept["revoked_at"] is not None


def test_a_secret_is_in_no_log_and_no_answer(tmp_path: Path) -> None:
    """Not even when the feed fails, which leaves its reason in the log."""
    (tmp_path / "settings.toml").write_text(
        'watchlist = "none.toml"\ndatabase = "sqlite:///watchtracker.db"\n', encoding="utf-8"
    )
    secret = run(tmp_path, *_SETTINGS, "token", "add", "mei").stdout.split("/")[-2]
    with closing(sqlite3.connect(tmp_path / "watchtracker.db")) as database:
        database.execute("ALTER TABLE claims RENAME TO lost")
    with running(tmp_path, *_SETTINGS, "serve", "--port", "0") as program:
        (line,) = program.until_logged("serving at")
        site = Site(int(re.findall(r":(\d+)/", line)[-1]))
        answers = [
            site.get(f"/f/{secret}/all.ics"),
            site.get(f"/f/{secret}/policy.ics"),
            site.ask("POST", f"/f/{secret}/all.ics"),
        ]
        program.until_logged("no such table")
        assert program.stop() == 0
    assert [answer.status for answer in answers] == [503, 503, 405]
    assert not any(secret in words for words in (*program.errors, *program.output, *(one.text for one in answers)))


# From the command line


def test_add_prints_the_whole_link_for_both_kinds_of_programs(config: Path, store_url: str) -> None:
    result = said(config, "token", "add", "mei", "--feed", "policy", "--kind", "deadline", "--alarms", "4h,1d,4h")
    https, webcal, news = result.stdout.splitlines()
    assert re.fullmatch(r"https://watch\.example/sub/f/[\w-]{43}/policy\.ics", https)
    assert webcal == https.replace("https:", "webcal:")
    assert news == https.replace(".ics", ".atom")
    assert result.stderr.startswith("AI policy dates (deadlines): 1 date now, with alarms 1d, 4h before.")
    assert "not shown again" in result.stderr
    with closing(Store.open(store_url)) as store:
        token = found(store, https.split("/")[-2])
    assert token == FeedToken("mei", "policy", token.created_at if token else CREATED, (), MEI.kinds, MEI.alarms)


def test_the_link_leads_to_the_feed_until_it_is_revoked(config: Path, store_url: str) -> None:
    path = a_link(config, "mei", "--tag", "models").removeprefix("https://watch.example/sub")
    with closing(Store.open(store_url)) as store, serving(a_site(store)) as site:
        assert "UID:deepseek-v4@watchtracker" in site.get(path).text
        revoked = said(config, "token", "revoke", "mei")
        assert (revoked.exit_code, revoked.stdout) == (0, "mei: revoked, its link leads nowhere within a second\n")
        site.soon(path, lambda answer: answer.status == 404)


def test_list_tells_all_but_the_secrets(config: Path) -> None:
    secret = a_link(config, "mei", "--tag", "policy", "--alarms", "1d").split("/")[-2]
    a_link(config, "ana", "--feed", "policy")
    said(config, "token", "revoke", "ana")
    listed = json.loads(said(config, "token", "list", "--json").stdout)
    ana, mei = listed["tokens"]
    assert mei == {
        "name": "mei",
        "feed": "all",
        "tags": ["policy"],
        "kinds": [],
        "alarms": ["1d"],
        "created_at": mei["created_at"],
        "revoked_at": None,
    }
    assert ana["revoked_at"] >= ana["created_at"]
    assert said(config, "--json", "token", "list").stdout == said(config, "token", "list", "--json").stdout
    shown = said(config, "token", "list").stdout
    assert shown.splitlines()[1].startswith("mei\tall (policy)\talarms 1d\tsince ")
    assert secret not in shown + json.dumps(listed)
    assert hash_of(secret) not in shown + json.dumps(listed)


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("add", "ana", "--feed", "polcy"), "there is no feed 'polcy': the feeds are all, policy"),
        (("add", "ana", "--kind", "deadlines"), "'deadlines' is not one of 'release', 'deadline', 'event'"),
        (("add", "ana", "--tag", "polcy"), "there is no tag 'polcy': did you mean 'policy'?"),
        (("add", "ana", "--alarms", "1d,soon"), "'soon' is no lead time"),
        (("add", "mei"), "the name 'mei' was given before, and a name is given once"),
        (("add", "old"), "the name 'old' was given before, and a name is given once"),
        (("add", " "), "it is empty"),
        (("revoke", "mie"), "there is no token 'mie': did you mean 'mei'?"),
        (("revoke", "zzzzzz"), "there is no token 'zzzzzz': `watchtracker token list` names them"),
        (("lst",), "no such command 'lst'. Did you mean 'list'?"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(config: Path, args: tuple[str, ...], sentence: str) -> None:
    a_link(config, "mei")
    a_link(config, "old")
    said(config, "token", "revoke", "old")
    before = said(config, "token", "list", "--json").stdout
    result = said(config, "token", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert said(config, "token", "list", "--json").stdout == before


def test_revoking_twice_is_no_mistake(config: Path) -> None:
    a_link(config, "mei")
    said(config, "token", "revoke", "mei")
    again = said(config, "token", "revoke", "mei")
    assert again.exit_code == 0
    assert re.fullmatch(r"mei: it was revoked on \d+ \w+ \d{4} already\n", again.stdout)


def test_every_token_command_has_json(config: Path) -> None:
    made = json.loads(said(config, "--json", "token", "add", "mei", "--tag", "policy").stdout)
    (listed,) = json.loads(said(config, "token", "list", "--json").stdout)["tokens"]
    ended, again = (json.loads(said(config, "token", "revoke", "mei", "--json").stdout) for _ in range(2))

    assert {name: made[name] for name in listed} == listed
    assert [made[name].rpartition(".")[2] for name in ("url", "webcal", "atom")] == ["ics", "ics", "atom"]
    assert {**ended, "revoked_at": None} == listed
    assert ended == again
