"""Outlets: the channels that messages go to, each with the sender that serves it and the account that it shares.

What a channel can bear is its sender's to say; delivery asks here, and never which kind of channel it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from watchtracker.channels.protocols import ReachesPeople, Sender
from watchtracker.notifications import Answerers, Channel, people
from watchtracker.outbox.messages import Limits
from watchtracker.outbox.records import Account, channel_scope, pace_scope


@dataclass(frozen=True, slots=True)
class Outlet:
    """A channel with its sender, what it can bear, its account if it shares one, and the names of its gates."""

    channel: Channel
    sender: Sender
    limits: Limits
    gate: str
    pace: str | None
    account: Account | None = None

    @classmethod
    def of(cls, channel: Channel, sender: Sender) -> Outlet:
        """The outlet of a channel by itself."""
        limits = sender.limits
        pace = pace_scope(limits.shared_gate) if limits.shared_gate else None
        return cls(channel, sender, limits, channel_scope(channel.name), pace)

    @property
    def answerable(self) -> bool:
        """Whether people can answer the messages there, and we hear it."""
        return self.limits.takes_answers and self.channel.answers is not Answerers.NOBODY


class Outlets:
    """The outlets of `channels`, in their order; those that share a gate have one account."""

    def __init__(self, channels: Sequence[Channel], senders: Mapping[str, Sender]) -> None:
        alone = [Outlet.of(channel, senders[channel.name]) for channel in channels]
        sharing: dict[str, list[Outlet]] = {}
        for outlet in alone:
            if outlet.limits.shared_gate is not None:
                sharing.setdefault(outlet.limits.shared_gate, []).append(outlet)
        self._accounts = {
            gate: Account(gate, outlets[0].limits.called, tuple(outlet.channel.name for outlet in outlets))
            for gate, outlets in sharing.items()
        }
        self._people: dict[str, Outlet] = {}
        self._outlets = [
            replace(outlet, account=self._accounts.get(outlet.limits.shared_gate or "")) for outlet in alone
        ]

    def of_people(self, names: Iterable[str]) -> list[Outlet]:
        """The outlets of people's own channels, by their names; each is made once. Other names are left out."""
        return [outlet for name in sorted(set(names)) if (outlet := self._of_person(name)) is not None]

    def _of_person(self, name: str) -> Outlet | None:
        way = people.own_channel(name)
        home = next((outlet for outlet in self._outlets if way and outlet.channel.name == way.home), None)
        channel = people.channel_of(name, [home.channel]) if home else None
        if way is None or home is None or channel is None:
            return None
        if name not in self._people:
            # Where nobody is set up who could write to people, what stands in for the channel says it.
            sender = home.sender.person(way.account) if isinstance(home.sender, ReachesPeople) else home.sender
            self._people[name] = replace(Outlet.of(channel, sender), account=home.account)
        return self._people[name]

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self._outlets)

    @property
    def accounts(self) -> Iterable[Account]:
        """All accounts, each once."""
        return self._accounts.values()

    @property
    def longest_call(self) -> timedelta:
        """What a call may take in all, to whichever channel."""
        return max((outlet.limits.longest_call for outlet in self._outlets), default=timedelta(0))
