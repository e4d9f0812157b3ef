"""Outlets: the channels that messages go to, with the senders that serve them and the accounts that they share.

What a channel can bear is its sender's to say; delivery asks here, and never which kind of channel it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from watchtracker.channels.protocols import Sender
from watchtracker.notifications import Channel
from watchtracker.outbox.messages import Limits
from watchtracker.outbox.records import Account


class Outlets:
    """Channels and their senders; those of `channels` that share a gate make an account.

    `senders` may have one more, for a channel that is not in the settings.
    """

    def __init__(self, channels: Sequence[Channel], senders: Mapping[str, Sender]) -> None:
        self._senders = senders
        sharing: dict[str, list[str]] = {}
        for channel in channels:
            gate = self.limits(channel).shared_gate
            if gate is not None:
                sharing.setdefault(gate, []).append(channel.name)
        called = {gate: senders[names[0]].limits.called for gate, names in sharing.items()}
        self._accounts = {gate: Account(gate, called[gate], tuple(names)) for gate, names in sharing.items()}

    @property
    def longest_call(self) -> timedelta:
        """What a call may take in all, to whichever channel."""
        return max((sender.limits.longest_call for sender in self._senders.values()), default=timedelta(0))

    def sender(self, channel: Channel) -> Sender:
        """The sender that takes what goes to `channel`."""
        return self._senders[channel.name]

    def limits(self, channel: Channel) -> Limits:
        """What `channel` can bear."""
        return self._senders[channel.name].limits

    def account(self, channel: Channel) -> Account | None:
        """The account of `channel`; None if it shares nothing with others."""
        gate = self.limits(channel).shared_gate
        return None if gate is None else self._accounts[gate]

    def accounts(self) -> Iterable[Account]:
        """All accounts, each once."""
        return self._accounts.values()
