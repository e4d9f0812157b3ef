"""What nobody knows is looked for in the channel, by the real slack_sdk, and sent again only if it is not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import in_words
from tests.edges.delivering import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    SECOND,
    SLACK,
    Recorder,
    a_delivery,
    due,
    ids,
    notifications,
    overtake,
    owe,
    slack_sender,
    states,
)
from tests.slack_stand_in import Fault, SlackStandIn
from watchtracker.delivery import Dispatcher
from watchtracker.notifications import IfUnclear, NotificationState
from watchtracker.outbox.records import DeliveryState
from watchtracker.store.engine import Store
from watchtracker.targets import SlackTarget

LOST = Fault(status=500)
TAKEN = Fault(status=500, accepts=True)


def beats(delivery: Dispatcher, seconds: float, *, since: float = 0, step: float = 1) -> float:
    """A beat each `step`, for so long; where it ended."""
    at = since
    while at < since + seconds:
        delivery.dispatch(NOW + timedelta(seconds=at))
        at += step
    return at


def policy(store: Store, slack: SlackStandIn, **more: Callable[[str, int], None]) -> Dispatcher:
    return a_delivery(store, {"policy": slack_sender(slack)}, SLACK, **more)


def reads(slack: SlackStandIn) -> int:
    return sum(method == "conversations.history" for method, _ in slack.calls)


def events(store: Store) -> list[str]:
    with store.reading() as tx:
        found = [one for state in DeliveryState for one in tx.deliveries.in_state(state)]
        return [event for one in found for _, event, _ in tx.deliveries.attempts(one.id)]


def test_what_arrived_is_found_and_has_its_receipt(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"))
    slack.faults.append(TAKEN)
    beats(policy(store, slack), 10)
    assert (len(slack.messages), states(store), reads(slack)) == (1, {"sent": 1}, 1)
    with store.reading() as tx:
        (sent,) = tx.deliveries.of_notification(ids(store, NotificationState.SENT)[0])
    assert (sent.receipt_channel, sent.receipt_ts) == ("C0POLICY", slack.messages[0]["ts"])
    assert events(store) == ["started", "unclear", "found"]


def test_what_is_not_there_is_sent_again_with_its_key_after_two_looks_that_prove_it(
    store: Store, slack: SlackStandIn
) -> None:
    owe(store, due("a", channel="policy"))
    slack.faults.append(LOST)
    delivery = policy(store, slack)
    beats(delivery, 42)
    assert (slack.messages, states(store)) == ([], {"sending": 1})
    beats(delivery, 10, since=42)
    assert (len(slack.messages), states(store), reads(slack)) == (1, {"sent": 1}, 3)
    assert events(store) == ["started", "unclear", "started", "absent", "sent"]
    keys = [given["metadata"]["event_payload"]["delivery_key"] for method, given in slack.calls if "post" in method]
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_what_slack_accepts_late_is_found_and_not_sent_again(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"))
    slack.faults.append(LOST)
    delivery = policy(store, slack)
    beats(delivery, 30)
    _, given = next(call for call in slack.calls if call[0] == "chat.postMessage")
    slack.messages.append({**given, "ts": "1800000000.000999"})
    beats(delivery, 60, since=30)
    assert (len(slack.messages), states(store)) == (1, {"sent": 1})


def test_one_look_settles_every_unknown_delivery_of_a_channel(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"), due("b", channel="policy"))
    slack.faults += [TAKEN, TAKEN]
    delivery = policy(store, slack)
    for second in (0, 3):
        delivery.dispatch(NOW + second * SECOND)
    assert states(store) == {"sending": 2}
    delivery.dispatch(NOW + 9 * SECOND)
    assert (states(store), reads(slack)) == ({"sent": 2}, 1)


def test_a_date_that_moved_meanwhile_dissolves_what_is_not_there(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"))
    slack.faults.append(LOST)
    delivery = policy(store, slack)
    delivery.dispatch(NOW)
    overtake(store, "the date moved to 9 May 2026")
    beats(delivery, 60, since=1)
    assert (slack.messages, states(store)) == ([], {"superseded": 1})
    assert [in_words(one.reason) for one in notifications(store)] == ["the date moved to 9 May 2026"]


def test_a_date_that_moved_meanwhile_sets_right_what_is_there(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"))
    slack.faults.append(TAKEN)
    delivery = policy(store, slack)
    delivery.dispatch(NOW)
    overtake(store, "the date moved to 9 May 2026")
    beats(delivery, 20, since=1)
    assert (len(slack.messages), len(slack.edits), states(store)) == (1, 1, {"sent": 1})


def test_looking_keeps_to_the_rate_of_reading(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"))
    slack.faults += [TAKEN, Fault(method="conversations.history", status=429, headers={"Retry-After": "60"})]
    delivery = policy(store, slack)
    beats(delivery, 60)
    assert (reads(slack), states(store)) == (1, {"sending": 1})
    beats(delivery, 10, since=60)
    assert (reads(slack), states(store), len(slack.messages)) == (2, {"sent": 1}, 1)


def test_a_long_history_is_read_to_its_end_and_goes_on_where_it_had_to_stop(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"))
    slack.faults.append(TAKEN)
    delivery = policy(store, slack)
    delivery.dispatch(NOW)
    slack.messages += [
        {"channel": "C0POLICY", "text": "talk", "ts": f"1800000001.{number:06d}"} for number in range(450)
    ]
    slack.faults.append(
        Fault(method="conversations.history", status=429, headers={"Retry-After": "30"}, after=1),
    )
    beats(delivery, 60, since=1)
    assert states(store) == {"sent": 1}
    cursors = [given.get("cursor") for method, given in slack.calls if method == "conversations.history"]
    assert cursors == [None, "200", "200", "400"]


def test_of_two_messages_with_one_key_the_newer_is_taken_back(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"))
    slack.faults.append(TAKEN)
    delivery = policy(store, slack)
    delivery.dispatch(NOW)
    slack.messages.append({**slack.messages[0], "ts": "1800000009.000000"})
    report = delivery.dispatch(NOW + 6 * SECOND)
    assert dict(report.settled) == {"found": 1, "doubled": 1}
    assert [one["ts"] for one in slack.messages] == ["1800000000.000001"]


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(0), -timedelta(days=1)])
def test_a_clock_that_differs_from_slacks_doubles_nothing(store: Store, slack: SlackStandIn, ahead: timedelta) -> None:
    slack.clock = NOW - ahead
    owe(store, due("a", channel="policy"))
    slack.faults.append(TAKEN)
    beats(policy(store, slack), 60)
    assert (len(slack.messages), states(store)) == (1, {"sent": 1})


@pytest.mark.parametrize("ahead", [3 * MINUTE, 30 * MINUTE, 5 * HOUR, 20 * HOUR])
def test_a_clock_that_was_ahead_and_is_set_right_doubles_nothing(
    store: Store, slack: SlackStandIn, ahead: timedelta
) -> None:
    slack.clock = NOW - ahead
    owe(store, due("a", NOW - DAY, channel="policy"))
    slack.faults.append(TAKEN)
    delivery = policy(store, slack)
    delivery.dispatch(NOW)
    at = NOW - ahead
    while at < NOW + 2 * MINUTE:
        delivery.dispatch(at)
        at = max(at + SECOND, delivery.next_moment(at) or at + 10 * MINUTE)
    assert (len(slack.messages), states(store)) == (1, {"sent": 1})


def test_a_message_that_is_on_two_pages_is_no_double(store: Store, slack: SlackStandIn) -> None:
    slack.overlap = 100
    owe(store, due("a", channel="policy"))
    slack.faults.append(TAKEN)
    delivery = policy(store, slack)
    delivery.dispatch(NOW)
    others = {"channel": "C0POLICY", "text": "lunch?"}
    before = [{**others, "ts": f"1799999999.{number:06d}"} for number in range(150)]
    after = [{**others, "ts": f"1800000001.{number:06d}"} for number in range(150)]
    slack.messages[:] = [*before, *slack.messages, *after]
    beats(delivery, 20)
    assert (sum("metadata" in one for one in slack.messages), states(store)) == (1, {"sent": 1})


def test_what_is_found_absent_too_late_is_said_late_and_not_as_it_was(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"))
    unreadable = Fault(status=500, method="conversations.history", once=False)
    slack.faults += [LOST, unreadable]
    delivery = policy(store, slack)
    beats(delivery, 3600, step=60)
    slack.faults.remove(unreadable)
    beats(delivery, 60, since=3600)
    (text,) = slack.texts()
    assert "This was due 29 Apr 2026, 09:00 UTC" in text
    assert "renewed" in events(store)


def test_what_nobody_can_see_is_repeated_three_times_and_then_held(store: Store, slack: SlackStandIn) -> None:
    slack.members = set()
    slack.faults.append(Fault(status=500, accepts=True, once=False))
    owe(store, due("a", channel="policy"))
    beats(policy(store, slack), 800, step=20)
    assert len(slack.messages) == 4
    assert (states(store), events(store)[-1]) == ({"sending": 1}, "held")


def test_a_late_one_that_may_have_arrived_before_is_marked(store: Store, slack: SlackStandIn) -> None:
    slack.members = set()
    slack.faults.append(TAKEN)
    owe(store, due("a", channel="policy"))
    policy(store, slack).dispatch(NOW)
    beats(policy(store, slack), 50, since=3600)
    assert states(store) == {"sent": 1}
    assert "may have been sent before" in slack.texts()[-1]
    assert "This was due" in slack.texts()[-1]


def test_a_doubt_outlives_a_sender_that_is_killed_with_it(store: Store, slack: SlackStandIn) -> None:
    def killed() -> None:
        raise SystemExit

    slack.members = set()
    slack.faults.append(TAKEN)
    owe(store, due("a", channel="policy"))
    policy(store, slack).dispatch(NOW)
    cut_off = a_delivery(store, {"policy": Recorder(before=killed)}, SLACK)
    with pytest.raises(SystemExit):
        beats(cut_off, 60, since=3600)
    slack.members = None
    beats(policy(store, slack), 150, since=3660)
    assert states(store) == {"sent": 1}
    assert "may have been sent before" in slack.texts()[-1]


def test_a_channel_that_is_pointed_elsewhere_is_looked_into_where_it_is(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"))
    policy(store, slack).dispatch(NOW)
    owe(store, due("b", NOW + MINUTE, channel="policy"))
    slack.faults.append(TAKEN)
    moved = a_delivery(store, {"policy": slack_sender(slack, "C0NEW")}, replace(SLACK, to=SlackTarget("C0NEW")))
    beats(moved, 70, since=60)
    assert [one["channel"] for one in slack.messages] == ["C0POLICY", "C0NEW"]
    assert states(store) == {"sent": 2}


def test_nothing_is_proven_while_a_call_that_was_given_up_is_under_way(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"))
    slack.faults.append(Fault(slow=True))
    delivery = a_delivery(store, {"policy": slack_sender(slack, hard_timeout=0.2)}, SLACK)
    beats(delivery, 300, step=15)
    assert sum(method == "chat.postMessage" for method, _ in slack.calls) == 1
    assert (reads(slack), states(store)) == (0, {"sending": 1})


def test_a_clock_that_is_set_ahead_makes_nothing_proven(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"))
    slack.faults.append(LOST)
    delivery = policy(store, slack)
    beats(delivery, 10)
    delivery.prove_anew(NOW + 50 * MINUTE)
    beats(delivery, 40, since=3000)
    assert slack.messages == []
    beats(delivery, 20, since=3042)
    assert len(slack.messages) == 1


def test_a_bot_outside_the_channel_sends_again_and_says_that_it_may_be_a_repetition(
    store: Store, slack: SlackStandIn
) -> None:
    owe(store, due("a", channel="policy"))
    slack.members = set()
    slack.faults.append(LOST)
    delivery = policy(store, slack)
    beats(delivery, 42)
    assert slack.messages == []
    beats(delivery, 5, since=42)
    assert states(store) == {"sent": 1}
    assert "This may have been sent before" in slack.texts()[0]


def test_a_channel_that_holds_leaves_it_to_people(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"))
    slack.members = set()
    slack.faults.append(LOST)
    delivery = a_delivery(store, {"policy": slack_sender(slack)}, replace(SLACK, unclear=IfUnclear.HOLD))
    beats(delivery, 600, step=5)
    assert (slack.messages, states(store), events(store)[-1]) == ([], {"sending": 1}, "held")


def test_what_becomes_of_unknown_deliveries_is_heard(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"), due("b", channel="policy"))
    slack.faults += [TAKEN, LOST]
    heard: list[tuple[str, int]] = []
    beats(policy(store, slack, heard=lambda what, number: heard.append((what, number))), 120)
    assert sorted(heard) == [("absent", 1), ("found", 1)]
    assert states(store) == {"sent": 2}


def test_what_is_held_is_looked_for_once_more_when_somebody_has_invited_the_bot(
    store: Store, slack: SlackStandIn
) -> None:
    owe(store, due("a", channel="policy"))
    slack.members = set()
    slack.faults.append(TAKEN)
    holding = replace(SLACK, unclear=IfUnclear.HOLD)
    delivery = a_delivery(store, {"policy": slack_sender(slack)}, holding)
    beats(delivery, 60)
    assert states(store) == {"sending": 1}
    slack.members = {"C0POLICY"}
    delivery.begin(NOW + 60 * SECOND, alone=False)
    beats(delivery, 5, since=60)
    assert (len(slack.messages), states(store)) == (1, {"sent": 1})


@pytest.mark.parametrize("frozen_at", ["before", "after"])
def test_a_look_by_a_process_that_was_frozen_writes_nothing(store: Store, slack: SlackStandIn, frozen_at: str) -> None:
    owe(store, due("a", channel="policy"))
    slack.faults.append(TAKEN if frozen_at == "after" else LOST)
    policy(store, slack).dispatch(NOW)
    with store.writing() as tx:
        (old,) = tx.unknown.take("policy", NOW + 50 * SECOND, NOW + 60 * SECOND, proves_from=NOW)
    beats(policy(store, slack), 60, since=61)
    assert (len(slack.messages), states(store)) == (1, {"sent": 1})
    with store.writing() as tx:
        assert not tx.unknown.send_again(old, "token", NOW + 500 * SECOND)
        assert not tx.unknown.dissolve(old, NOW, "frozen")
