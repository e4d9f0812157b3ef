"""What was once so and is no more: every tag and owner that any item had, and every outcome that was recorded.

Of the time before this step it is what there is now; an outcome was recorded with the last revision at the latest.
"""

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
    op.add_column("items", sa.Column("endings", sa.Text))
    _remember_outcomes(op.get_bind())


def _remember_outcomes(connection: sa.Connection) -> None:
    query = "SELECT id, result, result_on, result_source, result_url, revised_at FROM items WHERE result IS NOT NULL"
    for item_id, result, on, source, url, revised_at in connection.execute(sa.text(query)).all():
        outcome = {"result": result, "on": str(on), "source": source, **({"url": url} if url else {})}
        endings = json.dumps([{"outcome": outcome, "recorded_at": revised_at}])
        connection.execute(
            sa.text("UPDATE items SET endings = :endings WHERE id = :id"), {"endings": endings, "id": item_id}
        )
