"""Dates as they are announced: read, compared and written, never guessed.

How a text becomes a window. It comes with the day on which it was said and the zone of its item, and goes this way:

    tidy        parse.py       one sign for each meaning, single spaces; empty, too long: refused
    ISO         iso.py         what is ISO 8601 or EDTF as a whole is read at once, and all else goes on
    language    languages.py   English, Chinese or Japanese; any other is refused by its name
    plain       numerals.py    Chinese and Japanese: numerals become digits, one spelling for each word
    tokens      tokens.py      words (from words.py), numbers and marks, with kind and value; times of day are taken out
    grammar     grammar.py     tried at each token in turn: the phrases that name days, each a span
    residue     passed_over.py what has digits beside a date must be known to be none
    role        roles.py       "by", "until", "not before", a "not": which of its days count
    tense       tenses.py      whether the verb looks back or ahead
    standing    standing.py    what was moved or called off, and the day on which something was only said
    resolution  resolution.py  the phrases that hold must name one window together
    window      bounds.py      the year is found, the role says which ends are known, a time makes an instant

The steps from "plain" to "standing" are of a language, in the packages `english`, `chinese` and `japanese`; `han` is
what the last two share, and modules may be called otherwise there. Each package gives a `Sentence` of phrases, and from
there on no language is known any more.

A span (spans.py) is the days that words name. It may leave its year open ("late April"), so it keeps its days as a
function of the year, and years.py finds the year: the next to come, after a past tense the last, none when in doubt.

The residue rule. The grammar passes over words that it does not know: names, verbs, most of any sentence. So it would
read "6 May 202" as 6 May, and "May 6, 17 at noon" as noon on May 6. Therefore no number may be left beside a date:
each is read, or a row of its language's table knows what else it is (a version, a price, a count; each row has an
example, and a test that the row is needed), or the text is refused and the number named. A date that is asked about
costs somebody a minute; a wrong date that nobody sees costs them the deadline.

What is refused is a DateRefusedError: a sentence that says what to write instead, a code for programs, and the place of
the words. The readers work on what they made of a text; origins.py finds where that stands in the text as it came.

finding.py reads every date of a longer text in the same way, sentence by sentence. formats.py writes windows so that
they are read back as the same, and moves.py says what became of a date when something newer was said.

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
