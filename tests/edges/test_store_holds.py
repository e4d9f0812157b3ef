"""Open holds, read for the items in hand alone; on both databases."""

from __future__ import annotations

from tests.edges.delivering import HOUR, NOW, due, owe
from tests.edges.faces import MEI, a_tracker
from watchtracker.store.engine import Store


def test_open_holds_are_read_for_the_items_that_are_named_or_for_all(store: Store) -> None:
    owe(store, *(due(name, NOW + 9 * HOUR, channel="legal") for name in "abcd"))
    tracker = a_tracker(store)
    for name in "abc":
        tracker.take(name, "policy", MEI, NOW)
    tracker.hand_back("c", "policy", MEI, NOW + HOUR)
    with store.reading() as tx:
        assert sorted(tx.holds.open()) == ["a", "b"]
        assert [sorted(tx.holds.open(asked)) for asked in (["a"], ["b", "c", "d"], ["c"], [])] == [["a"], ["b"], [], []]
