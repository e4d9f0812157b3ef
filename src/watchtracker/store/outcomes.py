"""What comes of a delivery, written in one go: its state, its notifications, its record of attempts and the gates.

Only whoever still holds the lease writes it. The items are locked first, as every change of an item locks them, so that
a change never meets a delivery half ended; then the delivery, its notifications, and last the gates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from watchtracker.notifications import NotificationState, Reason
from watchtracker.outbox.backoff import GateChanges
from watchtracker.outbox.messages import SendStatus
from watchtracker.outbox.outcomes import Effects
from watchtracker.outbox.records import AttemptEvent, Delivery, DeliveryEvent, DeliveryState, Flight
from watchtracker.schema import deliveries, notifications
from watchtracker.store.deliveries import MEMBERS, lease_over, move, note
from watchtracker.store.faces import Faces
from watchtracker.store.gates import GateRows
from watchtracker.store.items import Items
from watchtracker.store.notifications import Notifications, in_state, reason_columns

_LEASE_OVER = "the process that was sending it did not say in time what came of it"


@dataclass(frozen=True, slots=True)
class WhatWasWritten:
    """Whether the delivery was still ours to write, and what became of the gates, which is written in any case."""

    ours: bool
    gates: GateChanges


class Outcomes:
    """What came of deliveries, in one transaction."""

    def __init__(self, connection: Connection, items: Items, gates: GateRows) -> None:
        self._connection = connection
        self._items = items
        self._gates = gates

    def write(self, flight: Flight, effects: Effects) -> WhatWasWritten:
        """Write all that follows from an attempt."""
        self._items.lock_known(flight.item_ids)
        ours = self._write_delivery(flight.delivery, effects)
        if ours and effects.members is not None:
            sent_at = effects.at if effects.members is NotificationState.SENT else None
            self.end_members(flight.delivery.id, effects.members, reason=effects.reason, sent_at=sent_at)
            self._send_instead(flight, effects)
        gates = GateChanges() if effects.gates is None else self._gates.update(effects.gates, effects.at)
        return WhatWasWritten(ours, gates)

    def send_as_plain(self, delivery: Delivery, *, at: datetime, detail: str) -> bool:
        """Note that the delivery goes out once more, as plain text; False if its lease is not ours any more."""
        if not self._altered(delivery, plain=True):
            return False
        note(self._connection, delivery.id, at, SendStatus.PAYLOAD_REFUSED.value, detail)
        note(self._connection, delivery.id, at, AttemptEvent.STARTED.value, "as plain text")
        return True

    def send_alone(self, delivery: Delivery, payload: str, *, at: datetime, detail: str) -> bool:
        """Note that the delivery goes out once more, in no thread; False if its lease is not ours any more."""
        if not self._altered(delivery, payload=payload):
            return False
        note(self._connection, delivery.id, at, SendStatus.TARGET_REFUSED.value, detail)
        note(self._connection, delivery.id, at, AttemptEvent.STARTED.value, "in no thread")
        return True

    def give_up_lease(
        self, delivery_id: int, now: datetime, *, proves_from: datetime, sender_gone: bool = False
    ) -> bool:
        """Mark a delivery whose lease is over as unknown, to be looked for at once; False if somebody was quicker.

        With `sender_gone` its lease may run on, but whoever was sending it is known to be gone.
        """
        given_up = move(
            self._connection,
            delivery_id,
            DeliveryEvent.LEASE_OVER,
            *([] if sender_gone else [lease_over(now)]),
            outcome=AttemptEvent.LEASE_OVER.value,
            detail=_LEASE_OVER,
            look_at=now,
            proves_from=proves_from,
            absent_since=None,
        )
        if given_up:
            note(self._connection, delivery_id, now, AttemptEvent.LEASE_OVER.value, _LEASE_OVER)
        return given_up

    def end_members(
        self, delivery_id: int, state: NotificationState, *, reason: Reason | None, sent_at: datetime | None = None
    ) -> None:
        """End the notifications of a delivery that are under way.

        Those that go back to `planned` or end as dead although a moved date overtook them meanwhile are superseded
        instead, with what overtook them as the reason.
        """
        if state is not NotificationState.SENT:
            self._connection.execute(_SUPERSEDE_OVERTAKEN, {"of": delivery_id})
        code, about = reason.stored if reason else (None, None)
        values = {"new_state": state.value, "new_sent_at": sent_at, "new_reason": code, "new_reason_about": about}
        self._connection.execute(_END_MEMBERS, {"of": delivery_id, **values})

    def _altered(self, delivery: Delivery, **values: object) -> bool:
        """Whether the delivery is still ours, and was changed."""
        under_way = deliveries.c.state == DeliveryState.SENDING.value
        mine = update(deliveries).where(
            deliveries.c.id == delivery.id, deliveries.c.lease_token == delivery.lease_token, under_way
        )
        return self._connection.execute(mine.values(**values)).rowcount == 1

    def _send_instead(self, flight: Flight, effects: Effects) -> None:
        """Make due what goes in the place of members that ended so; a moved date may have overtaken one meanwhile."""
        for member, instead in zip(flight.notifications, effects.instead, strict=False):
            reason = self._connection.scalar(select(notifications.c.reason).where(notifications.c.id == member.id))
            if instead is not None and effects.reason is not None and reason == effects.reason.code.value:
                Notifications(self._connection, writes=True).insert([instead])
                self._connection.execute(_DUE_AGAIN, {"of": instead.key, "at": instead.at})

    def _write_delivery(self, delivery: Delivery, effects: Effects) -> bool:
        receipt = effects.receipt
        written = move(
            self._connection,
            delivery.id,
            effects.event,
            held={"lease_token": delivery.lease_token},
            ended_at=None if effects.event is DeliveryEvent.UNANSWERED else effects.at,
            outcome=effects.outcome,
            detail=effects.detail or None,
            receipt_channel=receipt.channel if receipt else None,
            receipt_ts=receipt.ts if receipt else None,
            look_at=effects.look_at,
            proves_from=None,
            absent_since=None,
        )
        if written:
            note(self._connection, delivery.id, effects.at, effects.outcome, effects.detail or None)
        if written and receipt is not None:
            Faces(self._connection).begin(delivery, receipt, effects.at)
        return written


_CHANGE_MEMBERS = update(notifications).where(notifications.c.id.in_(MEMBERS), in_state(NotificationState.SENDING))
_END_MEMBERS = _CHANGE_MEMBERS.values(
    {name: bindparam(f"new_{name}") for name in ("state", "sent_at", "reason", "reason_about")}
)
_DUE_AGAIN = (
    update(notifications)
    .where(notifications.c.key == bindparam("of"), in_state(NotificationState.SUPERSEDED))
    .values(state=NotificationState.PLANNED.value, due_at=bindparam("at"), **reason_columns("reason", None))
)
_SUPERSEDE_OVERTAKEN = _CHANGE_MEMBERS.where(notifications.c.overtaken.is_not(None)).values(
    state=NotificationState.SUPERSEDED.value,
    reason=notifications.c.overtaken,
    reason_about=notifications.c.overtaken_about,
    **reason_columns("overtaken", None),
)
