"""A moment in UTC as people read it. What programs read of it is `dates.instant`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal


def utc(moment: datetime, *, to: Literal["minutes", "seconds"] = "minutes") -> str:
    """In a sentence: "2026-05-06 16:00Z"."""
    return _written(moment, " ", to)


def utc_in_one_word(moment: datetime) -> str:
    """In a line of a listing, where it must hold together: "2026-05-06T16:00Z"."""
    return _written(moment, "T", "minutes")


def _written(moment: datetime, between: str, to: str) -> str:
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(between, to)}Z"
