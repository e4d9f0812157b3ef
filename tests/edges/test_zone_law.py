"""The law of a zone changes: what was planned with other zone data is set right and told, and no date has moved."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from tests.builders import a_channel, as_known, at, happened, said
from watchtracker import dates, feed, zone_law
from watchtracker.items import Declaration, Facts, Item, Kind, Statement
from watchtracker.notifications import Notification, NotificationKind, NotificationState
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.schema import claims, closings
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker
from watchtracker.watchlist import WatchList
from watchtracker.wording import reminders

MORNING, NOON, EVENING = at("2026-04-10 06:00"), at("2026-04-10 12:00"), at("2026-04-10 18:00")
HOUR = timedelta(hours=1)
CALL = Facts(id="grants-call", title="Grants call", kind=Kind.DEADLINE, zone="Europe/Berlin")
DAY, MOMENT = said("May 20, 2026", "2026-04-01"), said("May 20, 2026 18:00 America/Havana", "2026-04-01")
DAY_ENDS, MOMENT_IS = at("2026-05-20 22:00"), at("2026-05-20 22:00")


@pytest.fixture
def tracker(store: Store) -> Tracker:
    return Tracker(store, [a_channel()], DEFAULT_LEADS)


def planned_with_older_data(store: Store, *, closed_at: datetime, moment: datetime | None = None) -> None:
    """As if the database were of a time when the law was another."""
    with store.writing() as tx:
        tx.meta.set(zone_law.KEPT_AS, "2020a")
        tx.connection.execute(update(closings).values(closes_at=closed_at, law="2020a"))
        if moment is not None:
            tx.connection.execute(update(claims).values(instant=moment))


def a_list() -> WatchList:
    return WatchList((Declaration(CALL, claims=(MOMENT,)),), "1", Path("watchlist.toml"))


def stored(store: Store) -> Item:
    with store.reading() as tx:
        item = tx.items.get(CALL.id)
    assert item is not None
    return item


def recorded(store: Store) -> list[Notification]:
    with store.reading() as tx:
        return tx.notifications.of_items([CALL.id])


def notices(store: Store) -> list[Notification]:
    return [one for one in recorded(store) if one.kind is NotificationKind.MOVED]


def kept(store: Store) -> str | None:
    with store.reading() as tx:
        return tx.meta.get(zone_law.KEPT_AS)


def test_another_end_of_a_day_is_told_as_a_correction_and_counts_as_no_move(store: Store, tracker: Tracker) -> None:
    tracker.add(CALL, DAY, MORNING)
    planned_with_older_data(store, closed_at=DAY_ENDS + HOUR)
    before = stored(store)
    tracker.plan_ahead(NOON)
    (notice,) = notices(store)
    assert (notice.code, notice.why) == ("corrected", "the law of its zone changed")
    after = as_known(stored(store))
    assert reminders.line(notice, after, now=NOON) == (
        "Corrected: Grants call: the law of its zone changed: it now closes 20 May 2026, 22:00 UTC "
        "(24:00 Europe/Berlin), was 20 May 2026, 23:00 UTC (21 May 2026, 01:00 Europe/Berlin)."
    )
    assert (after.moves, after.slipped_days, after.steps) == (0, 0, as_known(before).steps)
    assert after.revision == before.revision + 1


def test_a_moment_is_read_anew_from_its_words_and_its_reminders_are_planned_anew(
    store: Store, tracker: Tracker
) -> None:
    tracker.add(CALL, MOMENT, MORNING)
    right = [(one.rule, one.at) for one in recorded(store) if one.kind is not NotificationKind.ADDED]
    planned_with_older_data(store, closed_at=MOMENT_IS + HOUR, moment=MOMENT_IS + HOUR)
    tracker.plan_ahead(NOON)
    assert as_known(stored(store)).window.instant == MOMENT_IS
    (notice,) = notices(store)
    text = reminders.line(notice, as_known(stored(store)), now=NOON)
    assert "the law of its zone changed: it now closes 20 May 2026, 22:00 UTC" in text
    assert ", was 20 May 2026, 23:00 UTC" in text
    planned = [one for one in recorded(store) if one.state is NotificationState.PLANNED and not one.kind.is_change]
    assert sorted((one.rule, one.at) for one in planned) == sorted(right)
    assert (as_known(stored(store)).moves, as_known(stored(store)).slipped_days) == (0, 0)


def test_a_moment_tells_of_the_law_even_where_nothing_was_kept(store: Store, tracker: Tracker) -> None:
    tracker.add(CALL, MOMENT, MORNING)
    planned_with_older_data(store, closed_at=MOMENT_IS, moment=MOMENT_IS - HOUR)
    with store.writing() as tx:
        tx.connection.execute(closings.delete())
    tracker.plan_ahead(NOON)
    assert [one.code for one in notices(store)] == ["corrected"]


@pytest.mark.parametrize("words", [DAY, MOMENT])
def test_where_nothing_is_kept_and_nothing_differs_it_is_kept_and_nobody_told(
    store: Store, tracker: Tracker, words: Statement
) -> None:
    tracker.add(CALL, words, MORNING)
    before = stored(store)
    with store.writing() as tx:
        tx.connection.execute(closings.delete())
    tracker.plan_ahead(NOON)
    assert (stored(store), notices(store)) == (before, [])
    with store.reading() as tx:
        assert tx.closings.of_another_law(dates.ZONE_DATA) == {}


def test_what_was_kept_of_an_earlier_revision_counts_for_nothing(store: Store, tracker: Tracker) -> None:
    tracker.add(CALL, DAY, MORNING)
    planned_with_older_data(store, closed_at=DAY_ENDS + HOUR)
    with store.writing() as tx:
        tx.items.save([replace(stored(store), revision=7)])
    tracker.plan_ahead(NOON)
    assert notices(store) == []


def test_it_is_told_once(store: Store, tracker: Tracker) -> None:
    tracker.add(CALL, DAY, MORNING)
    planned_with_older_data(store, closed_at=DAY_ENDS + HOUR)
    tracker.plan_ahead(NOON)
    first = (stored(store), recorded(store))
    tracker.plan_ahead(NOON)
    assert (stored(store), recorded(store)) == first


def test_a_change_of_an_item_comes_after_that_of_its_law(store: Store, tracker: Tracker) -> None:
    tracker.add(CALL, DAY, MORNING)
    planned_with_older_data(store, closed_at=DAY_ENDS + HOUR)
    change = tracker.claim(CALL.id, said("May 27, 2026", "2026-04-10", "Ministry"), NOON)
    assert (change.what, change.move) == ("moved", dates.Move(dates.Relation.SLIPPED, 7))
    assert [(one.code, one.state) for one in notices(store)] == [
        ("corrected", NotificationState.SUPERSEDED),
        ("moved", NotificationState.PLANNED),
    ]
    assert as_known(stored(store)).moves == 1


def test_of_what_is_over_nobody_is_told(store: Store, tracker: Tracker) -> None:
    tracker.add(CALL, DAY, MORNING)
    tracker.resolve(CALL.id, happened("2026-04-09"), MORNING)
    planned_with_older_data(store, closed_at=DAY_ENDS + HOUR)
    tracker.plan_ahead(NOON)
    assert notices(store) == []


def test_the_calendar_entry_gets_a_later_sequence(store: Store, tracker: Tracker) -> None:
    tracker.add(CALL, MOMENT, MORNING)
    planned_with_older_data(store, closed_at=MOMENT_IS + HOUR, moment=MOMENT_IS + HOUR)
    before = feed.event(stored(store), public_url="https://watch.example")
    tracker.plan_ahead(NOON)
    after = feed.event(stored(store), public_url="https://watch.example")
    assert (b"SEQUENCE:0" in (before or b""), b"SEQUENCE:1" in (after or b"")) == (True, True)


def test_older_zone_data_changes_nothing_and_says_so(
    store: Store, tracker: Tracker, caplog: pytest.LogCaptureFixture
) -> None:
    tracker.add(CALL, DAY, MORNING)
    planned_with_older_data(store, closed_at=DAY_ENDS + HOUR)
    with store.writing() as tx:
        tx.meta.set(zone_law.KEPT_AS, "2999a")
    before = stored(store)
    with caplog.at_level(logging.WARNING):
        tracker.plan_ahead(NOON)
    assert (stored(store), notices(store), kept(store)) == (before, [], "2999a")
    assert f"zone data ({dates.ZONE_DATA}) is older than what the database was planned with (2999a)" in caplog.text


def test_the_newest_zone_data_is_kept(store: Store, tracker: Tracker) -> None:
    tracker.plan_ahead(NOON)
    assert kept(store) == dates.ZONE_DATA
    planned_with_older_data(store, closed_at=DAY_ENDS)
    tracker.plan_ahead(EVENING)
    assert kept(store) == dates.ZONE_DATA


@pytest.mark.parametrize(
    ("kind", "words", "told"),
    [
        (Kind.EVENT, "May 20, 2026 16:00", "it is now 20 May 2026, 14:00 UTC (16:00 Europe/Berlin), was"),
        (Kind.RELEASE, "May 20, 2026", "its window now closes 20 May 2026, 22:00 UTC (24:00 Europe/Berlin), was"),
    ],
)
def test_what_does_not_close_is_told_in_its_own_words(
    store: Store, tracker: Tracker, kind: Kind, words: str, told: str
) -> None:
    tracker.add(replace(CALL, kind=kind), said(words, "2026-04-01"), MORNING)
    planned_with_older_data(store, closed_at=MOMENT_IS - 3 * HOUR)
    tracker.plan_ahead(NOON)
    (notice,) = notices(store)
    assert f"the law of its zone changed: {told}" in reminders.line(notice, as_known(stored(store)), now=NOON)


def test_words_that_are_read_otherwise_than_they_were_are_no_law(store: Store, tracker: Tracker) -> None:
    tracker.add(CALL, MOMENT, MORNING)
    planned_with_older_data(store, closed_at=MOMENT_IS - 90 * HOUR, moment=MOMENT_IS - 90 * HOUR)
    tracker.plan_ahead(NOON)
    assert (as_known(stored(store)).window.instant, notices(store)) == (MOMENT_IS - 90 * HOUR, [])


def test_a_watch_list_is_applied_after_the_law(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(), MORNING)
    planned_with_older_data(store, closed_at=MOMENT_IS + HOUR, moment=MOMENT_IS + HOUR)
    assert tracker.apply(a_list(), NOON).changes == ()
    assert ([one.code for one in notices(store)], as_known(stored(store)).moves) == (["corrected"], 0)
