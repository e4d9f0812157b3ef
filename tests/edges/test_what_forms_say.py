"""What a form says that an answer does is what it then does, on real databases."""

from __future__ import annotations

import pytest

from tests.builders import OFFICIAL, RUMOUR, a_channel, an_item, at, said
from watchtracker.inbox import consequences
from watchtracker.inbox.consequences import Audience
from watchtracker.items import Item, Origin, Statement
from watchtracker.notifications import Want
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.reports.changes import ItemChange
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker
from watchtracker.wording.items import window_words

NOW = at("2026-04-10 06:00")
CHANNELS = (
    a_channel("team"),
    a_channel("tagged", tags=("policy",)),
    a_channel("reminders", wants=frozenset({Want.REMINDERS})),
)
AUDIENCE = Audience(CHANNELS, DEFAULT_LEADS)


@pytest.fixture
def tracker(store: Store) -> Tracker:
    return Tracker(store, CHANNELS, DEFAULT_LEADS)


def begun(store: Store, tracker: Tracker, *claims: Statement) -> Item:
    tracker.begin([an_item(*claims, item_id="launch")], NOW)
    with store.reading() as tx:
        item = tx.items.get("launch")
    assert item is not None
    return item


def told(change: ItemChange) -> set[str]:
    return {notice.channel for notice in change.notices}


@pytest.mark.parametrize(
    "new",
    [
        said("mid-May 2026", "2026-04-10"),
        said("late April 2026", "2026-04-10", "Other"),
        said("June 2026", "2026-04-10", "Forum", RUMOUR),
        said("24 April 2026", "2026-04-10", "Maker", OFFICIAL),
        said("TBD", "2026-04-10"),
    ],
)
def test_a_claim_does_what_its_form_says(store: Store, tracker: Tracker, new: Statement) -> None:
    item = begun(store, tracker, said("late April 2026", "2026-04-01"))
    says = consequences.of_claim(item, new, NOW, AUDIENCE)
    change = tracker.claim("launch", new, NOW, origin=Origin.SLACK)
    _holds(says.lines, says.changes_date, change)


def test_taking_back_does_what_its_form_says(store: Store, tracker: Tracker) -> None:
    item = begun(store, tracker, said("May 2026", "2026-04-01"), said("June 2026", "2026-04-02"))
    says = consequences.of_retraction(item, item.claims[-1].id, NOW, AUDIENCE)
    _holds(says.lines, says.changes_date, tracker.retract("launch", item.claims[-1].id, NOW))


def _holds(lines: tuple[str, ...], changes_date: bool, change: ItemChange) -> None:  # noqa: FBT001
    assert change.after is not None
    assert change.before is not None
    assert changes_date == (change.before.window != change.after.window)
    last, shown = lines[-1], "".join(lines)
    assert window_words(change.after.window, change.after, change.after.facts.zone) in shown
    names = {name for name in ("team", "tagged", "reminders") if last.startswith("Tells") and name in last}
    assert names == told(change)
