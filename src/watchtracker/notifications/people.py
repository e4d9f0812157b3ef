"""What goes to a person in place of a channel: the reminders of an item that they are on, by direct message.

Each person has a channel of their own for each channel in which they took something, or of whose escalations they hear
(see `escalation`); it has the hours and quiet times of that one, and its name says both. What is owed there has a key
of its own, made of the key that it has at home, so that each reminder is told once: at home, or to one person, and
never again once it left for one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from watchtracker.notifications import holds
from watchtracker.notifications.codes import Reason, ReasonCode
from watchtracker.notifications.holds import Hold, HoldKind
from watchtracker.notifications.kinds import Want
from watchtracker.notifications.reasons import HANDED_BACK, SAID_ALREADY
from watchtracker.notifications.records import Channel, Notification, NotificationState
from watchtracker.targets import to_person

_LEFT = {NotificationState.SENDING, NotificationState.SENT, NotificationState.DEAD}
_AT, _OF = "@", "/"
# What the names of people's own channels are like, as SQL has it.
OWN_CHANNELS = f"{_AT}%{_OF}%"


@dataclass(frozen=True, slots=True)
class OwnChannel:
    """The way to a person: their account, and the name of the channel that it is about."""

    account: str
    home: str

    @property
    def name(self) -> str:
        """What their own channel is called: "@U0MEI/policy"."""
        return f"{_AT}{self.account}{_OF}{self.home}"


def own_channel(name: str) -> OwnChannel | None:
    """The way to a person that a channel's name says; None where it is no channel of a person."""
    account, parted, home = name.removeprefix(_AT).partition(_OF)
    return OwnChannel(account, home) if name.startswith(_AT) and parted and account and home else None


def home(name: str) -> str:
    """The channel of the settings behind a name: for a person's own the one in which they took something."""
    found = own_channel(name)
    return found.home if found else name


def channel_of(name: str, channels: Iterable[Channel]) -> Channel | None:
    """The channel with this name, which may be a person's own; None if it leads nowhere, or not any more."""
    by_name = {channel.name: channel for channel in channels}
    found = own_channel(name)
    if name in by_name or found is None:
        return by_name.get(name)
    there = by_name.get(found.home)
    return of_person(there, found.account) if there and there.to.knows_people else None


def of_person(channel: Channel, account: str) -> Channel:
    """The channel of somebody who took something in `channel`."""
    name, to = OwnChannel(account, channel.name).name, to_person(channel.to, account)
    return replace(channel, name=name, to=to, wants=frozenset({Want.REMINDERS}))


def at_home(notification: Notification) -> Notification:
    """What is owed to a person, as it would be owed to the channel in which they took it; itself where it is."""
    found = own_channel(notification.channel)
    if found is None or notification.item is None:
        return notification
    rest = notification.key.removeprefix(f"{notification.item}/{_AT}{found.account}{_OF}")
    return replace(notification, key=f"{notification.item}/{rest}", channel=found.home)


def by_person(notification: Notification, account: str) -> Notification:
    """What is owed to a channel, as it is owed to a person who is on it."""
    rest = notification.key.removeprefix(f"{notification.item}/")
    key = f"{notification.item}/{_AT}{account}{_OF}{rest}"
    return replace(notification, key=key, channel=OwnChannel(account, notification.channel).name, id=None)


def to_channel(notification: Notification) -> Notification:
    """What a person could not be told, as it is told in the channel instead."""
    return replace(at_home(notification), id=None, state=NotificationState.PLANNED, reason=None, overtaken=None)


def of_home(recorded: Iterable[Notification], channel: Channel) -> dict[str, Notification]:
    """What is recorded for people who took something in `channel`, by key."""
    ways = ((record, own_channel(record.channel)) for record in recorded)
    return {record.key: record for record, found in ways if found is not None and found.home == channel.name}


def everywhere(mine: Mapping[str, Notification], theirs: Mapping[str, Notification]) -> dict[str, Notification]:
    """What is recorded for a channel and for its people, each reminder by its key at home and as it stands."""
    found = dict(mine)
    for record in theirs.values():
        there = at_home(record)
        if there.key not in found or (_lives(record) and not _lives(found[there.key])):
            found[there.key] = replace(there, id=None)
    return found


@dataclass(frozen=True, slots=True)
class Divided:
    """What is owed in a channel, and to whom of its people instead, by the name of their own channel.

    `stopped` has why something is not owed in one of these places, by the key that it would have there. `handed_over`
    has the keys of what was due in another place, and had not left yet.
    """

    stays: list[Notification]
    follows: Mapping[str, list[Notification]]
    stopped: Mapping[str, Reason]
    handed_over: frozenset[str]


def divided(
    owed: Sequence[Notification],
    holding: Sequence[Hold],
    channel: Channel,
    mine: Mapping[str, Notification],
    theirs: Mapping[str, Notification],
) -> Divided:
    """Where each reminder of a channel goes by who is on it; `mine` and `theirs` are recorded there and for people."""
    taken = [hold for hold in holding if hold.kind is HoldKind.TAKEN]
    stays: list[Notification] = []
    follows: dict[str, list[Notification]] = {}
    stopped: dict[str, Reason] = {}
    handed_over: set[str] = set()
    by_home: dict[str, list[Notification]] = {}
    for record in theirs.values():
        by_home.setdefault(at_home(record).key, []).append(record)
    for reminder in owed:
        records = by_home.get(reminder.key, [])
        hold = next((hold for hold in taken if holds.stops(hold, reminder, channel)), None)
        goes = _place(reminder, hold, mine.get(reminder.key), records)
        if goes.channel == channel.name:
            stays.append(goes)
        else:
            follows.setdefault(goes.channel, []).append(goes)
        for record in filter(None, [mine.get(reminder.key), *records]):
            if record.key != goes.key:
                stopped[record.key] = holds.stopped_by(hold) if hold else HANDED_BACK
                if record.state is NotificationState.PLANNED:
                    handed_over.add(goes.key)
    return Divided(stays, follows, stopped, frozenset(handed_over))


def _place(
    reminder: Notification, hold: Hold | None, here: Notification | None, records: Sequence[Notification]
) -> Notification:
    """A reminder at home, or as it is owed to a person: what has left stays where it went."""
    if here is not None and (here.state in _LEFT or here.reason in SAID_ALREADY):
        return reminder
    account = hold.by.account if hold else None
    for record in records:
        found = own_channel(record.channel)
        if found is not None and record.state in _LEFT:
            return by_person(reminder, found.account)
        unreachable = record.reason is not None and record.reason.code is ReasonCode.NO_DIRECT_MESSAGE
        if found is not None and found.account == account and unreachable:
            return reminder
    return by_person(reminder, account) if account else reminder


def _lives(record: Notification) -> bool:
    return record.state is NotificationState.PLANNED or record.state in _LEFT
