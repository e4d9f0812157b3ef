"""Slots: whether a message may go to a channel at this moment, and the next one not before a second later.

A channel's gate is held from asking until the transaction ends, so that one replica at a time sends to it. All
channels of an account share a second gate, which only what befalls them together closes. `pacing.py` decides when.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchtracker.channels import Limits
from watchtracker.delivery.pacing import is_outage
from watchtracker.notifications import Channel
from watchtracker.store.engine import Transaction
from watchtracker.store.gates import Gate, channel_scope, pace_scope

# Nobody else tries while one delivery tries whether an outage is over; its answer comes within this.
_TRYING = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Slot:
    """A channel's gate, ours until the transaction ends, and what the pace of its account was when we asked."""

    gate: Gate
    pace: Gate | None


def open_slot(tx: Transaction, channel: Channel, limits: Limits, at: datetime) -> Slot | None:
    """The slot of `channel`, if a message may go now; None if a gate is closed, or a replica holds it."""
    gates, scope = tx.deliveries.gates, channel_scope(channel.name)
    pace: Gate | None = None
    if limits.shared_gate is None:
        gate = gates.hold(scope, at)
    else:
        gate, pace = gates.hold_with_pace(scope, pace_scope(limits.shared_gate), at) or (None, None)
    if gate is None:
        return None
    return Slot(gate, pace) if gate.is_open(at) and (pace is None or pace.is_open(at)) else None


def opens_at(tx: Transaction, channel: Channel, limits: Limits, at: datetime) -> datetime:
    """When the next message may go to `channel`, as it looks at this moment."""
    scopes = [channel_scope(channel.name), *([pace_scope(limits.shared_gate)] if limits.shared_gate else [])]
    gates = (tx.deliveries.gates.get(scope) for scope in scopes)
    return max((gate.open_at for gate in gates if gate is not None and not gate.is_open(at)), default=at)


def take_slot(tx: Transaction, limits: Limits, slot: Slot, at: datetime) -> bool:
    """Take the slot, and close the gate for the pause that the channel wants; False if another delivery is trying."""
    if slot.pace is not None and is_outage(slot.pace) and not _may_try(tx, slot.pace.scope, at):
        return False
    if limits.pause is not None:
        tx.deliveries.gates.set(replace(slot.gate, open_at=at + limits.pause))
    return True


def _may_try(tx: Transaction, pace: str, at: datetime) -> bool:
    held = tx.deliveries.gates.hold(pace, at)
    if held is None or not held.is_open(at):
        return False
    tx.deliveries.gates.set(replace(held, open_at=at + _TRYING))
    return True
