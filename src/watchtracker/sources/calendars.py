"""Any calendar (iCalendar) as events by their UID: one day or several, fixed or tentative, held or cancelled.

An event that comes again and again is no date to wait for; it is left out, and said so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from watchtracker.errors import InputError
from watchtracker.sources import charsets, cleaning
from watchtracker.wording import safe_text

_LONGEST_TITLE = 300
_LONGEST_TEXT = 20_000
# The longest calendars go back for decades: so many are read, of which the last are those that are ahead.
MOST_EVENTS = 5_000
_RECURRING = ("RRULE", "RDATE", "RECURRENCE-ID", "EXRULE")
_ONE_DAY = timedelta(days=1)


class NoCalendarError(InputError):
    """It is no calendar that can be read: look at the address."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event. `start` is a day, or a moment, without an offset if the calendar names no zone for it.

    `last` is the last day of an event of whole days, which is the day before the end that the calendar gives.
    """

    uid: str
    title: str
    start: date | datetime
    last: date | datetime
    tentative: bool
    cancelled: bool
    sequence: int
    modified: datetime | None
    address: str | None
    text: str


@dataclass(frozen=True, slots=True)
class CalendarRead:
    """The events of a calendar, each UID once, and sentences about what was left out.

    `recurring` is how many of those come again and again, however many times each stands in it, `unread` how many
    cannot be read, and `earlier` how many more there are that end before all that are in `events`.
    """

    title: str
    events: tuple[CalendarEvent, ...]
    left_out: tuple[str, ...]
    recurring: int = 0
    unread: int = 0
    earlier: int = 0


def calendar(body: bytes, *, address: str, charset: str | None = None, most: int = MOST_EVENTS) -> CalendarRead:
    """The calendar in `body`, which came from `address`, with `most` of its events; raises an InputError."""
    text = charsets.decoded(body, charset)
    if "BEGIN:VCALENDAR" not in text[:2_000].upper():
        raise NoCalendarError(f"{address} is no calendar: its first line has to be BEGIN:VCALENDAR")
    try:
        from icalendar import Calendar

        parsed = Calendar.from_ical(text, multiple=True)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        raise NoCalendarError(f"{address} is a calendar that cannot be read: its lines are damaged") from None
    if not parsed:
        raise NoCalendarError(f"{address} is a calendar that cannot be read: it breaks off")
    events: dict[str, CalendarEvent] = {}
    left_out: list[str] = []
    recurring: set[str] = set()
    unread = 0
    for component in (each for part in parsed for each in part.subcomponents if each.name == "VEVENT"):
        if _recurs(component):
            called = _title(component)
            left_out.append(f"{called}: it comes again and again, which is no date to wait for")
            recurring.add(_line(component.get("UID")) or called)
            continue
        read = _read(component)
        if isinstance(read, str):
            left_out.append(read)
            unread += 1
        elif (known := events.get(read.uid)) is None or _is_newer(read, known):
            events[read.uid] = read
    title = _line(parsed[0].get("X-WR-CALNAME") or parsed[0].get("NAME"))
    latest = _latest(tuple(events.values()), most)
    return CalendarRead(title, latest, tuple(left_out), len(recurring), unread, len(events) - len(latest))


def _latest(events: Sequence[CalendarEvent], most: int) -> tuple[CalendarEvent, ...]:
    """The events that end last, which are those ahead, in the order of the calendar."""
    if len(events) <= most:
        return tuple(events)
    # Some have moments and some have days, and a day is near enough here.
    last_days = [event.last.isoformat()[:10] for event in events]
    ranked = sorted(range(len(events)), key=lambda place: last_days[place], reverse=True)
    return tuple(events[place] for place in sorted(ranked[:most]))


def _is_newer(event: CalendarEvent, known: CalendarEvent) -> bool:
    earliest = datetime.min.replace(tzinfo=UTC)
    return (event.sequence, event.modified or earliest) >= (known.sequence, known.modified or earliest)


def _read(component: Any) -> CalendarEvent | str:
    """An event, or one sentence that says why it is left out."""
    title = _title(component)
    uid = _line(component.get("UID"))
    if not uid:
        return f"{title}: it has no UID, so it could not be found again"
    start = _time(component, "DTSTART")
    if start is None:
        return f"{title}: its start cannot be read"
    try:
        last = _last(component, start)
    except (OverflowError, TypeError, ValueError):
        return f"{title}: its end cannot be read"
    status = _line(component.get("STATUS")).upper()
    modified = _time(component, "LAST-MODIFIED")
    return CalendarEvent(
        uid=uid,
        title=title,
        start=start,
        last=last,
        tentative=status == "TENTATIVE",
        cancelled=status == "CANCELLED",
        sequence=_number(component.get("SEQUENCE")),
        modified=modified if isinstance(modified, datetime) and modified.tzinfo else None,
        address=safe_text.link_from_outside(_line(component.get("URL"))),
        text=cleaning.cleaned(str(component.get("DESCRIPTION") or ""))[:_LONGEST_TEXT],
    )


def _recurs(component: Any) -> bool:
    return any(key in component for key in _RECURRING)


def _title(component: Any) -> str:
    return _line(component.get("SUMMARY")) or "an event without a title"


def _last(component: Any, start: date | datetime) -> date | datetime:
    """The last day of an event of whole days, or its last moment."""
    end = _time(component, "DTEND")
    duration = _value(component, "DURATION")
    if end is None and isinstance(duration, timedelta):
        end = start + duration
    if end is None or isinstance(end, datetime) != isinstance(start, datetime):
        return start
    if not isinstance(end, datetime):
        end -= _ONE_DAY
    return max(start, end)


def _time(component: Any, key: str) -> date | datetime | None:
    value = _value(component, key)
    return value if isinstance(value, date) else None


def _value(component: Any, key: str) -> Any:
    """What a property means; None if it is not there, there several times, or damaged."""
    try:
        return component.get(key).dt
    except (AttributeError, ValueError):
        return None


def _number(value: Any) -> int:
    try:
        return int(value or 0)
    except (TypeError, ValueError):
        return 0


def _line(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return safe_text.cut(safe_text.clean(str(value or "")), _LONGEST_TITLE)
