"""Who said it, re-checks, corrections, shifted notifications, log-ins, zone laws, and notes of the program to itself.

Of the time before this step nothing of it is known, so every new column may be null.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_INSTANT = sa.String(27)


def upgrade() -> None:
    for table, name, kind in (
        ("items", "recheck", sa.Text),
        ("items", "result_by", sa.Text),
        ("claims", "by", sa.Text),
        ("claims", "corrects", sa.Text),
        ("notifications", "code", sa.Text),
        ("notifications", "shifted_from", _INSTANT),
        ("notifications", "shifted_why", sa.Text),
    ):
        op.add_column(table, sa.Column(name, kind))
    op.create_table(
        "rechecks",
        sa.Column("item_id", sa.Text, sa.ForeignKey("items.id"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("on_day", sa.Date, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("claim_id", sa.Text),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("recorded_at", _INSTANT, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.Column("ended_at", _INSTANT),
    )
    op.create_table(
        "closings",
        sa.Column("item_id", sa.Text, sa.ForeignKey("items.id"), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("closes_at", _INSTANT),
        sa.Column("law", sa.Text, nullable=False),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
