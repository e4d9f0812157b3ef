"""What comes in by itself: proposals, the texts that they stand in, and how far each source has got.

Nothing came in before this step, so that all four tables begin empty, and no item has a signal.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_INSTANT = sa.String(27)


def upgrade() -> None:
    op.add_column("items", sa.Column("signals", sa.Text))
    op.add_column("items", sa.Column("settle", sa.Text))
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("title_key", sa.Text, nullable=False),
        sa.Column("matter", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("published", sa.Date),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("passage", sa.Text),
        sa.Column("passage_start", sa.Integer),
        sa.Column("passage_end", sa.Integer),
        sa.Column("when", sa.Text, nullable=False),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        sa.Column("instant", _INSTANT),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("result", sa.Text),
        sa.Column("said_by", sa.Text, nullable=False),
        sa.Column("standing", sa.Text, nullable=False),
        sa.Column("item_id", sa.Text),
        sa.Column("new_id", sa.Text),
        sa.Column("unread", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("found_at", _INSTANT, nullable=False),
        sa.Column("decided_at", _INSTANT),
        sa.Column("decided_by", sa.Text),
        sa.Column("claim_id", sa.Text),
    )
    op.create_index("ix_proposals_state", "proposals", ["state"])
    op.create_index("ix_proposals_matter", "proposals", ["matter"])
    op.create_index("ix_proposals_title_key", "proposals", ["title_key"])
    op.create_index("ix_proposals_item", "proposals", ["item_id"])
    op.create_table(
        "silenced",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("by", sa.Text),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("fetched_at", _INSTANT, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("statements", sa.Integer, nullable=False),
        sa.UniqueConstraint("source", "digest"),
    )
    op.create_index("ix_documents_fetched", "documents", ["fetched_at"])
    op.create_table(
        "sources",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("declared", sa.Text),
        sa.Column("first_at", _INSTANT),
        sa.Column("last_at", _INSTANT),
        sa.Column("understood_at", _INSTANT),
        sa.Column("tried_at", _INSTANT),
        sa.Column("next_at", _INSTANT),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("moved_to", sa.Text),
        sa.Column("statements", sa.Integer),
        sa.Column("statements_before", sa.Integer),
        sa.Column("seen", sa.Text),
        sa.Column("lease_token", sa.Text),
        sa.Column("lease_until", _INSTANT),
    )
