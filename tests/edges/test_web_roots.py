"""Where the application stands: under a path behind a proxy, under an international name, asked in odd forms."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from tests.conftest import sqlite_in
from tests.serving import Site, serving
from tests.sites import SETTINGS, a_site, save, watched
from watchtracker.settings.hosts import ascii_address
from watchtracker.store.engine import Store

TOKEN = "a long access token"
UNDER = replace(SETTINGS, public_url="https://team.example/watch")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """What is written here does not depend on the database, and nothing is changed."""
    store = Store.open(sqlite_in(tmp_path_factory.mktemp("site")))
    save(store, watched())
    yield store
    store.close()


@pytest.fixture(scope="module")
def under(store: Store) -> Iterator[Site]:
    with serving(a_site(store, UNDER)) as site:
        yield site


@pytest.fixture(scope="module")
def guarded(store: Store) -> Iterator[Site]:
    with serving(a_site(store, replace(UNDER, access_token=TOKEN))) as site:
        yield site


def raw(site: Site, request: str) -> str:
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as connection:
        connection.sendall(request.replace("\n", "\r\n").encode())
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
        return answer.decode()


PATHS = ["/", "/items/weights", "/items/nothing", "/api/items", "/feeds/all.ics", "/style.css", "/healthz", "/login"]


@pytest.mark.parametrize("path", PATHS)
def test_a_proxy_may_pass_the_path_on_or_take_it_off(under: Site, path: str) -> None:
    stripped, passed_on = under.get(path), under.get(f"/watch{path}")
    # Each browser gets a proof of its own for the forms of a page.
    bodies = [re.sub(rb'name="proof" value="[^"]+"', b"", answer.body) for answer in (stripped, passed_on)]
    assert (stripped.status, bodies[0]) == (passed_on.status, bodies[1])
    assert stripped.headers.get("location") == passed_on.headers.get("location")


def test_the_path_alone_is_the_list(under: Site) -> None:
    assert under.get("/watch").body == under.get("/").body
    assert under.get("/watchers").status == 404


@pytest.mark.parametrize("path", ["/", "/items/weights", "/items/nothing"])
def test_every_link_form_and_style_of_a_page_stays_under_the_path(under: Site, path: str) -> None:
    led = re.findall(r'(?:href|action)="([^"]+)"', under.get(path).text)
    own = [one for one in led if not one.startswith(("#", "https://gazette", "webcal://team.example/watch/"))]
    assert "/watch/style.css" in own
    assert [one for one in own if not one.startswith(("/watch/", "https://team.example/watch/"))] == []


def test_the_login_stays_under_the_path(guarded: Site) -> None:
    for path in ("/items/weights", "/watch/items/weights"):
        assert guarded.get(path).headers["location"] == "/watch/login?next=%2Fitems%2Fweights"
    body = urlencode({"token": TOKEN, "next": "/items/weights"}).encode()
    right = guarded.ask("POST", "/watch/login", body=body)
    assert right.headers["location"] == "/watch/items/weights"
    assert "Path=/watch" in right.headers["set-cookie"].split("; ")
    kept = right.headers["set-cookie"].partition(";")[0]
    assert guarded.get("/watch/items/weights", Cookie=kept).status == 200


def test_a_path_that_is_called_as_our_own_begin_works_in_both_forms(store: Store) -> None:
    with serving(a_site(store, replace(SETTINGS, public_url="https://team.example/items"))) as site:
        for path in ("/items/weights", "/items/items/weights"):
            assert "coming soon" in site.get(path).text
        assert site.get("/items/").body == site.get("/").body


def test_nothing_is_redirected_for_a_slash_at_its_end(under: Site) -> None:
    for path in ("/f/a-secret/all.ics/", "/api/items/", "/items/weights/", "/watch/feeds/all.ics/"):
        answer = under.get(path)
        assert (answer.status, answer.headers.get("location")) == (404, None)


def test_a_target_that_is_a_whole_address_is_answered_by_its_host(under: Site) -> None:
    ours = f"http://127.0.0.1:{under.port}"
    rest = "HTTP/1.1\nHost: {}\nConnection: close\n\n"
    assert raw(under, f"GET {ours}/api/items {rest.format('127.0.0.1')}").startswith("HTTP/1.1 200")
    assert raw(under, f"GET https://team.example/watch/items/weights {rest.format('x')}").startswith("HTTP/1.1 200")
    assert raw(under, f"GET http://evil.example/api/items {rest.format('127.0.0.1')}").startswith("HTTP/1.1 421")


def test_a_request_of_two_lengths_is_refused_and_nothing_behind_it_is_answered(under: Site) -> None:
    both = "POST /watch/login HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n"
    answer = raw(under, f"{both}GET /api/items HTTP/1.1\nHost: 127.0.0.1\n\n")
    assert answer.startswith("HTTP/1.1 400")
    assert answer.count("HTTP/1.1") == 1


def test_browsers_find_no_icon_and_no_error(guarded: Site) -> None:
    assert guarded.get("/favicon.ico").status == 204


def test_an_access_token_is_asked_for_on_loopback_too(guarded: Site) -> None:
    for path in ("/api/items", "/feeds/all.ics", "/metrics"):
        assert guarded.get(path).status == 401
        assert guarded.get(path, Authorization=f"Bearer {TOKEN}").status == 200
    assert guarded.get("/api/items", Host="evil.example", Authorization=f"Bearer {TOKEN}").status == 421


def test_the_page_links_no_feed_that_would_refuse_its_reader(guarded: Site, under: Site) -> None:
    page = guarded.get("/", Authorization=f"Bearer {TOKEN}").text
    assert "What is watched" in page
    assert ".atom" not in page
    assert "webcal://" not in page
    assert ".atom" in under.get("/").text


INTERNATIONAL = [
    ("https://wächter.example", "https://xn--wchter-bua.example"),
    ("https://WÄCHTER.example:8443/wach", "https://xn--wchter-bua.example:8443/wach"),
    ("https://例え.jp/監視", "https://xn--r8jz45g.jp/%E7%9B%A3%E8%A6%96"),
    ("https://straße.example", "https://xn--strae-oqa.example"),
    ("https://my_host.example/a%20b", "https://my_host.example/a%20b"),
    ("http://[::1]:8765", "http://[::1]:8765"),
]


@pytest.mark.parametrize(("written", "read"), INTERNATIONAL)
def test_international_names_are_read_as_programs_ask_for_them(written: str, read: str) -> None:
    assert ascii_address(written) == read


def test_what_is_no_international_name_is_refused() -> None:
    with pytest.raises(ValueError, match=r'"ä\.\.example" is no host name: write it as a browser shows it'):
        ascii_address("https://ä..example")


def test_an_international_name_is_answered_and_stands_in_links(store: Store) -> None:
    settings = replace(SETTINGS, public_url=ascii_address("https://wächter.example"))
    with serving(a_site(store, settings)) as site:
        page = site.get("/", Host="xn--wchter-bua.example")
    assert (page.status, "https://xn--wchter-bua.example/feeds/all.ics" in page.text) == (200, True)
