"""What a response means: for the delivery, for the notifications in it and for the gates. Decided here, and only here.

`delivery.attempts` asks once for each response, and the store writes all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import assert_never

from watchtracker.notifications import Notification, NotificationState, Reason, ReasonCode, escalation, people
from watchtracker.outbox.backoff import GateChanges, Gates, Uniform, gates_after
from watchtracker.outbox.messages import Receipt, SendResult, SendStatus
from watchtracker.outbox.reconciliation import FIRST_LOOK
from watchtracker.outbox.records import Account, AttemptEvent, DeliveryEvent, Flight, LogLevel, LogLine

# What the gates become, given what they are; asked again under their locks, so it may be called more than once.
DecideGates = Callable[[Gates], GateChanges]


@dataclass(frozen=True, slots=True)
class Effects:
    """All that follows from an attempt, to be written together at the moment `at`.

    `members` is the state that the notifications come to, with its `reason`; None where they stay under way, because
    nobody knows. Where they end, what goes `instead` of them, in their order, is due from now on, where something
    does. `look_at` is when to look first for what is unknown. `outcome` and `detail` stand in the record of attempts.
    """

    event: DeliveryEvent
    at: datetime
    outcome: str
    detail: str
    members: NotificationState | None
    log: LogLine
    reason: Reason | None = None
    receipt: Receipt | None = None
    look_at: datetime | None = None
    gates: DecideGates | None = None
    instead: tuple[Notification | None, ...] = ()


def effects(flight: Flight, result: SendResult, account: Account | None, at: datetime, uniform: Uniform) -> Effects:
    """What follows from the channel's `result`.

    A refused payload is final here: where the channel has a plain form, that was tried before. Who cannot be written to
    alone is told in the channel in which they took the item.
    """
    detail = result.detail
    if result.retry_after is not None:
        detail = f"{detail}, wait {result.retry_after.total_seconds():g} s"
    event, members, level = _meaning(result.status)
    if event is DeliveryEvent.PUT_OFF and flight.repeats:
        # This attempt did not arrive, but what it repeats may have: anew, it would come under another key.
        event, members = DeliveryEvent.UNANSWERED, None
    # What an escalation could not tell somebody, the channel has been told before: it is dead, which is told elsewhere.
    beyond = all(map(escalation.step_of, flight.notifications))
    own = people.own_channel(flight.channel.name) is not None and not beyond
    alone = own and result.status is SendStatus.TARGET_REFUSED
    if alone:
        members, level = NotificationState.SUPERSEDED, LogLevel.WARNING
    return Effects(
        event,
        at,
        result.status.value,
        detail,
        members,
        _line(flight, result.status.value, detail, level),
        reason=_reason(flight, members, result.status, detail),
        receipt=result.receipt,
        look_at=at + FIRST_LOOK if event is DeliveryEvent.UNANSWERED else None,
        gates=partial(_gates, result, flight.channel.name, account, uniform),
        instead=tuple(map(_in_the_channel, flight.notifications)) if alone else (),
    )


def _in_the_channel(notification: Notification) -> Notification | None:
    return None if escalation.step_of(notification) else people.to_channel(notification)


def handed_back(flight: Flight, why: str, at: datetime) -> Effects:
    """What follows where a message was not sent, for a reason of ours: its notifications are due again.

    Where it would have been a repetition, what it repeats is as unknown as before.
    """
    outcome = AttemptEvent.HANDED_BACK.value
    line = _line(flight, outcome, why, LogLevel.WARNING)
    if flight.repeats:
        return Effects(DeliveryEvent.UNANSWERED, at, outcome, why, None, line, look_at=at + FIRST_LOOK)
    planned = NotificationState.PLANNED
    return Effects(DeliveryEvent.HANDED_BACK, at, outcome, why, planned, line, reason=flight.doubt)


def _meaning(status: SendStatus) -> tuple[DeliveryEvent, NotificationState | None, LogLevel]:
    match status:
        case SendStatus.SENT:
            return DeliveryEvent.ACCEPTED, NotificationState.SENT, LogLevel.INFO
        case SendStatus.NOT_SENT | SendStatus.TRY_LATER:
            return DeliveryEvent.PUT_OFF, NotificationState.PLANNED, LogLevel.WARNING
        case SendStatus.CREDENTIALS_REFUSED:
            return DeliveryEvent.PUT_OFF, NotificationState.PLANNED, LogLevel.ERROR
        case SendStatus.TARGET_REFUSED | SendStatus.PAYLOAD_REFUSED:
            return DeliveryEvent.REFUSED, NotificationState.DEAD, LogLevel.ERROR
        case SendStatus.UNCLEAR:
            return DeliveryEvent.UNANSWERED, None, LogLevel.WARNING
        case _:
            assert_never(status)


def _reason(flight: Flight, members: NotificationState | None, status: SendStatus, detail: str) -> Reason | None:
    if members is NotificationState.PLANNED:
        return flight.doubt
    if members is NotificationState.SUPERSEDED:
        return Reason(ReasonCode.NO_DIRECT_MESSAGE, (detail,))
    if members is not NotificationState.DEAD:
        return None
    code = ReasonCode.TARGET_REFUSED if status is SendStatus.TARGET_REFUSED else ReasonCode.PAYLOAD_REFUSED
    return Reason(code, (detail,))


def _gates(result: SendResult, channel: str, account: Account | None, uniform: Uniform, gates: Gates) -> GateChanges:
    return gates_after(result, channel, account, gates, uniform)


def _line(flight: Flight, outcome: str, detail: str, level: LogLevel) -> LogLine:
    said = f"{outcome}: {detail}" if detail else outcome
    return LogLine(level, f"{flight.delivery.key} to {flight.channel.name}: {said} ({flight.named})")
