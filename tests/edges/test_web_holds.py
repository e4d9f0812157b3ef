"""Who is on an item, on its page, in the list of the page and in the JSON; feeds know nothing of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.serving import Site, serving
from tests.sites import NOW, a_site, save, watched
from watchtracker.items import Item, Vocabulary, item_as_of
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.notifications.holds import Hold, HoldChange, HoldKind, Person
from watchtracker.store.engine import Store
from watchtracker.web.snapshots import Snapshots

MEI = Person("mei <b>", "U0MEI")
FEEDS = ("/feeds/all.ics", "/feeds/all.atom", "/feeds/policy.ics", "/feeds/all.ics?kind=deadline")


@pytest.fixture
def site(store: Store) -> Iterator[Site]:
    save(store, watched())
    with serving(a_site(store)) as site:
        yield site


def take(store: Store, item: Item, **more: Any) -> None:
    """Record that somebody has taken an item, as the tracker does."""
    known = item_as_of(item)
    assert known is not None
    held = replace(Hold(item.id, "team", HoldKind.TAKEN, MEI, NOW - timedelta(hours=1), known.window), **more)
    with store.writing() as tx:
        tx.holds.change(HoldChange(begins=held))
        tx.holds.note(GivenAnswer(held.since, MEI, Action.TAKE, AnswerResult.APPLIED, item=item.id, channel="team"))


def test_pages_and_json_name_who_is_on_it_at_once(site: Site, store: Store) -> None:
    assert '<p class="held">' not in site.get("/").text
    take(store, watched()[2])

    assert '<p class="held">taken by mei &lt;b&gt;</p>' in site.get("/").text
    assert "mei &lt;b&gt; is on it in team, since 12 Apr 2026, " in site.get("/items/consultation").text
    listed = {item["id"]: item["taken_by"] for item in json.loads(site.get("/api/items").text)["items"]}
    assert listed == {"deepseek-v4": [], "weights": [], "consultation": ["mei <b>"], "measures": []}
    item = json.loads(site.get("/api/items/consultation").text)
    assert item["taken_by"] == ["mei <b>"]
    since = "2026-04-12T07:30:00Z"
    assert item["holds"] == [{"kind": "taken", "channel": "team", "by": "mei <b>", "since": since, "until": None}]
    assert item["answers"] == [
        {"at": since, "by": "mei <b>", "channel": "team", "what": "take", "result": "applied"},
    ]


def test_who_snoozed_it_stands_on_the_page_of_the_item_alone(site: Site, store: Store) -> None:
    take(store, watched()[2], kind=HoldKind.SNOOZED, until=NOW + timedelta(days=3))

    assert '<p class="held">' not in site.get("/").text
    page = site.get("/items/consultation").text
    assert "mei &lt;b&gt; snoozed it in team, 12 Apr 2026, " in page
    assert "(2026-04-12 07:30Z), until 15 Apr 2026, " in page


def test_what_is_over_is_shown_no_more_before_anybody_writes_that_down(site: Site, store: Store) -> None:
    take(store, watched()[2], kind=HoldKind.SNOOZED, until=NOW - timedelta(minutes=1))

    assert '<p class="held">' not in site.get("/items/consultation").text
    assert json.loads(site.get("/api/items/consultation").text)["holds"] == []


def test_feeds_are_the_same_bytes_whoever_is_on_anything(site: Site, store: Store) -> None:
    before = [site.get(feed) for feed in FEEDS]
    take(store, watched()[2])
    assert re.search("taken by", site.get("/").text)
    after = [site.get(feed) for feed in FEEDS]

    assert [feed.body for feed in after] == [feed.body for feed in before]
    assert [feed.headers["etag"] for feed in after] == [feed.headers["etag"] for feed in before]
    assert [feed.headers["last-modified"] for feed in after] == [feed.headers["last-modified"] for feed in before]


def test_a_feed_is_not_made_anew_because_somebody_took_an_item(store: Store) -> None:
    save(store, watched())
    latest = Snapshots(store, Vocabulary())
    before = latest.current()
    take(store, watched()[2])
    after = latest.current()

    assert after is not before
    assert after.number == before.number
    assert set(after.held) == {"consultation"}
