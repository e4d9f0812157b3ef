"""Channels: where messages go, and what can come back when one is handed over."""

from watchtracker.channels.records import (
    Answer,
    Entry,
    Finder,
    Limits,
    Message,
    Outcome,
    Reading,
    Receipt,
    Search,
    Sender,
    Service,
)

__all__ = [
    "Answer",
    "Entry",
    "Finder",
    "Limits",
    "Message",
    "Outcome",
    "Reading",
    "Receipt",
    "Search",
    "Sender",
    "Service",
]
