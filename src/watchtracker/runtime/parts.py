"""The parts of a process that send, draw and ask, made from the settings for a store; `server` has them started.

They belong together: whatever one of them records wakes the others, and all stop while the clock is in doubt.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from watchtracker import senders
from watchtracker.channels import Sender, Service
from watchtracker.delivery import Dispatcher
from watchtracker.delivery.faces import FaceDrawer
from watchtracker.doctor import CLOCK_DOUBTED
from watchtracker.errors import StoreError
from watchtracker.outbox.records import is_of_edits
from watchtracker.runtime import bootstrap
from watchtracker.runtime.answers_aloud import AnswersAloud
from watchtracker.runtime.clock import elapsed
from watchtracker.runtime.clock_guard import ClockWatch
from watchtracker.runtime.drawing import Drawing
from watchtracker.runtime.heartbeat import Heartbeat
from watchtracker.runtime.housekeeping import Job, Scheduler
from watchtracker.runtime.metrics import Measures
from watchtracker.runtime.polling import Polling
from watchtracker.runtime.polling import jobs as polling_jobs
from watchtracker.runtime.receiving import jobs as receiving_jobs
from watchtracker.settings import Settings
from watchtracker.store.engine import Store
from watchtracker.store.locks import SendingLock
from watchtracker.tracker import Tracker
from watchtracker.wording.utc import utc

_PLANS_EVERY = timedelta(hours=1)
_STOPS_WITHIN = 15.0

_log = logging.getLogger(__name__)


class Parts:
    """What sends, draws and asks for a store, with what counts all that."""

    def __init__(self, settings: Settings, store: Store) -> None:
        services = senders.services(settings)
        self._settings = settings
        self.measures = Measures()
        self.store = store
        self.lock: SendingLock | None = None
        self._generation = store.generation()
        self._noted: bool | None = None
        self.tracker: Tracker = bootstrap.tracker(settings, store)
        found = senders.senders(settings, sys.stdout, bootstrap.now)
        self.delivery = _dispatcher(settings, store, found, services, self.measures)
        witnesses = [*([] if store.is_sqlite else [bootstrap.now]), *(service.clock for service in services)]
        self.heartbeat = Heartbeat(
            self.delivery,
            clock=bootstrap.now,
            server_clock=store.clock,
            watch=ClockWatch(elapsed, witnesses),
            make_sure=self._make_sure,
            say_aloud=AnswersAloud(store, settings.channels, sys.stdout).look,
        )
        self.measures.watch(self.heartbeat)
        self._drawer = FaceDrawer(
            store,
            settings.channels,
            found,
            public_url=settings.public_url,
            monotonic=elapsed,
            ended=self.measures.end,
        )
        self.drawing = Drawing(self._drawer, self._moment, lambda: self.heartbeat.doubts)
        self.polling = Polling(
            settings,
            store,
            doubts=lambda: self.heartbeat.doubts,
            applied=self.wake,
            observe=self.measures.fetched,
        )

    def begin(self) -> None:
        """Take over what earlier senders left behind; from a SQLite file only one process sends."""
        self.delivery.begin(bootstrap.now(), alone=self.store.is_sqlite)
        self._drawer.begin(alone=self.store.is_sqlite)

    def wake(self) -> None:
        """Somebody answered or wrote: something may be due by that, and messages may have to show it."""
        self.heartbeat.wake.set()
        self.drawing.wake.set()

    def _moment(self) -> datetime:
        return self.store.clock() or bootstrap.now()

    def _make_sure(self) -> None:
        """Called before each beat: raises BusyError if another process sends; starts anew if the file was replaced."""
        generation = self.store.generation()
        if self.lock is not None:
            self.lock.make_sure()
        if generation != self._generation:
            self.begin()
            self.tracker.plan_ahead(bootstrap.now())
            self._generation = generation

    def note_doubts(self) -> None:
        """Write to the database whether the clock is in doubt, for `doctor`."""
        since = bootstrap.now().isoformat() if self.heartbeat.doubts else ""
        if bool(since) is self._noted:
            return
        try:
            with self.store.writing() as tx:
                tx.meta.set(CLOCK_DOUBTED, since)
        except StoreError:
            return  # the next call tries again
        self._noted = bool(since)

    def say_what_waits(self) -> None:
        """Log why something due could not be sent: a run from cron shows nothing else."""
        now = bootstrap.now()
        with self.store.reading() as tx:
            due = tx.queue.next_due(tx.queue.channels())
            gates = tx.gates.all()
        if not any(moment <= now for moment in due.values()):
            return
        closed = [gate for gate in gates.values() if not gate.is_open(now) and not is_of_edits(gate.scope)]
        reasons = sorted(
            {f"{gate.reason}, tried again from {utc(gate.open_at, to='seconds')} on" for gate in closed if gate.reason}
        )
        _log.warning(
            "not everything that is due could be sent: %s", "; ".join(reasons) or "a message a second goes out"
        )

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Send and do the housekeeping in the background until the block ends; then finish the message in flight."""
        jobs = [Job("plan ahead", _PLANS_EVERY, self._plan_ahead), *receiving_jobs(self._settings, self.store)]
        jobs += polling_jobs(self._settings, self.store)
        scheduler = Scheduler(jobs, bootstrap.now)
        loop = threading.Thread(target=self.heartbeat.run, name="heartbeat", daemon=True)
        scheduler.start()
        loop.start()
        self.drawing.start()
        try:
            yield
        finally:
            self.heartbeat.stop()
            self.drawing.stop()
            loop.join(_STOPS_WITHIN)
            self.drawing.join()
            scheduler.stop()

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Ask sources and signals in the background until the block ends."""
        self.polling.start()
        try:
            yield
        finally:
            self.polling.stop()
            self.polling.join()

    def _plan_ahead(self, now: datetime) -> None:
        if self.heartbeat.doubts:
            return
        self.tracker.plan_ahead(now)
        self.heartbeat.wake.set()


def _dispatcher(
    settings: Settings,
    store: Store,
    found: Mapping[str, Sender],
    services: Sequence[Service],
    measures: Measures,
) -> Dispatcher:
    return Dispatcher(
        store,
        settings.channels,
        found,
        public_url=settings.public_url,
        intervals=settings.recheck,
        leads=settings.remind,
        lease_seconds=settings.lease_seconds,
        fallback_channel=settings.fallback_channel,
        probes={gate: service.probe for service in services if (gate := service.limits.shared_gate)},
        observe=measures.observe,
        heard=measures.hear,
        monotonic=elapsed,
    )
