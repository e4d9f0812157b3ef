"""A calendar as bytes, which stay equal for as long as nothing in it changes.

Rendering an event takes a thousand times as long as joining rendered ones, so `Rendered` keeps each until its item is
revised. `events.py` renders the events, `choice.py` has what a reader wants of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from icalendar import Calendar, vText

from watchtracker.feed.alarms import Alarms
from watchtracker.feed.events import CalendarEntry, entry, one_line
from watchtracker.feed.texts import CalendarText
from watchtracker.items import Item
from watchtracker.wording import events as wording

# No release number: an upgrade must not change the bytes.
_PRODID = "-//watchtracker//feed//EN"
_END = b"END:VCALENDAR\r\n"
_REFRESH = timedelta(hours=1)
# The events of so many different sets of alarms are kept.
_MOST_ALARMS = 32


class Rendered:
    """A cache of rendered events, by alarms and item, so that one change costs the rendering of one event."""

    def __init__(self, public_url: str) -> None:
        self.public_url = public_url
        self._kept: dict[Alarms, dict[str, tuple[Item, CalendarEntry]]] = {}

    def event(self, item: Item, alarms: Alarms = ()) -> bytes | None:
        """The event of `item`, rendered only if the item changed; None if it has no day to show."""
        return self.entries([item], alarms)[0].event

    def entries(self, items: Iterable[Item], alarms: Alarms = ()) -> list[CalendarEntry]:
        """The calendar entry of each of `items`, also of those without a date; rendered only where the item changed."""
        kept = self._kept.setdefault(alarms, {})
        if len(self._kept) > _MOST_ALARMS:
            self._kept.pop(next(oldest for oldest in self._kept if oldest and oldest != alarms))
        return [self._entry(item, alarms, kept) for item in items]

    def _entry(self, item: Item, alarms: Alarms, kept: dict[str, tuple[Item, CalendarEntry]]) -> CalendarEntry:
        before = kept.get(item.id)
        if before is not None and before[0] is item:
            return before[1]
        made = entry(item, public_url=self.public_url, alarms=alarms)
        kept[item.id] = item, made
        return made


def calendar(
    items: Iterable[Item],
    *,
    title: str,
    address: str | None,
    rendered: Rendered,
    alarms: Alarms = (),
    as_of: date | None = None,
) -> bytes:
    """The listed ones of `items` as a calendar, sorted by UID, so that their order makes no difference.

    `address` is where the feed is served, None if a saved file must not contain it; `alarms` are those of a private
    feed. With `as_of` the calendar has what was known by the end of that day, and nothing is taken from the cache.
    """
    listed = sorted((item for item in items if item.listed), key=lambda item: item.id)
    if as_of is None:
        entries = rendered.entries(listed, alarms)
    else:
        entries = [entry(item, public_url=rendered.public_url, alarms=alarms, as_of=as_of) for item in listed]
    undated = [each.undated for each in entries if each.undated is not None]
    head: bytes = _head(title=title, address=address, undated=undated).to_ical()
    # Joined as bytes: icalendar would serialize each event again.
    return b"".join((head.removesuffix(_END), *(each.event for each in entries if each.event is not None), _END))


def _head(*, title: str, address: str | None, undated: Sequence[str]) -> Calendar:
    # No METHOD: without one DTSTAMP is the last revision, which can stay put. No UID: vdirsyncer then saw one event
    # of six. No X-WR-TIMEZONE: it made parsers shift even times in UTC.
    head = Calendar()
    head.add("version", "2.0")
    head.add("prodid", _PRODID)
    head.add("calscale", "GREGORIAN")
    # Each text twice: the name of RFC 7986, and the one that older programs read. icalendar escapes neither NAME
    # nor any X- text by itself.
    name = CalendarText(one_line(title))
    head.add("name", name)
    head.add("x-wr-calname", name)
    if undated:
        words = CalendarText(one_line(wording.undated(undated)))
        head.add("description", words)
        head.add("x-wr-caldesc", words)
    if address is not None:
        head.add("source", address, parameters={"VALUE": "URI"})
    # Nextcloud heeds both, desktop Outlook the second; others refresh as they please, so urgent news never rely on it.
    head.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    head.add("x-published-ttl", vText("PT1H"))
    return head
