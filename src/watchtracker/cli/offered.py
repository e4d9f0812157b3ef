"""The item ids that are offered while somebody types.

A shell waits for them, so they are read at a glance where that is possible; nothing is made, and whatever is amiss is
silence.
"""

from __future__ import annotations

from collections.abc import Iterable

from watchtracker import surroundings
from watchtracker.errors import WatchtrackerError
from watchtracker.items import Item
from watchtracker.settings import Settings
from watchtracker.store.glance import glance


def listed_ids(config: str | None) -> list[tuple[str, str]]:
    """The ids and titles of the listed items, of a database that is there already; none if anything is amiss."""
    try:
        settings = surroundings.settings(config)
        seen = glance(settings.database)
        found = seen.items if seen else _in_a_server(settings)
    except (WatchtrackerError, OSError):
        return []
    return [(item.id, item.facts.title) for item in found if item.listed]


def _in_a_server(settings: Settings) -> Iterable[Item]:
    """What a server holds; a file that could not be glanced at is not there, or needs a sentence that fits nowhere."""
    if settings.database.startswith("sqlite"):
        return ()
    from contextlib import closing

    from watchtracker.store.engine import Store
    from watchtracker.store.steps import Tables

    with closing(Store.as_it_is(settings.database)) as store:
        if store.tables() is not Tables.NEWEST:
            return ()
        with store.reading() as tx:
            return tx.items.all()
