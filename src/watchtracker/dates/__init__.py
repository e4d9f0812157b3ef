"""Dates as they are announced: read, compared and written, never guessed.

The grammar is loaded when something is read: a listing, which only writes dates, starts without it.
"""

from __future__ import annotations

from datetime import date, tzinfo
from typing import TYPE_CHECKING

from watchtracker.dates.formats import as_json, display, edtf, instant, iso_ends, sentence, zone_words
from watchtracker.dates.moves import Move, Relation, contradicts, days_between, move
from watchtracker.dates.window import UNDATED, DateWindow, Precision, WindowKind
from watchtracker.dates.zones import AOE, ZONE_DATA, UnknownZoneError, at_wall_time, first_moment, zone

if TYPE_CHECKING:
    from watchtracker.dates.finding import Mention

__all__ = [
    "AOE",
    "UNDATED",
    "ZONE_DATA",
    "DateWindow",
    "Move",
    "Precision",
    "Relation",
    "UnknownZoneError",
    "WindowKind",
    "as_json",
    "at_wall_time",
    "carries_year",
    "contradicts",
    "days_between",
    "display",
    "edtf",
    "find",
    "first_moment",
    "instant",
    "iso_ends",
    "move",
    "read",
    "sentence",
    "words",
    "zone",
    "zone_words",
]


def read(text: str, *, said_on: date, zone: tzinfo) -> DateWindow:
    """The window that `text` names, said on the day `said_on` of `zone`, the item's zone; raises DateRefusedError."""
    from watchtracker.dates.parse import read as read_text

    return read_text(text, said_on=said_on, zone=zone)


def find(text: str, day: date | None, zone: tzinfo) -> tuple[Mention, ...]:
    """Every date that a longer text names, said on `day` of `zone`, with its place in code points.

    Each has its window, or the sentence and the code of why it is refused. Without a day what leaves its year open, or
    counts from the day on which it was said, is refused as `needs_day`.
    """
    from watchtracker.dates import finding

    return finding.find(text, day, zone)


def words(text: str, *, said_on: date) -> tuple[str, ...]:
    """The words of `text` that its reading stands on, piece by piece, for a text that `read` reads."""
    from watchtracker.dates.parse import words as words_of

    return words_of(text, said_on=said_on)


def carries_year(text: str) -> bool:
    """Whether the words alone fix the year, whenever they were said; what cannot be read has no year to miss."""
    from watchtracker.dates.parse import carries_year as carries

    return carries(text)
