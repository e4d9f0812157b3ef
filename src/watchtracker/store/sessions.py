"""Log-ins in the database: a row each, so that one ends for every replica, by itself and alone.

Of their secrets and of the access token only hashes are kept, and that of the token holds the secret too: whoever reads
the database can neither read on with it nor try tokens out. `web/sessions.py` begins and ends them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from watchtracker.schema import sessions as table

_COLUMNS = (table.c.id, table.c.token_hash, table.c.created_at, table.c.expires_at, table.c.ended_at)


@dataclass(frozen=True, slots=True)
class Session:
    """One log-in of one browser."""

    id: str  # the hash of its secret
    token_hash: str
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it is neither over nor ended."""
        return self.ended_at is None and now < self.expires_at


class Sessions:
    """The log-ins of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, session: Session) -> None:
        """Write a new one, and forget those whose time was over before."""
        self._connection.execute(delete(table).where(table.c.expires_at < session.created_at))
        row = {column.name: getattr(session, column.name) for column in _COLUMNS}
        self._connection.execute(insert(table), [row])

    def get(self, session_id: str) -> Session | None:
        """The one with this id, whatever became of it."""
        row = self._connection.execute(select(*_COLUMNS).where(table.c.id == session_id)).first()
        return Session(*row) if row else None

    def end(self, session_id: str, now: datetime) -> None:
        """End it; one that is ended stays as it is."""
        live = (table.c.id == session_id) & table.c.ended_at.is_(None)
        self._connection.execute(update(table).where(live).values(ended_at=now))
