"""What of a feed is expected to be there still, though its entries come and go. Pure.

A feed shows its newest entries, so old ones leave it as new ones come, with all that they said. That is no loss. What
is lost is what vanished without anything new in its place, or all at once.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watchtracker.intake.plausibility import FEW


@dataclass(frozen=True, slots=True)
class EntryCount:
    """An entry of a feed by its `name`, with the number of its statements."""

    name: str
    statements: int


def entry_name(address: str | None, title: str) -> str:
    """What an entry is called as long as it leads to one place under one title, whatever its text says."""
    return hashlib.sha256(f"{address or ''}\n{title}".encode()).hexdigest()[:12]


def lost_in_turn(before: Sequence[EntryCount], now: Iterable[str]) -> int:
    """How many statements left a feed with entries that made room for new ones; `now` are the names that it has now.

    For each new entry one may leave: the last in the order of the feed, which is the oldest. Where nothing is left of
    what was there before, and that was not little, nothing made room: something else stands in its place.
    """
    there = Counter(now)
    came = there - Counter(entry.name for entry in before)
    left: list[EntryCount] = []
    for entry in before:
        if there[entry.name] > 0:
            there[entry.name] -= 1
        else:
            left.append(entry)
    if len(left) == len(before) and said_in(left) >= FEW:
        return 0
    return said_in(left[len(left) - min(len(left), came.total()) :])


def said_in(entries: Iterable[EntryCount]) -> int:
    """How many statements entries have in all."""
    return sum(entry.statements for entry in entries)
