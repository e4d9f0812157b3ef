"""Holds: what somebody said about an item that changes who is reminded of it: "I'm on it", or "snooze".

A hold belongs to one channel and one item, and to the date that was in force when it was made. It quiets reminders,
never news, and it always has an end: an outcome, another date, the item off the list, the moment of a snooze, or four
weeks of a release that is overdue. The first hold wins; a second of the same kind takes its place only where that was
asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import assert_never

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.errors import InputError
from watchtracker.items import ItemAsOf, Kind, State, state
from watchtracker.notifications.codes import Reason, ReasonCode
from watchtracker.notifications.kinds import NotificationKind
from watchtracker.notifications.records import END_OF_SNOOZE, Channel, Notification

SHORTEST_SNOOZE, LONGEST_SNOOZE = timedelta(minutes=15), timedelta(days=90)
_LONGEST_TAKEN_OVERDUE = timedelta(days=28)
_GO_TO_TAKER = {NotificationKind.UPCOMING, NotificationKind.OVERDUE}
_QUIETED = {
    NotificationKind.UPCOMING,
    NotificationKind.OPENS,
    NotificationKind.MIDWAY,
    NotificationKind.CLOSES,
    NotificationKind.TODAY,
    NotificationKind.OVERDUE,
    NotificationKind.RECHECK,
}


class TakenError(InputError):
    """Somebody else is on it."""


class HoldKind(StrEnum):
    """What somebody said: that they are on it, or that the channel need not hear of it for a while."""

    TAKEN = "taken"
    SNOOZED = "snoozed"


class HoldEnd(StrEnum):
    """Why a hold is over."""

    HANDED_BACK = "handed_back"
    TAKEN_OVER = "taken_over"
    WOKEN = "woken"
    SNOOZED_ANEW = "snoozed_anew"
    OUTCOME = "outcome"
    DATE_CHANGED = "date_changed"
    PASSED = "passed"
    OFF_THE_LIST = "off_the_list"
    TIME_OVER = "time_over"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who answers: a name for people to read, and the address of a chat account where it is known."""

    name: str
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """That `by` has taken an item in a channel, or snoozed it `until` a moment, for the date that `window` says.

    `id` is None until it is recorded. `ended_at` and `ended_as` are there once it is over.
    """

    item: str
    channel: str
    kind: HoldKind
    by: Person
    since: datetime
    window: DateWindow
    until: datetime | None = None
    ended_at: datetime | None = None
    ended_as: HoldEnd | None = None
    id: int | None = None


def end_of(hold: Hold, known: ItemAsOf | None, now: datetime) -> HoldEnd | None:
    """Why a hold does not hold any more at `now`; None while it does. `known` is None once it is off the list."""
    if hold.ended_as is not None:
        return hold.ended_as
    if hold.until is not None and hold.until <= now:
        return HoldEnd.TIME_OVER  # whatever happens to the item by now came after that
    if known is None:
        return HoldEnd.OFF_THE_LIST
    if known.outcome is not None:
        return HoldEnd.OUTCOME
    if known.window != hold.window:
        return HoldEnd.DATE_CHANGED
    match state(known, now):
        case State.PASSED:
            return HoldEnd.PASSED
        case State.OVERDUE if hold.kind is HoldKind.TAKEN and now - hold.since > _LONGEST_TAKEN_OVERDUE:
            return HoldEnd.TIME_OVER
        case _:
            return None


def holding(holds: Iterable[Hold], known: ItemAsOf | None, now: datetime) -> list[Hold]:
    """Those that hold at `now`, in order of their beginning."""
    return sorted((hold for hold in holds if end_of(hold, known, now) is None), key=lambda hold: hold.since)


def stops(hold: Hold, owed: Notification, channel: Channel) -> bool:
    """Whether a hold keeps a reminder from its channel.

    What somebody has taken goes to them instead. Where they cannot be reached alone it stays in the channel, and says
    that they are on it.
    """
    match hold.kind:
        case HoldKind.TAKEN:
            goes_to_taker = channel.to.knows_people and hold.by.account is not None
            return goes_to_taker and owed.kind in _GO_TO_TAKER
        case HoldKind.SNOOZED:
            return owed.kind in _QUIETED and hold.until is not None and owed.at < hold.until
        case _:
            assert_never(hold.kind)


def stopped_by(hold: Hold) -> Reason:
    """Why a reminder is not sent that a hold stops, with the name of who said so."""
    code = ReasonCode.TAKEN if hold.kind is HoldKind.TAKEN else ReasonCode.SNOOZED
    return Reason(code, (hold.by.name,))


@dataclass(frozen=True, slots=True)
class Quieted:
    """What is owed to a channel beside its snoozes, and why what they stop is not."""

    owed: list[Notification]
    stopped: Mapping[str, Reason]


def quieted(owed: Sequence[Notification], holds: Sequence[Hold], channel: Channel, known: ItemAsOf | None) -> Quieted:
    """What the snoozes of `holds`, which hold in this channel, leave of what is owed; one ends with one reminder.

    What somebody has taken is owed still, but perhaps to them: see `people`.
    """
    snoozes = [hold for hold in holds if hold.kind is HoldKind.SNOOZED]
    stopped = {
        notification.key: stopped_by(hold)
        for notification in owed
        for hold in snoozes
        if stops(hold, notification, channel)
    }
    left = [notification for notification in owed if notification.key not in stopped]
    if known is not None:
        # What comes at that very moment is the one reminder with which a snooze ends.
        due = {notification.at for notification in left}
        left += [_at_its_end(hold, owed, channel, known) for hold in snoozes if hold.until not in due]
    return Quieted(sorted(left, key=lambda notification: (notification.at, notification.key)), stopped)


class SnoozeRefusal(StrEnum):
    """Why an item cannot be snoozed until a moment."""

    TOO_SOON = "too_soon"
    TOO_LATE = "too_late"
    LAST_CALL = "last_call"


@dataclass(frozen=True, slots=True)
class SnoozeBounds:
    """From when until when a snooze can end; there is no such moment where the latest is before the earliest."""

    earliest: datetime
    latest: datetime

    def refusal(self, until: datetime) -> SnoozeRefusal | None:
        """Why an item cannot be snoozed until that moment; None if it can."""
        if self.latest < self.earliest:
            return SnoozeRefusal.LAST_CALL
        if until < self.earliest:
            return SnoozeRefusal.TOO_SOON
        return SnoozeRefusal.TOO_LATE if until > self.latest else None


def snooze_bounds(known: ItemAsOf, last_call: datetime | None, now: datetime) -> SnoozeBounds:
    """A snooze lasts 15 minutes at least; that of a deadline until its last call at most, any other 90 days."""
    latest = now + LONGEST_SNOOZE
    if known.facts.kind is Kind.DEADLINE and last_call is not None:
        latest = min(last_call, latest)
    return SnoozeBounds(now + SHORTEST_SNOOZE, latest)


def _at_its_end(hold: Hold, owed: Sequence[Notification], channel: Channel, known: ItemAsOf) -> Notification:
    """The reminder when a snooze ends: the last of those that it stopped, said then."""
    at = (hold.until or hold.since).astimezone(UTC)
    local = at.astimezone(dates.zone(channel.zone)).replace(tzinfo=None)
    stopped = [
        notification for notification in owed if stops(hold, notification, channel) and notification.at >= hold.since
    ]
    key = f"{known.id}/{channel.name}/snooze/{at.isoformat()}"
    why = f"{hold.by.name} snoozed it until then"
    if stopped:
        return replace(stopped[-1], key=key, rule=END_OF_SNOOZE, at=at, local=local, zone=channel.zone, why=why)
    kind = NotificationKind.OVERDUE if state(known, at) is State.OVERDUE else NotificationKind.UPCOMING
    target = (known.window.latest or known.window.earliest or local.date()).isoformat()
    return Notification(key, known.id, channel.name, kind, END_OF_SNOOZE, target, at, local, channel.zone, why)


@dataclass(frozen=True, slots=True)
class HoldChange:
    """What an answer makes of the holds of an item in a channel: one that begins, and those that end with it."""

    begins: Hold | None = None
    ends: tuple[Hold, ...] = ()


def taken(
    known: ItemAsOf, holding_now: Sequence[Hold], channel: str, by: Person, now: datetime, *, over: bool = False
) -> HoldChange:
    """Somebody is on it; raises InputError where another is already, unless it is to be taken `over` from them."""
    _refuse_where_ended(known, now)
    before = [hold for hold in holding_now if hold.kind is HoldKind.TAKEN]
    if any(hold.by == by for hold in before):
        return HoldChange()
    if before and not over:
        raise TakenError(
            f"{before[0].by.name} is on it since {_day(before[0].since, known)}: take it over, or leave it"
        )
    begins = Hold(known.id, channel, HoldKind.TAKEN, by, now, known.window)
    return HoldChange(begins, tuple(_ended(hold, HoldEnd.TAKEN_OVER, now) for hold in before))


def handed_back(holding_now: Sequence[Hold], now: datetime) -> HoldChange:
    """Nobody is on it any more; raises InputError where nobody was."""
    return _over(holding_now, HoldKind.TAKEN, HoldEnd.HANDED_BACK, "nobody has taken it in that channel", now)


def snoozed(
    known: ItemAsOf,
    holding_now: Sequence[Hold],
    channel: str,
    by: Person,
    now: datetime,
    *,
    until: datetime,
) -> HoldChange:
    """The channel hears of it again at `until`, which was held against the bounds before; raises InputError."""
    _refuse_where_ended(known, now)
    before = [hold for hold in holding_now if hold.kind is HoldKind.SNOOZED]
    begins = Hold(known.id, channel, HoldKind.SNOOZED, by, now, known.window, until)
    return HoldChange(begins, tuple(_ended(hold, HoldEnd.SNOOZED_ANEW, now) for hold in before))


def woken(holding_now: Sequence[Hold], now: datetime) -> HoldChange:
    """The channel hears of it again from now on; raises InputError where it was not snoozed."""
    return _over(holding_now, HoldKind.SNOOZED, HoldEnd.WOKEN, "it is not snoozed in that channel", now)


def _over(holding_now: Sequence[Hold], kind: HoldKind, how: HoldEnd, otherwise: str, now: datetime) -> HoldChange:
    mine = tuple(_ended(hold, how, now) for hold in holding_now if hold.kind is kind)
    if not mine:
        raise InputError(otherwise)
    return HoldChange(ends=mine)


def _ended(hold: Hold, how: HoldEnd, now: datetime) -> Hold:
    return replace(hold, ended_at=now, ended_as=how)


def ended_by_now(holds: Iterable[Hold], known: ItemAsOf | None, now: datetime) -> list[Hold]:
    """Those that are not marked as over although they are, marked."""
    found = ((hold, end_of(hold, known, now)) for hold in holds if hold.ended_as is None)
    return [_ended(hold, how, now) for hold, how in found if how is not None]


def _refuse_where_ended(known: ItemAsOf, now: datetime) -> None:
    if known.outcome is not None:
        raise InputError(f"{known.id} has an outcome: nobody is reminded of it any more")
    if state(known, now) is State.PASSED:
        raise InputError(f"the date of {known.id} has passed: nobody is reminded of it any more")


def _day(moment: datetime, known: ItemAsOf) -> str:
    local = moment.astimezone(dates.zone(known.facts.zone))
    return dates.display(DateWindow(local.date(), local.date()))
