"""Deliveries of which nobody knows whether they arrived: when to look for them, and what became of them.

A look is taken by pushing the time of the next one ahead, and its result is written only while that time still stands:
so of several replicas one looks, and one that was frozen meanwhile writes nothing. `deliveries.py` has all the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, update

from watchtracker.outbox.messages import Receipt
from watchtracker.outbox.records import LONGEST_PUT_OFF, Delivery, DeliveryEvent, DeliveryState, Look
from watchtracker.schema import deliveries, delivery_notifications, items, notifications
from watchtracker.store.deliveries import delivery_of, move
from watchtracker.store.faces import Faces


class UnknownDeliveries:
    """The unknown deliveries of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_looks(self) -> dict[str, datetime]:
        """For each channel with unknown deliveries the moment of the next look; held ones have none."""
        return {row[0]: row[1] for row in self._connection.execute(_NEXT_LOOKS)}

    def held(self) -> list[Delivery]:
        """The unknown deliveries that nobody can look for, and that are not sent again without somebody's word."""
        query = select(deliveries).where(_UNKNOWN, deliveries.c.look_at.is_(None)).order_by(deliveries.c.id)
        return [delivery_of(row) for row in self._connection.execute(query)]

    def of_other_channels(self, channels: Sequence[str]) -> list[Delivery]:
        """The unknown deliveries to channels that are not among these: nobody will ever look for them."""
        query = select(deliveries).where(_UNKNOWN, deliveries.c.channel.not_in(channels)).order_by(deliveries.c.id)
        return [delivery_of(row) for row in self._connection.execute(query.with_for_update(skip_locked=True))]

    def end(self, delivery_id: int, at: datetime, detail: str) -> None:
        """Nobody finds out any more whether it arrived, because its channel is gone."""
        move(self._connection, delivery_id, DeliveryEvent.CHANNEL_GONE, ended_at=at, detail=detail, look_at=None)

    def reconsider(self, now: datetime) -> None:
        """Look once more for what is held."""
        self._connection.execute(update(deliveries).where(_UNKNOWN, deliveries.c.look_at.is_(None)).values(look_at=now))

    def prove_anew(self, proves_from: datetime) -> None:
        """Whatever was found absent so far proves nothing before that moment."""
        self._connection.execute(update(deliveries).where(_UNKNOWN).values(proves_from=proves_from, absent_since=None))

    def take(self, channel: str, now: datetime, until: datetime, *, proves_from: datetime) -> list[Look]:
        """The looks of a channel that are due, ours from now on: no other replica takes them before `until`.

        What is looked for the first time, or was noted by a clock that was set back since, can be proven from
        `proves_from` on.
        """
        due = select(deliveries).where(_UNKNOWN, deliveries.c.channel == channel, _due(now))
        rows = self._connection.execute(due.order_by(deliveries.c.id).with_for_update(skip_locked=True)).all()
        looks = [_look(row, now, until, proves_from) for row in rows]
        for look in looks:
            values = {"look_at": until, "proves_from": look.proves_from, "absent_since": look.absent_since}
            self._connection.execute(update(deliveries).where(deliveries.c.id == look.delivery.id).values(**values))
        return looks

    def found(self, look: Look, receipt: Receipt, at: datetime) -> bool:
        """It arrived after all; False, and nothing is written, if the look is not ours any more."""
        where = {"receipt_channel": receipt.channel, "receipt_ts": receipt.ts}
        found = self._move(look, DeliveryEvent.FOUND, ended_at=at, outcome="found", look_at=None, **where)
        if found:
            Faces(self._connection).begin(look.delivery, receipt, at)
        return found

    def look_again(self, look: Look, when: datetime | None, *, absent_since: datetime | None, detail: str) -> bool:
        """Look again at that moment, or never (it is held until somebody decides)."""
        values = {"look_at": when, "absent_since": absent_since, "detail": detail or None}
        written = self._connection.execute(
            update(deliveries).where(deliveries.c.id == look.delivery.id, _UNKNOWN, _ours(look)).values(**values)
        )
        return written.rowcount == 1

    def send_again(self, look: Look, lease_token: str, lease_until: datetime) -> bool:
        """It is under way again, as it was, by whoever has the lease."""
        lease = {"lease_token": lease_token, "lease_until": lease_until}
        return self._move(look, DeliveryEvent.SENT_AGAIN, **lease, look_at=None, proves_from=None, absent_since=None)

    def dissolve(self, look: Look, at: datetime, detail: str) -> bool:
        """It did not arrive, and is not sent again as it was."""
        return self._move(look, DeliveryEvent.SAID_ANEW, ended_at=at, outcome="absent", detail=detail, look_at=None)

    def give_up(self, look: Look, at: datetime, detail: str) -> bool:
        """It was repeated for as long as a notification is owed, and never answered."""
        return self._move(look, DeliveryEvent.GIVEN_UP, ended_at=at, outcome="given_up", detail=detail, look_at=None)

    def still_holds(self, delivery_id: int) -> bool:
        """Whether every notification in it would be sent today as well: none was overtaken, no item taken off."""
        members = (
            select(func.count())
            .select_from(delivery_notifications)
            .join(notifications, notifications.c.id == delivery_notifications.c.notification_id)
            .outerjoin(items, items.c.id == notifications.c.item_id)
            .where(delivery_notifications.c.delivery_id == delivery_id)
        )
        gone = and_(notifications.c.item_id.is_not(None), items.c.listed.is_not(True))
        return not self._connection.scalar(members.where(notifications.c.overtaken.is_not(None) | gone))

    def known_as(self, channel: str) -> str | None:
        """The channel's id in receipts, from its last message that arrived."""
        query = select(deliveries.c.receipt_channel).where(
            deliveries.c.channel == channel, deliveries.c.receipt_channel.is_not(None)
        )
        found: str | None = self._connection.scalar(query.order_by(deliveries.c.id.desc()).limit(1))
        return found

    def _move(self, look: Look, event: DeliveryEvent, **values: Any) -> bool:
        return move(self._connection, look.delivery.id, event, held={"look_at": look.until}, **values)


_UNKNOWN = deliveries.c.state == DeliveryState.UNKNOWN.value
# Every beat asks it, and building it takes longer than its answer.
_NEXT_LOOKS = (
    select(deliveries.c.channel, func.min(deliveries.c.look_at))
    .where(_UNKNOWN, deliveries.c.look_at.is_not(None))
    .group_by(deliveries.c.channel)
)
_LONGEST_PROOF = timedelta(minutes=10)


def _due(now: datetime) -> Any:
    return or_(deliveries.c.look_at <= now, deliveries.c.look_at > now + LONGEST_PUT_OFF)


def _ours(look: Look) -> ColumnElement[bool]:
    """The condition that a look is still ours: nobody took one at this delivery after us."""
    return deliveries.c.look_at == look.until


def _look(row: Row[Any], now: datetime, until: datetime, proves_from: datetime) -> Look:
    noted = row.proves_from or proves_from
    seen = None if row.absent_since is not None and row.absent_since > now else row.absent_since
    return Look(delivery_of(row), until, proves_from if noted > now + _LONGEST_PROOF else noted, seen)
