"""The lock beside an SQLite file, so that only one process sends from it.

SQLite has no row locks by which two senders could share the work, so a second one is refused at once, with the id of
the process that has the lock. The operating system releases the lock when that process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO, Self

from watchtracker.errors import BusyError, StoreError


class SendingLock:
    """The sending lock of the SQLite file at `path`, held within a `with` block; with None it does nothing."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        """Take the lock; raises BusyError, StoreError."""
        self.make_sure()
        return self

    def __exit__(self, *_: object) -> None:
        """Release the lock. The file stays: another process may have opened it, and would lock a removed file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def make_sure(self) -> None:
        """Take the lock if it is not held, or if its file was replaced, so that others could take it too.

        Raises BusyError, StoreError.
        """
        if self._path is None:
            return
        beside = self._path.with_name(f"{self._path.name}-sending")
        if self._file is not None:
            if _is_same(self._file, beside):
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


def _is_same(file: IO[str], path: Path) -> bool:
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
