"""A feed put together: what a reader chose of the items, as a calendar or as news, for everybody or for one reader.

The server and the command line compose here, and so write the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from watchtracker.feed.addresses import address, identity, news_address
from watchtracker.feed.alarms import Alarms
from watchtracker.feed.calendars import Rendered, calendar
from watchtracker.feed.choice import Choice, Feed, chosen, title
from watchtracker.feed.events import has_a_day
from watchtracker.feed.news import news
from watchtracker.items import Item, item_as_of


def compose(feed: Feed, choice: Choice, items: Iterable[Item], *, events: Rendered, as_of: date | None = None) -> bytes:
    """The calendar that `choice` takes of `feed`."""
    return calendar(
        chosen(feed, choice, items),
        title=title(feed, choice),
        address=address(events.public_url, feed, choice),
        rendered=events,
        as_of=as_of,
    )


def compose_private(feed: Feed, choice: Choice, items: Iterable[Item], *, events: Rendered, alarms: Alarms) -> bytes:
    """The same for one reader, with alarms. Its address holds a secret, which a saved calendar must not give away."""
    return calendar(
        chosen(feed, choice, items), title=title(feed, choice), address=None, rendered=events, alarms=alarms
    )


def compose_news(feed: Feed, choice: Choice, items: Iterable[Item], *, public_url: str) -> bytes:
    """The news of what `choice` takes of `feed`."""
    return _news(feed, choice, items, address=news_address(public_url, feed, choice), public_url=public_url)


def compose_private_news(feed: Feed, choice: Choice, items: Iterable[Item], *, public_url: str) -> bytes:
    """The same for one reader, without its address, which holds a secret: news readers share what they read."""
    return _news(feed, choice, items, address=None, public_url=public_url)


def counts(feed: Feed, choice: Choice, items: Iterable[Item]) -> tuple[int, int]:
    """How many events the calendar has, and how many items it can only name because they have no date."""
    found = [one for item in chosen(feed, choice, items) if item.listed and (one := item_as_of(item)) is not None]
    dated = sum(map(has_a_day, found))
    return dated, sum(not has_a_day(one) and one.outcome is None for one in found)


def _news(feed: Feed, choice: Choice, items: Iterable[Item], *, address: str | None, public_url: str) -> bytes:
    return news(
        chosen(feed, choice, items),
        name=identity(feed, choice),
        title=title(feed, choice),
        address=address,
        public_url=public_url,
    )
