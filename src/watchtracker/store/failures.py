"""Errors of the databases, each as a sentence that says what is wrong and how to fix it.

The sentences name the file or the server, and never show a password. An error that is a mistake in our own code, such
as a row that breaks a constraint, is passed on unchanged.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from watchtracker.errors import BusyError, InputError, StoreError, UnfitError
from watchtracker.store.addresses import Address

# The classes and codes of https://www.postgresql.org/docs/current/errcodes-appendix.html after which trying again
# helps.
_TRY_AGAIN = {
    "40001": "another process changed the same rows",
    "40P01": "another process held the rows that this one needed, and the reverse",
    "55P03": "another process holds a lock",
    "57014": "the server cancelled the statement",
}
# Characters that the encoding of the database lacks, or bytes that are not valid in it.
_OTHER_LETTERS = {"22P05", "22021"}
# A table or column is missing that the step of the database should have, or one exists that it should not have.
_OTHER_TABLES = {"42P01", "42703", "42P07", "42701"}
_OTHER_TABLES_OF_SQLITE = re.compile(r"no such (table|column)|already exists|duplicate column")
_OURS = (exc.IntegrityError, exc.ProgrammingError, exc.DataError, exc.NotSupportedError)


class TablesError(StoreError):
    """The tables of a database are not those of its migration step."""

    def __init__(self, address: Address, reason: str) -> None:
        super().__init__(f"{address} has other tables than watchtracker left there ({reason}): bring back a backup")


class FullError(StoreError):
    """The disk is full."""

    def __init__(self, address: Address) -> None:
        super().__init__(f"{address} cannot grow: the disk is full. Nothing was changed")


class RowError(StoreError):
    """A row has a value that watchtracker never writes."""

    def __init__(self, table: str, error: Exception) -> None:
        super().__init__(
            f"the database has a row in {table} that cannot be read ({error}): it was changed by another program;"
            " bring back a backup"
        )


@contextmanager
def readable(table: str) -> Iterator[None]:
    """Turn an error in converting the rows of `table` into RowError."""
    try:
        yield
    except UnicodeError:
        raise  # an encoding error of the driver, which `named_errors` turns into a sentence
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise RowError(table, error) from error


@contextmanager
def named_errors(address: Address) -> Iterator[None]:
    """Turn errors of the database at `address` into StoreError, BusyError or InputError."""
    try:
        yield
    except exc.TimeoutError as error:
        raise BusyError(f"every connection to {address} is in use: try again") from error
    except exc.DBAPIError as error:
        raise _sentence(error, address) or error from error
    except UnicodeEncodeError as error:
        raise InputError(f"{error.object!a} is no text: write it in UTF-8") from error
    except UnicodeDecodeError as error:
        raise StoreError(f"{address} holds bytes that are no UTF-8: make the database with ENCODING 'UTF8'") from error


def _sentence(error: exc.DBAPIError, address: Address) -> StoreError | None:
    if isinstance(error.orig, sqlite3.Error):
        return _of_sqlite(error.orig, address)
    return _of_postgresql(error, address)


def _of_sqlite(error: sqlite3.Error, address: Address) -> StoreError | None:
    # The first two words: SQLITE_BUSY_SNAPSHOT, an extended code, is a kind of SQLITE_BUSY.
    name = "_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2])
    match name:
        case "SQLITE_BUSY" | "SQLITE_LOCKED":
            return BusyError(f"another process is writing to {address} and has not finished: try again")
        case "SQLITE_NOTADB":
            return StoreError(f"{address} is not an SQLite database: move it away, or name another in `database`")
        case "SQLITE_CORRUPT":
            return StoreError(f"{address} is damaged ({error}): bring back a backup, or try sqlite3's .recover")
        case "SQLITE_READONLY" | "SQLITE_PERM" | "SQLITE_AUTH":
            return StoreError(f"{address} cannot be written to: the file and its folder need write permission")
        case "SQLITE_CANTOPEN":
            return StoreError(f"{address} cannot be opened: it must be a file, with permission for it and its folder")
        case "SQLITE_FULL":
            return FullError(address)
        case "SQLITE_IOERR" | "SQLITE_NOLFS" | "SQLITE_PROTOCOL":
            return StoreError(f"{address} cannot be read or written: {error}. Look at the disk")
        case "SQLITE_ERROR" if _OTHER_TABLES_OF_SQLITE.search(str(error)):
            return TablesError(address, str(error))
        case _:
            return None


def _of_postgresql(error: exc.DBAPIError, address: Address) -> StoreError | None:
    code = getattr(error.orig, "sqlstate", None) or ""
    reason = _without_password(str(error.orig), address)
    if code in _TRY_AGAIN:
        return BusyError(f"{address}: {_TRY_AGAIN[code]}: try again")
    if code == "42501":
        return StoreError(f"{address}: permission is missing ({reason})")
    if code.startswith("53"):
        return StoreError(f"{address} has run out of something ({reason}). Nothing was changed")
    if code in _OTHER_LETTERS:
        return UnfitError(f"{address} has no room for every letter ({reason}): make the database with ENCODING 'UTF8'")
    if code == "3F000":
        return UnfitError(f"{address}: no schema of its search_path is there ({reason}): name one with ALTER ROLE")
    if code in _OTHER_TABLES:
        return TablesError(address, reason)
    # Without a statement, connecting failed: then the address is wrong, and not our SQL.
    if isinstance(error, _OURS) and error.statement is not None:
        return None
    return StoreError(f"the database {address} cannot be used: {reason}")


def _without_password(text: str, address: Address) -> str:
    """The first line of `text` that is not empty, with secrets masked; further lines are hints and other addresses."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    reason = lines[0] if lines else "no reason given"
    for secret in address.secrets:
        reason = reason.replace(secret, "***")
    return reason
