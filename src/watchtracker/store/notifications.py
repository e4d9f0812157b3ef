"""Notifications in the database: what is owed, to whom, and what became of it.

`tracker` plans them here and `store.deliveries` claims what is due; a row is one message however often it is planned,
because its occurrence key is unique.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    null,
    select,
    update,
)

from watchtracker.notifications import (
    NoticeCode,
    Notification,
    NotificationKind,
    NotificationState,
    QuietTime,
    Reason,
    ReasonCode,
    Shift,
)
from watchtracker.schema import notifications as table
from watchtracker.store import json_columns
from watchtracker.store.dialects import chunks, insert_or
from watchtracker.store.failures import readable


class Notifications:
    """The notifications of one transaction.

    What a writing transaction reads here stays as it was read until it ends: on PostgreSQL the rows are locked, so that
    no delivery claims one that is being superseded; on SQLite there is one writer.
    """

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def of_items(self, ids: Iterable[str]) -> list[Notification]:
        """Everything that was ever owed for these items."""
        return [
            notification for part in chunks(sorted(set(ids))) for notification in self._where(table.c.item_id.in_(part))
        ]

    def of_digests(self) -> list[Notification]:
        """Every digest."""
        return self._where(and_(table.c.item_id.is_(None), table.c.kind == NotificationKind.DIGEST.value))

    def of_proposals(self, keys: Iterable[str] = ()) -> list[Notification]:
        """What is unsent of all proposals, and whatever was owed under these keys."""
        kind = table.c.kind == NotificationKind.PROPOSALS.value
        unsent = (NotificationState.PLANNED, NotificationState.SENDING)
        found = {each.key: each for state in unsent for each in self._where(and_(in_state(state), kind))}
        for part in chunks(sorted(set(keys) - found.keys())):
            found |= {each.key: each for each in self._where(table.c.key.in_(part))}
        return list(found.values())

    def unsettled(self) -> list[Notification]:
        """What is planned, or in a delivery whose end is not known yet."""
        return self._where(in_state(NotificationState.PLANNED)) + self._where(in_state(NotificationState.SENDING))

    def dead(self) -> list[Notification]:
        """What could not be sent and waits for somebody."""
        return self._where(in_state(NotificationState.DEAD))

    def item_of(self, notification_id: int) -> str | None:
        """The item of a notification, which it keeps for good; nothing is locked by that."""
        query = select(table.c.item_id).where(table.c.id == notification_id)
        item: str | None = self._connection.execute(query).scalar()
        return item

    def by_id(self, ids: Iterable[int]) -> list[Notification]:
        """The notifications with these ids, as far as they exist."""
        return [notification for part in chunks(sorted(set(ids))) for notification in self._where(table.c.id.in_(part))]

    def ended_as(self, code: ReasonCode, keys: Iterable[str]) -> set[str]:
        """Those of these keys whose notification ended for this reason."""
        query = select(table.c.key).where(table.c.reason == code.value)
        return {
            key
            for part in chunks(sorted(set(keys)))
            for key in self._connection.scalars(query.where(table.c.key.in_(part)))
        }

    def sent_since(self, moment: datetime) -> list[Notification]:
        """What was recorded as sent at `moment` or later."""
        return self._where(table.c.sent_at >= moment)

    def next_due(self) -> datetime | None:
        """When the next planned one is due (UTC); it may be past."""
        query = select(func.min(table.c.due_at)).where(in_state(NotificationState.PLANNED))
        moment: datetime | None = self._connection.execute(query).scalar()
        return moment

    def insert(self, notifications: Sequence[Notification]) -> None:
        """Record these; one whose key is there already is left as it is."""
        if notifications:
            insert = insert_or(self._connection, table).on_conflict_do_nothing(index_elements=["key"])
            self._connection.execute(insert, [_row(notification) for notification in notifications])

    def update(self, notifications: Sequence[Notification]) -> None:
        """Write what replanning may change of these, by id: when they are due, and what is to become of them."""
        if notifications:
            # Time to give up belongs to the moment that it counted from.
            still = case((table.c.due_at == bindparam("moved_to"), table.c.give_up_at), else_=null())
            change = update(table).where(table.c.id == bindparam("of_id")).values(give_up_at=still)
            self._connection.execute(change, [_changes(notification) for notification in notifications])

    def _where(self, condition: ColumnElement[bool]) -> list[Notification]:
        query: Select[Any] = select(table).where(condition).order_by(table.c.id)
        if self._writes:
            query = query.with_for_update()
        with readable("notifications"):
            return [notification_of(row) for row in self._connection.execute(query)]


def in_state(state: NotificationState) -> ColumnElement[bool]:
    """The condition that a notification is in `state`, written so that the partial indexes of `schema` serve it."""
    # As a parameter its value would be unknown when the database chooses an index.
    return table.c.state == literal_column(f"'{state.value}'")


def _changes(notification: Notification) -> dict[str, object]:
    row = _row(notification)
    changes = (
        "due_at",
        "wall_time",
        "zone",
        "why",
        "change",
        "state",
        "reason",
        "reason_about",
        "overtaken",
        "overtaken_about",
        "code",
        "shifted_from",
        "shifted_why",
    )
    return {"of_id": notification.stored_id, "moved_to": notification.at, **{name: row[name] for name in changes}}


def _row(notification: Notification) -> dict[str, object]:
    return {
        "key": notification.key,
        "item_id": notification.item,
        "channel": notification.channel,
        "kind": notification.kind.value,
        "rule": notification.rule,
        "target": notification.target,
        "due_at": notification.at,
        "wall_time": notification.local.isoformat(),
        "zone": notification.zone,
        "why": notification.why,
        "change": json_columns.change_to_text(notification.change) if notification.change else None,
        "state": notification.state.value,
        **reason_columns("reason", notification.reason),
        "sent_at": notification.sent_at,
        **reason_columns("overtaken", notification.overtaken),
        "code": notification.code.value if notification.code else None,
        "shifted_from": notification.shifted.since if notification.shifted else None,
        "shifted_why": notification.shifted.why.value if notification.shifted else None,
    }


def reason_columns(name: str, reason: Reason | None) -> dict[str, str | None]:
    """The two columns of a reason: its code, and what its sentence needs."""
    code, about = reason.stored if reason else (None, None)
    return {name: code, f"{name}_about": about}


def notification_of(row: Row[Any]) -> Notification:
    """The notification of a row."""
    return Notification(
        id=row.id,
        key=row.key,
        item=row.item_id,
        channel=row.channel,
        kind=NotificationKind(row.kind),
        rule=row.rule,
        target=row.target,
        at=row.due_at,
        local=datetime.fromisoformat(row.wall_time),
        zone=row.zone,
        why=row.why,
        change=json_columns.change_from_text(row.change) if row.change else None,
        state=NotificationState(row.state),
        reason=Reason.read(row.reason, row.reason_about) if row.reason else None,
        sent_at=row.sent_at,
        overtaken=Reason.read(row.overtaken, row.overtaken_about) if row.overtaken else None,
        code=NoticeCode(row.code) if row.code else None,
        shifted=Shift(row.shifted_from, QuietTime(row.shifted_why)) if row.shifted_from else None,
    )
