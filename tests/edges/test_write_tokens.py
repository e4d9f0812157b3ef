"""Tokens that may write: made and revoked on the command line, good for reading and a log-in, never for a feed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from tests.builders import at
from tests.edges.command_line import CommandLine
from tests.serving import Site, serving
from tests.sites import NOW, SETTINGS, a_site, save, watched
from watchtracker.store.engine import Store
from watchtracker.store.tokens import hash_of, new_secret
from watchtracker.subscriptions import FeedToken
from watchtracker.web.doors.sessions import name_in

TOKEN = "a long access token"
GUARDED = replace(SETTINGS, access_token=TOKEN, public_url="http://watch.example")


def given(store: Store, token: FeedToken) -> str:
    secret = new_secret()
    with store.writing() as tx:
        assert tx.tokens.add(token, hash_of(secret))
    return secret


def revoke(store: Store, name: str) -> None:
    with store.writing() as tx:
        assert tx.tokens.revoke(name, at("2026-04-12 09:00"))


@pytest.fixture
def site(store: Store) -> Iterator[Site]:
    save(store, watched())
    with serving(a_site(store, GUARDED)) as site:
        yield site


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_it_reads_until_it_is_revoked(store: Store, site: Site) -> None:
    secret = given(store, FeedToken.that_writes("scout", NOW))
    assert [site.get(path, **bearer(secret)).status for path in ("/api/items", "/", "/metrics")] == [200, 200, 200]
    revoke(store, "scout")
    assert site.get("/api/items", **bearer(secret)).status == 401


def test_it_opens_no_feed_and_the_token_of_a_feed_opens_nothing_else(store: Store, site: Site) -> None:
    writes, reads = given(store, FeedToken.that_writes("scout", NOW)), given(store, FeedToken("mei", "all", NOW))
    assert site.get(f"/f/{reads}/all.ics").status == 200
    assert [site.get(f"/f/{writes}/{name}").status for name in ("all.ics", ".ics", "all.atom")] == [404, 404, 404]
    assert site.get("/api/items", **bearer(reads)).status == 401


def test_a_log_in_with_it_has_its_name_and_ends_with_it(store: Store, site: Site) -> None:
    secret = given(store, FeedToken.that_writes("scout", NOW))
    sent = urlencode({"token": secret, "next": "/inbox", "by": "somebody else"}).encode()
    answer = site.ask("POST", "/login", {}, sent)
    assert (answer.status, answer.headers["location"]) == (303, "/inbox")
    cookie = answer.headers["set-cookie"].partition(";")[0]
    assert name_in(cookie.partition("=")[2]) == "scout"
    assert "You decide as <b>scout</b>" in site.get("/inbox", Cookie=cookie).text
    revoke(store, "scout")
    assert site.get("/inbox", Cookie=cookie).status == 303


def test_a_right_one_is_never_counted_as_a_guess(store: Store, site: Site, caplog: pytest.LogCaptureFixture) -> None:
    secret = given(store, FeedToken.that_writes("scout", NOW))
    for _ in range(10):
        assert site.ask("POST", "/login", {}, urlencode({"token": secret}).encode()).status == 303
    assert "wrong" not in caplog.text


def test_the_command_line_makes_lists_and_revokes_it(cli: CommandLine) -> None:
    made = cli("token", "add", "scout", "--write")
    assert len(made.out.split()) == 1
    assert "writes as scout" in made.err
    (listed,) = cli("token", "list", "--json").json["tokens"]
    assert (listed["name"], listed["writes"], listed["feed"]) == ("scout", True, "")
    assert cli("token", "list").out.split("\t")[:2] == ["scout", "writes"]
    assert "nobody writes with it any more" in cli("token", "revoke", "scout").out
    assert "was revoked" in cli("token", "revoke", "scout").out


def test_its_json_has_the_token_itself_once(cli: CommandLine) -> None:
    made = cli("token", "add", "scout", "--write", "--json").json
    assert (made["name"], made["writes"], len(made["token"])) == ("scout", True, 43)
    assert made["token"] not in cli("token", "list", "--json").out


def test_what_a_feed_shows_is_nothing_for_it(cli: CommandLine) -> None:
    refused = cli("token", "add", "scout", "--write", "--tag", "policy")
    assert (refused.status, "--tag is of a feed" in refused.err) == (2, True)
