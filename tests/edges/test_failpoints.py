"""A process killed at any point between a move, its claim, its post and its receipt loses and doubles nothing."""

from __future__ import annotations

import signal

import pytest

from tests.edges.delivering import DAY, NOW, SECOND, SLACK, a_delivery, due, notifications, owe, slack_sender, states
from tests.slack_stand_in import SlackStandIn
from tests.starting import status_at
from watchtracker.delivery import Dispatcher
from watchtracker.failpoints import Failpoint
from watchtracker.items import Facts, Kind, Statement
from watchtracker.notifications import NotificationKind
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker

ANSWERING = {
    Failpoint.AFTER_INBOX_ROW,
    Failpoint.INSIDE_ANSWER,
    Failpoint.AFTER_ANSWER_COMMIT,
    Failpoint.BEFORE_FEEDBACK,
}
DRAWING = {Failpoint.BEFORE_EDIT, Failpoint.AFTER_EDIT}
COLLECTING = {Failpoint.AFTER_FETCH, Failpoint.INSIDE_COLLECTING, Failpoint.AFTER_COLLECTING}
SENDING = [point for point in Failpoint if point not in {Failpoint.INSIDE_MOVE, *ANSWERING, *DRAWING, *COLLECTING}]
# A message that had arrived when its sender was killed is found; one that had not is sent again.
ARRIVED = {Failpoint.AFTER_POST, Failpoint.BEFORE_RECEIPT_COMMIT, Failpoint.AFTER_RECEIPT_COMMIT}


def killed_at(point: Failpoint, database: str, slack: SlackStandIn, what: str) -> bool:
    """Run it in a process of its own; whether it was killed there."""
    return status_at(point, "failing", database, slack.url, what) == -signal.SIGKILL


def until_settled(delivery: Dispatcher) -> None:
    """Three minutes, each beat when the next message may go: longer than a lease, a settle and two looks."""
    at = NOW + SECOND
    while at < NOW + 180 * SECOND:
        delivery.dispatch(at)
        at = max(at + SECOND, delivery.next_moment(at) or at + 10 * SECOND)


@pytest.mark.parametrize("point", SENDING)
def test_a_sender_killed_there_neither_loses_nor_doubles(
    point: Failpoint, store: Store, store_url: str, slack: SlackStandIn
) -> None:
    owe(store, *(due(name, channel="policy") for name in "abcde"))
    assert killed_at(point, store_url, slack, "send")
    assert len(slack.messages) == (point in ARRIVED)
    until_settled(a_delivery(store, {"policy": slack_sender(slack)}, SLACK))
    assert (len(slack.messages), states(store)) == (1, {"sent": 5})
    with store.reading() as tx:
        for one in notifications(store):
            (*_, sent) = tx.deliveries.of_notification(one.stored_id)
            assert sent.receipt_ts == slack.messages[0]["ts"]


def test_a_move_that_is_cut_off_has_not_happened_and_can_be_made_again(
    store: Store, store_url: str, slack: SlackStandIn
) -> None:
    tracker = Tracker(store, [SLACK], DEFAULT_LEADS)
    facts = Facts(id="call", title="Call", kind=Kind.DEADLINE, zone="UTC")
    tracker.add(facts, Statement("May 6, 2026", NOW.date() - 9 * DAY, "Gazette"), NOW - 9 * DAY)
    with store.reading() as tx:
        before = (tx.items.get("call"), notifications(store))
    assert killed_at(Failpoint.INSIDE_MOVE, store_url, slack, "move")
    with store.reading() as tx:
        assert (tx.items.get("call"), notifications(store)) == before
    tracker.claim("call", Statement("June 9, 2026", NOW.date() - DAY, "Gazette"), NOW)
    until_settled(a_delivery(store, {"policy": slack_sender(slack)}, SLACK))
    assert [one.kind for one in notifications(store) if one.sent_at] == [NotificationKind.MOVED]
    assert [("9 Jun 2026" in text) for text in slack.texts()] == [True]
