"""The files of an SQLite database: made so that nobody else can read them, and never seen half made.

What is waited for, by whom, and the channels that are told are nobody's business on a shared machine. SQLite gives the
log beside a database the permissions of the database itself. `connections.py` opens what is made here.
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
    """The file of a database has no bytes: nobody can know whether it ever had any."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is an empty file, which watchtracker never leaves: bring back a backup, or remove it to begin anew"
        )
        self.path = path


def refuse_empty(path: Path) -> None:
    """Raise EmptyFileError for a file of 0 bytes: taken as new, it would hide that something was lost."""
    with suppress(OSError):
        found = path.stat()
        if stat.S_ISREG(found.st_mode) and found.st_size == 0:
            raise EmptyFileError(path)


def make(path: Path) -> None:
    """Make the folder of a database that is not there, and the file, with no tables and open to its owner alone.

    It gets its name when it is whole, so that of several who begin at once each finds a database.
    """
    _make_folder(path.parent, path)
    try:
        number, name = mkstemp(prefix=f"{path.name}-", suffix="-new", dir=path.parent)
    except OSError:
        return  # SQLite meets the same and has a sentence for it
    os.close(number)
    made = Path(name)
    try:
        with closing(sqlite3.connect(made)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        give_name(made, path)
    except (sqlite3.Error, OSError):
        return  # somebody else was quicker, with the same; or it cannot be made, which SQLite says
    finally:
        made.unlink(missing_ok=True)


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether a database is empty or has our tables: in another program's not even the way of its log is changed."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    return not tables or VERSION_TABLE in tables


def wider(path: Path) -> Iterator[tuple[Path, int]]:
    """What others than the owner may enter, read or write: the folder and the files of a database, with their modes."""
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
    """Let the file `made` be `path` as well; raises FileExistsError where that is there, and never touches it."""
    try:
        path.hardlink_to(made)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links: between the look and the change of name lies a moment.
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        made.rename(path)
