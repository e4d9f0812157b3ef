"""Collects once, in a process that a test kills: its arguments are the database and the place of the web."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from watchtracker.collecting.collector import Collector
from watchtracker.collecting.subjects import Services
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.sources.addresses import Allowed
from watchtracker.sources.fetching import Fetcher
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker
from watchtracker.tracker.intake import Intake

NOW = datetime(2031, 4, 1, 16, 0, tzinfo=UTC)


def main(database: str, place: str) -> None:
    store = Store.open(database)
    fetcher = Fetcher(allowed=Allowed.read([place]), public_url="https://watch.example", clock=lambda: NOW)
    intake = Intake(store, Tracker(store, (), DEFAULT_LEADS))
    Collector(store, intake, fetcher, Services(), lambda: NOW, is_ours=lambda _: True).fetch()


if __name__ == "__main__":
    main(*sys.argv[1:])
