"""Attempts: whatever a channel answers has its end, and is written once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime

import pytest

from tests.builders import in_words
from tests.edges.delivering import (
    CONSOLE,
    DAY,
    HOUR,
    MINUTE,
    NOW,
    SECOND,
    SLACK,
    Recorder,
    a_delivery,
    deliveries,
    due,
    ids,
    moved_under_way,
    notifications,
    owe,
    policy,
    retry,
    states,
)
from watchtracker.errors import InputError, StoreError
from watchtracker.notifications import Channel, IfUnclear, NotificationState
from watchtracker.outbox.messages import SendResult, SendStatus
from watchtracker.outbox.records import DeliveryState
from watchtracker.store.engine import Store, Transaction
from watchtracker.targets import SlackTarget

REFUSED = SendResult(SendStatus.CREDENTIALS_REFUSED, "token_expired")


def test_a_receipt_is_kept(store: Store) -> None:
    owe(store, due(channel="policy"))
    a_delivery(store, {"policy": Recorder()}, SLACK).dispatch(NOW)
    (sent,) = notifications(store)
    with store.reading() as tx:
        (delivery,) = tx.deliveries.of_notification(sent.stored_id)
        events = [event for _, event, _ in tx.deliveries.attempts(delivery.id)]
    assert (delivery.receipt_channel, delivery.receipt_ts) == ("C0POLICY", "1700000000.000001")
    assert (delivery.state, delivery.outcome) == (DeliveryState.SENT, "sent")
    assert events == ["started", "sent"]
    assert sent.sent_at is not None
    assert sent.sent_at >= NOW


@pytest.mark.parametrize("answer", [SendStatus.NOT_SENT, SendStatus.TRY_LATER, SendStatus.CREDENTIALS_REFUSED])
def test_what_certainly_was_not_sent_is_due_again(store: Store, answer: SendStatus) -> None:
    owe(store, due(channel="policy"))
    slack = Recorder([SendResult(answer, "no")])
    delivery = a_delivery(store, {"policy": slack}, SLACK)
    delivery.dispatch(NOW)
    assert states(store) == {"planned": 1}
    assert deliveries(store) == ["dissolved"]
    delivery.dispatch(NOW + 2 * MINUTE)
    assert states(store) == {"sent": 1}
    assert len(set(slack.keys)) == 2


def test_failing_on_the_way_waits_longer_each_time(store: Store) -> None:
    owe(store, due(channel="policy"))
    slack = Recorder([SendResult(SendStatus.NOT_SENT, "refused")] * 2)
    delivery = a_delivery(store, {"policy": slack}, SLACK)
    tried = []
    for second in range(9):
        delivery.dispatch(NOW + second * SECOND)
        tried.append(len(slack.messages))
    assert tried == [1, 1, 2, 2, 2, 2, 3, 3, 3]


def test_a_rate_limit_closes_one_channel_for_as_long_as_it_says(store: Store) -> None:
    other = Channel(name="other", zone="UTC", to=SlackTarget("C0OTHER"))
    owe(store, due("a", channel="policy"), due("b", channel="other"))
    slack = Recorder([SendResult(SendStatus.TRY_LATER, "ratelimited", retry_after=30 * SECOND)])
    free = Recorder()
    delivery = a_delivery(store, {"policy": slack, "other": free}, SLACK, other)
    for second in (0, 10, 29):
        delivery.dispatch(NOW + second * SECOND)
    assert (len(slack.messages), len(free.messages)) == (1, 1)
    delivery.dispatch(NOW + 31 * SECOND)
    assert states(store) == {"sent": 2}


def test_refused_credentials_pause_the_workspace_until_a_probe_is_accepted(store: Store) -> None:
    owe(store, *policy("a", "b"), due("c"))
    slack, team = Recorder([REFUSED]), Recorder()
    probes = [REFUSED, SendResult(SendStatus.SENT)]
    delivery = a_delivery(store, {"policy": slack, "team": team}, SLACK, CONSOLE, probe=lambda: probes.pop(0))
    for second in (0, 5, 30, 61):
        delivery.dispatch(NOW + second * SECOND)
    assert (len(slack.messages), len(team.messages), len(probes)) == (1, 1, 1)
    assert states(store) == {"planned": 2, "sent": 1}
    for second in (122, 124):
        delivery.dispatch(NOW + second * SECOND)
    assert states(store) == {"sent": 3}


def test_the_72_hours_stand_still_while_credentials_are_refused(store: Store) -> None:
    owe(store, due("a", channel="policy"), due("b", NOW + HOUR, channel="policy"))
    probes = [REFUSED] * 4
    delivery = a_delivery(
        store,
        {"policy": (slack := Recorder([REFUSED]))},
        SLACK,
        probe=lambda: probes.pop() if probes else SendResult(SendStatus.SENT),
    )
    for day in range(6):
        delivery.dispatch(NOW + day * DAY)
    delivery.dispatch(NOW + 5 * DAY + 2 * SECOND)
    assert states(store) == {"sent": 2}
    assert len(slack.messages) == 3


def test_a_refused_target_is_dead_at_once_and_can_be_sent_again(store: Store) -> None:
    owe(store, due("a", channel="policy"))
    slack, team = Recorder([SendResult(SendStatus.TARGET_REFUSED, "is_archived")] * 2), Recorder()
    delivery = a_delivery(store, {"policy": slack, "console": team}, SLACK)
    delivery.dispatch(NOW)
    assert [in_words(one.reason) for one in notifications(store)] == ["the channel refused it: is_archived"]
    assert len(team.messages) == 1
    delivery.dispatch(NOW + MINUTE)
    assert (len(slack.messages), len(team.messages)) == (1, 1)
    dead = ids(store, NotificationState.DEAD)
    assert retry(store, dead, NOW + DAY) == dead
    delivery.dispatch(NOW + DAY)
    assert (states(store), len(team.messages)) == ({"dead": 1}, 2)
    assert retry(store, None, NOW + 9 * DAY) == dead
    assert retry(store, None, NOW + 9 * DAY) == []


def test_a_refused_payload_goes_out_once_more_as_plain_text_with_the_same_key(store: Store) -> None:
    owe(store, due("a", channel="policy"))
    slack = Recorder([SendResult(SendStatus.PAYLOAD_REFUSED, "invalid_blocks")])
    a_delivery(store, {"policy": slack}, SLACK).dispatch(NOW)
    assert [message.plain for message in slack.messages] == [False, True]
    assert len(set(slack.keys)) == 1
    assert states(store) == {"sent": 1}
    (sent,) = notifications(store)
    with store.reading() as tx:
        (delivery,) = tx.deliveries.of_notification(sent.stored_id)
        events = [event for _, event, _ in tx.deliveries.attempts(delivery.id)]
    assert delivery.plain
    assert events == ["started", "payload_refused", "started", "sent"]


def test_a_payload_that_is_refused_as_plain_text_too_is_dead(store: Store) -> None:
    owe(store, due("a", channel="policy"))
    slack = Recorder([SendResult(SendStatus.PAYLOAD_REFUSED, "no_text")] * 2)
    a_delivery(store, {"policy": slack}, SLACK).dispatch(NOW)
    assert (states(store), len(slack.messages)) == ({"dead": 1}, 2)


def test_a_payload_is_refused_once_where_the_channel_has_no_plainer_form(store: Store) -> None:
    owe(store, due("a"))
    team = Recorder([SendResult(SendStatus.PAYLOAD_REFUSED, "no")] * 2)
    a_delivery(store, {"team": team}).dispatch(NOW)
    assert (states(store), len(team.messages)) == ({"dead": 1}, 1)


def test_an_unclear_answer_is_held_where_nobody_can_look_and_the_channel_says_so(store: Store) -> None:
    owe(store, due("a", channel="policy"))
    slack = Recorder([SendResult(SendStatus.UNCLEAR, "fatal_error")])
    delivery = a_delivery(store, {"policy": slack}, replace(SLACK, unclear=IfUnclear.HOLD))
    for day in range(9):
        delivery.dispatch(NOW + day * DAY)
    assert (states(store), deliveries(store), len(slack.messages)) == ({"sending": 1}, ["unknown"], 1)
    with store.reading() as tx:
        assert tx.deliveries.counts() == {"sending": 0, "unknown": 1, "dead": 0}


def test_a_channel_that_raises_counts_as_unclear(store: Store) -> None:
    def fails() -> None:
        raise RuntimeError("a fault of ours")

    owe(store, due())
    a_delivery(store, {"team": Recorder(before=fails)}).dispatch(NOW)
    assert deliveries(store) == ["unknown"]


def test_a_result_that_the_database_could_not_take_is_written_later(store: Store) -> None:
    owe(store, due())
    team = Recorder()
    delivery = a_delivery(store, {"team": team})
    failing = Unwritable(store)
    delivery._store = failing  # type: ignore[assignment]
    with pytest.raises(StoreError):
        delivery.dispatch(NOW)
    delivery._store = store
    delivery.dispatch(NOW + SECOND)
    assert (len(team.messages), states(store)) == (1, {"sent": 1})


class Unwritable:
    """A store that takes a claim and then nothing more."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writes = 0

    def writing(self) -> AbstractContextManager[Transaction]:
        self._writes += 1
        if self._writes > 1:
            raise StoreError
        return self._store.writing()

    def reading(self) -> AbstractContextManager[Transaction]:
        return self._store.reading()

    def clock(self) -> datetime | None:
        return self._store.clock()


@pytest.fixture
def nothing_logged() -> Iterator[None]:
    """What cannot be written cannot be reported to another process either, and tests may run in several."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("nothing_logged")
def test_what_cannot_be_written_of_one_channel_keeps_no_other_waiting(store: Store) -> None:
    owe(store, due("a", channel="policy"), due("b"))
    bad, team = Recorder(answers=[SendResult(SendStatus.UNCLEAR, "half a letter: \ud800")]), Recorder()
    delivery = a_delivery(store, {"policy": bad, "team": team}, SLACK, CONSOLE)
    with pytest.raises(InputError, match="is no text"):
        delivery.dispatch(NOW)
    delivery.dispatch(NOW + SECOND)
    assert (len(team.messages), states(store)) == (1, {"sending": 1, "sent": 1})


def test_what_was_overtaken_and_not_sent_is_superseded(store: Store) -> None:
    owe(store, due(channel="policy"))
    slack = Recorder([SendResult(SendStatus.NOT_SENT, "refused")])
    moved_under_way(store, slack)
    a_delivery(store, {"policy": slack}, SLACK).dispatch(NOW)
    (one,) = notifications(store)
    assert (one.state, in_words(one.reason)) == (NotificationState.SUPERSEDED, "the date in force is now 9 Jun 2026")
