"""What a language gives to the reader: its tables of words, compiled once.

Each table is a pattern. A cue is a word that says of what kind a statement is; its weight is how far away, in
characters, a stronger cue may stand and still count for more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from watchtracker.reading.languages import patterns
from watchtracker.reading.records import FindKind, FindResult


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence: what it says, where it stands, and its weight (0 is the strongest)."""

    kind: FindKind
    start: int
    end: int
    weight: int


_NEAR = 100
Meaning = TypeVar("Meaning")


class Table(Generic[Meaning]):
    """Patterns with what each of them means, tried in their order at each place."""

    __slots__ = ("_by_word", "_meanings", "_pattern")

    def __init__(self, rows: Iterable[tuple[Meaning, str]]) -> None:
        """Compile the patterns of `rows`, each a meaning and a pattern."""
        listed = list(rows)
        self._meanings = [meaning for meaning, _ in listed]
        branches = [list(patterns.branches(patterns.flat(row))) for _, row in listed]
        of_words = all(patterns.begins_with_a_word(branch) for row in branches for branch in row)
        self._by_word = patterns.ByWord(branches) if of_words else None
        whole = "" if of_words else "|".join(f"({'|'.join(row)})" for row in branches)
        self._pattern = re.compile(whole, re.IGNORECASE)

    def __call__(self, text: str) -> list[tuple[Meaning, int, int]]:
        """What stands in `text`: the meaning, the start and the end of each."""
        if self._by_word:
            return [(self._meanings[row], start, end) for row, start, end in self._by_word.find(text)]
        return [
            (self._meanings[(found.lastindex or 1) - 1], found.start(), found.end())
            for found in self._pattern.finditer(text)
        ]


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of one language."""

    cues: Table[tuple[FindKind, int]]
    past: re.Pattern[str]
    ahead: re.Pattern[str]
    outcomes: Table[FindResult]
    news: re.Pattern[str]
    undated: re.Pattern[str]
    promising: re.Pattern[str]
    things: re.Pattern[str]
    to_come: re.Pattern[str]
    details: re.Pattern[str]
    saying_before: re.Pattern[str]
    saying_behind: re.Pattern[str]
    day_of_the_text: re.Pattern[str]
    figures: re.Pattern[str]
    growth: re.Pattern[str]
    labels_before: re.Pattern[str]
    labels_behind: re.Pattern[str]
    clause: re.Pattern[str]
    until: re.Pattern[str]
    moves: re.Pattern[str]
    own: re.Pattern[str]
    habit: re.Pattern[str]
    imagined: re.Pattern[str]
    example: re.Pattern[str]
    will: re.Pattern[str]
    then: re.Pattern[str]
    now: re.Pattern[str]
    rumour: re.Pattern[str]
    speakers: re.Pattern[str]
    dated: re.Pattern[str]
    numbered: re.Pattern[str] | None = None  # what makes a number one of a date; None where each may be one
    verb_last: bool = False  # whether verbs stand behind their dates

    def may_name_a_date(self, text: str) -> bool:
        """Whether it is worth reading the dates of `text`: "12 fixes for 2 engines" has none."""
        first = self.dated.search(text)
        if first is None or self.numbered is None or not first[0].isdecimal():
            return first is not None
        return self.numbered.search(text) is not None


def kinds(
    deadline: str, release: str, event: str, weights: tuple[int, ...]
) -> Iterable[tuple[tuple[FindKind, int], str]]:
    """The rows of a table of cues; each text has a part for each of the `weights`, set off by dashes."""
    by_kind = ((FindKind.DEADLINE, deadline), (FindKind.RELEASE, release), (FindKind.EVENT, event))
    rows = [(kind, words.strip().split("---")) for kind, words in by_kind]
    for number, weight in enumerate(weights):
        for kind, lines in rows:
            yield (kind, weight), lines[number]


def results(rows: dict[FindResult, str]) -> Table[FindResult]:
    """The table of what says how something ended."""
    return Table(rows.items())


def pattern(text: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern written over several lines, whose breaks and indents do not count; a space in a line is a space."""
    return re.compile(patterns.flat(text), flags)


def many(text: str) -> re.Pattern[str]:
    """Such a pattern of many words, sorted by their first letters: it takes longer to make, and finds sooner."""
    return re.compile(patterns.at_words(patterns.flat(text)), re.IGNORECASE)


def tail(text: str, end: int) -> str:
    """The last words of `text` before `end`, for what looks only at what stands right before a date."""
    near = text[max(0, end - _NEAR) : end]
    return near if end <= _NEAR else "\n" + near.partition(" ")[2]


def right_before(sought: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """Where `text` before `end` has what a pattern with `$` at its end looks for; it spans no more than a few words."""
    return sought.search(text, max(0, end - _NEAR), end)
