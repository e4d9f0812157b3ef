"""The timeline over HTTP: as a page, above the list, and as a picture that stands alone."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import sqlite_in
from tests.serving import Site, serving
from tests.sites import SETTINGS, a_site, save, watched
from watchtracker.store.engine import Store

TOKEN = "a long access token"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """What is written here does not depend on the database, and nothing is changed."""
    store = Store.open(sqlite_in(tmp_path_factory.mktemp("site")))
    save(store, watched())
    yield store
    store.close()


@pytest.fixture(scope="module")
def site(store: Store) -> Iterator[Site]:
    with serving(a_site(store)) as site:
        yield site


def drawn(text: str) -> list[str]:
    return re.findall(r"<(?:a|g) class=\"row [^>]*><title>([^ (]+)", text)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "kind=deadline",
        "tag=policy&without=models",
        "from=2026-05-01&to=2026-06-01",
        "q=cac",
        "as_of=2026-02-01",
        "state=undated",
        "within=30d",
        "owner=%40mei",
        "all=1",
    ],
)
def test_the_timeline_takes_the_choices_of_the_list(site: Site, query: str) -> None:
    listed = [item["title"] for item in json.loads(site.get(f"/api/items?{query}").body)["items"]]
    assert drawn(site.get(f"/timeline.svg?{query}").text) == listed
    assert drawn(site.get(f"/timeline?{query}").text) == listed * 2
    assert drawn(site.get(f"/?{query}").text) == listed * 2


@pytest.mark.parametrize("path", ["/timeline", "/timeline.svg", "/"])
def test_what_there_is_nothing_to_choose_by_is_refused(site: Site, path: str) -> None:
    for query in ("tags=policy", "tag=polic", "from=May", "from=2026-05-02&to=2026-05-01"):
        assert site.get(f"{path}?{query}").status == 400


def test_the_picture_stands_alone_and_is_allowed_its_own_style_and_nothing_else(site: Site) -> None:
    answer = site.get("/timeline.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert ET.fromstring(answer.body).tag == "{http://www.w3.org/2000/svg}svg"
    assert "prefers-color-scheme: dark" in answer.text


def test_an_item_on_the_page_leads_to_its_own_page_under_any_root(store: Store) -> None:
    with serving(a_site(store, replace(SETTINGS, public_url="http://watch.example/watch"))) as under:
        assert 'href="/watch/items/deepseek-v4"' in under.get("/watch/timeline").text
        assert 'href="/watch/timeline?q=cac"' in under.get("/watch/?q=cac").text


def test_who_may_not_read_the_list_may_not_read_its_picture(store: Store) -> None:
    with serving(a_site(store, replace(SETTINGS, access_token=TOKEN), host="0.0.0.0")) as guarded:
        assert guarded.get("/timeline.svg").status == 401


def test_nothing_to_draw_is_said(site: Site) -> None:
    assert "Nothing of what is watched fits this choice." in site.get("/timeline?q=nobody").text
    assert ET.fromstring(site.get("/timeline.svg?q=nobody").body) is not None


def test_how_a_date_slipped_is_on_the_page_of_its_item_and_a_picture_of_its_own(site: Site) -> None:
    answer = site.get("/items/deepseek-v4/slip.svg")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert "25 Jan 2026, Vertu: “mid-February 2026” = mid-Feb 2026" in answer.text
    assert site.get("/items/deepseek-v4").text.count('aria-label="What was said of Deepseek-V4, and when"') == 2


def test_what_never_had_a_date_has_no_picture_of_slips(site: Site) -> None:
    assert 'aria-label="What was said' not in site.get("/items/weights").text
    answer = site.get("/items/weights/slip.svg")
    assert (answer.status, "nobody named a date of" in answer.text) == (404, True)
    assert site.get("/items/wieghts/slip.svg").status == 404


def test_what_is_searched_for_on_the_page_can_be_subscribed_to(site: Site) -> None:
    page = site.get("/?q=CAC+measures").text
    assert "https://watch.example/feeds/all.ics?q=cac+measures" in page
    assert "<b>Watched dates (with “cac measures”)</b>" in page
    feed = site.get("/feeds/all.ics?q=Measures+CAC").text
    assert re.findall(r"UID:(\w+)@", feed) == ["measures"]
    assert site.get("/feeds/all.atom?q=nobody").text.count("<entry>") == 0


def test_what_is_long_is_sent_compressed_unless_it_may_repeat_a_search(tmp_path: Path) -> None:
    store = Store.open(sqlite_in(tmp_path))
    first = watched()[0]
    save(store, (replace(first, facts=replace(first.facts, id=f"item-{place}")) for place in range(40)))
    with serving(a_site(store)) as site:
        for path in ("/", "/timeline", "/timeline.svg", "/timeline.svg?kind=release"):
            plain, zipped = site.get(path), site.get(path, accept_encoding="gzip")
            assert gzip.decompress(zipped.body) == plain.body
            assert zipped.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
        for path in ("/?q=deepseek", "/timeline?q=deepseek", "/record"):
            assert "content-encoding" not in site.get(path, accept_encoding="gzip").headers
    store.close()
