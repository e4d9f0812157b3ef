"""The message that asks about proposals: what each says, and where the rest can be read. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from watchtracker import dates
from watchtracker.notifications import NotificationKind
from watchtracker.notifications.proposals import Waiting
from watchtracker.outbox.messages import Entry, Message
from watchtracker.outbox.offers import Offers
from watchtracker.wording import proposals
from watchtracker.wording.links import inbox


def proposals_message(found: Sequence[Waiting], *, put_off: int, public_url: str) -> Message:
    """The message about these, with the number of those that come in the next one."""
    where = inbox(public_url) if public_url else ""
    entries = tuple(_entry(waiting) for waiting in found)
    return Message(title=proposals.asked(len(found)), entries=entries, more=put_off, more_url=where)


def answerable(message: Message, first: int | None) -> Message:
    """The message with buttons at each proposal; `first` is the id of its first notification."""
    asking = tuple(replace(entry, asks=entry.proposal is not None) for entry in message.entries)
    return replace(message, entries=asking, offers=Offers((), notification=first))


def redrawn(kept: Message, waiting: Mapping[int, Waiting], now: datetime) -> Message:
    """A message that was sent, as it looks now: what was decided says so, and only the rest still asks."""
    entries = tuple(_as_it_is(entry, waiting.get(entry.proposal or 0)) for entry in kept.entries)
    return replace(kept, entries=entries, made_at=dates.instant(now))


def _as_it_is(entry: Entry, found: Waiting | None) -> Entry:
    if found is None or found.is_open:
        return replace(entry, asks=found is not None, became=None)
    return replace(entry, asks=False, became=proposals.became(found.stored))


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
        proposal=stored.id,
    )
