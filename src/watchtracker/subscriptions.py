"""What people can subscribe to: the feeds that the settings offer, and the private ones that tokens open.

A token that writes opens no feed.

They are data alone, so that the settings and the store need not load what makes calendars of items.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from watchtracker.items import Kind
from watchtracker.notifications import LeadTime


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its name in the address, its title, and its tags (an item needs any one of them; none: all items)."""

    name: str
    title: str
    tags: tuple[str, ...] = ()


ALL = Feed("all", "Watched dates")


@dataclass(frozen=True, slots=True)
class FeedToken:
    """What a private feed is for: a feed by name, what of it, and the alarms that its events carry.

    One that `writes` opens no feed: whoever sends it may change what is recorded, under its name.
    All but `revoked_at` stays as it was given: a link shows the same for as long as it works.
    """

    name: str
    feed: str
    created_at: datetime
    tags: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    alarms: tuple[LeadTime, ...] = ()
    revoked_at: datetime | None = None
    writes: bool = False

    @classmethod
    def that_writes(cls, name: str, now: datetime) -> FeedToken:
        """A token for a program that writes."""
        return cls(name, feed="", created_at=now, writes=True)
