"""What a notification says: one sentence or two that can be read alone, in a terminal, in Slack, in `plan`.

A line is made when it is sent, so it speaks of the date that holds then; only what a change did is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import assert_never

from watchtracker import dates
from watchtracker.dates import Relation
from watchtracker.items import Kind, Known, Standing, State, days_until, sort_date, state, today, unconfirmed_days
from watchtracker.notifications import Change, Channel, Notification, NotificationKind
from watchtracker.wording.items import beginning, closing, count, day, distance, moment, moved

_SHOWN_IN_HOURS = timedelta(hours=48)
_FOUR_WEEKS = 28


def line(notification: Notification, known: Known, *, now: datetime, late: bool = False) -> str:
    """What `notification` says of its item at the moment `now`; a late one says when it was due."""
    text = _text(notification, known, now)
    if not late:
        return text
    due = notification.local
    return f"{text} (This was due {day(due.date())}, {due:%H:%M} {notification.zone}.)"


def title(number: int, *, missed: bool = False) -> str:
    """The first line of a message with several notifications."""
    if missed:
        return f"Missed while down: {count(number, 'notification')}"
    return f"{count(number, 'notification')} at once"


def correction(known: Known) -> str:
    """What holds now, for a message that was under way when its date moved."""
    if known.outcome is not None:
        return f"Correction: {outcome(known)}"
    return f"Correction: {known.facts.title}: the date in force is now {dates.display(known.window)}{_by(known)}."


def digest(
    knowns: Sequence[Known], *, channel: Channel, now: datetime, moved: Sequence[Notification] = ()
) -> list[str]:
    """The weekly digest: a first line, then a line an item, under a heading for each group that is not empty."""
    ahead = [known for known in knowns if channel.cares_for(known.facts.tags) and state(known, now).ahead]
    recent = {one.item for one in moved if one.item is not None}
    groups = (
        ("Overdue", [known for known in ahead if state(known, now) is State.OVERDUE]),
        ("The next four weeks", [known for known in ahead if _within_four_weeks(known, now)]),
        ("Moved this week", [known for known in ahead if known.id in recent]),
        ("Without a date", [known for known in ahead if state(known, now) is State.UNDATED]),
        ("Not re-checked for a month", [known for known in ahead if unconfirmed_days(known, now) is not None]),
    )
    lines = [f"Weekly digest, {day(now.astimezone(dates.zone(channel.zone)).date())}"]
    for heading, members in groups:
        if members:
            lines.append(f"{heading}:")
            lines.extend(f"  - {summary(known, now)}" for known in members)
    return lines if len(lines) > 1 else [f"{lines[0]}: nothing is ahead."]


def summary(known: Known, now: datetime) -> str:
    """An item in one line: title, date, how far away, what moved."""
    far = distance(days_until(known, now), state(known, now))
    parts = [dates.display(known.window), far, moved(known)]
    return f"{known.facts.title}: {', '.join(part for part in parts if part)}"


def what_moved(change: Change) -> str:
    """What a move did to the date in force: "slipped by 69 days to Apr 2026, was mid-Feb 2026"."""
    before, after = dates.display(change.before), dates.display(change.after)
    days = count(abs(change.days or 0), "day")
    match change.relation:
        case Relation.SLIPPED if change.days:
            return f"slipped by {days} to {after}, was {before}"
        case Relation.EARLIER if change.days:
            return f"moved {days} earlier to {after}, was {before}"
        case Relation.SHARPENED:
            return f"known more precisely, {after}, was {before}"
        case Relation.WIDENED:
            return f"less certain, {after}, was {before}"
        case Relation.DATED:
            return f"has a date, {after}"
        case Relation.UNDATED:
            return f"no date any more, was {before}"
        case _:
            return f"moved to {after}, was {before}"


def contradiction(known: Known, change: Change) -> str:
    """That a weaker claim disagrees, and which date holds."""
    return (
        f"{known.facts.title}: {change.source} says {dates.display(change.after)}, "
        f"which contradicts the date in force, {dates.display(change.before)}{_by(known)}; that one holds."
    )


def reopened(known: Known, change: Change) -> str:
    """That an outcome was taken back, and the date that holds again."""
    return f"{known.facts.title}: open again, {change.note}. The date in force is {dates.display(change.after)}."


def outcome(known: Known) -> str:
    """How an item ended, and the date that was in force."""
    ended = known.outcome
    if ended is None:
        return f"{known.facts.title}: open again."
    said = f" The date in force was {dates.display(known.window)}." if known.window.dated else ""
    return f"{known.facts.title}: {ended.result} on {day(ended.on)} ({ended.source}).{said}"


def _text(notification: Notification, known: Known, now: datetime) -> str:
    name = known.facts.title
    window = dates.display(known.window)
    match notification.kind:
        case NotificationKind.UPCOMING:
            return _upcoming(known, now)
        case NotificationKind.LAST_CALL:
            return f"Last call: {name}: {_closes(datetime.fromisoformat(notification.target), known, now)}."
        case NotificationKind.OPENS:
            return f"{name}: its window opens {_when(known, notification, now)}: {window}{_by(known)}."
        case NotificationKind.MIDWAY:
            return f"{name}: half of its window is over, and no word yet: {window}{_by(known)}."
        case NotificationKind.CLOSES:
            return f"{name}: the last day of its window is {_when(known, notification, now)}: {window}{_by(known)}."
        case NotificationKind.TODAY:
            return f"{name}: {_verb(known)} {_when(known, notification, now)}, {window}{_by(known)}."
        case NotificationKind.OVERDUE:
            return f"{name}: overdue, {_late(known, now)}; it was expected {window}{_by(known)}."
        case NotificationKind.RECHECK:
            return _recheck(known, now)
        case (
            NotificationKind.MOVED
            | NotificationKind.CONTRADICTED
            | NotificationKind.ADDED
            | NotificationKind.RESOLVED
            | NotificationKind.DIGEST
        ):
            return _news(notification, known, now)
        case _:
            assert_never(notification.kind)


def _news(notification: Notification, known: Known, now: datetime) -> str:
    change = notification.change
    match notification.kind:
        case NotificationKind.ADDED:
            return f"New on the list: {summary(known, now)}{_by(known)}.{_closing_sentence(known)}"
        case NotificationKind.RESOLVED:
            return outcome(known)
        case NotificationKind.CONTRADICTED if change is not None:
            return contradiction(known, change)
        case _ if change is not None:
            return _moved(known, change, now)
        case _:
            return known.facts.title


def _upcoming(known: Known, now: datetime) -> str:
    name, window = known.facts.title, dates.display(known.window)
    far = distance(days_until(known, now), state(known, now)) or "without a date"
    if known.facts.kind is Kind.DEADLINE:
        return f"{name}: due {far}, {window}{_by(known)}.{_closing_sentence(known)}"
    if known.window.instant is not None:
        return f"{name}: {_verb(known)} {far}, {beginning(known.window.instant, known.facts.zone)}{_by(known)}."
    return f"{name}: {_verb(known)} {far}, {window}{_by(known)}."


def _moved(known: Known, change: Change, now: datetime) -> str:
    text = f"{known.facts.title}: {what_moved(change)}{_said(change)}."
    if change.note:
        text = reopened(known, change)
    history = moved(known)
    if history:
        text += f" So far: {history}."
    if known.facts.kind is Kind.DEADLINE:
        text += _closing_soon(known, now)
    if change.last_call:
        text += " This is the last call."
    if change.stands_for:
        text += f" (In place of the reminders that are past: {', '.join(change.stands_for)}.)"
    return text


def _recheck(known: Known, now: datetime) -> str:
    since = known.confirmed_on
    assert since is not None
    days = count((today(known, now) - since).days, "day")
    return f"{known.facts.title}: nobody has confirmed its date for {days}: {dates.display(known.window)}{_by(known)}."


def _verb(known: Known) -> str:
    return "expected" if known.facts.kind is Kind.RELEASE else "due"


def _when(known: Known, notification: Notification, now: datetime) -> str:
    """The day that a reminder is about, seen from where the item is: the channel may be a day behind."""
    return distance((date.fromisoformat(notification.target) - today(known, now)).days, State.PASSED)


def _late(known: Known, now: datetime) -> str:
    return distance(days_until(known, now), State.OVERDUE)


def _closes(close: datetime, known: Known, now: datetime) -> str:
    left = close - now
    if left <= timedelta(0):
        return f"closed {_length(-left)} ago, {moment(close, known.facts.zone)}"
    return f"closes in {_length(left)}, {moment(close, known.facts.zone)}"


def _closing_soon(known: Known, now: datetime) -> str:
    closes = known.window.closes_at(dates.zone(known.facts.zone))
    if closes is None or closes <= now:
        return ""
    if closes - now > _SHOWN_IN_HOURS:
        return _closing_sentence(known)
    return f" It {_closes(closes, known, now)}."


def _closing_sentence(known: Known) -> str:
    words = closing(known)
    return f" It {words}." if words else ""


def _length(time: timedelta) -> str:
    minutes = round(time.total_seconds() / 60)
    return f"{minutes} min" if minutes < 60 else f"{round(minutes / 60)} h"  # noqa: PLR2004 - an hour


def _said(change: Change) -> str:
    if change.source is None or change.said_on is None:
        return ""
    return f" ({change.source}, {day(change.said_on)})"


def _by(known: Known) -> str:
    """The source of the claim in force, with its weight where that is only a rumour."""
    if known.claim is None:
        return ""
    said = known.claim.said
    rumour = "a rumour, " if said.standing is Standing.RUMOUR else ""
    return f" ({rumour}{said.source}, {day(said.said_on)})"


def _within_four_weeks(known: Known, now: datetime) -> bool:
    if state(known, now) is State.OVERDUE or sort_date(known, now) is None:
        return False
    return 0 <= (days_until(known, now) or 0) <= _FOUR_WEEKS
