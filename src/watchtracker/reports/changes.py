"""What `check` and `apply` show: each change of an item, and each problem of a watch list. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from watchtracker import dates
from watchtracker.dates import Move, Relation
from watchtracker.errors import Problem
from watchtracker.items import HistoryEntry, ItemAsOf
from watchtracker.notifications import Notification, changes


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What a transaction does to an item; `before` is None for a new item, `after` for one that is taken out."""

    item_id: str
    before: ItemAsOf | None
    after: ItemAsOf | None
    move: Move | None
    notices: tuple[Notification, ...] = ()
    notes: tuple[str, ...] = ()
    step: HistoryEntry | None = None

    @property
    def what(self) -> str:
        """Which change it is: added, removed, resolved, reopened, moved, corrected, taken_back, changed, unchanged."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        if self.before.outcome != self.after.outcome:
            return "resolved" if self.after.outcome else "reopened"
        if self.move and self.move.relation is not Relation.CONFIRMED:
            return changes.code(self.before, self.after).value
        return "unchanged" if self.before.revision == self.after.revision else "changed"

    @property
    def counted_move(self) -> Move | None:
        """The move; None if it corrects a mistake of ours: the source's date did not move."""
        if self.move is None or self.before is None or self.after is None:
            return None
        if self.step is not None and self.step.claim.corrects is not None:
            return None
        return None if changes.is_correction(self.before, self.after) else self.move


def applied_json(changed: Iterable[ItemChange], problems: Iterable[Problem] = ()) -> dict[str, Any]:
    """The object of `check --json` and `apply --json`: the problems and the changes."""
    return {"problems": [_problem(problem) for problem in problems], "changes": [_change(change) for change in changed]}


def _problem(problem: Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in ("file", "line", "item", "key", "message")}


def _change(change: ItemChange) -> dict[str, Any]:
    move = change.counted_move
    return {
        "item": change.item_id,
        "change": change.what,
        "relation": move.relation.value if move else None,
        "days": move.days if move else None,
        "from": _window(change.before),
        "to": _window(change.after),
        "notes": list(change.notes),
        "notifications": [_notice(notice) for notice in change.notices],
    }


def _window(known: ItemAsOf | None) -> dict[str, Any] | None:
    """The window in force; None for an item that is not there."""
    return None if known is None else dates.as_json(known.window)


def _notice(notice: Notification) -> dict[str, Any]:
    return {
        "kind": notice.kind.value,
        "channel": notice.channel,
        "at": dates.instant(notice.at),
        "reason": notice.why,
        "code": notice.code,
    }
