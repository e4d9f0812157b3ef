"""What becomes of the notifications that are due for one channel at one beat: which go out together, which end.

Grouping looks at what is due and never waits, so a message is decided at the moment it is sent and not before.
Every decision carries its reason, for `explain`. `delivery` leases what is due, and writes down what is decided here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from watchtracker import dates
from watchtracker.items import ItemAsOf
from watchtracker.notifications import reasons
from watchtracker.notifications.kinds import NotificationKind, TooLate
from watchtracker.notifications.lateness import GIVE_UP_AFTER, late
from watchtracker.notifications.proposals import Waiting, number, why_decided
from watchtracker.notifications.records import Notification, NotificationState
from watchtracker.outbox.messages import MessageForm

MOST_SINGLES = 3
MOST_PROPOSALS = 10


@dataclass(frozen=True, slots=True)
class Due:
    """A notification whose time has come; `give_up_at` is None where it is 72 hours after that time."""

    notification: Notification
    give_up_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """One message to be: what it is made of, and its notifications in order of time."""

    form: MessageForm
    members: tuple[Notification, ...]


@dataclass(frozen=True, slots=True)
class Batches:
    """What becomes of all that is due: messages in order of time, and notifications that end unsent, with reasons.

    `put_off` are proposals for which there is no room in the message with proposals.
    """

    messages: tuple[Batch, ...] = ()
    put_off: tuple[Notification, ...] = ()
    ended: tuple[Notification, ...] = ()


def make_batches(
    due: Iterable[Due],
    knowns: Mapping[str, ItemAsOf],
    *,
    now: datetime,
    apart: Collection[str] = (),
    waiting: Mapping[int, Waiting] = MappingProxyType({}),
) -> Batches:
    """Decide on everything that is due for one channel; `knowns` has the items that are on the watch list.

    What is `apart`, by key, belongs into a thread, and goes into no message with others. `waiting` has the proposals
    that are due, by number.
    """
    ended: list[Notification] = []
    standing: list[Due] = []
    for owed in sorted(due, key=lambda owed: (owed.notification.at, owed.notification.key)):
        gone = _no_longer_owed(owed.notification, knowns, waiting)
        if gone is None:
            standing.append(owed)
        else:
            ended.append(gone)
    standing, overtaken = _latest_late(standing, now)
    live, dead = _given_up(standing, now)
    put_off = [each for each in live if _is_proposal(each)][MOST_PROPOSALS:]
    messages = _messages([each for each in live if each not in put_off], knowns, now, apart)
    return Batches(tuple(messages), tuple(put_off), (*ended, *overtaken, *dead))


def _no_longer_owed(
    notification: Notification, knowns: Mapping[str, ItemAsOf], waiting: Mapping[int, Waiting]
) -> Notification | None:
    """The tracker ends what is not owed any more; whatever slipped past it must not be sent all the same."""
    if _is_proposal(notification):
        found = waiting.get(number(notification))
        if found is not None and found.is_open:
            return None
        why = why_decided(found.stored if found else None)
        return replace(notification, state=NotificationState.SUPERSEDED, reason=why)
    if notification.item is None:
        return None
    known = knowns.get(notification.item)
    if known is None:
        return replace(notification, state=NotificationState.CANCELLED, reason=reasons.ITEM_UNKNOWN)
    if known.outcome is not None and not notification.kind.is_change:
        why = reasons.ended(known.outcome.result, known.outcome.on)
        return replace(notification, state=NotificationState.CANCELLED, reason=why)
    return None


def _latest_late(due: Sequence[Due], now: datetime) -> tuple[list[Due], list[Notification]]:
    """At most one late message an item, and one digest: the latest."""
    newest: dict[str | None, Due] = {owed.notification.item: owed for owed in due if _competes(owed.notification, now)}
    kept: list[Due] = []
    ended: list[Notification] = []
    for owed in due:
        if not _competes(owed.notification, now) or newest[owed.notification.item] is owed:
            kept.append(owed)
        else:
            why = reasons.LATER_DIGEST if owed.notification.item is None else reasons.LATER_NOTIFICATION
            ended.append(replace(owed.notification, state=NotificationState.SUPERSEDED, reason=why))
    return kept, ended


def _competes(notification: Notification, now: datetime) -> bool:
    return not _is_proposal(notification) and (notification.item is None or late(notification, now))


def _is_proposal(notification: Notification) -> bool:
    return notification.kind is NotificationKind.PROPOSALS


def _given_up(due: Sequence[Due], now: datetime) -> tuple[list[Notification], list[Notification]]:
    live: list[Notification] = []
    dead: list[Notification] = []
    for owed in due:
        if now < (owed.give_up_at or owed.notification.at + GIVE_UP_AFTER):
            live.append(owed.notification)
        else:
            dead.append(replace(owed.notification, state=NotificationState.DEAD, reason=reasons.GIVEN_UP))
    return live, dead


def _messages(
    live: Sequence[Notification], knowns: Mapping[str, ItemAsOf], now: datetime, apart: Collection[str]
) -> list[Batch]:
    proposed = tuple(notification for notification in live if _is_proposal(notification))
    live = [notification for notification in live if not _is_proposal(notification)]
    digests = [notification for notification in live if notification.item is None]
    dated = [notification for notification in live if notification.item is not None]
    missed = [
        notification
        for notification in dated
        if late(notification, now) and _date_over(notification, knowns[notification.item or ""], now)
    ]
    prompt = [each for each in dated if each not in missed and each.key not in apart]
    messages = [Batch(MessageForm.DIGEST, (notification,)) for notification in digests]
    messages += [Batch(MessageForm.PROPOSALS, proposed)] if proposed else []
    messages += [Batch(MessageForm.SINGLE, (each,)) for each in dated if each.key in apart and each not in missed]
    if missed:
        messages.append(Batch(MessageForm.MISSED, tuple(missed)))
    if len(prompt) > MOST_SINGLES:
        messages.append(Batch(MessageForm.GROUP, tuple(prompt)))
    else:
        messages.extend(Batch(MessageForm.SINGLE, (notification,)) for notification in prompt)
    return sorted(messages, key=lambda message: (message.members[0].at, message.form.value))


def _date_over(notification: Notification, known: ItemAsOf, now: datetime) -> bool:
    """Whether what a reminder counts towards is over; for news, and for what speaks of the past anyway, it never is."""
    match notification.kind.traits.too_late:
        case TooLate.NEVER:
            return False
        case TooLate.WITH_ITS_TARGET:
            return datetime.fromisoformat(notification.target) <= now
        case TooLate.WITH_THE_WINDOW:
            closes = known.window.closes_at(dates.zone(known.facts.zone))
            return closes is not None and closes <= now
