"""What a notification says: one sentence or two that can be read alone, in a terminal, in Slack, in `plan`.

A line is made when it is sent, so it speaks of the date that holds then; only what a change did is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import assert_never

from watchtracker import dates
from watchtracker.dates import DateWindow, WindowKind
from watchtracker.items import ItemAsOf, Kind, Standing, State, sort_date, state, today
from watchtracker.notifications import Change, NoticeCode, Notification, NotificationKind, escalation
from watchtracker.notifications.holds import Hold, HoldKind, holding
from watchtracker.notifications.kinds import LinkOf
from watchtracker.notifications.reasons import ANOTHER_LAW, OUTCOME_WITHDRAWN
from watchtracker.wording import moves, record
from watchtracker.wording.holding import on_it
from watchtracker.wording.items import (
    away,
    beginning,
    closing,
    count,
    day,
    distance,
    moment,
    rechecked,
    says_today,
    window_words,
)

_SHOWN_IN_HOURS = timedelta(hours=48)


def line(
    notification: Notification,
    known: ItemAsOf,
    *,
    now: datetime,
    late: bool = False,
    held: Iterable[Hold] = (),
    names_takers: bool = True,
) -> str:
    """What `notification` says of its item at the moment `now`; a late one says when it was due.

    A reminder says who is on it, of the holds `held`, where it `names_takers`: where something else does, it need not.
    News does not: it is for everybody.
    """
    holds = holding(held, known, now)
    text = f"{_text(notification, known, now)}{_why_you(notification, holds)}"
    names_takers = names_takers and not notification.kind.is_change
    if names_takers and (taken := on_it(holds, notification.channel)):
        text = f"{text} {taken}"
    if not late:
        return text
    due = notification.local
    return f"{text} (This was due {day(due.date())}, {due:%H:%M} {notification.zone}.)"


def title(number: int, *, missed: bool = False) -> str:
    """The first line of a message with several notifications."""
    if missed:
        return f"Missed while down: {count(number, 'notification')}"
    return f"{count(number, 'notification')} at once"


def correction(known: ItemAsOf, reader: str) -> str:
    """What holds now, for a message that was under way when its date moved."""
    if known.outcome is not None:
        return f"Correction: {outcome(known, reader)}"
    now_in_force = window_words(known.window, known, reader)
    return f"Correction: {known.facts.title}: the date in force is now {now_in_force}{by(known)}."


def summary(known: ItemAsOf, now: datetime, reader: str) -> str:
    """An item in one line without its title: date, how far away, what moved."""
    parts = [window_words(known.window, known, reader), distance(known, now), moves.moved(known)]
    return ", ".join(part for part in parts if part)


def what_moved(known: ItemAsOf, change: Change, reader: str | None = None) -> str:
    """What a move did to the date in force: "slipped by 69 days to Apr 2026, was mid-Feb 2026"."""
    before, after = window_words(change.before, known, reader), window_words(change.after, known, reader)
    return moves.notice(change.relation, change.days, before, after)


def contradiction(known: ItemAsOf, change: Change, reader: str | None = None) -> str:
    """That a weaker claim disagrees, and which date holds."""
    holds, says = window_words(change.before, known, reader), window_words(change.after, known, reader)
    return (
        f"{known.facts.title}: {change.source} says {says}, "
        f"which contradicts the date in force, {holds}{by(known)}; that one holds."
    )


def reopened(known: ItemAsOf, change: Change, reader: str | None = None) -> str:
    """That an outcome was taken back, and the date that holds again."""
    holds = window_words(change.after, known, reader)
    return f"{known.facts.title}: open again, {OUTCOME_WITHDRAWN}. The date in force is {holds}."


def outcome(known: ItemAsOf, reader: str | None = None) -> str:
    """How an item ended, and the date that was in force."""
    ended = known.outcome
    if ended is None:
        return f"{known.facts.title}: open again."
    said = f" The date in force was {window_words(known.window, known, reader)}." if known.window.dated else ""
    return f"{known.facts.title}: {ended.result} on {day(ended.on)} ({ended.source}).{said}"


def named_url(notification: Notification, known: ItemAsOf) -> str | None:
    """The address of who is named in the sentence: the claim or the outcome that is news, or the date in force."""
    change = notification.change
    match notification.kind.traits.link_of:
        case LinkOf.OUTCOME if known.outcome is not None:
            return known.outcome.url
        case LinkOf.CHANGE if change is not None:
            return change.url
        case _:
            return in_force_url(known)


def in_force_url(known: ItemAsOf) -> str | None:
    """The address of the claim in force."""
    return known.claim.said.url if known.claim else None


def _text(notification: Notification, known: ItemAsOf, now: datetime) -> str:  # noqa: C901, PLR0912 - a case for each kind
    name, reader, change = known.facts.title, notification.zone, notification.change
    window = f"{window_words(known.window, known, reader)}{by(known)}"
    match notification.kind:
        case NotificationKind.UPCOMING:
            return _upcoming(known, notification, now)
        case NotificationKind.LAST_CALL:
            return _last_call(notification, known, now)
        case NotificationKind.OPENS:
            opens = "opened" if _is_past(known, notification, now) else "opens"
            return f"{name}: its window {opens} {_when(known, notification, now)}: {window}."
        case NotificationKind.MIDWAY:
            return f"{name}: half of its window is over, and no word yet: {window}."
        case NotificationKind.CLOSES:
            was = "was" if _is_past(known, notification, now) else "is"
            return f"{name}: the last day of its window {was} {_when(known, notification, now)}: {window}."
        case NotificationKind.TODAY:
            opens = "opened" if _is_past(known, notification, now) else "opens"
            begins = opens if known.window.kind is WindowKind.WINDOW else _verb(known)
            return f"{name}: {begins} {_dated(*_about(known, notification, now), known, reader)}{by(known)}."
        case NotificationKind.OVERDUE:
            return f"{name}: overdue, {distance(known, now)}; it was expected {window}."
        case NotificationKind.RECHECK:
            return _recheck(known, now, reader)
        case NotificationKind.MOVED:
            return _moved(known, change, now, reader, notification.code) if change else name
        case NotificationKind.CONTRADICTED:
            return contradiction(known, change, reader) if change else name
        case NotificationKind.ADDED:
            told = summary(known, now, reader)
            return f"New on the list: {name}: {told}{by(known)}.{_closing_sentence(known, reader)}"
        case NotificationKind.RESOLVED:
            return outcome(known, reader)
        case NotificationKind.DIGEST:
            return name  # it is about many items; `digest.py` has what it says
        case NotificationKind.PROPOSALS:
            return f"{name}: proposal {notification.target} waits to be decided."
        case _:
            assert_never(notification.kind)


def _why_you(notification: Notification, holds: Iterable[Hold]) -> str:
    """Why an escalation reaches whom it reaches, so that it stays true when somebody is on it afterwards."""
    step = escalation.step_of(notification)
    match step:
        case None:
            return ""
        case escalation.EscalationStep.OWNER | escalation.EscalationStep.OWNER_LAST_CALL:
            taken = any(hold.kind is HoldKind.TAKEN for hold in holds)
            return " You are its owner." if taken else " You are its owner, and nobody had taken it."
        case escalation.EscalationStep.BEYOND:
            return f" {notification.why[:1].upper()}{notification.why[1:]}."
        case escalation.EscalationStep.TAKER:
            return " You are on it."
        case _:
            assert_never(step)


def _last_call(notification: Notification, known: ItemAsOf, now: datetime) -> str:
    """Its source stands behind the moment: the title has a sentence to itself, for many end in "... closes"."""
    closes = _closes(datetime.fromisoformat(notification.target), known, now, notification.zone)
    said = _source(known)
    # The last call itself was before these.
    beyond = escalation.step_of(notification) in {escalation.EscalationStep.BEYOND, escalation.EscalationStep.TAKER}
    head = "Still open" if beyond else "Last call"
    return f"{head}: {known.facts.title}. It {closes}{said and ', according to '}{said}."


def _upcoming(known: ItemAsOf, notification: Notification, now: datetime) -> str:
    name, far, reader = known.facts.title, distance(known, now), notification.zone
    if not far:
        return f"{name}: without a date{by(known)}."
    shifted = notification.shifted is not None and state(known, now).ahead
    named = sort_date(known, now) if shifted and not says_today(known, now) else None
    told = f"{_dated(far, named, known, reader)}{by(known)}.{_closing_sentence(known, reader)}"
    if not known.window.exact and state(known, now) is not State.OVERDUE:
        return f"{name}: {told}"
    return f"{name}: {_verb(known)} {told}"


def corrected(known: ItemAsOf, change: Change, code: NoticeCode | None, reader: str | None = None) -> str:
    """What holds now that we had it wrong, and what does not: "the date in force is 6 May 2026, not 6 Jun 2026"."""
    before, after = window_words(change.before, known, reader), window_words(change.after, known, reader)
    instead = f", not {before}" if before != after else ""
    match code:
        case NoticeCode.CORRECTED:
            return f"the date in force is {after}{instead}"
        case NoticeCode.TAKEN_BACK:
            return f"the date in force is {after} again{instead}"
        case NoticeCode.MOVED | None:
            return ""


def under_another_law(known: ItemAsOf, was: datetime, change: Change, reader: str | None = None) -> str:
    """That the law of its zone changed, when it closes now, and when it would have closed."""
    zone = known.facts.zone
    closes = change.after.closes_at(dates.zone(zone))
    assert closes is not None  # no law gives an end to what has none, or takes it away
    if known.facts.kind is not Kind.DEADLINE and change.after.instant is not None:
        return f"{ANOTHER_LAW}: it is now {beginning(closes, zone, reader)}, was {beginning(was, zone, reader)}"
    what = "it" if known.facts.kind is Kind.DEADLINE else "its window"
    return f"{ANOTHER_LAW}: {what} now closes {moment(closes, zone, reader)}, was {moment(was, zone, reader)}"


def _moved(known: ItemAsOf, change: Change, now: datetime, reader: str, code: NoticeCode | None) -> str:
    if change.closed_at is not None:
        right = under_another_law(known, change.closed_at, change, reader)
        return f"Corrected: {known.facts.title}: {right}.{_in_place_of(change)}"
    text = f"{known.facts.title}: {what_moved(known, change, reader)}{_said(change)}."
    if change.reopened:
        text = reopened(known, change, reader)
    elif right := corrected(known, change, code, reader):
        head = "Corrected" if code is NoticeCode.CORRECTED else "Taken back"
        text = f"{head}: {known.facts.title}: {right}{_said(change)}."
    history = moves.moved(known)
    if history:
        text += f" So far: {history}."
    if change.source and (kept := record.kept(change.source, change.kept)):
        text += f" {kept}"
    if known.facts.kind is Kind.DEADLINE:
        text += _closing_soon(known, now, reader)
    return text + _in_place_of(change)


def _in_place_of(change: Change) -> str:
    text = " This is the last call." if change.last_call else ""
    if change.stands_for:
        text += f" (In place of the reminders that are past: {', '.join(change.stands_for)}.)"
    return text


def _recheck(known: ItemAsOf, now: datetime, reader: str) -> str:
    since = known.confirmed_on
    assert since is not None
    days = count((today(known, now) - since).days, "day")
    window = window_words(known.window, known, reader)
    return f"{known.facts.title}: nobody has confirmed its date for {days}: {window}{by(known)}."


def _verb(known: ItemAsOf) -> str:
    return "expected" if known.facts.kind is Kind.RELEASE else "due"


def _when(known: ItemAsOf, notification: Notification, now: datetime) -> str:
    """How far the day is that a reminder is about, with that day where it is to be named."""
    return _with_day(*_about(known, notification, now))


def _is_past(known: ItemAsOf, notification: Notification, now: datetime) -> bool:
    """Whether the day that a reminder is about is over where the item is: a late reminder speaks of it as past."""
    return date.fromisoformat(notification.target) < today(known, now)


def _about(known: ItemAsOf, notification: Notification, now: datetime) -> tuple[str, date | None]:
    """How far the day is that a reminder is about, seen from where the item is: the channel may be a day behind.

    The day itself is to be named where a quiet time brought the words to another day than people expect.
    """
    about = date.fromisoformat(notification.target)
    days = (about - today(known, now)).days
    return away(days), about if notification.shifted is not None and days else None


def _dated(far: str, named: date | None, known: ItemAsOf, reader: str) -> str:
    """How far away it is, its day if that is to be named, and its window where that says more than the day."""
    words = _with_day(far, named)
    if named is not None and known.window == DateWindow(named, named):
        return words
    return f"{words}, {window_words(known.window, known, reader)}"


def _with_day(far: str, named: date | None) -> str:
    return far if named is None else f"{far} ({named:%A}, {day(named)})"


def _closes(close: datetime, known: ItemAsOf, now: datetime, reader: str) -> str:
    left, at = close - now, moment(close, known.facts.zone, reader)
    if left <= timedelta(0):
        return f"closed {_length(-left)} ago, {at}"
    return f"closes in {_length(left)}, {at}"


def _closing_soon(known: ItemAsOf, now: datetime, reader: str) -> str:
    closes = known.window.closes_at(dates.zone(known.facts.zone))
    if closes is None or closes <= now:
        return ""
    if closes - now > _SHOWN_IN_HOURS:
        return _closing_sentence(known, reader)
    return f" It {_closes(closes, known, now, reader)}."


def _closing_sentence(known: ItemAsOf, reader: str) -> str:
    """Empty for a moment, which stands in the sentence before as clocks show it."""
    words = "" if known.window.instant else closing(known, reader)
    return f" It {words}." if words else ""


def _length(time: timedelta) -> str:
    minutes = round(time.total_seconds() / 60)
    return f"{minutes} min" if minutes < 60 else f"{round(minutes / 60)} h"  # noqa: PLR2004 - an hour


def _said(change: Change) -> str:
    if change.source is None or change.said_on is None:
        return ""
    return f" ({change.source}, {day(change.said_on)})"


def by(known: ItemAsOf) -> str:
    """The source of the claim in force, and who looked since."""
    return f" ({_source(known)}){rechecked(known)}" if known.claim else ""


def _source(known: ItemAsOf) -> str:
    """The source of the claim in force, with its weight where that is only a rumour."""
    if known.claim is None:
        return ""
    said = known.claim.said
    rumour = "a rumour, " if said.standing is Standing.RUMOUR else ""
    return f"{rumour}{said.source}, {day(said.said_on)}"
