"""A copy of an SQLite database, made while others write to it: complete, checked, and readable by its owner only.

A plain `cp` of the file would lose what is still in the write-ahead log. The copy is a single file without a log. It
gets its name only after it was checked, so that nobody takes half a copy for a backup.
"""

from __future__ import annotations

import os
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import mkstemp

from watchtracker.errors import InputError, StoreError
from watchtracker.store.addresses import Address
from watchtracker.store.engine import Store
from watchtracker.store.files import give_name
from watchtracker.store.migration_state import Tables

_PATIENCE = 10.0  # seconds


def copy(database: str, to: Path) -> int:
    """Copy `database` to the new file `to`; returns the number of its listed items. Raises InputError, StoreError."""
    address = Address.read(database)
    _refuse_impossible(address, to)
    with closing(Store.as_it_is(database)) as store:
        if address.path is None or store.tables() is Tables.NONE:
            raise StoreError(f"{address} holds nothing yet: `watchtracker apply` makes it")
    try:
        number, name = mkstemp(prefix=f"{to.name}-", suffix="-unfinished", dir=to.parent)
    except OSError as error:
        raise InputError(f"nothing can be written to {to.parent}: {error.strerror}") from error
    os.close(number)
    made = Path(name)
    try:
        items = _copied(address.path, made)
        _to_the_disk(made)
        give_name(made, to)
    except FileExistsError:
        raise _is_there(to) from None
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{address} could not be copied to {to}: {error}. There is no copy") from error
    finally:
        made.unlink(missing_ok=True)
    return items


def _refuse_impossible(address: Address, to: Path) -> None:
    if not address.is_sqlite:
        # `URL.set` ignores None, so the password is removed with `_replace`.
        plain = address.url.set(drivername="postgresql")._replace(password=None)
        plain = plain.difference_update_query([*address.secret_names, "prepare_threshold"])
        where = shlex.quote(plain.render_as_string(hide_password=False))
        raise StoreError(
            f"a PostgreSQL server is copied by its own program: pg_dump --format=custom --file={shlex.quote(str(to))}"
            f" {where}"
        )
    if os.path.lexists(to):
        raise _is_there(to)


def _is_there(to: Path) -> InputError:
    return InputError(f"{to} is there already: name a file that is not")


def _copied(path: Path, made: Path) -> int:
    with closing(sqlite3.connect(path, timeout=_PATIENCE)) as source, closing(sqlite3.connect(made)) as copied:
        source.backup(copied)
        copied.execute("PRAGMA journal_mode = DELETE")
    with closing(sqlite3.connect(f"{made.absolute().as_uri()}?mode=ro", uri=True)) as opened:
        found = opened.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(f"it is damaged ({found})")
        items: int = opened.execute("SELECT count(*) FROM items WHERE listed").fetchone()[0]
        return items


def _to_the_disk(made: Path) -> None:
    with made.open("rb") as file:
        os.fsync(file.fileno())
