"""Whether the file of an SQLite database is still the one that was opened, by its device and inode.

A file that was removed, or over which another was moved, goes on to work for whoever has it open, and nobody else sees
what they write: whoever sends from it would send a second time what the next one sends from the file that is there.
`engine.py` asks before each transaction and opens it anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

# A file that is being copied is not opened by halves, and one that is gone for a moment is not made anew.
STAYS_FOR = 3.0


class Identity:
    """The file at `path` as it was when it was opened; `elapsed` counts seconds."""

    def __init__(self, path: Path, elapsed: Callable[[], float]) -> None:
        self.path = path
        self._elapsed = elapsed
        self._opened: tuple[int, ...] | None = None
        self._seen: tuple[int, ...] | None = None
        self._seen_at = elapsed()

    def remember(self) -> None:
        """The file that is there is the one that is open."""
        found = self._stat()
        self._opened = found[:2] if found else None

    def is_same(self) -> bool:
        """Whether the file that was opened is still there; one that was never opened is."""
        if self._opened is None:
            return True
        found = self._stat()
        return found is not None and found[:2] == self._opened

    def stays(self) -> bool:
        """Whether what is there instead, or that nothing is, was so for three seconds."""
        found = self._stat() or ()
        if found != self._seen:
            self._seen, self._seen_at = found, self._elapsed()
        return self._elapsed() - self._seen_at >= STAYS_FOR

    def _stat(self) -> tuple[int, ...] | None:
        try:
            found = os.stat(self.path)  # noqa: PTH116 - asked with each transaction
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
