"""Each thing that a watch list can say of an item, edited once: its event goes on counting, and never otherwise.

`test_feed_life.py` draws such edits in any order; what it draws too seldom is held here one by one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.builders import OFFICIAL, a_channel, at, happened, said
from watchtracker import feed
from watchtracker.items import Declaration, Facts, Kind
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker
from watchtracker.watchlist import WatchList

NOON = at("2026-04-10 12:00")
FIRST, SECOND = said("May 20, 2026", "2026-04-01"), said("May 6, 2026", "2026-04-09")
CALL = Declaration(Facts("call", "Grants call", Kind.DEADLINE, "Europe/Berlin"), claims=(FIRST, SECOND))
OF_FACTS: dict[str, Any] = {
    "title": "Call for grants", "kind": Kind.EVENT, "zone": "AoE", "tags": ("eu",), "owner": "@mei",
    "url": "https://grants.example", "notes": "Ask Mei.", "remind": ("3d",),
}  # fmt: skip
OF_SAID: dict[str, Any] = {
    "when": "May 7, 2026", "said_on": date(2026, 4, 8), "source": "Blog", "url": "https://blog.example",
    "quote": "by May 6", "standing": OFFICIAL,
}  # fmt: skip
EDITED = {
    **{f"the {name}": replace(CALL, facts=replace(CALL.facts, **{name: OF_FACTS[name]})) for name in OF_FACTS},
    **{
        f"a claim's {name}": replace(CALL, claims=(FIRST, replace(SECOND, **{name: OF_SAID[name]}))) for name in OF_SAID
    },
    "a claim": replace(CALL, claims=(FIRST,)),
    "the outcome": replace(CALL, outcome=happened("2026-04-10")),
}


class Life:
    """One item on a list, and its event after each edition of the list."""

    def __init__(self, store: Store) -> None:
        self._store, self._now, self._edition = store, NOON, 0
        self._tracker = Tracker(store, [a_channel()], DEFAULT_LEADS)

    def apply(self, *declarations: Declaration) -> bytes | None:
        self._now, self._edition = self._now + timedelta(minutes=1), self._edition + 1
        self._tracker.apply(WatchList(declarations, str(self._edition), Path("watchlist.toml")), self._now)
        with self._store.reading() as tx:
            item = tx.items.get("call")
        assert item is not None
        return feed.event(item, public_url="https://watch.example")


def sequence(event: bytes | None) -> int:
    assert event is not None
    return int(event.partition(b"\r\nSEQUENCE:")[2].partition(b"\r\n")[0])


@pytest.fixture
def life(store: Store) -> Life:
    return Life(store)


@pytest.mark.parametrize("what", EDITED)
def test_an_edit_and_its_withdrawal_raise_the_sequence(life: Life, what: str) -> None:
    before = life.apply(CALL)
    after = life.apply(EDITED[what])
    back = life.apply(CALL)
    assert [sequence(event) for event in (before, after, back)] == [0, 1, 2]


def test_an_item_that_was_away_goes_on_counting(life: Life) -> None:
    before = life.apply(CALL)
    life.apply()
    assert (sequence(before), sequence(life.apply(CALL))) == (0, 2)


def test_the_same_said_in_another_way_changes_no_byte(life: Life) -> None:
    before = life.apply(CALL)
    assert life.apply(replace(CALL, claims=(SECOND, FIRST))) == before
    assert life.apply(CALL) == before
