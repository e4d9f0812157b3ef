"""The access log: who asked for what and how it went, in a line that holds no secret."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import count
from queue import Queue
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.serving import Site, serving
from tests.sites import NOW, SETTINGS, a_site, save, watched
from watchtracker.settings.records import AuthSettings
from watchtracker.store.engine import Store
from watchtracker.store.tokens import hash_of, new_secret
from watchtracker.subscriptions import FeedToken
from watchtracker.web.access_log import FIELDS, AccessLog, loggable
from watchtracker.web.query import NAMES

TOKEN = "a-long-access-token"
GUARDED = replace(SETTINGS, access_token=TOKEN, public_url="http://watch.example/watch")
FEED = "Z_mTcm_F0Ii04_tuKWL78zNGgxgJnNfwdVTLCs6Z1z8"


def ticking() -> Callable[[], float]:
    ticks = count()
    return lambda: next(ticks) * 0.0125


class Lines(logging.Handler):
    """What was logged; a line comes a moment after the answer that it is about."""

    def __init__(self) -> None:
        super().__init__()
        self.came: Queue[logging.LogRecord] = Queue()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())
        self.came.put(record)

    def next(self) -> dict[str, Any]:
        """The fields of the next line."""
        found: dict[str, Any] = vars(self.came.get(timeout=10))[FIELDS]
        return found


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler, logger = Lines(), logging.getLogger("watchtracker.access")
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)


def logged(app: ASGIApp) -> AbstractContextManager[Site]:
    return serving(AccessLog(app, secrets=[TOKEN, ""], elapsed=ticking()))


def given(store: Store, token: FeedToken) -> str:
    secret = new_secret()
    with store.writing() as tx:
        assert tx.tokens.add(token, hash_of(secret))
    return secret


def test_a_line_says_who_asked_for_what_and_how_it_went(store: Store, lines: Lines) -> None:
    with logged(a_site(store)) as site:
        got = site.get("/api/items?tag=policy&q=mid+may")
        assert lines.next() == {
            "client": "127.0.0.1",
            "method": "GET",
            "path": "/api/items?tag=policy&q=mid%20may",
            "status": got.status,
            "bytes": len(got.body),
            "ms": 12.5,
            "by": None,
        }
        site.ask("HEAD", "/healthz")
        assert (lines.next()["method"], lines.texts[-1]) == ("HEAD", "127.0.0.1 HEAD /healthz 200 0 bytes 12.5 ms")


def test_a_private_feed_is_masked_from_memory_too(store: Store, lines: Lines) -> None:
    save(store, watched())
    secret = given(store, FeedToken("mei", "all", NOW))
    with logged(a_site(store, GUARDED)) as site:
        for _ in range(2):
            assert site.get(f"/watch/f/{secret}/all.ics").status == 200
            assert lines.next()["path"] == "/watch/f/***/all.ics"


@pytest.mark.parametrize(
    ("path", "query", "shown"),
    [
        (f"/f/{FEED}/all.ics", "", "/f/***/all.ics"),
        ("/f/short/all.ics", "", "/f/***/all.ics"),
        (f"//F//{FEED}", "", "//F//***"),
        (f"http://watch.example/f/{FEED}/all.ics", "", "/f/***/all.ics"),
        ("http://mei:secret@watch.example/", "", "/"),
        (f"/feeds/{FEED}.ics", "", "/feeds/***.ics"),
        (f"/{TOKEN}", "", "/***"),
        ("/items/a-very-long-id-with-small-letters-and-digits-2026-2027", "", None),
        ("/items/\n2026 /\x1b", "", "/items/%0A2026%20/%1B"),
        ("/", f"token={TOKEN}", "/?***"),
        ("/", f"token={FEED}&tag=a", "/?***&tag=a"),
        ("/", FEED, "/?***"),
        ("/", f"q={FEED}", "/?q=***"),
        ("/", f"q=x{quote(quote(TOKEN))}", "/?q=x***"),
        ("/login", f"next=/f/{FEED}/all.ics", "/login?***"),
        ("/", "as-of=2026-04-12&all=", "/?as-of=2026-04-12&all="),
        ("/", "&".join(f"{name}=1" for name in NAMES), "/?" + "&".join(f"{name}=1" for name in NAMES)),
        ("/record", "by=owner&as_of=2026-04-12", "/record?by=owner&as_of=2026-04-12"),
        ("/items/grants-call", "notifications=all", "/items/grants-call?notifications=all"),
        ("/", "tag=%0aa%20b", "/?tag=%0Aa%20b"),
        ("/", "&".join(["tag=a"] * 60), "/?***"),
        ("/" + "a" * 9000, "", "/" + "a" * 499),
    ],
)
def test_no_secret_and_no_line_of_its_own_stands_in_a_path(path: str, query: str, shown: str | None) -> None:
    assert loggable(path, query.encode(), [TOKEN]) == (path if shown is None else shown)


def log_in(site: Site, by: str) -> str:
    form = urlencode({"token": TOKEN, "by": by}).encode()
    return site.ask("POST", "/login", body=form).headers["set-cookie"].partition(";")[0]


def test_who_is_logged_in_is_named(store: Store, lines: Lines) -> None:
    scout = given(store, FeedToken.that_writes("scout", NOW))
    near = AuthSettings("x-forwarded-user", ("127.0.0.0/8",))
    with logged(a_site(store, replace(GUARDED, auth=near))) as site:
        cookie = log_in(site, "Mei Lin")
        assert (lines.next()["by"], lines.texts[-1][-13:]) == ("Mei Lin", ' by "Mei Lin"')
        asked = {
            "Mei Lin": ("/", {"Cookie": cookie}),
            "scout": ("/api/items", {"Authorization": f"Bearer {scout}"}),
            "ann": ("/", {"X-Forwarded-User": "ann"}),
        }
        for name, (path, headers) in asked.items():
            assert site.get(path, **headers).status == 200
            assert lines.next()["by"] == name
        for headers in ({"Authorization": f"Bearer {TOKEN}"}, {"Cookie": f"{cookie}x"}):
            site.get("/", **headers)
            assert lines.next()["by"] is None
    assert not [text for text in lines.texts if scout in text or TOKEN in text or cookie in text]


def test_where_everybody_may_read_who_logged_in_is_named_all_the_same(store: Store, lines: Lines) -> None:
    with logged(a_site(store, replace(GUARDED, public=True))) as site:
        cookie = log_in(site, "mei")
        lines.next()
        site.get("/inbox", Cookie=cookie)
        assert lines.next()["by"] == "mei"


def test_a_request_that_nobody_answers_is_logged_too(lines: Lines) -> None:
    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        del receive, send
        if scope["type"] == "http":
            raise ValueError("no answer")

    with logged(failing) as site:
        assert site.get("/").status == 500
        assert lines.next()["status"] is None
    assert lines.texts == ["127.0.0.1 GET / unanswered 0 bytes 12.5 ms"]


@pytest.mark.parametrize(
    ("client", "shown"),
    [
        (("203.0.113.9", 0), "203.0.113.9"),
        (("2001:db8::1", 0), "2001:db8::1"),
        (("unknown\n200", 0), "unknown%0A200"),
        (None, "-"),
    ],
)
def test_the_address_is_the_one_that_is_believed(lines: Lines, client: tuple[str, int] | None, shown: str) -> None:
    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await send({"type": "http.response.start", "status": 204})
        await send({"type": "http.response.body"})

    async def nothing() -> Message:
        return {"type": "http.request"}

    async def away(message: Message) -> None:
        del message

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "client": client}
    asyncio.run(AccessLog(answering, secrets=[], elapsed=ticking())(scope, nothing, away))
    assert lines.texts == [f"{shown} GET / 204 0 bytes 12.5 ms"]
