"""Deliveries as rows: which are under way, dead, unknown, and what happened to each.

`outcomes.py` beside this writes what comes of them, `queue.py` begins them, and `unknown.py` has those that are looked
for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Update,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from watchtracker.errors import InputError
from watchtracker.notifications import Notification, NotificationKind, NotificationState, reasons
from watchtracker.notifications.lateness import GIVE_UP_AFTER
from watchtracker.outbox.messages import MessageForm
from watchtracker.outbox.records import TRANSITIONS, AttemptEvent, Delivery, DeliveryEvent, DeliveryState, NewDelivery
from watchtracker.schema import attempts, deliveries, delivery_notifications, faces, notifications
from watchtracker.store.notifications import Notifications, in_state, reason_columns

# No id is larger, and no database could be asked for one that is.
_IDS = 1 << 63


class Deliveries:
    """The deliveries of one transaction, and what is recorded of them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # What there is to do: read before anything is written.

    def leases_run_out(self, now: datetime) -> list[int]:
        """The deliveries that are under way though their lease is over."""
        query = select(deliveries.c.id).where(deliveries.c.state == DeliveryState.SENDING.value, lease_over(now))
        return list(self._connection.scalars(query))

    def unannounced_dead(self) -> list[int]:
        """The dead notifications that the fallback channel was not told of; one under way counts as told."""
        told = (
            select(delivery_notifications.c.notification_id)
            .join(deliveries, deliveries.c.id == delivery_notifications.c.delivery_id)
            .where(
                delivery_notifications.c.notification_id == notifications.c.id,
                deliveries.c.form == MessageForm.DEAD_LETTERS.value,
                deliveries.c.state != DeliveryState.DISSOLVED.value,
            )
        )
        query = select(notifications.c.id).where(
            in_state(NotificationState.DEAD), ~exists(told.correlate(notifications))
        )
        return list(self._connection.scalars(query.order_by(notifications.c.id)))

    # What people ask, and what they ask for.

    def retry(self, ids: Sequence[int] | None, now: datetime) -> list[int]:
        """Make dead notifications due again (`ids` None: all of them), and say which; they have 72 hours anew.

        Raises InputError for an id that is not dead. Plan in the same transaction: a date may have moved meanwhile.
        """
        dead = in_state(NotificationState.DEAD)
        wanted = (
            dead if ids is None else and_(dead, notifications.c.id.in_(number for number in ids if abs(number) < _IDS))
        )
        found = list(self._connection.scalars(select(notifications.c.id).where(wanted).with_for_update()))
        if missing := sorted(set(ids or ()) - set(found)):
            named = ", ".join(map(str, missing))
            raise InputError(f"no dead notification has the id {named}: `watchtracker doctor` lists them")
        announced = select(deliveries.c.id).where(deliveries.c.form == MessageForm.DEAD_LETTERS.value)
        self._connection.execute(
            delete(delivery_notifications).where(
                delivery_notifications.c.notification_id.in_(found), delivery_notifications.c.delivery_id.in_(announced)
            )
        )
        doubted = self._perhaps_arrived(found)
        for ids_alike, reason in ((doubted, reasons.MAYBE_SENT), (set(found) - doubted, None)):
            values: dict[str, Any] = {"state": NotificationState.PLANNED.value, **reason_columns("reason", reason)}
            these = update(notifications).where(notifications.c.id.in_(ids_alike))
            self._connection.execute(these.values(**values, give_up_at=now + GIVE_UP_AFTER))
        return found

    def _perhaps_arrived(self, ids: Sequence[int]) -> set[int]:
        """Those of which an earlier message may have arrived: it went out again unseen, or nobody ever answered."""
        unseen = attempts.c.event.in_([AttemptEvent.REPEATED.value, AttemptEvent.GIVEN_UP.value])
        together = delivery_notifications.join(attempts, attempts.c.delivery_id == delivery_notifications.c.delivery_id)
        query = select(delivery_notifications.c.notification_id).select_from(together).where(unseen)
        return set(self._connection.scalars(query.where(delivery_notifications.c.notification_id.in_(ids))))

    def by_id(self, delivery_id: int) -> Delivery:
        """One delivery."""
        return delivery_of(self._connection.execute(select(deliveries).where(deliveries.c.id == delivery_id)).one())

    def members(self, delivery_id: int) -> list[int]:
        """The notifications of a delivery."""
        query = MEMBERS.order_by(delivery_notifications.c.notification_id)
        return list(self._connection.scalars(query, {"of": delivery_id}))

    def note(self, delivery_id: int, at: datetime, event: AttemptEvent, detail: str | None = None) -> None:
        """Add a line to the record of a delivery's attempts, which is never changed."""
        note(self._connection, delivery_id, at, event.value, detail)

    def in_state(self, state: DeliveryState) -> list[Delivery]:
        """The deliveries in `state`, oldest first."""
        query = select(deliveries).where(deliveries.c.state == state.value).order_by(deliveries.c.id)
        return [delivery_of(row) for row in self._connection.execute(query)]

    def of_notification(self, notification_id: int) -> list[Delivery]:
        """Every delivery that a notification was part of, oldest first; announcements of its death left out."""
        query = (
            select(deliveries)
            .join(delivery_notifications, delivery_notifications.c.delivery_id == deliveries.c.id)
            .where(
                delivery_notifications.c.notification_id == notification_id,
                deliveries.c.form != MessageForm.DEAD_LETTERS.value,
            )
            .order_by(deliveries.c.id)
        )
        return [delivery_of(row) for row in self._connection.execute(query)]

    def last_about(self, item_id: str, channel: str) -> Delivery | None:
        """The last message about an item that arrived in a channel and was not seen to be gone since."""
        query = (
            select(deliveries)
            .join(delivery_notifications, delivery_notifications.c.delivery_id == deliveries.c.id)
            .join(notifications, notifications.c.id == delivery_notifications.c.notification_id)
            .outerjoin(faces, faces.c.delivery_id == deliveries.c.id)
            .where(
                notifications.c.item_id == item_id,
                deliveries.c.channel == channel,
                deliveries.c.state == DeliveryState.SENT.value,
                deliveries.c.form.not_in([MessageForm.DEAD_LETTERS.value, MessageForm.PROPOSALS.value]),
                deliveries.c.receipt_ts.is_not(None),
                or_(faces.c.ended_as.is_(None), faces.c.ended_as.not_like("message_not_found%")),
            )
            .order_by(deliveries.c.id.desc())
            .limit(1)
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else delivery_of(row)

    def channel_at(self, channel: str, message: str | None) -> str | None:
        """The name of the channel of which that message is, or else the last one that arrived at the same place."""
        there = select(deliveries.c.channel).where(deliveries.c.receipt_channel == channel)
        exact = there.where(deliveries.c.receipt_ts == message)
        for query in (exact, there):
            name: str | None = self._connection.scalar(query.order_by(deliveries.c.id.desc()).limit(1))
            if name is not None:
                return name
        return None

    def attempts(self, delivery_id: int) -> list[tuple[datetime, str, str | None]]:
        """What happened to a delivery: moment, event, detail."""
        query = select(attempts.c.at, attempts.c.event, attempts.c.detail).where(attempts.c.delivery_id == delivery_id)
        return [(row.at, row.event, row.detail) for row in self._connection.execute(query.order_by(attempts.c.id))]

    def noticed_since(self, channel: str, kind: NotificationKind, since: datetime) -> list[int]:
        """The change notices of one kind in a channel since a moment, whatever became of them."""
        query = select(notifications.c.id).where(
            notifications.c.channel == channel, notifications.c.kind == kind.value, notifications.c.due_at >= since
        )
        return list(self._connection.scalars(query))

    def read(self, ids: Iterable[int]) -> list[Notification]:
        """These notifications in order of time, without waiting for anybody who is changing them."""
        found = Notifications(self._connection, writes=False).by_id(ids)
        return sorted(found, key=lambda notification: (notification.at, notification.key))

    def counts(self) -> dict[str, int]:
        """How many deliveries are under way and unknown, and how many notifications are dead."""
        states = (DeliveryState.SENDING, DeliveryState.UNKNOWN)
        found = {
            state.value: self._count(select(deliveries.c.id).where(deliveries.c.state == state)) for state in states
        }
        dead = select(notifications.c.id).where(in_state(NotificationState.DEAD))
        return {**found, "dead": self._count(dead)}

    def _count(self, query: Select[Any]) -> int:
        return self._connection.scalar(select(func.count()).select_from(query.subquery())) or 0


_CLOCKS_DIFFER = timedelta(minutes=1)
_NOTE = insert(attempts)
# The notifications of a delivery, which the statement calls `of`.
MEMBERS = select(delivery_notifications.c.notification_id).where(
    delivery_notifications.c.delivery_id == bindparam("of")
)


def lease_over(now: datetime) -> ColumnElement[bool]:
    """The condition that the lease of a delivery is over at `now`.

    One that was begun in the future was begun before the clock was set back; its lease would not end for long.
    """
    return or_(deliveries.c.lease_until <= now, deliveries.c.started_at > now + _CLOCKS_DIFFER)


def move(
    connection: Connection,
    delivery_id: int,
    event: DeliveryEvent,
    *conditions: ColumnElement[bool],
    held: Mapping[str, Any] | None = None,
    **values: Any,
) -> bool:
    """Move a delivery along the table of transitions; False, and nothing is written, where `event` cannot happen to it.

    It cannot where the delivery is in none of the states before it, where one of `conditions` does not hold, or where
    it has something else in one of the columns that are `held`.
    """
    held = held or {}
    statement = _move(event, tuple(values), tuple(held)).where(*conditions)
    new, old = _named("new", values), _named("held", held)
    return connection.execute(statement, {"of": delivery_id, **new, **old}).rowcount == 1


@cache
def _move(event: DeliveryEvent, written: tuple[str, ...], held: tuple[str, ...]) -> Update:
    transition, columns = TRANSITIONS[event], deliveries.c
    return (
        update(deliveries)
        .where(columns.id == bindparam("of"), or_(*(columns.state == state for state in sorted(transition.before))))
        .where(*(columns[name] == bindparam(f"held_{name}") for name in held))
        .values(state=transition.after, **{name: bindparam(f"new_{name}") for name in written})
    )


def _named(prefix: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{prefix}_{name}": value for name, value in values.items()}


def note(connection: Connection, delivery_id: int, at: datetime, event: str, detail: str | None = None) -> None:
    """Add a line to the record of a delivery's attempts, which is never changed."""
    connection.execute(_NOTE, {"delivery_id": delivery_id, "at": at, "event": event, "detail": detail})


def values_of(delivery: NewDelivery) -> dict[str, Any]:
    """The row of a delivery as it begins."""
    return {
        "state": DeliveryState.SENDING.value,
        "key": delivery.key,
        "channel": delivery.channel,
        "form": delivery.form.value,
        "payload": delivery.payload,
        "plain": False,
        "lease_token": delivery.lease_token,
        "lease_until": delivery.lease_until,
        "started_at": delivery.started_at,
    }


def delivery_of(row: Row[Any]) -> Delivery:
    """The delivery of a row of `deliveries`."""
    return Delivery(
        id=row.id,
        key=row.key,
        channel=row.channel,
        form=MessageForm(row.form),
        payload=row.payload,
        started_at=row.started_at,
        lease_token=row.lease_token,
        lease_until=row.lease_until,
        state=DeliveryState(row.state),
        plain=row.plain,
        ended_at=row.ended_at,
        outcome=row.outcome,
        detail=row.detail,
        receipt_channel=row.receipt_channel,
        receipt_ts=row.receipt_ts,
    )
