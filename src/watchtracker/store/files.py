"""The files of an SQLite database: created so that only their owner can read them, and never visible half made.

On a shared machine other users must not see items and channels. SQLite gives the log beside a database the permissions
of the database file itself. `connections.py` opens what is created here.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from tempfile import mkstemp

from watchtracker.errors import StoreError
from watchtracker.migrations import VERSION_TABLE

_OURS_ALONE = 0o700
_OF_OTHERS = 0o077
_BESIDE = ("", "-wal", "-shm", "-sending")


class EmptyFileError(StoreError):
    """The file of a database is empty, and nobody can know whether something was lost."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is an empty file, which watchtracker never leaves: bring back a backup, or remove it to begin anew"
        )
        self.path = path


def refuse_empty(path: Path) -> None:
    """Raise EmptyFileError for a file of 0 bytes: using it as a new database would hide a loss."""
    with suppress(OSError):
        found = path.stat()
        if stat.S_ISREG(found.st_mode) and found.st_size == 0:
            raise EmptyFileError(path)


def make(path: Path) -> None:
    """Create the missing file of a database (and its folder), without tables and readable by its owner only.

    The file is complete before it gets its name, so that processes that start at the same moment all find a database.
    """
    _make_folder(path.parent, path)
    try:
        number, name = mkstemp(prefix=f"{path.name}-", suffix="-new", dir=path.parent)
    except OSError:
        return  # SQLite will fail in the same way, and `failures.py` has a sentence for that
    os.close(number)
    made = Path(name)
    try:
        with closing(sqlite3.connect(made)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        give_name(made, path)
    except (sqlite3.Error, OSError):
        return  # another process was faster, or SQLite will fail in the same way
    finally:
        made.unlink(missing_ok=True)


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether a database is empty or has our tables; if not, not even its journal mode may be changed."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    return not tables or VERSION_TABLE in tables


def wider(path: Path) -> Iterator[tuple[Path, int]]:
    """The folder and the files of a database that other users may access, with their modes."""
    for each in (path.absolute().parent, *(path.with_name(path.name + suffix) for suffix in _BESIDE)):
        with suppress(OSError):
            mode = stat.S_IMODE(each.stat().st_mode)
            if mode & _OF_OTHERS:
                yield each, mode


def _make_folder(folder: Path, path: Path) -> None:
    if folder.is_dir():
        return
    try:
        for each in reversed((folder, *folder.parents)):
            if not each.is_dir():
                each.mkdir(mode=_OURS_ALONE, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the folder of the database {path} cannot be made: {error.strerror}") from error


def give_name(made: Path, path: Path) -> None:
    """Give the file `made` the name `path` too; raises FileExistsError if that exists, and never overwrites it."""
    try:
        path.hardlink_to(made)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links. Between the check and the renaming, another process could create the file.
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        made.rename(path)
