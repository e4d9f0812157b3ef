"""Databases in which any number of notifications is planned for days to come, filled without the tracker.

Through the tracker a million would take hours. `claiming.py` makes some of them due, and claims them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import update

from watchtracker import items
from watchtracker.items import Facts, Item, Kind, Origin, Statement
from watchtracker.notifications import Channel, Notification, NotificationKind
from watchtracker.runtime.clock import now
from watchtracker.schema import deliveries, notifications
from watchtracker.store.addresses import Address
from watchtracker.store.connections import connect
from watchtracker.store.engine import Store
from watchtracker.targets import SlackTarget

# Each has a message due at every turn, and its share of what is planned.
CHANNELS = [
    Channel(name=f"channel-{number}", zone="UTC", to=SlackTarget(f"C0BENCH{number:03}")) for number in range(100)
]
_ITEMS = 1_000
_SECOND, _YEAR = timedelta(seconds=1), 365 * 24 * 60 * 60
_COLUMNS = ("key", "item_id", "channel", "kind", "rule", "target", "due_at", "wall_time", "zone", "why", "state")
_WHY = "7d before 2027-01-01"


class Planned:
    """A database with `count` planned notifications: through our store, and through the driver with nothing between.

    `at` is the moment of a turn. Turns lie two seconds apart, because a claim closes its channel's gate for one.
    """

    def __init__(self, address: str, count: int) -> None:
        self.address = address
        self.store = Store.open(address)
        self._begun = now()
        self.at = self._begun - timedelta(hours=1)
        self._engine = connect(Address.read(address))
        self._raw = self._engine.raw_connection()
        self.driver: Any = self._raw.driver_connection
        with self.store.writing() as tx:
            tx.items.save([_item(number, self._begun) for number in range(_ITEMS)])
        self.fill("notifications", _COLUMNS, self._rows(count))

    def close(self) -> None:
        self._raw.close()
        self._engine.dispose()
        self.store.close()

    def fill(self, table: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
        """Insert so many rows that only the driver is quick enough, and let the database see what it has now."""
        names = ", ".join(columns)
        if self.store.is_sqlite:
            self.driver.execute("BEGIN")
            self.driver.cursor().executemany(
                f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", rows
            )
            self.driver.commit()
            self.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        with self.driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        self.driver.commit()
        self.driver.autocommit = True
        self.driver.execute(f"VACUUM (ANALYZE) {table}")
        self.driver.autocommit = False

    def make_due(self) -> None:
        """One notification for each channel; what was claimed before has been sent."""
        self.settle()
        self.at += 2 * _SECOND
        self.owe(due(number, channel, self.at - _SECOND) for number, channel in enumerate(CHANNELS))

    def owe(self, owed: Iterable[Notification]) -> None:
        with self.store.writing() as tx:
            tx.notifications.insert(list(owed))

    def settle(self) -> None:
        with self.store.writing() as tx:
            for table in (notifications, deliveries):
                tx.connection.execute(update(table).where(table.c.state == "sending").values(state="sent"))

    def _rows(self, count: int) -> Iterator[tuple[object, ...]]:
        first = self._begun + timedelta(days=1)
        for number in range(count):
            moment = first + number * 7919 % _YEAR * _SECOND
            item, channel, local = f"item-{number * 31 % _ITEMS}", CHANNELS[number % len(CHANNELS)], moment.isoformat()
            key = f"{item}/{channel.name}/7d/{number}"
            about = (key, item, channel.name, "upcoming", "7d", local[:10])
            yield *about, as_text(moment), local[:19], "UTC", _WHY, "planned"


def due(number: int, channel: Channel, moment: datetime) -> Notification:
    """A reminder of an item that becomes due in a channel at a moment."""
    return Notification(
        key=f"item-{number}/{channel.name}/7d/{moment.isoformat()}",
        item=f"item-{number}",
        channel=channel.name,
        kind=NotificationKind.UPCOMING,
        rule="7d",
        target="2027-01-01",
        at=moment,
        local=moment.replace(tzinfo=None),
        zone="UTC",
        why=_WHY,
    )


def as_text(moment: datetime) -> str:
    """A moment as the tables keep it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _item(number: int, stored: datetime) -> Item:
    facts = Facts(id=f"item-{number}", title=f"Item {number}: an announced thing", kind=Kind.DEADLINE, zone="UTC")
    day = stored.date() + timedelta(days=400)
    url = f"https://example.org/{number}"
    said = Statement(when=day.isoformat(), said_on=stored.date(), source="Gazette", url=url)
    return items.recorded(Item(facts=facts, revision=1, revised_at=stored), said, origin=Origin.WATCHLIST, now=stored)
