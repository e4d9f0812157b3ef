"""A feed rendered whole, after one change, and unchanged; beside icalendar building and writing the same events."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from benchmarks.racing import Contestant, Mark, race
from benchmarks.watchlists import days_ahead
from watchtracker import items
from watchtracker.feed import Rendered, calendar
from watchtracker.items import Facts, Item, Kind, Origin, Said

_STORED = datetime(2026, 1, 5, tzinfo=UTC)
_URL = "http://127.0.0.1:8765"
# Reading the properties back out of records and wording them may cost half as much again as writing them.
_OF_ICALENDAR = 1.5


def main() -> bool:
    return all([_with_items(1_000, rounds=7), _with_items(10_000, rounds=3)])


def _with_items(count: int, *, rounds: int) -> bool:
    watched = [_item(number, day) for number, day in enumerate(days_ahead(count))]
    kept = Rendered(_URL)
    changes = iter(range(1, 1_000_000))

    def after_a_change() -> bytes:
        watched[count // 2] = replace(watched[count // 2], revision=next(changes) + 1)
        return _ours(watched, kept)

    contestants = [
        Contestant("whole feed", lambda: _ours(watched, Rendered(_URL))),
        Contestant("after one change", after_a_change),
        Contestant("nothing changed", lambda: _ours(watched, kept)),
        Contestant("icalendar alone", lambda: _icalendar_alone(watched)),
    ]
    marks = [
        Mark("whole feed", "icalendar alone", _OF_ICALENDAR),
        Mark("after one change", "icalendar alone", 0.05),
    ]
    return race(f"feed of {count} events", contestants, rounds=rounds, marks=marks)


def _ours(watched: list[Item], rendered: Rendered) -> bytes:
    return calendar(watched, title="All dates", address=f"{_URL}/feeds/all.ics", rendered=rendered)


def _item(number: int, day: date) -> Item:
    facts = Facts(
        id=f"item-{number}",
        title=f"Item {number}: an announced thing, with a title of usual length",
        kind=list(Kind)[number % 3],
        zone="Asia/Shanghai",
        tags=(f"tag-{number % 20}", "bench"),
    )
    said = Said(when=day.isoformat(), said_on=_STORED.date(), source="Gazette", url=f"https://example.org/{number}")
    item = items.recorded(Item(facts=facts), said, origin=Origin.WATCHLIST, now=_STORED)
    return replace(item, revision=1, revised_at=_STORED)


def _icalendar_alone(watched: list[Item]) -> bytes:
    """The same properties with texts as long, straight from what is at hand."""
    whole = Calendar()
    whole.add("version", "2.0")
    whole.add("prodid", "-//benchmark//EN")
    for item in watched:
        whole.add_component(_event(item))
    written: bytes = whole.to_ical()
    return written


def _event(item: Item) -> Event:
    said = item.claims[0].said
    day = date.fromisoformat(said.when)
    event = Event()
    event.add("uid", f"{item.id}@benchmark")
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("sequence", item.revision)
    event.add("dtstamp", _STORED)
    event.add("last-modified", _STORED)
    event.add("summary", item.facts.title)
    event.add("description", f"{said.source} said so on {said.said_on}: {said.when}\n{said.url}\n" * 3)
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    event.add("url", f"{_URL}/items/{item.id}")
    event.add("categories", [item.facts.kind.value, *item.facts.tags])
    return event


if __name__ == "__main__":
    main()
