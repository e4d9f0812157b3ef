"""The real clock, read here and nowhere else; everything below takes `now` as an argument."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The moment that it is, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that reads the clock
