"""Runs the steps that a database still lacks, in the transaction of its caller.

Either all of them are run or none, so a failure leaves the older database as it was. `store` decides when.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

_HERE = Path(__file__).parent


def upgrade(connection: Connection, folder: Path = _HERE) -> None:
    """Run every step in `folder` that the database of `connection` has not had yet."""
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
