"""Log-ins of browsers in the database: a row each, so that a log-out ends one of them, on every replica.

Of the secret only a hash is stored. The access token is hashed together with the secret, so that a reader of the
database can neither use a session nor try out tokens. `web/sessions.py` begins and ends sessions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from watchtracker.schema import sessions as table

_COLUMNS = (table.c.id, table.c.token_hash, table.c.created_at, table.c.expires_at, table.c.ended_at)


@dataclass(frozen=True, slots=True)
class Session:
    """A log-in of a browser; all times are UTC."""

    id: str  # the hash of its secret
    token_hash: str
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it has neither expired nor been ended."""
        return self.ended_at is None and now < self.expires_at


class Sessions:
    """The log-ins, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, session: Session) -> None:
        """Store a new session, and delete expired ones."""
        self._connection.execute(delete(table).where(table.c.expires_at < session.created_at))
        row = {column.name: getattr(session, column.name) for column in _COLUMNS}
        self._connection.execute(insert(table), [row])

    def get(self, session_id: str) -> Session | None:
        """The session with this id, also an expired or ended one."""
        row = self._connection.execute(select(*_COLUMNS).where(table.c.id == session_id)).first()
        return Session(*row) if row else None

    def end(self, session_id: str, now: datetime) -> None:
        """End the session with this id; an ended session stays as it is."""
        live = (table.c.id == session_id) & table.c.ended_at.is_(None)
        self._connection.execute(update(table).where(live).values(ended_at=now))
