"""Tokens in the database: who has a private feed, and of what.

A secret is made here, handed out once and kept as its hash alone, so that whoever reads the database, a backup of it
or a log learns no link. `web/private.py` serves the feeds, `cli/tokens.py` gives the tokens out.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from watchtracker.items import Kind
from watchtracker.notifications import LeadTime
from watchtracker.schema import tokens
from watchtracker.store import codec
from watchtracker.store.statements import insert_or

_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Token:
    """What a private feed is for: a feed by name, what of it, and the alarms that its events carry.

    All but `revoked_at` stays as it was given: a link shows the same for as long as it works.
    """

    name: str
    feed: str
    created_at: datetime
    tags: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    alarms: tuple[LeadTime, ...] = ()
    revoked_at: datetime | None = None


def new_secret() -> str:
    """256 random bits, in letters that an address may hold."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def hash_of(secret: str) -> str:
    """What is kept of a secret. 256 random bits cannot be guessed, so no slow hash is needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class Tokens:
    """The tokens of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, token: Token, secret_hash: str) -> bool:
        """Write a new token; False if its name was given before, revoked since or not."""
        insert = insert_or(self._connection, tokens).on_conflict_do_nothing(index_elements=["name"])
        # What was written is asked for, because psycopg's count of an INSERT is not passed on.
        written = insert.values(_row(token, secret_hash)).returning(tokens.c.name)
        return self._connection.execute(written).first() is not None

    def all(self) -> list[Token]:
        """Every token that was ever given, by name."""
        found = [_token(row) for row in self._connection.execute(select(tokens))]
        return sorted(found, key=lambda token: token.name)

    def revoke(self, name: str, now: datetime) -> bool:
        """End the token called `name`; False if there is none that is still good."""
        live = (tokens.c.name == name) & tokens.c.revoked_at.is_(None)
        return self._connection.execute(update(tokens).where(live).values(revoked_at=now)).rowcount == 1

    def by_hash(self, secret_hash: str) -> Token | None:
        """The token whose secret has this hash; None if there never was one, and as well once it is revoked."""
        row = self._connection.execute(select(tokens).where(tokens.c.hash == secret_hash)).one_or_none()
        # How long the database looks for a hash tells nothing of a secret; the comparison that counts is this one.
        if row is None or not hmac.compare_digest(row.hash, secret_hash) or row.revoked_at is not None:
            return None
        return _token(row)


def _row(token: Token, secret_hash: str) -> dict[str, object]:
    return {
        "name": token.name,
        "hash": secret_hash,
        "feed": token.feed,
        "tags": codec.words_to_text(token.tags),
        "kinds": codec.words_to_text(tuple(kind.value for kind in token.kinds)),
        "alarms": codec.words_to_text(tuple(map(str, token.alarms))),
        "created_at": token.created_at,
        "revoked_at": token.revoked_at,
    }


def _token(row: Row[Any]) -> Token:
    return Token(
        name=row.name,
        feed=row.feed,
        created_at=row.created_at,
        tags=codec.words_from_text(row.tags),
        kinds=tuple(map(Kind, codec.words_from_text(row.kinds))),
        alarms=tuple(map(LeadTime.read, codec.words_from_text(row.alarms))),
        revoked_at=row.revoked_at,
    )
