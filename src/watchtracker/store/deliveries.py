"""Deliveries as rows: what is under way and by whose lease, and what came of it.

Results are written only by whoever still holds the lease. `delivery` decides; `queue.py` beside this begins them, and
`gates.py` says when a message may go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, exists, func, insert, or_, select, update

from watchtracker.errors import InputError
from watchtracker.notifications import Notification, NotificationKind, NotificationState, Reason
from watchtracker.notifications.gathering import GIVE_UP_AFTER, MessageForm
from watchtracker.schema import attempts, deliveries, delivery_notifications, notifications
from watchtracker.store.gates import Gates
from watchtracker.store.notifications import Notifications, in_state, reason_columns


class DeliveryState(StrEnum):
    """Where a delivery stands; only `unknown` leaves open whether its message arrived."""

    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    DISSOLVED = "dissolved"
    UNKNOWN = "unknown"


# No id is larger, and no database could be asked for one that is.
_IDS = 1 << 63


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A message as it is committed, with its payload, its key and a lease, before its bytes leave."""

    key: str
    channel: str
    form: MessageForm
    payload: str
    started_at: datetime
    lease_token: str
    lease_until: datetime

    def stored(self, as_id: int) -> DeliveryRecord:
        """It, once the database gave it its id."""
        return DeliveryRecord(
            as_id,
            self.key,
            self.channel,
            self.form,
            self.payload,
            self.started_at,
            self.lease_token,
            self.lease_until,
            DeliveryState.SENDING,
        )


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """A delivery as it is stored.

    `outcome` is the class of the last answer and `detail` what was said with it; `receipt_channel` and `receipt_ts`
    are where it arrived.
    """

    id: int
    key: str
    channel: str
    form: MessageForm
    payload: str
    started_at: datetime
    lease_token: str | None
    lease_until: datetime | None
    state: DeliveryState
    plain: bool = False
    ended_at: datetime | None = None
    outcome: str | None = None
    detail: str | None = None
    receipt_channel: str | None = None
    receipt_ts: str | None = None


class Deliveries:
    """The deliveries, attempts and gates of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.gates = Gates(connection)

    # What there is to do: read before anything is written.

    def leases_run_out(self, now: datetime) -> list[int]:
        """The deliveries that are under way though their lease is over.

        One that was begun in the future was begun before the clock was set back; its lease would not end for long.
        """
        query = select(deliveries.c.id).where(deliveries.c.state == DeliveryState.SENDING.value, _lease_over(now))
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

    # What came of it.

    def record(
        self,
        delivery: DeliveryRecord,
        state: DeliveryState,
        *,
        at: datetime,
        outcome: str,
        detail: str | None,
        receipt: tuple[str, str] | None = None,
        look_at: datetime | None = None,
    ) -> bool:
        """Write the end of a delivery; False, and nothing is written, if its lease is not ours any more.

        What was sent is sent, also where its lease was over and it is unknown by now, but not yet sent again.
        `look_at`, for one that is unknown: when to look for it first.
        """
        channel, ts = receipt or (None, None)
        ended = at if state is not DeliveryState.UNKNOWN else None
        written = self._connection.execute(
            update(deliveries)
            .where(_ours(delivery, sent=state is DeliveryState.SENT))
            .values(
                state=state.value,
                ended_at=ended,
                outcome=outcome,
                detail=detail,
                receipt_channel=channel,
                receipt_ts=ts,
                look_at=look_at,
                proves_from=None,
                absent_since=None,
            )
        )
        if written.rowcount == 1:
            self.note(delivery.id, at, outcome, detail)
        return written.rowcount == 1

    def as_plain(self, delivery: DeliveryRecord, *, at: datetime, detail: str) -> bool:
        """Note that the delivery goes out once more, as plain text; False if its lease is not ours any more."""
        written = self._connection.execute(update(deliveries).where(_ours(delivery)).values(plain=True))
        if written.rowcount == 1:
            self.note(delivery.id, at, "payload_refused", detail)
            self.note(delivery.id, at, "started", "as plain text")
        return written.rowcount == 1

    def give_up_lease(
        self, delivery_id: int, now: datetime, *, proves_from: datetime, whose_ever: bool = False
    ) -> bool:
        """Mark a delivery whose lease is over as unknown, to be looked for; False if somebody was quicker.

        `whose_ever` is for one whose lease may run on, but whose sender is known to be gone.
        """
        under_way = and_(deliveries.c.id == delivery_id, deliveries.c.state == DeliveryState.SENDING.value)
        written = self._connection.execute(
            update(deliveries)
            .where(under_way if whose_ever else and_(under_way, _lease_over(now)))
            .values(
                state=DeliveryState.UNKNOWN.value,
                outcome="lease_over",
                detail=_LEASE_OVER,
                look_at=now,
                proves_from=proves_from,
                absent_since=None,
            )
        )
        if written.rowcount == 1:
            self.note(delivery_id, now, "lease_over", _LEASE_OVER)
        return written.rowcount == 1

    def end_members(
        self, delivery_id: int, state: NotificationState, *, reason: Reason | None, sent_at: datetime | None = None
    ) -> int:
        """End the members of a delivery that are under way, and say how many there were.

        Members that go back to `planned` or end as dead although a moved date overtook them meanwhile are
        superseded instead, with what overtook them as the reason.
        """
        members = self.members(delivery_id)
        if state is not NotificationState.SENT:
            self._supersede_overtaken(members)
        values = {"state": state.value, "sent_at": sent_at, **reason_columns("reason", reason)}
        return self._settle_members(members, NotificationState.SENDING, **values)

    def note(self, delivery_id: int, at: datetime, event: str, detail: str | None = None) -> None:
        """Add a line to the record of attempts, which is never changed."""
        self._connection.execute(_NOTE, {"delivery_id": delivery_id, "at": at, "event": event, "detail": detail})

    # What people ask, and what they ask for.

    def retry(self, ids: Sequence[int] | None, now: datetime) -> list[int]:
        """Make dead notifications due again (`ids` None: all of them), and say which; they have 72 hours anew.

        Raises InputError for an id that is not dead. Plan in the same transaction: a date may have moved meanwhile.
        """
        dead = in_state(NotificationState.DEAD)
        wanted = dead if ids is None else and_(dead, notifications.c.id.in_(one for one in ids if abs(one) < _IDS))
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
        values: dict[str, Any] = {"state": NotificationState.PLANNED.value, **reason_columns("reason", None)}
        self._connection.execute(
            update(notifications).where(notifications.c.id.in_(found)).values(**values, give_up_at=now + GIVE_UP_AFTER)
        )
        return found

    def by_id(self, delivery_id: int) -> DeliveryRecord:
        """One delivery."""
        return delivery_of(self._connection.execute(select(deliveries).where(deliveries.c.id == delivery_id)).one())

    def members(self, delivery_id: int) -> list[int]:
        """The notifications of a delivery."""
        query = select(delivery_notifications.c.notification_id).where(
            delivery_notifications.c.delivery_id == delivery_id
        )
        return list(self._connection.scalars(query.order_by(delivery_notifications.c.notification_id)))

    def in_state(self, state: DeliveryState) -> list[DeliveryRecord]:
        """The deliveries in `state`, oldest first."""
        query = select(deliveries).where(deliveries.c.state == state.value).order_by(deliveries.c.id)
        return [delivery_of(row) for row in self._connection.execute(query)]

    def of_notification(self, notification_id: int) -> list[DeliveryRecord]:
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
        return sorted(found, key=lambda one: (one.at, one.key))

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

    def _settle_members(self, members: Sequence[int], before: NotificationState, **values: Any) -> int:
        written = self._connection.execute(
            update(notifications)
            .where(notifications.c.id.in_(members), notifications.c.state == before.value)
            .values(**values)
        )
        return written.rowcount

    def _supersede_overtaken(self, members: Sequence[int]) -> None:
        self._connection.execute(
            update(notifications)
            .where(
                notifications.c.id.in_(members),
                notifications.c.state == NotificationState.SENDING.value,
                notifications.c.overtaken.is_not(None),
            )
            .values(
                state=NotificationState.SUPERSEDED.value,
                reason=notifications.c.overtaken,
                reason_about=notifications.c.overtaken_about,
                **reason_columns("overtaken", None),
            )
        )


_LEASE_OVER = "the process that was sending it did not say in time what came of it"
_CLOCKS_DIFFER = timedelta(minutes=1)
_NOTE = insert(attempts)


def _lease_over(now: datetime) -> Any:
    return or_(deliveries.c.lease_until <= now, deliveries.c.started_at > now + _CLOCKS_DIFFER)


def _ours(delivery: DeliveryRecord, *, sent: bool = False) -> Any:
    open_states = [DeliveryState.SENDING.value, *([DeliveryState.UNKNOWN.value] if sent else [])]
    return and_(
        deliveries.c.id == delivery.id,
        deliveries.c.lease_token == delivery.lease_token,
        deliveries.c.state.in_(open_states),
    )


def note(connection: Connection, delivery: DeliveryRecord, at: datetime, event: str) -> None:
    """Add a line to the record of attempts of a delivery."""
    connection.execute(_NOTE, {"delivery_id": delivery.id, "at": at, "event": event, "detail": None})


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


def delivery_of(row: Row[Any]) -> DeliveryRecord:
    """The delivery of a row of `deliveries`."""
    return DeliveryRecord(
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
