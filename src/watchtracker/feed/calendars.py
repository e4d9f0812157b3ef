"""A calendar of events: the feed as bytes, equal for as long as nothing in it changed.

Rendering an event takes a thousand times as long as joining events that were rendered before, so `Rendered`
keeps each until its item is revised. `events.py` has the events, `choice.py` what a reader wants of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from icalendar import Calendar, vText

from watchtracker.feed.alarms import Alarms
from watchtracker.feed.events import event, one_line
from watchtracker.items import Item, known
from watchtracker.wording import events as wording

# No release number: an upgrade must not change the bytes.
_PRODID = "-//watchtracker//feed//EN"
_END = b"END:VCALENDAR\r\n"
_REFRESH = timedelta(hours=1)


class Rendered:
    """Events that were rendered before, kept by item, revision and alarms, so that one change costs one event."""

    def __init__(self, public_url: str) -> None:
        self.public_url = public_url
        self._events: dict[tuple[str, Alarms], tuple[int, bytes | None]] = {}

    def event(self, item: Item, alarms: Alarms = ()) -> bytes | None:
        """The event of `item` as it is now known, rendered only if the item was revised since."""
        key = (item.id, alarms)
        kept = self._events.get(key)
        if kept is None or kept[0] != item.revision:
            kept = (item.revision, event(item, public_url=self.public_url, alarms=alarms))
            self._events[key] = kept
        return kept[1]


def calendar(
    items: Iterable[Item],
    *,
    title: str,
    address: str | None,
    rendered: Rendered,
    alarms: Alarms = (),
    as_of: date | None = None,
) -> bytes:
    """The listed ones of `items` as a calendar, in the order of their UIDs, whatever order they come in.

    `address` is the feed's own, None where a saved file must not carry it; `alarms` are those
    of its one reader. With `as_of` it is what could be known by the end of that day; `rendered` then only lends its
    public address.
    """
    listed = sorted((item for item in items if item.listed), key=lambda item: item.id)
    head = _head(title=title, address=address, undated=_undated(listed, as_of)).to_ical()
    if as_of is None:
        events = [rendered.event(item, alarms) for item in listed]
    else:
        events = [event(item, public_url=rendered.public_url, alarms=alarms, as_of=as_of) for item in listed]
    # Spliced as bytes: icalendar would serialize each event again.
    return b"".join((head.removesuffix(_END), *(one for one in events if one is not None), _END))


def _undated(items: Sequence[Item], as_of: date | None) -> list[str]:
    """The titles of those that are waited for and have no day to stand on."""
    seen = (known(item, as_of) for item in items)
    return [one.facts.title for one in seen if one and one.outcome is None and not one.window.dated]


def _head(*, title: str, address: str | None, undated: Sequence[str]) -> Calendar:
    # No METHOD: without one DTSTAMP is the last revision, which can stay put. No UID: vdirsyncer then saw one event
    # of six. No X-WR-TIMEZONE: it made parsers shift even times in UTC.
    head = Calendar()
    head.add("version", "2.0")
    head.add("prodid", _PRODID)
    head.add("calscale", "GREGORIAN")
    # Each text twice: the name of RFC 7986, and the one that older programs read. icalendar escapes neither NAME
    # nor any X- text by itself.
    name = vText(one_line(title))
    head.add("name", name)
    head.add("x-wr-calname", name)
    if undated:
        words = vText(one_line(wording.undated(undated)))
        head.add("description", words)
        head.add("x-wr-caldesc", words)
    if address is not None:
        head.add("source", address, parameters={"VALUE": "URI"})
    # Nextcloud heeds both, desktop Outlook the second; others refresh as they please, so urgent news never rely on it.
    head.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    head.add("x-published-ttl", vText("PT1H"))
    return head
