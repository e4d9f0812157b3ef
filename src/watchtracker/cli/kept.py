"""What several commands read before they do anything: the listed items, and the tags that the settings name."""

from __future__ import annotations

from watchtracker.items import Item
from watchtracker.settings import Settings
from watchtracker.store.glance import glance
from watchtracker.surroundings import hint_at_edits


def items_at_a_glance(settings: Settings) -> list[Item]:
    """The same as `every_item`, but for what the list declared of them, and sooner where the database is a file."""
    seen = glance(settings.database)
    if seen is None or (not seen.items and seen.last_applied is None):
        return every_item(settings)
    hint_at_edits(settings, seen.last_applied)
    return seen.items


def every_item(settings: Settings) -> list[Item]:
    """All items that were ever kept, those taken out of the list as well."""
    from watchtracker import app

    with app.open_for_reading(settings) as store, store.reading() as tx:
        return tx.items.all()


def listed_items(settings: Settings) -> list[Item]:
    """The items on the list."""
    return [item for item in every_item(settings) if item.listed]


def settled_tags(settings: Settings) -> set[str]:
    """The tags that feeds and channels are for: they exist though no item may have them yet."""
    of_feeds = {tag for feed in settings.feeds for tag in feed.tags}
    return of_feeds | {tag for channel in settings.channels for tag in channel.tags}
