"""Items and applied watch lists come back as they were saved, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from tests.builders import OFFICIAL, RECORDED, an_item, at, deepseek, happened, said
from watchtracker import items
from watchtracker.dates import DateWindow
from watchtracker.items import (
    Claim,
    Declaration,
    Facts,
    Item,
    Kind,
    Origin,
    Raised,
    RecordedOutcome,
    ShortForm,
    Standing,
    Vocabulary,
)
from watchtracker.store.engine import Store

FULL = Facts(
    id="everything",
    title="Qwen's “next” 模型 🚀",
    kind=Kind.DEADLINE,
    zone="AoE",
    tags=("models", "chips"),
    owner="@mei",
    url="https://example.org/?a=1&b=2",
    notes="first line\nsecond line",
    remind=("14d", "1mo"),
)
LONG_FORM = Declaration(
    facts=FULL,
    claims=(said("late April", "2026-04-10", url="https://example.org", quote="«soon»", standing=OFFICIAL),),
    outcome=happened("2026-04-24"),
)
SHORT_FORM = Declaration(FULL, short=ShortForm("May 2026", None, "Gazette"))
BARE = Facts(id="bare", title="Bare", kind=Kind.EVENT, zone="UTC")


def saved(store: Store, *these: Item) -> list[Item]:
    with store.writing() as tx:
        tx.items.save(these)
    with store.reading() as tx:
        return tx.items.all()


def fingerprint(store: Store) -> str:
    with store.reading() as tx:
        return tx.items.fingerprint()


@pytest.mark.parametrize(
    "item",
    [
        Item(facts=BARE, revised_at=RECORDED),
        Item(facts=replace(FULL, remind=()), declared=LONG_FORM, listed=False, revision=7, revised_at=RECORDED),
        Item(
            facts=FULL,
            declared=replace(SHORT_FORM, rechecks=((date(2026, 4, 5), "mei"),)),
            outcome=happened("2026-04-24"),
            revised_at=RECORDED,
            endings=(
                RecordedOutcome(happened("2026-04-23"), RECORDED, RECORDED),
                RecordedOutcome(happened("2026-04-24"), RECORDED),
            ),
        ),
        Item(facts=FULL, declared=replace(LONG_FORM, claims=(), outcome=None), revised_at=RECORDED),
        deepseek(),
    ],
    ids=["nothing but a title", "long form, taken out", "short form, resolved", "nothing declared", "claims"],
)
def test_an_item_comes_back_as_it_was_saved(store: Store, item: Item) -> None:
    assert saved(store, item) == [item]


@pytest.mark.parametrize(
    "window",
    [
        DateWindow(),
        DateWindow(date(2026, 4, 21), date(2026, 4, 30)),
        DateWindow(earliest=date(1, 1, 1)),
        DateWindow(latest=date(9999, 12, 31)),
        DateWindow(instant=datetime(2026, 5, 6, 16, 0, 0, 250_000, tzinfo=UTC)),
    ],
    ids=lambda window: window.kind.value,
)
def test_a_claim_comes_back_with_its_window(store: Store, window: DateWindow) -> None:
    first = Claim("c1", said("soon", "2026-01-25"), window, Origin.SLACK, RECORDED, place=1)
    second = replace(first, id="c2", place=2, retracted_at=at("2026-02-01 10:00"), retracted_through=Origin.CLI)
    second = replace(second, retracted_by="mei", raised=Raised(Standing.RUMOUR, "ana", at("2026-01-30 10:00")))
    item = Item(facts=BARE, claims=(first, second), revised_at=RECORDED)
    assert saved(store, item) == [item]


def test_saving_again_overwrites_the_item_and_adds_to_its_claims(store: Store) -> None:
    before = deepseek()
    later = items.recorded(before, said("Q3 2026", "2026-05-02"), origin=Origin.CLI, now=at("2026-05-02 08:00"))
    later = items.retracted(later, before.claims[0].id, origin=Origin.CLI, now=at("2026-05-02 09:00"))
    later = replace(later, facts=replace(later.facts, title="DeepSeek V4"), listed=False, revision=1)
    saved(store, before)
    assert saved(store, later) == [later]


def test_a_claim_said_again_moves_to_its_new_place(store: Store) -> None:
    item = an_item(said("April 2026", "2026-01-01"), said("May 2026", "2026-01-01"))
    again = items.said_again(item, item.claims[0].said, origin=Origin.CLI, now=at("2026-02-01 00:00"))
    (back,) = saved(store, again)
    assert [claim.said.when for claim in back.claims] == ["May 2026", "April 2026"]


def test_items_come_in_the_order_of_their_ids(store: Store) -> None:
    found = saved(store, *(an_item(item_id=item_id) for item_id in ("b", "a-2", "a", "a1")))
    assert [item.id for item in found] == ["a", "a-2", "a1", "b"]


def test_one_item_is_found_by_its_id(store: Store) -> None:
    saved(store, deepseek(), an_item(item_id="other"))
    with store.reading() as tx:
        assert tx.items.get("deepseek-v4") == deepseek()
        assert tx.items.get("deepseek") is None


def test_a_store_is_empty_until_an_item_is_saved(store: Store) -> None:
    with store.reading() as tx:
        assert tx.items.empty()
        assert tx.items.all() == []
    saved(store, deepseek())
    with store.reading() as tx:
        assert not tx.items.empty()


def test_what_an_item_was_once_called_is_never_forgotten(store: Store) -> None:
    item = deepseek(tags=("models", "chips"), owner="@mei")
    saved(store, item, an_item(item_id="bare"))
    saved(store, replace(item, facts=replace(item.facts, tags=("chips", "launches"), owner=None), revision=1))
    with store.reading() as tx:
        assert tx.names.all() == Vocabulary(frozenset({"models", "chips", "launches"}), frozenset({"@mei"}))


def test_names_that_another_version_saved_are_names_as_well(store: Store) -> None:
    saved(store, deepseek(tags=("models",), owner="@mei"))
    with store.writing() as tx:
        tx.connection.execute(text("DELETE FROM names"))
    with store.reading() as tx:
        assert tx.names.all() == Vocabulary(frozenset({"models"}), frozenset({"@mei"}))


def test_the_revisions_are_those_of_the_items(store: Store) -> None:
    saved(store, replace(deepseek(), revision=7), an_item(item_id="bare"))
    with store.reading() as tx:
        assert tx.items.revisions() == {"deepseek-v4": (7, RECORDED), "bare": (0, RECORDED)}


def test_the_fingerprint_changes_with_every_revision_and_with_nothing_else(store: Store) -> None:
    seen = [fingerprint(store)]
    for item in (deepseek(), an_item(item_id="other"), replace(deepseek(), revision=1)):
        saved(store, item)
        seen.append(fingerprint(store))
    assert len(set(seen)) == len(seen)
    assert fingerprint(store) == seen[-1]


def test_thousands_of_items_are_saved_and_read_at_once(store: Store) -> None:
    many = [an_item(said("May 2026", "2026-01-01"), item_id=f"item-{n:05}") for n in range(2500)]
    assert saved(store, *many) == many
    with store.writing() as tx:
        tx.items.lock([item.id for item in many])


def test_an_instant_without_a_zone_is_refused(store: Store) -> None:
    naive = replace(deepseek(), revised_at=datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake
    with pytest.raises(StatementError, match="an instant needs a zone"), store.writing() as tx:
        tx.items.save([naive])


def test_the_list_that_was_applied_last_is_known_whatever_the_clock_says(store: Store) -> None:
    path = Path("watchlist.toml")
    with store.writing() as tx:
        assert tx.items.last_applied() is None
        tx.items.record_applied("first", path, at("2026-05-01 12:00"))
        tx.items.record_applied("second", path, at("2026-05-01 11:00"))
        assert tx.items.last_applied() == "second"
        tx.items.record_applied("first", path, at("2026-05-01 11:00"))
        assert tx.items.last_applied() == "first"
        assert tx.items.applied_before("second")
        assert not tx.items.applied_before("third")
