"""What stands beside delivery: the clocks, Slack as a class that keeps what it accepts, a store that can be cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum

from tests.edges.delivering import NOW, SECOND
from watchtracker.channels.slack import LIMITS
from watchtracker.outbox.messages import Message, Receipt, SendResult, SendStatus
from watchtracker.outbox.reconciliation import Reading, Search
from watchtracker.store.engine import Store, Transaction

ZERO, MOMENT = timedelta(0), timedelta(milliseconds=1)
PAGE = 2


class KilledError(BaseException):
    """The process ends here."""


class Fault(Enum):
    """What befalls a message; of the last three the answer tells nothing."""

    NOT_SENT = SendResult(SendStatus.NOT_SENT, "connection refused")
    TRY_LATER = SendResult(SendStatus.TRY_LATER, "ratelimited", retry_after=90 * SECOND)
    TARGET = SendResult(SendStatus.TARGET_REFUSED, "is_archived")
    PAYLOAD = SendResult(SendStatus.PAYLOAD_REFUSED, "invalid_blocks")
    CREDENTIALS = SendResult(SendStatus.CREDENTIALS_REFUSED, "token_expired")
    LOST = SendResult(SendStatus.UNCLEAR, "HTTP 500, lost")
    TAKEN = SendResult(SendStatus.UNCLEAR, "HTTP 500, taken")
    LATE = SendResult(SendStatus.UNCLEAR, "HTTP 500, taken late")

    @property
    def outcome(self) -> SendResult:
        outcome: SendResult = self.value
        return outcome


class Blur(Enum):
    """What befalls the reading of a page of a channel's history."""

    NONE = Reading.DONE
    LIMITED = Reading.TRY_LATER
    BROKEN = Reading.UNCLEAR


class Call(Enum):
    """What a process can be waiting for when it freezes."""

    SEND = "send"
    FIND = "find"


class Clock:
    """The true time, and how far the clock of the machines is behind it since somebody set it back."""

    def __init__(self) -> None:
        self.true = NOW
        self.behind = ZERO

    @property
    def now(self) -> datetime:
        return self.true - self.behind


@dataclass(frozen=True)
class Posted:
    """A message that Slack accepted, and when by the true time."""

    key: str
    receipt: Receipt
    at: datetime
    reply: bool = False


def _nothing() -> None:
    """Most of the time nothing happens meanwhile."""


@dataclass
class Workspace:
    """Slack, with what goes wrong as data; `visit` is called at every place where a process can come to harm."""

    clock: Clock
    visit: Callable[[], None]
    committed: Callable[[str], None]
    posted: list[Posted] = field(default_factory=list)
    coming: list[Posted] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    blurs: list[Blur] = field(default_factory=list)
    late: timedelta = 20 * SECOND
    accepts_us: bool = True
    tried: list[str] = field(default_factory=list)
    happens: dict[Call, Callable[[], None]] = field(default_factory=dict)

    def probe(self) -> SendResult:
        self.visit()
        return SendResult(SendStatus.SENT) if self.accepts_us else Fault.CREDENTIALS.outcome

    def receive(self, channel: str, message: Message, key: str) -> SendResult:
        self.visit()
        self.tried.append(key)
        if message.edits is None and message.replies_to is None:
            self.committed(key)
        fault = self.faults.pop(0) if self.faults and self.accepts_us else None
        if fault is Fault.CREDENTIALS:
            self.accepts_us = False
        outcome = self._received(channel, message, key, fault) if self.accepts_us else Fault.CREDENTIALS.outcome
        self.visit()
        self.happens.get(Call.SEND, _nothing)()
        return outcome

    def read(self, channel: str, since: datetime, now: datetime, resumed: Search | None) -> Search:
        """Newest first and in pages, as Slack does; a cursor is the oldest `ts` read so far."""
        self.visit()
        search = resumed or Search(Reading.UNCLEAR, now)
        while True:
            blur = self.blurs.pop(0) if self.blurs else Blur.NONE
            if blur is not Blur.NONE or not self.accepts_us:
                wait = 20 * SECOND if blur is Blur.LIMITED else None
                reading = blur.value if self.accepts_us else Reading.UNCLEAR
                search = replace(search, reading=reading, detail=blur.name, retry_after=wait)
                break
            search = self._page(search, channel, since)
            if search.cursor is None:
                break
        self.happens.get(Call.FIND, _nothing)()
        return search

    def arrive(self) -> None:
        """What Slack took its time with is there from its own moment on."""
        for one in [one for one in self.coming if one.at <= self.clock.true]:
            self.coming.remove(one)
            self.posted.append(one)

    def _received(self, channel: str, message: Message, key: str, fault: Fault | None) -> SendResult:
        if fault is not None and fault not in {Fault.TAKEN, Fault.LATE}:
            return fault.outcome
        if message.edits is not None:
            return fault.outcome if fault else SendResult(SendStatus.SENT, receipt=message.edits)
        at = self.clock.true + (self.late if fault is Fault.LATE else ZERO)
        receipt = Receipt(channel, f"{at.timestamp():.6f}")
        kept = self.coming if fault is Fault.LATE else self.posted
        kept.append(Posted(key, receipt, at, reply=message.replies_to is not None))
        return fault.outcome if fault else SendResult(SendStatus.SENT, receipt=receipt)

    def _page(self, search: Search, channel: str, since: datetime) -> Search:
        oldest = f"{since.timestamp():.6f}"
        there = [one for one in self.posted if one.receipt.channel == channel and not one.reply]
        asked = [
            one for one in there if one.receipt.ts >= oldest and (not search.cursor or one.receipt.ts < search.cursor)
        ]
        page = sorted(asked, key=lambda one: one.receipt.ts, reverse=True)[:PAGE]
        found = dict(search.receipts)
        for one in page:
            found[one.key] = (one.receipt, *found.get(one.key, ()))
        cursor = page[-1].receipt.ts if len(asked) > PAGE else None
        return replace(search, reading=Reading.DONE, receipts=found, cursor=cursor, detail="")


@dataclass(frozen=True)
class Posting:
    """One channel of the workspace, as delivery is given it."""

    workspace: Workspace
    channel: str
    limits = LIMITS

    def send(self, message: Message, key: str) -> SendResult:
        return self.workspace.receive(self.channel, message, key)

    def find(self, since: datetime, now: datetime, where: str | None, resumed: Search | None) -> Search:
        return self.workspace.read(where or self.channel, since, now, resumed)

    def take_back(self, receipt: Receipt) -> SendResult:
        """Nothing ever comes twice, so what is deleted is missed by the invariants."""
        self.workspace.posted = [one for one in self.workspace.posted if one.receipt != receipt]
        return SendResult(SendStatus.SENT)


class FragileStore(Store):
    """The real store, on which a process can come to harm before a transaction begins, and after it is committed."""

    visit: Callable[[], None]

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        self.visit()
        with super().writing() as tx:
            yield tx
        self.visit()
