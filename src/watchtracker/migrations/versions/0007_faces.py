"""What our messages show now: those that people can answer are drawn anew when what they tell has changed.

No message could be answered before this step, so that both tables begin empty.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_INSTANT = sa.String(27)


def upgrade() -> None:
    op.create_table(
        "faces",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("delivery_id", sa.Integer, sa.ForeignKey("deliveries.id"), nullable=False, unique=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("receipt_channel", sa.Text, nullable=False),
        sa.Column("receipt_ts", sa.Text, nullable=False),
        sa.Column("sent_at", _INSTANT, nullable=False),
        sa.Column("drawn", sa.Text),
        sa.Column("marks", sa.Integer, nullable=False),
        sa.Column("dirty_since", _INSTANT),
        sa.Column("pressed_at", _INSTANT),
        sa.Column("lease_token", sa.Text),
        sa.Column("lease_until", _INSTANT),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("unclear_since", _INSTANT),
        sa.Column("not_before", _INSTANT),
        sa.Column("ended_at", _INSTANT),
        sa.Column("ended_as", sa.Text),
    )
    op.create_index("ix_faces_receipt", "faces", ["receipt_channel", "receipt_ts"])
    op.create_index("ix_faces_dirty", "faces", ["dirty_since"])
    op.create_table(
        "face_items",
        sa.Column("face_id", sa.Integer, sa.ForeignKey("faces.id"), primary_key=True),
        sa.Column("item_id", sa.Text, sa.ForeignKey("items.id"), primary_key=True),
    )
    op.create_index("ix_face_items_item", "face_items", ["item_id"])
