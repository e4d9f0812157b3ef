"""What `feeds` shows of a calendar: where it can be subscribed to, and how many dates it has. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from watchtracker import feed
from watchtracker.feed import Choice, Feed
from watchtracker.items import Item


def feed_json(which: Feed, items: Sequence[Item], *, public_url: str) -> dict[str, Any]:
    """One of `feeds --json`."""
    dated, undated = feed.counts(which, Choice(), items)
    address = feed.address(public_url, which)
    return {
        "name": which.name,
        "title": which.title,
        "tags": list(which.tags),
        "url": address,
        "webcal": feed.webcal(address),
        "atom": feed.news_address(public_url, which),
        "dated": dated,
        "undated": undated,
    }
