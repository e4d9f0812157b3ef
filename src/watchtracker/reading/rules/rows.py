"""What the cells of one row of a table say of each other: a date that stands twice, moves on, or is part of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.records import Find, LeftOut, Why
from watchtracker.reading.statements import Passage

_MONTH = 27  # days, which is less than any
_WORD = re.compile(r"[a-z]{3,}")
_PUT = re.compile(r"\b(?:in|by|until|from|since|before|after|on|end of|early|mid|late) (?:the )?$", re.IGNORECASE)
_NOW = re.compile(r"\W*(?:now|new date|revised)\b", re.IGNORECASE)


class TableRow:
    """The finds of the row of a table that is being read."""

    def __init__(self) -> None:
        self._finds: list[Find] = []
        self._name: Find | None = None  # in the first cell, where its month may be part of a name: "November exams"

    def seen(self, passage: Passage, found: Sequence[Find | LeftOut]) -> tuple[list[Find | LeftOut], list[Find]]:
        """What a passage says that its row has not said yet, and what of the row is no find after all."""
        cell = passage.block.kind is BlockKind.CELL
        if not cell or (passage.block.first and passage.earlier is None):
            self._finds, self._name = [], None
        if not cell:
            return list(found), []
        kept: list[Find | LeftOut] = []
        gone: list[Find] = []
        for each in found:
            if isinstance(each, LeftOut) or each.result:
                kept.append(each)
                continue
            if any(other.window == each.window for other in self._finds):
                kept.append(LeftOut(each.quote, each.start, each.end, Why.SAID_ELSEWHERE))
                continue
            gone += self._overtaken(passage, each)
            self._finds = [*(find for find in self._finds if find not in gone), each]
            if passage.block.first and _names(passage, each):
                self._name = each
            kept.append(each)
        return kept, gone

    def _overtaken(self, passage: Passage, find: Find) -> list[Find]:
        """What a cell with a day of its own takes the place of."""
        if not self._finds or passage.block.first:
            return []
        first, last_day = find.window.earliest, find.window.latest
        fine = find.window.instant or (first and last_day and (last_day - first).days < _MONTH)
        if self._name and fine:
            name, self._name = self._name, None
            return [name]
        moved = passage.words.moves.match(passage.text.lstrip()) or _NOW.match(passage.text)
        last = self._finds[-1]
        return [last] if moved and find.window.exact and last.window.exact else []


def _names(passage: Passage, find: Find) -> bool:
    """Whether the first cell of a row has a month or a year between its words, as a name has."""
    if find.window.exact or not find.window.dated:
        return False
    before, words, behind = passage.text.partition(find.when.partition(" ")[0])
    return bool(words and _WORD.search(before + " " + behind) and not _PUT.search(before))
