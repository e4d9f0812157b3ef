"""Slots: whether a message may go to a channel at this moment, and the next one not before a second later.

A channel's gate is held from asking until the transaction ends, so that one replica at a time sends to it. All
channels of the workspace share a second gate, which only what befalls them together closes. `pacing.py` decides when.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchtracker.delivery.pacing import is_outage
from watchtracker.notifications import Channel
from watchtracker.store.engine import Transaction
from watchtracker.store.gates import PACE, Gate, channel_scope

# Slack allows about one message a second and channel.
PAUSE = timedelta(seconds=1.1)
# Nobody else tries while one delivery tries whether an outage is over; its answer comes within this.
_TRYING = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Slot:
    """A channel's gate, ours until the transaction ends, and what its workspace's was when we asked."""

    gate: Gate
    pace: Gate | None


def open_slot(tx: Transaction, channel: Channel, at: datetime) -> Slot | None:
    """The slot of `channel`, if a message may go now; None if a gate is closed, or a replica holds it."""
    held = tx.deliveries.gates.hold_with_pace(channel_scope(channel.name), at)
    if held is None:
        return None
    gate, pace = held if channel.slack is not None else (held[0], None)
    return Slot(gate, pace) if gate.is_open(at) and (pace is None or pace.is_open(at)) else None


def opens_at(tx: Transaction, channel: Channel, at: datetime) -> datetime:
    """When the next message may go to `channel`, as it looks at this moment."""
    scopes = [channel_scope(channel.name), *([PACE] if channel.slack is not None else [])]
    gates = (tx.deliveries.gates.get(scope) for scope in scopes)
    return max((gate.open_at for gate in gates if gate is not None and not gate.is_open(at)), default=at)


def take_slot(tx: Transaction, channel: Channel, slot: Slot, at: datetime) -> bool:
    """Take the slot of a Slack channel, whose next one is a second later; False if another delivery is trying.

    A console has no such limit.
    """
    if channel.slack is None:
        return True
    if slot.pace is not None and is_outage(slot.pace) and not _may_try(tx, at):
        return False
    tx.deliveries.gates.set(replace(slot.gate, open_at=at + PAUSE))
    return True


def _may_try(tx: Transaction, at: datetime) -> bool:
    held = tx.deliveries.gates.hold(PACE, at)
    if held is None or not held.is_open(at):
        return False
    tx.deliveries.gates.set(replace(held, open_at=at + _TRYING))
    return True
