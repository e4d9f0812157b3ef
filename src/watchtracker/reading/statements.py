"""What is read at a time: a sentence with what stands around it, and a date within it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from watchtracker.dates import DateWindow
from watchtracker.reading.languages.words import Cue, Table, Words
from watchtracker.reading.layout.blocks import Block, BlockKind
from watchtracker.reading.layout.markup import Plain
from watchtracker.reading.once import Once
from watchtracker.reading.records import FindKind, FindResult

_LONGEST_ITEM = 100
LONGEST_QUOTE = 300


class Passage:
    """A sentence, an item or a cell, with its block and the words of its language; each search is made once."""

    def __init__(
        self, said: Plain, block: Block, words: Words, earlier: Passage | None = None, *, around: Words | None = None
    ) -> None:
        self.said = said
        self.block = block
        self.words = words
        self.around = around or words  # of what stands around it, where that is of the other script
        self.earlier = earlier  # the one before it in the same block, which may say what "it" is
        self.text = said.text
        self.named: date | None = None  # the last day that it names, with its month
        self.dated = False  # whether something was found on a date of it
        self.promised = False  # whether something was found in it that has no date
        self.under_day = False  # whether a day stands over it, as in a calendar
        self.told = False  # whether it tells of a time that is over

    @Once
    def cues(self) -> list[Cue]:
        """The words that say of what kind it is."""
        return cues(self.words, self.text)

    @Once
    def past(self) -> list[tuple[int, int]]:
        """Where it has a verb of what is over."""
        return [found.span() for found in self.words.past.finditer(self.text)]

    @Once
    def ahead(self) -> list[tuple[int, int]]:
        """Where it has a word of what is to come."""
        return [found.span() for found in self.words.ahead.finditer(self.text)]

    @Once
    def outcomes(self) -> list[tuple[FindResult, int, int]]:
        """Where it says how something ended."""
        return self.words.outcomes(self.text)

    @Once
    def own(self) -> bool:
        """Whether it tells of the text itself: its next issue, or when its writer is back."""
        return self.words.own.search(self.text) is not None

    @Once
    def imagined(self) -> int | None:
        """Where it begins to tell of what is only imagined."""
        found = self.words.imagined.search(self.text)
        return found.start() if found else None

    @Once
    def will(self) -> bool:
        """Whether it says anywhere that something will be."""
        return self.words.will.search(self.text) is not None

    @Once
    def cancelled(self) -> bool:
        """Whether it says anywhere that something was called off."""
        return any(result is FindResult.CANCELLED for result, _, _ in self.outcomes)

    @Once
    def stops(self) -> list[tuple[int, int]]:
        """The words and signs at which one clause ends and another may begin."""
        return [found.span() for found in self.words.clause.finditer(self.text)]

    @property
    def verb_last(self) -> bool:
        """Whether verbs stand behind their dates, as in Chinese and Japanese."""
        return self.words.verb_last

    @property
    def short(self) -> bool:
        """Whether it is no full sentence: a cell, an item or a heading."""
        return self.block.kind is not BlockKind.PROSE and len(self.text) <= _LONGEST_ITEM

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The clause around the characters from `start` to `end`."""
        before = max((last for first, last in self.stops if first < start), default=0)
        behind = min((first for first, _ in self.stops if first >= end), default=len(self.text))
        return before, behind


@dataclass(frozen=True, slots=True)
class Dated:
    """A date within a sentence: its place there, its words, what they mean, and the date that it took over from.

    `unread` says why a part of the words, such as a time of day, is not in `window`.
    """

    start: int
    end: int
    words: str
    window: DateWindow
    moved_from: str | None = None
    unread: str | None = None


def cues(words: Words, text: str) -> list[Cue]:
    """The cues that stand in `text`."""
    return [Cue(kind, start, end, weight) for (kind, weight), start, end in words.cues(text)]


@lru_cache(maxsize=64)
def cues_above(table: Table[tuple[FindKind, int]], text: str) -> list[Cue]:
    """The cues of a heading, a column or the subject of a row, which stand over many passages."""
    return [Cue(kind, start, end, weight) for (kind, weight), start, end in table(text)]


def quoted(passage: Passage, place: tuple[int, int]) -> tuple[int, int]:
    """Where the quote stands: the whole sentence, or of a long one what stands around the date."""
    said = passage.said
    start, end = said.span(0, len(said.text))
    if end - start <= LONGEST_QUOTE:
        return start, end
    first, last = said.span(*place)
    spare = max(0, LONGEST_QUOTE - (last - first))
    low = max(start, first - spare * 2 // 3)
    high = min(end, low + LONGEST_QUOTE)
    low = max(start, high - LONGEST_QUOTE)
    inner = [at for at in said.places if low <= at < high]
    return inner[0], inner[-1] + 1
