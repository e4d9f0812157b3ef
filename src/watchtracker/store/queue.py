"""The queue: what is due, locked by whoever claims it, and begun as a delivery.

It is asked every second of every day, so its statements are built once, and it costs the same however much is planned.
Where several replicas claim, rows that another one holds are skipped; SQLite leaves that out because its writers stand
in line anyway. A server is asked as seldom as possible, because each answer has a way to go; SQLite has none, and does
not take several statements in one. `deliveries.py` has what comes of a delivery.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import (
    ARRAY,
    Connection,
    Integer,
    Select,
    Text,
    any_,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    true,
    update,
)

from watchtracker.failpoints import Failpoint, reach
from watchtracker.notifications import NotificationState
from watchtracker.outbox.batching import Due
from watchtracker.outbox.messages import MessageForm
from watchtracker.outbox.records import AttemptEvent, Delivery, Gate, NewDelivery
from watchtracker.schema import attempts, deliveries, delivery_notifications, items, notifications
from watchtracker.store.deliveries import MEMBERS, note, values_of
from watchtracker.store.gates import SET_GATE, GateRows, gate_values
from watchtracker.store.notifications import in_state, notification_of, reason_columns


class Queue:
    """What is due, for one transaction; what is locked here is ours until it ends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._is_sqlite = connection.dialect.name == "sqlite"

    def next_due(self, channels: Iterable[str]) -> dict[str, datetime]:
        """For each channel the moment of its first planned notification; channels without one are left out."""
        found = {channel: self._connection.scalar(_FIRST, {"of": channel}) for channel in channels}
        return {channel: moment for channel, moment in found.items() if moment is not None}

    def channels(self) -> list[str]:
        """The names of all channels for which something is planned, people's own among them."""
        return list(self._connection.scalars(_CHANNELS))

    def lock_due(self, channel: str, now: datetime, most: int) -> list[Due]:
        """The planned notifications of `channel` that are due, in order of time, locked together with their items.

        Those whose item is being changed at this moment are left for the next beat: the change decides on them.
        """
        query = _DUE if self._is_sqlite else _DUE_OF_FREE_ITEMS
        rows = self._connection.execute(query, {"of": channel, "now": now, "most": most})
        return [Due(notification_of(row), row.give_up_at) for row in rows]

    def begin(self, delivery: NewDelivery, members: Sequence[int], *, closes: Gate | None = None) -> Delivery:
        """Record a delivery with its members and its first attempt; planned members are `sending` from now on.

        Those that an announcement of dead letters tells of are not, whatever became of them meanwhile. A gate that
        `closes` with it is written too, and is held.
        """
        only_tells = delivery.form is MessageForm.DEAD_LETTERS
        if self._is_sqlite:
            if closes is not None:
                GateRows(self._connection).set(closes)
            begun = delivery.stored(self._begin(delivery, members, only_tells=only_tells))
        else:
            values = {f"new_{name}": value for name, value in values_of(delivery).items()}
            query = _all_at_once(only_tells=only_tells, closes=closes is not None)
            closed = {} if closes is None else gate_values(closes)
            begun = delivery.stored(
                self._connection.execute(query, {**values, **closed, "members": list(members)}).scalar_one()
            )
        reach(Failpoint.AFTER_ATTEMPT_ROW)
        return begun

    def _begin(self, delivery: NewDelivery, members: Sequence[int], *, only_tells: bool) -> int:
        begun: int = self._connection.execute(_BEGIN, values_of(delivery)).scalar_one()
        joins = [{"delivery_id": begun, "notification_id": member} for member in members]
        if joins:
            # One alone goes to the driver as it is, which is quicker than a list of one.
            self._connection.execute(_JOIN, joins if len(joins) > 1 else joins[0])
        if not only_tells:
            self._connection.execute(_SEND, {"of": begun})
        note(self._connection, begun, delivery.started_at, AttemptEvent.STARTED.value)
        return begun


_PLANNED = in_state(NotificationState.PLANNED)
_OF_CHANNEL = notifications.c.channel == bindparam("of")
_IN_ORDER = (notifications.c.due_at, notifications.c.id)

_FIRST = select(notifications.c.due_at).where(_PLANNED, _OF_CHANNEL).order_by(*_IN_ORDER).limit(1)
# One look into the index for each channel, however much is planned for it.
_NAMES = select(func.min(notifications.c.channel).label("channel")).where(_PLANNED).cte("names", recursive=True)
_NEXT = select(func.min(notifications.c.channel)).where(_PLANNED, notifications.c.channel > _NAMES.c.channel)
_EACH = _NAMES.union_all(select(_NEXT.scalar_subquery()).where(_NAMES.c.channel.is_not(None)))
_CHANNELS = select(_EACH.c.channel).where(_EACH.c.channel.is_not(None))
_DUE = (
    select(notifications)
    .where(_PLANNED, _OF_CHANNEL, notifications.c.due_at <= bindparam("now"))
    .order_by(*_IN_ORDER)
    .limit(bindparam("most"))
)
# Items are only locked here, and read by the next statement: a row that is read as it is locked comes with claims from
# before it was.
_FREE = (
    select(items.c.id)
    .where(items.c.id == notifications.c.item_id)
    .correlate(notifications)
    .with_for_update(read=True, skip_locked=True)
    .lateral("free")
)
_DUE_OF_FREE_ITEMS = (
    _DUE.select_from(notifications.outerjoin(_FREE, true()))
    .where(or_(notifications.c.item_id.is_(None), _FREE.c.id.is_not(None)))
    .with_for_update(skip_locked=True, of=notifications)
)

_SENDING = {"state": NotificationState.SENDING.value, **reason_columns("reason", None)}
_BEGIN = insert(deliveries).returning(deliveries.c.id)
_JOIN = insert(delivery_notifications)
_SEND = update(notifications).where(notifications.c.id.in_(MEMBERS), _PLANNED).values(_SENDING)


@cache
def _all_at_once(*, only_tells: bool, closes: bool) -> Select[int]:
    """One statement for all the rows that a delivery begins with."""
    written = ("key", "channel", "form", "state", "payload", "plain", "lease_token", "lease_until", "started_at")
    # Under their own names they would be written to the columns of that name in every table.
    values = {name: bindparam(f"new_{name}", type_=deliveries.c[name].type) for name in written}
    begun = insert(deliveries).values(values).returning(deliveries.c.id).cte("begun")
    members = bindparam("members", type_=ARRAY(Integer))
    joined = select(begun.c.id, func.unnest(members))
    noted = select(begun.c.id, values["started_at"], literal(AttemptEvent.STARTED.value, Text))
    parts = [
        insert(delivery_notifications).from_select(["delivery_id", "notification_id"], joined).cte("joined"),
        insert(attempts).from_select(["delivery_id", "at", "event"], noted).cte("noted"),
    ]
    if not only_tells:
        sending = update(notifications).where(notifications.c.id == any_(members), _PLANNED).values(_SENDING)
        parts.append(sending.cte("sending"))
    if closes:
        parts.append(SET_GATE.cte("closed"))
    return select(begun.c.id).add_cte(*parts)
