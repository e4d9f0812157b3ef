"""What follows from an answer for the delivery and for its notifications; `pacing.py` has the gates.

Pure, and one table: so that it can be read beside the classes of answers in `channels`.
`posting.py` asks it, `recording.py` carries it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from watchtracker.channels import Answer, SendResult
from watchtracker.notifications import NotificationState, Reason, ReasonCode
from watchtracker.store.deliveries import DeliveryState


@dataclass(frozen=True, slots=True)
class Ending:
    """How a delivery ends; `members` is None where its notifications stay under way, because nobody knows."""

    state: DeliveryState
    members: NotificationState | None
    outcome: str
    detail: str
    reason: Reason | None = None


HANDED_BACK = "handed_back"


def ending(outcome: SendResult) -> Ending:
    """How a delivery ends with `outcome`; a refused payload is final here, its second try comes before."""
    answer, detail = outcome.answer, outcome.detail
    if outcome.retry_after is not None:
        detail = f"{detail}, wait {outcome.retry_after.total_seconds():g} s"
    match answer:
        case Answer.SENT:
            return Ending(DeliveryState.SENT, NotificationState.SENT, answer, detail)
        case Answer.NOT_SENT | Answer.TRY_LATER | Answer.CREDENTIALS_REFUSED:
            return Ending(DeliveryState.DISSOLVED, NotificationState.PLANNED, answer, detail)
        case Answer.TARGET_REFUSED:
            return _dead(answer, detail, ReasonCode.TARGET_REFUSED)
        case Answer.PAYLOAD_REFUSED:
            return _dead(answer, detail, ReasonCode.PAYLOAD_REFUSED)
        case Answer.UNCLEAR:
            return Ending(DeliveryState.UNKNOWN, None, answer, detail)
        case _:
            assert_never(answer)


def handed_back(why: str) -> Ending:
    """How a delivery ends that was never sent, for a reason of ours."""
    return Ending(DeliveryState.DISSOLVED, NotificationState.PLANNED, HANDED_BACK, why)


def _dead(answer: Answer, detail: str, code: ReasonCode) -> Ending:
    return Ending(DeliveryState.DEAD, NotificationState.DEAD, answer, detail, Reason(code, (detail,)))
