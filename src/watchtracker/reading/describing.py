"""What a date is about that is known already, such as one that somebody picked out of a message."""

from __future__ import annotations

from bisect import bisect_left

from watchtracker.dates import DateWindow
from watchtracker.reading.languages.letters import LETTER
from watchtracker.reading.passages import passages
from watchtracker.reading.records import About
from watchtracker.reading.rules import kinds
from watchtracker.reading.statements import Dated, Passage
from watchtracker.reading.titling import titles


def about(text: str, start: int, end: int, window: DateWindow) -> About | None:
    """What `text` says of the date from `start` to `end`, which means `window`; None in what is not read, as code."""
    for passage in passages(text):
        places = passage.said.places
        if places and places[0] <= start and end <= places[-1] + 1:
            first, last = bisect_left(places, start), bisect_left(places, end - 1) + 1
            dated = Dated(first, last, passage.text[first:last], window)
            return About(_title(passage, dated), kinds.kind(passage, dated, [dated]))
    return None


def _title(passage: Passage, dated: Dated) -> str:
    """The title; a message that has little but its date gives none, where the reader of a whole text takes the rest."""
    rest = passage.text[: dated.start] + passage.text[dated.end :]
    if not LETTER.search(rest):
        return ""
    title = titles.title(passage, dated.start, dated.end, promised=not dated.window.dated)
    return "" if dated.words in title else title
