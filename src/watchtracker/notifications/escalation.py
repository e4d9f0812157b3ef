"""Escalation: who is told alone, or beyond a channel, as a deadline comes near and nobody says that they are on it.

It has three steps. With the shortest lead time of days the owner is written to alone; with the last of the last calls
once more; and half-way from there to the close it goes to whom the channel names with `escalate_to`, or, where somebody
is on it, to them alone. Each is told once, under a key of its own, whatever is planned anew: what left for somebody is
not said to them again, and what somebody's answer makes needless ends with who gave it. What goes to a person uses
their own channel, as `people.py` has it. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from watchtracker import dates
from watchtracker.items import ItemAsOf, Kind
from watchtracker.notifications import holds, people, quiet, reasons
from watchtracker.notifications.codes import Reason
from watchtracker.notifications.holds import Hold, HoldKind
from watchtracker.notifications.kinds import NotificationKind, Want
from watchtracker.notifications.records import Channel, DmOwner, LeadTime, Notification, NotificationState
from watchtracker.notifications.rules import DayRange, reminders
from watchtracker.targets import account_of, is_group

_LEFT = {NotificationState.SENDING, NotificationState.SENT, NotificationState.DEAD}
_TOLD = {NotificationState.PLANNED, NotificationState.SENDING, NotificationState.SENT}
_NO_DAYS = DayRange(date.min, date.min)
_BESIDE = ":"


class EscalationStep(StrEnum):
    """The steps of an escalation; the values stand in keys and as rules, and are no lead times."""

    OWNER = "dm-owner"
    OWNER_LAST_CALL = "dm-owner-last-call"
    BEYOND = "escalate"  # followed by the id of the group that it mentions, where it does
    TAKER = "dm-taker"


_STEPS = {step.value: step for step in EscalationStep}
# What one of these is told, the other need not be told for the same date.
_FAMILY = {
    EscalationStep.OWNER: 1,
    EscalationStep.OWNER_LAST_CALL: 2,
    EscalationStep.BEYOND: 3,
    EscalationStep.TAKER: 3,
}


def step_of(notification: Notification) -> EscalationStep | None:
    """Which step of an escalation a notification is; None: it is none."""
    return _STEPS.get(notification.rule.partition(_BESIDE)[0])


def is_to_owner(notification: Notification) -> bool:
    """Whether it tells the owner alone."""
    return step_of(notification) in {EscalationStep.OWNER, EscalationStep.OWNER_LAST_CALL}


def group_of(notification: Notification) -> str | None:
    """The group that an escalation mentions in the channel itself."""
    return notification.rule.partition(_BESIDE)[2] or None if step_of(notification) is EscalationStep.BEYOND else None


def last_call(known: ItemAsOf, channel: Channel, leads: Mapping[Kind, tuple[LeadTime, ...]]) -> Notification | None:
    """The last of the last calls that a deadline owes a channel; of several for one moment the shortest."""
    calls = [each for each in _reminders(known, channel, leads) if each.kind is NotificationKind.LAST_CALL]
    return max(calls, key=lambda each: each.at, default=None)


def mentioned(
    notification: Notification,
    known: ItemAsOf,
    holding: Iterable[Hold],
    channel: Channel,
    leads: Mapping[Kind, tuple[LeadTime, ...]],
) -> tuple[str, ...]:
    """Whom a notification to `channel` mentions: the group that it escalates to, or who is on it at the last call."""
    if group := group_of(notification):
        return (group,)
    if notification.kind is not NotificationKind.LAST_CALL or step_of(notification) or people.own_channel(channel.name):
        return ()
    last = last_call(known, channel, leads)
    accounts = (hold.by.account for hold in holding if hold.kind is HoldKind.TAKEN)
    is_last = last is not None and last.key == notification.key
    return tuple(dict.fromkeys(account for account in accounts if account)) if is_last else ()


@dataclass(frozen=True, slots=True)
class Escalating:
    """All that an escalation can depend on; `recorded` has what is recorded of the item, by key."""

    known: ItemAsOf
    holding: Sequence[Hold]
    channels: Sequence[Channel]
    leads: Mapping[Kind, tuple[LeadTime, ...]]
    recorded: Mapping[str, Notification]
    now: datetime

    @property
    def taken(self) -> list[Hold]:
        """Who is on it, in whichever channel."""
        return [hold for hold in self.holding if hold.kind is HoldKind.TAKEN]

    @property
    def hearing(self) -> list[Channel]:
        """The channels that are reminded of it, in the order of the settings."""
        tags = self.known.facts.tags
        return [each for each in self.channels if Want.REMINDERS in each.wants and each.cares_for(tags)]


@dataclass(frozen=True, slots=True)
class Escalated:
    """What is owed; `handed_over` has the keys of what comes though it is late, in place of what had not left yet."""

    owed: list[Notification]
    handed_over: frozenset[str]


def owed(around: Escalating) -> Escalated:
    """What the steps owe, past or not, without what has been told already."""
    known = around.known
    if known.facts.kind is not Kind.DEADLINE or known.outcome is not None:
        return Escalated([], frozenset())
    left = {_told(each): each.key for each in around.recorded.values() if step_of(each) and each.state in _LEFT}
    steps = (*_first(around), *_second(around), *_third(around))
    wanted = [each for each in steps if left.get(_told(each), each.key) == each.key]
    return Escalated(wanted, frozenset(each.key for each in wanted if _takes_over(each, around)))


def why_not(before: ItemAsOf | None, record: Notification, around: Escalating, closed_at: datetime | None) -> Reason:
    """Why a step is owed no longer, of an item that is on the list and has no outcome."""
    after, step = around.known, step_of(record)
    if record.overtaken is not None and before == after:
        return record.overtaken
    if before is not None and before.window != after.window:
        return reasons.LAW_CHANGED if closed_at is not None else reasons.date_moved(after.window)
    if before is not None and before.facts.kind is not after.facts.kind:
        return reasons.KIND_CHANGED
    if before is not None and before.facts.zone != after.facts.zone:
        return reasons.zone_changed(after.facts.zone)
    if step is EscalationStep.TAKER and not around.taken:
        return reasons.HANDED_BACK
    if step is not EscalationStep.TAKER and around.taken:
        return holds.stopped_by(around.taken[0])
    snoozes = (hold for hold in around.holding if hold.kind is HoldKind.SNOOZED)
    mine = next((hold for hold in snoozes if hold.channel == people.home(record.channel)), None)
    return holds.stopped_by(mine) if mine is not None and step is EscalationStep.OWNER else reasons.WHOM_CHANGED


def _first(around: Escalating) -> Iterator[Notification]:
    """With the shortest lead time of days: to the owner, when that reminder comes to the channel."""
    owner = account_of(around.known.facts.owner)
    if owner is None or any(hold.by.account == owner for hold in around.taken):
        return  # whoever is on it gets that reminder alone already
    for channel in _written_from(around):
        ahead = _reminders(around.known, channel, around.leads)
        days = [each for each in ahead if each.kind is NotificationKind.UPCOMING]
        reminder = max(days, key=lambda each: each.at, default=None)
        if reminder is not None and not _snoozed(reminder, channel, around.holding):
            alone = _alone(reminder, EscalationStep.OWNER, owner)
            # Its rule says how long before it is, by which quiet times go.
            (timed,) = quiet.arranged(
                [replace(alone, rule=reminder.rule)], channel, around.known, recorded=around.recorded, now=around.now
            )
            yield replace(timed, rule=alone.rule, why=_to_owner(timed, around))
            return


def _second(around: Escalating) -> Iterator[Notification]:
    """With the last of the last calls: to the owner."""
    owner = account_of(around.known.facts.owner)
    if owner is None:
        return
    for channel in _written_from(around):
        reminder = last_call(around.known, channel, around.leads)
        if reminder is not None:
            alone = _alone(reminder, EscalationStep.OWNER_LAST_CALL, owner)
            yield replace(alone, why=_to_owner(alone, around))
            return


def _third(around: Escalating) -> Iterator[Notification]:
    """Half-way between the last of the last calls and the close: beyond the channel, or to who is on it."""
    if around.taken:
        yield from _to_takers(around)
        return
    asked: dict[str, list[tuple[Channel, Notification]]] = {}
    found: dict[str, Notification] = {}
    for channel in around.hearing:
        call = last_call(around.known, channel, around.leads)
        if channel.escalate_to and call is not None and _is_between(call):
            goes = _beyond(call, channel, channel.escalate_to, around)
            if goes is None:
                continue
            found.setdefault(goes.key, goes)
            asked.setdefault(goes.key, []).append((channel, call))
    for key, goes in found.items():
        yield replace(goes, why=_asked(asked[key], around))


def _to_takers(around: Escalating) -> Iterator[Notification]:
    by_name = {channel.name: channel for channel in around.hearing}
    accounts: set[str] = set()
    for hold in around.taken:
        channel, account = by_name.get(hold.channel), hold.by.account
        if channel is None or account is None or account in accounts or not channel.to.knows_people:
            continue
        call = last_call(around.known, channel, around.leads)
        if call is not None and _is_between(call):
            accounts.add(account)
            why = reasons.half_way(call.rule, f"to {hold.by.name}, who is on it")
            yield replace(_alone(_half_way(call, channel), EscalationStep.TAKER, account), why=why)


def _beyond(call: Notification, channel: Channel, whom: str, around: Escalating) -> Notification | None:
    """The step beyond a channel: in another one, to a person alone, or, for a group, in the channel itself."""
    there = next((each for each in around.channels if each.name == whom), None)
    if there is None and account_of(whom) is not None:
        return _alone(_half_way(call, channel), EscalationStep.BEYOND, whom)
    if there is None and not is_group(whom):
        return None
    rule = EscalationStep.BEYOND.value if there is not None else f"{EscalationStep.BEYOND.value}{_BESIDE}{whom}"
    goes = _half_way(call, there or channel)
    return replace(goes, key=f"{goes.item}/{goes.channel}/{rule}/{goes.target}", rule=rule)


def _half_way(call: Notification, channel: Channel) -> Notification:
    close = datetime.fromisoformat(call.target)
    at = close - (close - call.at) / 2
    local = at.astimezone(dates.zone(channel.zone)).replace(tzinfo=None)
    return replace(call, channel=channel.name, at=at, local=local, zone=channel.zone)


def _is_between(call: Notification) -> bool:
    return call.at < datetime.fromisoformat(call.target)


def _alone(reminder: Notification, step: EscalationStep, account: str) -> Notification:
    name = people.OwnChannel(account, reminder.channel).name
    key = f"{reminder.item}/{name}/{step.value}/{reminder.target}"
    return replace(reminder, key=key, channel=name, rule=step.value)


def _written_from(around: Escalating) -> Iterator[Channel]:
    """The channels from which the owner is written to, as things stand; of several the first does it."""
    for channel in around.hearing:
        wants = channel.dm_owner is DmOwner.ALWAYS or (channel.dm_owner is DmOwner.UNANSWERED and not around.taken)
        if wants and channel.to.knows_people:
            yield channel


def _to_owner(notification: Notification, around: Escalating) -> str:
    return f"{notification.why}, to its owner{'' if around.taken else ', as nobody is on it'}"


def _asked(calls: Sequence[tuple[Channel, Notification]], around: Escalating) -> str:
    """That nobody is on it, and where and when people were asked, as far as they were."""
    told = [(channel, call) for channel, call in calls if _was_told(call, around)]
    if not told:
        return reasons.beyond((), "")
    first, call = told[0]
    local = call.at.astimezone(dates.zone(first.zone))
    return reasons.beyond([channel.name for channel, _ in told], reasons.wall_time(local, first.zone))


def _was_told(call: Notification, around: Escalating) -> bool:
    recorded = around.recorded.get(call.key)
    # What is still to come is planned with this step, also where it had ended meanwhile.
    return call.at >= around.now or (recorded is not None and recorded.state in _TOLD)


def _snoozed(reminder: Notification, channel: Channel, holding: Iterable[Hold]) -> bool:
    here = (hold for hold in holding if hold.channel == channel.name and hold.kind is HoldKind.SNOOZED)
    return any(holds.stops(hold, reminder, channel) for hold in here)


def _takes_over(wanted: Notification, around: Escalating) -> bool:
    """Whether it stands for what was due already and has not left, and who is told now was not told by that."""
    if step_of(wanted) is EscalationStep.TAKER and any(hold.since > wanted.at for hold in around.taken):
        return False  # who takes it after that moment need not hear at once that they have
    return any(
        each.state is NotificationState.PLANNED and each.key != wanted.key and _same_turn(each, wanted)
        for each in around.recorded.values()
    )


def _same_turn(recorded: Notification, wanted: Notification) -> bool:
    was, now = step_of(recorded), step_of(wanted)
    alike = was is not None and now is not None and _FAMILY[was] == _FAMILY[now]
    return alike and recorded.target == wanted.target


def _told(notification: Notification) -> tuple[int, str, str]:
    """To whom it says what, whichever channel it comes from: nobody is told so twice."""
    step, own = step_of(notification), people.own_channel(notification.channel)
    assert step is not None
    whom = own.account if own else group_of(notification) or notification.channel
    return _FAMILY[step], notification.target, whom


def _reminders(known: ItemAsOf, channel: Channel, leads: Mapping[Kind, tuple[LeadTime, ...]]) -> list[Notification]:
    return reminders(known, channel, leads[known.facts.kind], _NO_DAYS)
