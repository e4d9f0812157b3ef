"""What is kept of a message on its way: the states of a delivery, when a gate is open, and what edits wait for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.outbox_examples import DAY, HOUR, MINUTE, NOW, SECOND, a_delivery, a_flight, a_notification
from watchtracker.outbox.messages import Receipt
from watchtracker.outbox.records import (
    LONGEST_CLOSED,
    READING,
    TRANSITIONS,
    DeliveryEvent,
    DeliveryState,
    EditsTried,
    Gate,
    NewDelivery,
    channel_scope,
    edits_scope,
    is_of_edits,
    pace_scope,
)

FINAL = {DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.DISSOLVED}


def after(state: DeliveryState, event: DeliveryEvent) -> DeliveryState:
    transition = TRANSITIONS[event]
    return transition.after if state in transition.before else state


def possible(state: DeliveryState) -> set[DeliveryEvent]:
    return {event for event, transition in TRANSITIONS.items() if state in transition.before}


def test_every_event_has_its_line_in_the_table() -> None:
    assert set(TRANSITIONS) == set(DeliveryEvent)


@pytest.mark.parametrize("state", sorted(FINAL))
def test_nothing_leads_out_of_what_is_sent_dead_or_dissolved(state: DeliveryState) -> None:
    assert possible(state) == set()


def test_a_message_under_way_is_answered_or_handed_back_or_its_sender_is_gone() -> None:
    assert possible(DeliveryState.SENDING) == {
        DeliveryEvent.ACCEPTED,
        DeliveryEvent.PUT_OFF,
        DeliveryEvent.HANDED_BACK,
        DeliveryEvent.REFUSED,
        DeliveryEvent.UNANSWERED,
        DeliveryEvent.LEASE_OVER,
    }


def test_what_is_unknown_waits_for_a_look_and_no_late_answer_ends_it_but_that_it_was_accepted() -> None:
    assert possible(DeliveryState.UNKNOWN) == {
        DeliveryEvent.ACCEPTED,
        DeliveryEvent.FOUND,
        DeliveryEvent.SENT_AGAIN,
        DeliveryEvent.SAID_ANEW,
        DeliveryEvent.GIVEN_UP,
        DeliveryEvent.CHANNEL_GONE,
    }


@pytest.mark.parametrize(
    ("state", "events"),
    [
        (DeliveryState.SENT, {DeliveryEvent.ACCEPTED, DeliveryEvent.FOUND}),
        (DeliveryState.DEAD, {DeliveryEvent.REFUSED, DeliveryEvent.GIVEN_UP}),
        (DeliveryState.UNKNOWN, {DeliveryEvent.UNANSWERED, DeliveryEvent.LEASE_OVER}),
        (DeliveryState.SENDING, {DeliveryEvent.SENT_AGAIN}),
        (
            DeliveryState.DISSOLVED,
            {
                DeliveryEvent.PUT_OFF,
                DeliveryEvent.HANDED_BACK,
                DeliveryEvent.SAID_ANEW,
                DeliveryEvent.CHANNEL_GONE,
            },
        ),
    ],
)
def test_each_state_is_reached_by_these_events_alone(state: DeliveryState, events: set[DeliveryEvent]) -> None:
    assert {event for event, transition in TRANSITIONS.items() if transition.after is state} == events


@given(st.lists(st.sampled_from(DeliveryEvent), max_size=30))
def test_whatever_happens_a_delivery_ends_once(events: list[DeliveryEvent]) -> None:
    state, ended = DeliveryState.SENDING, []
    for event in events:
        before, state = state, after(state, event)
        ended += [state] if state in FINAL and state is not before else []
    assert len(ended) <= 1
    assert state in FINAL or not ended


def test_a_new_delivery_is_under_way_once_it_is_stored() -> None:
    given = a_delivery()
    new = NewDelivery("k", "policy", given.form, "{}", NOW, "t", NOW + MINUTE)
    assert new.stored(1) == given


def test_a_receipt_needs_the_channel_and_the_message() -> None:
    arrived = a_delivery(DeliveryState.SENT, receipt_channel="C0POLICY", receipt_ts="1.5")
    assert arrived.receipt == Receipt("C0POLICY", "1.5")
    assert replace(arrived, receipt_ts=None).receipt is None
    assert replace(arrived, receipt_channel=None).receipt is None


def test_a_flight_names_each_of_its_items_once_in_the_order_in_which_items_are_locked() -> None:
    flight = a_flight("rule", "call", "rule")
    assert flight.item_ids == ["call", "rule"]
    assert flight.named == "rule/policy/7d, call/policy/7d, rule/policy/7d"
    assert replace(flight, notifications=(a_notification(None),)).item_ids == []


CHANNELS, PACE, ACCOUNTS = channel_scope("policy"), pace_scope("workspace"), "workspace"


@pytest.mark.parametrize("scope", [CHANNELS, PACE, ACCOUNTS, READING])
def test_a_gate_opens_at_its_moment(scope: str) -> None:
    gate = Gate(scope, NOW)
    assert gate.is_open(NOW)
    assert gate.is_open(NOW + DAY)
    assert not gate.is_open(NOW - SECOND)


@pytest.mark.parametrize(
    ("gate", "longest"),
    [
        (Gate(CHANNELS, NOW), 15 * SECOND),
        (Gate(CHANNELS, NOW, failures=1), 6 * MINUTE),
        (Gate(PACE, NOW, failures=9), 6 * MINUTE),
        (Gate(CHANNELS, NOW, closed_since=NOW - HOUR), LONGEST_CLOSED + MINUTE),
        (Gate(PACE, NOW, closed_since=NOW - HOUR, failures=9), LONGEST_CLOSED + MINUTE),
        (Gate(ACCOUNTS, NOW, closed_since=NOW - HOUR), 2 * MINUTE),
        (Gate(READING, NOW), LONGEST_CLOSED + MINUTE),
    ],
)
def test_a_gate_that_seems_closed_for_longer_than_anything_closes_it_is_open(gate: Gate, longest: timedelta) -> None:
    assert not gate.is_open(NOW - longest)
    assert gate.is_open(NOW - longest - SECOND)
    assert gate.is_open(NOW - DAY)


def test_only_a_gate_that_the_other_side_keeps_closed_has_kept_something_back() -> None:
    assert Gate(CHANNELS, NOW + HOUR, failures=3).kept_closed(NOW - HOUR, NOW) == timedelta(0)
    closed = Gate(CHANNELS, NOW + HOUR, closed_since=NOW - HOUR)
    assert closed.kept_closed(NOW - DAY, NOW) == HOUR
    assert closed.kept_closed(NOW - MINUTE, NOW) == MINUTE
    assert closed.kept_closed(NOW + MINUTE, NOW) == timedelta(0)


@pytest.mark.parametrize(
    ("times", "wait"), [(1, 5 * MINUTE), (2, 10 * MINUTE), (7, 320 * MINUTE), (8, 6 * HOUR), (99, 6 * HOUR)]
)
def test_between_edits_without_an_answer_the_wait_doubles_up_to_six_hours(times: int, wait: timedelta) -> None:
    tried = EditsTried(NOW - DAY, NOW, times)
    assert not tried.is_over(NOW)
    assert not tried.is_over(NOW + wait - SECOND)
    assert tried.is_over(NOW + wait)


def test_an_edit_of_a_clock_that_was_set_back_since_is_not_waited_for() -> None:
    assert EditsTried(NOW, NOW, 1).is_over(NOW - SECOND)


def test_the_gate_of_edits_is_told_from_that_of_a_channel_that_is_called_so() -> None:
    assert is_of_edits(edits_scope("workspace"))
    assert not is_of_edits(channel_scope("edits"))
    assert not is_of_edits("workspace")
