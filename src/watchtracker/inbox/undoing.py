"""Undoing: what a press of "Undo" or "Not so" takes back, by what is recorded of an item. Pure.

Two people mean two things by it. Whoever reads what only they see ("Recorded: ...") means the answer that they gave.
Whoever reads a message of ours means what it shows: the claim that it told and that was taken back since, the date that
took over, or that somebody looked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker import items
from watchtracker.dates import DateWindow
from watchtracker.items import Claim, Item, Origin, Recheck, RecordedOutcome
from watchtracker.notifications import Notification, NotificationKind
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer

# What can be undone by a press where it was answered; the others have an opposite of their own.
UNDOABLE = frozenset(
    {
        Action.NOT_RIGHT,
        Action.TAKE_NEW,
        Action.NEW_DATE,
        Action.SAME,
        Action.KEEP,
        Action.DONE,
        Action.HAPPENED,
        Action.CANCELLED,
    }
)


@dataclass(frozen=True, slots=True)
class Retraction:
    """A claim was taken back: undone, it counts again."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class Raising:
    """A claim was made to weigh more: undone, it weighs what it weighed."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class Looking:
    """Somebody looked, and the date still stood: undone, nobody did."""

    recheck: Recheck


@dataclass(frozen=True, slots=True)
class Recording:
    """A date was recorded: undone, its claim is taken back."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class Ending:
    """An outcome was recorded: undone, the item is open again."""

    ending: RecordedOutcome


Undoable = Retraction | Raising | Looking | Recording | Ending


def last_of(answers: Sequence[GivenAnswer], account: str | None) -> GivenAnswer | None:
    """The last answer of this account that was recorded and can be undone, or undid one; `answers` oldest first."""
    return next(
        (
            answer
            for answer in reversed(answers)
            if answer.result is AnswerResult.APPLIED
            and answer.by.account == account
            and answer.what in {*UNDOABLE, Action.UNDO}
        ),
        None,
    )


def in_row(answers: Sequence[GivenAnswer], account: str | None, row: int) -> GivenAnswer | None:
    """The answer of this account that came in that row of the inbox, where it was recorded and can be undone."""
    return next(
        (
            answer
            for answer in answers
            if answer.inbox == row
            and answer.result is AnswerResult.APPLIED
            and answer.by.account == account
            and answer.what in UNDOABLE
        ),
        None,
    )


def made_by(answer: GivenAnswer, item: Item) -> Undoable | None:
    """What an answer made of the item; None where that is not so any more, because somebody changed it since.

    What an answer makes has the moment of the answer, and the name of who gave it.
    """
    at, by = answer.at, answer.by.name
    for claim in reversed(item.claims):
        if (claim.retracted_at, claim.retracted_by) == (at, by):
            return Retraction(claim)
        if claim.retracted:
            continue
        if claim.by == by and claim.raised is not None and claim.raised.at == at:
            return Raising(claim)
        # A claim of a list keeps the name that stands there, also where somebody said it again.
        said_by = claim.by == by or claim.origin is Origin.WATCHLIST
        if said_by and claim.recorded_at == at and answer.what is Action.NEW_DATE:
            return Recording(claim)
    for recheck in item.rechecks:
        if (recheck.recorded_at, recheck.by) == (at, by):
            return Looking(recheck)
    ending = item.endings[-1] if item.outcome is not None and item.endings else None
    return Ending(ending) if ending is not None and (ending.recorded_at, ending.outcome.by) == (at, by) else None


def shown_by(told: Notification, item: Item) -> Undoable | None:
    """What a message shows that can be undone; None where that is nothing."""
    change = told.change
    taken_back = [claim for window in _told_windows(told, item) for claim in _taken_back(window, told, item)]
    if taken_back:
        return Retraction(max(taken_back, key=lambda claim: (claim.retracted_at or claim.recorded_at, claim.place)))
    if told.kind is NotificationKind.CONTRADICTED and change is not None:
        for claim in item.claims:
            if claim.raised is not None and not claim.retracted and claim.window == change.after:
                return Raising(claim)
    looked = [
        recheck for recheck in item.rechecks if recheck.origin is Origin.SLACK and _since(recheck.recorded_at, told)
    ]
    last = max(looked, key=lambda recheck: recheck.recorded_at, default=None)
    return Looking(last) if last is not None else None


def _taken_back(window: DateWindow, told: Notification, item: Item) -> list[Claim]:
    """The claims of a date that were taken back since a message told it; none where somebody says the same."""
    claims = [claim for claim in item.claims if claim.window == window]
    if not all(claim.retracted for claim in claims):
        return []
    return [claim for claim in claims if claim.retracted_at is not None and _since(claim.retracted_at, told)]


def _since(moment: datetime, told: Notification) -> bool:
    return told.sent_at is None or moment >= told.sent_at


def _told_windows(told: Notification, item: Item) -> set[DateWindow]:
    """The dates that a message told: the one in force when it was sent, and the one that contradicted it."""
    # Where nobody wrote down when it was sent, it told the date that would hold if nothing had been taken back.
    never_taken_back = replace(item, claims=tuple(map(items.standing_again, item.claims)))
    before = items.as_recorded(item, told.sent_at) if told.sent_at else items.item_as_of(never_taken_back)
    windows = {before.window} if before is not None else set()
    return windows | {told.change.after} if told.change is not None else windows
