"""Mistakes that several values of an item make together: forms that are mixed, years left out, days in the future.

Pure: an item as it is written, its zone and the moment go in, sentences come out. `form.py` has checked each value
alone before, and `reading.py` finds the lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from watchtracker import dates
from watchtracker.errors import DateRefusedError
from watchtracker.items import STATED, has_begun
from watchtracker.watchlist.form import day, words

Place = tuple[str | int, ...]
Mistake = tuple[Place, str]
_ANY_DAY = date(2026, 1, 1)  # for words that mean the same whenever they were said
_OF_A_CLAIM = [name for name in STATED if name != "url"]  # an item has a url of its own


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """An item's table as it stands in the file, with the places of the values that `form.py` refuses."""

    table: Mapping[str, Any]
    bad: Collection[Place]

    def sound(self, *place: str | int) -> Any:
        """The value at `place`; None if it is not there, or if it or a table that holds it is refused."""
        value: Any = self.table
        for depth, step in enumerate(place, 1):
            if place[:depth] in self.bad or (isinstance(value, dict) and step not in value):
                return None
            value = value[step]
        return value

    def words(self, *place: str | int) -> str | None:
        """The words of the claim at `place`, unless they are refused."""
        value = self.sound(*place, "when")
        return None if value is None else words(value)

    def day(self, *place: str | int) -> date | None:
        """The day at `place`, unless it is refused."""
        value = self.sound(*place)
        return None if value is None else day(value)


def mistakes(item: WrittenItem, zone: str, now: datetime) -> Iterator[Mistake]:
    """Each mistake that values of `item` make together, with its place in the item."""
    yield from _forms(item.table)
    if "claim" not in item.table:
        yield from _short(item, zone, now)
    for number in range(len(item.sound("claim") or ())):
        said_on = item.day("claim", number, "said_on")
        yield from _to_come(("claim", number, "said_on"), said_on, zone, now)
        yield from _unread(("claim", number, "when"), item.words("claim", number), said_on, zone)
    yield from _rechecks(item, zone, now)
    yield from _to_come(("outcome", "on"), item.day("outcome", "on"), zone, now)


def _rechecks(item: WrittenItem, zone: str, now: datetime) -> Iterator[Mistake]:
    tables = item.table.get("recheck")
    if not isinstance(tables, list) or not item.sound("recheck"):
        return
    for number in range(len(tables)):
        yield from _to_come(("recheck", number, "on"), item.day("recheck", number, "on"), zone, now)
    every = [number for number, table in enumerate(tables) if isinstance(table, dict) and "every" in table]
    for number in every[1:]:
        yield ("recheck", number, "every"), "how often to ask stands in a table above already: keep one of them"


def _forms(table: Mapping[str, Any]) -> Iterator[Mistake]:
    short = [key for key in _OF_A_CLAIM if key in table]
    if "claim" in table and short:
        yield (short[0],), f"it stands beside [[item.claim]]: write {_listed(short)} into a claim of its own"
    elif not short and table.get("claim", []) == []:
        yield (), 'it has no claim: write what was said, or when = "no date", and source = "..."'
    elif "claim" not in table and "when" not in table:
        yield (short[0],), 'it belongs to a claim: write when = "..." beside it, the words that were said'
    elif "claim" not in table and "source" not in table:
        yield ("when",), 'it has no source: write source = "..." beside it, who said it'


def _short(item: WrittenItem, zone: str, now: datetime) -> Iterator[Mistake]:
    when, said_on = item.words(), item.day("said_on")
    yield from _to_come(("said_on",), said_on, zone, now)
    if when is not None and "said_on" not in item.table and not dates.carries_year(when):
        hint = f"add it, or said_on = {_today(zone, now)}, the day it was said"
        yield ("when",), f'"{when}" does not say which year: {hint}'
    else:
        yield from _unread(("when",), when, said_on, zone)


def _unread(place: Place, when: str | None, said_on: date | None, zone: str) -> Iterator[Mistake]:
    """Words that name no date. Those without a year are not judged here if it is not known when they were said."""
    if when is None or (said_on is None and not dates.carries_year(when)):
        return
    try:
        dates.read(when, said_on=said_on or _ANY_DAY, zone=dates.zone(zone))
    except DateRefusedError as error:
        yield place, str(error)


def _to_come(place: Place, day: date | None, zone: str, now: datetime) -> Iterator[Mistake]:
    if day is not None and not has_begun(day, now):
        yield place, f"{day} lies in the future: today is {_today(zone, now)} in {zone}; write the day it was"


def _today(zone: str, now: datetime) -> date:
    return now.astimezone(dates.zone(zone)).date()


def _listed(keys: Sequence[str]) -> str:
    return keys[0] if len(keys) == 1 else f"{', '.join(keys[:-1])} and {keys[-1]}"
