"""A message about several items: which they are, and what can be answered about the one that is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker import items
from watchtracker.inbox.forms import Member
from watchtracker.items import Item, ItemAsOf, Kind, State
from watchtracker.notifications import Channel, LeadTime, Notification, NotificationKind
from watchtracker.notifications.holds import HoldKind, holding
from watchtracker.outbox.messages import Message
from watchtracker.outbox.offers import FaceState, Offers, held_as, offers
from watchtracker.outbox.records import Delivery
from watchtracker.reports.listing import listing
from watchtracker.store.engine import Transaction
from watchtracker.wording.reminders import summary

# What a digest was about whose lines do not name their items: what is near.
_AHEAD = LeadTime.read("4w")


@dataclass(frozen=True, slots=True)
class Meanable:
    """An item that an answer to such a message can mean; `notification` None: a digest told of it.

    `asks` says what is asked about it: what its notification did, or, of a digest, what a reminder would ask now.
    """

    member: Member
    item: Item
    known: ItemAsOf
    notification: Notification | None
    asks: NotificationKind


def of_message(
    tx: Transaction, told: Notification, channel: Channel, now: datetime, intervals: Mapping[Kind, str]
) -> list[Meanable]:
    """The items of the message that told of this."""
    delivery = next(reversed(tx.deliveries.of_notification(told.stored_id)), None)
    if told.item is None:
        named = _named(delivery) or [
            row.known.id
            for row in listing(tx.items.all(), now=now, within=_AHEAD, tags=channel.tags, intervals=intervals)
        ]
        return list(_meanable(tx, [(item, None) for item in named], channel, now, intervals))
    together = tx.deliveries.read(tx.deliveries.members(delivery.id)) if delivery and delivery.id else [told]
    by_item = {each.item: each for each in together if each.item is not None}
    return list(_meanable(tx, list(by_item.items()), channel, now, intervals))


def what_can_be_answered(tx: Transaction, meant: Meanable, channel: Channel, now: datetime) -> Offers | None:
    """The buttons below the one that was chosen, as things stand now."""
    held = tx.holds.of_items([meant.item.id]).get(meant.item.id, [])
    kinds = {hold.kind for hold in holding(held, meant.known, now) if hold.channel == channel.name}
    found = offers(meant.asks, meant.item.facts.kind, _state(meant, kinds))
    if found is None:
        return None
    if meant.notification is not None:
        return replace(found, notification=meant.notification.stored_id, revision=meant.item.revision)
    return replace(found, item=meant.item.id, revision=meant.item.revision)


def _meanable(
    tx: Transaction,
    found: Sequence[tuple[str, Notification | None]],
    channel: Channel,
    now: datetime,
    intervals: Mapping[Kind, str],
) -> Iterator[Meanable]:
    for item_id, notification in found:
        item = tx.items.get(item_id)
        known = items.item_as_of(item) if item else None
        if item is not None and known is not None and item.listed:
            line = summary(known, now, channel.zone)
            asks = notification.kind if notification else _asked_now(known, now, intervals)
            yield Meanable(Member(item.id, item.facts.title, line), item, known, notification, asks)


def _named(delivery: Delivery | None) -> list[str]:
    """The items that the lines of a message name, in their order."""
    entries = Message.from_json(delivery.payload).entries if delivery else ()
    return list(dict.fromkeys(entry.item for entry in entries if entry.item))


def _asked_now(known: ItemAsOf, now: datetime, intervals: Mapping[Kind, str]) -> NotificationKind:
    if items.state(known, now) is State.OVERDUE:
        return NotificationKind.OVERDUE
    asks_again = items.unconfirmed_days(known, now, intervals) is not None
    return NotificationKind.RECHECK if asks_again else NotificationKind.UPCOMING


def _state(meant: Meanable, kinds: set[HoldKind]) -> FaceState:
    if meant.known.outcome is not None:
        return FaceState.ENDED
    return held_as(kinds)
