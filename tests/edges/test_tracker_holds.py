"""Holds end by themselves: planning writes down when and why, and nothing that is owed gets lost with them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import a_channel, an_item, at, said
from watchtracker.items import Kind
from watchtracker.notifications import Notification, NotificationState
from watchtracker.notifications.holds import Hold, HoldEnd, Person
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker

NOW = at("2026-04-10 09:00")
DAY = timedelta(days=1)
MEI = Person("mei")


@pytest.fixture
def tracker(store: Store) -> Tracker:
    """A deadline, and a release that is overdue, in one channel."""
    tracker = Tracker(store, [a_channel()], DEFAULT_LEADS)
    call = an_item(said("May 6, 2026", "2026-04-01"), item_id="call", kind=Kind.DEADLINE, zone="UTC")
    launch = an_item(said("March 2026", "2026-01-05"), item_id="launch", kind=Kind.RELEASE, zone="UTC")
    tracker.begin([call, launch], NOW)
    return tracker


def holds(store: Store, item: str = "call") -> list[Hold]:
    with store.reading() as tx:
        return tx.holds.of_items([item])[item]


def ends_of_snoozes(store: Store) -> list[Notification]:
    with store.reading() as tx:
        return [each for each in tx.notifications.of_items(["call"]) if each.rule == "snooze"]


def test_a_snooze_is_over_at_its_time_and_its_reminder_stays_due(store: Store, tracker: Tracker) -> None:
    until = NOW + DAY + timedelta(minutes=20)
    tracker.snooze("call", "team", MEI, NOW, until=until)
    tracker.plan_ahead(until - timedelta(minutes=1))
    assert holds(store)[0].ended_as is None

    for minutes in (1, 60, 120):
        tracker.plan_ahead(until + timedelta(minutes=minutes))
    assert (holds(store)[0].ended_as, holds(store)[0].ended_at) == (HoldEnd.TIME_OVER, until + timedelta(minutes=1))
    assert [(each.at, each.state) for each in ends_of_snoozes(store)] == [(until, NotificationState.PLANNED)]


def test_who_took_an_overdue_release_is_not_on_it_after_four_weeks(store: Store, tracker: Tracker) -> None:
    tracker.take("launch", "team", MEI, NOW)
    tracker.plan_ahead(NOW + 28 * DAY)
    assert holds(store, "launch")[0].ended_as is None
    tracker.plan_ahead(NOW + 29 * DAY)
    assert holds(store, "launch")[0].ended_as is HoldEnd.TIME_OVER


def test_a_deadline_that_passed_ends_what_was_taken(store: Store, tracker: Tracker) -> None:
    tracker.take("call", "team", MEI, NOW)
    tracker.plan_ahead(at("2026-05-09 09:00"))
    assert holds(store)[0].ended_as is HoldEnd.PASSED
