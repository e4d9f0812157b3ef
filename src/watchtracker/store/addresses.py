"""Addresses of databases: what `database = "..."` in the settings means, and how to show it without secrets.

A password must never reach a message or a log, so every sentence about a database uses `str(address)`.
`connections.py` connects to what an address names.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from watchtracker.errors import StoreError

_EXPECTED = '"sqlite:///path/to/file.db" or "postgresql+psycopg://user:password@host/name"'
_POSTGRESQL = "postgresql+psycopg"
# A parameter of an address whose name contains one of these words is a secret.
_SECRET_WORDS = ("password", "secret", "token")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is; `path` is None for PostgreSQL and for SQLite in memory."""

    url: URL
    path: Path | None

    @classmethod
    def read(cls, text: str) -> Address:
        """The address in `text`; raises StoreError for anything but SQLite and PostgreSQL."""
        try:
            url = make_url(text)
        except (ArgumentError, ValueError) as error:
            # The text is not repeated: it could not be parsed, so a password may be anywhere in it.
            raise StoreError(f"`database` is no address of a database: write {_EXPECTED}") from error
        match url.drivername:
            case "sqlite" | "sqlite+pysqlite":
                return cls(url, None if url.database in {None, "", ":memory:"} else Path(str(url.database)))
            case "postgres" | "postgresql" | "postgresql+psycopg":
                return cls(url.set(drivername=_POSTGRESQL), None)
            case other:
                raise StoreError(f"`database` names {other!r}, which is not supported: write {_EXPECTED}")

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite, in a file or in memory."""
        return self.url.drivername != _POSTGRESQL

    @property
    def in_memory(self) -> bool:
        """Whether it is an SQLite database in memory, which ends with the process."""
        return self.is_sqlite and self.path is None

    @property
    def secret_names(self) -> list[str]:
        """The names of its parameters that are secrets."""
        return list(filter(_is_secret, self.url.query))

    @property
    def secrets(self) -> list[str]:
        """The values that must be masked wherever a text contains them, longest first."""
        found = {str(self.url.password)} if self.url.password else set()
        for name in self.secret_names:
            found.update(self.url.normalized_query[name])
        return sorted(filter(None, found), key=len, reverse=True)

    def __str__(self) -> str:
        if self.path is not None:
            return str(self.path)
        if self.in_memory:
            return "the database in memory"
        hidden = dict.fromkeys(self.secret_names, "***")
        return self.url.update_query_dict(hidden).render_as_string(hide_password=True).replace("%2A%2A%2A", "***")


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in _SECRET_WORDS)
