"""Faces as rows: which messages that people can answer may show something that is not so any more, and who draws them.

A face is marked by whatever changes what it may show, in the transaction of that change. Marks are counted, so that one
that comes while an edit is under way is not lost.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Update, and_, case, delete, func, insert, literal, or_, select, update

from watchtracker.notifications.people import OWN_CHANNELS
from watchtracker.outbox.faces import FIRST_WAIT, LONGEST_WAIT, Face, fingerprint
from watchtracker.outbox.messages import Message, MessageForm, Receipt
from watchtracker.outbox.records import Delivery
from watchtracker.schema import Instant, deliveries, delivery_notifications, face_items, faces, items, notifications
from watchtracker.store.deliveries import delivery_of
from watchtracker.store.dialects import chunks

# Of each channel and item so many faces, no older than this, are drawn anew; others where somebody presses.
MOST_DRAWN, OLDEST_DRAWN = 3, timedelta(days=60)
_FORMS = (MessageForm.SINGLE, MessageForm.GROUP, MessageForm.MISSED, MessageForm.DIGEST, MessageForm.PROPOSALS)
# An end that was written down before it is said in the thread is taken back within seconds where that fails.
_ENDED_KEPT = timedelta(days=1)
_LONGEST_KEPT = timedelta(days=180)
# A lease that ends later than this was taken by a clock that was set back since.
_LONGEST_LEASE = timedelta(minutes=10)


class Faces:
    """The faces of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, delivery: Delivery, receipt: Receipt, at: datetime) -> int | None:
        """A message arrived; if people can answer it, it is a face from now on, and is looked at once.

        Returns the id of its row; None where it is none.
        """
        # Nearly all messages of most channels offer nothing, and are not read for that.
        if delivery.plain or delivery.form not in _FORMS or '"offers"' not in delivery.payload:
            return None
        message = Message.from_json(delivery.payload)
        if message.offers is None:
            return None
        values = {
            "delivery_id": delivery.id,
            "channel": delivery.channel,
            "receipt_channel": receipt.channel,
            "receipt_ts": receipt.ts,
            "sent_at": at,
            "drawn": fingerprint(message),
            "marks": 1,
            "dirty_since": at,
            "tries": 0,
        }
        face_id: int = self._connection.execute(insert(faces).values(values).returning(faces.c.id)).scalar_one()
        members = (
            select(literal(face_id), notifications.c.item_id)
            .join(delivery_notifications, delivery_notifications.c.notification_id == notifications.c.id)
            .where(delivery_notifications.c.delivery_id == delivery.id, notifications.c.item_id.is_not(None))
            .distinct()
        )
        if delivery.form is MessageForm.DIGEST:
            # It is one notification about no item, and tells of many.
            told = {entry.item for entry in message.entries if entry.item is not None}
            members = select(literal(face_id), items.c.id).where(items.c.id.in_(sorted(told)))
        self._connection.execute(insert(face_items).from_select(["face_id", "item_id"], members))
        return face_id

    def mark(self, item_ids: Iterable[str], now: datetime) -> None:
        """What is known of these items has changed: the newest faces about each in every channel are to be drawn."""
        newest: dict[tuple[str, str], int] = {}
        wanted: set[int] = set()
        for part in chunks(sorted(set(item_ids))):
            query = (
                select(faces.c.id, faces.c.channel, face_items.c.item_id)
                .join(face_items, face_items.c.face_id == faces.c.id)
                .where(face_items.c.item_id.in_(part), _LIVES, faces.c.sent_at > now - OLDEST_DRAWN)
                .order_by(faces.c.sent_at.desc(), faces.c.id.desc())
            )
            for face_id, channel, item_id in self._connection.execute(query):
                newest[channel, item_id] = newest.get((channel, item_id), 0) + 1
                if newest[channel, item_id] <= MOST_DRAWN:
                    wanted.add(face_id)
        self._mark(sorted(wanted), now)

    def mark_proposals(self, numbers: Collection[int], now: datetime) -> None:
        """Something was decided about these proposals: every face that asks about one is to be drawn."""
        for part in chunks(sorted(numbers)):
            query = (
                select(faces.c.id)
                .join(deliveries, deliveries.c.id == faces.c.delivery_id)
                .join(delivery_notifications, delivery_notifications.c.delivery_id == deliveries.c.id)
                .join(notifications, notifications.c.id == delivery_notifications.c.notification_id)
                .where(
                    deliveries.c.form == MessageForm.PROPOSALS.value,
                    notifications.c.target.in_([str(number) for number in part]),
                    _LIVES,
                    faces.c.sent_at > now - OLDEST_DRAWN,
                )
                .distinct()
            )
            self._mark(sorted(self._connection.scalars(query)), now)

    def press(self, receipt: Receipt, now: datetime) -> None:
        """Somebody pressed a button there and waits: this face is drawn before all others, however old it is."""
        at_it = select(faces.c.id).where(
            faces.c.receipt_channel == receipt.channel, faces.c.receipt_ts == receipt.ts, _LIVES
        )
        found = list(self._connection.scalars(at_it)) or self._again(receipt, now)
        self._mark(found, now, pressed_at=now, not_before=None)

    def _again(self, receipt: Receipt, now: datetime) -> list[int]:
        """The face of a message that is so old that its face was dropped; nobody knows what it shows."""
        query = select(deliveries).where(
            deliveries.c.receipt_channel == receipt.channel,
            deliveries.c.receipt_ts == receipt.ts,
            deliveries.c.started_at < now - OLDEST_DRAWN,
            deliveries.c.id.not_in(select(faces.c.delivery_id)),
        )
        row = self._connection.execute(query.limit(1)).one_or_none()
        if row is None:
            return []
        begun = self.begin(delivery_of(row), receipt, row.started_at)
        self._connection.execute(update(faces).where(faces.c.id == begun).values(drawn=None))
        return [] if begun is None else [begun]

    def people(self) -> list[str]:
        """The own channels of people in which a face is to be drawn."""
        own = faces.c.channel.like(OWN_CHANNELS)
        return list(self._connection.scalars(select(faces.c.channel).where(_LIVES, _DIRTY, own).distinct()))

    def waiting(self, channels: Collection[str], now: datetime) -> bool:
        """Whether any face of these channels could be drawn now, if its gate is open."""
        return self._connection.scalar(_waiting(channels, now).with_only_columns(faces.c.id).limit(1)) is not None

    def next(self, channels: Collection[str], now: datetime) -> Face | None:
        """The face to be looked at first, locked: one that somebody waits for, else the newest message."""
        in_order = (faces.c.pressed_at.is_(None), faces.c.pressed_at, faces.c.sent_at.desc(), faces.c.id.desc())
        query = _waiting(channels, now).order_by(*in_order).limit(1).with_for_update(skip_locked=True)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _face(row)

    def message_of(self, face: Face) -> tuple[Delivery, list[int]]:
        """The delivery that brought the message, and its notifications in the order of its entries."""
        row = self._connection.execute(select(deliveries).where(deliveries.c.id == face.delivery_id)).one()
        members = select(delivery_notifications.c.notification_id).where(
            delivery_notifications.c.delivery_id == face.delivery_id
        )
        return delivery_of(row), sorted(self._connection.scalars(members))

    def showing(self, delivery_ids: Collection[int]) -> set[int]:
        """Those of these deliveries whose messages are faces that can be drawn."""
        query = select(faces.c.delivery_id).where(faces.c.delivery_id.in_(sorted(delivery_ids)), _LIVES)
        return set(self._connection.scalars(query))

    def lease(self, face: Face, until: datetime) -> str:
        """An edit of the face begins: what it shows is not known until that ended. Returns the token of the lease."""
        token = secrets.token_hex(16)
        values = {"drawn": None, "lease_token": token, "lease_until": until}
        self._connection.execute(update(faces).where(faces.c.id == face.id).values(values))
        return token

    def settle(
        self, face: Face, drawn: str, token: str | None = None, *, at: datetime, again_at: datetime | None = None
    ) -> None:
        """It shows what was so when it was looked at; it stays marked where it was marked again since.

        What it shows is over `again_at`: then it is looked at again, if not before.
        """
        values: dict[str, Any] = {"drawn": drawn, "tries": 0, "unclear_since": None, "not_before": None, **_NO_LEASE}
        if self._connection.execute(_held(face, token).values(values)).rowcount != 1:
            return
        still = faces.c.marks == face.marks
        clean = update(faces).where(faces.c.id == face.id, still, faces.c.lease_token.is_(None))
        dirty_since = None if again_at is None else at
        self._connection.execute(clean.values(dirty_since=dirty_since, pressed_at=None, not_before=again_at))

    def put_back(self, face: Face, token: str) -> None:
        """The edit certainly did not arrive: the face shows what it did before."""
        self._connection.execute(_held(face, token).values({"drawn": face.drawn, **_NO_LEASE}))

    def unclear(self, face: Face, token: str, at: datetime) -> None:
        """Nobody knows whether the edit arrived: it is made again, less and less often."""
        wait = min(FIRST_WAIT * 2 ** min(face.tries, 16), LONGEST_WAIT)
        values = {
            "tries": face.tries + 1,
            "unclear_since": face.unclear_since or at,
            "not_before": at + wait,
            **_NO_LEASE,
        }
        self._connection.execute(_held(face, token).values(values))

    def end(self, face: Face, at: datetime, why: str, token: str | None = None) -> bool:
        """It cannot be edited any more; False if its lease was another's meanwhile."""
        values = {"ended_at": at, "ended_as": why, "dirty_since": None, "pressed_at": None, **_NO_LEASE}
        return self._connection.execute(_held(face, token).values(values)).rowcount == 1

    def revive(self, face: Face, ended_at: datetime, wait: timedelta) -> None:
        """What had to be said of its end, which was at that moment, was not: it is looked at again after a wait."""
        values = {"ended_at": None, "ended_as": None, "dirty_since": ended_at, "not_before": ended_at + wait}
        that_end = update(faces).where(faces.c.id == face.id, faces.c.ended_at == ended_at)
        self._connection.execute(that_end.values(values))

    def forget(self, now: datetime) -> int:
        """Drop the faces that ended, and those so old that only a press would draw them anew; returns how many.

        One that is still to be drawn stays until it is, unless nobody drew it for very long.
        """
        old = or_(
            faces.c.ended_at < now - _ENDED_KEPT,
            and_(faces.c.sent_at < now - OLDEST_DRAWN, faces.c.dirty_since.is_(None)),
            faces.c.sent_at < now - _LONGEST_KEPT,
        )
        gone = select(faces.c.id).where(old, faces.c.lease_token.is_(None))
        dropped = sorted(self._connection.scalars(gone.with_for_update(skip_locked=True)))
        for part in chunks(dropped):
            self._connection.execute(delete(face_items).where(face_items.c.face_id.in_(part)))
            self._connection.execute(delete(faces).where(faces.c.id.in_(part)))
        return len(dropped)

    def release(self) -> None:
        """Whoever was editing is gone: what they left is drawn again at once."""
        under_way = update(faces).where(faces.c.lease_token.is_not(None))
        self._connection.execute(under_way.values(_NO_LEASE))

    def _mark(self, ids: Sequence[int], now: datetime, **more: Any) -> None:
        for part in chunks(ids):
            # In the order of their ids, so that two that mark the same faces do not wait for each other.
            self._connection.execute(
                select(faces.c.id).where(faces.c.id.in_(part)).order_by(faces.c.id).with_for_update()
            ).all()
            since = func.coalesce(faces.c.dirty_since, literal(now, Instant()))
            # What waits for a moment to pass is looked at now; an edit that was never answered is not made sooner.
            not_before = case((faces.c.tries > 0, faces.c.not_before), else_=None)
            values = {"marks": faces.c.marks + 1, "dirty_since": since, "not_before": not_before, **more}
            self._connection.execute(update(faces).where(faces.c.id.in_(part)).values(values))


_LIVES = faces.c.ended_at.is_(None)
_DIRTY = faces.c.dirty_since.is_not(None)
_NO_LEASE = {"lease_token": None, "lease_until": None}


def _waiting(channels: Collection[str], now: datetime) -> Any:
    return select(faces).where(
        _DIRTY,
        _LIVES,
        faces.c.channel.in_(sorted(channels)),
        or_(faces.c.lease_until.is_(None), faces.c.lease_until <= now, faces.c.lease_until > now + _LONGEST_LEASE),
        or_(
            faces.c.not_before.is_(None),
            faces.c.not_before <= now,
            and_(faces.c.tries > 0, faces.c.not_before > now + LONGEST_WAIT),
        ),
    )


def _held(face: Face, token: str | None) -> Update:
    """A change of a face by whoever holds its lease; without a token, by whoever has its row locked."""
    mine = update(faces).where(faces.c.id == face.id)
    return mine if token is None else mine.where(faces.c.lease_token == token)


def _face(row: Row[Any]) -> Face:
    return Face(
        id=row.id,
        delivery_id=row.delivery_id,
        channel=row.channel,
        receipt=Receipt(row.receipt_channel, row.receipt_ts),
        drawn=row.drawn,
        marks=row.marks,
        tries=row.tries,
        unclear_since=row.unclear_since,
        pressed_at=row.pressed_at,
    )
