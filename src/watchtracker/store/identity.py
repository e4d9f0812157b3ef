"""Whether the file of an SQLite database is still the one that was opened, by its device and inode.

A process that has a file open can go on writing to it after the file was removed or replaced, and no other process sees
that. If it went on sending, its messages would be sent again from the file that took its place. So `engine.py` asks
before each transaction, and opens the new file.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

# Seconds: so that a file that is still being copied is not opened, and a missing one not created, too early.
STAYS_FOR = 3.0


class Identity:
    """Remembers which file at `path` was opened; `elapsed` counts seconds."""

    def __init__(self, path: Path, elapsed: Callable[[], float]) -> None:
        self.path = path
        self._elapsed = elapsed
        self._opened: tuple[int, ...] | None = None
        self._seen: tuple[int, ...] | None = None
        self._seen_at = elapsed()

    def remember(self) -> None:
        """Remember the file that is at the path now as the one that is open."""
        found = self._stat()
        self._opened = found[:2] if found else None

    def is_same(self) -> bool:
        """Whether the opened file is still at the path; True if none was opened yet."""
        if self._opened is None:
            return True
        found = self._stat()
        return found is not None and found[:2] == self._opened

    def stays(self) -> bool:
        """Whether what is at the path now (a file or nothing) has not changed for three seconds."""
        found = self._stat() or ()
        if found != self._seen:
            self._seen, self._seen_at = found, self._elapsed()
        return self._elapsed() - self._seen_at >= STAYS_FOR

    def _stat(self) -> tuple[int, ...] | None:
        try:
            found = os.stat(self.path)  # noqa: PTH116 - faster, and called with each transaction
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
