"""Every tag and owner that any item ever had; of those that items had before this step, the ones they have now."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    names = op.create_table(
        "names",
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
    )
    found: set[tuple[str, str]] = set()
    for tags, owner in op.get_bind().execute(sa.text("SELECT tags, owner FROM items")):
        found.update(("tag", tag) for tag in json.loads(tags))
        found.update([("owner", owner)] if owner else [])
    op.bulk_insert(names, [{"field": field, "name": name} for field, name in sorted(found)])
