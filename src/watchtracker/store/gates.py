"""Gates as rows: when the next message may go to a channel, or to all of an account, for all replicas together.

They are kept, so a restart does not forget that somebody asked for patience. Holding a channel's gate is also what
makes one replica at a time claim for it. `deliveries.py` beside this has the messages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from watchtracker.notifications import NotificationState
from watchtracker.notifications.gathering import GIVE_UP_AFTER
from watchtracker.schema import gates, notifications
from watchtracker.store.notifications import in_state

# Reading channels has a rate of its own, down to once a minute.
READING = "reading"

# A Retry-After closes a gate for six hours at most; failures, a probe and the second between two messages for less.
LONGEST_CLOSED = timedelta(hours=6)
_MARGIN = timedelta(minutes=1)
_LONGEST_BACKOFF, _LONGEST_PROBE, _LONGEST_PAUSE = timedelta(minutes=6), timedelta(minutes=2), timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Gate:
    """When the next message may go.

    `closed_since` is set while the other side keeps it closed (Retry-After, credentials): the time until a
    notification is given up stands still then. `failures` counts what failed in a row.
    """

    scope: str
    open_at: datetime
    closed_since: datetime | None = None
    reason: str | None = None
    failures: int = 0

    def is_open(self, at: datetime) -> bool:
        """Whether a message may go at that moment.

        A gate that seems closed for longer than anything closes one was closed by a clock that was set back since.
        """
        return self.open_at <= at or self.open_at > at + self._longest()

    def _longest(self) -> timedelta:
        """For how long anything closes this gate at once."""
        if self.scope != READING and ":" not in self.scope:
            # An account's: what closes it is asked again each minute.
            return _LONGEST_PROBE
        if self.closed_since is not None or self.scope == READING:
            return LONGEST_CLOSED + _MARGIN
        return _LONGEST_BACKOFF if self.failures else _LONGEST_PAUSE

    def kept_closed(self, since: datetime, at: datetime) -> timedelta:
        """For how long it has kept back what was due at `since`."""
        return timedelta(0) if self.closed_since is None else max(timedelta(0), at - max(self.closed_since, since))


def channel_scope(channel: str) -> str:
    """The name of a channel's gate."""
    return f"channel:{channel}"


def pace_scope(account: str) -> str:
    """The name of the gate that says how fast all channels of an account may be sent to; `account` is its own gate."""
    return f"{account}:pace"


class Gates:
    """The gates of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[str, Gate]:
        """All gates by their scope; one that was never needed is not there, and open."""
        return {row.scope: _gate(row) for row in self._connection.execute(select(gates))}

    def get(self, scope: str) -> Gate | None:
        """The gate as it is at this moment, held by nobody for us; None if it was never needed."""
        row = self._connection.execute(_READ, {"of": scope}).one_or_none()
        return None if row is None else _gate(row)

    def hold(self, scope: str, now: datetime) -> Gate | None:
        """The gate, locked, open from `now` on if it is new; None while another replica holds it."""
        return self._locked(scope, now, skip=True)

    def hold_with_pace(self, scope: str, pace: str, now: datetime) -> tuple[Gate, Gate | None] | None:
        """The same with the gate `pace` beside it, which is not locked; in one statement, for it is often asked.

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
        state = {"open_at": gate.open_at, "closed_since": gate.closed_since, "reason": gate.reason}
        self._connection.execute(_SET, {"of": gate.scope, "failures": gate.failures, **state})

    def hasten(self, channel: str, opens: datetime) -> None:
        """Open a channel's gate at that moment at the latest, unless the other side keeps it closed."""
        for gate in self._free([channel]):
            self.set(replace(gate, open_at=min(gate.open_at, opens)))

    def spread(self, channels: Collection[str], opens: Callable[[], datetime]) -> None:
        """Open each gate at a moment of its own, except those that the other side keeps closed."""
        for gate in self._free(channels):
            self.set(replace(gate, open_at=opens()))

    def give_more_time(self, channels: Collection[str], gate: Gate, now: datetime) -> None:
        """Add the time for which `gate` was closed to the time until what was due meanwhile is given up."""
        query = select(notifications.c.id, notifications.c.due_at, notifications.c.give_up_at).where(
            in_state(NotificationState.PLANNED),
            notifications.c.channel.in_(channels),
            notifications.c.due_at <= now,
        )
        for row in self._connection.execute(query.order_by(notifications.c.id).with_for_update()).all():
            later = (row.give_up_at or row.due_at + GIVE_UP_AFTER) + gate.kept_closed(row.due_at, now)
            self._connection.execute(update(notifications).where(notifications.c.id == row.id).values(give_up_at=later))

    def _free(self, channels: Collection[str]) -> list[Gate]:
        """The gates of channels that nobody holds and nothing keeps closed, locked."""
        scopes = [channel_scope(channel) for channel in channels]
        free = select(gates).where(gates.c.scope.in_(scopes), gates.c.closed_since.is_(None)).order_by(gates.c.scope)
        return [_gate(row) for row in self._connection.execute(free.with_for_update(skip_locked=True)).all()]

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


_READ = select(gates).where(gates.c.scope == bindparam("of"))
_HELD, _HELD_OR_SKIPPED = _READ.with_for_update(), _READ.with_for_update(skip_locked=True)
_SET = (
    update(gates)
    .where(gates.c.scope == bindparam("of"))
    .values({name: bindparam(name) for name in ("open_at", "closed_since", "reason", "failures")})
)


_WIDTH = len(gates.columns)
_PACE = gates.alias("pace")
_WITH_PACE = (
    select(gates, _PACE)
    .select_from(gates.outerjoin(_PACE, _PACE.c.scope == bindparam("pace")))
    .where(gates.c.scope == bindparam("of"))
    .with_for_update(skip_locked=True, of=gates)
)


def _gate(row: Row[Any]) -> Gate:
    return Gate(row.scope, row.open_at, row.closed_since, row.reason, row.failures)
