"""What a language gives to the reader: its tables of words, compiled once.

Each table is a pattern. A cue is a word that says of what kind a statement is; its weight is how far away, in
characters, a stronger cue may stand and still count for more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from watchtracker.reading.records import FindKind, FindResult


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence: what it says, where it stands, and its weight (0 is the strongest)."""

    kind: FindKind
    start: int
    end: int
    weight: int


# A branch that begins with a word, after what may not stand before that.
_AT_A_WORD = re.compile(r"(?:\(\?<![^()]*\))*\\b(?:[a-zA-Z]|\(\?:[a-zA-Z]|\\w|\\d|\(\?-i:)")
_FIRST_LETTER = re.compile(r"(?:\(\?<![^()]*\))*\\b([a-zA-Z])(?![?*|{])")
_IF_A_WORD = r"\b(?=\w)(?:{})"
_FEW = 2
Meaning = TypeVar("Meaning")


class Table(Generic[Meaning]):
    """Patterns with what each of them means, tried in their order at each place."""

    __slots__ = ("_meanings", "_pattern")

    def __init__(self, rows: Iterable[tuple[Meaning, str]]) -> None:
        """Compile the patterns of `rows`, each a meaning and a pattern."""
        listed = list(rows)
        self._meanings = [meaning for meaning, _ in listed]
        branches = [list(_branches(_flat(row))) for _, row in listed]
        at_words = all(_AT_A_WORD.match(branch) for of_row in branches for branch in of_row)
        whole = "|".join(f"({_by_letter(of_row) if at_words else '|'.join(of_row)})" for of_row in branches)
        self._pattern = re.compile(_IF_A_WORD.format(whole) if at_words else whole, re.IGNORECASE)

    def __call__(self, text: str) -> list[tuple[Meaning, int, int]]:
        """What stands in `text`: the meaning, the start and the end of each."""
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
    return re.compile(_at_words(_flat(text)), flags)


def _flat(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text.strip())


def _at_words(text: str) -> str:
    """The same pattern, its branches that begin with a word tried where a word begins and nowhere else.

    There are hundreds of branches, and each would be tried at each character.
    """
    branches = list(_branches(text))
    first = [branch for branch in branches if _AT_A_WORD.match(branch)]
    if len(first) <= _FEW:
        return text
    others = [branch for branch in branches if branch not in first]
    return "|".join([_IF_A_WORD.format(_by_letter(first)), *others])


def _by_letter(branches: list[str]) -> str:
    """Branches that begin with a word, those of one first letter tried only where that letter stands."""
    letters: dict[str, list[str]] = {}
    for branch in branches:
        first = _FIRST_LETTER.match(branch)
        letters.setdefault(first[1].lower() if first else "", []).append(branch)
    several = {letter: same for letter, same in letters.items() if letter and len(same) > 1}
    single = [branch for letter, same in letters.items() if letter not in several for branch in same]
    return "|".join([*(rf"(?={letter})(?:{'|'.join(same)})" for letter, same in several.items()), *single])


def _branches(text: str) -> Iterator[str]:
    """The branches of a pattern that stand in no brackets."""
    begin = depth = 0
    within = False  # a set of characters
    at = 0
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 1
        elif within:
            within = sign != "]"
        elif sign == "[":
            within = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            yield text[begin:at]
            begin = at + 1
        at += 1
    yield text[begin:]
