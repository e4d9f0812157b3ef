"""Checks: what `doctor` finds out about one thing. Every room may have some of its own, so they stand below all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Finding(StrEnum):
    """How well something is."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what it is, how well it is, what was seen, and what to do about it."""

    topic: str
    finding: Finding
    seen: str
    mend: str = ""
