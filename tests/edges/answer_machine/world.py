"""What stands beside answers: a workspace that keeps every version of every message, and a store that breaks inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from tests.edges.delivery_machine.world import Fault, FragileStore, Posting, Workspace
from watchtracker.channels.slack import LIMITS
from watchtracker.outbox.messages import Message, Receipt, SendResult
from watchtracker.store.engine import Store, Transaction


@dataclass
class Shown:
    """A message as people saw it, version by version, the present one last."""

    receipt: Receipt
    key: str
    versions: list[Message]


def _nothing(key: str) -> None:
    del key


@dataclass
class Board(Workspace):
    """Slack with what it shows; `leaving` looks at each new message before it is accepted."""

    shown: dict[Receipt, Shown] = field(default_factory=dict)
    leaving: Callable[[str], None] = _nothing

    def _received(self, channel: str, message: Message, key: str, fault: Fault | None) -> SendResult:
        if message.edits is None and message.replies_to is None:
            self.leaving(key)
        before = {one.receipt for one in (*self.posted, *self.coming)}
        result = super()._received(channel, message, key, fault)
        if fault is not None and fault not in {Fault.TAKEN, Fault.LATE}:
            return result
        if message.edits is not None:
            if message.edits in self.shown:
                self.shown[message.edits].versions.append(message)
            return result
        (new,) = (one for one in (*self.posted, *self.coming) if one.receipt not in before)
        if message.replies_to is None:
            self.shown[new.receipt] = Shown(new.receipt, key, [message])
        return result


@dataclass(frozen=True)
class Answerable(Posting):
    """A channel whose messages can be answered, and where people can be reached alone."""

    limits = replace(LIMITS, takes_answers=True)

    def person(self, account: str) -> Answerable:
        """The way to a person."""
        return replace(self, channel=account)


class BrittleStore(FragileStore):
    """The real store, on which a process can also come to harm within a transaction, as the last thing before it ends.

    What it did there is undone then.
    """

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        self.visit()
        with Store.writing(self) as tx:
            yield tx
            self.visit()
        self.visit()
