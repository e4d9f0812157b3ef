"""Which items somebody means who types a part of a name: what is ahead first, then what is over. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from watchtracker.items import Item
from watchtracker.nearest import nearest_few
from watchtracker.reports.listing import Row, listing

MOST_OFFERED = 100
_MOST_NEAR = 5


def matching(items: Iterable[Item], typed: str, now: datetime) -> list[Row]:
    """The listed items whose id or title has every word that was typed, at most 100; all while nothing is typed.

    Where none has them, those whose ids are nearest to what was typed: a wrong letter must not end the search.
    """
    rows = listing(items, now=now, everything=True)
    words = typed.casefold().split()
    found = [row for row in rows if all(word in _names(row) for word in words)]
    if not found:
        near = nearest_few(typed[:100], [row.known.id for row in rows], most=_MOST_NEAR)
        found = [row for row in rows if row.known.id in near]
    return sorted(found, key=lambda row: not row.state.ahead)[:MOST_OFFERED]


def _names(row: Row) -> str:
    return f"{row.known.id} {row.known.facts.title}".casefold()
