"""What is answered from memory, before all else: the rules are those of what is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.serving import Answer, Parser, Site, serving
from tests.sites import SETTINGS, a_site, save, watched
from watchtracker.store.engine import Store

OPEN = "/feeds/all.ics"
TOKEN = "the access token of a test"
BEARER = f"Bearer {TOKEN}"


@pytest.fixture
def site(store: Store, parser: Parser) -> Iterator[Site]:
    save(store, watched())
    with serving(a_site(store), parser) as site:
        yield site


@pytest.fixture
def guarded(store: Store, parser: Parser) -> Iterator[Site]:
    save(store, watched())
    with serving(a_site(store, replace(SETTINGS, access_token=TOKEN)), parser) as site:
        yield site


def same(one: Answer, other: Answer) -> bool:
    return (one.status, dict(one.headers), one.body) == (other.status, dict(other.headers), other.body)


def dateless(answer: Answer) -> Answer:
    return Answer(answer.status, {name: value for name, value in answer.headers.items() if name != "date"}, answer.body)


@pytest.mark.parametrize("headers", [{}, {"Accept-Encoding": "gzip"}])
def test_the_answer_from_memory_is_the_one_that_was_made(site: Site, headers: dict[str, str]) -> None:
    first = dateless(site.get(OPEN, **headers))
    assert first.status == 200
    assert first.headers["x-content-type-options"] == "nosniff"
    for _ in range(3):
        assert same(dateless(site.get(OPEN, **headers)), first)


def test_a_head_is_told_what_a_get_is(site: Site) -> None:
    got = dateless(site.get(OPEN))
    told = dateless(site.ask("HEAD", OPEN))
    assert (told.status, told.headers, told.body) == (200, got.headers, b"")


def test_a_copy_that_is_still_good_is_not_sent_again(site: Site) -> None:
    tag = site.get(OPEN).headers["etag"]
    for tags in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = site.get(OPEN, If_None_Match=tags)
        assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", tag)
        assert answer.headers["referrer-policy"] == "no-referrer"
    assert site.get(OPEN, If_None_Match=tag.strip('"')).status == 200


def test_a_feed_in_memory_is_not_given_under_a_foreign_name(site: Site) -> None:
    assert site.get(OPEN).status == 200
    assert site.get(OPEN, Host="evil.example").status == 421


def test_a_feed_in_memory_asks_for_the_token(guarded: Site) -> None:
    assert guarded.get(OPEN, Authorization=BEARER).status == 200
    assert guarded.get(OPEN, Authorization=BEARER).status == 200
    assert guarded.get(OPEN).status == 401
    assert guarded.get(OPEN, Authorization=f"{BEARER}x").status == 401


def test_what_was_committed_is_in_the_next_answer(store: Store, site: Site) -> None:
    before = site.get(OPEN)
    item = watched()[0]
    save(store, [replace(item, facts=replace(item.facts, title="Another title"), revision=2)])
    after = site.soon(OPEN, lambda answer: "Another title" in answer.text)
    assert after.headers["etag"] != before.headers["etag"]
    assert site.get(OPEN, If_None_Match=before.headers["etag"]).status == 200
