"""Proxies that log people in: whom they name reads and writes, and nobody else does by calling themselves so."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.types import Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from tests.proposed import LAUNCH, proposed
from tests.serving import Answer, Site, serving
from tests.sites import SETTINGS, a_site, save, watched
from watchtracker import settings
from watchtracker.errors import ProblemsError
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.settings.records import AuthSettings
from watchtracker.store.engine import Store
from watchtracker.web.doors.proxies import Connected, Proxies

HEADER = "x-forwarded-user"
NEAR, FAR = AuthSettings(HEADER, ("127.0.0.0/8",)), AuthSettings(HEADER, ("10.0.0.0/8",))
GUARDED = replace(SETTINGS, access_token="a long access token", public_url="http://watch.example", remind=DEFAULT_LEADS)
CLAIM = json.dumps({"when": "on May 12", "source": "DeepSeek", "standing": "official"}).encode()


@pytest.fixture
def named(store: Store) -> Iterator[Site]:
    save(store, watched())
    with serving(a_site(store, replace(GUARDED, auth=NEAR))) as site:
        yield site


def write(site: Site, **headers: str) -> Answer:
    sent = {"Content-Type": "application/json", **headers}
    return site.ask("POST", "/api/items/deepseek-v4/claims?dry_run=1", sent, CLAIM)


def who_said(answer: Answer) -> str:
    """Under whose name the claim of an answer is recorded."""
    shown = json.loads(answer.body)
    (by,) = (claim["by"] for claim in shown["claims"] if claim["id"] == shown["claim_id"])
    return str(by)


def test_whom_a_trusted_proxy_names_reads_and_writes_under_that_name(named: Site) -> None:
    assert [named.get(path, X_Forwarded_User="mei").status for path in ("/", "/api/items", "/metrics")] == [200] * 3
    answer = write(named, X_Forwarded_User="Zoë".encode().decode("latin-1"))
    assert who_said(answer) == "Zoë"


def test_they_decide_on_the_pages_too(store: Store, named: Site) -> None:
    (number,) = proposed(store, LAUNCH)
    page = named.get("/inbox", X_Forwarded_User="mei")
    assert "You decide as <b>mei</b>" in page.text
    proof = re.search(r'name="proof" value="([^"]+)"', page.text)
    assert proof
    cookie = page.headers["set-cookie"].partition(";")[0]
    sent = urlencode({"proof": proof[1], "number": str(number), "do": "dismiss"}).encode()
    headers = {"Cookie": cookie, "X-Forwarded-User": "mei", "Origin": "http://watch.example"}
    assert named.ask("POST", "/inbox", headers, sent).status == 303
    with store.reading() as tx:
        assert tx.proposals.get([number])[number].decided_by == "mei"


def test_where_everybody_reads_they_are_led_to_what_waits_and_others_learn_nothing_of_it(store: Store) -> None:
    proposed(store, LAUNCH)
    save(store, [replace(item, listed=item.id != "consultation") for item in watched()])
    with serving(a_site(store, replace(GUARDED, access_token="", public=True, auth=NEAR))) as site:
        theirs, ours = site.get("/", X_Forwarded_User="mei").text, site.get("/").text
        assert ["/inbox" in page for page in (theirs, ours)] == [True, False]
        gone = "/add?removed=consultation"
        theirs, ours = site.get(gone, X_Forwarded_User="mei").text, site.get(gone).text
        assert ["is not watched any more" in page for page in (theirs, ours)] == [True, False]


def test_whoever_is_named_is_not_asked_to_log_in_where_others_may(store: Store) -> None:
    with serving(a_site(store, replace(GUARDED, public=True, auth=NEAR))) as site:
        pages = site.get("/", X_Forwarded_User="mei").text, site.get("/").text
        assert ["Log in" in page for page in pages] == [False, True]


@pytest.mark.parametrize("name", ["", " ", "a\tb", "x" * 201])
def test_a_name_that_is_none_is_nobody(named: Site, name: str) -> None:
    assert named.get("/api/items", X_Forwarded_User=name).status == 401


def test_from_anywhere_else_the_header_says_nothing(store: Store) -> None:
    save(store, watched())
    with serving(a_site(store, replace(GUARDED, auth=FAR))) as site:
        assert site.get("/api/items", X_Forwarded_User="mei").status == 401
        assert write(site, X_Forwarded_User="mei").status == 401
    with serving(a_site(store, replace(GUARDED, auth=FAR, access_token=""), local="ana")) as site:
        assert write(site, X_Forwarded_User="mei").status == 403


def test_a_trusted_proxy_that_names_nobody_lets_nobody_write(store: Store) -> None:
    save(store, watched())
    with serving(a_site(store, replace(GUARDED, auth=NEAR, access_token=""), local="ana")) as site:
        answer = write(site, X_Forwarded_Proto="https")
        assert (answer.status, "names nobody" in answer.text) == (403, True)
        assert who_said(write(site)) == "ana"
    unnamed = AuthSettings("", NEAR.trusted)
    with serving(a_site(store, replace(GUARDED, auth=unnamed, access_token=""), local="ana")) as site:
        assert who_said(write(site, X_Forwarded_Proto="https")) == "ana"


def test_the_address_of_the_connection_counts_and_not_what_a_header_says_of_it() -> None:
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del receive, send
        seen.append(f"{scope['client'][0]} {Proxies(HEADER, FAR.trusted).name(scope)}")

    async def ask(client: str, forwarded: str) -> None:
        headers = [(b"x-forwarded-for", forwarded.encode()), (HEADER.encode(), b"mei")]
        scope = {"type": "http", "client": (client, 1), "headers": headers}
        await Connected(ProxyHeadersMiddleware(app, trusted_hosts="*"))(scope, None, None)  # type: ignore[arg-type]

    asyncio.run(ask("192.0.2.7", "10.0.0.5"))
    asyncio.run(ask("10.0.0.5", "192.0.2.7"))
    asyncio.run(ask("::ffff:10.0.0.5", "192.0.2.7"))
    assert seen == ["10.0.0.5 ", "192.0.2.7 mei", "192.0.2.7 mei"]


def test_several_names_are_none() -> None:
    scope = {"type": "http", "client": ("10.0.0.5", 1), "headers": [(HEADER.encode(), b"mei"), (HEADER.encode(), b"x")]}
    assert Proxies(HEADER, FAR.trusted).name(scope) == ""


def test_the_settings_refuse_a_header_that_means_something_else_and_a_proxy_that_is_everybody(tmp_path: Path) -> None:
    path = tmp_path / "watchtracker.toml"
    path.write_text('[auth]\nheader = "Host"\ntrusted = ["0.0.0.0/0", "near"]\n')
    with pytest.raises(ProblemsError) as refused:
        settings.load(path, {}, None)
    told = "\n".join(refused.value.problems)
    assert 'auth.header: "Host" means something else' in told
    assert 'auth.trusted: "0.0.0.0/0" is everybody' in told
    assert 'auth.trusted: "near" is no address' in told
    path.write_text('[auth]\nheader = "X-User"\n')
    with pytest.raises(ProblemsError, match="the header is believed from nobody"):
        settings.load(path, {}, None)
