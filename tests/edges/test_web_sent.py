"""An item's page says what comes next and what was sent, as `show` does."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import a_channel, said
from tests.serving import serving
from tests.sites import NOW, a_site
from watchtracker.items import Facts, Kind
from watchtracker.notifications import NotificationState
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker

CALL = Facts(id="call", title="Call", kind=Kind.DEADLINE, zone="UTC")


def test_a_page_lists_what_comes_next_what_was_sent_and_how_much_more_there_is(store: Store) -> None:
    Tracker(store, [a_channel()], DEFAULT_LEADS).add(CALL, said("June 30, 2026", "2026-04-01"), NOW)
    with store.writing() as tx:
        (added,) = (each for each in tx.notifications.of_items(["call"]) if each.kind.is_change)
        tx.notifications.update([replace(added, state=NotificationState.SENT)])

    with serving(a_site(store)) as site:
        page = site.get("/items/call").text
        all_of_it = site.get("/items/call?notifications=all").text

    coming, sent = page.split("<h2>What was sent <")
    assert "<li>31 May 2026, 09:00: 30 days before 30 Jun 2026 (to team)</li>" in coming
    assert "<li>12 Apr 2026, 08:30: it is new on the watch list (to team)</li>" in sent
    assert '<a href="/items/call?notifications=all#notified">2 more</a>' in sent
    assert "What was sent, and what was not" in all_of_it
    assert "more</a>" not in all_of_it
    assert all_of_it.count("(to team)</li>") == page.count("(to team)</li>") + 2
