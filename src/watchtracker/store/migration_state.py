"""Whether a database is at the newest step of its tables, and the way there.

Every command asks, so the question is one cheap query, and Alembic, which is slow to import, is loaded only where a
step is missing. `watchtracker.migrations` has the steps.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Connection, Inspector, MetaData, String, Table, inspect
from sqlalchemy.schema import Column, PrimaryKeyConstraint

from watchtracker.errors import StoreError, UnfitError
from watchtracker.migrations import NEWEST, VERSION_TABLE
from watchtracker.schema import metadata

# As Alembic makes it, which writes to it with every step.
_taken = Table(
    VERSION_TABLE,
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name=f"{VERSION_TABLE}_pkc"),
)


def is_newest(connection: Connection, database: str) -> bool:
    """Whether no step is missing; raises StoreError where the database is ahead of us, DBAPIError where it is empty."""
    step = connection.execute(_taken.select()).scalar()
    if step is not None and step > NEWEST:
        raise StoreError(
            f"{database} was used by a newer watchtracker (its tables are at step {step}, this version knows {NEWEST}):"
            " bring watchtracker up to date"
        )
    return bool(step == NEWEST)


class Tables(StrEnum):
    """How far the tables of a database are."""

    NONE = "none"
    OLDER = "older"
    NEWEST = "newest"


def tables(connection: Connection, database: str) -> Tables:
    """How far they are, and nothing is made; raises StoreError where we could not make them or read them."""
    inspector = inspect(connection)
    if inspector.has_table(VERSION_TABLE):
        return Tables.NEWEST if is_newest(connection, database) else Tables.OLDER
    _refuse_strangers(connection, inspector, database)
    return Tables.NONE


def lacks_none(connection: Connection) -> bool:
    """Whether this version can work with the tables: they are at its step, or ahead, since steps only add."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return False
    step = connection.execute(_taken.select()).scalar()
    return bool(step is not None and step >= NEWEST)


def touch(connection: Connection) -> None:
    """Write what is there already: nothing less shows that a disk is full or a file is read-only."""
    connection.execute(_taken.update().values(version_num=_taken.c.version_num))


def bring_forward(connection: Connection, database: str) -> None:
    """Make the tables of an empty database, or take the steps that an older one lacks; raises StoreError."""
    inspector = inspect(connection)
    if not inspector.has_table(VERSION_TABLE):
        _create(connection, inspector, database)
    elif not is_newest(connection, database):
        from watchtracker.migrations.upgrading import upgrade  # noqa: PLC0415 - Alembic, which hardly anyone needs

        upgrade(connection)


def _create(connection: Connection, inspector: Inspector, database: str) -> None:
    _refuse_strangers(connection, inspector, database)
    metadata.create_all(connection, checkfirst=False)
    _taken.create(connection)
    connection.execute(_taken.insert().values(version_num=NEWEST))


def _refuse_strangers(connection: Connection, inspector: Inspector, database: str) -> None:
    """A file belongs to one program; in a database of a server tables of others may stand, but none in our way."""
    found = set(inspector.get_table_names())
    strangers = sorted(found if connection.dialect.name == "sqlite" else found.intersection(metadata.tables))
    if strangers:
        raise StoreError(
            f"{database} belongs to another program: it has a table {strangers[0]!r} that watchtracker did not make."
            " Name another in `database`"
        )
    _refuse_few_letters(connection, database)


def _refuse_few_letters(connection: Connection, database: str) -> None:
    """Titles and sources are in any script, so a database in LATIN1 or SQL_ASCII is refused while it is still empty."""
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise UnfitError(
            f"{database} is in {encoding}, which has no room for every letter: make one with"
            " CREATE DATABASE watchtracker ENCODING 'UTF8' TEMPLATE template0"
        )
