"""Channels: where messages go, and what can come back when one is handed over."""

from watchtracker.channels.records import (
    Answer,
    Entry,
    Finder,
    Limits,
    Message,
    Reading,
    Receipt,
    Search,
    Sender,
    SendResult,
    Service,
)

__all__ = [
    "Answer",
    "Entry",
    "Finder",
    "Limits",
    "Message",
    "Reading",
    "Receipt",
    "Search",
    "SendResult",
    "Sender",
    "Service",
]
