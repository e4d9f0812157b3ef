"""What `doctor` found, as JSON. Pure; the terminal's lines are `cli`'s."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from watchtracker.checks import Check


def checks_json(checks: Iterable[Check]) -> dict[str, Any]:
    """The object of `doctor --json`."""
    return {
        "checks": [
            {"name": check.topic, "status": check.finding.value, "message": check.seen, "fix": check.fix or None}
            for check in checks
        ]
    }
