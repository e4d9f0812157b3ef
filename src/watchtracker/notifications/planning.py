"""What changes in the record of notifications when an item changes or time goes on.

What is owed is held against what is recorded, by occurrence key: nothing is planned twice, what a moved date
overtook is superseded, what is owed again is revived, and what was sent stays sent. `rules.py` says what is owed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import TypeGuard

from watchtracker import dates
from watchtracker.items import ItemAsOf, Kind
from watchtracker.notifications import changes, escalation, holds, people, quiet, reasons
from watchtracker.notifications.codes import Reason
from watchtracker.notifications.holds import Hold, SnoozeBounds
from watchtracker.notifications.kinds import NotificationKind, SaidByAMove, Want
from watchtracker.notifications.lateness import GIVE_UP_AFTER
from watchtracker.notifications.overtaking import Ended, Overtaking, why_no_digest
from watchtracker.notifications.records import (
    END_OF_SNOOZE,
    Channel,
    LeadTime,
    Notification,
    NotificationState,
)
from watchtracker.notifications.rules import DayRange, digests, reminders

AHEAD = timedelta(days=100)
BEHIND = timedelta(days=100)
SOON_AFTER_A_MOVE = timedelta(hours=12)

_CANCELLED = NotificationState.CANCELLED
_UNSENT = {NotificationState.PLANNED, NotificationState.SENDING}
_REVIVABLE = {NotificationState.SUPERSEDED, NotificationState.CANCELLED}


@dataclass(frozen=True, slots=True)
class Planned:
    """What to write: notifications that are new, and recorded ones that changed."""

    new: tuple[Notification, ...] = ()
    changed: tuple[Notification, ...] = ()


def of_item(
    before: ItemAsOf | None,
    after: ItemAsOf | None,
    recorded: Iterable[Notification],
    *,
    channels: Sequence[Channel],
    leads: Mapping[Kind, tuple[LeadTime, ...]],
    now: datetime,
    first_import: bool = False,
    intervals: Mapping[Kind, str] = MappingProxyType({}),
    closed_at: datetime | None = None,
    held: Iterable[Hold] = (),
) -> Planned:
    """What becomes of an item's notifications when it was `before` and is `after` (None: not on the list).

    `before` equal to `after` plans ahead and owes no notice; a first import owes none either. `leads` and `intervals`
    are the lead times and how often to ask for a re-check, by kind. `closed_at` is when it would have closed, where
    the law of its zone is all that changed. `held` are the holds of the item, whether they hold still or not.
    """
    news = changes.between(before, after, closed_at=closed_at) if not first_import else None
    everything = {record.key: record for record in recorded if record.kind is not NotificationKind.PROPOSALS}
    escalated = {key: record for key, record in everything.items() if escalation.step_of(record)}
    existing = {key: record for key, record in everything.items() if key not in escalated}
    holding = holds.holding(held, after, now)
    planned = Planned()
    for channel in channels:
        mine = {key: record for key, record in existing.items() if record.channel == channel.name}
        theirs = people.of_home(existing.values(), channel)
        here = [hold for hold in holding if hold.channel == channel.name]
        due = _owed(after, channel, leads, intervals, now)
        if before is not None and _hears_of(after, channel) and _awaited_as_before(before, after):
            due += _ends_of_snoozes(people.everywhere(mine, theirs).values(), now)
        owed = holds.quieted(due, here, channel, after)
        overtaking = Overtaking(before, after, channel, intervals, _stretch(now), closed_at, owed.stopped)
        wanted = quiet.arranged(owed.owed, channel, after, recorded=people.everywhere(mine, theirs), now=now)
        parts = people.divided(wanted, here, channel, mine, theirs)
        planned = _joined(planned, _for_channel(overtaking, mine, parts, news=news, now=now))
        planned = _joined(planned, _for_people(overtaking, theirs, parts, now=now))
    gone = (record for record in existing.values() if people.channel_of(record.channel, channels) is None)
    no_channel = (reasons.CHANNEL_GONE, NotificationState.CANCELLED)
    planned = _joined(planned, Planned(changed=ended(gone, lambda _: no_channel)))
    if after is None:
        return _joined(planned, _reconciled([], escalated, now, lambda _: (reasons.ITEM_GONE, _CANCELLED)))
    around = escalation.Escalating(after, holding, channels, leads, everything, now)
    return _joined(planned, _escalating(around, before, escalated, closed_at))


def _escalating(
    around: escalation.Escalating,
    before: ItemAsOf | None,
    existing: Mapping[str, Notification],
    closed_at: datetime | None,
) -> Planned:
    """What becomes of the steps of an escalation, which no channel holds back."""
    outcome = around.known.outcome

    def why(record: Notification) -> Ended:
        if people.channel_of(record.channel, around.channels) is None:
            return reasons.CHANNEL_GONE, _CANCELLED
        if outcome is not None:
            return reasons.ended(outcome.result, outcome.on), _CANCELLED
        return escalation.why_not(before, record, around, closed_at), NotificationState.SUPERSEDED

    found = escalation.owed(around)
    return _reconciled(found.owed, existing, around.now, why, found.handed_over)


def last_calls(known: ItemAsOf, channel: Channel, leads: Mapping[Kind, tuple[LeadTime, ...]]) -> list[datetime]:
    """When the last calls of a deadline are due, in whichever channel; of anything else there are none."""
    owed = reminders(known, channel, leads[known.facts.kind], DayRange(date.min, date.min))
    return [notification.at for notification in owed if notification.kind is NotificationKind.LAST_CALL]


def snooze_bounds(
    known: ItemAsOf, channel: Channel, leads: Mapping[Kind, tuple[LeadTime, ...]], now: datetime
) -> SnoozeBounds:
    """From when until when a snooze of an item in a channel can end."""
    return holds.snooze_bounds(known, min(last_calls(known, channel, leads), default=None), now)


def of_digests(recorded: Iterable[Notification], *, channels: Sequence[Channel], now: datetime) -> Planned:
    """What becomes of the digests of all channels."""
    existing = {notification.key: notification for notification in recorded}
    wanted = [
        digest
        for channel in channels
        if Want.DIGEST in channel.wants
        for digest in quiet.arranged(digests(channel, _stretch(now)), channel, None, recorded=existing, now=now)
    ]
    return _reconciled(wanted, existing, now, lambda owed: why_no_digest(owed, channels, _stretch(now)))


def _for_channel(
    overtaking: Overtaking,
    existing: Mapping[str, Notification],
    parts: people.Divided,
    *,
    news: changes.News | None,
    now: datetime,
) -> Planned:
    after, channel, wanted = overtaking.after, overtaking.channel, parts.stays
    overtaking = replace(overtaking, stopped={**overtaking.stopped, **parts.stopped})
    cares = after is not None and channel.cares_for(after.facts.tags)
    own_dates = {key: record for key, record in existing.items() if not (cares and record.kind.is_change)}
    planned = _reconciled(wanted, own_dates, now, overtaking.why, parts.handed_over)
    if after is not None and cares:
        planned = _joined(planned, Planned(changed=tuple(_news_in_line(after, existing.values(), channel))))
    if after is None or news is None or not cares or news.kind.want not in channel.wants:
        return planned
    return _with_notice(planned, news, after, wanted=wanted, existing=existing, channel=channel, now=now)


def _for_people(
    overtaking: Overtaking, existing: Mapping[str, Notification], parts: people.Divided, *, now: datetime
) -> Planned:
    """What goes to those who are on it, in place of the channel."""
    snoozed = {key: overtaking.stopped.get(people.at_home(record).key) for key, record in existing.items()}
    stopped = {**{key: why for key, why in snoozed.items() if why is not None}, **parts.stopped}
    planned = Planned()
    for name in sorted({*parts.follows, *(record.channel for record in existing.values())}):
        own = people.channel_of(name, [overtaking.channel])
        mine = {key: record for key, record in existing.items() if record.channel == name}
        if own is not None:
            theirs = replace(overtaking, channel=own, stopped=stopped)
            wanted = parts.follows.get(name, [])
            planned = _joined(planned, _reconciled(wanted, mine, now, theirs.why, parts.handed_over))
    return planned


def _owed(
    after: ItemAsOf | None,
    channel: Channel,
    leads: Mapping[Kind, tuple[LeadTime, ...]],
    intervals: Mapping[Kind, str],
    now: datetime,
) -> list[Notification]:
    if not _hears_of(after, channel):
        return []
    return reminders(after, channel, leads[after.facts.kind], _stretch(now), intervals)


def _hears_of(known: ItemAsOf | None, channel: Channel) -> TypeGuard[ItemAsOf]:
    """Whether a channel is reminded of an item at all."""
    return known is not None and Want.REMINDERS in channel.wants and channel.cares_for(known.facts.tags)


def _awaited_as_before(before: ItemAsOf, after: ItemAsOf) -> bool:
    return before.window == after.window and after.outcome is None


def _ends_of_snoozes(recorded: Iterable[Notification], now: datetime) -> list[Notification]:
    """Those that are due and were not sent yet: the snooze is over, and its reminder comes all the same."""
    return [
        record for record in recorded if record.rule == END_OF_SNOOZE and record.at <= now and record.state in _UNSENT
    ]


def _reconciled(
    wanted: Sequence[Notification],
    existing: Mapping[str, Notification],
    now: datetime,
    why: Callable[[Notification], Ended],
    handed_over: frozenset[str] = frozenset(),
) -> Planned:
    """What to write so that `wanted` stands; what is `handed_over` from another channel comes though it is late."""
    keys = {notification.key for notification in wanted}
    new = tuple(owed for owed in wanted if owed.key not in existing and (owed.at >= now or owed.key in handed_over))
    both = [(existing[owed.key], owed) for owed in wanted if owed.key in existing]
    kept = [_kept(record, owed, now, late=owed.key in handed_over) for record, owed in both]
    lost = [record for record in existing.values() if record.key not in keys]
    changed = tuple(right for right in kept if right is not None)
    return Planned(new, changed + ended(lost, why))


def _kept(recorded: Notification, wanted: Notification, now: datetime, *, late: bool) -> Notification | None:
    """A recorded notification that is still owed, as it must be now; None if it is so already."""
    right = replace(
        recorded, at=wanted.at, local=wanted.local, zone=wanted.zone, why=wanted.why, shifted=wanted.shifted
    )
    if wanted.state is NotificationState.SUPERSEDED:
        overtaken = recorded.state is NotificationState.PLANNED
        return replace(right, state=wanted.state, reason=wanted.reason) if overtaken else None
    # Of an item that is listed again what fell due in between is still owed, for as long as anything is sent late.
    since = now - GIVE_UP_AFTER if recorded.reason == reasons.ITEM_GONE else now
    since = min(since, wanted.at) if late else since
    if recorded.state in _REVIVABLE and wanted.at >= since and recorded.reason not in reasons.SAID_ALREADY:
        return replace(right, state=NotificationState.PLANNED, reason=None)
    if recorded.state is NotificationState.SENDING and recorded.overtaken is not None:
        return replace(recorded, overtaken=None)
    if recorded.state is NotificationState.PLANNED and right != recorded:
        return right
    return None


def _news_in_line(after: ItemAsOf, recorded: Iterable[Notification], channel: Channel) -> Iterable[Notification]:
    """News that waits for the end of quiet hours, where the settings say another end now."""
    for record in recorded:
        if record.kind.is_change and record.state is NotificationState.PLANNED and record.shifted is not None:
            own = changes.at_once(record, record.shifted.since, channel)
            right = quiet.waiting(own, quiet.news_at(after, channel, own.at), channel)
            if right != record:
                yield right


def ended(lost: Iterable[Notification], why: Callable[[Notification], Ended]) -> tuple[Notification, ...]:
    """Unsent ones end with their reason; what is under way is marked, to be set right once it has arrived."""
    ended: list[Notification] = []
    for record in lost:
        if record.state not in _UNSENT:
            continue
        reason, state = why(record)
        if record.state is NotificationState.PLANNED:
            ended.append(replace(record, state=state, reason=reason))
        elif record.overtaken is None or not (reason == record.overtaken or reasons.date_stands(reason)):
            ended.append(replace(record, overtaken=reason))
    return tuple(ended)


def _with_notice(
    planned: Planned,
    news: changes.News,
    after: ItemAsOf,
    *,
    wanted: Sequence[Notification],
    existing: Mapping[str, Notification],
    channel: Channel,
    now: datetime,
) -> Planned:
    """Adds the change notice; the reminders that it speaks for end as said by it, older unsent notices as well."""
    older = [record for record in existing.values() if record.kind.is_change and record.state in _UNSENT]
    unsent = [record for record in older if record.state is NotificationState.PLANNED]
    news = changes.as_heard(news, sorted(unsent, key=lambda record: record.stored_id), after)
    said = tuple(_said_by(news, after, wanted, existing, now=now, at=now))
    at = quiet.news_at(after, channel, now)
    if at > now and not any(owed.kind.traits.said_by_a_move is SaidByAMove.PAST for owed in said):
        said = tuple(_said_by(news, after, wanted, existing, now=now, at=at))
        notice = quiet.waiting(changes.notice(news, after, channel, said, now), at, channel)
    else:
        notice = changes.notice(news, after, channel, said, now)
    if notice.key in existing:
        return planned
    silenced = {reminder.key: reminder for reminder in said}
    new = tuple(silenced.pop(reminder.key, reminder) for reminder in planned.new)
    changed = tuple(silenced.pop(reminder.key, reminder) for reminder in planned.changed)
    recorded = tuple(reminder for reminder in silenced.values() if reminder.key in existing)
    fresh = tuple(reminder for reminder in silenced.values() if reminder.key not in existing)
    newer = (reasons.NEWER_NOTICE, NotificationState.SUPERSEDED)
    older_ended = ended(older, lambda _: newer)
    return Planned((*new, *fresh, notice), (*changed, *recorded, *older_ended))


def _said_by(
    news: changes.News,
    after: ItemAsOf,
    wanted: Iterable[Notification],
    existing: Mapping[str, Notification],
    *,
    now: datetime,
    at: datetime,
) -> Iterable[Notification]:
    """Lead times of the new date that are past or due within 12 hours of `at`; of the last calls only those past.

    `at` is when the notice comes, which is later than `now` where it waits.
    """
    closes = after.window.closes_at(dates.zone(after.facts.zone))
    if news.kind is not NotificationKind.MOVED or (closes is not None and closes <= now):
        return
    for owed in wanted:
        recorded = existing.get(owed.key)
        if recorded is not None and recorded.state not in _REVIVABLE | {NotificationState.PLANNED}:
            continue
        match owed.kind.traits.said_by_a_move:
            case SaidByAMove.SOON if owed.at <= at + SOON_AFTER_A_MOVE:
                yield _settled(owed, recorded, reasons.SAID_BY_THE_MOVE)
            case SaidByAMove.PAST if owed.at < now < _target(owed):
                yield _settled(owed, recorded, reasons.LAST_CALL_BY_THE_MOVE)


def _settled(owed: Notification, recorded: Notification | None, reason: Reason) -> Notification:
    identity = recorded.id if recorded else None
    return replace(owed, id=identity, state=NotificationState.SUPERSEDED, reason=reason)


def _target(owed: Notification) -> datetime:
    return datetime.fromisoformat(owed.target)


def _stretch(now: datetime) -> DayRange:
    return DayRange((now - BEHIND).date(), (now + AHEAD).date())


def _joined(first: Planned, other: Planned) -> Planned:
    return Planned(first.new + other.new, first.changed + other.changed)
