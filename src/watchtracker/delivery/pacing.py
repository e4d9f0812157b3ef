"""When the next message may go after an answer: for its channel, for its account, for all channels of it together.

Pure, beside `endings.py`, which has the deliveries. `recording.py` writes these gates, `slots.py` asks them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from watchtracker.channels import Answer, SendResult
from watchtracker.store.gates import Gate

PROBE_EVERY = timedelta(minutes=1)
OUTAGE_AFTER = 5
LONGEST_BACKOFF = 300.0
# When an outage ends, the channels open one after the other within these seconds, not at once.
SPREAD = 10.0
_JITTER = 0.5
# The second between two messages, which every call takes of its gate, and a little more.
_A_SLOT = timedelta(seconds=2)
_DEFAULT_RETRY_AFTER = timedelta(seconds=30)

Uniform = Callable[[float, float], float]


def channel_gate(gate: Gate, outcome: SendResult, at: datetime, uniform: Uniform) -> Gate:
    """A channel's gate after `outcome`.

    A delivery that failed on the way, or may have, closes it for a while that doubles each time; so an outage is
    tried with one message now and then. Only a Retry-After counts as kept closed by the other side.
    """
    match outcome.answer:
        case _ if _closed_meanwhile(gate, outcome, at):
            return gate
        case Answer.SENT | Answer.TARGET_REFUSED | Answer.PAYLOAD_REFUSED:
            return replace(gate, closed_since=None, reason=None, failures=0)
        case Answer.NOT_SENT | Answer.UNCLEAR:
            wait = timedelta(seconds=backoff(gate.failures, uniform))
            opens = max(gate.open_at, at + wait)
            return replace(gate, open_at=opens, closed_since=None, failures=gate.failures + 1, reason=outcome.detail)
        case Answer.TRY_LATER:
            return _kept_closed(gate, outcome, at, uniform)
        case Answer.CREDENTIALS_REFUSED:
            return gate
        case _:
            assert_never(outcome.answer)


def account_gate(gate: Gate, outcome: SendResult, at: datetime) -> Gate:
    """An account's gate after `outcome`: refused credentials close it until a probe is accepted."""
    if outcome.answer is Answer.CREDENTIALS_REFUSED:
        opens = at + PROBE_EVERY
        failures = gate.failures + 1
        closed = gate.closed_since or at
        return replace(gate, open_at=opens, closed_since=closed, reason=outcome.detail, failures=failures)
    if outcome.answer is Answer.SENT and gate.closed_since is not None:
        return Gate(gate.scope, at)
    return gate


def pace_gate(gate: Gate, outcome: SendResult, at: datetime, uniform: Uniform, *, widespread: bool) -> Gate:
    """The gate of all channels together after `outcome`.

    A Retry-After that several channels saw (`widespread`) is the account's. After `OUTAGE_AFTER` failures in a row,
    whichever channels they befell, one delivery at a time tries whether the other side is there again.
    """
    match outcome.answer:
        case _ if _closed_meanwhile(gate, outcome, at):
            return gate
        case Answer.SENT | Answer.TARGET_REFUSED | Answer.PAYLOAD_REFUSED:
            return Gate(gate.scope, at) if gate.failures or gate.closed_since is not None else gate
        case Answer.NOT_SENT | Answer.UNCLEAR:
            failures = gate.failures + 1
            if failures < OUTAGE_AFTER:
                return replace(gate, failures=failures, closed_since=None, reason=outcome.detail)
            wait = timedelta(seconds=backoff(failures - OUTAGE_AFTER, uniform, longest=PROBE_EVERY.total_seconds()))
            # While one tries, the gate is closed for all others; that ends here.
            return replace(gate, open_at=at + wait, closed_since=None, failures=failures, reason=outcome.detail)
        case Answer.TRY_LATER:
            # Whoever asks for patience is there: that is no outage any more.
            return replace(_kept_closed(gate, outcome, at, uniform), failures=0) if widespread else gate
        case Answer.CREDENTIALS_REFUSED:
            return gate
        case _:
            assert_never(outcome.answer)


def is_outage(gate: Gate) -> bool:
    """Whether so much failed in a row that one delivery at a time is tried."""
    return gate.failures >= OUTAGE_AFTER


def backoff(failures: int, uniform: Uniform, *, longest: float = LONGEST_BACKOFF) -> float:
    """How many seconds to wait after so many failures in a row: doubling, at most five minutes, spread out."""
    return min(longest, 2.0 * 2.0 ** min(failures, 16)) * uniform(0.5, 1)


def _closed_meanwhile(gate: Gate, outcome: SendResult, at: datetime) -> bool:
    """Whether somebody else was asked for patience while this call was under way: that holds, whatever it brought."""
    closed = gate.closed_since is not None and not gate.is_open(at) and gate.open_at > at + _A_SLOT
    return closed and outcome.answer is not Answer.TRY_LATER


def _kept_closed(gate: Gate, outcome: SendResult, at: datetime, uniform: Uniform) -> Gate:
    wait = (outcome.retry_after or _DEFAULT_RETRY_AFTER) + timedelta(seconds=uniform(0, _JITTER))
    opens = max(gate.open_at, at + wait)
    return replace(gate, open_at=opens, closed_since=gate.closed_since or at, reason=outcome.detail)
