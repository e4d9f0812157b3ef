"""When the next message may go after an answer: for its channel, for its account, for all its channels together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.outbox_examples import ACCOUNT, HOUR, MINUTE, NOW, RESULTS, SECOND
from watchtracker.outbox.backoff import (
    GateChanges,
    Gates,
    account_after,
    after_reading,
    backoff,
    channel_gate,
    gates_after,
    is_outage,
    joined,
    probing,
    trying,
)
from watchtracker.outbox.messages import Limits, SendResult, SendStatus
from watchtracker.outbox.reconciliation import Reading, Search
from watchtracker.outbox.records import LONGEST_CLOSED, READING, Gate, LogLevel, LogLine, channel_scope, pace_scope

OWN, TEAM, LEGAL = (channel_scope(name) for name in ACCOUNT.channels)
SHARED, PACE = ACCOUNT.gate, pace_scope(ACCOUNT.gate)
DOWN, UNCLEAR = SendResult(SendStatus.NOT_SENT, "connection refused"), SendResult(SendStatus.UNCLEAR, "HTTP 500")
SENT, REFUSED = SendResult(SendStatus.SENT), SendResult(SendStatus.CREDENTIALS_REFUSED, "token_expired")
LIMITED = SendResult(SendStatus.TRY_LATER, "ratelimited", 30 * SECOND)
OUTAGE = Gate(PACE, NOW - SECOND, failures=5)
LIMITS = Limits("Slack", shared_gate=SHARED, reading_gate=READING)


def gates(*known: Gate, at: datetime = NOW) -> Gates:
    return Gates({gate.scope: gate for gate in known}, at)


def after(result: SendResult, *known: Gate, at: datetime = NOW) -> GateChanges:
    return gates_after(result, "policy", ACCOUNT, gates(*known, at=at), max)


def gate_of(changes: GateChanges, scope: str) -> Gate:
    (found,) = (gate for gate in changes.gates if gate.scope == scope)
    return found


def scopes(found: Iterable[Gate]) -> list[str]:
    return [gate.scope for gate in found]


# A channel's own gate.


def test_what_is_answered_well_changes_nothing_so_nothing_is_locked() -> None:
    assert after(SENT, Gate(OWN, NOW), Gate(PACE, NOW)) == GateChanges()
    assert after(SENT) == GateChanges()


@pytest.mark.parametrize("result", [DOWN, UNCLEAR])
def test_a_channel_that_fails_waits_twice_as_long_each_time_up_to_five_minutes(result: SendResult) -> None:
    gate, waits = Gate(OWN, NOW), []
    for _ in range(9):
        after = channel_gate(gate, result, gate.open_at, max)
        waits.append((after.open_at - gate.open_at).total_seconds())
        assert (after.failures, after.reason, after.closed_since) == (gate.failures + 1, result.detail, None)
        gate = after
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300]


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_waits_are_spread_over_half_their_length(failures: int, drawn: float) -> None:
    longest = backoff(failures, max)
    assert longest / 2 <= backoff(failures, lambda low, high: low + (high - low) * drawn) <= longest <= 300
    assert backoff(failures, min) == longest / 2


@pytest.mark.parametrize("answer", [SendStatus.SENT, SendStatus.TARGET_REFUSED, SendStatus.PAYLOAD_REFUSED])
def test_whatever_shows_that_the_other_side_is_there_ends_the_failures_of_a_channel(answer: SendStatus) -> None:
    failing = Gate(OWN, NOW, None, "connection refused", 4)
    assert channel_gate(failing, SendResult(answer), NOW, max) == Gate(OWN, NOW)


def test_a_retry_after_closes_a_channel_for_so_long_and_a_little_more() -> None:
    found = channel_gate(Gate(OWN, NOW), LIMITED, NOW, max)
    assert found == Gate(OWN, NOW + 30.5 * SECOND, closed_since=NOW, reason="ratelimited")
    again = channel_gate(found, LIMITED, NOW + MINUTE, min)
    assert again == replace(found, open_at=NOW + 90 * SECOND), "it has been closed since the first"
    unsaid = channel_gate(Gate(OWN, NOW), SendResult(SendStatus.TRY_LATER), NOW, min)
    assert unsaid.open_at == NOW + 30 * SECOND


@pytest.mark.parametrize("result", [LIMITED, DOWN])
def test_no_answer_opens_a_channel_earlier_than_it_was_asked_to_wait(result: SendResult) -> None:
    waiting = Gate(OWN, NOW + HOUR)
    assert channel_gate(waiting, result, NOW, max).open_at == NOW + HOUR


@pytest.mark.parametrize("result", [SENT, DOWN, UNCLEAR, SendResult(SendStatus.TARGET_REFUSED), REFUSED])
def test_patience_asked_for_while_a_call_was_under_way_holds_whatever_it_brings(result: SendResult) -> None:
    closed = Gate(OWN, NOW + HOUR, closed_since=NOW - SECOND, reason="ratelimited")
    together = replace(closed, scope=PACE)
    assert after(result, closed, together).gates == account_after(result, ACCOUNT, gates(closed, together)).gates


def test_the_second_that_each_call_takes_of_its_gate_is_no_patience_asked_for() -> None:
    closed = Gate(OWN, NOW + 2 * SECOND, closed_since=NOW - MINUTE, reason="ratelimited")
    assert channel_gate(closed, SENT, NOW, max).closed_since is None


def test_what_waited_in_a_channel_gets_the_time_back_that_the_other_side_kept_it_closed() -> None:
    closed = Gate(OWN, NOW, closed_since=NOW - HOUR, reason="ratelimited")
    for result in (SENT, DOWN):
        assert after(result, closed).more_time == ((("policy",), closed),)
    assert after(LIMITED, closed).more_time == ()
    assert after(SENT, Gate(OWN, NOW, failures=3)).more_time == ()


def test_a_channel_without_an_account_changes_its_own_gate_alone() -> None:
    for answer in SendStatus:
        changed = gates_after(SendResult(answer), "policy", None, gates(OUTAGE), max)
        assert set(scopes(changed.gates)) <= {OWN}
        assert (changed.spread, changed.log) == ((), ())


# The gate that closes where an account is refused.


def test_refused_credentials_close_the_account_for_a_minute_and_are_told_once() -> None:
    first = after(REFUSED)
    closed = gate_of(first, SHARED)
    assert closed == Gate(SHARED, NOW + MINUTE, closed_since=NOW, reason="token_expired", failures=1)
    assert [line.level for line in first.log] == [LogLevel.CRITICAL]
    assert first.log[0].text.startswith("Slack refuses our credentials (token_expired)")
    again = after(REFUSED, closed, at=NOW + HOUR)
    assert gate_of(again, SHARED) == replace(closed, open_at=NOW + HOUR + MINUTE, failures=2)
    assert again.log == ()


def test_an_account_that_is_accepted_again_gives_all_its_channels_the_time_back() -> None:
    closed = Gate(SHARED, NOW, closed_since=NOW - HOUR, reason="token_expired", failures=60)
    found = account_after(SENT, ACCOUNT, gates(closed))
    assert found == GateChanges((Gate(SHARED, NOW),), more_time=((ACCOUNT.channels, closed),))


@pytest.mark.parametrize("answer", [answer for answer in SendStatus if answer is not SendStatus.SENT])
def test_only_what_is_accepted_opens_an_account_that_refused_us(answer: SendStatus) -> None:
    closed = Gate(SHARED, NOW, closed_since=NOW - HOUR)
    changed = account_after(SendResult(answer), ACCOUNT, gates(closed))
    assert all(gate.closed_since == NOW - HOUR for gate in changed.gates)
    assert (changed.more_time, bool(changed.gates)) == ((), answer is SendStatus.CREDENTIALS_REFUSED)


def test_a_refused_account_is_asked_by_one_at_a_time_once_a_minute() -> None:
    closed = Gate(SHARED, NOW, closed_since=NOW - HOUR)
    assert probing(closed, NOW) == replace(closed, open_at=NOW + MINUTE)
    assert probing(closed, NOW - SECOND) is None
    assert probing(Gate(SHARED, NOW), NOW) is None


# The pace of all channels of an account.


def test_five_failures_in_a_row_whichever_channels_they_befell_are_an_outage() -> None:
    pace, told = Gate(PACE, NOW), list[LogLine]()
    for number, result in enumerate([DOWN, UNCLEAR, DOWN, DOWN, DOWN, DOWN]):
        changed = gates_after(result, ACCOUNT.channels[number % 3], ACCOUNT, gates(pace), max)
        pace = gate_of(changed, PACE)
        told += changed.log
        assert is_outage(pace) is (number >= 4)
        assert pace.open_at == NOW + {4: 2, 5: 4}.get(number, 0) * SECOND
    assert [(line.level, line.text) for line in told] == [
        (
            LogLevel.ERROR,
            "Slack cannot be reached (connection refused): one message at a time is tried until it can",
        )
    ]


def test_during_an_outage_one_try_a_minute_is_enough_and_no_channel_waits_longer_for_itself() -> None:
    failing = Gate(OWN, NOW, failures=30)
    found = after(DOWN, failing, replace(OUTAGE, failures=30))
    assert (gate_of(found, OWN).open_at, gate_of(found, PACE).open_at) == (NOW + MINUTE, NOW + MINUTE)
    alone = after(DOWN, failing)
    assert gate_of(alone, OWN).open_at == NOW + 5 * MINUTE


@pytest.mark.parametrize("answer", [SendStatus.SENT, SendStatus.TARGET_REFUSED, SendStatus.PAYLOAD_REFUSED])
def test_when_an_outage_ends_the_channels_open_one_after_the_other(answer: SendStatus) -> None:
    waiting = Gate(TEAM, NOW + MINUTE, failures=3)
    limited = Gate(LEGAL, NOW + HOUR, closed_since=NOW - HOUR)
    found = after(SendResult(answer), Gate(OWN, NOW, failures=4), waiting, limited, OUTAGE)
    assert gate_of(found, PACE) == Gate(PACE, NOW)
    assert found.spread == (Gate(OWN, NOW + 10 * SECOND), replace(waiting, open_at=NOW + 10 * SECOND))
    assert [(line.level, line.text) for line in found.log] == [
        (LogLevel.WARNING, "Slack can be reached again: sending goes on")
    ]


def test_failures_that_are_no_outage_yet_end_without_a_word() -> None:
    found = after(SENT, replace(OUTAGE, failures=4))
    assert (found.gates, found.spread, found.log) == ((Gate(PACE, NOW),), (), ())


def test_a_retry_after_of_one_channel_is_its_own_and_of_two_the_account_s() -> None:
    assert scopes(after(LIMITED).gates) == [OWN]
    limited = Gate(TEAM, NOW + 20 * SECOND, closed_since=NOW - SECOND)
    both = after(LIMITED, limited, OUTAGE)
    assert gate_of(both, PACE) == Gate(PACE, NOW + 30.5 * SECOND, NOW, "ratelimited", 0), "and no outage any more"
    for over in (replace(limited, open_at=NOW), replace(limited, closed_since=None, failures=2)):
        assert scopes(after(LIMITED, over).gates) == [OWN]
    own = replace(limited, scope=OWN)
    assert scopes(after(LIMITED, own).gates) == [OWN], "twice asked in one channel is not widespread"


def test_the_other_channels_get_the_time_back_that_all_were_kept_closed() -> None:
    closed = Gate(PACE, NOW, closed_since=NOW - HOUR)
    assert after(SENT, closed).more_time == ((("team", "legal"), closed),)
    assert after(DOWN, closed).more_time == ((("team", "legal"), closed),)


def test_refused_credentials_are_neither_a_failure_nor_the_end_of_one() -> None:
    assert scopes(after(REFUSED, OUTAGE, Gate(OWN, NOW, failures=3)).gates) == [SHARED]


def test_while_one_tries_nobody_else_does_until_its_call_has_ended() -> None:
    assert trying(OUTAGE, replace(LIMITS, longest_call=20 * SECOND), NOW) == replace(OUTAGE, open_at=NOW + 23 * SECOND)


def test_the_gates_are_locked_in_one_order_that_of_the_channel_first() -> None:
    limited = Gate(TEAM, NOW + MINUTE, closed_since=NOW - SECOND)
    closed = Gate(SHARED, NOW, closed_since=NOW - HOUR)
    assert scopes(after(SENT, Gate(OWN, NOW, failures=1), closed, OUTAGE).gates) == [OWN, SHARED, PACE]
    assert scopes(after(LIMITED, limited, closed).gates) == [OWN, PACE]
    first, second = GateChanges((OUTAGE,), (limited,), ((("a",), closed),)), GateChanges((closed,))
    assert joined(first, second) == GateChanges((OUTAGE, closed), (limited,), ((("a",), closed),))


# What looking in a channel does to the gates.


def search(reading: Reading = Reading.DONE, **more: Any) -> Search:
    return Search(reading, NOW, detail="ratelimited", **more)


def test_a_rate_of_reading_closes_the_gate_of_reading_alone() -> None:
    limited = search(Reading.TRY_LATER, retry_after=MINUTE)
    found = after_reading(limited, LIMITS, gates(), arrived=False)
    assert found == GateChanges((Gate(READING, NOW + MINUTE, reason="ratelimited"),))
    assert after_reading(limited, Limits("a hub"), gates(), arrived=False) == GateChanges()
    assert after_reading(search(Reading.TRY_LATER), LIMITS, gates(), arrived=False) == GateChanges()
    assert after_reading(search(retry_after=MINUTE), LIMITS, gates(), arrived=False) == GateChanges()


def test_what_arrived_after_all_hastens_the_next_try_of_an_outage() -> None:
    waiting = replace(OUTAGE, open_at=NOW + MINUTE)
    found = after_reading(search(), LIMITS, gates(waiting), arrived=True)
    assert found == GateChanges(spread=(replace(OUTAGE, open_at=NOW),))
    assert after_reading(search(), LIMITS, gates(waiting), arrived=False) == GateChanges()
    for other in (replace(waiting, failures=4), replace(waiting, closed_since=NOW)):
        assert after_reading(search(), LIMITS, gates(other), arrived=True) == GateChanges()
    assert after_reading(search(), Limits("a hub"), gates(waiting), arrived=True) == GateChanges()


# Whatever comes.


STEPS = st.lists(
    st.tuples(
        st.sampled_from(ACCOUNT.channels),
        RESULTS,
        st.sampled_from([timedelta(0), SECOND, MINUTE, HOUR, 7 * HOUR]),
        st.sampled_from([min, max]),
    ),
    max_size=40,
)


@given(STEPS)
def test_whatever_is_answered_a_gate_that_closes_is_believed_and_opens_in_time(steps: list[Any]) -> None:
    known: dict[str, Gate] = {}
    at = NOW
    for channel, result, pause, uniform in steps:
        at += pause
        changed = gates_after(result, channel, ACCOUNT, Gates(known, at), uniform)
        for gate in (*changed.gates, *changed.spread):
            known[gate.scope] = gate
            assert gate.is_open(at) is (gate.open_at <= at), "nobody takes it for one of a clock that was set back"
            assert gate.is_open(at + LONGEST_CLOSED + SECOND)
            assert gate.closed_since is None or gate.closed_since <= at
        for channels, before in changed.more_time:
            assert before.closed_since is not None
            assert set(channels) <= set(ACCOUNT.channels)


@given(STEPS)
def test_what_is_accepted_while_every_gate_is_open_leaves_every_gate_open(steps: list[Any]) -> None:
    known: dict[str, Gate] = {}
    at = NOW
    for channel, result, pause, uniform in steps:
        at += pause
        known |= {gate.scope: gate for gate in gates_after(result, channel, ACCOUNT, Gates(known, at), uniform).gates}
    at += LONGEST_CLOSED + MINUTE
    for channel in ACCOUNT.channels:
        changed = gates_after(SENT, channel, ACCOUNT, Gates(known, at), max)
        known |= {gate.scope: gate for gate in (*changed.gates, *changed.spread)}
    assert all(gate.closed_since is None and not gate.failures for gate in known.values())
    assert all(gate.is_open(at + 10 * SECOND) for gate in known.values())
