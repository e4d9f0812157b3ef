"""One event of a calendar: an item as iCalendar bytes (RFC 5545) that work in every calendar program.

A comment beside each property says why it is there; nineteen real programs were tried with them. An event depends only
on the record of its item, never on the clock or on other items, so that its bytes stay equal until the item is revised.
`calendars.py` puts events into a calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Event, vCategory, vDate, vDatetime, vInt, vText, vUri

from watchtracker.dates import WindowKind
from watchtracker.feed.alarms import Alarms, counted_from, ringing
from watchtracker.feed.texts import CalendarText
from watchtracker.items import Item, ItemAsOf, Result, Standing, item_as_of
from watchtracker.wording import events as wording
from watchtracker.wording.links import page

# Part of every UID. It never changes, not even with the public address: a new UID is a delete and an add everywhere.
UID_HOST = "watchtracker"

# An instant lasts until its minute is over, because an end equal to its start is forbidden (RFC 5545 3.8.2.2) and
# calendars drop it; from 23:59:59 a whole minute would reach into the next day, and calendars show it on both.
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)

# Constant values, made once.
_TRANSPARENT, _FREE = vText("TRANSPARENT"), vText("FREE")
_CONFIRMED, _TENTATIVE, _CANCELLED = vText("CONFIRMED"), vText("TENTATIVE"), vText("CANCELLED")

# NUL makes some programs drop the whole feed, others cut a line at VT, FF, NEL or U+2028; a lone surrogate cannot be
# encoded in UTF-8.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What a calendar has of an item: its event, or the title of an item without a date, or neither."""

    event: bytes | None = None
    undated: str | None = None


def event(item: Item, *, public_url: str, alarms: Alarms = (), as_of: date | None = None) -> bytes | None:
    """The event of `item`, with `as_of` as known at the end of that day; None if it has no day to show.

    Raises ValueError for an item that was never stored, because its revision is part of the event.
    """
    return entry(item, public_url=public_url, alarms=alarms, as_of=as_of).event


def entry(item: Item, *, public_url: str, alarms: Alarms = (), as_of: date | None = None) -> CalendarEntry:
    """The event of `item` as `event` gives it, or its title if it has no day to show and is still open."""
    revised_at = item.stored_at
    current = item_as_of(item, as_of)
    if current is None:
        return CalendarEntry()
    ends = _ends(current)
    if ends is None:
        return CalendarEntry(undated=current.facts.title if current.outcome is None else None)
    written = _written(current, ends, revised_at=revised_at, public_url=public_url)
    # Most feeds have no alarms, and computing when they ring is slow.
    if alarms:
        for alarm in _alarms(current, alarms):
            written.add_component(alarm)
    return CalendarEntry(written.to_ical())


def has_a_day(known: ItemAsOf) -> bool:
    """Whether a calendar has an event for it."""
    return _ends(known) is not None


def one_line(text: str) -> str:
    """`text` on one line, without the characters at which calendar programs fail."""
    return " ".join(plain(text).split())


def plain(text: str) -> str:
    """`text` without control characters and lone surrogates; its line ends stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # A quick test first, because nearly every text is clean: whatever the patterns match is not printable.
    if text.replace("\n", "").isprintable():
        return text
    return _LONE_SURROGATE.sub("\ufffd", _UNPRINTABLE.sub(" ", text))


def _ends(known: ItemAsOf) -> tuple[date, date] | None:
    """DTSTART and DTEND, both days or both UTC instants; the end is exclusive. None if there is no day to show."""
    if known.outcome is not None and known.outcome.result is Result.HAPPENED:
        return known.outcome.on, known.outcome.on + _DAY
    window = known.window
    if window.instant is not None:
        # Seconds are the finest that iCalendar writes.
        start = window.instant.replace(microsecond=0)
        return start, start.replace(second=0) + _MINUTE
    first, last = window.earliest or window.latest, window.latest or window.earliest
    return None if first is None or last is None else (first, last + _DAY)


def _written(known: ItemAsOf, ends: tuple[date, date], *, revised_at: datetime, public_url: str) -> Event:
    # Every property is set by hand: `Event.new` would write the present moment and a random UID. And `add` would look
    # up the type of each by its name, which takes a tenth of the whole time: here each value has its type already.
    written = Event()
    written["UID"] = vText(f"{known.id}@{UID_HOST}")
    # Days as VALUE=DATE and instants in UTC: no VTIMEZONE and no TZID, which shifted events in five programs.
    written["DTSTART"], written["DTEND"] = map(_day_or_moment, ends)
    # Evolution notices a change only if one of these three differs, so each revision of the item changes all of them.
    stamp = vDatetime(revised_at.astimezone(UTC).replace(microsecond=0))
    written["SEQUENCE"] = vInt(known.revision)
    written["DTSTAMP"] = stamp
    written["LAST-MODIFIED"] = stamp
    written["SUMMARY"] = CalendarText(one_line(wording.summary(known)))
    written["DESCRIPTION"] = CalendarText(plain(wording.description(known)))
    written["STATUS"] = _status(known)
    # Nobody is busy because a date was announced; Outlook reads the second property first.
    written["TRANSP"] = _TRANSPARENT
    written["X-MICROSOFT-CDO-BUSYSTATUS"] = _FREE
    written["URL"] = vUri(page(public_url, known.id))
    written["CATEGORIES"] = vCategory(_categories(known))
    return written


def _categories(known: ItemAsOf) -> list[str]:
    """The kind, then the tags; each once, without any that is empty after cleaning."""
    tags = (one_line(tag) for tag in sorted(known.facts.tags))
    return list(dict.fromkeys((known.facts.kind.value, *(tag for tag in tags if tag))))


def _day_or_moment(end: date) -> vDate | vDatetime:
    # vDate does not write VALUE=DATE by itself.
    return vDatetime(end) if isinstance(end, datetime) else vDate(end, params={"VALUE": "DATE"})


def _alarms(known: ItemAsOf, alarms: Alarms) -> Iterator[Alarm]:
    """The VALARMs (RFC 5545 3.6.6). The action DISPLAY asks the program only to show a text."""
    moment = counted_from(known)
    if moment is None:
        return
    text = one_line(wording.alarm(known, moment))
    for rings in ringing(known, alarms):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", text)
        # icalendar does not write VALUE=DATE-TIME by itself, and a trigger is a duration by default.
        alarm.add("trigger", rings, parameters={"VALUE": "DATE-TIME"})
        yield alarm


def _status(known: ItemAsOf) -> vText:
    """CONFIRMED for what has happened and for a single day or moment, unless that is a rumour."""
    if known.outcome is not None:
        ended = known.outcome.result in {Result.HAPPENED, Result.DONE}
        return _CONFIRMED if ended else _CANCELLED
    rumoured = known.claim is not None and known.claim.said.standing is Standing.RUMOUR
    sure = known.window.kind in {WindowKind.EXACT, WindowKind.INSTANT} and not rumoured
    return _CONFIRMED if sure else _TENTATIVE
