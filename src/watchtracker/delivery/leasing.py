"""Leasing: in one transaction, what is due for a channel becomes at most one message that is ours to send.

A channel's gate is held from asking until the transaction ends, so that one replica at a time sends to it, and the
next message goes not before the pause that the channel wants. The items are read again here, under the lock that every
change of an item takes, so nothing is leased that a change is just ending. The delivery with its payload, key, lease
and attempt is committed before anybody sends it; a commit whose answer is lost counts as not ours.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from watchtracker import items
from watchtracker.channels import Outlet
from watchtracker.delivery.threads import threads_of
from watchtracker.failpoints import Failpoint, reach
from watchtracker.items import Item, ItemAsOf, Kind
from watchtracker.notifications import (
    Channel,
    LeadTime,
    Notification,
    NotificationKind,
    NotificationState,
    Reason,
    reasons,
)
from watchtracker.notifications.holds import Hold
from watchtracker.notifications.lateness import GIVE_UP_AFTER
from watchtracker.notifications.proposals import Waiting, number, put_off
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.outbox.backoff import is_outage, trying
from watchtracker.outbox.batching import Batch, Batches, Due, make_batches
from watchtracker.outbox.composing import Circumstances, compose, perhaps_repeated
from watchtracker.outbox.messages import Limits, Message, MessageForm, Receipt
from watchtracker.outbox.reconciliation import Repeat
from watchtracker.outbox.records import AttemptEvent, Flight, Gate, Look, NewDelivery
from watchtracker.store.engine import Transaction
from watchtracker.store.waiting import of_numbers

# More than this many due at once in one channel are taken in portions.
MOST_AT_ONCE = 5_000
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Terms:
    """What every message needs to know of the settings.

    `settle` is how long the other side is given to accept late what it did not answer in time.
    """

    public_url: str
    lease: timedelta
    settle: timedelta
    intervals: Mapping[Kind, str] = field(default_factory=dict)
    leads: Mapping[Kind, tuple[LeadTime, ...]] = field(default_factory=lambda: DEFAULT_LEADS)


@dataclass(frozen=True, slots=True)
class Leased:
    """What came of asking for a message: one to send or none, and the notifications that ended without being sent."""

    flight: Flight | None = None
    ended: tuple[Notification, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A channel's gate, ours until the transaction ends, and what the pace of its account was when we asked."""

    gate: Gate
    pace: Gate | None


def lease(tx: Transaction, outlet: Outlet, terms: Terms, at: datetime) -> Leased:
    """Lease the first message of what is due for an outlet; nothing if its gate is closed or held by a replica."""
    slot = open_slot(tx, outlet, at)
    if slot is None:
        return Leased()
    due = _due(tx, outlet.channel, slot.gate, at)
    if not due:
        return Leased()
    listed = _listed(tx, due)
    knowns = _as_knowns(listed)
    held = _held(tx, due)
    threads = threads_of(tx, outlet, [owed.notification for owed in due], held)
    asked = _waiting(tx, due)
    batches = make_batches(due, knowns, now=at, apart=threads, waiting=asked)
    tx.notifications.update(list(batches.ended))
    reach(Failpoint.INSIDE_GROUPING)
    if not batches.messages:
        return Leased(ended=batches.ended)
    moved = _moved(tx, outlet.channel, batches, at)
    around = Circumstances(
        outlet.channel,
        at,
        knowns,
        terms.public_url,
        moved,
        terms.intervals,
        held,
        answerable=outlet.answerable,
        items={item.id: item for item in listed},
        leads=terms.leads,
        waiting=asked,
        put_off=len(batches.put_off),
    )
    if not _may_take(tx, outlet.limits, slot, at):
        return Leased(ended=batches.ended)
    first = batches.messages[0]
    thread = threads.get(first.members[0].key) if first.form is MessageForm.SINGLE else None
    closes = _closed(slot.gate, outlet.limits, at)
    if first.form is MessageForm.PROPOSALS:
        tx.notifications.update([put_off(later, outlet.channel, at) for later in batches.put_off])
    flight = _begin(tx, first, around, terms, closes=closes, thread=thread)
    return Leased(flight, batches.ended)


def lease_announcement(tx: Transaction, fallback: Outlet, terms: Terms, at: datetime) -> Flight | None:
    """Lease the message that tells the fallback channel of dead letters it has not heard of."""
    dead = tx.deliveries.unannounced_dead()
    slot = open_slot(tx, fallback, at) if dead else None
    # Another replica may have announced them before we held the slot.
    dead = tx.deliveries.unannounced_dead() if slot else []
    if slot is None or not dead:
        return None
    # Locked, and looked at again: meanwhile somebody may have asked to send them once more.
    members = tuple(found for found in tx.notifications.by_id(dead) if found.state is NotificationState.DEAD)
    if not members or not _may_take(tx, fallback.limits, slot, at):
        return None
    knowns = read_knowns(tx, {member.item for member in members if member.item is not None})
    around = Circumstances(fallback.channel, at, knowns, terms.public_url)
    batch = Batch(MessageForm.DEAD_LETTERS, members)
    return _begin(tx, batch, around, terms, closes=_closed(slot.gate, fallback.limits, at))


def lease_again(
    tx: Transaction, channel: Channel, look: Look, members: tuple[Notification, ...], until: datetime, *, repeat: Repeat
) -> Flight | None:
    """Lease an unknown message once more, as it was; None if another replica was quicker."""
    if not tx.unknown.send_again(look, secrets.token_hex(16), until):
        return None
    delivery = tx.deliveries.by_id(look.delivery.id)
    message = Message.from_json(delivery.payload, plain=delivery.plain)
    said = perhaps_repeated(message) if repeat.marked else message
    doubt = reasons.MAYBE_SENT if repeat.marked else None
    return Flight(channel, delivery, said, members, doubt, repeats=repeat.event is AttemptEvent.REPEATED)


def read_knowns(tx: Transaction, ids: Collection[str]) -> dict[str, ItemAsOf]:
    """What is known of some items, those taken off the list included."""
    return _as_knowns(tx.items.some(ids))


def open_slot(tx: Transaction, outlet: Outlet, at: datetime) -> Slot | None:
    """The slot of an outlet, if a message may go now; None if a gate is closed, or a replica holds it."""
    pace: Gate | None = None
    if outlet.pace is None:
        gate = tx.gates.hold(outlet.gate, at)
    else:
        gate, pace = tx.gates.hold_with_pace(outlet.gate, outlet.pace, at) or (None, None)
    if gate is None:
        return None
    return Slot(gate, pace) if gate.is_open(at) and (pace is None or pace.is_open(at)) else None


def opens_at(tx: Transaction, outlet: Outlet, at: datetime) -> datetime:
    """When the next message may go to an outlet, as it looks at this moment."""
    gates = (tx.gates.get(scope) for scope in (outlet.gate, outlet.pace) if scope)
    return max((gate.open_at for gate in gates if gate is not None and not gate.is_open(at)), default=at)


def take_slot(tx: Transaction, limits: Limits, slot: Slot, at: datetime) -> bool:
    """Take the slot, and close the gate for the pause that the channel wants; False if another delivery is trying."""
    if not _may_take(tx, limits, slot, at):
        return False
    closed = _closed(slot.gate, limits, at)
    if closed is not None:
        tx.gates.set(closed)
    return True


def _may_take(tx: Transaction, limits: Limits, slot: Slot, at: datetime) -> bool:
    return slot.pace is None or not is_outage(slot.pace) or _may_try(tx, slot.pace.scope, limits, at)


def _closed(gate: Gate, limits: Limits, at: datetime) -> Gate | None:
    """The gate as it is after a message, closed for the pause that the channel wants, if it wants one."""
    return None if limits.pause is None else replace(gate, open_at=at + limits.pause)


def _may_try(tx: Transaction, pace: str, limits: Limits, at: datetime) -> bool:
    """While the other side is away, one message at a time tries whether it is back: ours, if no other does."""
    held = tx.gates.hold(pace, at)
    if held is None or not held.is_open(at):
        return False
    tx.gates.set(trying(held, limits, at))
    return True


def _due(tx: Transaction, channel: Channel, gate: Gate, at: datetime) -> list[Due]:
    """What is due; the time that the other side kept the gate closed does not count towards giving up."""
    found = tx.queue.lock_due(channel.name, at, MOST_AT_ONCE)
    return [replace(due, give_up_at=_patience(due, gate, at)) for due in found]


def _patience(due: Due, gate: Gate, at: datetime) -> datetime:
    moment = due.notification.at
    return (due.give_up_at or moment + GIVE_UP_AFTER) + gate.kept_closed(moment, at)


def _listed(tx: Transaction, due: Iterable[Due]) -> list[Item]:
    """The items of what is due, or all of them where a digest is; only those on the watch list."""
    ids = _concerned(due)
    if None in ids:
        return [item for item in tx.items.all() if item.listed]
    found = tx.items.some({item_id for item_id in ids if item_id is not None})
    return [item for item in found if item.listed]


def _concerned(due: Iterable[Due]) -> set[str | None]:
    """The items of what is due; None where a digest is. A proposal needs none, or brings its own."""
    return {owed.notification.item for owed in due if owed.notification.kind is not NotificationKind.PROPOSALS}


def _as_knowns(found: Iterable[Item]) -> dict[str, ItemAsOf]:
    knowns = ((item.id, items.item_as_of(item)) for item in found)
    return {item_id: known for item_id, known in knowns if known is not None}


def _moved(tx: Transaction, channel: Channel, batches: Batches, at: datetime) -> list[Notification]:
    """The week's move notices, where a digest asks for them."""
    if batches.messages[0].form is not MessageForm.DIGEST:
        return []
    return tx.deliveries.read(tx.deliveries.noticed_since(channel.name, NotificationKind.MOVED, at - _WEEK))


def _waiting(tx: Transaction, due: Iterable[Due]) -> dict[int, Waiting]:
    """The proposals that are due, as they are now."""
    asked = [owed.notification for owed in due if owed.notification.kind is NotificationKind.PROPOSALS]
    return of_numbers(tx, map(number, asked)) if asked else {}


def _held(tx: Transaction, due: Iterable[Due]) -> dict[str, list[Hold]]:
    """The holds of the items of what is due; all of them where a digest is."""
    ids = _concerned(due)
    return tx.holds.open(None if None in ids else [item_id for item_id in ids if item_id is not None])


def _begin(
    tx: Transaction,
    batch: Batch,
    around: Circumstances,
    terms: Terms,
    *,
    closes: Gate | None,
    thread: Receipt | None = None,
) -> Flight:
    doubt = _doubt(batch)
    composed = replace(compose(batch, around), replies_to=thread)
    # Kept as it is sent: if it has to be repeated, it says the same under the same key.
    message = perhaps_repeated(composed) if doubt else composed
    delivery = NewDelivery(
        key=secrets.token_hex(16),
        channel=around.channel.name,
        form=batch.form,
        payload=message.as_json(),
        started_at=around.now,
        lease_token=secrets.token_hex(16),
        lease_until=around.now + terms.lease,
    )
    begun = tx.queue.begin(delivery, [member.stored_id for member in batch.members], closes=closes)
    return Flight(around.channel, begun, message, batch.members, doubt)


def _doubt(batch: Batch) -> Reason | None:
    """Whether what is said now may have been said before, in a message that nobody could look for."""
    return reasons.MAYBE_SENT if any(member.reason == reasons.MAYBE_SENT for member in batch.members) else None
