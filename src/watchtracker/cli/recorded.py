"""What several commands read before they do anything: the items that are kept, and the names to choose by."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from watchtracker.items import Item, Vocabulary
from watchtracker.runtime.clock import now
from watchtracker.runtime.environment import edited, hint_at_edits
from watchtracker.settings import Settings
from watchtracker.store.quick_read import glance


@dataclass(frozen=True, slots=True)
class RecordedItems:
    """All items that were ever kept, those taken out of the list as well, and every tag and owner to choose by."""

    items: list[Item]
    names: Vocabulary

    @property
    def listed(self) -> list[Item]:
        """The items on the list."""
        return [item for item in self.items if item.listed]


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Let Python not search for garbage meanwhile.

    Of thousands of items that are read and printed nothing becomes free before the end, and Python would go through
    all of them again and again to find that out.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def kept_at_a_glance(settings: Settings) -> RecordedItems:
    """The same as `kept`, but for what the list declared of the items, and sooner where the database is a file."""
    seen = glance(settings.database, partial(edited, settings))
    if seen is None or (not seen.items and seen.last_applied is None):
        return kept(settings)
    if seen.edited:
        hint_at_edits(settings, seen.items, now())
    return RecordedItems(seen.items, seen.names | Vocabulary(settings.tags))


def kept(settings: Settings) -> RecordedItems:
    """What is kept, read in full."""
    from watchtracker.runtime import bootstrap

    with bootstrap.open_existing(settings) as store, store.reading() as tx:
        return RecordedItems(tx.items.all(), tx.names.all() | Vocabulary(settings.tags))
