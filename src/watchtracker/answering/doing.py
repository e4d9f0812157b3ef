"""What each answer does: one change, made through the tracker, and what is to be said of it.

The tracker works within the transaction of the answer. Whatever it refuses is an InputError, before anything is
written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from watchtracker import dates, items
from watchtracker.answering.meant import Meant
from watchtracker.errors import InputError
from watchtracker.inbox import readings, undoing
from watchtracker.inbox.forms import Anchor, FieldName, Mistakes
from watchtracker.inbox.undoing import Undoable
from watchtracker.items import Claim, Item, ItemAsOf, Origin, Result
from watchtracker.notifications import Channel, Notification
from watchtracker.notifications.answers import Action, GivenAnswer
from watchtracker.notifications.holds import LONGEST_SNOOZE, SHORTEST_SNOOZE, Person
from watchtracker.outbox.offers import SnoozeFor, offers
from watchtracker.reports.changes import ItemChange
from watchtracker.tracker import Tracker
from watchtracker.wording import feedback
from watchtracker.wording.feedback import Told

_SNOOZED_DAYS = {SnoozeFor.UNTIL_TOMORROW: 1, SnoozeFor.FOUR_WEEKS: 28, SnoozeFor.NINETY_DAYS: 90}


@dataclass(frozen=True, slots=True)
class Doing:
    """An answer that still makes sense, and what it is about.

    `undone` is the answer of this person that is to be undone; where they name none it is their last that can be
    undone, or that undid one.
    """

    tracker: Tracker
    meant: Meant
    item: Item
    known: ItemAsOf
    channel: Channel
    now: datetime
    notification: Notification | None = None
    holder: Person | None = None
    undone: GivenAnswer | None = None

    @property
    def by(self) -> Person:
        """Who answered."""
        return self.meant.coming.who.person


def do(doing: Doing) -> Told:
    """Make the change; returns what is to be said of it. Raises InputError, and then nothing is changed."""
    act = _ACTS.get(doing.meant.action)
    if act is None:
        raise InputError("this cannot be answered from here yet")
    return act(doing)


def _take(doing: Doing) -> Told:
    doing.tracker.take(doing.item.id, doing.channel.name, doing.by, doing.now, over=doing.meant.over)
    return feedback.taken(doing.known, doing.by, doing.holder)


def _hand_back(doing: Doing) -> Told:
    doing.tracker.hand_back(doing.item.id, doing.channel.name, doing.by, doing.now)
    return feedback.handed_back(doing.known, doing.by, doing.holder)


def _snooze(doing: Doing) -> Told:
    kind = doing.notification.kind if doing.notification else None
    offered = offers(kind, doing.item.facts.kind) if kind else None
    length = SnoozeFor(offered.snooze) if offered else SnoozeFor.UNTIL_TOMORROW
    zone = dates.zone(doing.channel.zone)
    day = doing.now.astimezone(zone).date() + timedelta(days=_SNOOZED_DAYS[length])
    # The hour of the channel may come just after midnight, or later in the day than now: 90 days are the most.
    until = max(dates.at_wall_time(day, doing.channel.hour, zone), doing.now + SHORTEST_SNOOZE)
    return _snoozed(doing, min(until, doing.now + LONGEST_SNOOZE))


def _snooze_until(doing: Doing) -> Told:
    until = doing.meant.fields.get("until")
    if not isinstance(until, datetime):
        raise InputError("no moment was named until which to snooze it: choose one")
    return _snoozed(doing, until)


def _snoozed(doing: Doing, until: datetime) -> Told:
    doing.tracker.snooze(doing.item.id, doing.channel.name, doing.by, doing.now, until=until)
    return feedback.snoozed(doing.known, until, doing.channel.zone)


def _wake(doing: Doing) -> Told:
    doing.tracker.wake(doing.item.id, doing.channel.name, doing.by, doing.now)
    return feedback.woken(doing.known)


def _end(result: Result) -> Callable[[Doing], Told]:
    def end(doing: Doing) -> Told:
        name = doing.by.name
        form = readings.an_outcome(Anchor(), doing.known, result, name, doing.now)
        outcome = readings.outcome(form, {FieldName.SOURCE: name, **doing.meant.fields}, doing.now)
        if isinstance(outcome, Mistakes):
            raise InputError(_joined(outcome))
        change = doing.tracker.resolve(doing.item.id, replace(outcome, by=name), doing.now)
        return _told_once(doing, change, feedback.ended(_after(doing, change), doing.by))

    return end


def _confirm(doing: Doing) -> Told:
    doing.tracker.confirm(doing.item.id, doing.by.name, doing.now, origin=Origin.SLACK)
    return feedback.rechecked(doing.known)


def _reopen(doing: Doing) -> Told:
    change = doing.tracker.reopen(doing.item.id, doing.now)
    return _told_once(doing, change, feedback.reopened(_after(doing, change), doing.by))


def _new_date(doing: Doing) -> Told:
    # It was looked at before it was sent; a form that is open for a day may have become wrong meanwhile.
    found = readings.recordable(doing.meant.fields, doing.item.facts.zone, doing.now)
    if isinstance(found, Mistakes):
        raise InputError(_joined(found))
    said = readings.statement(found[0])
    change = doing.tracker.claim(doing.item.id, said, doing.now, by=doing.by.name, origin=Origin.SLACK)
    return _dated(doing, change, items.claim_id(doing.item.id, said))


def _take_new(doing: Doing) -> Told:
    claim = _claim_of(doing)
    change = doing.tracker.raise_standing(doing.item.id, claim.id, doing.by.name, doing.now)
    return _dated(doing, change, claim.id)


def _not_right(doing: Doing) -> Told:
    claim = _claim_of(doing)
    if claim.retracted:
        raise InputError(f"what {claim.said.source} said on {claim.said.said_on} was taken back already")
    change = doing.tracker.retract(doing.item.id, claim.id, doing.now, by=doing.by.name, origin=Origin.SLACK)
    return _told_once(doing, change, feedback.taken_back(claim, _after(doing, change), doing.by))


def _undo(doing: Doing) -> Told:
    """Take back what the message shows, or of what only this person sees, what they answered."""
    item_id, tracker, now = doing.item.id, doing.tracker, doing.now
    match _undone_by(doing):
        case undoing.Retraction(claim):
            change = tracker.restore(item_id, claim.id, now)
            return _told_once(doing, change, feedback.stands_again(claim, _after(doing, change), doing.by))
        case undoing.Raising(claim):
            change = tracker.lower(item_id, claim.id, now)
            return _told_once(doing, change, feedback.weighs_less(claim, _after(doing, change), doing.by))
        case undoing.Looking(recheck):
            change = tracker.uncheck(item_id, now, origin=Origin.SLACK, since=recheck.recorded_at)
            return feedback.recheck_taken_back(_after(doing, change))
        case undoing.Ending():
            return _reopen(doing)
        case undoing.Recording(claim):
            return _undo_recording(doing, claim)
        case found:
            assert_never(found)


def _undone_by(doing: Doing) -> Undoable:
    """What a press undoes; raises InputError where nothing is left of it."""
    told, where = doing.notification, doing.meant.coming.where
    if told is not None and not where.is_passing:
        shown = undoing.shown_by(told, doing.item)
        if shown is None:
            raise InputError("this message shows nothing any more that could be undone")
        return shown
    if doing.undone is None:
        raise InputError(f"nothing that you recorded of {doing.item.id} from here stands any more")
    if doing.undone.what is Action.UNDO:
        raise InputError("it was undone already")
    mine = undoing.made_by(doing.undone, doing.item)
    if mine is None:
        raise InputError(f"what you recorded of {doing.item.id} was changed or undone since: its history says how")
    return mine


def _undo_recording(doing: Doing, last: Claim) -> Told:
    """Take back a claim of this person; what was new with it is not watched any more."""
    change = doing.tracker.retract(doing.item.id, last.id, doing.now, by=doing.by.name, origin=Origin.SLACK)
    others = [claim for claim in doing.item.claims if claim.id != last.id]
    was_new = all(claim.place > last.place for claim in others)
    if not was_new or any(not claim.retracted for claim in others):
        return replace(feedback.taken_back(last, _after(doing, change), doing.by), line=None)
    doing.tracker.edit(doing.item.id, lambda item: replace(item, listed=False, taken_out_by=doing.by.name), doing.now)
    return feedback.watched_no_more(doing.known)


_ACTS: Mapping[Action, Callable[[Doing], Told]] = {
    Action.TAKE: _take,
    Action.HAND_BACK: _hand_back,
    Action.SNOOZE: _snooze,
    Action.SNOOZE_UNTIL: _snooze_until,
    Action.WAKE: _wake,
    Action.DONE: _end(Result.DONE),
    Action.HAPPENED: _end(Result.HAPPENED),
    Action.CANCELLED: _end(Result.CANCELLED),
    Action.SAME: _confirm,
    Action.KEEP: _confirm,
    Action.NEW_DATE: _new_date,
    Action.TAKE_NEW: _take_new,
    Action.NOT_RIGHT: _not_right,
    Action.REOPEN: _reopen,
    Action.UNDO: _undo,
}


def claim_meant(asked: Meant, item: Item, known: ItemAsOf, told: Notification | None) -> Claim:
    """The claim that an answer is about: the one that it names, the one that its notice told of, or the one in force.

    Raises InputError where there is none.
    """
    if asked.claim is not None:
        return items.claim_of(item, asked.claim)
    change = told.change if told else None
    if change is not None:
        said = (change.source, change.said_on, change.said)
        for claim in item.claims:
            if (claim.said.source, claim.said.said_on, claim.said.when) == said:
                return claim
    if known.claim is None:
        raise InputError(f"{item.id} has no claim that holds")
    return known.claim


def _claim_of(doing: Doing) -> Claim:
    return claim_meant(doing.meant, doing.item, doing.known, doing.notification)


def _dated(doing: Doing, change: ItemChange, claim_id: str) -> Told:
    after = _after(doing, change)
    claim = next(step.claim for step in after.steps if step.claim.id == claim_id)
    return _told_once(doing, change, feedback.dated(doing.known, after, claim, doing.by))


def _told_once(doing: Doing, change: ItemChange, told: Told) -> Told:
    """What is to be said, without the line for all where a notice tells the channel the same: one that is owed."""
    noticed = any(notice.channel == doing.channel.name for notice in change.notices)
    return replace(told, line=None) if noticed else told


def _after(doing: Doing, change: ItemChange) -> ItemAsOf:
    return change.after or doing.known


def _joined(mistakes: Mistakes) -> str:
    return "; ".join(mistakes.by_field.values())
