"""What `doctor` reports about one thing. Every room may have checks of its own, so the record is below all rooms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Finding(StrEnum):
    """How good or bad the state of something is."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was examined: its name, how it is, what was seen, and how to fix it (empty: no need)."""

    topic: str
    finding: Finding
    seen: str
    fix: str = ""
