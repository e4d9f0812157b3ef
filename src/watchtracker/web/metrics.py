"""`GET /metrics`: gauges for Prometheus, read from the database at each scrape, so that replicas agree.

What only one process knows (how often it sent, how its clock runs) comes from further collectors.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from platform import python_version

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from watchtracker import __version__, dates
from watchtracker.errors import StoreError
from watchtracker.items import State, item_as_of, state
from watchtracker.masking import masked
from watchtracker.notifications import NotificationState
from watchtracker.store.engine import Store
from watchtracker.web.snapshots import Snapshots

log = logging.getLogger(__name__)
_TEXT = "text/plain; version=0.0.4; charset=utf-8"
_UNSETTLED = (NotificationState.PLANNED, NotificationState.SENDING, NotificationState.DEAD)


class Metrics:
    """A registry of its own: what the database says, and the collectors that are handed in."""

    def __init__(
        self, store: Store, latest: Snapshots, *, now: Callable[[], datetime], collectors: Iterable[Collector] = ()
    ) -> None:
        self._registry = CollectorRegistry()
        for collector in (_FromStore(store, latest, now), *collectors):
            self._registry.register(collector)

    def get(self, request: Request) -> Response:
        """All metrics, in the text format of Prometheus."""
        del request
        return Response(generate_latest(self._registry), headers={"Content-Type": _TEXT, "Cache-Control": "no-store"})


class _FromStore(Collector):
    def __init__(self, store: Store, latest: Snapshots, now: Callable[[], datetime]) -> None:
        self._store = store
        self._latest = latest
        self._now = now

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing in advance: otherwise registering would call `collect`, which asks the database."""
        return ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """What the database says at this moment."""
        try:
            found = list(self._found(self._now()))
        except StoreError as error:
            # Answer all the same: monitoring needs the metrics of this process most when the database is away.
            log.warning("metrics of this process alone: %s", error)
            found = []
        yield _build_info()
        yield GaugeMetricFamily("watchtracker_database_up", "1 while the database can be read.", value=bool(found))
        yield from found

    def _found(self, now: datetime) -> Iterator[GaugeMetricFamily]:
        items = self._latest.current().items
        listed = (item_as_of(item) for item in items if item.listed)
        states = Counter(state(known, now) for known in listed if known is not None)
        # Every state, also those with no item: a gauge that vanishes cannot be alerted on.
        by_state = {item_state.value: states[item_state] for item_state in State}
        yield _by("watchtracker_items", "Items on the watch list.", "state", by_state)
        with self._store.reading() as tx:
            unsettled = (*tx.notifications.unsettled(), *tx.notifications.dead())
            next_due = tx.notifications.next_due()
            deliveries = tx.deliveries.counts()
            gates = tx.gates.all()
            received, last_received = tx.inbox.counts(), tx.inbox.last_received()
            proposals, sources = tx.proposals.states(), tx.sources.all()
        counts = Counter(notification.state for notification in unsettled)
        by_state = {unsettled_state.value: counts[unsettled_state] for unsettled_state in _UNSETTLED}
        yield _by("watchtracker_notifications", "Notifications that are owed, or dead.", "state", by_state)
        yield _by("watchtracker_deliveries", "Deliveries under way, unclear or dead.", "state", deliveries)
        in_states = {received_state.value: number for received_state, number in received.items()}
        yield _by("watchtracker_received", "What people answered, by what came of it.", "state", in_states)
        if last_received is not None:
            text = "When the latest of what people answered came, in seconds since 1970."
            yield GaugeMetricFamily("watchtracker_last_received_seconds", text, value=last_received.timestamp())
        in_states = {proposal_state.value: number for proposal_state, number in proposals.items()}
        yield _by("watchtracker_proposals", "What sources say, by what became of it.", "state", in_states)
        ages = {masked(name): (now - row.last_at).total_seconds() for name, row in sources.items() if row.last_at}
        yield _by("watchtracker_source_seconds", "How long ago a source or signal last answered.", "source", ages)
        closed = {scope: float(gate.closed_since is not None) for scope, gate in gates.items()}
        yield _by("watchtracker_gate_closed", "1 where the other side keeps a gate closed.", "scope", closed)
        waits = {
            scope: 0.0 if gate.is_open(now) else (gate.open_at - now).total_seconds() for scope, gate in gates.items()
        }
        yield _by("watchtracker_gate_seconds", "How long until the next message may go.", "scope", waits)
        yield GaugeMetricFamily(
            "watchtracker_lag_seconds",
            "How long the oldest due notification has waited.",
            value=max(0.0, (now - next_due).total_seconds()) if next_due else 0.0,
        )


def _build_info() -> GaugeMetricFamily:
    """The versions of what runs: replicas with different zone data compute different closing moments."""
    family = GaugeMetricFamily(
        "watchtracker_build_info",
        "1, with the versions of the program, of Python and of the zone data.",
        labels=["version", "python", "tzdata"],
    )
    family.add_metric([__version__, python_version(), dates.ZONE_DATA], 1.0)
    return family


def _by(name: str, text: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
