"""Reads a calendar from standard input with libical; writes its events as JSON for each zone of the arguments.

Runs in the system's own Python, as `python3 -m tests.clients.readers.libical ZONE ...`.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402 - the version comes first

from tests.clients.readers.of_libical import as_read, zone  # noqa: E402 - so does it for this


def main() -> None:
    calendar = ICalGLib.Component.new_from_string(sys.stdin.buffer.read().decode())
    if calendar is None or calendar.count_errors():
        raise ValueError(f"libical finds {calendar.count_errors() if calendar else 'nothing but'} errors")
    events = list(_events(calendar))
    read = {
        name: [as_read(event, event.get_dtstart(), event.get_dtend(), zone(name)) for event in events]
        for name in sys.argv[1:]
    }
    json.dump(read, sys.stdout)


def _events(calendar: Any) -> Iterator[Any]:
    event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    while event is not None:
        yield event
        event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)


if __name__ == "__main__":
    main()
