"""What a text says that is to come: statements with their exact words, their date, and what they are about (pure).

A text goes through these rooms, in this order:

    layout      its lines, lists, tables and headings, cut into blocks and sentences with their places
    passages    the sentences in their order, each with the words of its language
    days        which day is meant, by `dates.find` and by what is read again, moved, or stands over the line
    rules       what a date is there: ahead or over, of which kind, news of what ended, or no statement at all
    promises    what is said to come without a date
    titling     what it is about, in its own words, and who said it
    merging     the same thing twice is one find

`reader` is the way through a text; in a sentence its dates are gathered (`gathering`), each is judged (`judging`), and
what stays is made a find (`making`). `statements` and `records` are what goes in and what comes out. `languages` has
the tables of words, and how they are made quick. `describing` says what a date is about that somebody picked out of a
message, and `jsonl` answers many texts, each in a line of JSON.

No rule names a text: what decides are words that stand near a date, and each can be shown.
"""

from __future__ import annotations

from datetime import date, tzinfo

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.reading.records import About, Find, FindKind, FindResult, LeftOut, TextReading, Why

__all__ = ["About", "Find", "FindKind", "FindResult", "LeftOut", "TextReading", "Why", "about", "read"]


def read(text: str, published: date | None, zone: tzinfo | str) -> TextReading:
    """What a text says, plain or Markdown, as it came: finds with exact quotes, and what was left out with its reason.

    `published` is the day of `zone` on which it was published: relative words count from it, and what is not ahead of
    it is left out. Without it only dates that carry their year are read. Raises UnknownZoneError for no known zone.
    """
    # The tables of three languages take a tenth of a second to load: a command that reads no text must not wait for it.
    from watchtracker.reading.reader import read as read_text

    return read_text(text, published, dates.zone(zone) if isinstance(zone, str) else zone)


def about(text: str, start: int, end: int, window: DateWindow) -> About | None:
    """What `text` says of the date from `start` to `end`, which means `window`; None in what is not read, as code."""
    from watchtracker.reading.describing import about as described

    return described(text, start, end, window)
