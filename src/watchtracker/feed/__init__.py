"""Calendars from records: the events of the items, what a reader chose of them, and the feed around them."""

from watchtracker.feed.alarms import Alarms
from watchtracker.feed.calendars import Rendered, calendar
from watchtracker.feed.choice import (
    ALL,
    Choice,
    Feed,
    Offer,
    UnknownFeedError,
    address,
    chosen,
    compose,
    compose_private,
    private_address,
    read_choice,
    title,
    webcal,
)
from watchtracker.feed.events import event

__all__ = [
    "ALL",
    "Alarms",
    "Choice",
    "Feed",
    "Offer",
    "Rendered",
    "UnknownFeedError",
    "address",
    "calendar",
    "chosen",
    "compose",
    "compose_private",
    "event",
    "private_address",
    "read_choice",
    "title",
    "webcal",
]
