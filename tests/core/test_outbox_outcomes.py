"""What an answer means for a delivery, for its notifications and for the gates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import in_words
from tests.core.outbox_examples import ACCOUNT, NOW, RESULTS, SECOND, a_flight
from watchtracker.notifications import NotificationState, reasons
from watchtracker.outbox.backoff import Gates, gates_after
from watchtracker.outbox.messages import Receipt, SendResult, SendStatus
from watchtracker.outbox.outcomes import Effects, effects, handed_back
from watchtracker.outbox.records import TRANSITIONS, DeliveryEvent, DeliveryState, Flight, LogLevel

PUT_OFF = [SendStatus.NOT_SENT, SendStatus.TRY_LATER, SendStatus.CREDENTIALS_REFUSED]
ANSWERED = [answer for answer in SendStatus if answer not in PUT_OFF]
FLIGHTS = st.builds(a_flight, doubt=st.sampled_from([None, reasons.MAYBE_SENT]), repeats=st.booleans())
# What the notifications in a delivery come to where it comes to a state.
MEMBERS = {
    DeliveryState.SENT: NotificationState.SENT,
    DeliveryState.DEAD: NotificationState.DEAD,
    DeliveryState.DISSOLVED: NotificationState.PLANNED,
    DeliveryState.UNKNOWN: None,
}


def after(answer: SendStatus, flight: Flight | None = None) -> Effects:
    return effects(flight or a_flight(), SendResult(answer, "no"), None, NOW, max)


@pytest.mark.parametrize(
    ("answer", "event", "members", "level"),
    [
        (SendStatus.SENT, DeliveryEvent.ACCEPTED, NotificationState.SENT, LogLevel.INFO),
        (SendStatus.NOT_SENT, DeliveryEvent.PUT_OFF, NotificationState.PLANNED, LogLevel.WARNING),
        (SendStatus.TRY_LATER, DeliveryEvent.PUT_OFF, NotificationState.PLANNED, LogLevel.WARNING),
        (SendStatus.CREDENTIALS_REFUSED, DeliveryEvent.PUT_OFF, NotificationState.PLANNED, LogLevel.ERROR),
        (SendStatus.TARGET_REFUSED, DeliveryEvent.REFUSED, NotificationState.DEAD, LogLevel.ERROR),
        (SendStatus.PAYLOAD_REFUSED, DeliveryEvent.REFUSED, NotificationState.DEAD, LogLevel.ERROR),
        (SendStatus.UNCLEAR, DeliveryEvent.UNANSWERED, None, LogLevel.WARNING),
    ],
)
def test_each_answer_has_one_meaning(
    answer: SendStatus, event: DeliveryEvent, members: NotificationState | None, level: LogLevel
) -> None:
    found = after(answer)
    assert (found.event, found.members, found.log.level) == (event, members, level)
    assert (found.at, found.outcome, found.detail) == (NOW, answer.value, "no")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (SendStatus.TARGET_REFUSED, "the channel refused it: no"),
        (SendStatus.PAYLOAD_REFUSED, "the message was refused: no"),
    ],
)
def test_what_is_dead_says_who_refused_what(answer: SendStatus, words: str) -> None:
    assert in_words(after(answer).reason) == words


@pytest.mark.parametrize("answer", PUT_OFF)
def test_a_doubt_stays_with_what_did_not_leave_and_there_is_none_without(answer: SendStatus) -> None:
    assert after(answer, a_flight(doubt=reasons.MAYBE_SENT)).reason == reasons.MAYBE_SENT
    assert after(answer).reason is None


@pytest.mark.parametrize("answer", ANSWERED)
def test_a_doubt_does_not_stay_with_what_was_answered(answer: SendStatus) -> None:
    assert after(answer, a_flight(doubt=reasons.MAYBE_SENT)).reason != reasons.MAYBE_SENT


@pytest.mark.parametrize("answer", PUT_OFF)
def test_that_a_repetition_did_not_leave_says_nothing_of_what_it_repeats(answer: SendStatus) -> None:
    found = after(answer, a_flight(doubt=reasons.MAYBE_SENT, repeats=True))
    assert (found.event, found.members, found.reason) == (DeliveryEvent.UNANSWERED, None, None)
    assert (found.look_at, found.outcome) == (NOW + 5 * SECOND, answer.value)


@pytest.mark.parametrize("answer", ANSWERED)
def test_every_other_answer_to_a_repetition_means_what_it_means_to_the_first(answer: SendStatus) -> None:
    assert after(answer, a_flight(repeats=True)).event is after(answer).event


def test_what_is_unknown_is_looked_for_after_five_seconds() -> None:
    assert after(SendStatus.UNCLEAR).look_at == NOW + 5 * SECOND


def test_how_long_to_wait_stands_in_the_record() -> None:
    found = effects(a_flight(), SendResult(SendStatus.TRY_LATER, "ratelimited", 90 * SECOND), None, NOW, max)
    assert found.detail == "ratelimited, wait 90 s"


def test_a_receipt_is_kept() -> None:
    receipt = Receipt("C0POLICY", "1.5")
    assert effects(a_flight(), SendResult(SendStatus.SENT, receipt=receipt), None, NOW, max).receipt == receipt


def test_the_log_names_the_message_its_channel_the_answer_and_what_is_in_it() -> None:
    flight = a_flight("a", "b")
    assert after(SendStatus.UNCLEAR, flight).log.text == "k to policy: unclear: no (a/policy/7d, b/policy/7d)"
    silent = effects(flight, SendResult(SendStatus.SENT), None, NOW, max)
    assert silent.log.text == "k to policy: sent (a/policy/7d, b/policy/7d)"


def test_what_is_handed_back_is_due_again_and_changes_no_gate() -> None:
    found = handed_back(a_flight(doubt=reasons.MAYBE_SENT), "stopping", NOW)
    assert (found.event, found.members) == (DeliveryEvent.HANDED_BACK, NotificationState.PLANNED)
    assert (found.outcome, found.detail, found.reason) == ("handed_back", "stopping", reasons.MAYBE_SENT)
    assert (found.at, found.log.level, found.gates, found.look_at) == (NOW, LogLevel.WARNING, None, None)


def test_a_repetition_that_is_handed_back_leaves_open_what_it_repeats() -> None:
    found = handed_back(a_flight(doubt=reasons.MAYBE_SENT, repeats=True), "stopping", NOW)
    assert (found.event, found.members, found.look_at) == (DeliveryEvent.UNANSWERED, None, NOW + 5 * SECOND)


@given(RESULTS)
def test_the_gates_of_the_channel_and_its_account_are_asked_again_with_what_they_are_by_then(
    result: SendResult,
) -> None:
    decide = effects(a_flight(), result, ACCOUNT, NOW, max).gates
    assert decide is not None
    gates = Gates({}, NOW)
    assert decide(gates) == gates_after(result, "policy", ACCOUNT, gates, max)


@given(FLIGHTS, RESULTS)
def test_the_notifications_come_to_what_their_delivery_comes_to(flight: Flight, result: SendResult) -> None:
    found = effects(flight, result, ACCOUNT, NOW, max)
    transition = TRANSITIONS[found.event]
    assert DeliveryState.SENDING in transition.before
    assert found.members == MEMBERS[transition.after]
    assert (found.members is None) == (found.look_at is not None)
    assert (found.members is NotificationState.DEAD) <= (found.reason is not None)


@given(FLIGHTS, RESULTS)
def test_what_may_have_arrived_is_never_owed_anew_without_a_word_of_doubt(flight: Flight, result: SendResult) -> None:
    found = effects(flight, result, ACCOUNT, NOW, max)
    if found.members is NotificationState.PLANNED:
        assert not flight.repeats
        assert found.reason == flight.doubt
    if result.status is SendStatus.SENT:
        assert (found.members, found.reason, found.look_at) == (NotificationState.SENT, None, None)
