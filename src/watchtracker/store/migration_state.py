"""Whether the tables of a database are at the newest migration step, and how to bring them there.

Every command asks, so that is one cheap query, and Alembic, which is slow to import, is loaded only if a step is
missing. `watchtracker.migrations` has the steps.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Connection, Inspector, MetaData, String, Table, inspect
from sqlalchemy.schema import Column, PrimaryKeyConstraint

from watchtracker.errors import StoreError, UnfitError
from watchtracker.migrations import NEWEST, VERSION_TABLE
from watchtracker.schema import metadata

# The table in which Alembic stores the step, defined as Alembic defines it.
_version = Table(
    VERSION_TABLE,
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name=f"{VERSION_TABLE}_pkc"),
)


def is_newest(connection: Connection, database: str) -> bool:
    """Whether no step is missing; raises StoreError if the database is newer than we are, DBAPIError if it is empty."""
    step = connection.execute(_version.select()).scalar()
    if step is not None and step > NEWEST:
        raise StoreError(
            f"{database} was used by a newer watchtracker (its tables are at step {step}, this version knows {NEWEST}):"
            " bring watchtracker up to date"
        )
    return bool(step == NEWEST)


class Tables(StrEnum):
    """The state of the tables of a database."""

    NONE = "none"
    OLDER = "older"
    NEWEST = "newest"


def tables(connection: Connection, database: str) -> Tables:
    """The state of the tables; creates nothing. Raises StoreError if a newer version or another program made them."""
    inspector = inspect(connection)
    if inspector.has_table(VERSION_TABLE):
        return Tables.NEWEST if is_newest(connection, database) else Tables.OLDER
    _refuse_strangers(connection, inspector, database)
    return Tables.NONE


def lacks_none(connection: Connection) -> bool:
    """Whether this version can work with the tables: they are at its step or a newer one, because steps only add."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return False
    step = connection.execute(_version.select()).scalar()
    return bool(step is not None and step >= NEWEST)


def touch(connection: Connection) -> None:
    """Write the stored step again: only a write shows that the disk is full or the file read-only."""
    connection.execute(_version.update().values(version_num=_version.c.version_num))


def bring_forward(connection: Connection, database: str) -> None:
    """Create the tables of an empty database, or run the steps that an older one lacks; raises StoreError."""
    inspector = inspect(connection)
    if not inspector.has_table(VERSION_TABLE):
        _create(connection, inspector, database)
    elif not is_newest(connection, database):
        from watchtracker.migrations.upgrading import upgrade  # noqa: PLC0415 - imports Alembic, which is slow and rarely needed

        upgrade(connection)


def _create(connection: Connection, inspector: Inspector, database: str) -> None:
    _refuse_strangers(connection, inspector, database)
    metadata.create_all(connection, checkfirst=False)
    _version.create(connection)
    connection.execute(_version.insert().values(version_num=NEWEST))


def _refuse_strangers(connection: Connection, inspector: Inspector, database: str) -> None:
    """Refuse tables of other programs: any in a file; in a database of a server those with the name of one of ours."""
    found = set(inspector.get_table_names())
    strangers = sorted(found if connection.dialect.name == "sqlite" else found.intersection(metadata.tables))
    if strangers:
        raise StoreError(
            f"{database} belongs to another program: it has a table {strangers[0]!r} that watchtracker did not make."
            " Name another in `database`"
        )
    _refuse_other_encodings(connection, database)


def _refuse_other_encodings(connection: Connection, database: str) -> None:
    """Refuse a database that is not UTF-8 while it is still empty: titles and sources may be in any script."""
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise UnfitError(
            f"{database} is in {encoding}, which has no room for every letter: make one with"
            " CREATE DATABASE watchtracker ENCODING 'UTF8' TEMPLATE template0"
        )
