"""What will be sent: the notifications that are due and unsent, and those that the rules will make.

This is not a second schedule: it asks the rules, and a recorded notification takes the place of the one that the rules
make for the same occurrence. Pure; `bootstrap.py` brings the records. `replay.py` does it for the past, by running all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any

from watchtracker import dates
from watchtracker.items import ItemAsOf, Kind
from watchtracker.notifications import (
    Channel,
    LeadTime,
    Notification,
    NotificationKind,
    NotificationState,
    Want,
    escalation,
    holds,
    people,
    quiet,
)
from watchtracker.notifications.holds import Hold, HoldKind
from watchtracker.notifications.lateness import late
from watchtracker.notifications.proposals import Waiting, number
from watchtracker.notifications.rules import DayRange, digests, reminders
from watchtracker.reports.listing import in_order
from watchtracker.wording import digest, proposals
from watchtracker.wording import reminders as wording
from watchtracker.wording.holding import person


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A notification with its text at the time when it is sent; `to` is who gets it, None: the channel as a whole."""

    notification: Notification
    text: str
    to: str | None = None

    def as_json(self) -> dict[str, Any]:
        """One of `plan --json`; `at` is a UTC instant, `local` the wall time in `zone`."""
        notification = self.notification
        return {
            "item": notification.item,
            "kind": notification.kind.value,
            "channel": notification.channel,
            "at": dates.instant(notification.at),
            "local": notification.local.isoformat(timespec="seconds"),
            "zone": notification.zone,
            "reason": notification.why,
            "code": notification.code,
            "text": self.text,
            "shifted": None
            if notification.shifted is None
            else {"from": dates.instant(notification.shifted.since), "why": notification.shifted.why},
            "to": self.to,
        }


def ahead(
    knowns: Sequence[ItemAsOf],
    recorded: Iterable[Notification],
    *,
    channels: Sequence[Channel],
    leads: Mapping[Kind, tuple[LeadTime, ...]],
    now: datetime,
    until: datetime,
    intervals: Mapping[Kind, str] = MappingProxyType({}),
    held: Mapping[str, Sequence[Hold]] = MappingProxyType({}),
    waiting: Mapping[int, Waiting] = MappingProxyType({}),
) -> list[Outgoing]:
    """What is sent up to `until`, by time; `recorded` is empty if the plan of a past day is wanted.

    `held` has the holds by item: what they keep from a channel is not sent there. `waiting` has the proposals, by
    number.
    """
    everything = list(recorded)
    asked = [each for each in everything if each.kind is NotificationKind.PROPOSALS]
    by_key = {notification.key: notification for notification in everything if notification not in asked}
    planned = [notification for notification in by_key.values() if notification.state is NotificationState.PLANNED]
    due = [
        each for each in planned if people.channel_of(each.channel, channels) and (each.at < now or each.kind.is_change)
    ]
    # Not to be listed again when the rules make them: what is due, and what is no longer planned.
    listed = {each.key for each in due} | (by_key.keys() - {each.key for each in planned})
    around = timedelta(days=1) + (quiet.FURTHEST if any(map(quiet.has_quiet_times, channels)) else timedelta(0))
    days = DayRange((now - around).date(), (until + around).date())
    owed = _owed(knowns, channels, leads, intervals, days, recorded=by_key, held=held, now=now)
    ahead_of_us = (each for each in owed if now <= each.at <= until and each.key not in listed)
    coming = [each for each in ahead_of_us if each.state is NotificationState.PLANNED]
    coming += [each for each in asked if each.state is NotificationState.PLANNED and each.at <= until]
    by_id = {known.id: known for known in knowns}
    say = partial(text, knowns=by_id, intervals=intervals, held=held, waiting=waiting)
    return [
        Outgoing(
            each, say(each, channel=channel, now=max(each.at, now)), person(each.channel, held.get(each.item or "", ()))
        )
        for each in in_order([*due, *coming])
        if (channel := people.channel_of(each.channel, channels)) and (each.item is None or each.item in by_id)
    ]


def plan_json(outgoing: Iterable[Outgoing], *, as_of: datetime) -> dict[str, Any]:
    """The object of `plan --json` and `replay --json`; `as_of` is the moment from which it looks ahead."""
    return {"as_of": dates.instant(as_of), "notifications": [each.as_json() for each in outgoing]}


def text(
    notification: Notification,
    knowns: Mapping[str, ItemAsOf],
    *,
    channel: Channel,
    now: datetime,
    moved: Sequence[Notification] = (),
    intervals: Mapping[Kind, str] = MappingProxyType({}),
    held: Mapping[str, Sequence[Hold]] = MappingProxyType({}),
    waiting: Mapping[int, Waiting] = MappingProxyType({}),
) -> str:
    """The text of `notification` at the moment `now`; `moved` are the moves that a digest names."""
    if notification.kind is NotificationKind.PROPOSALS:
        found = waiting.get(number(notification))
        return proposals.line(found.stored, found.known) if found else notification.why
    if notification.item is None:
        lines = digest.digest(
            list(knowns.values()), channel=channel, now=now, moved=moved, intervals=intervals, held=held
        )
        return digest.as_text(lines)
    known = knowns[notification.item]
    held_there = held.get(known.id, ())
    return wording.line(notification, known, now=now, late=late(notification, now), held=held_there)


def _owed(
    knowns: Sequence[ItemAsOf],
    channels: Sequence[Channel],
    leads: Mapping[Kind, tuple[LeadTime, ...]],
    intervals: Mapping[Kind, str],
    days: DayRange,
    *,
    recorded: Mapping[str, Notification],
    held: Mapping[str, Sequence[Hold]],
    now: datetime,
) -> Iterator[Notification]:
    for channel in channels:
        if Want.REMINDERS in channel.wants:
            for known in knowns:
                if channel.cares_for(known.facts.tags):
                    owed = [*reminders(known, channel, leads[known.facts.kind], days, intervals)]
                    here = [hold for hold in held.get(known.id, ()) if hold.channel == channel.name]
                    here = holds.holding(here, known, now)
                    left = holds.quieted(owed, here, channel, known).owed
                    yield from _where_they_go(left, known, channel, here, recorded=recorded, now=now)
        if Want.DIGEST in channel.wants:
            yield from quiet.arranged(digests(channel, days), channel, None, recorded=recorded, now=now)
    of_item: dict[str | None, dict[str, Notification]] = {}
    for key, each in recorded.items():
        of_item.setdefault(each.item, {})[key] = each
    for known in knowns:
        holding = holds.holding(held.get(known.id, ()), known, now)
        around = escalation.Escalating(known, holding, channels, leads, of_item.get(known.id, {}), now)
        yield from escalation.owed(around).owed


def _where_they_go(
    left: Sequence[Notification],
    known: ItemAsOf,
    channel: Channel,
    holding: Sequence[Hold],
    *,
    recorded: Mapping[str, Notification],
    now: datetime,
) -> Iterator[Notification]:
    """What is owed in a channel, there or to those who are on it."""
    if not any(hold.kind is HoldKind.TAKEN for hold in holding):
        yield from quiet.arranged(left, channel, known, recorded=recorded, now=now)
        return
    mine = {key: each for key, each in recorded.items() if (each.item, each.channel) == (known.id, channel.name)}
    theirs = people.of_home((each for each in recorded.values() if each.item == known.id), channel)
    stands = people.everywhere(mine, theirs)
    arranged = quiet.arranged(left, channel, known, recorded=stands, now=now)
    parts = people.divided(arranged, holding, channel, mine, theirs)
    yield from parts.stays
    for name in sorted(parts.follows):
        yield from parts.follows[name]
