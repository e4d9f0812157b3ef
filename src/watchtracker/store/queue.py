"""The queue: what is due, locked by whoever claims it, and begun as a delivery.

It is asked every second of every day, so its statements are built once, and it costs the same however much is planned.
Where several replicas claim, rows that another one holds are skipped; SQLite leaves that out because its writers stand
in line anyway. `deliveries.py` has what comes of a delivery.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from watchtracker.failpoints import Failpoint, reach
from watchtracker.notifications import NotificationState
from watchtracker.outbox.batching import Due
from watchtracker.outbox.messages import MessageForm
from watchtracker.outbox.records import AttemptEvent, Delivery, NewDelivery
from watchtracker.schema import deliveries, delivery_notifications, items, notifications
from watchtracker.store.deliveries import note, values_of
from watchtracker.store.notifications import in_state, notification_of, reason_columns


class Queue:
    """What is due, for one transaction; what is locked here is ours until it ends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_due(self, channels: Iterable[str]) -> dict[str, datetime]:
        """For each channel the moment of its first planned notification; channels without one are left out."""
        found = {channel: self._connection.scalar(_FIRST, {"of": channel}) for channel in channels}
        return {channel: moment for channel, moment in found.items() if moment is not None}

    def lock_due(self, channel: str, now: datetime, most: int) -> list[Due]:
        """The planned notifications of `channel` that are due, in order of time, locked.

        Those whose item is being changed at this moment are left for the next beat: the change decides on them.
        """
        rows = self._connection.execute(_DUE, {"of": channel, "now": now, "most": most}).all()
        found = [Due(notification_of(row), row.give_up_at) for row in rows]
        if self._connection.dialect.name == "sqlite":
            return found
        ids = sorted({one.notification.item for one in found if one.notification.item is not None})
        free = {None, *self._connection.scalars(_FREE_ITEMS, {"ids": ids})}
        return [one for one in found if one.notification.item in free]

    def begin(self, delivery: NewDelivery, members: Sequence[int]) -> Delivery:
        """Record a delivery with its members and its first attempt; planned members are `sending` from now on.

        Those that an announcement of dead letters tells of are not, whatever became of them meanwhile.
        """
        begun = delivery.stored(self._connection.execute(_BEGIN, values_of(delivery)).scalar_one())
        joins = [{"delivery_id": begun.id, "notification_id": member} for member in members]
        if joins:
            # One alone goes to the driver as it is, which is quicker than a list of one.
            self._connection.execute(_JOIN, joins if len(joins) > 1 else joins[0])
            if delivery.form is not MessageForm.DEAD_LETTERS:  # which tells of them, and does not send them
                self._connection.execute(_UNDER_WAY, {"members": list(members)})
        note(self._connection, begun.id, begun.started_at, AttemptEvent.STARTED.value)
        reach(Failpoint.AFTER_ATTEMPT_ROW)
        return begun


_PLANNED = in_state(NotificationState.PLANNED)
_OF_CHANNEL = notifications.c.channel == bindparam("of")
_IN_ORDER = (notifications.c.due_at, notifications.c.id)

_FIRST = select(notifications.c.due_at).where(_PLANNED, _OF_CHANNEL).order_by(*_IN_ORDER).limit(1)
_DUE = (
    select(notifications)
    .where(_PLANNED, _OF_CHANNEL, notifications.c.due_at <= bindparam("now"))
    .order_by(*_IN_ORDER)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
# Locked before they are read: a row that is read as it is locked comes with claims from before it was.
_FREE_ITEMS = (
    select(items.c.id)
    .where(items.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(items.c.id)
    .with_for_update(read=True, skip_locked=True)
)
_BEGIN = insert(deliveries).returning(deliveries.c.id)
_JOIN = insert(delivery_notifications)
_UNDER_WAY = (
    update(notifications)
    .where(notifications.c.id.in_(bindparam("members", expanding=True)), _PLANNED)
    .values(state=NotificationState.SENDING.value, **reason_columns("reason", None))
)
