"""The lock beside an SQLite file that lets one process alone send from it.

SQLite has no row locks that two senders could share out their work with, so a second one is refused at once and told
who has it. The operating system lets go of the lock when its process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from watchtracker.errors import BusyError, StoreError


@contextmanager
def sole_sender(path: Path | None) -> Iterator[None]:
    """Hold the sending lock of the database at `path`, if it has one; raises BusyError, StoreError."""
    if path is None:
        yield
        return
    beside = path.with_name(f"{path.name}-sending")
    try:
        file = os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "a+", encoding="ascii")
    except OSError as error:
        raise StoreError(f"the lock {beside} cannot be opened: {error.strerror}") from error
    # The file stays when it is let go: removing it could take it from under one who has just opened it.
    with file:
        _take(file, path)
        yield


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
