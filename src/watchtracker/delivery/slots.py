"""Slots: whether a message may go to a channel at this moment, and the next one not before a second later.

A channel's gate is held from asking until the transaction ends, so that one replica at a time sends to it. All
channels of the workspace share a second gate, which only what befalls them together closes. `pacing.py` decides when.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from watchtracker.delivery.pacing import is_outage
from watchtracker.notifications import Channel
from watchtracker.store.engine import Transaction
from watchtracker.store.gates import PACE, Gate, channel_scope

# Slack allows about one message a second and channel.
PAUSE = timedelta(seconds=1.1)
# Nobody else tries while one delivery tries whether an outage is over; its answer comes within this.
_TRYING = timedelta(seconds=15)


def open_gate(tx: Transaction, channel: Channel, at: datetime) -> Gate | None:
    """The gate of `channel`, ours until the transaction ends; None if nothing may go now, or a replica holds it."""
    if channel.slack is not None:
        pace = tx.deliveries.gates.get(PACE)
        if pace is not None and not pace.is_open(at):
            return None
    gate = tx.deliveries.gates.hold(channel_scope(channel.name), at)
    return gate if gate is not None and gate.is_open(at) else None


def take_slot(tx: Transaction, channel: Channel, gate: Gate, at: datetime) -> bool:
    """Take the slot of a Slack channel, whose next one is a second later; False if another delivery is trying.

    A console has no such limit.
    """
    if channel.slack is None:
        return True
    if not _may_try(tx, at):
        return False
    tx.deliveries.gates.set(replace(gate, open_at=at + PAUSE))
    return True


def _may_try(tx: Transaction, at: datetime) -> bool:
    pace = tx.deliveries.gates.get(PACE)
    if pace is None or not is_outage(pace):
        return True
    held = tx.deliveries.gates.hold(PACE, at)
    if held is None or not held.is_open(at):
        return False
    tx.deliveries.gates.set(replace(held, open_at=at + _TRYING))
    return True
