"""Claiming: in one transaction, what is due for a channel becomes at most one message that is ours to send.

The items are read again here, under the lock that every change of an item takes, so nothing is claimed that a change
is just ending. The delivery with its payload, key, lease and attempt is committed before anybody sends it; a commit
whose answer is lost counts as not ours. `posting.py` sends, `recording.py` writes what came of it.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watchtracker import items
from watchtracker.channels import Limits, Message
from watchtracker.delivery.messages import Circumstances, compose, perhaps_repeated
from watchtracker.delivery.slots import open_slot, take_slot
from watchtracker.failpoints import Failpoint, reach
from watchtracker.items import ItemAsOf, Kind
from watchtracker.notifications import Channel, Notification, NotificationKind, NotificationState, Reason, reasons
from watchtracker.notifications.gathering import GIVE_UP_AFTER, Due, Gathered, Gathering, MessageForm, gather
from watchtracker.store.deliveries import DeliveryRecord, NewDelivery
from watchtracker.store.engine import Transaction
from watchtracker.store.gates import Gate
from watchtracker.store.queue import Owed

# What a call may take in all.
SEND_TIMEOUT = timedelta(seconds=12)
# More than this many due at once in one channel are taken in portions.
MOST_AT_ONCE = 5_000
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Terms:
    """What every message needs to know of the settings."""

    public_url: str
    lease: timedelta
    settle: timedelta
    intervals: Mapping[Kind, str] = field(default_factory=dict)

    @property
    def proof(self) -> timedelta:
        """So long after it was begun a message that is not in the channel will not come any more."""
        return SEND_TIMEOUT + self.settle


@dataclass(frozen=True, slots=True)
class Flight:
    """A message that is ours to send: its delivery as committed, and the notifications that it carries.

    `doubt` says that they may have arrived before; it stays with them if the message does not leave.
    """

    channel: Channel
    delivery: DeliveryRecord
    message: Message
    notifications: tuple[Notification, ...]
    doubt: Reason | None = None

    @property
    def item_ids(self) -> list[str]:
        """The items that it speaks of."""
        return sorted({one.item for one in self.notifications if one.item is not None})


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a claim came to: a message to send or none, and the notifications that ended without being sent."""

    flight: Flight | None = None
    ended: tuple[Notification, ...] = ()


def claim(tx: Transaction, channel: Channel, limits: Limits, terms: Terms, at: datetime) -> Claimed:
    """Claim the first message of what is due for `channel`; nothing if its gate is closed or held by a replica."""
    slot = open_slot(tx, channel, limits, at)
    if slot is None:
        return Claimed()
    due = _due(tx, channel, slot.gate, at)
    if not due:
        return Claimed()
    knowns = _knowns(tx, due)
    gathering = gather(due, knowns, now=at)
    tx.notifications.update(list(gathering.ended))
    reach(Failpoint.INSIDE_GROUPING)
    if not gathering.messages:
        return Claimed(ended=gathering.ended)
    moved = _moved(tx, channel, gathering, at)
    around = Circumstances(channel, at, knowns, terms.public_url, moved, terms.intervals)
    taken = take_slot(tx, limits, slot, at)
    flight = _begin(tx, gathering.messages[0], around, terms) if taken else None
    return Claimed(flight, gathering.ended)


def claim_announcement(tx: Transaction, fallback: Channel, limits: Limits, terms: Terms, at: datetime) -> Flight | None:
    """Claim the message that tells the fallback channel of dead letters it has not heard of."""
    dead = tx.deliveries.unannounced_dead()
    slot = open_slot(tx, fallback, limits, at) if dead else None
    # Another replica may have announced them before we held the slot.
    dead = tx.deliveries.unannounced_dead() if slot else []
    if slot is None or not dead:
        return None
    # Locked, and looked at again: meanwhile somebody may have asked to send them once more.
    members = tuple(one for one in tx.notifications.by_id(dead) if one.state is NotificationState.DEAD)
    if not members or not take_slot(tx, limits, slot, at):
        return None
    knowns = read_knowns(tx, {one.item for one in members if one.item is not None})
    around = Circumstances(fallback, at, knowns, terms.public_url)
    return _begin(tx, Gathered(MessageForm.DEAD_LETTERS, members, "they could not be delivered"), around, terms)


def read_knowns(tx: Transaction, ids: Collection[str]) -> dict[str, ItemAsOf]:
    """What is known of some items, those taken off the list included."""
    return _as_knowns(tx.items.some(ids))


def _due(tx: Transaction, channel: Channel, gate: Gate, at: datetime) -> list[Due]:
    """What is due; the time that the other side kept the gate closed does not count towards giving up."""
    found = tx.queue.lock_due(channel.name, at, MOST_AT_ONCE)
    return [Due(one.notification, _patience(one, gate, at)) for one in found]


def _patience(one: Owed, gate: Gate, at: datetime) -> datetime:
    due = one.notification.at
    return (one.give_up_at or due + GIVE_UP_AFTER) + gate.kept_closed(due, at)


def _knowns(tx: Transaction, due: Iterable[Due]) -> dict[str, ItemAsOf]:
    """The items of what is due, or all of them where a digest is; only those on the watch list."""
    ids = {one.notification.item for one in due}
    if None in ids:
        return _as_knowns(item for item in tx.items.all() if item.listed)
    return _as_knowns(item for item in tx.items.some(one for one in ids if one is not None) if item.listed)


def _as_knowns(found: Iterable[items.Item]) -> dict[str, ItemAsOf]:
    knowns = ((item.id, items.item_as_of(item)) for item in found)
    return {item_id: known for item_id, known in knowns if known is not None}


def _moved(tx: Transaction, channel: Channel, gathering: Gathering, at: datetime) -> list[Notification]:
    """The week's move notices, where a digest asks for them."""
    if gathering.messages[0].form is not MessageForm.DIGEST:
        return []
    return tx.deliveries.read(tx.deliveries.noticed_since(channel.name, NotificationKind.MOVED, at - _WEEK))


def _begin(tx: Transaction, gathered: Gathered, around: Circumstances, terms: Terms) -> Flight:
    message = compose(gathered, around)
    doubt = reasons.MAYBE_SENT if any(one.reason == reasons.MAYBE_SENT for one in gathered.members) else None
    delivery = NewDelivery(
        key=secrets.token_hex(16),
        channel=around.channel.name,
        form=gathered.form,
        payload=message.as_json(),
        started_at=around.now,
        lease_token=secrets.token_hex(16),
        lease_until=around.now + terms.lease,
    )
    begun = tx.queue.begin(delivery, [one.stored_id for one in gathered.members])
    said = perhaps_repeated(message) if doubt else message
    return Flight(around.channel, begun, said, gathered.members, doubt)
