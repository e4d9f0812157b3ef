"""Tokens in the database: those that open private feeds, and those that may write.

A secret is made here and shown once; only its hash is stored, so that nobody learns a link from the database, a backup
or a log. `web/private_feeds.py` serves the feeds, `web/bearers.py` knows who may write,
`cli/tokens.py` gives the tokens out.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from watchtracker.items import Kind
from watchtracker.notifications import LeadTime
from watchtracker.schema import tokens
from watchtracker.store import json_columns
from watchtracker.store.dialects import insert_or
from watchtracker.store.failures import readable
from watchtracker.subscriptions import FeedToken

_SECRET_BYTES = 32
_BEGINNING = 8


def new_secret() -> str:
    """A new secret: 256 random bits as text that can be part of an address."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def hash_of(secret: str) -> str:
    """The hash that is stored of a secret (SHA-256): 256 random bits cannot be guessed, so no slow hash is needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class Keys:
    """The valid tokens of feeds, to be found by their secrets."""

    def __init__(self, found: Iterable[tuple[str, FeedToken]] = ()) -> None:
        self._by_beginning: defaultdict[str, list[tuple[str, FeedToken]]] = defaultdict(list)
        for secret_hash, token in found:
            self._by_beginning[secret_hash[:_BEGINNING]].append((secret_hash, token))

    def opened_by(self, secret: str) -> FeedToken | None:
        """The valid token with this secret; None if there is none, or if it was revoked."""
        wanted = hash_of(secret)
        # The time of this look-up can tell an attacker the first digits of a stored hash, which say nothing about the
        # secret; the rest is compared in constant time.
        for stored, token in self._by_beginning.get(wanted[:_BEGINNING], ()):
            if hmac.compare_digest(stored, wanted):
                return token
        return None


class Tokens:
    """The tokens, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, token: FeedToken, secret_hash: str) -> bool:
        """Store a new token; False if its name was used before, even by a revoked one."""
        insert = insert_or(self._connection, tokens).on_conflict_do_nothing(index_elements=["name"])
        # RETURNING shows whether a row was written: with psycopg, SQLAlchemy has no row count for an INSERT.
        written = insert.values(_row(token, secret_hash)).returning(tokens.c.name)
        return self._connection.execute(written).first() is not None

    @readable("tokens")
    def all(self) -> list[FeedToken]:
        """Every token that was ever made, sorted by name."""
        found = [_token(row) for row in self._connection.execute(select(tokens))]
        return sorted(found, key=lambda token: token.name)

    def revoke(self, name: str, now: datetime) -> bool:
        """Revoke the token called `name`; False if there is no valid one."""
        live = (tokens.c.name == name) & tokens.c.revoked_at.is_(None)
        return self._connection.execute(update(tokens).where(live).values(revoked_at=now)).rowcount == 1

    @readable("tokens")
    def keys(self) -> Keys:
        """All valid tokens of feeds."""
        feeds = tokens.c.revoked_at.is_(None) & tokens.c.writes.is_(None)
        found = self._connection.execute(select(tokens).where(feeds))
        return Keys((row.hash, _token(row)) for row in found)

    def writer(self, secret_hash: str) -> str:
        """The name of the valid token that may write and has this hash; empty if there is none."""
        return self._writer(tokens.c.hash == secret_hash)

    def may_write(self, name: str) -> bool:
        """Whether there is a valid token of this name that may write."""
        return bool(self._writer(tokens.c.name == name))

    def _writer(self, which: ColumnElement[bool]) -> str:
        live = which & tokens.c.writes.is_not(None) & tokens.c.revoked_at.is_(None)
        return self._connection.execute(select(tokens.c.name).where(live)).scalar_one_or_none() or ""

    def fingerprint(self) -> str:
        """A short text that changes whenever a token is made or revoked: revoking is final, and no row is deleted."""
        given, revoked = self._connection.execute(select(func.count(), func.count(tokens.c.revoked_at))).one()
        return f"{given}-{revoked}"


def _row(token: FeedToken, secret_hash: str) -> dict[str, object]:
    return {
        "name": token.name,
        "hash": secret_hash,
        "feed": token.feed,
        "tags": json_columns.words_to_text(token.tags),
        "kinds": json_columns.words_to_text(tuple(kind.value for kind in token.kinds)),
        "alarms": json_columns.words_to_text(tuple(map(str, token.alarms))),
        "created_at": token.created_at,
        "revoked_at": token.revoked_at,
        "writes": token.writes or None,
    }


def _token(row: Row[Any]) -> FeedToken:
    return FeedToken(
        name=row.name,
        feed=row.feed,
        created_at=row.created_at,
        tags=json_columns.words_from_text(row.tags),
        kinds=tuple(map(Kind, json_columns.words_from_text(row.kinds))),
        alarms=tuple(map(LeadTime.read, json_columns.words_from_text(row.alarms))),
        revoked_at=row.revoked_at,
        writes=bool(row.writes),
    )
