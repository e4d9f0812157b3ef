"""Calendars and news feeds made of the items, and the choices that a reader makes among them."""

from watchtracker.feed.addresses import address, news_address, private_address, private_news_address, webcal
from watchtracker.feed.alarms import Alarms
from watchtracker.feed.calendars import Rendered, calendar
from watchtracker.feed.choice import Choice, Offer, UnknownFeedError, chosen, read_choice, title
from watchtracker.feed.composing import compose, compose_news, compose_private, compose_private_news, counts
from watchtracker.feed.events import event
from watchtracker.feed.news import news
from watchtracker.subscriptions import ALL, Feed

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
    "compose_news",
    "compose_private",
    "compose_private_news",
    "counts",
    "event",
    "news",
    "news_address",
    "private_address",
    "private_news_address",
    "read_choice",
    "title",
    "webcal",
]
