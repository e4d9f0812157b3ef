"""How far each source and each signal has got, and the texts that were fetched.

One process at a time fetches a source: it takes a lease, and whoever takes the next after that has run out. What was
fetched by whoever lost the lease in between is not written down.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, delete, select, update

from watchtracker.intake.text_sources import TextSource
from watchtracker.schema import documents, sources
from watchtracker.store import json_columns
from watchtracker.store.dialects import insert_or


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What is known of a source by its `name`; moments are in UTC, and None where there was none.

    `first_at`, `last_at`, `understood_at`: when it first and last answered, and last in a form that was understood.
    `failures` are those in a row, `error` the sentence of the last one. `statements` is how many it had when it was
    last read, `statements_before` the time before. `seen` is JSON of whoever reads it.
    """

    name: str
    address: str
    first_at: datetime | None = None
    last_at: datetime | None = None
    understood_at: datetime | None = None
    tried_at: datetime | None = None
    next_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    error: str | None = None
    moved_to: str | None = None
    statements: int | None = None
    statements_before: int | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class FetchedText:
    """A text of a source as it was fetched: its address, its title and the day on which it was published, if known."""

    source: str
    address: str | None
    title: str
    published: date | None
    text: str

    @property
    def digest(self) -> str:
        """What tells it from every other text."""
        return hashlib.sha256("\n".join((self.address or "", str(self.published), self.text)).encode()).hexdigest()


_FIELDS = tuple(field for field in SourceRow.__dataclass_fields__ if field not in {"name", "address"})


class Sources:
    """Sources and texts in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[str, SourceRow]:
        """Every source that was ever tried, by name."""
        return {row["name"]: _source(row) for row in self._connection.execute(select(sources)).mappings()}

    def declare(self, declared: Iterable[TextSource]) -> None:
        """Note the sources that the watch list names; how far each got stays, also of those that it names no more."""
        named = list(declared)
        gone = sources.c.declared.is_not(None) & sources.c.name.not_in([source.name for source in named])
        self._connection.execute(update(sources).where(gone).values(declared=None))
        for source in sorted(named, key=lambda source: source.name):
            text = json_columns.source_to_text(source)
            row = {"name": source.name, "address": source.address, "declared": text, "failures": 0}
            insert = insert_or(self._connection, sources).values(row)
            self._connection.execute(insert.on_conflict_do_update(index_elements=["name"], set_={"declared": text}))

    def declared(self) -> list[TextSource]:
        """The sources that the watch list names, by name."""
        query = select(sources.c.declared).where(sources.c.declared.is_not(None)).order_by(sources.c.name)
        return [json_columns.source_from_text(text) for text in self._connection.execute(query).scalars()]

    def lease(self, name: str, address: str, token: str, now: datetime, until: datetime) -> SourceRow | None:
        """Take a source for oneself until a moment; None while somebody else has it.

        One that was never tried, or stood at another address, begins anew. A lease that ends much later than ours would
        is of a clock that was wrong, and holds nobody up.
        """
        insert = insert_or(self._connection, sources).values(name=name, address=address, failures=0)
        self._connection.execute(insert.on_conflict_do_nothing(index_elements=["name"]))
        query = select(sources).where(sources.c.name == name).with_for_update()
        row = self._connection.execute(query).mappings().one()
        if row["lease_until"] is not None and now < row["lease_until"] < until + (until - now):
            return None
        values: dict[str, Any] = {"lease_token": token, "lease_until": until}
        known = _source(row)
        if known.address != address:
            known = SourceRow(name, address)
            values |= _values(known)
        self._connection.execute(update(sources).where(sources.c.name == name).values(values))
        return known

    def holds(self, name: str, token: str) -> bool:
        """Whether the lease of a source is still that one; the row is locked until the transaction ends."""
        query = select(sources.c.lease_token).where(sources.c.name == name).with_for_update()
        return self._connection.execute(query).scalar() == token

    def write(self, row: SourceRow, token: str) -> bool:
        """Write down how far a source has got, and give it free; False, and nothing written, if the lease was lost."""
        mine = and_(sources.c.name == row.name, sources.c.lease_token == token)
        values = {**_values(row), "lease_token": None, "lease_until": None}
        return self._connection.execute(update(sources).where(mine).values(values)).rowcount > 0

    def give_back(self, name: str, token: str) -> None:
        """Give a source free as it was taken."""
        mine = and_(sources.c.name == name, sources.c.lease_token == token)
        self._connection.execute(update(sources).where(mine).values(lease_token=None, lease_until=None))

    def statements_in(self, text: FetchedText) -> int | None:
        """How many statements were found in just that text of its source; None if it was never read."""
        these = and_(documents.c.source == text.source, documents.c.digest == text.digest)
        number: int | None = self._connection.execute(select(documents.c.statements).where(these)).scalar()
        return number

    def keep(self, text: FetchedText, now: datetime, statements: int) -> None:
        """Keep a text that was read, with the number of statements that it had."""
        row = {
            "source": text.source,
            "digest": text.digest,
            "address": text.address,
            "title": text.title,
            "published": text.published,
            "fetched_at": now,
            "text": text.text,
            "statements": statements,
        }
        insert = insert_or(self._connection, documents).values(row)
        self._connection.execute(insert.on_conflict_do_nothing(index_elements=["source", "digest"]))

    def forget_texts(self, before: datetime) -> int:
        """Empty the texts that were fetched before a moment, and keep their digests; returns how many."""
        old = and_(documents.c.fetched_at < before, documents.c.text.is_not(None))
        return self._connection.execute(update(documents).where(old).values(text=None)).rowcount

    def forget_sources(self, names: Iterable[str]) -> None:
        """Forget how far these sources got: nobody asks for them any more."""
        self._connection.execute(delete(sources).where(sources.c.name.in_(sorted(names))))


def _values(row: SourceRow) -> dict[str, Any]:
    return {"address": row.address, **{field: getattr(row, field) for field in _FIELDS}}


def _source(row: RowMapping) -> SourceRow:
    return SourceRow(row["name"], row["address"], **{field: row[field] for field in _FIELDS})
