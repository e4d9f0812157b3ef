"""The agenda of a beat: what there is to do and which gates are closed, read before anything is written.

Most beats find nothing, and then cost one reading transaction and no lock. What is read here is only a reason to look
closer: `claiming.py` decides under its locks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from watchtracker.channels import Limits
from watchtracker.store.corrections import Overtaken
from watchtracker.store.engine import Store
from watchtracker.store.gates import Gate, channel_scope, pace_scope
from watchtracker.store.unknown import LONGEST_PUT_OFF


@dataclass(frozen=True, slots=True)
class Agenda:
    """What there was to do at the moment `at`.

    `due` has the first planned notification of each channel, `looks` when to look there for what is unknown.
    """

    at: datetime
    due: dict[str, datetime]
    gates: dict[str, Gate]
    leases_over: list[int]
    looks: dict[str, datetime]
    overtaken: list[Overtaken]

    def opens(self, channel: str, limits: Limits) -> datetime | None:
        """When the next message of `channel` may go: due, and all its gates open; None if nothing is planned."""
        wanting = any(one.delivery.channel == channel for one in self.overtaken)
        first = self.at if wanting else self.due.get(channel)
        if first is None:
            return None
        shared = limits.shared_gate
        scopes = [channel_scope(channel), *([shared, pace_scope(shared)] if shared else [])]
        return max([first, *map(self._opens, scopes)])

    def looks_at(self, channel: str, limits: Limits) -> datetime | None:
        """When to look in `channel` next for what is unknown; None if nothing is."""
        first = self.looks.get(channel)
        if first is None:
            return None
        # One that is put off for longer than anything puts it off was put off by a clock that was set back since.
        return max(
            [
                self.at if first > self.at + LONGEST_PUT_OFF else first,
                *(self._opens(scope) for scope in (limits.reading_gate, limits.shared_gate) if scope),
            ]
        )

    def _opens(self, scope: str) -> datetime:
        gate = self.gates.get(scope)
        return self.at if gate is None or gate.is_open(self.at) else gate.open_at


def read_agenda(store: Store, channels: Sequence[str], at: datetime) -> Agenda:
    """The agenda of these channels at the moment `at`."""
    with store.reading() as tx:
        return Agenda(
            at=at,
            due=tx.queue.next_due(channels),
            gates=tx.deliveries.gates.all(),
            leases_over=tx.deliveries.leases_run_out(at),
            looks=tx.unclear.next_looks(),
            overtaken=tx.corrections.wanted(at),
        )
