"""What was answered to requests that carry a key of their own, so that sending one again changes nothing twice.

The answer is kept in the transaction of the change, so there is never the one without the other. Whoever sends the same
key at the same moment waits until that transaction is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from watchtracker.schema import given_answers as table
from watchtracker.store.dialects import insert_or

KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered to a request, and the digest of that request."""

    digest: str
    status: int
    answer: str


class GivenAnswers:
    """The answers, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, by: str, key: str, digest: str, now: datetime) -> Given | None:
        """What was answered within the last day when `by` sent `key`; None if this is the first time, which counts."""
        this = (table.c.by == by) & (table.c.key == key)
        self._connection.execute(delete(table).where(this, table.c.at <= now - KEPT_FOR))
        insert = insert_or(self._connection, table).on_conflict_do_nothing(index_elements=["by", "key"])
        first = insert.values(by=by, key=key, digest=digest, at=now).returning(table.c.key)
        if self._connection.execute(first).first() is not None:
            return None
        columns = (table.c.digest, table.c.status, table.c.answer)
        row = self._connection.execute(select(*columns).where(this)).one()
        return Given(*row)

    def forget(self, now: datetime) -> None:
        """Forget what is not answered again any more."""
        self._connection.execute(delete(table).where(table.c.at <= now - KEPT_FOR))

    def keep(self, by: str, key: str, status: int, answer: str) -> None:
        """Keep what is answered to a request that has begun here."""
        this = (table.c.by == by) & (table.c.key == key)
        self._connection.execute(update(table).where(this).values(status=status, answer=answer))
