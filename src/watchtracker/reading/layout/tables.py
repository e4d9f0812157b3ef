"""The rows of tables: with pipes as in Markdown, with tabs, or with columns that only spaces set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from watchtracker.reading.languages.letters import DIGIT

_PIPED = re.compile(r"[ \t]*\||<tr[\s>]|[^|]*\S[ \t]\|[ \t]|.*\t\S|[^|\n]+\|[^|\n]+\|")
_RULE = re.compile(r"(?=[^-=\u2500]*[-=\u2500]{2})[-=\u2500 \t|+:]+$")
_GAP = re.compile(r"[ \t]\.{2,}[ \t]+|[ \t]{2,}|\u3000{2,}")
_HOUR = re.compile(r"\s*\d{1,2}(?:[:：]\d\d(?: ?[ap]\.?m\.?)?| ?[ap]\.?m\.?)\s+", re.IGNORECASE)
_HTML_CELL = re.compile(r"<t[dh](?:\s[^<>]{0,300})?>(.*?)(?=</t[dh]|<t[dh][\s>]|</tr|\Z)", re.DOTALL | re.IGNORECASE)
_FEWEST = 2
_LONGEST_HEAD = 60


class HasPlace(Protocol):
    """A line with its place in the text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def words(self) -> str:
        """What stands in it."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: the heads of its columns, its rows as the places of their cells, and how many lines it takes."""

    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[int, int], ...], ...]
    lines: int


def rows(lines: Sequence[HasPlace], at: int) -> Rows | None:
    """The table that begins at the line `at`; None if none does."""
    words = lines[at].words
    # One look that most lines do not pass.
    if not (
        "  " in words or "|" in words or "\t" in words or "\u3000\u3000" in words or " .." in words or "<tr" in words
    ):
        return None
    piped = bool(_PIPED.match(words))
    if not piped and not _is_spaced(lines, at):
        return None
    last = at
    while last < len(lines) and (
        _RULE.match(lines[last].words)
        or (_PIPED.match(lines[last].words) if piped else len(_spaced(lines[last])) >= _FEWEST)
    ):
        last += 1
    taken = lines[at:last]
    body = [(line, _cells(line) if piped else _spaced(line)) for line in taken if not _RULE.match(line.words)]
    ruled = any(_RULE.match(line.words) for line in taken[1:2])
    if not body:
        return None
    heads: tuple[str, ...] = ()
    line, first = body[0]
    named = tuple(line.words[start - line.start : end - line.start].strip(" *_`") for start, end in first)
    if (ruled or _is_head(named)) and len(body) > 1:
        heads = named
        body = body[1:]
        if not piped:
            columns = [start - line.start for start, _ in first]
            body = [(row, _under_heads(row, cells, columns)) for row, cells in body]
    return Rows(heads, tuple(tuple(cells) for _, cells in body), last - at)


def _under_heads(line: HasPlace, cells: list[tuple[int, int]], columns: list[int]) -> list[tuple[int, int]]:
    """The cells of a row, with an empty one for each column that the row leaves out."""
    if len(cells) >= len(columns):
        return cells
    made: list[tuple[int, int]] = []
    for start, end in cells:
        at = start - line.start
        column = min(range(len(columns)), key=lambda number: abs(columns[number] - at))
        made += [(start, start)] * (column - len(made))
        made.append((start, end))
    return made


def _is_head(words: Sequence[str]) -> bool:
    """Whether these are heads of columns: short words, none of them with a digit."""
    return len(words) >= _FEWEST and all(len(word) <= _LONGEST_HEAD and not DIGIT.search(word) for word in words)


def _is_spaced(lines: Sequence[HasPlace], at: int) -> bool:
    """Whether this line and the next have columns that spaces set apart, as many in both."""
    here = len(_spaced(lines[at]))
    if here < _FEWEST:
        return False
    near = [line for line in (*lines[at + 1 : at + 3], *lines[max(0, at - 1) : at]) if not _RULE.match(line.words)]
    return any(len(_spaced(line)) == here for line in near)


def _cells(line: HasPlace) -> list[tuple[int, int]]:
    if line.words.startswith(("<tr", "<TR")):
        return [(line.start + cell.start(1), line.start + cell.end(1)) for cell in _HTML_CELL.finditer(line.words)]
    words, found, begin = line.words, [], 0
    for mark in re.finditer(r"(?<!\\)[|\t]|\Z", words):
        found.append((begin, mark.start()))
        begin = mark.end()
    if len(found) > 1 and not words[slice(*found[0])].strip():
        found = found[1:]
    if len(found) > 1 and not words[slice(*found[-1])].strip():
        found = found[:-1]
    return [(line.start + start, line.start + end) for start, end in found]


def _spaced(line: HasPlace) -> list[tuple[int, int]]:
    words = line.words.rstrip()
    begin = len(words) - len(words.lstrip())
    found = []
    hour = _HOUR.match(words)  # the hour at the head of a line of a calendar is no column
    for gap in _GAP.finditer(words, hour.end() if hour else begin):
        found.append((begin, gap.start()))
        begin = gap.end()
    found.append((begin, len(words)))
    return [(line.start + start, line.start + end) for start, end in found]
