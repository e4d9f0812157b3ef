"""A feed put together: the items that a reader chose, as a calendar or as news, open or private.

The server and the command line both use these functions, and so write the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from watchtracker.feed.addresses import address, identity, news_address
from watchtracker.feed.alarms import Alarms
from watchtracker.feed.calendars import Rendered, calendar
from watchtracker.feed.choice import Choice, chosen, title
from watchtracker.feed.events import has_a_day
from watchtracker.feed.news import news
from watchtracker.items import Item, item_as_of
from watchtracker.subscriptions import Feed


def compose(feed: Feed, choice: Choice, items: Iterable[Item], *, events: Rendered, as_of: date | None = None) -> bytes:
    """The calendar of `feed`, narrowed by `choice`; with `as_of`, with what was known by the end of that day."""
    return calendar(
        chosen(feed, choice, items),
        title=title(feed, choice),
        address=address(events.public_url, feed, choice),
        rendered=events,
        as_of=as_of,
    )


def compose_private(feed: Feed, choice: Choice, items: Iterable[Item], *, events: Rendered, alarms: Alarms) -> bytes:
    """The private calendar of `feed` with alarms. It does not contain its own address, which holds a secret."""
    return calendar(
        chosen(feed, choice, items), title=title(feed, choice), address=None, rendered=events, alarms=alarms
    )


def compose_news(feed: Feed, choice: Choice, items: Iterable[Item], *, public_url: str) -> bytes:
    """The news of `feed`, narrowed by `choice`."""
    return _news(feed, choice, items, address=news_address(public_url, feed, choice), public_url=public_url)


def compose_private_news(feed: Feed, choice: Choice, items: Iterable[Item], *, public_url: str) -> bytes:
    """The private news of `feed`. Without its own address, which is secret: readers share what they read."""
    return _news(feed, choice, items, address=None, public_url=public_url)


def counts(feed: Feed, choice: Choice, items: Iterable[Item]) -> tuple[int, int]:
    """How many events the calendar has, and how many items it only names because they have no date."""
    listed = (item_as_of(item) for item in chosen(feed, choice, items) if item.listed)
    knowns = [known for known in listed if known is not None]
    return sum(map(has_a_day, knowns)), sum(not has_a_day(known) and known.outcome is None for known in knowns)


def _news(feed: Feed, choice: Choice, items: Iterable[Item], *, address: str | None, public_url: str) -> bytes:
    return news(
        chosen(feed, choice, items),
        name=identity(feed, choice),
        title=title(feed, choice),
        address=address,
        public_url=public_url,
    )
