"""The tables of items, of what is owed and said, of what people answer, and of who may read and write."""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    event,
)

from watchtracker.schema.base import Instant, metadata

items = Table(
    "items",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("tags", Text, nullable=False),  # a JSON array
    Column("owner", Text),
    Column("url", Text),
    Column("notes", Text),
    Column("remind", Text),  # a JSON array, or null
    Column("listed", Boolean, nullable=False),
    Column("declared", Text),  # JSON: what the watch list had for it when it was last applied
    Column("result", Text),
    Column("result_on", Date),
    Column("result_source", Text),
    Column("result_url", Text),
    Column("revision", Integer, nullable=False),
    Column("revised_at", Instant, nullable=False),
    Column("endings", Text),  # a JSON array of every outcome that was ever recorded, or null
    Column("recheck", Text),  # after how long to ask again: a lead time, "never", or null
    Column("result_by", Text),
    Column("taken_out_by", Text),  # who took it off the list, where a watch list did not
    Column("signals", Text),  # a JSON array of what proves that it happened, or null
    Column("settle", Text),  # ask | itself: whether that is recorded without asking; null: ask
)
# For the fingerprint of all items, which is read from this index without the rows.
Index("ix_items_revision", items.c.revision, items.c.revised_at)

claims = Table(
    "claims",
    metadata,
    Column("item_id", ForeignKey("items.id"), primary_key=True),
    Column(
        "id", Text, primary_key=True
    ),  # a hash of the words, the day and the source, which together identify a claim
    Column("place", Integer, nullable=False),
    Column("when_said", Text, nullable=False),  # the words
    Column("said_on", Date, nullable=False),
    Column("source", Text, nullable=False),
    Column("url", Text),
    Column("quote", Text),
    Column("standing", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("retracted_at", Instant),
    Column("retracted_by", Text),  # the way that its retraction came in: an origin
    Column("earliest", Date),
    Column("latest", Date),
    Column("instant", Instant),
    Column("by", Text),  # who recorded it
    Column("corrects", Text),  # the id of the claim of this item that it corrects
    Column("retracted_by_whom", Text),
    Column("raised_from", Text),  # these three where it was raised: its standing before,
    Column("raised_from_by", Text),  # who had recorded it,
    Column("raised_at", Instant),  # and when
)

rechecks = Table(
    "rechecks",
    metadata,
    Column("item_id", ForeignKey("items.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("on_day", Date, nullable=False),
    Column("by", Text, nullable=False),
    Column("claim_id", Text),  # the claim that was in force
    Column("origin", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
)

# When each item closes, and by which zone data: the only derived value that is stored, because it can no longer be
# computed once the law of a zone has changed. A row counts only if its revision is that of its item.
closings = Table(
    "closings",
    metadata,
    Column("item_id", ForeignKey("items.id"), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("closes_at", Instant),  # null: the item has no end
    Column("law", Text, nullable=False),  # the version of the zone data, as IANA names it
)

notifications = Table(
    "notifications",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("item_id", ForeignKey("items.id")),  # null: a digest, or a proposal of no item of ours
    Column("channel", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("wall_time", Text, nullable=False),  # ISO, in `zone`
    Column("zone", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("change", Text),  # JSON
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("sent_at", Instant),
    Column("overtaken", Text),
    Column("give_up_at", Instant),  # null: 72 hours after it is due
    Column("code", Text),  # a variety of the kind, such as a correction
    Column("shifted_from", Instant),  # these two if a quiet time moved it: when it would have been due, and why
    Column("shifted_why", Text),
    Column("reason_about", Text),  # these two: JSON arrays, the values for the sentences of the codes
    Column("overtaken_about", Text),  # in `reason` and `overtaken`
)
Index("ix_notifications_item", notifications.c.item_id)


def _partial(name: str, columns: str, condition: str) -> None:
    """A partial index of notifications: of the few that are not done yet, however many are done."""
    # As SQL text, which both databases understand: an Index with a condition would import the dialects of both.
    create = DDL(f"CREATE INDEX {name} ON notifications ({columns}) WHERE {condition}")  # type: ignore[no-untyped-call]
    event.listen(notifications, "after_create", create)


_partial("ix_notifications_due", "channel, due_at, id", "state = 'planned'")
_partial("ix_notifications_next", "due_at", "state = 'planned'")
_partial("ix_notifications_sending", "id", "state = 'sending'")
_partial("ix_notifications_dead", "id", "state = 'dead'")
_partial("ix_notifications_overtaken", "id", "overtaken IS NOT NULL")

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),  # opaque; sent along in the metadata of the message
    Column("channel", Text, nullable=False),
    Column("form", Text, nullable=False),  # single | group | missed | digest
    Column("state", Text, nullable=False),  # sending | sent | dead | dissolved | unknown
    Column("payload", Text, nullable=False),  # JSON, as it is sent
    Column("plain", Boolean, nullable=False, default=False),  # to be sent once more as plain text
    Column("lease_token", Text),
    Column("lease_until", Instant),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("outcome", Text),  # the class of the last answer
    Column("detail", Text),
    Column("receipt_channel", Text),
    Column("receipt_ts", Text),
    Column("look_at", Instant),  # these three while it is unknown: when to look for it in the channel next,
    Column("proves_from", Instant),  # from when on a look that does not find it counts as proof,
    Column("absent_since", Instant),  # and when the first such look was
)
Index("ix_deliveries_state", deliveries.c.state, deliveries.c.channel)

delivery_notifications = Table(
    "delivery_notifications",
    metadata,
    Column("delivery_id", ForeignKey("deliveries.id"), primary_key=True),
    Column("notification_id", ForeignKey("notifications.id"), primary_key=True),
    Index("ix_delivery_notifications_notification", "notification_id"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("delivery_id", ForeignKey("deliveries.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("event", Text, nullable=False),  # started, or the class of the answer
    Column("detail", Text),
    Index("ix_attempts_delivery", "delivery_id"),
)

gates = Table(
    "gates",
    metadata,
    Column("scope", Text, primary_key=True),  # channel:NAME, or workspace
    Column("open_at", Instant, nullable=False),
    Column("closed_since", Instant),  # while it is closed for a reason other than the rate
    Column("reason", Text),
    Column("failures", Integer, nullable=False, default=0),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("dedupe_key", Text, nullable=False, unique=True),
    Column("received_at", Instant, nullable=False),
    Column("payload", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
)

# What somebody said in answer to us, one row each, never changed: who, where, what, and what came of it.
answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("inbox_id", ForeignKey("inbox.id"), unique=True),  # null: not from a channel, but from a command
    Column("item_id", ForeignKey("items.id")),
    Column("notification_id", ForeignKey("notifications.id")),
    Column("at", Instant, nullable=False),
    Column("channel", Text),  # null: of all channels
    Column("by", Text, nullable=False),
    Column("account", Text),  # the account of a chat that it came from
    Column("what", Text, nullable=False),  # an action
    Column("result", Text, nullable=False),  # applied | refused
    Column("detail", Text),
    Index("ix_answers_item", "item_id"),
)

# That somebody has taken an item in a channel, or snoozed it there, for the date in force at that moment.
holds = Table(
    "holds",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("item_id", ForeignKey("items.id"), nullable=False),
    Column("channel", Text, nullable=False),
    Column("kind", Text, nullable=False),  # taken | snoozed
    Column("by", Text, nullable=False),
    Column("account", Text),
    Column("since", Instant, nullable=False),
    Column("until", Instant),  # when a snooze ends
    Column("earliest", Date),  # these three: the window that was in force
    Column("latest", Date),
    Column("instant", Instant),
    Column("ended_at", Instant),
    Column("ended_as", Text),  # why it ended
    Index("ix_holds_item", "item_id"),
)

# A message that people can answer, as it looks now. What was last drawn there may have been overtaken since.
faces = Table(
    "faces",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("delivery_id", ForeignKey("deliveries.id"), nullable=False, unique=True),
    Column("channel", Text, nullable=False),
    Column("receipt_channel", Text, nullable=False),  # these two: where the message is
    Column("receipt_ts", Text, nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("drawn", Text),  # a fingerprint of what it shows; null while that is not known
    Column("marks", Integer, nullable=False),  # how often something changed that it may show
    Column("dirty_since", Instant),  # since when it waits to be looked at; null: it shows what is so
    Column("pressed_at", Instant),  # somebody waits for it
    Column("lease_token", Text),  # these two while an edit of it is under way
    Column("lease_until", Instant),
    Column("tries", Integer, nullable=False),  # edits of which nobody knows what became, since `unclear_since`
    Column("unclear_since", Instant),
    Column("not_before", Instant),
    Column("ended_at", Instant),  # these two once it cannot be edited any more
    Column("ended_as", Text),
    Index("ix_faces_receipt", "receipt_channel", "receipt_ts"),
    Index("ix_faces_dirty", "dirty_since"),
)

# The items that a face is about.
face_items = Table(
    "face_items",
    metadata,
    Column("face_id", ForeignKey("faces.id"), primary_key=True),
    Column("item_id", ForeignKey("items.id"), primary_key=True),
    Index("ix_face_items_item", "item_id"),
)

tokens = Table(
    "tokens",
    metadata,
    Column("name", Text, primary_key=True),  # a name is used once, so a revoked token keeps its row
    Column("hash", Text, nullable=False, unique=True),  # SHA-256 of the secret, in hexadecimal; the secret is not kept
    Column("feed", Text, nullable=False),
    Column("tags", Text, nullable=False),  # these three: JSON arrays
    Column("kinds", Text, nullable=False),
    Column("alarms", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column("writes", Boolean),  # true: it opens no feed, and whoever sends it may write; null: it opens a feed
)

# What was answered to a request with a key of its own, so that sending it again does nothing twice.
given_answers = Table(
    "given_answers",
    metadata,
    Column("by", Text, primary_key=True),  # who sent it
    Column("key", Text, primary_key=True),
    Column("digest", Text, nullable=False),  # of the request
    Column("at", Instant, nullable=False),
    Column("status", Integer),  # these two: what was answered
    Column("answer", Text),
    Index("ix_given_answers_at", "at"),
)

# Log-ins of browsers; of their secrets and of the access token only hashes are stored.
sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("token_hash", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("ended_at", Instant),
)

# Values that the program stores for itself, such as the version of the zone data.
meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# Every tag and owner that was ever used: a feed for a tag stays valid when the last item loses that tag.
names = Table(
    "names",
    metadata,
    Column("field", Text, primary_key=True),  # tag | owner
    Column("name", Text, primary_key=True),
)

applied = Table(
    "applied",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("path", Text, nullable=False),
    Column("applied_at", Instant, nullable=False),
    Column("place", Integer, nullable=False),  # the order of applying; not by time, because a clock can be set back
    Column("times", Integer, nullable=False),
)
