"""Outlets: the channels of a delivery with the senders that serve them, and the accounts that they share.

What a channel can bear is its sender's to say; delivery asks here, and never which kind of channel it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from watchtracker.channels import Limits, Sender
from watchtracker.notifications import Channel


@dataclass(frozen=True, slots=True)
class Account:
    """What several channels share: a gate, by its scope, and what people call the other side."""

    gate: str
    called: str
    channels: tuple[str, ...]


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

    def sender(self, channel: Channel) -> Sender:
        """Who takes what goes to `channel`."""
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
