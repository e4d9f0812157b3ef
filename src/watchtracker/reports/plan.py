"""What will go out: the notifications that are due and unsent, and those that the rules owe from now on.

Nothing here is a second schedule: the rules are asked, and what the record says of the same occurrence wins. Pure;
`bootstrap.py` brings the records, and `replay.py` answers the same question for the past by running everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from watchtracker import dates
from watchtracker.items import ItemAsOf, Kind
from watchtracker.notifications import Channel, LeadTime, Notification, NotificationState, Want, quiet
from watchtracker.notifications.gathering import late
from watchtracker.notifications.rules import DayRange, digests, reminders
from watchtracker.wording import digest
from watchtracker.wording import reminders as wording


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One notification as it would read at its time."""

    notification: Notification
    text: str

    def as_json(self) -> dict[str, Any]:
        """The object of `plan --json` and `replay --json`; `at` is a UTC instant, `local` the wall time in `zone`."""
        one = self.notification
        return {
            "item": one.item,
            "kind": one.kind.value,
            "channel": one.channel,
            "at": dates.instant(one.at),
            "local": one.local.isoformat(timespec="seconds"),
            "zone": one.zone,
            "reason": one.why,
            "code": one.code,
            "text": self.text,
            "shifted": None
            if one.shifted is None
            else {"from": dates.instant(one.shifted.since), "why": one.shifted.why},
            "to": None,  # the channel as a whole, and no person in it
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
) -> list[Outgoing]:
    """What goes out up to `until`, in order of time; `recorded` is empty where a past day is asked about."""
    by_key = {one.key: one for one in recorded}
    names = {channel.name for channel in channels}
    waiting = [one for one in by_key.values() if one.state is NotificationState.PLANNED and one.channel in names]
    due = [one for one in waiting if one.at < now or one.kind.is_change]
    told = {one.key for one in by_key.values() if one.state is not NotificationState.PLANNED} | {one.key for one in due}
    around = timedelta(days=1) + (quiet.FURTHEST if any(map(quiet.has_quiet_times, channels)) else timedelta(0))
    stretch = DayRange((now - around).date(), (until + around).date())
    owed = _owed(knowns, channels, leads, intervals, stretch, recorded=by_key, now=now)
    coming = [
        one for one in owed if now <= one.at <= until and one.key not in told and one.state is NotificationState.PLANNED
    ]
    by_id = {known.id: known for known in knowns}
    by_name = {channel.name: channel for channel in channels}
    ordered = sorted([*due, *coming], key=lambda one: (one.at, one.channel, one.key))
    return [
        Outgoing(one, text(one, by_id, channel=by_name[one.channel], now=max(one.at, now), intervals=intervals))
        for one in ordered
        if one.item is None or one.item in by_id
    ]


def text(
    one: Notification,
    knowns: Mapping[str, ItemAsOf],
    *,
    channel: Channel,
    now: datetime,
    moved: Sequence[Notification] = (),
    intervals: Mapping[Kind, str] = MappingProxyType({}),
) -> str:
    """What `one` says at the moment `now`."""
    if one.item is None:
        lines = digest.digest(list(knowns.values()), channel=channel, now=now, moved=moved, intervals=intervals)
        return digest.as_text(lines)
    return wording.line(one, knowns[one.item], now=now, late=late(one, now))


def _owed(
    knowns: Sequence[ItemAsOf],
    channels: Sequence[Channel],
    leads: Mapping[Kind, tuple[LeadTime, ...]],
    intervals: Mapping[Kind, str],
    stretch: DayRange,
    *,
    recorded: Mapping[str, Notification],
    now: datetime,
) -> Iterator[Notification]:
    for channel in channels:
        if Want.REMINDERS in channel.wants:
            for known in knowns:
                if channel.cares_for(known.facts.tags):
                    owed = reminders(known, channel, leads[known.facts.kind], stretch, intervals)
                    yield from quiet.arranged(owed, channel, known, recorded=recorded, now=now)
        if Want.DIGEST in channel.wants:
            yield from quiet.arranged(digests(channel, stretch), channel, None, recorded=recorded, now=now)
