"""What was sent while its date moved, and has to be set right.

A message under way cannot be called back, so it is noted what overtook its notifications; once the message has arrived
they are found here. `deliveries.py` has the messages, `delivery/corrections.py` says what holds now.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from watchtracker.notifications import NotificationState
from watchtracker.notifications.gathering import Form
from watchtracker.schema import deliveries, delivery_notifications, notifications
from watchtracker.store.deliveries import DeliveryRecord, DeliveryState, delivery_of


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A notification that was sent while its date moved, with the delivery that has to be set right."""

    notification_id: int
    overtaken: str
    delivery: DeliveryRecord


class Corrections:
    """What has to be set right, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def wanted(self) -> list[Overtaken]:
        """What was sent although its date moved meanwhile, and was not set right yet; in order of sending."""
        joined = notifications.join(
            delivery_notifications, delivery_notifications.c.notification_id == notifications.c.id
        ).join(deliveries, deliveries.c.id == delivery_notifications.c.delivery_id)
        query = (
            select(deliveries, notifications.c.id.label("notification_id"), notifications.c.overtaken)
            .select_from(joined)
            .where(
                notifications.c.overtaken.is_not(None),
                notifications.c.state == NotificationState.SENT.value,
                deliveries.c.state == DeliveryState.SENT.value,
                deliveries.c.form != Form.DEAD_LETTERS.value,
            )
            .order_by(deliveries.c.id, notifications.c.id)
        )
        rows = self._connection.execute(query)
        return [Overtaken(row.notification_id, row.overtaken, delivery_of(row)) for row in rows]

    def set_right(self, overtaken: Overtaken) -> bool:
        """The message says what holds now; False if another replica was quicker, or the date moved again."""
        return self._mark(overtaken, before=overtaken.overtaken, after=None)

    def not_set_right(self, overtaken: Overtaken) -> bool:
        """It does not, after all: it stays to be done."""
        return self._mark(overtaken, before=None, after=overtaken.overtaken)

    def _mark(self, overtaken: Overtaken, *, before: str | None, after: str | None) -> bool:
        column = notifications.c.overtaken
        is_before = column.is_(None) if before is None else column == before
        written = self._connection.execute(
            update(notifications)
            .where(notifications.c.id == overtaken.notification_id, is_before)
            .values(overtaken=after)
        )
        return written.rowcount == 1
