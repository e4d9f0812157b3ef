"""What follows from an answer: for the delivery, for its notifications, for the gates.

Pure, and one table: so that it can be read beside the classes of answers in `channels`. `sending.py` carries it out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from watchtracker.channels import Answer, Outcome
from watchtracker.notifications import NotificationState
from watchtracker.store.deliveries import DeliveryState
from watchtracker.store.gates import Gate

PROBE_EVERY = timedelta(minutes=1)
LONGEST_BACKOFF = 300.0
_JITTER = 0.5
_DEFAULT_RETRY_AFTER = timedelta(seconds=30)

Uniform = Callable[[float, float], float]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a delivery ends; `members` is None where its notifications stay under way, because nobody knows."""

    state: DeliveryState
    members: NotificationState | None
    outcome: str
    detail: str
    reason: str | None = None


HANDED_BACK = "handed_back"


def ending(outcome: Outcome) -> Ending:
    """How a delivery ends with `outcome`; a refused payload is final here, its second try comes before."""
    answer, detail = outcome.answer, outcome.detail
    match answer:
        case Answer.SENT:
            return Ending(DeliveryState.SENT, NotificationState.SENT, answer, detail)
        case Answer.NOT_SENT | Answer.TRY_LATER | Answer.CREDENTIALS_REFUSED:
            return Ending(DeliveryState.DISSOLVED, NotificationState.PLANNED, answer, detail)
        case Answer.TARGET_REFUSED:
            return _dead(answer, detail, f"the channel refused it: {detail}")
        case Answer.PAYLOAD_REFUSED:
            return _dead(answer, detail, f"the message was refused, as plain text too: {detail}")
        case Answer.UNCLEAR:
            return Ending(DeliveryState.UNKNOWN, None, answer, detail)
        case _:
            assert_never(answer)


def handed_back(why: str) -> Ending:
    """How a delivery ends that was never sent, for a reason of ours."""
    return Ending(DeliveryState.DISSOLVED, NotificationState.PLANNED, HANDED_BACK, why)


def channel_gate(gate: Gate, outcome: Outcome, at: datetime, uniform: Uniform) -> Gate:
    """A channel's gate after `outcome`.

    A delivery that failed on the way, or may have, closes it for a while that doubles each time; so an outage is
    tried with one message now and then. Only a Retry-After counts as kept closed by the other side.
    """
    match outcome.answer:
        case Answer.SENT | Answer.TARGET_REFUSED | Answer.PAYLOAD_REFUSED:
            return replace(gate, closed_since=None, reason=None, failures=0)
        case Answer.NOT_SENT | Answer.UNCLEAR:
            wait = timedelta(seconds=backoff(gate.failures, uniform))
            return replace(
                gate, open_at=max(gate.open_at, at + wait), failures=gate.failures + 1, reason=outcome.detail
            )
        case Answer.TRY_LATER:
            wait = (outcome.retry_after or _DEFAULT_RETRY_AFTER) + timedelta(seconds=uniform(0, _JITTER))
            opens = max(gate.open_at, at + wait)
            return replace(gate, open_at=opens, closed_since=gate.closed_since or at, reason=outcome.detail)
        case Answer.CREDENTIALS_REFUSED:
            return gate
        case _:
            assert_never(outcome.answer)


def workspace_gate(gate: Gate, outcome: Outcome, at: datetime) -> Gate:
    """The workspace's gate after `outcome`: refused credentials close it until a probe is accepted."""
    if outcome.answer is Answer.CREDENTIALS_REFUSED:
        opens = at + PROBE_EVERY
        failures = gate.failures + 1
        closed = gate.closed_since or at
        return replace(gate, open_at=opens, closed_since=closed, reason=outcome.detail, failures=failures)
    if outcome.answer is Answer.SENT and gate.closed_since is not None:
        return Gate(gate.scope, at)
    return gate


def backoff(failures: int, uniform: Uniform) -> float:
    """How many seconds to wait after so many failures in a row: doubling, at most five minutes, spread out."""
    return min(LONGEST_BACKOFF, 2.0 * 2.0 ** min(failures, 16)) * uniform(0.5, 1)


def _dead(answer: Answer, detail: str, reason: str) -> Ending:
    return Ending(DeliveryState.DEAD, NotificationState.DEAD, answer, detail, reason)
