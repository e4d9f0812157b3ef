"""A phrase read, beside the general parsers that people reach for: their speed alone, for they answer otherwise.

They fill in what was not said (a bare month gets today's day), which is why none of them reads claims here.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from importlib import import_module

from benchmarks import peers
from benchmarks.racing import Contestant, race
from watchtracker import dates
from watchtracker.errors import DateRefusedError

_PHRASES = (
    "late April",
    "by June 30, 2026",
    "Q3 2026",
    "2026-05-06",
    "not before May 6, 2026",
    "mid-February 2026",
    "takes effect July 15, 2026",
    "the public consultation runs through May 6, 2026",
    "tomorrow",
    "coming soon",
)
_SAID_ON = date(2026, 4, 10)
_AT = datetime(2026, 4, 10, tzinfo=UTC)


def main() -> bool:
    peers.importable()
    fuzzy = import_module("dateutil.parser").parse
    calendar = import_module("parsedatetime").Calendar()
    search = import_module("dateparser.search").search_dates
    contestants = [
        _reading("watchtracker", lambda text: dates.read(text, said_on=_SAID_ON, zone=UTC)),
        _reading("dateparser search", lambda text: search(text, languages=["en"])),
        _reading("parsedatetime", lambda text: calendar.parseDT(text, _AT)),
        _reading("dateutil, fuzzy", lambda text: fuzzy(text, default=_AT, fuzzy=True)),
    ]
    return race(f"{len(_PHRASES)} phrases read 10 times", contestants, rounds=15)


def _reading(name: str, read: Callable[[str], object]) -> Contestant:
    def run() -> None:
        for phrase in _PHRASES * 10:
            with suppress(ValueError, DateRefusedError):  # refusing is an answer as well
                read(phrase)

    return Contestant(name, run)


if __name__ == "__main__":
    main()
