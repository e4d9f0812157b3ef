"""Whatever is on the list, its news are a feed by the book, and what was told once is told for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import atom
from tests.core.test_feed_events import DAYS, TEXT, ZONES, windows
from tests.hypothesis_profiles import at_most
from watchtracker import feed, items
from watchtracker.dates import DateWindow
from watchtracker.feed import ALL, Choice
from watchtracker.feed.chronicle import chronicle
from watchtracker.items import Claim, Facts, Item, Kind, Origin, Outcome, Result, Standing, Statement
from watchtracker.notifications import NotificationKind

MOMENTS = st.integers(0, 6).map(lambda hours: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours))
LATER = datetime(2026, 2, 1, tzinfo=UTC)
URLS = st.none() | TEXT | TEXT.map("https://a.example/{}".format) | TEXT.map("http://{}".format)
# Few, so that claims agree and contradict one another.
DATES = st.sampled_from([DateWindow(date(2026, 5, day), date(2026, 5, day)) for day in (6, 20)]) | windows()


@st.composite
def claims(draw: st.DrawFn, identity: str) -> Claim:
    recorded = draw(MOMENTS)
    source = draw(st.sampled_from(["Gazette", "Blog"]) | TEXT)
    return Claim(
        id=identity,
        said=Statement(
            draw(TEXT), draw(DAYS), source, draw(URLS), draw(st.none() | TEXT), draw(st.sampled_from(Standing))
        ),
        window=draw(DATES),
        origin=Origin.CLI,
        recorded_at=recorded,
        place=int(identity),
        retracted_at=draw(st.none() | st.none() | MOMENTS.map(lambda moment: max(moment, recorded))),
    )


@st.composite
def an_item(draw: st.DrawFn, item_id: str) -> Item:
    facts = Facts(
        item_id,
        draw(TEXT),
        draw(st.sampled_from(Kind)),
        draw(st.sampled_from(ZONES)),
        tags=tuple(draw(st.lists(TEXT, max_size=2))),
    )
    outcome = draw(st.none() | st.builds(Outcome, st.sampled_from(Result), DAYS, TEXT, URLS))
    said = tuple(draw(claims(str(place))) for place in range(draw(st.integers(0, 6))))
    return Item(facts, said, outcome, listed=draw(st.sampled_from([True, True, True, False])))


@st.composite
def some_items(draw: st.DrawFn) -> list[Item]:
    ids = draw(st.lists(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True), unique=True, max_size=3))
    return [draw(an_item(item_id)) for item_id in ids]


def made(listed: list[Item]) -> bytes:
    return feed.compose_news(ALL, Choice(), listed, public_url="https://watch.example")


def told(item: Item) -> dict[str, tuple[str, datetime]]:
    """The entries of `item` by id, without its outcome."""
    entries = atom.read(made([replace(item, listed=True, outcome=None)])).entries
    return {entry.id: (entry.title, entry.updated) for entry in entries}


@at_most(40)
@given(some_items())
def test_any_list_gives_a_feed_by_the_book(listed: list[Item]) -> None:
    read = atom.read(made(listed))
    assert read.updated == max((entry.updated for entry in read.entries), default=datetime(1970, 1, 1, tzinfo=UTC))
    assert [e.updated for e in read.entries] == sorted((e.updated for e in read.entries), reverse=True)
    pages = {f"https://watch.example/items/{item.id}" for item in listed if item.listed}
    assert {entry.links["alternate"] for entry in read.entries} <= pages


@at_most(40)
@given(some_items(), st.randoms())
def test_the_order_of_items_and_claims_does_not_matter(listed: list[Item], random: Random) -> None:
    shuffled = [replace(one, claims=tuple(random.sample(one.claims, len(one.claims)))) for one in listed]
    assert made(random.sample(shuffled, len(shuffled))) == made(listed)


@at_most(40)
@given(an_item("launch"), claims("99"))
def test_a_claim_that_comes_later_leaves_what_was_told(item: Item, claim: Claim) -> None:
    later = replace(item, claims=(*item.claims, replace(claim, recorded_at=LATER, retracted_at=None)))
    before, after = told(item), told(later)
    assert {identity: entry for identity, entry in after.items() if identity in before} == before
    assert len(after) <= len(before) + 1


@at_most(40)
@given(an_item("launch"), st.data())
def test_a_retraction_that_comes_later_leaves_what_was_told(item: Item, data: st.DataObject) -> None:
    alive = [claim for claim in item.claims if not claim.retracted]
    if not alive:
        return
    taken = data.draw(st.sampled_from(alive))
    then = replace(item, claims=tuple(replace(c, retracted_at=LATER) if c is taken else c for c in item.claims))
    before, after = told(item), told(then)
    assert {identity: entry for identity, entry in after.items() if identity in before} == before
    assert set(after) - set(before) <= {f"tag:watchtracker,2026:items/launch/claims/{taken.id}/retracted"}


@at_most(40)
@given(an_item("launch"))
def test_each_change_starts_where_the_one_before_it_ended(item: Item) -> None:
    item = replace(item, outcome=None)
    holds = DateWindow()
    for heard in chronicle(item):
        if heard.news.kind is not NotificationKind.CONTRADICTED:
            assert heard.news.change.before == holds
            holds = heard.news.change.after
    current = items.item_as_of(item)
    assert current is not None
    assert holds == current.window


@at_most(40)
@given(an_item("launch"))
def test_what_is_heard_next_is_what_all_claims_together_say(item: Item) -> None:
    ordered = sorted(item.claims, key=lambda claim: (claim.said.said_on, claim.place))
    heard = items.item_as_of(replace(item, claims=()))
    for number, claim in enumerate(ordered):
        assert heard is not None
        heard = items.heard_next(heard, claim)
        assert heard == items.item_as_of(replace(item, claims=tuple(ordered[: number + 1])))


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"<updated>2026-01-31T00:00:00+00:00</updated>", b"<updated>2026-01-31</updated>"),
        (b'href="https://watch.example/"', b'href="/"'),
        (b"<name>watchtracker</name>", b"<name></name>"),
        (b"<id>tag:watchtracker,2026:feeds/all</id>", b""),
        (b"<title>Watched dates</title>", b"<title>Watched</title><title>dates</title>"),
        (b"&lt;p&gt;", b"&lt;p&gt;&lt;script&gt;"),
        (b"Watched dates", b"Watched \x00"),
    ],
)
def test_the_book_is_strict(good: bytes, bad: bytes) -> None:
    ended = Outcome(Result.DONE, (LATER - timedelta(days=1)).date(), "Gazette")
    body = made([Item(Facts("launch", "Launch", Kind.RELEASE, "UTC"), outcome=ended)])
    atom.read(body)
    assert good in body
    with pytest.raises((AssertionError, SyntaxError)):
        atom.read(body.replace(good, bad))
