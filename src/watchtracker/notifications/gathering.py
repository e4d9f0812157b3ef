"""What becomes of the notifications that are due for one channel at one beat: which go out together, which end.

Grouping looks at what is due and never waits, so a message is decided at the moment it is sent and not before.
Every decision carries its reason, for `explain`. `delivery` claims what is due, and writes down what is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from watchtracker import dates
from watchtracker.items import ItemAsOf
from watchtracker.notifications import reasons
from watchtracker.notifications.records import Notification, NotificationKind, NotificationState

LATE_AFTER = timedelta(minutes=15)
GIVE_UP_AFTER = timedelta(hours=72)
MOST_SINGLES = 3

ALONE = "due by itself"
TOGETHER = "more than three were due at once"
DATE_PAST = "its date was over before it could be sent"
DIGEST_ALONE = "a digest is a message of its own"

_SPEAKS_OF_THE_PAST = {NotificationKind.OVERDUE, NotificationKind.RECHECK, NotificationKind.DIGEST}


class MessageForm(StrEnum):
    """What a message is made of: one notification, several at once, those missed while down, or a digest.

    `dead_letters` tells the fallback channel of notifications that ended as dead elsewhere.
    """

    SINGLE = "single"
    GROUP = "group"
    MISSED = "missed"
    DIGEST = "digest"
    DEAD_LETTERS = "dead_letters"


@dataclass(frozen=True, slots=True)
class Due:
    """A notification whose time has come; `give_up_at` is None where it is 72 hours after that time."""

    notification: Notification
    give_up_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """One message to be: its notifications in order of time, and why they are in one."""

    form: MessageForm
    members: tuple[Notification, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Gathering:
    """What becomes of all that is due: messages in order of time, and notifications that end unsent, with reasons."""

    messages: tuple[Gathered, ...] = ()
    ended: tuple[Notification, ...] = ()


def gather(due: Iterable[Due], knowns: Mapping[str, ItemAsOf], *, now: datetime) -> Gathering:
    """Decide on everything that is due for one channel; `knowns` has the items that are on the watch list."""
    ended: list[Notification] = []
    standing: list[Due] = []
    for one in sorted(due, key=lambda one: (one.notification.at, one.notification.key)):
        gone = _no_longer_owed(one.notification, knowns)
        if gone is None:
            standing.append(one)
        else:
            ended.append(gone)
    standing, overtaken = _latest_late(standing, now)
    live, dead = _given_up(standing, now)
    return Gathering(tuple(_messages(live, knowns, now)), (*ended, *overtaken, *dead))


def late(notification: Notification, now: datetime) -> bool:
    """Whether it is so late that its message must say when it was due."""
    return now - notification.at > LATE_AFTER


def _no_longer_owed(one: Notification, knowns: Mapping[str, ItemAsOf]) -> Notification | None:
    """The tracker ends what is not owed any more; whatever slipped past it must not be sent all the same."""
    if one.item is None:
        return None
    known = knowns.get(one.item)
    if known is None:
        return replace(one, state=NotificationState.CANCELLED, reason=reasons.ITEM_UNKNOWN)
    if known.outcome is not None and not one.kind.is_change:
        why = reasons.ended(known.outcome.result, known.outcome.on)
        return replace(one, state=NotificationState.CANCELLED, reason=why)
    return None


def _latest_late(due: Sequence[Due], now: datetime) -> tuple[list[Due], list[Notification]]:
    """At most one late message an item, and one digest: the latest."""
    newest: dict[str | None, Due] = {one.notification.item: one for one in due if _competes(one.notification, now)}
    kept: list[Due] = []
    ended: list[Notification] = []
    for one in due:
        if not _competes(one.notification, now) or newest[one.notification.item] is one:
            kept.append(one)
        else:
            why = reasons.LATER_DIGEST if one.notification.item is None else reasons.LATER_NOTIFICATION
            ended.append(replace(one.notification, state=NotificationState.SUPERSEDED, reason=why))
    return kept, ended


def _competes(one: Notification, now: datetime) -> bool:
    return one.item is None or late(one, now)


def _given_up(due: Sequence[Due], now: datetime) -> tuple[list[Notification], list[Notification]]:
    live: list[Notification] = []
    dead: list[Notification] = []
    for one in due:
        if now < (one.give_up_at or one.notification.at + GIVE_UP_AFTER):
            live.append(one.notification)
        else:
            dead.append(replace(one.notification, state=NotificationState.DEAD, reason=reasons.GIVEN_UP))
    return live, dead


def _messages(live: Sequence[Notification], knowns: Mapping[str, ItemAsOf], now: datetime) -> list[Gathered]:
    digests = [one for one in live if one.item is None]
    dated = [one for one in live if one.item is not None]
    missed = [one for one in dated if late(one, now) and _date_over(one, knowns[one.item or ""], now)]
    prompt = [one for one in dated if one not in missed]
    messages = [Gathered(MessageForm.DIGEST, (one,), DIGEST_ALONE) for one in digests]
    if missed:
        messages.append(Gathered(MessageForm.MISSED, tuple(missed), DATE_PAST))
    if len(prompt) > MOST_SINGLES:
        messages.append(Gathered(MessageForm.GROUP, tuple(prompt), TOGETHER))
    else:
        messages.extend(Gathered(MessageForm.SINGLE, (one,), ALONE) for one in prompt)
    return sorted(messages, key=lambda message: (message.members[0].at, message.form.value))


def _date_over(one: Notification, known: ItemAsOf, now: datetime) -> bool:
    """Whether what a reminder counts towards is over; news, and what speaks of the past anyway, never is."""
    if one.kind.is_change or one.kind in _SPEAKS_OF_THE_PAST:
        return False
    if one.kind is NotificationKind.LAST_CALL:
        return datetime.fromisoformat(one.target) <= now
    closes = known.window.closes_at(dates.zone(known.facts.zone))
    return closes is not None and closes <= now
