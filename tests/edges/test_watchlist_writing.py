"""Items written as a watch list: what is read back is the same list, and applying it changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_item, happened, said
from tests.hypothesis_profiles import at_least
from watchtracker import items, watchlist
from watchtracker.errors import ProblemsError
from watchtracker.items import Declaration, Facts, Item, Kind, Origin, Outcome, Result, ShortForm, Standing, Statement
from watchtracker.settings.fields import TURNING

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
DAYS = st.dates(date(2026, 1, 1), date(2026, 11, 1))
WORDS = st.sampled_from(
    [
        "late April 2027",
        "2027-05-06",
        "coming soon",
        "Q3 2027",
        "by 30 June 2027",
        "2027-05-06T16:00:00Z",
        "2027年5月6日",
    ]
)


PLAIN = st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters=TURNING)
LINES = st.lists(st.text(PLAIN, min_size=1, max_size=6), min_size=1, max_size=3).map(" ".join)
PARAGRAPHS = st.tuples(LINES, st.sampled_from([" ", "\n", "\n\n", "\r\n", "\r"]), LINES).map("".join)
ADDRESSES = st.sampled_from(["https://example.org/a?b=c#d", "http://127.0.0.1:1/"])
SAID = st.builds(
    Statement,
    when=WORDS,
    said_on=DAYS,
    source=LINES,
    url=st.none() | ADDRESSES,
    quote=st.none() | PARAGRAPHS,
    standing=st.sampled_from(Standing),
)
OUTCOMES = st.builds(Outcome, result=st.sampled_from(Result), on=DAYS, source=LINES, url=st.none() | ADDRESSES)


@st.composite
def declarations(draw: st.DrawFn) -> Declaration:
    short = draw(st.booleans())
    facts = Facts(
        id="item",
        title=draw(LINES),
        kind=draw(st.sampled_from(Kind)),
        zone=draw(st.sampled_from(["Asia/Shanghai", "AoE", "UTC-8"])),
        tags=tuple(draw(st.lists(LINES, max_size=2))),
        owner=draw(st.none() | LINES),
        url=None if short else draw(st.none() | ADDRESSES),
        notes=draw(st.none() | PARAGRAPHS),
        remind=draw(st.none() | st.just(()) | st.just(("14d", "1mo"))),
        recheck=draw(st.none() | st.sampled_from(["90d", "12w", "never"])),
    )
    outcome = draw(st.none() | OUTCOMES)
    looked = draw(st.lists(st.tuples(DAYS, LINES), max_size=2, unique=True))
    rechecks = tuple(sorted(looked, key=lambda one: one[0]))
    if not short:
        unique = {(one.when, one.said_on, one.source): one for one in draw(st.lists(SAID, min_size=1, max_size=3))}
        return Declaration(facts, claims=tuple(unique.values()), outcome=outcome, rechecks=rechecks)
    one = draw(SAID)
    said_on = draw(st.none() | st.just(one.said_on))
    return Declaration(
        facts,
        short=ShortForm(one.when, said_on, one.source, one.url, one.quote, one.standing),
        outcome=outcome,
        rechecks=rechecks,
    )


@st.composite
def lived_items(draw: st.DrawFn) -> Item:
    """An item with a life: declared, edited, claimed by hand, taken back, ended and reopened."""
    item = items.merge(None, draw(declarations()), now=NOW).item
    for _ in range(draw(st.integers(0, 3))):
        match draw(st.sampled_from(["edit", "claim", "retract", "end"])):
            case "edit":
                item = items.merge(item, draw(declarations()), now=NOW).item
            case "claim":
                item = items.recorded(item, draw(SAID), origin=Origin.CLI, now=NOW)
            case "retract":
                claim = draw(st.sampled_from(item.claims))
                item = items.retracted(item, claim.id, origin=Origin.CLI, now=NOW)
            case "end":
                item = replace(item, outcome=draw(st.none() | OUTCOMES))
            case _:
                raise AssertionError
    return item


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lists") / "list.toml"


def read_back(path: Path, *written: Item) -> tuple[Declaration, ...]:
    path.write_text(watchlist.write(written), encoding="utf-8", newline="")
    return watchlist.read(path, default_zone="Europe/Berlin", now=LATER).declarations


def seen(item: Item) -> Item:
    return replace(item, declared=None)


@at_least(10)
@given(declaration=declarations())
def test_what_is_written_reads_back_to_the_same_list(path: Path, declaration: Declaration) -> None:
    item = items.merge(None, declaration, now=NOW).item
    (back,) = read_back(path, item)
    in_order = tuple(sorted(declaration.claims, key=lambda one: one.said_on))
    assert back == replace(declaration, claims=in_order)


@at_least(10)
@given(item=lived_items())
def test_applying_what_was_written_changes_nothing(path: Path, item: Item) -> None:
    (declaration,) = read_back(path, item)
    applied = items.merge(item, declaration, now=LATER).item
    assert seen(applied) == seen(item)
    assert watchlist.write([applied]) == watchlist.write([item])


@at_least(10)
@given(item=lived_items())
def test_elsewhere_the_same_claims_count(path: Path, item: Item) -> None:
    (declaration,) = read_back(path, item)
    moved = items.merge(None, declaration, now=LATER).item
    here = [claim.said for claim in item.claims if not claim.retracted]
    if here and not (declaration.short and declaration.short.said_on is None):
        assert sorted(map(repr, here)) == sorted(repr(claim.said) for claim in moved.claims)
    assert moved.outcome == item.outcome


def test_the_short_form_stays_short_while_one_claim_is_all(path: Path) -> None:
    short = ShortForm("late April 2027", date(2026, 10, 1), "Gazette")
    item = items.merge(None, Declaration(Facts("a", "A", Kind.EVENT, "UTC"), short=short), now=NOW).item
    assert [one.short for one in read_back(path, item)] == [short]
    more = items.recorded(item, said("May 2027", "2026-11-01"), origin=Origin.CLI, now=NOW)
    (declaration,) = read_back(path, more)
    assert (declaration.short, [one.when for one in declaration.claims]) == (None, ["late April 2027", "May 2027"])


def test_what_is_unlisted_or_retracted_is_left_out(path: Path) -> None:
    item = an_item(said("May 2027", "2026-10-01"), said("June 2027", "2026-10-02"), item_id="a")
    taken_back = items.retracted(item, item.claims[0].id, origin=Origin.SLACK, now=NOW)
    unlisted = replace(an_item(said("May 2027", "2026-10-01"), item_id="b"), listed=False)
    (declaration,) = read_back(path, taken_back, unlisted)
    assert (declaration.facts.id, [one.when for one in declaration.claims]) == ("a", ["June 2027"])


def test_an_item_whose_claims_were_all_retracted_stays(path: Path) -> None:
    item = an_item(said("May 2027", "2026-10-01"))
    item = items.retracted(item, item.claims[0].id, origin=Origin.CLI, now=NOW, by="mei\nand <b>")
    written = watchlist.write([item])
    assert "# Every claim was retracted." in written
    assert "was taken back by mei and <b> on " in written
    (declaration,) = read_back(path, item)
    applied = items.merge(item, declaration, now=LATER)
    assert seen(applied.item) == seen(item)
    assert len(applied.notes) == 1


def test_a_list_is_written_for_people(path: Path) -> None:
    item = an_item(
        said("late April 2027", "2026-10-01", url="https://example.org", standing=Standing.OFFICIAL),
        tags=("models",),
        notes="Two\nlines",
        outcome=happened("2026-10-24"),
    )
    assert (
        watchlist.write([item])
        == '''\
# A watch list, as watchtracker has it.

[[item]]
id = "launch"
title = "Launch"
kind = "release"
zone = "Asia/Shanghai"
tags = ["models"]
notes = """
Two
lines"""

[[item.claim]]
when = "late April 2027"
said_on = 2026-10-01
source = "Gazette"
url = "https://example.org"
standing = "official"

[item.outcome]
result = "happened"
on = 2026-10-24
source = "Gazette"
'''
    )
    assert len(read_back(path, item)) == 1


def test_no_items_make_a_list_of_nothing(path: Path) -> None:
    assert read_back(path) == ()
    with pytest.raises(ProblemsError):
        watchlist.read(path.with_name("other.toml"), default_zone="UTC", now=NOW)
