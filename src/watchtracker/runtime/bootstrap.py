"""Wiring: settings in, running parts out.

`clock.py` and `environment.py` say when and where the program runs, the rooms below take that as arguments, and here
they meet. What a server needs besides is wired in `server.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from watchtracker import dates, items, watchlist
from watchtracker.items import Item
from watchtracker.items.unknown import unknown_item
from watchtracker.notifications import Notification, NotificationState, Reason, ReasonCode
from watchtracker.reports.plan import Outgoing, ahead
from watchtracker.runtime.clock import now
from watchtracker.runtime.environment import agreed, edited, hint, hint_at_edits, settings
from watchtracker.settings import Settings
from watchtracker.store.deliveries import DeliveryState
from watchtracker.store.engine import Store, Transaction
from watchtracker.store.files import EmptyFileError
from watchtracker.store.migration_state import Tables
from watchtracker.tracker import Tracker
from watchtracker.watchlist import WatchList
from watchtracker.wording.items import count

__all__ = [
    "decided",
    "find_item",
    "now",
    "open_existing",
    "open_store",
    "open_with_list",
    "plan",
    "read_watchlist",
    "settings",
    "tracker",
]


def read_watchlist(settings: Settings, path: Path | None = None) -> WatchList:
    """The watch list of the settings, or the one at `path`; raises ProblemsError with all that is wrong."""
    return watchlist.read(path or settings.watchlist, default_zone=settings.zone, now=now())


def tracker(settings: Settings, store: Store) -> Tracker:
    """The door for changes, with the channels and lead times of the settings."""
    return Tracker(store, settings.channels, settings.remind, settings.recheck)


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """The database of the settings, brought forward; closed at the end. Raises StoreError."""
    try:
        store = Store.open(settings.database)
    except EmptyFileError as error:
        if not agreed(f"{error.path} is an empty file. Is it to become a new database?"):
            raise
        error.path.unlink()
        store = Store.open(settings.database)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def open_existing(settings: Settings) -> Iterator[Store]:
    """`open_with_list`, except that no database is made where there is neither one nor a watch list.

    For every command that asks about items that are there, or changes them: what it then finds is nothing at all.
    """
    if not settings.watchlist.exists():
        with closing(Store.as_it_is(settings.database)) as found:
            nothing = found.tables() is Tables.NONE
        if nothing:
            _say_what_lacks(settings)
            with closing(Store.of_nothing()) as store:
                yield store
            return
    with open_with_list(settings) as store:
        yield store


@contextmanager
def open_with_list(settings: Settings) -> Iterator[Store]:
    """The database, which takes the watch list in first if it is empty; of that nobody is told but who asked.

    A watch list that is missing, or was edited since it was applied, is said in one line on standard error.
    """
    with open_store(settings) as store:
        with store.reading() as tx:
            applied = tx.items.last_applied()
            untouched = applied is None and tx.items.empty()
        if not untouched:
            if edited(settings, applied):
                with store.reading() as tx:
                    kept = tx.items.all()
                hint_at_edits(settings, kept, now())
        elif settings.watchlist.exists():
            brought = tracker(settings, store).apply(read_watchlist(settings), now()).items
            hint(f"{count(brought, 'item')} brought in from {settings.watchlist}, for the first time")
        else:
            _say_what_lacks(settings)
        yield store


def _say_what_lacks(settings: Settings) -> None:
    hint(f"there is no watch list at {settings.watchlist}: `watchtracker init` writes one to begin with")


def find_item(store: Store, item_id: str) -> Item:
    """The listed item with this id; raises UnknownItemError, which names the nearest ones."""
    with store.reading() as tx:
        item = tx.items.get(item_id)
        if item is None or not item.listed:
            raise unknown_item(item_id, tx.items.all())
        return item


def plan(
    settings: Settings, store: Store, *, now: datetime, as_of: date | None, within: timedelta, channel: str | None
) -> list[Outgoing]:
    """What will be sent from `now`, or would have been from the first moment of the day `as_of`."""
    with store.reading() as tx:
        listed = [item for item in tx.items.all() if item.listed]
        recorded = (
            [] if as_of else tx.notifications.of_items(item.id for item in listed) + tx.notifications.of_digests()
        )
    since = dates.first_moment(as_of, dates.zone(settings.zone)) if as_of else now
    return ahead(
        [known for item in listed if (known := items.item_as_of(item, as_of)) is not None],
        recorded,
        channels=[one for one in settings.channels if channel in {None, one.name}],
        leads=settings.remind,
        intervals=settings.recheck,
        now=since,
        until=since + within,
    )


def decided(store: Store, item_id: str) -> tuple[Item, list[Notification]]:
    """An item with each of its notifications, and what is known of those under way; raises UnknownItemError."""
    item = find_item(store, item_id)
    with store.reading() as tx:
        return item, [_with_what_is_unknown(tx, one) for one in tx.notifications.of_items([item.id])]


def _with_what_is_unknown(tx: Transaction, one: Notification) -> Notification:
    """A notification under way, with what is known of its message as the reason."""
    if one.state is not NotificationState.SENDING:
        return one
    last = next(iter(reversed(tx.deliveries.of_notification(one.stored_id))), None)
    unknown = last is not None and last.state is DeliveryState.UNKNOWN
    why = Reason(ReasonCode.ARRIVAL_UNKNOWN, (str(last.detail),)) if last and unknown else one.reason
    return replace(one, reason=why)
