"""Targets: where a channel of the settings leads to, as a type of its own for each way out.

They are data alone, so that planning may carry them without knowing any of them. `knows_people` says whether somebody
who answers there has an address of their own, to which a reminder can go in place of the channel. `senders` says who
serves each target, and `channels` what a new way out needs besides its class here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ConsoleTarget:
    """The terminal that the program runs in."""

    knows_people: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class SlackTarget:
    """A channel of Slack: its id, or its name without the `#`."""

    knows_people: ClassVar[bool] = True
    channel: str


class Security(StrEnum):
    """How the way to a mail server is protected: by TLS once both agree on it, from the first byte, or not at all."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class EmailTarget:
    """Addresses that one message goes to."""

    knows_people: ClassVar[bool] = False
    addresses: tuple[str, ...]


class WebhookFormat(StrEnum):
    """What a webhook takes: Standard Webhooks, a bare text, a card of Teams, or a message of Discord."""

    STANDARD = "standard"
    TEXT = "text"
    TEAMS = "teams"
    DISCORD = "discord"


@dataclass(frozen=True, slots=True)
class WebhookTarget:
    """An address that takes messages by HTTP. Who knows the address can post there, so it is a secret as well."""

    knows_people: ClassVar[bool] = False
    address: str = field(repr=False)
    format: WebhookFormat = WebhookFormat.STANDARD
    secret: str = field(default="", repr=False)


# The channel that there is where the settings name none, and that can lead nowhere else.
CONSOLE = "console"
TERMINAL = ConsoleTarget()

Target = ConsoleTarget | EmailTarget | SlackTarget | WebhookTarget


_ACCOUNT = re.compile(r"<?@?([UW][A-Z0-9]{6,20})>?")


_GROUP = re.compile(r"S[A-Z0-9]{6,20}")


def is_group(whom: str) -> bool:
    """Whether this is the id of a group of people in Slack."""
    return _GROUP.fullmatch(whom) is not None


def account_of(owner: str | None) -> str | None:
    """The account of Slack that an owner names, if it is the id of one and nothing else: U… or W…."""
    match = _ACCOUNT.fullmatch(owner.strip()) if owner else None
    return match[1] if match else None


def to_person(target: Target, account: str) -> Target:
    """Where somebody who answers at a target is written to alone; the target itself where nobody there is known."""
    return SlackTarget(account) if isinstance(target, SlackTarget) else target
