"""What must hold after every step, and what is left to do: read from the database, and compared with what Slack has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, select

from tests.edges.delivery_machine.world import Posted
from watchtracker.notifications import NotificationState, ReasonCode
from watchtracker.notifications.lateness import GIVE_UP_AFTER
from watchtracker.outbox.messages import MessageForm, Receipt
from watchtracker.outbox.records import DeliveryState
from watchtracker.schema import deliveries, delivery_notifications, notifications
from watchtracker.store.engine import Transaction

ENDED_UNSENT = {NotificationState.DEAD, NotificationState.SUPERSEDED, NotificationState.CANCELLED}
UNDER_WAY = {DeliveryState.SENDING, DeliveryState.UNKNOWN}


@dataclass(frozen=True)
class Seen:
    """All that there is in the database at a moment."""

    notifications: dict[int, Row[tuple[object, ...]]]
    deliveries: list[Row[tuple[object, ...]]]
    members: dict[int, list[int]]

    def sent(self) -> set[int]:
        """The notifications that are recorded as sent."""
        return {number for number, one in self.notifications.items() if one.state == NotificationState.SENT}


def everything(tx: Transaction) -> Seen:
    def rows(query: Select[tuple[object, ...]]) -> list[Row[tuple[object, ...]]]:
        return list(tx.connection.execute(query))

    members: dict[int, list[int]] = {}
    for delivery, member in tx.connection.execute(select(delivery_notifications)):
        members.setdefault(delivery, []).append(member)
    return Seen({row.id: row for row in rows(select(notifications))}, rows(select(deliveries)), members)


def check_arrived(seen: Seen, accepted: Sequence[Posted]) -> None:
    """What Slack accepted is what is recorded: each once at most, not early, none that ended unsent."""
    posted = {one.key: one for one in accepted}
    assert len(posted) == len(accepted), "a key was accepted twice"
    arrived: Counter[int] = Counter()
    for delivery in seen.deliveries:
        message = posted.get(delivery.key)
        if message is None or delivery.form == MessageForm.DEAD_LETTERS:
            continue
        for member in seen.members[delivery.id]:
            one = seen.notifications[member]
            arrived[member] += 1
            assert one.due_at <= message.at, f"{one.key} came before its time"
            assert one.state in {"sending", "sent"}, f"{one.key} arrived, and is {one.state}"
    for member, times in arrived.items():
        assert times == 1, f"{seen.notifications[member].key} came twice"
    assert seen.sent() <= set(arrived), "what is sent did not arrive"


def check_recorded(seen: Seen, accepted: Sequence[Posted], now: datetime) -> None:
    """Receipts, what is under way and why anything ended unsent hold together; `now` is the true time."""
    there = {(one.key, one.receipt) for one in accepted}
    for delivery in seen.deliveries:
        if delivery.state == DeliveryState.SENT and delivery.receipt_ts is not None:
            assert (delivery.key, Receipt(delivery.receipt_channel, delivery.receipt_ts)) in there
    under_way = Counter(
        member
        for one in seen.deliveries
        if one.state in UNDER_WAY and one.form != MessageForm.DEAD_LETTERS
        for member in seen.members[one.id]
    )
    for number, one in seen.notifications.items():
        assert under_way[number] == (one.state == NotificationState.SENDING), f"{one.key} is {one.state}"
        if one.state in ENDED_UNSENT:
            assert one.reason, f"{one.key} is {one.state}, and nobody knows why"
        if one.state == NotificationState.DEAD:
            assert one.reason == ReasonCode.GIVEN_UP or "refused" in one.reason, f"{one.key} is dead: {one.reason}"
        if one.reason == ReasonCode.GIVEN_UP:
            assert now >= one.due_at + GIVE_UP_AFTER, f"{one.key} was given up early"


def left(tx: Transaction, now: datetime) -> list[str]:
    """What is due, under way, or to be set right or told."""
    seen, unannounced = everything(tx), tx.deliveries.unannounced_dead()
    found = [one.key for one in seen.deliveries if one.state in UNDER_WAY]
    found += [one.key for one in seen.notifications.values() if one.state == NotificationState.SENDING or one.overtaken]
    due = (one for one in seen.notifications.values() if one.state == NotificationState.PLANNED)
    found += [one.key for one in due if one.due_at <= now]
    return found + [f"{number} is dead, and nobody was told" for number in unannounced]
