"""Who took a claim back, what a claim was before it was raised, and who took an item off the list.

It was not known before this step, so that old rows have none of it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_INSTANT = sa.String(27)


def upgrade() -> None:
    op.add_column("claims", sa.Column("retracted_by_whom", sa.Text))
    op.add_column("claims", sa.Column("raised_from", sa.Text))
    op.add_column("claims", sa.Column("raised_from_by", sa.Text))
    op.add_column("claims", sa.Column("raised_at", _INSTANT))
    op.add_column("items", sa.Column("taken_out_by", sa.Text))
