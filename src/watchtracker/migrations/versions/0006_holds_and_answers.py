"""What people answer: the record of answers, and the holds that change who is reminded.

Nobody could answer before this step, so that both tables begin empty.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_INSTANT = sa.String(27)


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("inbox_id", sa.Integer, sa.ForeignKey("inbox.id"), unique=True),
        sa.Column("item_id", sa.Text, sa.ForeignKey("items.id")),
        sa.Column("notification_id", sa.Integer, sa.ForeignKey("notifications.id")),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("channel", sa.Text),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("account", sa.Text),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("detail", sa.Text),
    )
    op.create_index("ix_answers_item", "answers", ["item_id"])
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("item_id", sa.Text, sa.ForeignKey("items.id"), nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("account", sa.Text),
        sa.Column("since", _INSTANT, nullable=False),
        sa.Column("until", _INSTANT),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        sa.Column("instant", _INSTANT),
        sa.Column("ended_at", _INSTANT),
        sa.Column("ended_as", sa.Text),
    )
    op.create_index("ix_holds_item", "holds", ["item_id"])
