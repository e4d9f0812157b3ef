"""What came from a source as texts to read, and the events of a calendar as statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from watchtracker import dates, reading
from watchtracker.errors import DateRefusedError
from watchtracker.intake.text_sources import SourceKind, TextSource
from watchtracker.masking import masked_address
from watchtracker.reading import Find, FindKind, FindResult
from watchtracker.sources import apart
from watchtracker.sources.calendars import CalendarEvent
from watchtracker.sources.published import day_of
from watchtracker.sources.replies import Fetched
from watchtracker.store.sources import FetchedText
from watchtracker.wording.safe_text import cut

_LONGEST_QUOTE, _LONGEST_TITLE = 300, 60
_ONE_DAY, _MOMENT = timedelta(days=1), timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a calendar: its text, the statement in it (None: it has no date that can be read), and its state."""

    uid: str
    text: FetchedText
    find: Find | None
    state: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a feed or a page; a feed has so many entries `beyond` those, which were not read."""

    read: tuple[FetchedText, ...]
    beyond: int = 0


def of(source: TextSource, fetched: Fetched) -> Texts:
    """The texts of a feed or a page; raises InputError with one sentence where it cannot be read."""
    place = dates.zone(source.zone)
    match source.kind:
        case SourceKind.FEED:
            feed = apart.feed(fetched.body, address=fetched.address, charset=fetched.charset)
            entries = (
                FetchedText(
                    source.name,
                    masked_address(entry.address, is_public=entry.address != fetched.address),
                    entry.title,
                    day_of(entry.published, place),
                    f"# {entry.title}\n\n{entry.text}" if entry.title else entry.text,
                )
                for entry in feed.entries
            )
            return Texts(tuple(entries), feed.beyond)
        case _:
            page = apart.document(
                fetched.body, address=fetched.address, media_type=fetched.media_type, charset=fetched.charset
            )
            address = masked_address(fetched.address)
            return Texts((FetchedText(source.name, address, page.title, day_of(page.published, place), page.text),))


@dataclass(frozen=True, slots=True)
class Events:
    """The events of a calendar, and how many were passed over: recurring ones, unread ones, those too far back."""

    read: tuple[Event, ...]
    recurring: int
    unread: int
    earlier: int


def events(source: TextSource, fetched: Fetched) -> Events:
    """The events of a calendar; raises InputError with one sentence where it cannot be read."""
    calendar = apart.calendar(fetched.body, address=fetched.address, charset=fetched.charset)
    read = tuple(_event(source, event, fetched.address) for event in calendar.events)
    unread = calendar.unread + sum(event.find is None for event in read)
    return Events(read, calendar.recurring, unread, calendar.earlier)


def _event(source: TextSource, event: CalendarEvent, address: str) -> Event:
    when = _words(event, source.zone)
    title = cut(event.title, _LONGEST_QUOTE - len(when) - 20)
    sentence = f"{title}: {when}" + (" (cancelled)" if event.cancelled else "")
    shown = masked_address(event.address or address, is_public=event.address not in {None, address})
    text = FetchedText(source.name, shown, event.title, None, sentence)
    return Event(event.uid, text, _find(source, event, sentence, when), f"{when} {event.cancelled}")


def _find(source: TextSource, event: CalendarEvent, sentence: str, when: str) -> Find | None:
    try:
        window = dates.read(when, said_on=_day(event.start), zone=dates.zone(source.zone))
    except DateRefusedError:
        return None
    read = reading.read(f"{event.title}: {when}", None, source.zone).finds
    kind = read[0].kind if len(read) == 1 else FindKind.EVENT
    return Find(
        quote=sentence,
        start=0,
        end=len(sentence),
        when=when,
        window=window,
        kind=FindKind.OUTCOME if event.cancelled else FindKind.EVENT if kind is FindKind.OUTCOME else kind,
        title=cut(event.title, _LONGEST_TITLE),
        result=FindResult.CANCELLED if event.cancelled else None,
        heading="",
        said_by=None,
        rumour=event.tentative,
        moved_from=None,
    )


def _words(event: CalendarEvent, zone: str) -> str:
    """When an event is, as a claim says it: its days, or the moment at which it begins where it is over within a day.

    What has moments is on the days that the calendar shows: in its own zone, and where it has none (or is given in
    UTC, which is how programs write every moment), in that of its source.
    """
    start, last = event.start, event.last
    if not isinstance(start, datetime) or not isinstance(last, datetime):
        return _days(start, last)
    if last - start > _ONE_DAY:
        # The moment at which it ends is not in it any more: what ends at midnight ends on the day before.
        return _days(_date(start, zone), _date(last - _MOMENT, zone))
    return f"{start:%Y-%m-%d %H:%M}, {zone}" if start.tzinfo is None else f"{dates.instant(start)}"


def _days(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _date(moment: datetime, zone: str) -> date:
    return (moment.astimezone(dates.zone(zone)) if moment.tzname() == "UTC" else moment).date()


def _day(start: date | datetime) -> date:
    return start.date() if isinstance(start, datetime) else start
