"""Days that stand over what happens on them, as in a calendar whose days are headings.

"Thursday, 13 May" alone on a line says nothing; each line below it says what comes on that day.
"""

from __future__ import annotations

import re
from datetime import date, tzinfo

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.reading import tense
from watchtracker.reading.blocks import ONLY_A_DATE, BlockKind
from watchtracker.reading.records import FindKind
from watchtracker.reading.statements import Dated, Passage
from watchtracker.reading.words import pattern

_LONGEST = 40
_LONGEST_LINE = 160
_WEEK = 7
_SURE = 80
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.IGNORECASE)
_EDGES = " \t.,:;-\u2013\u2014*_#()[]\u3010\u3011"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_A_MONTH = re.compile(
    r"(january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?,?(?: (20\d\d))?",
    re.IGNORECASE,
)
_DIARY = re.compile(
    r"\b(?:calendar|diary|agenda|ahead|to come|coming up|next week|this week|schedule|upcoming)\b", re.IGNORECASE
)
_NOTHING = pattern(r"\W*(?:no |nothing|none|closed|holiday|bank holiday|day off|\d{1,2}[:.]\d\d|\d{1,2} ?[ap]\.?m|\d)")


def _month(text: str, day: date | None) -> date | None:
    """The first day of the month that a line names and nothing else, of this year or the next."""
    named = _A_MONTH.fullmatch(text) if day else None
    if named is None or day is None:
        return None
    number = _MONTHS.index(named[1].lower()[:3]) + 1
    year = int(named[2]) if named[2] else day.year + (number < day.month)
    return date(year, number, 1)


class Banner:
    """The day that stands over the lines that are read."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._over: Dated | None = None
        self._diary = False  # whether the last heading was that of a calendar
        self.month: date | None = None  # the month that stands over its days
        self._sure = False  # whether the day stands over what comes, whatever its lines say

    def see(self, passage: Passage, day: date | None) -> bool:
        """Whether a line names a day and nothing else; what follows then stands under it."""
        block = passage.block
        if block.kind is BlockKind.CELL:
            return False
        heading = block.kind is BlockKind.HEADING
        text = passage.text.strip(_EDGES) if len(passage.text) <= _LONGEST else ""
        found, month = self._named(text, day), _month(text, day)
        if month or heading:
            self.month = month
        if found:
            self._over = found
            self._sure = not _WEEKDAY.fullmatch(text) or self._diary
        elif heading or (block.kind is BlockKind.PROSE and not self._is_line(passage)):
            self._diary = bool(_DIARY.search(passage.text)) if heading else self._diary
            self._over = None
        return found is not None or month is not None

    def _named(self, text: str, day: date | None) -> Dated | None:
        if not (_WEEKDAY.fullmatch(text) or ONLY_A_DATE.match(text)):
            return None
        mentions = dates.find(text, day, self._zone)
        if len(mentions) != 1 or mentions[0].window is None or len(mentions[0].words.strip(_EDGES)) < len(text):
            return None
        return Dated(0, 0, mentions[0].words, mentions[0].window)

    def over(self, passage: Passage, day: date | None) -> tuple[Dated, FindKind] | None:
        """The day of a line that names none itself, and the kind of what it says; None if it says nothing to come."""
        dated = self._over
        if dated is None or not self._is_line(passage) or not self._is_ahead(dated.window, day):
            return None
        strong = [cue for cue in passage.cues if cue.weight < _SURE]
        if not (self._sure or strong) or _NOTHING.match(passage.text) or (passage.past and not passage.ahead):
            return None
        kind = min(strong, key=lambda cue: (cue.weight, cue.start)).kind if strong else FindKind.EVENT
        return Dated(len(passage.text), len(passage.text), dated.words, dated.window), kind

    def _is_line(self, passage: Passage) -> bool:
        """Whether it is the first sentence of an item, of a short line, or the first cell of a row."""
        block = passage.block
        if passage.earlier or len(passage.text) > _LONGEST_LINE or block.kind is BlockKind.HEADING:
            return False
        return block.kind is not BlockKind.CELL or block.first

    def _is_ahead(self, window: DateWindow, day: date | None) -> bool:
        first, last = window.first_day(self._zone), window.last_day(self._zone)
        if day is None or first is None or last is None or (last - first).days >= _WEEK:
            return False
        return tense.when(window, day, self._zone) is tense.When.AHEAD
