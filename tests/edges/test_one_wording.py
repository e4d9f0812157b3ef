"""A page and a terminal say the same of an item, whatever its state."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.builders import OFFICIAL, RUMOUR, an_item, as_known, at, happened, said
from tests.conftest import sqlite_in
from tests.serving import serving
from tests.sites import a_site, save
from watchtracker import items
from watchtracker.cli import listing as command
from watchtracker.cli import show
from watchtracker.items import Item, Kind, Origin, Result, State, state
from watchtracker.reports import explain, listing
from watchtracker.store.engine import Store
from watchtracker.wording.lines import ItemInWords, lines

# Of the site's clock.
NOW = at("2026-04-12 08:30")


def all_retracted() -> Item:
    item = an_item(said("2026-05-06", "2026-04-01"), item_id="retracted")
    return items.retracted(item, item.claims[0].id, origin=Origin.CLI, now=datetime(2026, 4, 2, tzinfo=UTC))


ITEMS = (
    an_item(said("soon", "2026-01-02"), item_id="undated"),
    an_item(said("2026-05-06T10:00:00Z", "2026-04-01", standing=OFFICIAL), item_id="moment", kind=Kind.DEADLINE),
    an_item(said("2026-05-06T16:00:00Z", "2026-04-01"), item_id="midnight", kind=Kind.DEADLINE),
    an_item(said("late April", "2026-04-01", standing=RUMOUR), item_id="window", kind=Kind.DEADLINE),
    an_item(said("2026-04-10T10:00:00Z", "2026-04-01"), item_id="overdue"),
    an_item(said("April 2026", "2026-04-01"), said("May 2026", "2026-04-05"), item_id="moved"),
    an_item(said("April 2026", "2026-04-01"), item_id="open"),
    an_item(said("2026-04-10", "2026-04-01"), item_id="passed", kind=Kind.EVENT),
    *(
        an_item(said("April 2026", "2026-04-01"), item_id=result.value, outcome=happened("2026-04-10", result))
        for result in Result
    ),
    all_retracted(),
)


def test_the_examples_have_every_state() -> None:
    assert {state(as_known(item), NOW) for item in ITEMS} == set(State)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What stands on each item's page and, under "", on the list, without marks and with straight quotes."""
    folder: Path = tmp_path_factory.mktemp("site")
    store = Store.open(sqlite_in(folder))
    save(store, ITEMS)
    with serving(a_site(store)) as site:
        found = {item.id: _plain(site.get(f"/items/{item.id}").text) for item in ITEMS}
        found[""] = _plain(site.get("/?all=1").text)
    store.close()
    return found


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_page_and_the_terminal_say_the_same_of_an_item(item: Item, pages: dict[str, str]) -> None:
    known = as_known(item)
    row = listing.row(known, NOW)
    told = lines(known, NOW)
    listed = _plain("\n".join(command.screen([row], date(2026, 4, 12), 200, colour=False)))
    shown = _plain("\n".join(show.page(row, [], 200, colour=False)))

    for words in _words(told):
        assert words in listed
        assert words in pages[item.id]
        assert words in pages[""]
        assert words == told.said or words.removeprefix("closes ") in shown
    assert ("not re-checked" in listed) == ("not re-checked" in shown) == ("not re-checked" in pages[item.id])


def test_a_listing_says_once_that_a_window_is_open() -> None:
    known = as_known(an_item(said("April 2026", "2026-04-01")))
    listed = _plain("\n".join(command.screen([listing.row(known, NOW)], date(2026, 4, 12), 200, colour=False)))
    assert "Apr 2026 open, 18 days left Launch" in listed
    told = explain.explain(an_item(said("April 2026", "2026-04-01")), [], now=NOW)
    assert told[0] == "Launch (launch): Apr 2026, open, 18 days left"


def _words(told: ItemInWords) -> list[str]:
    each = (told.date, told.distance, told.closing, told.moved, told.unconfirmed, told.outcome, told.said)
    return [" ".join(words.split()) for words in each if words]


def _plain(text: str) -> str:
    text = html.unescape(re.sub(r"<[^>]*>", "", text)).replace("“", '"').replace("”", '"')
    return " ".join(text.split())
