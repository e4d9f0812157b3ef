"""What was received from channels, as rows: written down before the sender hears of it, and worked off after.

A row comes in two steps. It is put there as `coming`, and is `waiting` to be worked off only once whoever put it knows
that it was in time; otherwise the sender was told that nothing was recorded, and the row is taken away again. If that
process dies in between, nobody was told either, and the row is worked off after a while.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, or_, select, update

from watchtracker.schema import inbox as table
from watchtracker.store.dialects import insert_or

# Longer than anybody waits who puts a row there, and than taking it away again lasts.
LEFT_BEHIND = timedelta(seconds=5)
_COLUMNS = (table.c.id, table.c.dedupe_key, table.c.received_at, table.c.payload)


class ReceivedState(StrEnum):
    """How far something received has got; the values stand in databases."""

    COMING = "coming"
    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Received:
    """Something received: its key, which no two have in common, when it came (UTC), and what it was."""

    id: int
    key: str
    at: datetime
    payload: str


class Inbox:
    """What was received, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, key: str, payload: str, now: datetime) -> int:
        """Write it down as coming; returns the id of its row, which is an earlier one if it came before."""
        row = {"dedupe_key": key, "received_at": now, "payload": payload, "state": ReceivedState.COMING.value}
        insert = insert_or(self._connection, table).values(row).on_conflict_do_nothing(index_elements=["dedupe_key"])
        self._connection.execute(insert)
        found: int = self._connection.execute(select(table.c.id).where(table.c.dedupe_key == key)).scalar_one()
        return found

    def confirm(self, key: str, payload: str, now: datetime) -> None:
        """It was in time, and waits to be worked off, even where another delivery of it was not and took it away."""
        waiting = ReceivedState.WAITING.value
        row = {"dedupe_key": key, "received_at": now, "payload": payload, "state": waiting}
        insert = insert_or(self._connection, table).values(row)
        self._connection.execute(
            insert.on_conflict_do_update(index_elements=["dedupe_key"], set_={"state": waiting}, where=_coming(key))
        )

    def take_away(self, key: str) -> None:
        """It was not in time: as if it had never come, unless another delivery of it was."""
        self._connection.execute(delete(table).where(_coming(key)))

    def next(self, now: datetime) -> Received | None:
        """The oldest that waits, locked until the transaction ends; None if there is none that nobody else has."""
        return self._locked(select(*_COLUMNS).where(_waiting(now)).order_by(table.c.id).limit(1))

    def waiting(self, received_id: int, now: datetime) -> Received | None:
        """That one, locked likewise; None if it waits no more, or another worker has it."""
        return self._locked(select(*_COLUMNS).where(_waiting(now), table.c.id == received_id))

    def waits(self, now: datetime) -> bool:
        """Whether any waits, be it that another worker has it already; nothing is locked."""
        return self._connection.execute(select(table.c.id).where(_waiting(now)).limit(1)).first() is not None

    def done(self, received_id: int, sentence: str | None = None) -> None:
        """It was worked off; `sentence` says what came of it."""
        self._end(received_id, ReceivedState.DONE, sentence)

    def refused(self, received_id: int, sentence: str) -> None:
        """It was worked off, and changed nothing: `sentence` says why."""
        self._end(received_id, ReceivedState.REFUSED, sentence)

    def keep(self, received_id: int, payload: str) -> None:
        """Keep no more of it than this."""
        self._connection.execute(update(table).where(table.c.id == received_id).values(payload=payload))

    def forget_payloads(self, before: datetime) -> int:
        """Empty what was received before a moment, and keep that it was; returns how many.

        What still waits so long after is emptied too: it would be refused, and there is no way left to say so.
        """
        old = (table.c.received_at < before) & (table.c.payload != "")
        return self._connection.execute(update(table).where(old).values(payload="")).rowcount

    def counts(self) -> dict[ReceivedState, int]:
        """How many there are in each state; rows of other kinds are left out."""
        query = select(table.c.state, func.count().label("number")).group_by(table.c.state)
        found: dict[str, int] = {row.state: row.number for row in self._connection.execute(query)}
        return {state: found.get(state.value, 0) for state in ReceivedState}

    def last_received(self) -> datetime | None:
        """When the latest came; None if none ever did."""
        query = select(table.c.received_at).order_by(table.c.id.desc()).limit(1)
        moment: datetime | None = self._connection.execute(query).scalar()
        return moment

    def _locked(self, query: Select[Any]) -> Received | None:
        row = self._connection.execute(query.with_for_update(skip_locked=True)).first()
        return Received(*row) if row else None

    def _end(self, received_id: int, state: ReceivedState, sentence: str | None) -> None:
        values = {"state": state.value, "reason": sentence}
        self._connection.execute(update(table).where(table.c.id == received_id).values(values))


def _waiting(now: datetime) -> ColumnElement[bool]:
    left_behind = and_(table.c.state == ReceivedState.COMING.value, table.c.received_at <= now - LEFT_BEHIND)
    return or_(table.c.state == ReceivedState.WAITING.value, left_behind)


def _coming(key: str) -> ColumnElement[bool]:
    return and_(table.c.dedupe_key == key, table.c.state == ReceivedState.COMING.value)
