"""Moves: what became of a date when something newer was said.

People hear of a move, never of a window alone, so every pair of windows has exactly one relation, found
in this one place. `window.py` says what a window is; which claim holds is for `items` to know.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum

from watchtracker.dates.window import DateWindow, WindowKind


class Relation(StrEnum):
    """How a window stands to the one before it, or to another source's."""

    CONFIRMED = "confirmed"
    DATED = "dated"
    UNDATED = "undated"
    SHARPENED = "sharpened"
    WIDENED = "widened"
    SLIPPED = "slipped"
    EARLIER = "earlier"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Move:
    """A relation and its days: positive is later, None where a date is missing on one side."""

    relation: Relation
    days: int | None


def move(old: DateWindow, new: DateWindow, *, zone: tzinfo, new_zone: tzinfo | None = None) -> Move:
    """What happened between `old` and `new`; `zone` gives an instant its day, `new_zone` the newer one's."""
    return Move(_relation(old, new, zone, new_zone or zone), days_between(old, new, zone, new_zone))


def contradicts(window: DateWindow, other: DateWindow, *, zone: tzinfo, new_zone: tzinfo | None = None) -> bool:
    """Whether two windows share no day, so that both cannot be true; what has no date contradicts nothing."""
    mine, theirs = _days(window, zone), _days(other, new_zone or zone)
    return window.dated and other.dated and (mine[1] < theirs[0] or theirs[1] < mine[0])


def days_between(old: DateWindow, new: DateWindow, zone: tzinfo, new_zone: tzinfo | None = None) -> int | None:
    """Days from end to end: `latest` where both have one, else `earliest`, else the one end that each has."""
    before = old.first_day(zone), old.last_day(zone)
    after = new.first_day(new_zone or zone), new.last_day(new_zone or zone)
    for end in (1, 0):
        if (then := before[end]) and (now := after[end]):
            return (now - then).days
    then, now = before[0] or before[1], after[0] or after[1]
    return (now - then).days if then and now else None


def _relation(old: DateWindow, new: DateWindow, zone: tzinfo, new_zone: tzinfo) -> Relation:
    if old == new:
        return Relation.CONFIRMED
    if not old.dated or not new.dated:
        return Relation.DATED if new.dated else Relation.UNDATED
    if not _one_sided_alike(old, new):
        if _part_of(new, old, new_zone, zone):
            return Relation.SHARPENED
        if _part_of(old, new, zone, new_zone):
            return Relation.WIDENED
    return Relation.EARLIER if _is_earlier(old, new, zone, new_zone) else Relation.SLIPPED


_ONE_SIDED = {WindowKind.OPEN_START, WindowKind.OPEN_END}


def _one_sided_alike(old: DateWindow, new: DateWindow) -> bool:
    return old.kind is new.kind and old.kind in _ONE_SIDED


def _part_of(small: DateWindow, large: DateWindow, small_zone: tzinfo, large_zone: tzinfo) -> bool:
    # A moment is a part of its day, but two moments of one day are not parts of each other.
    if large.instant:
        return False
    inner, outer = _days(small, small_zone), _days(large, large_zone)
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _is_earlier(old: DateWindow, new: DateWindow, zone: tzinfo, new_zone: tzinfo) -> bool:
    if old.instant and new.instant:
        return new.instant < old.instant
    return (days_between(old, new, zone, new_zone) or 0) < 0


def _days(window: DateWindow, zone: tzinfo) -> tuple[date, date]:
    return window.first_day(zone) or date.min, window.last_day(zone) or date.max
