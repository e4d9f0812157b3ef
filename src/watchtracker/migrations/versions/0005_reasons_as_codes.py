"""Reasons of notifications as codes, with what their sentences need beside them.

Until this step `reason` and `overtaken` had the sentences themselves. Each sentence that was ever written becomes its
code; whatever else stands there stays as it is, and is read as it stands.
"""

from __future__ import annotations

import json
import re

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_CODES = {
    "said by the move": "said_by_the_move",
    "said by the move, which is the last call": "last_call_by_the_move",
    "another of its reminders comes at the same moment, and is nearer to its date": "nearer_reminder",
    "a newer notice says what holds now": "newer_notice",
    "missed while down, and a later one of the same item says what holds now": "later_notification",
    "a later digest is due as well": "later_digest",
    "the channel is no longer in the settings": "channel_gone",
    "the channel is no longer in the settings; whether it arrived is not known": "channel_gone_unseen",
    "the channel does not want it any more": "not_wanted",
    "the item was taken out of the watch list": "item_gone",
    "nothing is known of its item any more": "item_unknown",
    "the law of its zone changed": "law_changed",
    "its lead times changed, and this is none of them now": "leads_changed",
    "it is of another kind now, which has no such reminder": "kind_changed",
    "how often its date is asked after changed": "interval_changed",
    "its date was said again or re-checked since": "said_since",
    "what had confirmed its date was taken back": "confirmation_taken_back",
    "the digest of the channel comes on another day now": "digest_moved",
    "it could not be sent for more than 100 days": "long_past",
    "it could not be sent within 72 hours of the time it was due": "given_up",
    "it may have been sent before": "maybe_sent",
}
_WITH_DATA = {
    "date_moved": "the date in force is now (.+)",
    "zone_changed": "its days are now those of (.+)",
    "target_refused": "the channel refused it: (.*)",
    "payload_refused": "the message was refused, as plain text too: (.*)",
}
_RESOLVED = re.compile(r"(happened|done|cancelled|superseded) on (\d{1,2}) ([A-Z][a-z]{2}) (\d{4})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def upgrade() -> None:
    for name in ("reason", "overtaken"):
        op.add_column("notifications", sa.Column(f"{name}_about", sa.Text))
    for name in ("reason", "overtaken"):
        _code(op.get_bind(), name)
    # Events are codes like every other; the first is compared too.
    for event in ("edit unclear", "edit given up"):
        change = sa.text("UPDATE attempts SET event = :code WHERE event = :event")
        op.get_bind().execute(change, {"code": event.replace(" ", "_"), "event": event})


def _code(connection: sa.Connection, name: str) -> None:
    notifications = sa.table("notifications", sa.column("id"), sa.column(name), sa.column(f"{name}_about"))
    row, sentence = notifications.c.id, notifications.c[name]
    changes = []
    for number, written in connection.execute(sa.select(row, sentence).where(sentence.is_not(None))):
        found = _reason(written)
        if found is not None:
            code, about = found
            stored = json.dumps(about, ensure_ascii=False) if about else None
            changes.append({"number": number, "code": code, "about": stored})
    if changes:
        new: dict[str, sa.BindParameter[str]] = {name: sa.bindparam("code"), f"{name}_about": sa.bindparam("about")}
        connection.execute(sa.update(notifications).where(row == sa.bindparam("number")).values(new), changes)


def _reason(sentence: str) -> tuple[str, list[str]] | None:
    if sentence in _CODES:
        return _CODES[sentence], []
    resolved = _RESOLVED.fullmatch(sentence)
    if resolved is not None and resolved[3] in _MONTHS:
        month = _MONTHS.index(resolved[3]) + 1
        return "resolved", [resolved[1], f"{resolved[4]}-{month:02}-{int(resolved[2]):02}"]
    for code, pattern in _WITH_DATA.items():
        match = re.fullmatch(pattern, sentence, re.DOTALL)
        if match is not None:
            return code, [match[1]]
    return None
