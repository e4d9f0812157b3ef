"""The addresses of feeds: the name of a feed and a reader's choice as the query, or the secret of a private feed."""

from __future__ import annotations

from urllib.parse import quote

from watchtracker.feed.choice import Choice
from watchtracker.subscriptions import Feed
from watchtracker.wording.links import link


def address(public_url: str, feed: Feed, choice: Choice | None = None) -> str:
    """The address of a calendar, with the choice as its query."""
    return with_query(_below(public_url, "feeds", f"{_segment(feed.name)}.ics"), choice)


def news_address(public_url: str, feed: Feed, choice: Choice | None = None) -> str:
    """The address of the news of a feed, with the choice as its query."""
    return with_query(_below(public_url, "feeds", f"{_segment(feed.name)}.atom"), choice)


def private_address(public_url: str, feed: Feed, secret: str) -> str:
    """The address of the private calendar that `secret` opens."""
    return _below(public_url, "f", _segment(secret), f"{_segment(feed.name)}.ics")


def private_news_address(public_url: str, feed: Feed, secret: str) -> str:
    """The address of the news of the private feed that `secret` opens."""
    return _below(public_url, "f", _segment(secret), f"{_segment(feed.name)}.atom")


def webcal(address: str) -> str:
    """`address` with the scheme "webcal", which opens a calendar program; the protocol stays HTTP."""
    return f"webcal:{address.partition(':')[2]}"


def identity(feed: Feed, choice: Choice) -> str:
    """What identifies a feed narrowed by a choice, whatever address it is served at."""
    return with_query(_segment(feed.name), choice)


def with_query(path: str, choice: Choice | None) -> str:
    """`path` with the choice as its query, if anything was chosen."""
    return f"{path}?{choice.query}" if choice and choice.query else path


def _below(public_url: str, *segments: str) -> str:
    return link("/".join((public_url.rstrip("/"), *segments)))


def _segment(name: str) -> str:
    return quote(name, safe="")
