"""What an answer causes is told once, in the thread of the message that was answered, whatever goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.answers import BO, LEGAL, NOW, POLICY, Desk
from tests.edges.delivering import a_delivery, slack_sender
from tests.edges.test_failpoints import ARRIVED, SENDING, killed_at
from tests.slack_stand_in import TOKEN, Fault, SlackStandIn
from watchtracker.delivery import Dispatcher
from watchtracker.failpoints import Failpoint
from watchtracker.inbox.intents import View
from watchtracker.notifications import Notification, NotificationKind, NotificationState
from watchtracker.store.engine import Store
from watchtracker.targets import SlackTarget
from watchtracker.wording.feedback import plain

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def desk(store: Store, slack: SlackStandIn) -> Iterator[Desk]:
    """A deadline of which both channels were told a minute ago."""
    desk = Desk(store, slack=slack)
    desk.watch("May 12, 2026")
    remind(desk, NOW - MINUTE)
    with desk.open():
        until_settled(sending(desk), seconds=20, since=-MINUTE)
        assert sorted(told_later(slack, 0)) == [("C0LEGAL", None), ("C0POLICY", None)]
        yield desk


def remind(desk: Desk, moment: datetime, channels: tuple[str, ...] = ("policy", "legal")) -> None:
    """Have the next reminder of each channel be due at that moment."""
    with desk.store.writing() as tx:
        planned = [each for each in tx.notifications.unsettled() if each.kind is NotificationKind.UPCOMING]
        for channel in channels:
            first = min((each for each in planned if each.channel.endswith(channel)), key=lambda each: each.at)
            tx.notifications.update([replace(first, at=moment, local=moment.replace(tzinfo=None))])


def sending(desk: Desk) -> Dispatcher:
    assert desk.slack is not None
    senders = {
        "policy": slack_sender(desk.slack, answerable=True),
        "legal": slack_sender(desk.slack, "C0LEGAL", answerable=True),
    }
    return a_delivery(desk.store, senders, POLICY, LEGAL)


def until_settled(delivery: Dispatcher, *, seconds: float = 180, since: timedelta = SECOND) -> None:
    at = ends = NOW + since
    ends += timedelta(seconds=seconds)
    while at < ends:
        delivery.dispatch(at)
        at = min(max(at + SECOND, delivery.next_moment(at) or at), at + 10 * SECOND)


def reminded(desk: Desk) -> tuple[dict[str, Any], Notification]:
    """The message in the channel "policy" and what it told."""
    assert desk.slack is not None
    message = next(each for each in desk.slack.messages if each["channel"] == "C0POLICY")
    with desk.store.reading() as tx:
        told = next(
            each
            for each in tx.notifications.of_items(["call"])
            if each.channel == "policy" and each.state is NotificationState.SENT
        )
    return message, told


def told_later(slack: SlackStandIn, first: int = 2) -> list[tuple[str, str | None]]:
    """Where what came after the reminders stands: the channel, and the message below which it does."""
    return [(message["channel"], message.get("thread_ts")) for message in slack.messages[first:]]


def told_of(desk: Desk) -> str | None:
    """Work off the one answer that waits; the line that is said of it to all."""
    (worked,) = desk.work()
    assert worked.telling is not None
    assert worked.telling.told is not None
    return None if worked.telling.told.line is None else plain(worked.telling.told.line)


def move(desk: Desk, told: Notification, when: str = "Jun 9, 2026") -> None:
    fields = {"when": when, "said_on": "2026-04-29", "source": "Gazette", "standing": "official"}
    desk.submit(View.NEW_DATE, told, fields)


def test_a_new_date_is_told_below_the_message_that_was_answered_and_nowhere_else_in_that_channel(
    desk: Desk, slack: SlackStandIn
) -> None:
    message, told = reminded(desk)
    move(desk, told)
    assert told_of(desk) is None
    until_settled(sending(desk), seconds=20)
    assert sorted(told_later(slack)) == [("C0LEGAL", None), ("C0POLICY", message["ts"])]
    below = next(each for each in slack.messages if "thread_ts" in each)
    assert "9 Jun 2026" in below["text"]
    assert "Recorded by ana, 29 Apr 2026." in str(below["blocks"])


def test_who_fills_in_a_form_sees_the_message_drawn_first_that_they_opened_it_from(desk: Desk) -> None:
    message, told = reminded(desk)
    kept = {"at": {"c": message["channel"], "m": message["ts"]}}
    fields = {"when": "Jun 9, 2026", "said_on": "2026-04-29", "source": "Gazette", "standing": "official"}
    desk.submit(View.NEW_DATE, told, fields, kept=kept)
    desk.work()
    with desk.store.writing() as tx:
        face = tx.faces.next([POLICY.name, LEGAL.name], NOW + MINUTE)
    assert face is not None
    assert (face.channel, face.receipt.ts, face.pressed_at) == (POLICY.name, message["ts"], NOW)


def test_who_undoes_it_in_what_they_alone_see_has_the_message_drawn_that_they_answered(desk: Desk) -> None:
    message, told = reminded(desk)
    hands = desk.hands()
    alone = {"type": "message", "message_ts": "1777000001.9", "channel_id": "C0POLICY", "is_ephemeral": True}
    desk.deliver(hands, hands.press(message, "done"))
    desk.work()
    with desk.store.writing() as tx:
        while (face := tx.faces.next([POLICY.name, LEGAL.name], NOW + MINUTE)) is not None:
            tx.faces.settle(face, face.drawn or "", at=NOW + MINUTE)
    desk.now += 2 * MINUTE
    desk.press("undo", told, container=alone)
    desk.work()
    with desk.store.writing() as tx:
        face = tx.faces.next([POLICY.name, LEGAL.name], desk.now + MINUTE)
    assert desk.item().outcome is None
    assert face is not None
    assert (face.receipt.ts, face.pressed_at) == (message["ts"], desk.now)


@pytest.mark.parametrize("action", ["done", "not_right"])
def test_an_outcome_and_what_was_not_right_are_told_below_it_as_well(
    desk: Desk, slack: SlackStandIn, action: str
) -> None:
    message, told = reminded(desk)
    if action == "not_right":
        desk.submit(View.NOT_RIGHT, told, {})
    else:
        desk.press(action, told)
    assert told_of(desk) is None
    until_settled(sending(desk), seconds=20)
    assert sorted(told_later(slack)) == [("C0LEGAL", None), ("C0POLICY", message["ts"])]


def test_what_is_answered_below_a_message_is_told_in_the_same_thread(desk: Desk, slack: SlackStandIn) -> None:
    message, told = reminded(desk)
    move(desk, told)
    desk.work()
    until_settled(sending(desk), seconds=20)
    with desk.store.reading() as tx:
        every = tx.notifications.of_items(["call"])
    (notice,) = [each for each in every if (each.channel, each.kind) == ("policy", NotificationKind.MOVED)]
    desk.now += MINUTE
    move(desk, notice, "Jun 20, 2026")
    desk.work()
    until_settled(sending(desk), seconds=20, since=MINUTE)
    below = [each["thread_ts"] for each in slack.messages if "thread_ts" in each]
    assert below == [message["ts"]] * 2


def test_where_the_message_was_deleted_it_is_told_in_the_channel(desk: Desk, slack: SlackStandIn) -> None:
    message, told = reminded(desk)
    move(desk, told)
    desk.work()
    slack.answer("chat.delete", TOKEN, {"channel": "C0POLICY", "ts": message["ts"]})
    until_settled(sending(desk), seconds=20)
    assert sorted(told_later(slack, 1)) == [("C0LEGAL", None), ("C0POLICY", None)]
    with desk.store.reading() as tx:
        assert not [each for each in tx.notifications.dead() if each.kind is NotificationKind.MOVED]


def test_a_channel_that_is_pointed_elsewhere_is_told_where_it_leads_now(desk: Desk, slack: SlackStandIn) -> None:
    _, told = reminded(desk)
    move(desk, told)
    desk.work()
    elsewhere = replace(POLICY, to=SlackTarget("C0NEW"))
    until_settled(a_delivery(desk.store, {"policy": slack_sender(slack, "C0NEW")}, elsewhere), seconds=20)
    assert told_later(slack) == [("C0NEW", None)]


def test_what_belongs_into_threads_is_never_gathered_into_one_message(desk: Desk, slack: SlackStandIn) -> None:
    message, told = reminded(desk)
    for number in range(4):
        desk.watch("May 12, 2026", item_id=f"other-{number}")
        remind(desk, NOW, ("policy",))
    move(desk, told)
    desk.work()
    until_settled(sending(desk), seconds=60)
    here = [each for each in slack.messages[2:] if each["channel"] == "C0POLICY"]
    assert [each.get("thread_ts") for each in here if "9 Jun 2026" in each["text"]] == [message["ts"]]


@pytest.mark.parametrize("lost", [Fault(status=500, accepts=True), Fault(status=500)])
def test_whether_a_reply_arrived_is_looked_up_in_its_thread(desk: Desk, slack: SlackStandIn, lost: Fault) -> None:
    message, told = reminded(desk)
    move(desk, told)
    desk.work()
    slack.faults = [replace(lost, channel="C0POLICY")]
    until_settled(sending(desk))
    assert [where for where in told_later(slack) if where[0] == "C0POLICY"] == [("C0POLICY", message["ts"])]
    assert "conversations.replies" in [method for method, _ in slack.calls]
    with desk.store.reading() as tx:
        assert tx.deliveries.counts() == {"sending": 0, "unknown": 0, "dead": 2}


def test_a_reply_whose_thread_is_gone_while_nobody_knows_of_it_comes_in_the_channel(
    desk: Desk, slack: SlackStandIn
) -> None:
    message, told = reminded(desk)
    move(desk, told)
    desk.work()
    slack.faults = [Fault(status=500, channel="C0POLICY")]
    delivery = sending(desk)
    delivery.dispatch(NOW + SECOND)
    slack.answer("chat.delete", TOKEN, {"channel": "C0POLICY", "ts": message["ts"]})
    until_settled(delivery)
    assert sorted(told_later(slack, 1)) == [("C0LEGAL", None), ("C0POLICY", None)]


@pytest.mark.parametrize("point", SENDING)
def test_a_sender_killed_there_tells_it_once_and_in_the_thread(
    point: Failpoint, desk: Desk, store_url: str, slack: SlackStandIn
) -> None:
    message, told = reminded(desk)
    move(desk, told)
    desk.work()
    assert killed_at(point, store_url, slack, "send")
    assert len(slack.messages) - 2 == (point in ARRIVED)
    until_settled(sending(desk))
    assert sorted(told_later(slack)) == [("C0LEGAL", None), ("C0POLICY", message["ts"])]


def test_who_takes_it_over_in_a_message_of_their_own_is_named_below_the_message_of_the_channel(desk: Desk) -> None:
    message, told = reminded(desk)
    desk.press("take", told)
    desk.work()
    remind(desk, NOW, ("@U0ANA/policy",))
    until_settled(sending(desk), seconds=20)
    with desk.store.reading() as tx:
        every = tx.notifications.of_items(["call"])
    own = next(each for each in every if each.channel == "@U0ANA/policy" and each.state is NotificationState.SENT)
    desk.submit(View.TAKE_OVER, told, {}, BO)
    desk.work()
    desk.submit(View.TAKE_OVER, own, {})
    (worked,) = desk.work()
    assert worked.telling is not None
    assert worked.telling.told is not None
    assert plain(worked.telling.told.line or ()) == "ana is on it, in place of bo."
    below = worked.telling.below
    assert below is not None
    assert (below.channel, below.message) == ("C0POLICY", message["ts"])
    assert worked.telling.thread is not None
    assert worked.telling.thread.channel == "D0ANA"


def test_a_reminder_that_cannot_go_to_who_is_on_it_comes_below_the_last_message_of_the_channel(
    desk: Desk, slack: SlackStandIn
) -> None:
    message, told = reminded(desk)
    desk.press("take", told)
    desk.work()
    remind(desk, NOW, ("@U0ANA/policy",))
    slack.faults = [Fault(error="cannot_dm_bot", channel="U0ANA")]
    until_settled(sending(desk), seconds=20)
    assert told_later(slack) == [("C0POLICY", message["ts"])]
