"""The texts of the year and the truth about its items, as records."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from watchtracker import dates, items
from watchtracker.dates import DateWindow
from watchtracker.intake.text_sources import SourceKind, TextSource, Trust
from watchtracker.items import Facts, Item, Kind, Origin, Standing, Statement

_HERE = Path(__file__).parent
_HEAD = re.compile(r"^=== (\d{4}-\d\d-\d\d) (\S+)\n", re.MULTILINE)
_OF_SENTENCES = date(2031, 3, 3)
_BEGIN = datetime(2030, 12, 20, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class YearText:
    """A text that a source published on a day."""

    day: date
    source: TextSource
    text: str


@dataclass(frozen=True, slots=True)
class Truth:
    """The window that a careful person has in force from a day on; None: the item has ended."""

    since: date
    window: DateWindow | None
    words: str


@dataclass(frozen=True, slots=True)
class Year:
    """All texts in order, the items as they were before the first, and the truth of each by its id."""

    texts: tuple[YearText, ...]
    items: tuple[Item, ...]
    truths: dict[str, tuple[Truth, ...]]

    def truth(self, item: str, day: date) -> Truth:
        """What is true of an item once the texts of a day are known."""
        return [truth for truth in self.truths[item] if truth.since <= day][-1]


@cache
def year() -> Year:
    """The year that is written down beside this module."""
    written = tomllib.loads((_HERE / "items.toml").read_text())
    sources = {each["name"]: _source(each) for each in written["source"]}
    truths = {each["id"]: tuple(_truth(words, each) for words in each["truth"]) for each in written["item"]}
    watched = tuple(_item(each, truths[each["id"]][0]) for each in written["item"])
    parts = _HEAD.split((_HERE / "texts.txt").read_text())[1:]
    texts = [
        YearText(date.fromisoformat(day), sources[name], text.strip())
        for day, name, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]
    return Year(tuple(texts), watched, truths)


def traps() -> list[YearText]:
    """Sentences that hold the whole name of an item, and a date that is none of it."""
    return _sentences("traps.txt")


def plain() -> list[YearText]:
    """Sentences that say a new date of an item in so many words."""
    return _sentences("plain.txt")


def _sentences(name: str) -> list[YearText]:
    sources = {text.source.name: text.source for text in year().texts}
    lines = (_HERE / name).read_text().splitlines()
    return [YearText(_OF_SENTENCES, sources[who], text) for who, _, text in (line.partition("|") for line in lines)]


def _source(written: dict[str, Any]) -> TextSource:
    return TextSource(
        written["name"],
        SourceKind.FEED,
        f"https://{written['name']}.example/feed",
        zone=written.get("zone", "UTC"),
        standing=Standing(written.get("standing", "reported")),
        trust=Trust(written.get("trust", "ask")),
        items=tuple(written.get("items", ())),
    )


def _truth(words: str, item: dict[str, Any]) -> Truth:
    day, _, when = words.partition(" ")
    since, zone = date.fromisoformat(day), dates.zone(item.get("zone", "UTC"))
    return Truth(since, None if when == "ended" else dates.read(when, said_on=since, zone=zone), when)


def _item(written: dict[str, Any], first: Truth) -> Item:
    facts = Facts(written["id"], written["title"], Kind(written["kind"]), written.get("zone", "UTC"))
    said = Statement(first.words, first.since, "what was known before", standing=Standing.REPORTED)
    return items.recorded(Item(facts, revised_at=_BEGIN), said, origin=Origin.WATCHLIST, now=_BEGIN)
