"""Where feeds are: an address holds a feed's name and what a reader chose of it, or one reader's secret."""

from __future__ import annotations

from urllib.parse import quote

from watchtracker.feed.choice import Choice, Feed
from watchtracker.wording.links import link


def address(public_url: str, feed: Feed, choice: Choice | None = None) -> str:
    """The https address of a calendar, with the choice as its query."""
    return with_query(_below(public_url, "feeds", f"{_segment(feed.name)}.ics"), choice)


def news_address(public_url: str, feed: Feed, choice: Choice | None = None) -> str:
    """The https address of the news of a feed, with the choice as its query."""
    return with_query(_below(public_url, "feeds", f"{_segment(feed.name)}.atom"), choice)


def private_address(public_url: str, feed: Feed, secret: str) -> str:
    """The https address of one reader's own calendar."""
    return _below(public_url, "f", _segment(secret), f"{_segment(feed.name)}.ics")


def private_news_address(public_url: str, feed: Feed, secret: str) -> str:
    """The https address of the news of it."""
    return _below(public_url, "f", _segment(secret), f"{_segment(feed.name)}.atom")


def webcal(address: str) -> str:
    """An address under the scheme that programs for calendars listen to; it is no protocol of its own."""
    return f"webcal:{address.partition(':')[2]}"


def identity(feed: Feed, choice: Choice) -> str:
    """What tells a feed and a choice of it from all others, wherever it is served."""
    return with_query(_segment(feed.name), choice)


def with_query(path: str, choice: Choice | None) -> str:
    """`path` with the choice as its query, if anything was chosen."""
    return f"{path}?{choice.query}" if choice and choice.query else path


def _below(public_url: str, *segments: str) -> str:
    return link("/".join((public_url.rstrip("/"), *segments)))


def _segment(name: str) -> str:
    return quote(name, safe="")
