"""Decisions: whether an answer still makes sense, by how things stand now and by who gave it. Pure.

A button can be pressed long after it was drawn, twice, and by anybody who sees it. So nothing follows from the button:
the row that it names says what is so, and the person who pressed says what they may do. A revision alone never refuses
an answer; what refuses it is that somebody was quicker, or that it says nothing any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchtracker.dates import DateWindow
from watchtracker.inbox.intents import Who
from watchtracker.items import ItemAsOf, Result
from watchtracker.notifications import Answerers
from watchtracker.notifications.answers import TOO_OLD, Action, AnswerRefusal
from watchtracker.notifications.holds import Hold, HoldKind, Person

# A second press of the same button by the same person within this time is a slip of the finger.
DOUBLE_PRESS = timedelta(seconds=10)

_OF_GUESTS = frozenset({Action.TAKE, Action.HAND_BACK, Action.SNOOZE, Action.SNOOZE_UNTIL, Action.WAKE})
_SHOWS = frozenset({Action.HISTORY, Action.ANSWER, Action.MORE})
_OF_THE_DATE = frozenset({Action.SAME, Action.KEEP, Action.TAKE_NEW})


@dataclass(frozen=True, slots=True)
class Apply:
    """Record it."""


@dataclass(frozen=True, slots=True)
class SayNothing:
    """It is recorded already, and by the same person: nothing is to be said."""


@dataclass(frozen=True, slots=True)
class AskFirst:
    """Another is on it: ask whether to take it over from them."""

    holder: Person


@dataclass(frozen=True, slots=True)
class Refuse:
    """It is not recorded, and this is why."""

    why: AnswerRefusal


Decision = Apply | SayNothing | AskFirst | Refuse


@dataclass(frozen=True, slots=True)
class Situation:
    """How things stand when an answer is worked off.

    `known` is None where nothing is known of the item; `holds` are those that hold in the channel of the answer.
    `drawn_for` is the window that the button was drawn for, where that is known. `last` is when this person gave the
    same answer about the same item before. `groups` are the ids of the groups that the person belongs to.
    """

    known: ItemAsOf | None
    listed: bool
    holds: Sequence[Hold]
    now: datetime
    received_at: datetime
    drawn_for: DateWindow | None = None
    last: datetime | None = None
    answerers: Answerers | frozenset[str] = Answerers.WORKSPACE
    groups: frozenset[str] = frozenset()

    @property
    def taken(self) -> Hold | None:
        """The hold of whoever is on it in this channel; None if nobody is."""
        return next((hold for hold in self.holds if hold.kind is HoldKind.TAKEN), None)


def decide(action: Action, who: Who, here: Situation, *, over: bool = False) -> Decision:
    """What becomes of an answer.

    `over` says that it was asked first: whether to take the item over from who is on it, or on which other day it was
    done than that which is recorded.
    """
    refusal = may_not(action, who, here) or _makes_no_sense(action, here, over=over)
    if refusal is not None:
        return Refuse(refusal)
    if was_just_pressed(here):
        return SayNothing()
    if action is Action.TAKE and here.taken is not None:
        holder = here.taken.by
        if holder.account == who.person.account:
            return SayNothing()
        return Apply() if over else AskFirst(holder)
    return Apply()


def was_just_pressed(here: Situation) -> bool:
    """Whether this person gave this answer seconds ago; of a clock that was set back nobody knows when that was."""
    return here.last is not None and abs(here.now - here.last) < DOUBLE_PRESS


def may_not(action: Action, who: Who, here: Situation) -> AnswerRefusal | None:
    """Why this person may not answer so; None if they may. To look is free to everybody of the workspace."""
    if who.is_bot:
        return AnswerRefusal.BOT
    if who.is_partner:
        return AnswerRefusal.PARTNER
    if action in _SHOWS:
        return None
    if here.answerers is Answerers.NOBODY:
        return AnswerRefusal.NOT_ASKED
    if isinstance(here.answerers, frozenset) and not here.answerers & {who.person.account, *here.groups}:
        return AnswerRefusal.NOT_ASKED
    # Until it is known that somebody is a full member they may do no more than a guest.
    return AnswerRefusal.GUEST if who.is_guest is not False and action not in _OF_GUESTS else None


def _makes_no_sense(action: Action, here: Situation, *, over: bool = False) -> AnswerRefusal | None:
    """Why an answer says nothing any more, whoever gives it."""
    known = here.known
    if action in _SHOWS:
        return None
    if here.now - here.received_at > TOO_OLD:
        return AnswerRefusal.TOO_OLD
    if not here.listed:
        return AnswerRefusal.OFF_THE_LIST
    if known is None:
        return AnswerRefusal.NOTHING_KNOWN
    match action:
        case Action.REOPEN:
            return None if known.outcome is not None else AnswerRefusal.NOT_ENDED
        case Action.UNDO | Action.ACCEPT | Action.DISMISS | Action.EDIT:
            return None
        case Action.HAND_BACK | Action.WAKE:
            return _not_held(action, here)
        case _ if known.outcome is not None:
            another_day = action is Action.DONE and over and known.outcome.result is Result.DONE
            return None if another_day else AnswerRefusal.ENDED
        case _ if action in _OF_THE_DATE and here.drawn_for is not None and here.drawn_for != known.window:
            return AnswerRefusal.DATE_CHANGED
        case _:
            return None


def _not_held(action: Action, here: Situation) -> AnswerRefusal | None:
    kinds = {hold.kind for hold in here.holds}
    if action is Action.HAND_BACK:
        return None if HoldKind.TAKEN in kinds else AnswerRefusal.NOT_TAKEN
    return None if HoldKind.SNOOZED in kinds else AnswerRefusal.NOT_SNOOZED
