"""The dates of a line, read once for all that ask: what the line says, and whether it stands over what follows."""

from __future__ import annotations

from functools import lru_cache

from watchtracker import dates

_LATEST = 16  # lines: those at the head of a text are asked for first as the day of its issue

find = lru_cache(maxsize=_LATEST)(dates.find)
