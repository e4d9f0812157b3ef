"""Log-ins: begun, ended, believed while the database is away, and slowed for whoever guesses."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

import pytest

from tests.conftest import sqlite_in
from tests.databases import Server
from tests.edges.trouble import a_wire
from tests.serving import Answer, Site, serving
from tests.sites import NOW, SETTINGS, a_site, save, watched
from watchtracker.store.engine import Store
from watchtracker.web.doors.guesses import Guesses
from watchtracker.web.doors.sessions import Logins

TOKEN = "a long access token"
GUARDED = replace(SETTINGS, access_token=TOKEN, public_url="http://watch.example")


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(sqlite_in(tmp_path))
    save(store, watched())
    yield store
    store.close()


@pytest.fixture
def site(store: Store, clock: Clock) -> Iterator[Site]:
    with serving(a_site(store, GUARDED, now=clock)) as site:
        yield site


def tries(site: Site, token: str, **headers: str) -> Answer:
    return site.ask("POST", "/login", headers, urlencode({"token": token, "next": "/"}).encode())


def logged_in(site: Site) -> str:
    return tries(site, TOKEN).headers["set-cookie"].partition(";")[0]


def logs_out(site: Site, cookie: str, page: Answer | None = None) -> Answer:
    found = re.search(r'name="proof" value="([^"]+)"', (page or site.get("/", Cookie=cookie)).text)
    assert found
    return site.ask("POST", "/logout", {"Cookie": cookie}, urlencode({"proof": found[1]}).encode())


def test_each_log_in_is_one_of_its_own_and_reads_pages_alone(site: Site) -> None:
    one, other = logged_in(site), logged_in(site)
    assert one != other
    assert [site.get(path, Cookie=one).status for path in ("/", "/items/weights", "/api/items", "/feeds/all.ics")] == [
        200,
        200,
        401,
        401,
    ]


def test_logging_out_ends_this_one_and_no_other(site: Site) -> None:
    one, other = logged_in(site), logged_in(site)
    left = logs_out(site, one)
    assert (left.status, left.headers["location"]) == (303, "/login")
    assert 'watchtracker=""' in left.headers["set-cookie"]
    assert site.get("/", Cookie=one).status == 303
    assert site.get("/", Cookie=other).status == 200


@pytest.mark.parametrize("before", ['a={"x":1,"y":2}', "a b=1", "foo[bar]=x", "a", 'a="', "path=/", ""])
def test_cookies_of_others_on_the_same_host_log_nobody_out(site: Site, before: str) -> None:
    ours = logged_in(site)
    for kept in (f"{before}; {ours}", f"{ours}; {before}"):
        assert site.get("/", Cookie=kept).status == 200
    assert site.get("/", Cookie=f"{before}; not{ours}").status == 303


def test_a_form_of_a_stranger_logs_nobody_out(site: Site) -> None:
    cookie = logged_in(site)
    assert site.ask("POST", "/logout", {"Cookie": cookie}, b"proof=guess").status == 403
    assert site.get("/", Cookie=cookie).status == 200


def test_it_ends_after_thirty_days(site: Site, clock: Clock) -> None:
    cookie = logged_in(site)
    clock.now = NOW + timedelta(days=29)
    assert site.get("/", Cookie=cookie).status == 200
    clock.now = NOW + timedelta(days=30)
    assert site.get("/", Cookie=cookie).status == 303


def test_it_holds_on_other_replicas_and_ends_with_its_token(site: Site, store: Store) -> None:
    cookie = logged_in(site)
    with serving(a_site(store, GUARDED)) as replica:
        assert replica.get("/", Cookie=cookie).status == 200
    with serving(a_site(store, replace(GUARDED, access_token="another access token"))) as changed:
        assert changed.get("/", Cookie=cookie).status == 303


def test_the_database_holds_neither_secret_nor_token(site: Site, store: Store) -> None:
    secret = logged_in(site).partition("=")[2]
    with store.reading() as tx:
        rows = repr(tx.connection.exec_driver_sql("SELECT * FROM sessions").all())
    assert secret not in rows
    assert TOKEN not in rows


def test_known_ones_are_believed_while_the_database_is_away(postgresql: Server) -> None:
    """They read the pages as they were seen last, which the pages say; nobody can log in meanwhile."""
    with a_wire(postgresql.emptied()) as wire, closing(Store.open(wire.url)) as store:
        save(store, watched())
        with serving(a_site(store, GUARDED)) as site:
            cookie = logged_in(site)
            assert "as it was seen last" not in site.get("/items/weights", Cookie=cookie).text
            wire.begin(lambda number, question: True, before=True)  # noqa: ARG005 - named as it is called
            for path, status in (("/", 200), ("/items/weights", 200), ("/items/nothing", 404)):
                assert site.get(path, Cookie=cookie).status == status
            assert "as it was seen last" in site.get("/items/weights", Cookie=cookie).text
            assert site.get("/", Cookie="watchtracker=unknown").status == 303
            assert tries(site, TOKEN).status == 503
            metrics = site.get("/metrics", Authorization=f"Bearer {TOKEN}")
            assert (metrics.status, "\nwatchtracker_database_up 0.0\n" in metrics.text) == (200, True)
            wire.begin(lambda number, question: False)  # noqa: ARG005
            assert site.get("/", Cookie=cookie).status == 200


def test_a_log_out_while_the_database_is_away_holds_and_is_written_when_it_is_back(postgresql: Server) -> None:
    url = postgresql.emptied()
    with a_wire(url) as wire, closing(Store.open(wire.url)) as store, closing(Store.open(url)) as near:
        save(store, watched())
        with serving(a_site(store, GUARDED)) as site, serving(a_site(near, GUARDED)) as replica:
            cookie, other = logged_in(site), logged_in(site)
            page = site.get("/", Cookie=cookie)
            wire.begin(lambda number, question: True, before=True)  # noqa: ARG005 - named as it is called
            left = logs_out(site, cookie, page)
            assert (left.status, left.headers["location"]) == (303, "/login")
            assert (site.get("/", Cookie=cookie).status, site.get("/", Cookie=other).status) == (303, 200)
            wire.begin(lambda number, question: False)  # noqa: ARG005
            assert site.get("/", Cookie=cookie).status == 303
            replica.within_seconds(10, "/", lambda answer: answer.status == 303, Cookie=cookie)
            assert (site.get("/", Cookie=other).status, replica.get("/", Cookie=other).status) == (200, 200)


def test_log_outs_that_are_made_up_while_the_database_is_away_bring_no_real_one_back(tmp_path: Path) -> None:
    database, aside, seconds = tmp_path / "watched.db", tmp_path / "aside.db", [0.0]
    with closing(Store.open(f"sqlite:///{database}", elapsed=lambda: seconds[0])) as store:
        sessions = Logins(store, TOKEN, lambda: NOW)
        left, stays = sessions.begin(), sessions.begin()
        database.rename(aside)
        sessions.end(left)
        for number in range(10_001):
            sessions.end(f"made up {number}")
        assert (sessions.hold(left), sessions.hold(stays)) == (False, True)
        aside.rename(database)
        for _ in range(2):
            seconds[0] += 10
            sessions.write_ends()
    with closing(Store.open(f"sqlite:///{database}")) as store:
        again = Logins(store, TOKEN, lambda: NOW)
        assert (again.hold(left), again.hold(stays)) == (False, True)


def test_what_programs_are_told_while_the_database_is_away_names_nothing_of_it(postgresql: Server) -> None:
    with a_wire(postgresql.emptied()) as wire, closing(Store.open(wire.url)) as store:
        save(store, watched())
        with serving(a_site(store)) as site:
            assert site.get("/api/items").status == 200
            wire.begin(lambda number, question: True, before=True)  # noqa: ARG005
            for path in ("/api/items", "/api/items/weights"):
                answer = site.get(path)
                assert (answer.status, answer.text) == (503, '{"error":"The database cannot be reached now."}')


def test_wrong_tokens_in_a_header_wait_and_are_logged_and_the_right_one_is_always_let_in(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    """Behind one proxy all have one address: what a stranger guesses there costs nobody else anything."""
    wrong, right = {"Authorization": "Bearer open-sesame"}, {"Authorization": f"Bearer {TOKEN}"}
    with caplog.at_level(logging.WARNING):
        assert [site.get("/api/items", **wrong).status for _ in range(7)] == [401] * 5 + [429] * 2
    waiting = site.get("/api/items", **wrong)
    assert (waiting.status, 0 < int(waiting.headers["retry-after"]) <= 30) == (429, True)
    assert site.get("/", **wrong).status == 429
    named = [record.getMessage() for record in caplog.records if "wrong access token" in record.getMessage()]
    assert named[-1] == "a wrong access token from 127.0.0.1, 5 in a row"
    assert len(named) == 5
    assert "sesame" not in caplog.text
    assert [site.get(path, **right).status for path in ("/api/items", "/feeds/all.ics", "/")] == [200] * 3
    assert site.get("/api/items").status == 401
    assert site.get("/", Cookie=logged_in(site), **wrong).status == 200


def test_after_five_wrong_tokens_an_address_waits_and_the_log_names_it(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert [tries(site, "open-sesame").status for _ in range(7)] == [401] * 5 + [429] * 2
    waiting = tries(site, TOKEN)
    assert (waiting.status, 0 < int(waiting.headers["retry-after"]) <= 30) == (429, True)
    named = [record.getMessage() for record in caplog.records if "wrong access token" in record.getMessage()]
    assert named[-1] == "a wrong access token from 127.0.0.1, 5 in a row"
    assert "sesame" not in caplog.text
    assert tries(site, TOKEN, X_Forwarded_For="192.0.2.7").status == 303


def test_the_wait_doubles_up_to_an_hour_and_is_forgotten_after_two() -> None:
    time = [0.0]
    guesses = Guesses(lambda: time[0])
    waits = []
    for _ in range(16):
        guesses.wrong("192.0.2.1")
        waits.append(guesses.wait("192.0.2.1"))
        time[0] += waits[-1]
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600, 3600]
    time[0] += 7200
    assert (guesses.wrong("192.0.2.1"), guesses.wait("192.0.2.1")) == (1, 0)


def test_a_network_of_ipv6_is_one_address() -> None:
    guesses = Guesses(lambda: 0.0)
    for last in range(5):
        guesses.wrong(f"2001:db8::{last}")
    assert guesses.wait("2001:db8::ffff") == 30
    assert guesses.wait("2001:db8:0:1::") == 0
    assert guesses.wait("192.0.2.1") == 0


def test_of_an_address_that_a_proxy_made_up_no_more_is_kept_and_logged_than_an_address_has(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert tries(site, "open-sesame", X_Forwarded_For="x" * 20_000).status == 401
    (said,) = [one.getMessage() for one in caplog.records if "wrong access token" in one.getMessage()]
    assert said == f"a wrong access token from {'x' * 64}, 1 in a row"


def test_made_up_cookies_keep_nobody_with_a_token_out_while_the_database_hangs(postgresql: Server) -> None:
    goes_on = Event()
    with a_wire(postgresql.emptied()) as wire, closing(Store.open(wire.url)) as store:
        save(store, watched())
        with serving(a_site(store, GUARDED)) as site, ThreadPoolExecutor(60) as many:
            right = {"Authorization": f"Bearer {TOKEN}"}
            assert site.get("/feeds/all.ics", **right).status == 200
            wire.begin(lambda number, question: not goes_on.wait(60), before=True)  # noqa: ARG005
            asked = [many.submit(site.get, "/", Cookie=f"watchtracker=made-up-{one}") for one in range(60)]
            answered = [site.get(path, **right).status for path in ("/style.css", "/feeds/all.ics", "/style.css")]
            waiting = not any(one.done() for one in asked)
            goes_on.set()
            assert (answered, waiting) == ([200] * 3, True)


@pytest.mark.parametrize("path", ["/login", "/logout"])
def test_who_hangs_up_in_the_middle_of_a_form_is_no_error_of_ours(
    store: Store, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: watch.example\r\nCookie: watchtracker=x\r\nContent-Length: 100\r\n\r\n"
    with caplog.at_level(logging.INFO), serving(a_site(store, GUARDED)) as site:
        with socket.create_connection(("127.0.0.1", site.port), timeout=20) as connection:
            connection.sendall(head.encode() + b"token=")
        assert site.get("/healthz").status == 200
    assert "Traceback" not in caplog.text
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []
