"""Offers: what can be answered to a message, by the kind of its notification and by how things stand with its item.

The tables are read from left to right, the most likely answer first. A vendor draws them as it can: a few visible, the
rest behind a menu. What is offered is never proof that it still makes sense; `inbox.decisions` looks again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from watchtracker.items import Kind
from watchtracker.notifications.answers import Action
from watchtracker.notifications.holds import HoldKind
from watchtracker.notifications.kinds import NotificationKind


class FaceState(StrEnum):
    """How things stand with the item of a message that somebody looks at."""

    OPEN = "open"
    TAKEN = "taken"
    SNOOZED = "snoozed"
    ENDED = "ended"
    RECHECKED = "rechecked"
    TAKEN_BACK = "taken_back"
    OFF_THE_LIST = "off_the_list"


def held_as(kinds: Collection[HoldKind]) -> FaceState:
    """How an item stands by its holds in a channel: who is on it matters more than until when it is snoozed."""
    if HoldKind.TAKEN in kinds:
        return FaceState.TAKEN
    return FaceState.SNOOZED if HoldKind.SNOOZED in kinds else FaceState.OPEN


class SnoozeFor(StrEnum):
    """How long the snooze is that takes one press."""

    UNTIL_TOMORROW = "until_tomorrow"
    FOUR_WEEKS = "four_weeks"
    NINETY_DAYS = "ninety_days"


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be answered: `visible` at once, `more` behind a menu; `primary` is drawn as the likeliest.

    They are about the `notification` with this id, the `proposal` of this number, or an `item`; `revision` is that of
    the item when they were drawn. Actions are `Action` values. `snooze` is how long the snooze of one press is.
    """

    visible: tuple[str, ...]
    more: tuple[str, ...] = ()
    primary: str | None = None
    snooze: str = SnoozeFor.UNTIL_TOMORROW.value
    notification: int | None = None
    item: str | None = None
    revision: int = 0
    proposal: int | None = None

    def as_record(self) -> dict[str, Any]:
        """What is kept of them, as JSON has it."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_record(cls, kept: Mapping[str, Any]) -> Offers:
        """The offers that `as_record` kept, here or in another version: what this one does not know is left out."""
        known = {field.name: kept[field.name] for field in fields(cls) if field.name in kept}
        shown = {name: tuple(each for each in kept.get(name, ()) if each in _ACTIONS) for name in ("visible", "more")}
        return cls(**{**known, **shown})


_ACTIONS = frozenset(action.value for action in Action)


def offers(kind: NotificationKind, item: Kind, state: FaceState = FaceState.OPEN) -> Offers | None:
    """What a message of this kind about an item of that kind offers; None where there is nothing to answer."""
    found = _BY_STATE[state] if state in _BY_STATE else _BY_KIND.get((kind, item), _BY_KIND.get((kind, None)))
    if found is None:
        return None
    snooze = _SNOOZES.get(kind, SnoozeFor.UNTIL_TOMORROW)
    ended = Action.DONE if item is Kind.DEADLINE else Action.HAPPENED
    return replace(_with_ending(found, ended), snooze=snooze.value)


def _with_ending(found: Offers, ended: Action) -> Offers:
    """A taken or snoozed item ends as its kind does: a deadline is done, anything else happened."""
    return replace(found, visible=tuple(ended.value if each == _ENDING else each for each in found.visible))


def _row(*visible: Action | str, more: tuple[Action, ...] = (), primary: Action | None = None) -> Offers:
    return Offers(tuple(map(str, visible)), tuple(map(str, more)), str(primary) if primary else None)


_ENDING = "ending"  # done or happened, by the kind of the item
_T, _D, _H, _C = Action.TAKE, Action.DONE, Action.HAPPENED, Action.CANCELLED
_NEW, _SAME, _NOT, _HISTORY = Action.NEW_DATE, Action.SAME, Action.NOT_RIGHT, Action.HISTORY
_SNOOZE, _UNTIL = Action.SNOOZE, Action.SNOOZE_UNTIL
_IN_ITS_WINDOW = _row(_H, _NEW, more=(_SNOOZE, _UNTIL, _C, _NOT, _HISTORY))
_NEWS = _row(_NOT, more=(_NEW, _HISTORY))

_BY_KIND: Mapping[tuple[NotificationKind, Kind | None], Offers] = {
    (NotificationKind.UPCOMING, Kind.DEADLINE): _row(_T, _D, _NEW, more=(_SNOOZE, _UNTIL, _NOT, _HISTORY), primary=_T),
    (NotificationKind.UPCOMING, None): _row(_NEW, more=(_SNOOZE, _UNTIL, _NOT, _HISTORY)),
    (NotificationKind.LAST_CALL, None): _row(_D, _T, _NEW, more=(_NOT, _HISTORY), primary=_D),
    (NotificationKind.OPENS, None): _IN_ITS_WINDOW,
    (NotificationKind.MIDWAY, None): _IN_ITS_WINDOW,
    (NotificationKind.CLOSES, None): _IN_ITS_WINDOW,
    (NotificationKind.TODAY, Kind.EVENT): _row(_NEW, more=(_NOT, _C, _HISTORY)),
    (NotificationKind.TODAY, None): _IN_ITS_WINDOW,
    (NotificationKind.OVERDUE, None): _row(_H, _NEW, _T, more=(_SNOOZE, _UNTIL, _C, _NOT, _HISTORY), primary=_H),
    (NotificationKind.RECHECK, None): _row(_SAME, _NEW, _H, more=(_SNOOZE, _NOT, _C, _HISTORY), primary=_SAME),
    (NotificationKind.MOVED, Kind.DEADLINE): _row(_T, _NOT, more=(_NEW, _HISTORY)),
    (NotificationKind.MOVED, None): _NEWS,
    (NotificationKind.ADDED, Kind.DEADLINE): _row(_T, _NOT, more=(_NEW, _HISTORY)),
    (NotificationKind.ADDED, None): _NEWS,
    (NotificationKind.CONTRADICTED, None): _row(Action.TAKE_NEW, Action.KEEP, more=(_NOT, _HISTORY)),
    (NotificationKind.RESOLVED, None): _row(more=(Action.REOPEN, _HISTORY)),
}
_BY_STATE: Mapping[FaceState, Offers | None] = {
    FaceState.TAKEN: _row(_ENDING, Action.HAND_BACK, _NEW, more=(_C, _NOT, _HISTORY)),
    FaceState.SNOOZED: _row(Action.WAKE, _ENDING, more=(_NEW, _C, _NOT, _HISTORY)),
    FaceState.ENDED: _row(more=(Action.REOPEN, _HISTORY)),
    FaceState.RECHECKED: _row(_NEW, more=(Action.UNDO, _NOT, _HISTORY)),
    FaceState.TAKEN_BACK: _row(more=(Action.UNDO, _HISTORY)),
    FaceState.OFF_THE_LIST: None,
}
_SNOOZES: Mapping[NotificationKind, SnoozeFor] = {
    NotificationKind.OVERDUE: SnoozeFor.FOUR_WEEKS,
    NotificationKind.RECHECK: SnoozeFor.NINETY_DAYS,
}
SEVERAL = _row(Action.ANSWER)
"""What a message about several items offers: a form with its members."""
