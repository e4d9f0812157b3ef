"""The first tables, as they were when the first version came out.

Written out, not taken from `schema`, which moves on: a step must do tomorrow what it did today.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_INSTANT = sa.String(27)


def upgrade() -> None:
    _items()
    _claims()
    _notifications()
    _deliveries()
    _attempts()
    _gates_and_inbox()
    _tokens()
    _applied()


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("id", sa.Text, primary_key=True),
        _text("title"),
        _text("kind"),
        _text("zone"),
        _text("tags"),
        sa.Column("owner", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("notes", sa.Text),
        sa.Column("remind", sa.Text),
        sa.Column("listed", sa.Boolean, nullable=False),
        sa.Column("declared", sa.Text),
        sa.Column("result", sa.Text),
        sa.Column("result_on", sa.Date),
        sa.Column("result_source", sa.Text),
        sa.Column("result_url", sa.Text),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("revised_at", _INSTANT, nullable=False),
    )
    op.create_index("ix_items_revision", "items", ["revision", "revised_at"])


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("item_id", sa.Text, sa.ForeignKey("items.id"), primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        _text("when_said"),
        sa.Column("said_on", sa.Date, nullable=False),
        _text("source"),
        sa.Column("url", sa.Text),
        sa.Column("quote", sa.Text),
        _text("standing"),
        _text("origin"),
        sa.Column("recorded_at", _INSTANT, nullable=False),
        sa.Column("retracted_at", _INSTANT),
        sa.Column("retracted_by", sa.Text),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        sa.Column("instant", _INSTANT),
    )


def _notifications() -> None:
    op.create_table(
        "notifications",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("item_id", sa.Text, sa.ForeignKey("items.id")),
        _text("channel"),
        _text("kind"),
        _text("rule"),
        _text("target"),
        sa.Column("due_at", _INSTANT, nullable=False),
        _text("wall_time"),
        _text("zone"),
        _text("why"),
        sa.Column("change", sa.Text),
        _text("state"),
        sa.Column("reason", sa.Text),
        sa.Column("sent_at", _INSTANT),
        sa.Column("overtaken", sa.Text),
        sa.Column("give_up_at", _INSTANT),
    )
    op.create_index("ix_notifications_item", "notifications", ["item_id"])
    _partial("ix_notifications_due", "state = 'planned'", "channel", "due_at", "id")
    _partial("ix_notifications_next", "state = 'planned'", "due_at")
    _partial("ix_notifications_sending", "state = 'sending'", "id")
    _partial("ix_notifications_dead", "state = 'dead'", "id")
    _partial("ix_notifications_overtaken", "overtaken IS NOT NULL", "id")


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        _text("channel"),
        _text("form"),
        _text("state"),
        _text("payload"),
        sa.Column("plain", sa.Boolean, nullable=False),
        sa.Column("lease_token", sa.Text),
        sa.Column("lease_until", _INSTANT),
        sa.Column("started_at", _INSTANT, nullable=False),
        sa.Column("ended_at", _INSTANT),
        sa.Column("outcome", sa.Text),
        sa.Column("detail", sa.Text),
        sa.Column("receipt_channel", sa.Text),
        sa.Column("receipt_ts", sa.Text),
    )
    op.create_index("ix_deliveries_state", "deliveries", ["state", "channel"])
    op.create_table(
        "delivery_notifications",
        sa.Column("delivery_id", sa.Integer, sa.ForeignKey("deliveries.id"), primary_key=True),
        sa.Column("notification_id", sa.Integer, sa.ForeignKey("notifications.id"), primary_key=True),
    )
    op.create_index("ix_delivery_notifications_notification", "delivery_notifications", ["notification_id"])


def _attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("delivery_id", sa.Integer, sa.ForeignKey("deliveries.id"), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        _text("event"),
        sa.Column("detail", sa.Text),
    )
    op.create_index("ix_attempts_delivery", "attempts", ["delivery_id"])


def _gates_and_inbox() -> None:
    op.create_table(
        "gates",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("open_at", _INSTANT, nullable=False),
        sa.Column("closed_since", _INSTANT),
        sa.Column("reason", sa.Text),
        sa.Column("failures", sa.Integer, nullable=False),
    )
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("dedupe_key", sa.Text, nullable=False, unique=True),
        sa.Column("received_at", _INSTANT, nullable=False),
        _text("payload"),
        _text("state"),
        sa.Column("reason", sa.Text),
    )


def _tokens() -> None:
    op.create_table(
        "tokens",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("hash", sa.Text, nullable=False, unique=True),
        _text("feed"),
        _text("tags"),
        _text("kinds"),
        _text("alarms"),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("revoked_at", _INSTANT),
    )


def _applied() -> None:
    op.create_table(
        "applied",
        sa.Column("digest", sa.Text, primary_key=True),
        _text("path"),
        sa.Column("applied_at", _INSTANT, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
    )


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False)


def _partial(name: str, condition: str, *columns: str) -> None:
    op.create_index(
        name,
        "notifications",
        list(columns),
        sqlite_where=sa.text(condition),
        postgresql_where=sa.text(condition),
    )
