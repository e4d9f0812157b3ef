"""Deliveries of which nobody knows whether they arrived: when to look for them, and what became of them.

A look is taken by pushing the time of the next one ahead, and its result is written only while that time still stands:
so of several replicas one looks, and one that was frozen meanwhile writes nothing. `deliveries.py` has all the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select, update

from watchtracker.schema import deliveries, delivery_notifications, items, notifications
from watchtracker.store.deliveries import DeliveryRecord, DeliveryState, delivery_of
from watchtracker.store.gates import LONGEST_CLOSED

# No look is put off for longer than the other side can ask for patience.
LONGEST_PUT_OFF = LONGEST_CLOSED + timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Look:
    """A look at an unknown delivery that is ours to take, until `until`.

    A look before `proves_from` can find it, but not prove that it is not there; `absent_since` is the first that did.
    """

    delivery: DeliveryRecord
    until: datetime
    proves_from: datetime
    absent_since: datetime | None


class UnknownDeliveries:
    """The unknown deliveries of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_looks(self) -> dict[str, datetime]:
        """For each channel with unknown deliveries the moment of the next look; held ones have none."""
        query = (
            select(deliveries.c.channel, func.min(deliveries.c.look_at))
            .where(_UNKNOWN, deliveries.c.look_at.is_not(None))
            .group_by(deliveries.c.channel)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def held(self) -> list[DeliveryRecord]:
        """The unknown deliveries that nobody can look for, and that are not sent again without somebody's word."""
        query = select(deliveries).where(_UNKNOWN, deliveries.c.look_at.is_(None)).order_by(deliveries.c.id)
        return [delivery_of(row) for row in self._connection.execute(query)]

    def of_other_channels(self, channels: Sequence[str]) -> list[DeliveryRecord]:
        """The unknown deliveries to channels that are not among these: nobody will ever look for them."""
        query = select(deliveries).where(_UNKNOWN, deliveries.c.channel.not_in(channels)).order_by(deliveries.c.id)
        return [delivery_of(row) for row in self._connection.execute(query.with_for_update(skip_locked=True))]

    def end(self, delivery_id: int, at: datetime, detail: str) -> None:
        """Nobody finds out any more whether it arrived."""
        values = {"state": DeliveryState.DISSOLVED.value, "ended_at": at, "detail": detail, "look_at": None}
        self._connection.execute(update(deliveries).where(deliveries.c.id == delivery_id, _UNKNOWN).values(**values))

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

    def found(self, look: Look, receipt: tuple[str, str], at: datetime) -> bool:
        """It arrived after all; False, and nothing is written, if the look is not ours any more."""
        channel, ts = receipt
        values = {"state": DeliveryState.SENT.value, "ended_at": at, "receipt_channel": channel, "receipt_ts": ts}
        return self._write(look, **values, outcome="found", look_at=None)

    def look_again(self, look: Look, when: datetime | None, *, absent_since: datetime | None, detail: str) -> bool:
        """Look again at that moment, or never (it is held until somebody decides)."""
        return self._write(look, look_at=when, absent_since=absent_since, detail=detail or None)

    def send_again(self, look: Look, lease_token: str, lease_until: datetime) -> bool:
        """It is under way again, as it was, by whoever has the lease."""
        values = {"state": DeliveryState.SENDING.value, "lease_token": lease_token, "lease_until": lease_until}
        return self._write(look, **values, look_at=None, proves_from=None, absent_since=None)

    def dissolve(self, look: Look, at: datetime, detail: str) -> bool:
        """It did not arrive, and is not sent again as it was."""
        values = {"state": DeliveryState.DISSOLVED.value, "ended_at": at, "outcome": "absent", "detail": detail}
        return self._write(look, **values, look_at=None)

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

    def _write(self, look: Look, **values: Any) -> bool:
        ours = and_(deliveries.c.id == look.delivery.id, _UNKNOWN, deliveries.c.look_at == look.until)
        return self._connection.execute(update(deliveries).where(ours).values(**values)).rowcount == 1


_UNKNOWN = deliveries.c.state == DeliveryState.UNKNOWN.value
_LONGEST_PROOF = timedelta(minutes=10)


def _due(now: datetime) -> Any:
    return or_(deliveries.c.look_at <= now, deliveries.c.look_at > now + LONGEST_PUT_OFF)


def _look(row: Row[Any], now: datetime, until: datetime, proves_from: datetime) -> Look:
    noted = row.proves_from or proves_from
    seen = None if row.absent_since is not None and row.absent_since > now else row.absent_since
    return Look(delivery_of(row), until, proves_from if noted > now + _LONGEST_PROOF else noted, seen)


def oldest(looks: Sequence[Look]) -> datetime:
    """When the first of these deliveries was begun."""
    return min(look.delivery.started_at for look in looks)
