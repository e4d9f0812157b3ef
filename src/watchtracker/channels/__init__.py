"""Channels: where messages go, and what can come back when one is handed over."""

from watchtracker.channels.records import Answer, Entry, Message, Outcome, Receipt, Sender

__all__ = ["Answer", "Entry", "Message", "Outcome", "Receipt", "Sender"]
