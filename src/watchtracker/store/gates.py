"""Gates as rows: when the next message may go to a channel, or to all of an account, for all replicas together.

They are kept, so a restart does not forget that somebody asked for patience. Holding a channel's gate is also what
makes one replica at a time lease messages of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from watchtracker.notifications import NotificationState
from watchtracker.notifications.lateness import GIVE_UP_AFTER
from watchtracker.outbox.backoff import GateChanges, Gates
from watchtracker.outbox.records import Gate
from watchtracker.schema import gates, notifications
from watchtracker.store.notifications import in_state


class GateRows:
    """The gates of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[str, Gate]:
        """All gates by their scope; one that was never needed is not there, and open."""
        return {row.scope: _gate(row) for row in self._connection.execute(_ALL)}

    def get(self, scope: str) -> Gate | None:
        """The gate as it is at this moment, held by nobody for us; None if it was never needed."""
        row = self._connection.execute(_READ, {"of": scope}).one_or_none()
        return None if row is None else _gate(row)

    def hold(self, scope: str, now: datetime) -> Gate | None:
        """The gate, locked, open from `now` on if it is new; None while another replica holds it."""
        return self._locked(scope, now, skip=True)

    def hold_with_pace(self, scope: str, pace: str, now: datetime) -> tuple[Gate, Gate | None] | None:
        """The gate as `hold` gives it, and the gate `pace`, which is not locked; in one statement.

        The pace is None if it was never needed.
        """
        row = self._connection.execute(_WITH_PACE, {"of": scope, "pace": pace}).one_or_none()
        if row is None:
            self._ensure(scope, now)
            row = self._connection.execute(_WITH_PACE, {"of": scope, "pace": pace}).one_or_none()
        if row is None:
            return None
        own, beside = row[:_WIDTH], row[_WIDTH:]
        return Gate(*own), None if beside[0] is None else Gate(*beside)

    def wait_for(self, scope: str, now: datetime) -> Gate:
        """The gate, locked, as soon as nobody else holds it."""
        gate = self._locked(scope, now, skip=False)
        assert gate is not None
        return gate

    def set(self, gate: Gate) -> None:
        """Write a gate that is held."""
        self._connection.execute(SET_GATE, gate_values(gate))

    def update(self, decide: Callable[[Gates], GateChanges], now: datetime) -> GateChanges:
        """Change gates as `decide` says, and say what was changed.

        Most answers change nothing, and then nothing is locked. Else the gates that differ are locked, in the order in
        which they are given, and decided on again, because another replica may have changed them meanwhile.
        """
        seen = self.all()
        wanted = decide(Gates(seen, now))
        if not wanted.gates and not wanted.spread:
            return wanted
        held = {gate.scope: self.wait_for(gate.scope, now) for gate in wanted.gates}
        free = self._free([gate.scope for gate in wanted.spread if gate.scope not in held])
        decided = decide(Gates({**seen, **free, **held}, now))
        # Of what is spread, what another replica holds is left as that one leaves it.
        spread = {gate.scope: gate for gate in decided.spread if gate.scope in free or gate.scope in held}
        for gate in ({gate.scope: gate for gate in decided.gates if gate.scope in held} | spread).values():
            self.set(gate)
        for channels, gate in decided.more_time:
            self._give_more_time(channels, gate, now)
        return decided

    def _give_more_time(self, channels: Collection[str], gate: Gate, now: datetime) -> None:
        """Add the time for which `gate` was closed to the time until what was due meanwhile is given up."""
        query = select(notifications.c.id, notifications.c.due_at, notifications.c.give_up_at).where(
            in_state(NotificationState.PLANNED),
            notifications.c.channel.in_(channels),
            notifications.c.due_at <= now,
        )
        for row in self._connection.execute(query.order_by(notifications.c.id).with_for_update()).all():
            later = (row.give_up_at or row.due_at + GIVE_UP_AFTER) + gate.kept_closed(row.due_at, now)
            self._connection.execute(update(notifications).where(notifications.c.id == row.id).values(give_up_at=later))

    def _free(self, scopes: Iterable[str]) -> dict[str, Gate]:
        """Those of these gates that nobody holds, locked."""
        free = select(gates).where(gates.c.scope.in_(list(scopes))).order_by(gates.c.scope)
        rows = self._connection.execute(free.with_for_update(skip_locked=True)).all()
        return {row.scope: _gate(row) for row in rows}

    def _locked(self, scope: str, now: datetime, *, skip: bool) -> Gate | None:
        query = _HELD_OR_SKIPPED if skip else _HELD
        row = self._connection.execute(query, {"of": scope}).one_or_none()
        if row is None:
            self._ensure(scope, now)
            row = self._connection.execute(query, {"of": scope}).one_or_none()
        return None if row is None else _gate(row)

    def _ensure(self, scope: str, open_at: datetime) -> None:
        if self._connection.scalar(select(gates.c.scope).where(gates.c.scope == scope)) is not None:
            return
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(gates).values(scope=scope, open_at=open_at, failures=0))
        except IntegrityError:
            # Another replica made it at the same moment.
            return


_ALL = select(gates)
_READ = _ALL.where(gates.c.scope == bindparam("of"))
_HELD, _HELD_OR_SKIPPED = _READ.with_for_update(), _READ.with_for_update(skip_locked=True)
# Written by the name of its scope, with what `gate_values` says.
SET_GATE = (
    update(gates)
    .where(gates.c.scope == bindparam("gate"))
    .values({name: bindparam(f"gate_{name}") for name in ("open_at", "closed_since", "reason", "failures")})
)

_WIDTH = len(gates.columns)
_PACE = gates.alias("pace")
_WITH_PACE = (
    select(gates, _PACE)
    .select_from(gates.outerjoin(_PACE, _PACE.c.scope == bindparam("pace")))
    .where(gates.c.scope == bindparam("of"))
    .with_for_update(skip_locked=True, of=gates)
)


def gate_values(gate: Gate) -> dict[str, Any]:
    """What `SET_GATE` is given to write a gate."""
    return {
        "gate": gate.scope,
        "gate_open_at": gate.open_at,
        "gate_closed_since": gate.closed_since,
        "gate_reason": gate.reason,
        "gate_failures": gate.failures,
    }


def _gate(row: Row[Any]) -> Gate:
    return Gate(row.scope, row.open_at, row.closed_since, row.reason, row.failures)
