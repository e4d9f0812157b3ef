"""Recording: what came of a delivery, of its notifications and of the gates, in one transaction.

It is written only while the lease is still ours. The items are locked first, as every change of an item does, so that
a change never meets a delivery half ended. `endings.py` decides what is written here.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchtracker.channels import Answer, Limits, Reading, Search, SendResult
from watchtracker.delivery.claiming import Flight
from watchtracker.delivery.endings import Ending
from watchtracker.delivery.outlets import Account, Outlets
from watchtracker.delivery.pacing import (
    PROBE_EVERY,
    SPREAD,
    Uniform,
    account_gate,
    channel_gate,
    is_outage,
    pace_gate,
)
from watchtracker.notifications import Channel, NotificationState
from watchtracker.store.engine import Transaction
from watchtracker.store.gates import Gate, channel_scope, pace_scope

_log = logging.getLogger("watchtracker.delivery")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a flight, and when; kept in memory only if the database cannot be written.

    `look_at` is when to look first for one that is unknown.
    """

    flight: Flight
    ending: Ending
    at: datetime
    outcome: SendResult | None = None
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
        tx.deliveries.end_members(flight.delivery.id, ending.members, reason=reason, sent_at=sent_at)
    return written


def record_gates(
    tx: Transaction, channel: Channel, outcome: SendResult, at: datetime, *, outlets: Outlets, uniform: Uniform
) -> None:
    """Open or close the gates as `outcome` asks: the channel's own, and those that it shares."""
    _record_channel_gate(tx, channel, outcome, at, uniform)
    account = outlets.account(channel)
    if account is None:
        return
    if outcome.answer in {Answer.CREDENTIALS_REFUSED, Answer.SENT}:
        record_account_gate(tx, outcome, at, account)
    _record_pace(tx, channel, outcome, at, _Together(account, uniform))


def record_reading(tx: Transaction, limits: Limits, search: Search, at: datetime, *, arrived: bool) -> None:
    """Keep to the rate at which channels may be read; what arrived after all tells that an outage may be over."""
    if arrived and limits.shared_gate is not None:
        scope = pace_scope(limits.shared_gate)
        pace = tx.deliveries.gates.get(scope)
        held = tx.deliveries.gates.hold(scope, at) if pace is not None and is_outage(pace) else None
        if held is not None and held.closed_since is None:
            tx.deliveries.gates.set(replace(held, open_at=min(held.open_at, at)))
    asked = search.retry_after if search.reading is Reading.TRY_LATER else None
    if asked is not None and limits.reading_gate is not None:
        gate = tx.deliveries.gates.wait_for(limits.reading_gate, at)
        tx.deliveries.gates.set(replace(gate, open_at=at + asked, reason=search.detail))


def record_account_gate(tx: Transaction, outcome: SendResult, at: datetime, account: Account) -> None:
    """Open or close an account's gate; what waited behind it gets the time back that it was closed."""
    seen = tx.deliveries.gates.get(account.gate)
    if outcome.answer is Answer.SENT and (seen is None or seen.closed_since is None):
        return
    gate = tx.deliveries.gates.wait_for(account.gate, at)
    after = account_gate(gate, outcome, at)
    if after == gate:
        return
    if after.closed_since is not None and gate.closed_since is None:
        _log.critical(
            "%s refuses our credentials (%s): everything for it waits until it accepts them",
            account.called,
            outcome.detail,
        )
    tx.deliveries.gates.set(after)
    if gate.closed_since is not None and after.closed_since is None:
        tx.deliveries.gates.give_more_time(account.channels, gate, at)


def take_probe(tx: Transaction, account: Account, at: datetime) -> bool:
    """Whether it is ours to ask now whether an account is accepted; the next one may a minute later."""
    gate = tx.deliveries.gates.hold(account.gate, at)
    if gate is None or gate.closed_since is None or not gate.is_open(at):
        return False
    tx.deliveries.gates.set(replace(gate, open_at=at + PROBE_EVERY))
    return True


def _record_channel_gate(
    tx: Transaction, channel: Channel, outcome: SendResult, at: datetime, uniform: Uniform
) -> None:
    gate = tx.deliveries.gates.wait_for(channel_scope(channel.name), at)
    after = channel_gate(gate, outcome, at, uniform)
    if after == gate:
        return
    tx.deliveries.gates.set(after)
    if gate.closed_since is not None and after.closed_since is None:
        tx.deliveries.gates.give_more_time([channel.name], gate, at)


@dataclass(frozen=True, slots=True)
class _Together:
    """The account whose channels wait together, and how waits are spread."""

    account: Account
    uniform: Uniform


def _record_pace(tx: Transaction, channel: Channel, outcome: SendResult, at: datetime, together: _Together) -> None:
    """Open or close the gate of all channels together; most answers leave it as it is, and then it is not held."""
    gates, account = tx.deliveries.gates, together.account
    scope = pace_scope(account.gate)
    seen = gates.get(scope) or Gate(scope, at)
    limited = outcome.answer is Answer.TRY_LATER and _others_limited(tx, channel, account, at)
    if pace_gate(seen, outcome, at, together.uniform, widespread=limited) == seen:
        return
    before = gates.wait_for(scope, at)
    after = pace_gate(before, outcome, at, together.uniform, widespread=limited)
    gates.set(after)
    if is_outage(after):
        # The wait of a channel grows to five minutes; while all wait for one try, a minute is enough.
        gates.hasten(channel.name, at + PROBE_EVERY)
    if is_outage(after) and not is_outage(before):
        why = outcome.detail
        _log.error("%s cannot be reached (%s): one message at a time is tried until it can", account.called, why)
    if is_outage(before) and not is_outage(after):
        _log.warning("%s can be reached again: sending goes on", account.called)
        gates.spread(account.channels, lambda: at + timedelta(seconds=together.uniform(0, SPREAD)))
    if before.closed_since is not None and after.closed_since is None:
        gates.give_more_time([name for name in account.channels if name != channel.name], before, at)


def _others_limited(tx: Transaction, channel: Channel, account: Account, at: datetime) -> bool:
    found = tx.deliveries.gates.all()
    others = (found.get(channel_scope(name)) for name in account.channels if name != channel.name)
    return any(one.closed_since is not None and not one.is_open(at) for one in others if one is not None)
