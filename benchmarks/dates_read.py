"""Announcements read, beside the general parsers that people reach for: their speed alone, for they answer otherwise.

They fill in what was not said (a bare month gets today's day), which is why none of them reads claims here. The
phrases are those of the tests, every fifth. A page that was pasted, and what an import costs, are measured as well.
"""

from __future__ import annotations

import csv
import sys
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

from benchmarks import peers
from benchmarks.racing import Contestant, Mark, command, race
from watchtracker import dates
from watchtracker.errors import DateRefusedError

_COLLECTIONS = Path(__file__).parent.parent / "tests" / "core" / "dates"
_SAID_ON = date(2026, 9, 14)
_AT = datetime(2026, 9, 14)
_PAGE = "It will launch on May 6. " * 400
_STANDARD_LIBRARY = "import dataclasses, datetime, difflib, enum, functools, re, typing, zoneinfo"


def main() -> bool:
    peers.importable()
    warnings.simplefilter("ignore")  # dateutil warns of each zone that it does not know
    phrases = _phrases()
    return all([_phrase_by_phrase(phrases), _whole_page(phrases), _import()])


def _phrases() -> list[str]:
    found: list[str] = []
    for path in sorted(_COLLECTIONS.glob("*_english.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            found += [row["text"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    return found[::5]


def _phrase_by_phrase(phrases: Sequence[str]) -> bool:
    fuzzy = import_module("dateutil.parser").parse
    calendar = import_module("parsedatetime").Calendar()
    search = import_module("dateparser.search").search_dates
    contestants = [
        _reading("watchtracker", phrases, _ours),
        _reading("dateparser search", phrases, lambda text: search(text, languages=["en"])),
        _reading("dateutil, fuzzy", phrases, lambda text: fuzzy(text, default=_AT, fuzzy=True)),
        _reading("parsedatetime", phrases, lambda text: calendar.parseDT(text, _AT)),
    ]
    marks = [
        Mark("watchtracker", "parsedatetime", 1),
        Mark("watchtracker", "dateutil, fuzzy", 1),
        Mark("watchtracker", "dateparser search", 0.05),
    ]
    return race(f"{len(phrases)} phrases read", contestants, rounds=9, marks=marks)


def _whole_page(phrases: Sequence[str]) -> bool:
    contestants = [_reading("a page", [_PAGE], _ours), _reading("a phrase", phrases[:1], _ours)]
    title = f"a page of {len(_PAGE):,} characters refused"
    return race(title, contestants, rounds=99, marks=[Mark("a page", "a phrase", 1)])


def _import() -> bool:
    contestants = [
        command("watchtracker.dates", sys.executable, "-c", "import watchtracker.dates"),
        command("standard library", sys.executable, "-c", _STANDARD_LIBRARY),
    ]
    return race("imported", contestants, rounds=25, marks=[Mark("watchtracker.dates", "standard library", 1.25)])


def _ours(text: str) -> object:
    return dates.read(text, said_on=_SAID_ON, zone=UTC)


def _reading(name: str, phrases: Sequence[str], read: Callable[[str], object]) -> Contestant:
    def run() -> None:
        for phrase in phrases:
            with suppress(ValueError, OverflowError, DateRefusedError):  # refusing is an answer as well
                read(phrase)

    return Contestant(name, run)


if __name__ == "__main__":
    main()
