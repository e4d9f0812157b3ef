"""Feeds over real HTTP: what calendar programs fetch, and how little it costs to ask again."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from tests.builders import at
from tests.serving import Site, serving
from tests.sites import a_site, save, watched
from watchtracker import feed, items
from watchtracker.feed import ALL, Choice, Feed, Rendered
from watchtracker.items import Item, Origin
from watchtracker.store.engine import Store
from watchtracker.web.shelf import Shelf

URL = "https://watch.example"
LATER = at("2026-04-12 09:00")


@pytest.fixture
def site(store: Store) -> Iterator[Site]:
    save(store, watched())
    with serving(a_site(store)) as site:
        yield site


def slipped(consultation: Item) -> Item:
    """The item after the source of its date named another one."""
    said = replace(consultation.claims[0].said, when="until May 20", said_on=date(2026, 4, 12))
    moved = items.recorded(consultation, said, origin=Origin.CLI, now=LATER)
    return replace(moved, revision=consultation.revision + 1, revised_at=LATER)


def test_a_feed_is_a_calendar_with_validators(site: Site) -> None:
    answer = site.get("/feeds/all.ics")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["last-modified"] == "Sat, 11 Apr 2026 10:00:00 GMT"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["etag"].startswith('"')
    assert answer.body == feed.compose(ALL, Choice(), watched(), events=Rendered(URL))


def test_a_copy_that_is_still_good_is_not_sent_again(site: Site) -> None:
    first = site.get("/feeds/all.ics")
    tag = first.headers["etag"]
    for tags in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = site.get("/feeds/all.ics", If_None_Match=tags)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        assert "content-type" not in again.headers
    assert site.get("/feeds/all.ics", If_Modified_Since=first.headers["last-modified"]).status == 304
    assert site.get("/feeds/all.ics", If_Modified_Since="Fri, 10 Apr 2026 10:00:00 GMT").status == 200
    assert site.get("/feeds/all.ics", If_Modified_Since="yesterday").status == 200
    other = {"If-None-Match": '"other"', "If-Modified-Since": first.headers["last-modified"]}
    assert site.ask("GET", "/feeds/all.ics", other).status == 200


def test_head_tells_what_get_would(site: Site) -> None:
    full, head = site.get("/feeds/all.ics"), site.ask("HEAD", "/feeds/all.ics")
    assert (head.status, head.body) == (200, b"")
    assert {name: head.headers[name] for name in ("etag", "content-length")} == {
        "etag": full.headers["etag"],
        "content-length": str(len(full.body)),
    }
    assert site.ask("HEAD", "/feeds/all.ics", {"If-None-Match": full.headers["etag"]}).status == 304


def test_compressed_it_is_the_same_under_a_tag_of_its_own(site: Site) -> None:
    full = site.get("/feeds/all.ics")
    zipped = site.get("/feeds/all.ics", Accept_Encoding="br;q=1.0, gzip;q=0.5")
    assert zipped.headers["content-encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == full.body
    assert zipped.headers["etag"] != full.headers["etag"]
    assert "Accept-Encoding" in zipped.headers["vary"]
    again = site.get("/feeds/all.ics", Accept_Encoding="gzip", If_None_Match=zipped.headers["etag"])
    assert again.status == 304
    assert "content-encoding" not in site.get("/feeds/all.ics", Accept_Encoding="gzip;q=0, *").headers


def test_a_slip_is_there_at_once_and_changes_one_event(site: Site, store: Store) -> None:
    before = site.get("/feeds/all.ics")
    consultation = watched()[2]
    save(store, [slipped(consultation)])
    after = site.get("/feeds/all.ics", If_None_Match=before.headers["etag"])
    assert after.status == 200
    assert after.headers["last-modified"] == "Sun, 12 Apr 2026 09:00:00 GMT"
    parts = zip(before.body.split(b"BEGIN:VEVENT"), after.body.split(b"BEGIN:VEVENT"), strict=True)
    changed = [new for old, new in parts if old != new]
    assert len(changed) == 1
    assert b"UID:consultation@watchtracker\r\nSEQUENCE:2\r\n" in changed[0]
    assert b"DTSTART;VALUE=DATE:20260520\r\n" in changed[0]


def test_an_item_that_leaves_is_a_change_as_well(site: Site, store: Store) -> None:
    gone = replace(watched()[3], listed=False, revision=2, revised_at=LATER)
    save(store, [gone])
    answer = site.get("/feeds/policy.ics", If_Modified_Since="Sat, 11 Apr 2026 10:00:00 GMT")
    assert answer.status == 200
    assert b"measures" not in answer.body


def test_every_replica_and_every_start_gives_the_same_bytes(site: Site, store: Store) -> None:
    with serving(a_site(store)) as other:
        one, two = (where.get("/feeds/policy.ics", Accept_Encoding="gzip") for where in (site, other))
    assert (one.body, one.headers["etag"], one.headers["last-modified"]) == (
        two.body,
        two.headers["etag"],
        two.headers["last-modified"],
    )


def test_a_reader_composes_a_feed_in_the_query(site: Site) -> None:
    body = site.get("/feeds/all.ics?tag=policy&kind=deadline").text
    assert "NAME:Watched dates (policy\\, deadlines)\r\n" in body
    assert [line for line in body.split("\r\n") if line.startswith("UID:")] == ["UID:consultation@watchtracker"]


def test_what_does_not_exist_is_said_in_a_sentence(site: Site) -> None:
    for path, status, sentence in (
        ("/feeds/polcy.ics", 404, "there is no feed 'polcy': the feeds are all, policy"),
        ("/feeds/all.ics?kind=deadlines", 400, "there is no kind 'deadlines': did you mean 'deadline'?"),
        ("/feeds/all.ics?tag=polcy", 400, "there is no tag 'polcy': did you mean 'policy'?"),
        ("/feeds/all", 404, "There is nothing at this address."),
    ):
        answer = site.get(path)
        assert (answer.status, answer.text) == (status, f"{sentence}\n")


def test_a_feed_is_rendered_once_and_only_the_changed_event_again(store: Store) -> None:
    save(store, watched())
    shelf = Shelf(store, public_url=URL)
    which = Feed("all", "Watched dates")
    first = shelf.feed(shelf.read(), which, Choice())
    assert shelf.feed(shelf.read(), which, Choice()) is first
    save(store, [slipped(watched()[2])])
    assert shelf.feed(shelf.read(), which, Choice()).etag != first.etag
    assert shelf.feed(shelf.read(), Feed("models", "Models", ("models",)), Choice()).etag != first.etag


def test_a_change_elsewhere_leaves_the_bytes_of_a_feed_alone(site: Site, store: Store) -> None:
    tag = site.get("/feeds/policy.ics").headers["etag"]
    weights = watched()[1]
    save(store, [replace(weights, facts=replace(weights.facts, title="Weights!"), revision=2)])
    assert site.get("/feeds/policy.ics", If_None_Match=tag).status == 304
