"""When the next message may go after a response: for its channel, for its account, for all channels of it together.

Each channel has a gate, which its own failures and a Retry-After close. Channels of one account share two more: one
that refused credentials close, and the pace, which closes when so much failed in a row that the other side must be
away; then one message at a time tries whether it is back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from watchtracker.outbox.messages import Limits, SendResult, SendStatus
from watchtracker.outbox.reconciliation import Reading, Search
from watchtracker.outbox.records import Account, Gate, LogLevel, LogLine, channel_scope, pace_scope

PROBE_EVERY = timedelta(minutes=1)
OUTAGE_AFTER = 5
LONGEST_BACKOFF = 300.0
# When an outage ends, the channels open one after the other within these seconds, not at once.
SPREAD = 10.0
# Nobody else tries while one delivery tries whether an outage is over: for this, beyond what its call may take.
_TRYING_MARGIN = timedelta(seconds=3)
_JITTER = 0.5
# The second between two messages, which every call takes of its gate, and a little more.
_A_SLOT = timedelta(seconds=2)
_DEFAULT_RETRY_AFTER = timedelta(seconds=30)

Uniform = Callable[[float, float], float]


@dataclass(frozen=True, slots=True)
class GateChanges:
    """What a response makes of the gates, and what follows where one opens again.

    `gates` are written as they are. Those in `spread` open one after the other; one that another replica holds is left
    as it is. `more_time` has channels with the gate that kept them waiting: the time until what was due there is given
    up is prolonged by as much.
    """

    gates: tuple[Gate, ...] = ()
    spread: tuple[Gate, ...] = ()
    more_time: tuple[tuple[tuple[str, ...], Gate], ...] = ()
    log: tuple[LogLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Gates:
    """All gates as they are at a moment; one that was never needed is not kept, and open."""

    known: Mapping[str, Gate]
    at: datetime

    def of(self, scope: str) -> Gate:
        """The gate with this name."""
        return self.known.get(scope) or Gate(scope, self.at)

    def stored(self, channels: Iterable[str]) -> list[Gate]:
        """Those gates of these channels that were needed before."""
        found = (self.known.get(channel_scope(channel)) for channel in channels)
        return [gate for gate in found if gate is not None]


def gates_after(
    result: SendResult, channel: str, account: Account | None, gates: Gates, uniform: Uniform
) -> GateChanges:
    """What `result` makes of the gate of `channel`, and of those that it shares with the others of its `account`."""
    own = gates.of(channel_scope(channel))
    own_after = channel_gate(own, result, gates.at, uniform)
    mine = _changes((own, own_after), (channel,))
    if account is None:
        return mine
    pace = gates.of(pace_scope(account.gate))
    pace_after = pace_gate(pace, result, gates.at, uniform, widespread=_others_limited(channel, account, gates))
    if pace_after == pace:
        return joined(mine, account_after(result, account, gates))
    if is_outage(pace_after) and own_after.closed_since is None:
        # The wait of a channel grows to five minutes; while all wait for one to try, a minute is enough.
        mine = _changes((own, replace(own_after, open_at=min(own_after.open_at, gates.at + PROBE_EVERY))), (channel,))
    others = tuple(name for name in account.channels if name != channel)
    together = replace(
        _changes((pace, pace_after), others),
        log=tuple(_told_of_outage(pace, pace_after, result, account)),
        spread=_spread(account, own_after, gates, uniform) if is_outage(pace) and not is_outage(pace_after) else (),
    )
    return joined(mine, account_after(result, account, gates), together)


def account_after(result: SendResult, account: Account, gates: Gates) -> GateChanges:
    """What `result` makes of the gate that closes where an account is refused."""
    gate = gates.of(account.gate)
    after = account_gate(gate, result, gates.at)
    changes = _changes((gate, after), account.channels)
    if after.closed_since is None or gate.closed_since is not None:
        return changes
    text = f"{account.called} refuses our credentials ({result.detail}): everything for it waits until it accepts them"
    return replace(changes, log=(LogLine(LogLevel.CRITICAL, text),))


def after_reading(search: Search, limits: Limits, gates: Gates, *, arrived: bool) -> GateChanges:
    """What a look at what arrived in a channel makes of the gates: reading has a rate of its own.

    Where something unknown `arrived` after all, an outage may be over: the next try need not wait.
    """
    reading: tuple[Gate, ...] = ()
    pace: tuple[Gate, ...] = ()
    if search.reading is Reading.TRY_LATER and search.retry_after is not None and limits.reading_gate is not None:
        opens = gates.at + search.retry_after
        reading = (replace(gates.of(limits.reading_gate), open_at=opens, reason=search.detail),)
    if arrived and limits.shared_gate is not None:
        gate = gates.of(pace_scope(limits.shared_gate))
        if is_outage(gate) and gate.closed_since is None:
            pace = (replace(gate, open_at=min(gate.open_at, gates.at)),)
    return GateChanges(reading, spread=pace)


def joined(*changes: GateChanges) -> GateChanges:
    """Several changes as one, in the order in which their gates are locked."""
    return GateChanges(
        tuple(gate for change in changes for gate in change.gates),
        tuple(gate for change in changes for gate in change.spread),
        tuple(more for change in changes for more in change.more_time),
        tuple(line for change in changes for line in change.log),
    )


def _changes(gate: tuple[Gate, Gate], channels: tuple[str, ...]) -> GateChanges:
    before, after = gate
    if before == after:
        return GateChanges()
    opened = before.closed_since is not None and after.closed_since is None
    return GateChanges((after,), more_time=((channels, before),) if opened else ())


def _spread(account: Account, own: Gate, gates: Gates, uniform: Uniform) -> tuple[Gate, ...]:
    """The gates of all channels of an account, its own included, open one after the other."""
    stored = (own if gate.scope == own.scope else gate for gate in gates.stored(account.channels))
    free = (gate for gate in stored if gate.closed_since is None)
    return tuple(replace(gate, open_at=gates.at + timedelta(seconds=uniform(0, SPREAD))) for gate in free)


def _told_of_outage(pace: Gate, after: Gate, result: SendResult, account: Account) -> Iterator[LogLine]:
    if is_outage(after) and not is_outage(pace):
        text = f"{account.called} cannot be reached ({result.detail}): one message at a time is tried until it can"
        yield LogLine(LogLevel.ERROR, text)
    if is_outage(pace) and not is_outage(after):
        yield LogLine(LogLevel.WARNING, f"{account.called} can be reached again: sending goes on")


def _others_limited(channel: str, account: Account, gates: Gates) -> bool:
    """Whether another channel of the account was asked for patience as well."""
    others = gates.stored(name for name in account.channels if name != channel)
    return any(gate.closed_since is not None and not gate.is_open(gates.at) for gate in others)


def channel_gate(gate: Gate, result: SendResult, at: datetime, uniform: Uniform) -> Gate:
    """A channel's gate after `result`.

    A delivery that failed on the way, or may have, closes it for a while that doubles each time; so an outage is
    tried with one message now and then. Only a Retry-After counts as kept closed by the other side.
    """
    match result.status:
        case _ if _closed_meanwhile(gate, result, at):
            return gate
        case SendStatus.SENT | SendStatus.TARGET_REFUSED | SendStatus.PAYLOAD_REFUSED:
            return replace(gate, closed_since=None, reason=None, failures=0)
        case SendStatus.NOT_SENT | SendStatus.UNCLEAR:
            wait = timedelta(seconds=backoff(gate.failures, uniform))
            opens = max(gate.open_at, at + wait)
            return replace(gate, open_at=opens, closed_since=None, failures=gate.failures + 1, reason=result.detail)
        case SendStatus.TRY_LATER:
            return _kept_closed(gate, result, at, uniform)
        case SendStatus.CREDENTIALS_REFUSED:
            return gate
        case _:
            assert_never(result.status)


def account_gate(gate: Gate, result: SendResult, at: datetime) -> Gate:
    """An account's gate after `result`: refused credentials close it until a probe is accepted."""
    if result.status is SendStatus.CREDENTIALS_REFUSED:
        opens = at + PROBE_EVERY
        failures = gate.failures + 1
        closed = gate.closed_since or at
        return replace(gate, open_at=opens, closed_since=closed, reason=result.detail, failures=failures)
    if result.status is SendStatus.SENT and gate.closed_since is not None:
        return Gate(gate.scope, at)
    return gate


def pace_gate(gate: Gate, result: SendResult, at: datetime, uniform: Uniform, *, widespread: bool) -> Gate:
    """The gate of all channels together after `result`.

    A Retry-After that several channels saw (`widespread`) is the account's. After `OUTAGE_AFTER` failures in a row,
    whichever channels they befell, one delivery at a time tries whether the other side is there again.
    """
    match result.status:
        case _ if _closed_meanwhile(gate, result, at):
            return gate
        case SendStatus.SENT | SendStatus.TARGET_REFUSED | SendStatus.PAYLOAD_REFUSED:
            return Gate(gate.scope, at) if gate.failures or gate.closed_since is not None else gate
        case SendStatus.NOT_SENT | SendStatus.UNCLEAR:
            failures = gate.failures + 1
            if failures < OUTAGE_AFTER:
                return replace(gate, failures=failures, closed_since=None, reason=result.detail)
            wait = timedelta(seconds=backoff(failures - OUTAGE_AFTER, uniform, longest=PROBE_EVERY.total_seconds()))
            # While one tries, the gate is closed for all others; that ends here.
            return replace(gate, open_at=at + wait, closed_since=None, failures=failures, reason=result.detail)
        case SendStatus.TRY_LATER:
            # Whoever asks for patience is there: that is no outage any more.
            return replace(_kept_closed(gate, result, at, uniform), failures=0) if widespread else gate
        case SendStatus.CREDENTIALS_REFUSED:
            return gate
        case _:
            assert_never(result.status)


def is_outage(gate: Gate) -> bool:
    """Whether so much failed in a row that one delivery at a time is tried."""
    return gate.failures >= OUTAGE_AFTER


def probing(gate: Gate, at: datetime) -> Gate | None:
    """The gate of a refused account while we ask whether it is accepted; None if that is not ours to ask now."""
    if gate.closed_since is None or not gate.is_open(at):
        return None
    return replace(gate, open_at=at + PROBE_EVERY)


def trying(pace: Gate, limits: Limits, at: datetime) -> Gate:
    """The gate of all channels together while one message tries whether the other side is back."""
    return replace(pace, open_at=at + limits.longest_call + _TRYING_MARGIN)


def backoff(failures: int, uniform: Uniform, *, longest: float = LONGEST_BACKOFF) -> float:
    """How many seconds to wait after so many failures in a row: doubling, at most five minutes, spread out."""
    return min(longest, 2.0 * 2.0 ** min(failures, 16)) * uniform(0.5, 1)


def _closed_meanwhile(gate: Gate, result: SendResult, at: datetime) -> bool:
    """Whether somebody else was asked for patience while this call was under way: that holds, whatever it brought."""
    closed = gate.closed_since is not None and not gate.is_open(at) and gate.open_at > at + _A_SLOT
    return closed and result.status is not SendStatus.TRY_LATER


def _kept_closed(gate: Gate, result: SendResult, at: datetime, uniform: Uniform) -> Gate:
    wait = (result.retry_after or _DEFAULT_RETRY_AFTER) + timedelta(seconds=uniform(0, _JITTER))
    opens = max(gate.open_at, at + wait)
    return replace(gate, open_at=opens, closed_since=gate.closed_since or at, reason=result.detail)
