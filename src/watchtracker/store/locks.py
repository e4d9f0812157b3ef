"""The lock beside an SQLite file that lets one process alone send from it.

SQLite has no row locks that two senders could share out their work with, so a second one is refused at once and told
who has it. The operating system lets go of the lock when its process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO, Self

from watchtracker.errors import BusyError, StoreError


class SendingLock:
    """The sending lock of the database at `path`, if it has one, held within a `with` block."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        """Take it; raises BusyError, StoreError."""
        self.make_sure()
        return self

    def __exit__(self, *_: object) -> None:
        """Let it go. The file stays: removing it could take it from under one who has just opened it."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def make_sure(self) -> None:
        """Take it anew if its file was removed or replaced, which lets others have it; raises BusyError, StoreError."""
        if self._path is None:
            return
        beside = self._path.with_name(f"{self._path.name}-sending")
        if self._file is not None:
            if _is_there(self._file, beside):
                return
            self._file.close()
            self._file = None
        file = _opened(beside)
        try:
            _take(file, self._path)
        except BaseException:
            file.close()
            raise
        self._file = file


def _is_there(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def _opened(beside: Path) -> IO[str]:
    try:
        return os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "a+", encoding="ascii")
    except OSError as error:
        raise StoreError(f"the lock {beside} cannot be opened: {error.strerror}") from error


def _take(file: IO[str], path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        process = file.read().strip() or "unknown"
        raise BusyError(
            f"another `watchtracker serve` or `deliver` already sends from {path} (process {process}):"
            " stop it first, or let it do the work"
        ) from None
    except OSError as error:
        raise StoreError(
            f"the file system of {path} has no locks ({error.strerror}): keep it on a local disk"
        ) from error
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
