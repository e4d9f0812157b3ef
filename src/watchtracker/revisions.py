"""Revisions: an item before and after a change, before anything is written or notified.

`tracker` stores them and plans their notices. Pure, so that `list` can ask whether a watch list would change anything
without the rest of `tracker`.
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
    """An item before and after a change; `before` is None for a new item."""

    before: Item | None
    after: Item
    notes: tuple[str, ...] = ()
    closed_at: datetime | None = None
    """When it would have closed (UTC), if only the law of its zone changed; else None."""


def declared(current: Mapping[str, Item], watchlist: WatchList, now: datetime) -> list[Revision]:
    """The revisions that a watch list makes of the `current` items; raises ProblemsError if it cannot be applied."""
    return _merged(current, watchlist, now) + _taken_out(current, watchlist)


def would_change(current: Mapping[str, Item], watchlist: WatchList, now: datetime) -> bool:
    """Whether applying a watch list would change anything that people see; raises ProblemsError."""
    return any(revision.notes or differs(revision) for revision in declared(current, watchlist, now))


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
    """The revision that makes `before` what is `heard`; None before: a new item."""
    if before is None:
        return Revision(None, heard)
    stored = replace(heard, revision=before.revision, revised_at=before.revised_at, endings=before.endings)
    return Revision(before, stored)


def differs(revision: Revision) -> bool:
    """Whether anything changed that people see; the wording of a declaration is not."""
    if revision.closed_at is not None:
        return True
    before, after = revision.before, revision.after
    if before == after:  # the usual case, and far cheaper than the copies below
        return False
    return before is None or replace(after, declared=None) != replace(before, declared=None)


def is_written(revision: Revision) -> bool:
    """Whether there is anything to store."""
    return revision.before != revision.after


def revised(revision: Revision, now: datetime) -> Revision:
    """`revision` with the next number and its time (UTC, whole seconds), if anything changed that people see."""
    if not differs(revision):
        return revision
    number, revised_at = 0, now.replace(microsecond=0)
    if revision.before is not None:
        number = revision.before.revision + 1
        # This machine's clock may be behind the one that wrote the last revision: time must not go back all the same.
        revised_at = max(revised_at, revision.before.stored_at)
    after = items.with_endings(revision.after, revision.before, now=now)
    return replace(revision, after=replace(after, revision=number, revised_at=revised_at))
