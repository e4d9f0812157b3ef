"""A listing in stretches of time: what is over, what is due within a week, then month by month. Pure.

A terminal and a page break a list at the same places. What is over comes first, as its dates do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby

from watchtracker.items import State
from watchtracker.reports.listing import Row
from watchtracker.wording.items import month

# So many items are seen at one look, and need no headings.
_FEW = 12
_WEEK = 7


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that belong together; the heading is empty where a list is short. `near`: they are due within a week."""

    heading: str
    rows: tuple[Row, ...]
    near: bool = False


class _Stretch(IntEnum):
    """Where a row belongs, in the order of a list."""

    OVER = 0
    NEAR = 1
    LATER = 2
    UNDATED = 3


def grouped(rows: Sequence[Row]) -> list[RowGroup]:
    """The rows in groups, none of which is empty."""
    return list(_grouped(rows))


def _grouped(rows: Sequence[Row]) -> Iterator[RowGroup]:
    placed = sorted(rows, key=_stretch)
    if len(rows) <= _FEW:
        for stretch, group in groupby(placed, key=lambda row: min(_stretch(row), _Stretch.LATER)):
            yield RowGroup("", tuple(group), near=stretch is _Stretch.NEAR)
        return
    for (stretch, when), group in groupby(placed, key=lambda row: (_stretch(row), _month(row))):
        found = tuple(group)
        match stretch:
            case _Stretch.OVER:
                yield RowGroup(f"{when}, over" if when else "Over", found)
            case _Stretch.NEAR:
                yield RowGroup(_now(found), found, near=True)
            case _Stretch.LATER:
                yield RowGroup(when, found)
            case _Stretch.UNDATED:
                yield RowGroup("No date", found)


def _stretch(row: Row) -> _Stretch:
    if not row.state.ahead:
        return _Stretch.OVER
    if row.days is None:
        return _Stretch.UNDATED
    return _Stretch.NEAR if row.days <= _WEEK else _Stretch.LATER


def _now(rows: Sequence[Row]) -> str:
    """What there is of this week: "Overdue, open and due within a week"."""
    states = {row.state for row in rows}
    words = {State.OVERDUE: "overdue", State.OPEN: "open", State.UPCOMING: "due within a week"}
    *first, last = (said for state, said in words.items() if state in states)
    return f"{', '.join(first)}{' and ' if first else ''}{last}".capitalize()


def _month(row: Row) -> str:
    """The month that a row stands below; what is near stands below none."""
    if row.sorts_by is None or _stretch(row) is _Stretch.NEAR:
        return ""
    return month(row.sorts_by)
