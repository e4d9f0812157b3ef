"""What a way out must be able to do: senders for every channel, and what some of them can do besides.

`outbox` has what they are handed and what they answer. Nothing here knows which ways there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol, runtime_checkable

from watchtracker.checks import Check
from watchtracker.notifications import Channel
from watchtracker.outbox.messages import Limits, Message, Receipt, SendResult
from watchtracker.outbox.reconciliation import Search


@runtime_checkable
class Finder(Protocol):
    """What a channel can do besides, if what arrived in it can be read."""

    def find(self, since: datetime, now: datetime, where: str | None, resumed: Search | None) -> Search:
        """The messages of ours that arrived since a moment; `where` is the channel as receipts name it, if known."""

    def take_back(self, receipt: Receipt) -> SendResult:
        """Delete a message of ours."""


@runtime_checkable
class HasThreads(Protocol):
    """What a channel can do besides, if a message there can be replied to where only those look who read it."""

    def takes_replies_to(self, receipt: Receipt) -> bool:
        """Whether the message of that receipt is where this channel leads now."""

    def find_replies(self, thread: Receipt, since: datetime, now: datetime, resumed: Search | None) -> Search:
        """The replies of ours below a message that arrived since a moment."""


@runtime_checkable
class ReachesPeople(Protocol):
    """What a channel can do besides, if whoever answers there can be written to alone."""

    def person(self, account: str) -> Sender:
        """Who sends to the person with this account."""


class Service(Protocol):
    """What stands behind the channels of one kind: an account that all of them share."""

    @property
    def limits(self) -> Limits:
        """What each of its channels can bear."""

    def probe(self) -> SendResult:
        """Whether it accepts us."""

    def clock(self) -> datetime | None:
        """What time it is over there; None if it does not say."""

    def checks(self, channels: Iterable[Channel], now: datetime) -> Iterator[Check]:
        """What `doctor` should know of it, and of those of `channels` that it is behind."""


class Sender(Protocol):
    """What a channel must be able to do."""

    @property
    def limits(self) -> Limits:
        """What it can bear."""

    def send(self, message: Message, key: str) -> SendResult:
        """Hand `message` over, marked with its delivery key so that it can be found again.

        What the other side does comes back as an outcome and is never raised.
        """
