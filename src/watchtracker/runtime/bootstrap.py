"""Wiring: makes the parts that commands need from the settings.

`clock.py` and `environment.py` say when and where the program runs; the rooms below take both as arguments, which are
passed to them here. `server.py` wires what only a server needs.
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
from watchtracker.notifications import Notification, NotificationState, Reason, ReasonCode, people
from watchtracker.notifications.holds import Hold
from watchtracker.notifications.proposals import number
from watchtracker.outbox.records import DeliveryState
from watchtracker.reports.plan import Outgoing, ahead
from watchtracker.runtime.clock import now
from watchtracker.runtime.environment import agreed, edited, hint, hint_at_edits, settings
from watchtracker.settings import Settings
from watchtracker.store.engine import Store, Transaction
from watchtracker.store.files import EmptyFileError
from watchtracker.store.migration_state import Tables
from watchtracker.store.waiting import of_numbers
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
    """The watch list of the settings, or the one at `path`; raises ProblemsError with every mistake in it."""
    return watchlist.read(path or settings.watchlist, default_zone=settings.zone, now=now())


def tracker(settings: Settings, store: Store) -> Tracker:
    """The tracker, through which every change goes, with the channels and lead times of the settings."""
    return Tracker(store, settings.channels, settings.remind, settings.recheck)


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """The database of the settings, upgraded to the newest tables and closed at the end. Raises StoreError.

    For an empty file it asks on a terminal whether that is to become a new database; elsewhere it raises.
    """
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
    """Like `open_with_list`, but an empty store that is never written if there is neither a database nor a watch list.

    For every command that reads or changes existing items: it must not create a database by being mistyped.
    """
    if not settings.watchlist.exists():
        with closing(Store.as_it_is(settings.database)) as found:
            nothing = found.tables() is Tables.NONE
        if nothing:
            _hint_at_init(settings)
            with closing(Store.of_nothing()) as store:
                yield store
            return
    with open_with_list(settings) as store:
        yield store


@contextmanager
def open_with_list(settings: Settings) -> Iterator[Store]:
    """The database of the settings; an empty one gets the watch list first, which sends no notifications.

    If the watch list is missing, or was edited since it was applied, a line on standard error says so.
    """
    with open_store(settings) as store:
        with store.reading() as tx:
            applied = tx.items.last_applied()
            untouched = applied is None and tx.items.empty()
        if not untouched:
            if edited(settings, applied):
                with store.reading() as tx:
                    recorded = tx.items.all()
                hint_at_edits(settings, recorded, now())
        elif settings.watchlist.exists():
            added = tracker(settings, store).apply(read_watchlist(settings), now()).items
            hint(f"{count(added, 'item')} brought in from {settings.watchlist}, for the first time")
        else:
            _hint_at_init(settings)
        yield store


def _hint_at_init(settings: Settings) -> None:
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
        asked = [] if as_of else tx.notifications.of_proposals()
        recorded += [each for each in asked if each.item is None]
        waiting = of_numbers(tx, map(number, asked))
        held = {} if as_of else tx.holds.open()
    since = dates.first_moment(as_of, dates.zone(settings.zone)) if as_of else now
    # Another channel may escalate to this one.
    outgoing = ahead(
        [known for item in listed if (known := items.item_as_of(item, as_of)) is not None],
        recorded,
        channels=settings.channels,
        leads=settings.remind,
        intervals=settings.recheck,
        now=since,
        until=since + within,
        held=held,
        waiting=waiting,
    )
    return [each for each in outgoing if channel in {None, people.home(each.notification.channel)}]


def decided(store: Store, item_id: str) -> tuple[Item, list[Notification], list[Hold]]:
    """An item with its notifications (with the state of their message as the reason, if being sent) and its holds.

    Raises UnknownItemError.
    """
    item = find_item(store, item_id)
    with store.reading() as tx:
        notifications = [_with_state_of_message(tx, each) for each in tx.notifications.of_items([item.id])]
        return item, notifications, tx.holds.of_items([item.id]).get(item.id, [])


def _with_state_of_message(tx: Transaction, notification: Notification) -> Notification:
    """`notification`; if its message may or may not have arrived, with that as its reason."""
    if notification.state is not NotificationState.SENDING:
        return notification
    last = next(iter(reversed(tx.deliveries.of_notification(notification.stored_id))), None)
    unknown = last is not None and last.state is DeliveryState.UNKNOWN
    why = Reason(ReasonCode.ARRIVAL_UNKNOWN, (str(last.detail),)) if last and unknown else notification.reason
    return replace(notification, reason=why)
