"""What several commands read first: the recorded items, and the tags and owners to choose by."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from watchtracker.intake.text_sources import TextSource
from watchtracker.items import Item, Vocabulary
from watchtracker.notifications.holds import Hold
from watchtracker.runtime import environment
from watchtracker.runtime.clock import now
from watchtracker.settings import PlainSettings, Settings
from watchtracker.store.quick_read import glance


@dataclass(frozen=True, slots=True)
class RecordedItems:
    """All items that were ever recorded (also those taken out of the list), and every tag and owner to choose by.

    `held` has the holds by item, without those that are marked as over. `sources` are what is read by itself; a quick
    look at the items leaves them out.
    """

    items: list[Item]
    names: Vocabulary
    held: Mapping[str, list[Hold]] = field(default_factory=dict)
    sources: tuple[TextSource, ...] = ()

    @property
    def listed(self) -> list[Item]:
        """The items on the list."""
        return [item for item in self.items if item.listed]


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Pause Python's garbage collector until the block ends.

    A command that reads and prints thousands of items frees none of them before its end, and the collector would look
    at all of them again and again for nothing.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def read_items_quickly(settings: Settings | PlainSettings, config: str | None) -> RecordedItems:
    """All recorded items, without what their list declared; from a SQLite file many times faster than `read_items`.

    Also says on standard error if the watch list was edited since it was applied. `config` is the settings file, if
    the command line named one.
    """
    seen = glance(settings.database, partial(environment.edited, settings))
    if seen is None or (not seen.items and seen.last_applied is None):
        return read_items(settings if isinstance(settings, Settings) else environment.settings(config))
    if seen.edited:
        environment.hint_at_edits(settings, seen.items, now())
    return RecordedItems(seen.items, seen.names | Vocabulary(settings.tags), seen.held)


def read_items(settings: Settings) -> RecordedItems:
    """All recorded items, in full."""
    from watchtracker.runtime import bootstrap

    with bootstrap.open_existing(settings) as store, store.reading() as tx:
        names = tx.names.all() | Vocabulary(settings.tags)
        return RecordedItems(tx.items.all(), names, tx.holds.open(), tuple(tx.sources.declared()))
