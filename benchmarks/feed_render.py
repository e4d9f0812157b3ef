"""A feed rendered whole, after one change, and unchanged; beside icalendar making the very same bytes.

icalendar gets every value ready, as the types that its documentation uses, and has only to build and to write: what
we may take longer is for reading claims and wording them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar, Component, Event
from icalendar.prop import vUnknown

from benchmarks.racing import Contestant, Mark, race
from benchmarks.watched import lifelike, simple
from watchtracker.feed import Rendered, calendar
from watchtracker.items import Item

_URL = "http://127.0.0.1:8765"
_OF_ICALENDAR, _AFTER_A_CHANGE = 1.2, 0.05


def main() -> bool:
    return all(
        [
            _race("1000 lifelike events", lifelike(1_000), rounds=15),
            _race("1000 simple events", simple(1_000), rounds=15),
            _race("10000 lifelike events", lifelike(10_000), rounds=3),
            _race("10000 items, most without a date", _without_dates(lifelike(10_000)), rounds=3, whole=False),
        ]
    )


def _race(title: str, watched: list[Item], *, rounds: int, whole: bool = True) -> bool:
    """`whole` false: too few events to hold the whole feed against, where reading the others is most of the work."""
    kept = Rendered(_URL)
    changes = iter(range(1, 1_000_000))
    ready = _Ready.of(_ours(watched, kept))

    def after_a_change() -> bytes:
        middle = len(watched) // 2
        watched[middle] = replace(watched[middle], revision=next(changes) + 100)
        return _ours(watched, kept)

    contestants = [
        Contestant("whole feed", lambda: _ours(watched, Rendered(_URL))),
        Contestant("after one change", after_a_change),
        Contestant("nothing changed", lambda: _ours(watched, kept)),
        Contestant("icalendar alone", ready.build_and_write),
    ]
    marks = [
        Mark("whole feed", "icalendar alone", _OF_ICALENDAR),
        Mark("after one change", "icalendar alone", _AFTER_A_CHANGE),
    ]
    if not whole:
        marks = [Mark("after one change", "whole feed", _AFTER_A_CHANGE)]
    return race(f"feed of {title}", contestants, rounds=rounds, marks=marks, clock=time.process_time)


def _ours(watched: list[Item], rendered: Rendered) -> bytes:
    return calendar(watched, title="All dates", address=f"{_URL}/feeds/all.ics", rendered=rendered)


def _without_dates(watched: list[Item]) -> list[Item]:
    """Nine of ten as if nothing had been said of them yet."""
    return [item if number % 10 == 0 else replace(item, claims=(), outcome=None) for number, item in enumerate(watched)]


# These two do not say their type by themselves.
_TYPES = {"refresh-interval": "DURATION", "source": "URI"}


@dataclass(frozen=True)
class _Ready:
    """A calendar taken apart into what `add` is given: names, values of plain types, types where they need naming."""

    head: list[tuple[str, Any, str | None]]
    events: list[list[tuple[str, Any]]]

    @classmethod
    def of(cls, written: bytes) -> _Ready:
        """Taken from a feed of ours; fails unless icalendar makes the same bytes of it again."""
        parsed = Calendar.from_ical(written)
        head = [(name, value, _TYPES.get(name)) for name, value in _properties(parsed)]
        ready = cls(head, [_properties(event) for event in parsed.walk("VEVENT")])
        assert ready.build_and_write() == written
        return ready

    def build_and_write(self) -> bytes:
        whole = Calendar()
        for name, value, typed in self.head:
            whole.add(name, value, {"VALUE": typed} if typed else {})
        for properties in self.events:
            event = Event()
            for name, value in properties:
                event.add(name, value)
            whole.add_component(event)
        written: bytes = whole.to_ical()
        return written


def _properties(component: Component) -> list[tuple[str, Any]]:
    return [(name.lower(), _plain(value)) for name, value in component.items()]


def _plain(value: Any) -> Any:
    if isinstance(value, vUnknown):
        return value  # what icalendar knows no type for (NAME, X-...) is read and written as it stands
    plain = value.dt if hasattr(value, "dt") else value.ical_value
    # Parsed instants have a zone that is slower to tell from UTC.
    return plain.replace(tzinfo=UTC) if isinstance(plain, datetime) else plain


if __name__ == "__main__":
    main()
