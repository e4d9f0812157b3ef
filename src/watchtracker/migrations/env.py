"""The script with which Alembic runs the steps, on the connection of `upgrading.py` and in its transaction."""

from __future__ import annotations

from alembic import context

from watchtracker.migrations import VERSION_TABLE
from watchtracker.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
