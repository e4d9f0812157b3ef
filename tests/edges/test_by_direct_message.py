"""Reminders that go to whoever is on it, over a Slack that writes to people by the conversation with them."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.builders import a_channel, an_item, at, said
from tests.edges.delivering import URL, a_delivery, slack_sender
from tests.slack_stand_in import Fault, SlackStandIn
from watchtracker.answering.situation import subject
from watchtracker.channels.console import Console
from watchtracker.delivery import Dispatcher
from watchtracker.delivery.faces import FaceDrawer
from watchtracker.inbox.intents import OfNotification
from watchtracker.items import Kind, Outcome, Result
from watchtracker.notifications import Channel, Notification, NotificationState
from watchtracker.notifications.holds import Person
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.targets import SlackTarget
from watchtracker.tracker import Tracker

NOW = at("2026-04-10 09:00")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
FIRST = at("2026-04-22 09:00")  # two weeks before the call closes
POLICY = a_channel("policy", to=SlackTarget("C0POLICY"))
MEI = Person("mei", "U0MEI")
CHANNEL, MEIS = "C0POLICY", "D0MEI"


@pytest.fixture
def tracker(store: Store) -> Tracker:
    """A deadline that mei is on."""
    tracker = Tracker(store, [POLICY], DEFAULT_LEADS)
    tracker.begin([an_item(said("May 6, 2026", "2026-04-01"), item_id="call", kind=Kind.DEADLINE, zone="UTC")], NOW)
    tracker.take("call", "policy", MEI, NOW)
    return tracker


def sending(store: Store, slack: SlackStandIn, channel: Channel = POLICY) -> Dispatcher:
    return a_delivery(store, {"policy": slack_sender(slack)}, channel)


def beats(dispatcher: Dispatcher, *moments: datetime) -> None:
    for moment in moments:
        dispatcher.dispatch(moment)


def rows(store: Store, rule: str = "14d") -> list[tuple[str, NotificationState]]:
    with store.reading() as tx:
        found: list[Notification] = tx.notifications.of_items(["call"])
    return [(each.channel, each.state) for each in found if each.rule == rule]


@pytest.mark.usefixtures("tracker")
def test_a_reminder_comes_to_who_is_on_it_and_not_to_the_channel(store: Store, slack: SlackStandIn) -> None:
    delivery = sending(store, slack)
    assert delivery.next_moment(NOW) == FIRST
    beats(delivery, FIRST, FIRST + MINUTE)

    (text,) = slack.texts(MEIS)
    assert "mei is on it" not in text
    assert slack.texts(CHANNEL) == []
    assert ("@U0MEI/policy", NotificationState.SENT) in rows(store)


def test_the_last_call_comes_to_the_channel_and_names_who_is_on_it(
    store: Store, slack: SlackStandIn, tracker: Tracker
) -> None:
    delivery, close = sending(store, slack), at("2026-05-06 20:00")
    for days in range(12):
        tracker.plan_ahead(FIRST + days * DAY)
    beats(delivery, *(FIRST + days * DAY for days in range(14)), close)

    assert len(slack.texts(MEIS)) == 4
    (last,) = slack.texts(CHANNEL)
    assert "mei is on it." in last


@pytest.mark.usefixtures("tracker")
@pytest.mark.parametrize("error", ["cannot_dm_bot", "user_disabled", "channel_not_found", "messages_tab_disabled"])
def test_who_cannot_be_written_to_is_named_in_the_channel_once(store: Store, slack: SlackStandIn, error: str) -> None:
    slack.faults = [Fault(error=error, once=False, channel="U0MEI")]
    delivery = sending(store, slack)
    beats(delivery, *(FIRST + seconds * MINUTE for seconds in range(4)))

    (text,) = slack.texts(CHANNEL)
    assert text.endswith("mei is on it.")
    assert [method for method, given in slack.calls if given.get("channel") == "U0MEI"] == ["chat.postMessage"]
    assert sorted(rows(store)) == [
        ("@U0MEI/policy", NotificationState.SUPERSEDED),
        ("policy", NotificationState.SENT),
    ]


def test_what_could_not_be_written_to_a_person_stays_due_in_the_channel_when_it_is_planned_anew(
    store: Store, slack: SlackStandIn, tracker: Tracker
) -> None:
    slack.faults = [Fault(error="cannot_dm_bot", channel="U0MEI"), Fault(error="ratelimited", once=False)]
    delivery = sending(store, slack)
    beats(delivery, FIRST)
    tracker.plan_ahead(FIRST + MINUTE)
    assert ("policy", NotificationState.PLANNED) in rows(store)

    slack.faults = []
    beats(delivery, FIRST + 10 * MINUTE, FIRST + 20 * MINUTE)
    assert (len(slack.texts(CHANNEL)), slack.texts(MEIS)) == (1, [])


def test_a_message_of_which_nobody_knows_is_looked_for_where_people_are_written_to(
    store: Store, slack: SlackStandIn, tracker: Tracker
) -> None:
    delivery = sending(store, slack)
    beats(delivery, FIRST)
    tracker.plan_ahead(FIRST + 6 * DAY)
    slack.clock = FIRST + 7 * DAY
    slack.faults = [Fault(status=500, accepts=True, channel="U0MEI")]
    beats(delivery, *(FIRST + 7 * DAY + minutes * MINUTE for minutes in range(10)))

    assert len(slack.texts(MEIS)) == 2
    assert {given["channel"] for method, given in slack.calls if method == "conversations.history"} == {MEIS}
    assert ("@U0MEI/policy", NotificationState.SENT) in rows(store, "7d")


def test_a_reminder_under_way_to_a_person_is_finished_by_the_next_process(
    store: Store, slack: SlackStandIn, tracker: Tracker
) -> None:
    slack.faults = [
        Fault(status=500, accepts=True, channel="U0MEI"),
        Fault(error="internal_error", method="chat.update"),
    ]
    beats(sending(store, slack), FIRST)
    tracker.hand_back("call", "policy", MEI, FIRST + MINUTE)
    later = sending(store, slack)
    later.begin(FIRST + MINUTE, alone=True)
    beats(later, *(FIRST + minutes * MINUTE for minutes in range(2, 12)))

    assert rows(store)[-1] == ("@U0MEI/policy", NotificationState.SENT)
    assert slack.texts(CHANNEL) == []


def test_a_date_that_moves_corrects_what_a_person_was_told(store: Store, slack: SlackStandIn, tracker: Tracker) -> None:
    delivery = sending(store, slack)
    beats(delivery, FIRST)
    tracker.claim("call", said("May 20, 2026", "2026-04-22"), FIRST + MINUTE)
    beats(delivery, *(FIRST + minutes * MINUTE for minutes in range(2, 6)))

    assert len(slack.texts(CHANNEL)) == 1
    with store.reading() as tx:
        assert {each.channel for each in tx.notifications.unsettled()} == {"policy"}


def test_the_buttons_of_a_direct_message_count_for_the_channel_and_follow_what_is_so(
    store: Store, slack: SlackStandIn, tracker: Tracker
) -> None:
    sender = slack_sender(slack, answerable=True)
    beats(a_delivery(store, {"policy": sender}, POLICY), FIRST)
    assert "wt.hand_back" in str(slack.messages[0]["blocks"])
    with store.reading() as tx:
        told = next(each for each in tx.notifications.of_items(["call"]) if each.state is NotificationState.SENT)
        about = subject(tx, OfNotification(told.stored_id, 1), [POLICY], locked=False)
    assert about.channel == POLICY

    tracker.resolve("call", Outcome(Result.DONE, on=date(2026, 4, 22), source="mei"), FIRST + MINUTE)
    drawer = FaceDrawer(store, (POLICY,), {"policy": sender}, public_url=URL, monotonic=lambda: 0.0)
    for seconds in range(0, 120, 10):
        drawer.draw(FIRST + MINUTE + timedelta(seconds=seconds))
    assert [edit["channel"] for edit in slack.edits] == [MEIS]
    assert "wt.hand_back" not in str(slack.messages[0]["blocks"])


@pytest.mark.usefixtures("tracker")
def test_where_there_is_no_token_the_terminal_says_what_a_person_would_hear(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    delivery = a_delivery(store, {"policy": Console(sys.stdout, "policy")}, POLICY)
    beats(delivery, FIRST)
    assert capsys.readouterr().out.startswith("[policy] ")


def test_a_channel_that_is_gone_takes_what_was_planned_for_its_people_with_it(store: Store, tracker: Tracker) -> None:
    del tracker
    Tracker(store, [replace(POLICY, name="other")], DEFAULT_LEADS).plan_ahead(NOW)
    assert ("@U0MEI/policy", NotificationState.CANCELLED) in rows(store)


def test_a_database_from_before_sends_what_it_planned_for_the_channel_to_who_is_on_it(
    store: Store, slack: SlackStandIn, tracker: Tracker
) -> None:
    with store.writing() as tx:
        kept = [each for each in tx.notifications.of_items(["call"]) if each.channel == "policy"]
        tx.notifications.update([replace(each, state=NotificationState.PLANNED, reason=None) for each in kept])
    tracker.plan_ahead(NOW + MINUTE)
    beats(sending(store, slack), FIRST, FIRST + MINUTE)
    assert (len(slack.texts(MEIS)), slack.texts(CHANNEL)) == (1, [])
