"""The message that asks about proposals: what each says, and where the rest can be read. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from watchtracker import dates
from watchtracker.notifications import NotificationKind
from watchtracker.notifications.proposals import Waiting
from watchtracker.outbox.messages import Entry, Message
from watchtracker.wording import proposals
from watchtracker.wording.links import inbox


def proposals_message(found: Sequence[Waiting], *, put_off: int, public_url: str) -> Message:
    """The message about these, with the number of those that come in the next one."""
    where = inbox(public_url) if public_url else ""
    entries = tuple(_entry(waiting) for waiting in found)
    return Message(title=proposals.asked(len(found)), entries=entries, more=put_off, more_url=where)


def _entry(waiting: Waiting) -> Entry:
    stored, known = waiting.stored, waiting.known
    return Entry(
        proposals.line(stored, known),
        url=stored.proposal.url,
        title=proposals.called(stored, known),
        kind=NotificationKind.PROPOSALS.value,
        item=known.id if known else None,
        notification=NotificationKind.PROPOSALS.value,
        window=dates.as_json(stored.proposal.window),
    )
