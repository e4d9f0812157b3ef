"""What all tables share: the metadata that they belong to, and how an instant is stored."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import MetaData, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData()


class Instant(TypeDecorator[datetime]):
    """An aware datetime, stored as `2026-05-06T16:00:00.000000Z`."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """The text of an aware datetime; raises ValueError for a naive one, which is a mistake of the caller."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """The datetime of a text, in UTC."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)
