"""Proposals reach the channels that ask for them: once, in one message a day, and not what was decided before."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import a_channel, an_item, said
from tests.core.test_intake_proposals import NOW, a_proposal
from tests.edges.delivering import Recorder, a_delivery
from tests.sites import SETTINGS
from watchtracker.channels import console
from watchtracker.intake.proposals import Proposal
from watchtracker.intake.text_sources import SourceKind, TextSource
from watchtracker.items import Kind
from watchtracker.notifications import Channel, Notification, NotificationKind, NotificationState, Want
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.outbox.messages import SendResult, SendStatus
from watchtracker.runtime.bootstrap import plan
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker
from watchtracker.tracker.intake import Intake
from watchtracker.wording.items import let_in

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ASKS = a_channel("team", wants=frozenset({Want.PROPOSALS}))
NEXT = NOW + DAY  # 09:00, the hour of the channel


def an_intake(store: Store, *channels: Channel) -> Intake:
    tracker = Tracker(store, channels or (ASKS,), DEFAULT_LEADS)
    tracker.begin([an_item(said("April 2026", "2026-04-01"), zone="UTC", tags=("policy",))], NOW - DAY)
    return Intake(store, tracker)


def some(many: int) -> list[Proposal]:
    return [a_proposal(title=f"Model {chr(ord('A') + number)}") for number in range(many)]


def recorded(store: Store) -> list[Notification]:
    with store.reading() as tx:
        every = [*tx.notifications.of_proposals(), *tx.notifications.by_id(range(1, 5000))]
    asked = {each.stored_id: each for each in every if each.kind is NotificationKind.PROPOSALS}
    return [asked[number] for number in sorted(asked)]


def test_what_waits_is_one_message_at_the_hour_of_the_channel_and_is_not_said_again(store: Store) -> None:
    an_intake(store).hear(some(2), NOW + HOUR)
    team = Recorder()
    delivery = a_delivery(store, {"team": team}, ASKS)
    delivery.dispatch(NEXT - HOUR)
    assert team.messages == []
    for hours in range(0, 60, 6):
        delivery.dispatch(NEXT + hours * HOUR)
    (message,) = team.messages
    assert message.title == "2 proposals to decide on"


def test_nothing_is_said_where_nothing_waits(store: Store) -> None:
    an_intake(store)
    team = Recorder()
    a_delivery(store, {"team": team}, ASKS).dispatch(NEXT)
    assert team.messages == []


def test_the_eleventh_is_counted_and_comes_the_day_after(store: Store) -> None:
    an_intake(store).hear(some(11), NOW + HOUR)
    team = Recorder()
    delivery = a_delivery(store, {"team": team}, ASKS)
    delivery.dispatch(NEXT)
    delivery.dispatch(NEXT + HOUR)
    assert [(len(message.entries), message.more) for message in team.messages] == [(10, 1)]
    assert team.messages[0].more_url.endswith("/inbox")
    delivery.dispatch(NEXT + DAY)
    assert len(team.messages[1].entries) == 1


def test_what_was_dismissed_and_what_was_accepted_meanwhile_are_left_out(store: Store) -> None:
    intake = an_intake(store)
    first, second, third = intake.hear(some(3), NOW + HOUR)
    intake.dismiss([first.id], NOW + 2 * HOUR, by="mei")
    intake.accept([second.id], NOW + 2 * HOUR, by="mei")
    team = Recorder()
    a_delivery(store, {"team": team}, ASKS).dispatch(NEXT)
    (message,) = team.messages
    assert [entry.title for entry in message.entries] == [third.proposal.title]


def test_where_all_were_decided_they_end_as_superseded_and_nothing_comes(store: Store) -> None:
    intake = an_intake(store)
    (stored,) = intake.hear(some(1), NOW + HOUR)
    intake.dismiss([stored.id], NOW + 2 * HOUR, by="mei")
    team = Recorder()
    a_delivery(store, {"team": team}, ASKS).dispatch(NEXT)
    assert team.messages == []
    assert [each.state for each in recorded(store)] == [NotificationState.SUPERSEDED]


def test_one_that_is_brought_back_comes_on_the_next_day(store: Store) -> None:
    intake = an_intake(store)
    (stored,) = intake.hear(some(1), NOW + HOUR)
    intake.dismiss([stored.id], NOW + 2 * HOUR, by="mei")
    intake.restore(stored.id, NEXT + HOUR)
    team = Recorder()
    delivery = a_delivery(store, {"team": team}, ASKS)
    delivery.dispatch(NEXT + 2 * HOUR)
    assert team.messages == []
    delivery.dispatch(NEXT + DAY)
    assert len(team.messages) == 1


def test_a_channel_with_tags_hears_of_items_and_of_sources_that_have_them(store: Store) -> None:
    policy, models = replace(ASKS, name="policy", tags=("policy",)), replace(ASKS, name="models", tags=("models",))
    intake = an_intake(store, policy, models)
    with store.writing() as tx:
        tx.sources.declare([TextSource("Release Notes", SourceKind.FEED, "https://notes.example", tags=("models",))])
    intake.hear([a_proposal(item="launch"), a_proposal(title="Model B", source="Release Notes")], NOW + HOUR)
    heard = {"policy": Recorder(), "models": Recorder()}
    a_delivery(store, heard, policy, models).dispatch(NEXT)
    titles = {name: [entry.title for entry in team.messages[0].entries] for name, team in heard.items()}
    assert titles == {"policy": ["Launch"], "models": ["Model B"]}


def test_a_deadline_that_is_near_is_asked_about_at_once(store: Store) -> None:
    tracker = Tracker(store, (ASKS,), DEFAULT_LEADS)
    tracker.begin([an_item(said("18 April 2026", "2026-04-01"), zone="UTC", kind=Kind.DEADLINE)], NOW - DAY)
    Intake(store, tracker).hear([a_proposal("25 April 2026", item="launch"), *some(1)], NOW + HOUR)
    team = Recorder()
    a_delivery(store, {"team": team}, ASKS).dispatch(NOW + HOUR)
    assert [[entry.title for entry in message.entries] for message in team.messages] == [["Launch"]]


def test_a_message_that_could_not_be_sent_is_sent_later_without_what_was_decided(store: Store) -> None:
    intake = an_intake(store)
    first, _ = intake.hear(some(2), NOW + HOUR)
    team = Recorder([SendResult(SendStatus.NOT_SENT, "away")])
    delivery = a_delivery(store, {"team": team}, ASKS)
    delivery.dispatch(NEXT)
    intake.dismiss([first.id], NEXT + HOUR, by="mei")
    delivery.dispatch(NEXT + 2 * HOUR)
    assert [len(message.entries) for message in team.messages] == [2, 1]


def test_two_replicas_tell_it_once(store: Store) -> None:
    an_intake(store).hear(some(3), NOW + HOUR)
    team = Recorder(limits=console.LIMITS)
    replicas = [a_delivery(store, {"team": team}, ASKS) for _ in range(2)]
    threads = [threading.Thread(target=replica.dispatch, args=(NEXT,)) for replica in replicas]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(message.entries) for message in team.messages] == [3]


@pytest.mark.parametrize("listed", [True, False])
def test_a_change_of_its_item_leaves_what_is_planned_as_it_is(store: Store, *, listed: bool) -> None:
    intake = an_intake(store)
    intake.hear([a_proposal(item="launch" if listed else None)], NOW + HOUR)
    before = recorded(store)
    Tracker(store, (ASKS,), DEFAULT_LEADS).plan_ahead(NOW + HOUR)
    assert recorded(store) == before
    assert [each.state for each in before] == [NotificationState.PLANNED]


def test_what_a_trusted_source_let_in_is_told_as_a_move_that_names_it(store: Store) -> None:
    hears = replace(ASKS, wants=frozenset({Want.MOVES}))
    intake = an_intake(store, hears)
    told = a_proposal("early May", item="launch", said_by="Financial Times, by way of Model Weekly")
    intake.let_in(told, NOW, by="Model Weekly")
    team = Recorder()
    a_delivery(store, {"team": team}, hears).dispatch(NOW)
    assert team.texts[0][0].startswith(
        "Launch: slipped by 10 days to early May 2026, was Apr 2026 (Financial Times, by way of Model Weekly"
    )
    with store.reading() as tx:
        (item,) = tx.items.some(["launch"])
    assert let_in(item.claims[-1]) == "let in by Model Weekly"
    assert let_in(item.claims[0]) == ""


def test_the_plan_names_each_proposal_with_its_channel_and_its_words(store: Store) -> None:
    an_intake(store).hear([a_proposal(item="launch"), *some(1)], NOW + HOUR)
    settings = replace(SETTINGS, channels=(ASKS,))
    planned = plan(settings, store, now=NOW + HOUR, as_of=None, within=2 * DAY, channel=None)
    found = [(each.notification.kind.value, each.notification.item, each.notification.at) for each in planned]
    assert found == [("proposals", "launch", NEXT), ("proposals", None, NEXT)]
    assert planned[0].text.startswith("Launch: proposal ")
