"""What a change makes of an item, before anything is told or written: as it was, and as it is then.

`tracker` owes notices for these and stores them. Pure: whether a watch list would change anything can be asked of any
items, whoever read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker import items
from watchtracker.errors import DateRefusedError, ProblemsError
from watchtracker.items import Item
from watchtracker.watchlist import WatchList
from watchtracker.watchlist.leaving_out import left_out


@dataclass(frozen=True, slots=True)
class Revision:
    """An item before and after a change; None before: unknown until now."""

    before: Item | None
    after: Item
    notes: tuple[str, ...] = ()
    closed_at: datetime | None = None
    """When it would have closed, where the law of its zone is all that changed."""


def declared(current: Mapping[str, Item], watchlist: WatchList, now: datetime) -> list[Revision]:
    """What a watch list makes of the items that are kept, by id; raises ProblemsError if one cannot be taken."""
    return _merged(current, watchlist, now) + _taken_out(current, watchlist)


def would_change(current: Mapping[str, Item], watchlist: WatchList, now: datetime) -> bool:
    """Whether applying a watch list would change anything that is told of; raises ProblemsError."""
    return any(one.notes or differs(one) for one in declared(current, watchlist, now))


def _merged(current: Mapping[str, Item], watchlist: WatchList, now: datetime) -> list[Revision]:
    revisions: list[Revision] = []
    problems: list[str] = [*watchlist.changed_defaults(current)]
    for declaration in watchlist.declarations:
        before = current.get(declaration.facts.id)
        try:
            merged = items.merge(before, declaration, now=now)
        except DateRefusedError as error:
            problems.append(f"{declaration.facts.id}: {error}")
        else:
            revisions.append(Revision(before, merged.item, merged.notes))
    if problems:
        raise ProblemsError(tuple(problems))
    return revisions


def _taken_out(current: Mapping[str, Item], watchlist: WatchList) -> list[Revision]:
    return [Revision(item, replace(item, listed=False)) for item in left_out(watchlist, current.values())]


def learnt(before: Item | None, heard: Item) -> Revision:
    """An item as somebody knows it, whatever it was `before`."""
    if before is None:
        return Revision(None, heard)
    stored = replace(heard, revision=before.revision, revised_at=before.revised_at, endings=before.endings)
    return Revision(before, stored)


def differs(one: Revision) -> bool:
    """Whether anything changed but the wording of the declaration."""
    if one.closed_at is not None:
        return True
    if one.before == one.after:
        return False
    return one.before is None or replace(one.after, declared=None) != replace(one.before, declared=None)


def is_written(one: Revision) -> bool:
    """Whether there is anything to store of it."""
    return one.before != one.after


def revised(one: Revision, now: datetime) -> Revision:
    """With the next revision and its second, if anything changed that people can see."""
    if not differs(one):
        return one
    revision, revised_at = 0, now.replace(microsecond=0)
    if one.before is not None:
        revision = one.before.revision + 1
        # A replica's clock may be behind that of the last one, or be set back; a later revision is never an older one.
        revised_at = max(revised_at, one.before.stored_at)
    after = items.with_endings(one.after, one.before, now=now)
    return replace(one, after=replace(after, revision=revision, revised_at=revised_at))
