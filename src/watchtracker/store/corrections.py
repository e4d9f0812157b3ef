"""What was sent while its date moved, and has to be set right.

A message under way cannot be called back, so it is noted what overtook its notifications; once the message has arrived
they are found here. `deliveries.py` has the messages, `delivery/corrections.py` says what holds now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, not_, or_, select, update

from watchtracker.notifications import NotificationState, Reason
from watchtracker.notifications.people import OWN_CHANNELS
from watchtracker.outbox.messages import MessageForm
from watchtracker.outbox.records import AttemptEvent, DeliveryState, EditsTried, Overtaken
from watchtracker.schema import attempts, deliveries, delivery_notifications, faces, notifications
from watchtracker.store.deliveries import delivery_of
from watchtracker.store.notifications import reason_columns

_TO_BE_DRAWN = exists().where(
    faces.c.delivery_id == deliveries.c.id, faces.c.ended_at.is_(None), faces.c.dirty_since.is_not(None)
)
_MARK = (notifications.c.overtaken, notifications.c.overtaken_about)


class Corrections:
    """What has to be set right, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def wanted(self, at: datetime, drawn_in: Collection[str] = ()) -> list[Overtaken]:
        """What was sent although its date moved meanwhile, was not set right yet, and may be; in order of sending.

        In the channels `drawn_in`, and where people are written to alone, messages that can be answered are drawn anew:
        those that wait for that are left out.
        """
        found = self._overtaken(drawn_in)
        if not found:
            return []
        tried = self.tried({overtaken.delivery.id for overtaken in found})
        return [each for each in found if (past := tried.get(each.delivery.id)) is None or past.is_over(at)]

    def tried(self, delivery_ids: Iterable[int]) -> dict[int, EditsTried]:
        """When edits of these deliveries were tried of which nobody knows what became."""
        query = (
            select(attempts.c.delivery_id, func.min(attempts.c.at), func.max(attempts.c.at), func.count())
            .where(attempts.c.delivery_id.in_(list(delivery_ids)), attempts.c.event == AttemptEvent.EDIT_UNCLEAR.value)
            .group_by(attempts.c.delivery_id)
        )
        return {row[0]: EditsTried(row[1], row[2], row[3]) for row in self._connection.execute(query)}

    def _overtaken(self, drawn_in: Collection[str]) -> list[Overtaken]:
        rows = self._connection.execute(_overtaken(tuple(sorted(drawn_in))))
        return [
            Overtaken(row.notification_id, Reason.read(row.overtaken, row.overtaken_about), delivery_of(row))
            for row in rows
        ]

    def set_right(self, overtaken: Overtaken) -> bool:
        """The message says what holds now; False if another replica was quicker, or the date moved again."""
        return self._mark(overtaken, before=overtaken.overtaken, after=None)

    def not_set_right(self, overtaken: Overtaken) -> bool:
        """It does not, after all: it stays to be done."""
        return self._mark(overtaken, before=None, after=overtaken.overtaken)

    def _mark(self, overtaken: Overtaken, *, before: Reason | None, after: Reason | None) -> bool:
        was = reason_columns("overtaken", before)
        as_it_was = [column.is_not_distinct_from(was[column.name]) for column in _MARK]
        written = self._connection.execute(
            update(notifications)
            .where(notifications.c.id == overtaken.notification_id, *as_it_was)
            .values(**reason_columns("overtaken", after))
        )
        return written.rowcount == 1


@lru_cache
def _overtaken(drawn_in: tuple[str, ...]) -> Select[Any]:
    """Every beat asks it, and building it takes longer than its answer."""
    joined = notifications.join(
        delivery_notifications, delivery_notifications.c.notification_id == notifications.c.id
    ).join(deliveries, deliveries.c.id == delivery_notifications.c.delivery_id)
    return (
        select(deliveries, notifications.c.id.label("notification_id"), *_MARK)
        .select_from(joined)
        .where(
            notifications.c.overtaken.is_not(None),
            notifications.c.state == NotificationState.SENT.value,
            deliveries.c.state == DeliveryState.SENT.value,
            deliveries.c.form != MessageForm.DEAD_LETTERS.value,
            not_(and_(_is_in(drawn_in), _TO_BE_DRAWN)),
        )
        .order_by(deliveries.c.id, notifications.c.id)
    )


def _is_in(channels: Collection[str]) -> ColumnElement[bool]:
    """The condition that a message went to one of these channels, or to somebody alone."""
    return or_(deliveries.c.channel.in_(channels), deliveries.c.channel.like(OWN_CHANNELS))
