"""The JSON of `feeds` and of `token`: a feed with its links and how much is in it, a private feed, a token. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from watchtracker import dates, feed
from watchtracker.feed import Choice, Feed
from watchtracker.items import Item
from watchtracker.subscriptions import FeedToken


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


def private_feed_json(token: FeedToken, *, link: str | None = None, news: str | None = None) -> dict[str, Any]:
    """One of `token list --json`; its links (`link` and `news`) are known only when it is made."""
    described: dict[str, Any] = {
        "name": token.name,
        "feed": token.feed,
        "tags": list(token.tags),
        "kinds": [kind.value for kind in token.kinds],
        "alarms": [str(alarm) for alarm in token.alarms],
        "created_at": dates.instant(token.created_at),
        "revoked_at": dates.instant(token.revoked_at) if token.revoked_at else None,
    }
    if token.writes:
        described["writes"] = True
    return described if link is None else {**described, "url": link, "webcal": feed.webcal(link), "atom": news}


def write_token_json(token: FeedToken, secret: str) -> dict[str, Any]:
    """A new token that writes, with the secret itself, which is known only when it is made."""
    return {**private_feed_json(token), "token": secret}
