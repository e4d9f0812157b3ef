"""Several at once: replicas on PostgreSQL that share the work, and delivery through a Slack that fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Lock, Thread

import pytest

from tests.builders import a_channel
from tests.databases import Server
from tests.edges.delivering import (
    DAY,
    NOW,
    SECOND,
    SLACK,
    a_delivery,
    due,
    notifications,
    owe,
    slack_sender,
    states,
)
from tests.slack_stand_in import TOKEN, Fault, SlackStandIn
from watchtracker.channels.console import LIMITS
from watchtracker.items import Facts, Kind, Statement
from watchtracker.notifications import Channel, NotificationKind
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.outbox.messages import Message, SendResult, SendStatus
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker


class Counting:
    """A channel that counts, shared by all replicas."""

    limits = LIMITS

    def __init__(self) -> None:
        self._lock = Lock()
        self.keys: Counter[str] = Counter()
        self.entries: Counter[str] = Counter()

    def send(self, message: Message, key: str) -> SendResult:
        with self._lock:
            self.keys[key] += 1
            self.entries.update(entry.text for entry in message.entries)
        return SendResult(SendStatus.SENT)


def test_replicas_send_each_of_200_once(postgresql: Server) -> None:
    channels = [a_channel(f"channel-{number}") for number in range(67)]
    url = postgresql.emptied()
    with closing(Store.open(url)) as store:
        owed = [due(f"call-{one}-{channel.name}", channel=channel.name) for channel in channels for one in range(3)]
        owe(store, *owed[:200])
        counting, barrier = Counting(), Barrier(3)
        replicas = [Thread(target=replica, args=(url, channels, counting, barrier)) for _ in range(3)]
        for thread in replicas:
            thread.start()
        for thread in replicas:
            thread.join()
        assert states(store) == {"sent": 200}
    assert (len(counting.keys), counting.keys.total(), len(counting.entries)) == (200, 200, 200)


def replica(url: str, channels: Sequence[Channel], counting: Counting, barrier: Barrier) -> None:
    with closing(Store.open(url)) as store:
        delivery = a_delivery(store, {channel.name: counting for channel in channels}, *channels)
        barrier.wait()
        for beat in range(4):
            delivery.dispatch(NOW + beat * SECOND)


def test_an_item_that_is_being_changed_is_left_to_the_change(postgresql: Server) -> None:
    url = postgresql.emptied()
    with closing(Store.open(url)) as store, closing(Store.open(url)) as other:
        owe(store, due("a"), due("b"))
        counting = Counting()
        delivery = a_delivery(store, {"team": counting})
        with other.writing() as tx:
            tx.items.lock(["a"])
            delivery.dispatch(NOW)
            assert counting.keys.total() == 1
        delivery.dispatch(NOW + SECOND)
        assert counting.keys.total() == 2


def test_a_date_that_moves_before_its_reminder_is_claimed_is_never_spoken_of(store: Store) -> None:
    tracker = Tracker(store, [replace(SLACK, zone="UTC")], DEFAULT_LEADS)
    facts = Facts(id="call", title="Call", kind=Kind.DEADLINE, zone="UTC")
    tracker.add(facts, Statement("May 6, 2026", NOW.date() - timedelta(days=9), "Gazette"), NOW - 9 * DAY)
    tracker.claim("call", Statement("June 9, 2026", NOW.date() - DAY, "Gazette"), NOW - DAY)
    counting = Counting()
    a_delivery(store, {"policy": counting}, SLACK).dispatch(NOW + 5 * SECOND)
    assert [one.kind for one in notifications(store) if one.sent_at] == [NotificationKind.MOVED]
    assert ["9 Jun 2026" in text for text in counting.entries] == [True]


@pytest.mark.parametrize(
    ("fault", "accepted", "ends"),
    [
        (Fault(error="fatal_error", accepts=True), 1, {"sent": 1}),
        (Fault(error="a_code_of_tomorrow", accepts=True), 1, {"sent": 1}),
        (Fault(status=500, accepts=True), 1, {"sent": 1}),
        (Fault(reset=True, accepts=True), 1, {"sent": 1}),
        (Fault(body='{"ok": tr', accepts=True), 1, {"sent": 1}),
        (Fault(error="fatal_error"), 1, {"sent": 1}),
        (Fault(status=503), 1, {"sent": 1}),
        (Fault(reset=True), 1, {"sent": 1}),
        (Fault(error="ratelimited"), 1, {"sent": 1}),
        (Fault(error="invalid_blocks", with_blocks=True, once=False), 1, {"sent": 1}),
        (Fault(error="is_archived"), 0, {"dead": 1}),
        (Fault(error="token_expired"), 1, {"sent": 1}),
    ],
)
def test_slack_accepts_each_key_once_whatever_it_answers(
    store: Store, slack: SlackStandIn, fault: Fault, accepted: int, ends: dict[str, int]
) -> None:
    owe(store, due(channel="policy"))
    slack.faults.append(fault)
    sender = slack_sender(slack)
    delivery = a_delivery(store, {"policy": sender}, SLACK, probe=sender.probe)
    for minute in range(5):
        delivery.dispatch(NOW + minute * 61 * SECOND)
    assert (len(slack.messages), states(store)) == (accepted, ends)
    assert set(Counter(slack.keys()).values()) <= {1}


def test_an_expired_token_holds_everything_and_loses_nothing(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"), due("b", channel="policy"))
    slack.accepted_tokens = set()
    sender = slack_sender(slack)
    delivery = a_delivery(store, {"policy": sender}, SLACK, probe=sender.probe)
    for second in range(0, 180, 5):
        delivery.dispatch(NOW + second * SECOND)
    assert Counter(method for method, _ in slack.calls) == {"chat.postMessage": 1, "auth.test": 2}
    slack.accepted_tokens = {TOKEN}
    for second in range(180, 250, 5):
        delivery.dispatch(NOW + second * SECOND)
    assert states(store) == {"sent": 2}
    assert all(one.sent_at for one in notifications(store))
