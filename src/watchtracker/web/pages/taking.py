"""Who is on an item, channel by channel, as its page offers to take it and to hand it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchtracker.items import Item, item_as_of
from watchtracker.notifications import Channel, Want
from watchtracker.notifications.holds import Hold, HoldKind, holding


@dataclass(frozen=True, slots=True)
class TakingIn:
    """A channel that is reminded of an item, and who is on it there, if somebody is."""

    channel: str
    taken_by: str = ""


def taking(item: Item, channels: Iterable[Channel], holds: Sequence[Hold], now: datetime) -> list[TakingIn]:
    """The channels in which somebody can be on an item; none of one that is over."""
    known = item_as_of(item)
    if known is None or item.outcome is not None:
        return []
    open_ones = [hold for hold in holding(holds, known, now) if hold.kind is HoldKind.TAKEN]
    takers = {hold.channel: hold.by.name for hold in open_ones}
    return [
        TakingIn(channel.name, takers.get(channel.name, ""))
        for channel in channels
        if Want.REMINDERS in channel.wants and channel.cares_for(item.facts.tags)
    ]
