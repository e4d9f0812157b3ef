"""When to look in the channel for a delivery that may or may not have arrived, and since when it was not there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_INSTANT = sa.String(27)


def upgrade() -> None:
    for name in ("look_at", "proves_from", "absent_since"):
        op.add_column("deliveries", sa.Column(name, _INSTANT))
    # What is unknown already was begun long enough ago: a look at it proves something from the start.
    op.execute("UPDATE deliveries SET look_at = started_at, proves_from = started_at WHERE state = 'unknown'")
