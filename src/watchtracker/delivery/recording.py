"""Recording: what came of a delivery, of its notifications and of the gates, in one transaction.

It is written only while the lease is still ours. The items are locked first, as every change of an item does, so that
a change never meets a delivery half ended. `endings.py` decides what is written here.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchtracker.channels import Answer, Outcome, Reading, Search
from watchtracker.delivery.claiming import Flight
from watchtracker.delivery.endings import Ending
from watchtracker.delivery.pacing import (
    PROBE_EVERY,
    SPREAD,
    Uniform,
    channel_gate,
    is_outage,
    pace_gate,
    workspace_gate,
)
from watchtracker.notifications import Channel, NotificationState
from watchtracker.store.engine import Transaction
from watchtracker.store.gates import PACE, READING, WORKSPACE, Gate, channel_scope

_log = logging.getLogger("watchtracker.delivery")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a flight, and when; kept in memory only if the database cannot be written.

    `look_at` is when to look first for one that is unknown.
    """

    flight: Flight
    ending: Ending
    at: datetime
    outcome: Outcome | None = None
    look_at: datetime | None = None


def record(tx: Transaction, result: Result) -> bool:
    """Write the end of a delivery; False, and nothing is written, if its lease is not ours any more."""
    flight, ending, outcome = result.flight, result.ending, result.outcome
    tx.items.lock(flight.item_ids)
    receipt = outcome.receipt if outcome else None
    written = tx.deliveries.record(
        flight.delivery,
        ending.state,
        at=result.at,
        outcome=ending.outcome,
        detail=ending.detail or None,
        receipt=(receipt.channel, receipt.ts) if receipt else None,
        look_at=result.look_at,
    )
    if written and ending.members is not None:
        sent_at = result.at if ending.members is NotificationState.SENT else None
        reason = flight.doubt if ending.members is NotificationState.PLANNED else ending.reason
        tx.deliveries.end_members(flight.delivery.id or 0, ending.members, reason=reason, sent_at=sent_at)
    return written


def record_gates(
    tx: Transaction, channel: Channel, outcome: Outcome, at: datetime, *, slack: list[str], uniform: Uniform
) -> None:
    """Open or close the gates as `outcome` asks; `slack` names the channels of the workspace."""
    _record_channel_gate(tx, channel, outcome, at, uniform)
    if channel.slack is None:
        return
    if outcome.answer in {Answer.CREDENTIALS_REFUSED, Answer.SENT}:
        record_workspace_gate(tx, outcome, at, slack=slack)
    _record_pace(tx, channel, outcome, at, _Together(slack, uniform))


def record_reading(tx: Transaction, search: Search, at: datetime, *, arrived: bool) -> None:
    """Keep to the rate at which channels may be read; what arrived after all tells that an outage may be over."""
    if arrived:
        pace = tx.deliveries.gates.get(PACE)
        held = tx.deliveries.gates.hold(PACE, at) if pace is not None and is_outage(pace) else None
        if held is not None and held.closed_since is None:
            tx.deliveries.gates.set(replace(held, open_at=min(held.open_at, at)))
    if search.reading is Reading.TRY_LATER and search.retry_after is not None:
        gate = tx.deliveries.gates.wait_for(READING, at)
        tx.deliveries.gates.set(replace(gate, open_at=at + search.retry_after, reason=search.detail))


def record_workspace_gate(tx: Transaction, outcome: Outcome, at: datetime, *, slack: list[str]) -> None:
    """Open or close the workspace's gate; what waited behind it gets the time back that it was closed."""
    seen = tx.deliveries.gates.get(WORKSPACE)
    if outcome.answer is Answer.SENT and (seen is None or seen.closed_since is None):
        return
    gate = tx.deliveries.gates.wait_for(WORKSPACE, at)
    after = workspace_gate(gate, outcome, at)
    if after == gate:
        return
    if after.closed_since is not None and gate.closed_since is None:
        _log.critical(
            "Slack refuses our credentials (%s): everything for it waits until it accepts them", outcome.detail
        )
    tx.deliveries.gates.set(after)
    if gate.closed_since is not None and after.closed_since is None:
        tx.deliveries.gates.give_more_time(slack, gate, at)


def take_probe(tx: Transaction, at: datetime) -> bool:
    """Whether it is ours to ask the workspace now; the next one may a minute later."""
    gate = tx.deliveries.gates.hold(WORKSPACE, at)
    if gate is None or gate.closed_since is None or not gate.is_open(at):
        return False
    tx.deliveries.gates.set(replace(gate, open_at=at + PROBE_EVERY))
    return True


def _record_channel_gate(tx: Transaction, channel: Channel, outcome: Outcome, at: datetime, uniform: Uniform) -> None:
    gate = tx.deliveries.gates.wait_for(channel_scope(channel.name), at)
    after = channel_gate(gate, outcome, at, uniform)
    if after == gate:
        return
    tx.deliveries.gates.set(after)
    if gate.closed_since is not None and after.closed_since is None:
        tx.deliveries.gates.give_more_time([channel.name], gate, at)


@dataclass(frozen=True, slots=True)
class _Together:
    """The channels of the workspace, and how waits are spread."""

    slack: list[str]
    uniform: Uniform


def _record_pace(tx: Transaction, channel: Channel, outcome: Outcome, at: datetime, together: _Together) -> None:
    """Open or close the gate of all channels together; most answers leave it as it is, and then it is not held."""
    gates = tx.deliveries.gates
    seen = gates.get(PACE) or Gate(PACE, at)
    limited = outcome.answer is Answer.TRY_LATER and _others_limited(tx, channel, together.slack, at)
    if pace_gate(seen, outcome, at, together.uniform, widespread=limited) == seen:
        return
    before = gates.wait_for(PACE, at)
    after = pace_gate(before, outcome, at, together.uniform, widespread=limited)
    gates.set(after)
    if is_outage(after):
        # The wait of a channel grows to five minutes; while all wait for one try, a minute is enough.
        gates.hasten(channel.name, at + PROBE_EVERY)
    if is_outage(after) and not is_outage(before):
        _log.error("Slack cannot be reached (%s): one message at a time is tried until it can", outcome.detail)
    if is_outage(before) and not is_outage(after):
        _log.warning("Slack can be reached again: sending goes on")
        gates.spread(together.slack, lambda: at + timedelta(seconds=together.uniform(0, SPREAD)))
    if before.closed_since is not None and after.closed_since is None:
        gates.give_more_time([name for name in together.slack if name != channel.name], before, at)


def _others_limited(tx: Transaction, channel: Channel, slack: list[str], at: datetime) -> bool:
    found = tx.deliveries.gates.all()
    others = (found.get(channel_scope(name)) for name in slack if name != channel.name)
    return any(one.closed_since is not None and not one.is_open(at) for one in others if one is not None)
