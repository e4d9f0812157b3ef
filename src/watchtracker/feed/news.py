"""News of the items as an Atom feed (RFC 4287), for news readers.

Its bytes stay equal for as long as nothing in it changes. The library that writes the XML has three gaps: it lets
through characters that XML forbids, reads the clock for a feed without entries, and cannot link to a source. The texts
are cleaned before it gets them, and `_Atom` below closes the other two. `chronicle.py` has what is news, `choice.py`
what a reader wants.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from heapq import nlargest
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit

from feedgenerator import Atom1Feed

from watchtracker import dates
from watchtracker.feed.chronicle import Heard, chronicle, newest
from watchtracker.feed.events import UID_HOST, one_line, plain
from watchtracker.items import Item
from watchtracker.wording import news as wording
from watchtracker.wording.links import page

# Readers ask every hour, so what they have not seen yet is among the newest entries; more would only cost bytes.
MOST_ENTRIES = 200

# The authority of every tag: URI (RFC 4151), fixed for ever like the host of the UIDs: an id made from the public
# address would change with it, and make every entry unread again. The year is the one in which the first id was given
# out.
_AUTHORITY = f"tag:{UID_HOST},2026"

_AUTHOR = "watchtracker"
# The characters that an IRI must quote (RFC 3987 2.2); letters of any script are allowed.
_NO_IRI = re.compile(r'[ <>"{}|\\^`]')
# The moment of the last update of an empty feed, which Atom requires.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def news(items: Iterable[Item], *, name: str, title: str, address: str | None, public_url: str) -> bytes:
    """The news of the listed ones of `items`, the newest first; the order of the items makes no difference.

    `name` identifies this feed for ever, whatever its address; `address` is where the feed is served, None if it holds
    a secret.
    """
    feed = _Atom(
        title=one_line(title),
        link=f"{public_url.rstrip('/')}/",
        description=None,
        language="en",
        author_name=_AUTHOR,
        feed_url=address,
        feed_guid=f"{_AUTHORITY}:feeds/{name}",
    )
    for item, heard in _newest([item for item in items if item.listed]):
        _add(feed, item, heard, public_url)
    text: str = feed.writeString("utf-8")
    return text.encode()


def _newest(items: Iterable[Item]) -> list[tuple[Item, Heard]]:
    """The newest news of all items, the newest first; items whose records are all older are not read through."""
    found: list[tuple[Item, int, Heard]] = []
    for item in sorted(items, key=newest, reverse=True):
        if len(found) == MOST_ENTRIES and newest(item) < (found[-1][2].at, found[-1][2].day):
            break
        found.extend((item, number, heard) for number, heard in enumerate(chronicle(item)))
        found = nlargest(MOST_ENTRIES, found, key=_place)
    return [(item, heard) for item, _, heard in found]


def _place(entry: tuple[Item, int, Heard]) -> tuple[datetime, date, str, int]:
    item, number, heard = entry
    return heard.at, heard.day, item.id, number


class _Atom(Atom1Feed):  # type: ignore[misc]  # the library is untyped
    """The library's feed, updated at the moment of its newest entry instead of now, and with links to sources."""

    def latest_post_date(self) -> datetime:
        """When the feed was last updated."""
        return max((entry["updateddate"] for entry in self.items), default=_NEVER)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """The elements of an entry."""
        super().add_item_elements(handler, item)
        if item["via"] is not None:
            handler.addQuickElement("link", "", {"rel": "via", "href": item["via"]})


def _add(feed: _Atom, item: Item, heard: Heard, public_url: str) -> None:
    tags = (one_line(tag) for tag in sorted(item.facts.tags))
    feed.add_item(
        title=one_line(wording.title(heard.news, heard.known, taken_back=heard.taken_back is not None)),
        link=page(public_url, item.id),
        description=None,
        content=_content(item, heard),
        # A retraction is ours, not the source's: its entry has the author of the feed.
        author_name=None if heard.taken_back else _source(heard) or None,
        unique_id=f"{_AUTHORITY}:items/{quote(item.id, safe='')}/{heard.key}",
        updateddate=heard.at.astimezone(UTC).replace(microsecond=0),
        categories=[item.facts.kind.value, *(tag for tag in tags if tag)],
        via=_address(heard),
    )


def _content(item: Item, heard: Heard) -> str:
    """The text as HTML, because news readers join the lines of plain text."""
    claim, retracted_on = heard.claim, None
    if claim is not None and claim.retracted_at is not None:
        retracted_on = claim.retracted_at.astimezone(dates.zone(item.facts.zone)).date()
    texts = wording.paragraphs(
        heard.news, heard.known, claim=claim, taken_back=heard.taken_back, retracted_on=retracted_on
    )
    written = [escape(plain(text)).replace("\n", "<br>") for text in texts]
    if address := _address(heard):
        link = escape(address)
        named = f"{escape(source)}: " if (source := _source(heard)) else ""
        written.append(f'{named}<a href="{link}">{link}</a>')
    return "".join(f"<p>{text}</p>" for text in written)


def _source(heard: Heard) -> str:
    """Who said what is in force, or what contradicts it; empty if nobody did."""
    return one_line(heard.news.change.source or "")


def _address(heard: Heard) -> str | None:
    """Where it can be read; None unless it is a web address, because a news reader may open any link."""
    address = one_line(heard.news.change.url or "")
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    followed = parts.scheme in {"http", "https"} and parts.hostname
    return _NO_IRI.sub(lambda found: quote(found[0]), address) if followed else None
