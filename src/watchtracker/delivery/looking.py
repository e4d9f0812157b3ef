"""Looking: which messages arrived in a channel is read there, and what follows is written down.

One replica at a time looks in a channel, and no transaction is open while it waits for the answer. A search that had
to stop, because the rate of reading is low, goes on where it was. `settling.py` knows what a search proves.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from watchtracker.channels import Finder, Limits, Reading, Receipt, Search
from watchtracker.delivery import recording, settling
from watchtracker.delivery.claiming import Terms
from watchtracker.delivery.outlets import Outlets
from watchtracker.delivery.settling import DOUBLED, FOUND, Around, Settled
from watchtracker.notifications import Channel
from watchtracker.store.engine import Store, Transaction
from watchtracker.store.unknown import Look, oldest

_log = logging.getLogger("watchtracker.delivery")


class Looking:
    """Looks in the channels of `outlets`; `heard` is told what became of unknown deliveries, and how many."""

    def __init__(self, store: Store, outlets: Outlets, terms: Terms, heard: Callable[[str, int], None]) -> None:
        self._store = store
        self._outlets = outlets
        self._terms = terms
        self._heard = heard
        self._searches: dict[str, Search] = {}

    def look(self, channel: Channel, moment: Callable[[], datetime]) -> Settled:
        """Look once for all that is unknown in `channel`; what is to be sent again is ours to send."""
        limits = self._outlets.limits(channel)
        with self._store.writing() as tx:
            at = moment()
            # What is unknown was seen so the time of a first look ago.
            until, proves_from = at + self._terms.lease, at + self._terms.proof - settling.FIRST_LOOK
            looks = [] if _closed(tx, limits, at) else tx.unclear.take(channel.name, at, until, proves_from=proves_from)
            where = tx.unclear.known_as(channel.name)
        if not looks:
            return Settled()
        search = self._search(channel, looks, where, moment())
        with self._store.writing() as tx:
            settled = settling.settle(Around(tx, channel, limits, self._terms, moment()), looks, search)
            recording.record_reading(tx, limits, search, moment(), arrived=FOUND in settled.counts)
        for double in settled.doubles:
            self._take_back(channel, double, settled)
        for what, number in settled.counts.items():
            self._heard(what, number)
        return settled

    def _search(self, channel: Channel, looks: Sequence[Look], where: str | None, at: datetime) -> Search:
        finder = self._outlets.sender(channel)
        if not isinstance(finder, Finder):
            return Search(Reading.IMPOSSIBLE, at, detail="what arrived there cannot be read")
        since = settling.read_from(oldest(looks), at)
        begun = self._searches.pop(channel.name, None)
        if begun is not None and begun.since is not None and begun.since > since:
            begun = None  # it began too late for what has become unknown meanwhile
        try:
            search = finder.find(since, at, where, begun)
        except Exception as error:  # noqa: BLE001 - as with sending, other channels must not wait for it
            _log.exception("looking for unknown deliveries in %s failed", channel.name)
            return Search(Reading.UNCLEAR, at, detail=f"{type(error).__name__}: {error}")
        if search.reading is Reading.TRY_LATER and search.cursor is not None:
            self._searches[channel.name] = search
        return search

    def _take_back(self, channel: Channel, double: Receipt, settled: Settled) -> None:
        """Delete the newer one of two messages with one key."""
        finder = self._outlets.sender(channel)
        if isinstance(finder, Finder):
            outcome = finder.take_back(double)
            settled.count(DOUBLED)
            _log.error("a message arrived twice in %s; deleting the newer: %s", channel.name, outcome.answer)


def _closed(tx: Transaction, limits: Limits, at: datetime) -> bool:
    """Whether the other side asked for patience with reading, perhaps while another channel was read."""
    gate = tx.deliveries.gates.get(limits.reading_gate) if limits.reading_gate else None
    return gate is not None and not gate.is_open(at)
