"""The real clocks, read here and nowhere else; the rooms below get `now` as an argument."""

from __future__ import annotations

import time
from datetime import UTC, datetime

# Linux's monotonic clock stands still while the machine sleeps; this one does not.
_COUNTS_SLEEP = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that reads the clock


def elapsed() -> float:
    """Seconds since some fixed moment; setting the clock changes nothing, and time asleep (on Linux) counts."""
    return time.clock_gettime(_COUNTS_SLEEP)
