"""The tables of the database, for the rooms that use SQL.

Instants are stored in UTC as ISO text of fixed width, which sorts by time on both databases; days are ISO dates. Text
columns have no limit, because PostgreSQL would enforce one and SQLite would not. Migrations bring an older database to
this shape; they only add, so that the previous version still runs.
"""

from __future__ import annotations

from watchtracker.schema.base import Instant, metadata
from watchtracker.schema.intake import documents, proposals, silenced, sources
from watchtracker.schema.tables import (
    answers,
    applied,
    attempts,
    claims,
    closings,
    deliveries,
    delivery_notifications,
    face_items,
    faces,
    gates,
    given_answers,
    holds,
    inbox,
    items,
    meta,
    names,
    notifications,
    rechecks,
    sessions,
    tokens,
)

__all__ = [
    "Instant",
    "answers",
    "applied",
    "attempts",
    "claims",
    "closings",
    "deliveries",
    "delivery_notifications",
    "documents",
    "face_items",
    "faces",
    "gates",
    "given_answers",
    "holds",
    "inbox",
    "items",
    "meta",
    "metadata",
    "names",
    "notifications",
    "proposals",
    "rechecks",
    "sessions",
    "silenced",
    "sources",
    "tokens",
]
