"""A message made ready to be written: its texts on one line each, its links checked, and no more than people read."""

from __future__ import annotations

from dataclasses import replace

from watchtracker.outbox.messages import Entry, Message
from watchtracker.wording.safe_text import clean, cut, link

MOST_ENTRIES = 300
_MOST_IN_A_TEXT = 3_000
_MOST_IN_A_TITLE = 300
_MOST_IN_AN_OWNER = 200


def fitted(message: Message) -> Message:
    """With every text safe to show, and what is too much left out and counted."""
    shown = tuple(_fitted(entry) for entry in message.entries[:MOST_ENTRIES])
    title = cut(clean(message.title), _MOST_IN_A_TITLE) if message.title else None
    return replace(
        message,
        title=title or None,
        entries=shown,
        more=message.more + len(message.entries) - len(shown),
        more_url=link(message.more_url) or "",
    )


def _fitted(entry: Entry) -> Entry:
    return replace(
        entry,
        text=cut(clean(entry.text), _MOST_IN_A_TEXT),
        title=clean(entry.title) if entry.title else None,
        owner=cut(clean(entry.owner), _MOST_IN_AN_OWNER) if entry.owner else None,
        url=link(entry.url),
        page=link(entry.page),
    )
