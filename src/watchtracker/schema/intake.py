"""The tables of what comes in: proposals, the texts that they stand in, and how far each source has got."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Table, Text, UniqueConstraint

from watchtracker.schema.base import Instant, metadata

# What a source says of something that we watch or might watch. Each outlet that says it has a row of its own; those
# that say the same have their `matter` in common.
proposals = Table(
    "proposals",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),  # these three: see `intake.proposals`
    Column("title_key", Text, nullable=False),
    Column("matter", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("subject", Text, nullable=False),  # the title as it is compared
    Column("url", Text),
    Column("published", Date),
    Column("quote", Text, nullable=False),
    Column("passage", Text),  # the paragraph of the quote, and from where to where it stands there
    Column("passage_start", Integer),
    Column("passage_end", Integer),
    Column("when", Text, nullable=False),
    Column("earliest", Date),
    Column("latest", Date),
    Column("instant", Instant),
    Column("zone", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("result", Text),
    Column("said_by", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("item_id", Text),
    Column("new_id", Text),
    Column("unread", Text),  # why a part of its date was not read
    Column("state", Text, nullable=False),
    Column("found_at", Instant, nullable=False),
    Column("decided_at", Instant),  # these two: null while it is open
    Column("decided_by", Text),
    Column("claim_id", Text),  # the claim that it became
    Index("ix_proposals_state", "state"),
    Index("ix_proposals_matter", "matter"),
    Index("ix_proposals_title_key", "title_key"),
    Index("ix_proposals_item", "item_id"),
)

# Titles of which a source is not heard any more.
silenced = Table(
    "silenced",
    metadata,
    Column("source", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("by", Text),
)

# Texts that were fetched; the text itself goes after a while, its digest stays.
documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("address", Text),
    Column("title", Text, nullable=False),
    Column("published", Date),
    Column("fetched_at", Instant, nullable=False),
    Column("text", Text),
    Column("statements", Integer, nullable=False),  # how many were found in it
    UniqueConstraint("source", "digest"),
    Index("ix_documents_fetched", "fetched_at"),
)

# How far each source and each signal has got: `name` is the source's, or the words of the signal.
sources = Table(
    "sources",
    metadata,
    Column("name", Text, primary_key=True),
    Column("address", Text, nullable=False),  # what it is fetched from: another address begins anew
    Column("declared", Text),  # JSON, as the watch list has it; null: a signal, or the list names it no more
    Column("first_at", Instant),  # when it answered for the first time, the last time, and was last understood
    Column("last_at", Instant),
    Column("understood_at", Instant),
    Column("tried_at", Instant),
    Column("next_at", Instant),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("failures", Integer, nullable=False),  # in a row
    Column("error", Text),  # the sentence of the last failure; null after a success
    Column("moved_to", Text),  # where it says that it stands now
    Column("statements", Integer),  # how many it had when it was last read, and the time before
    Column("statements_before", Integer),
    Column("seen", Text),  # JSON: what a signal or a structured source was last seen to say
    Column("lease_token", Text),  # these two while it is being fetched
    Column("lease_until", Instant),
)
