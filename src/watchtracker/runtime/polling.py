"""Polling: sources and signals are asked in threads of their own, so that none can keep a reminder waiting.

There are many of them, so that sources that hang do not keep all others waiting either. They are told to stop at once
and waited for only a moment: a fetch that hangs is left behind, and what it had leased is given free, so that the next
process need not wait for it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import ip_address

from watchtracker.collecting.collector import Collector
from watchtracker.collecting.results import Came, CameOf
from watchtracker.collecting.subjects import Services
from watchtracker.collecting.tidying import tidy
from watchtracker.errors import StoreError
from watchtracker.runtime import bootstrap
from watchtracker.runtime.fetching import fetcher
from watchtracker.runtime.housekeeping import Job
from watchtracker.settings import Settings
from watchtracker.sources.addresses import Allowed, WebAddress
from watchtracker.sources.fetching import LONGEST_FETCH
from watchtracker.store.engine import Store
from watchtracker.tracker.intake import Intake
from watchtracker.wording.items import count

# Seconds. A source that the watch list names from now on is looked for so often.
_LOOKS_EVERY, _SHORTEST_SLEEP = 20.0, 0.05
_LONGEST_TROUBLE, _SAID_AGAIN = 60.0, 30.0
_STOPS_WITHIN = 1.5
# A source that hangs keeps one for half a minute, or a whole one where its site is asked for its rules before. With a
# dozen of those, everybody else is still asked within a minute of the start. They wait for the network, which is cheap.
_THREADS = 16

_log = logging.getLogger("watchtracker.runtime.polling")


def collector(
    settings: Settings,
    store: Store,
    observe: Callable[[Came], object] = lambda _: None,
    longest: float = LONGEST_FETCH,
) -> Collector:
    """Who asks the sources and signals of the record; `longest` is how many seconds a fetch may take."""
    allowed = Allowed.read(settings.fetch.allow)
    return Collector(
        store,
        Intake(store, bootstrap.tracker(settings, store)),
        fetcher(settings, longest),
        Services(settings.fetch.api, settings.fetch.tokens),
        bootstrap.now,
        is_ours=lambda address: _is_ours(address, allowed),
        observe=observe,
    )


def jobs(settings: Settings, store: Store) -> list[Job]:
    """What is to be done now and then about what was collected."""
    intake = Intake(store, bootstrap.tracker(settings, store))
    return [Job("tidy what was collected", timedelta(hours=1), lambda now: tidy(store, intake, now))]


class Polling:
    """Collects until it is told to stop; nothing is asked while `doubts` says that the clock cannot be believed.

    `applied` is called when something was let in by itself, and may be due to be told.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        *,
        doubts: Callable[[], bool],
        applied: Callable[[], object],
        observe: Callable[[Came], object],
    ) -> None:
        self._collector = collector(settings, store, self._heard)
        self._doubts = doubts
        self._applied = applied
        self._observe = observe
        self._failing: dict[str, str] = {}
        self._said, self._said_at = "", 0.0
        names = (f"polling {number}" for number in range(1, _THREADS + 1))
        self._loops = [threading.Thread(target=self._run, name=name, daemon=True) for name in names]

    def start(self) -> None:
        """Collect in the background."""
        for loop in self._loops:
            loop.start()

    def stop(self) -> None:
        """End after what is in hand, without recording it. Call it from any thread."""
        self._collector.stopping.set()

    def join(self) -> None:
        """Wait a moment for the end, after `stop`, and give free what is in hand."""
        ends = time.monotonic() + _STOPS_WITHIN
        for loop in self._loops:
            loop.join(max(ends - time.monotonic(), 0))
        try:
            self._collector.give_back()
        except StoreError as error:
            _log.warning("a source that was being fetched is free again in a few minutes: %s", error)

    def _run(self) -> None:
        """Collect until the end; no error ends the loop."""
        troubles = 0
        while not self._collector.stopping.is_set():
            try:
                pause, troubles = self._turn(), 0
            except Exception as error:  # noqa: BLE001 - the loop must survive every error; it is logged and tried again
                if self._collector.stopping.is_set():
                    return
                troubles += 1
                self._say(error)
                pause = min(_LONGEST_TROUBLE, 2.0 ** min(troubles, 10))
            self._collector.stopping.wait(pause)

    def _say(self, error: Exception) -> None:
        """Log why polling failed, once for all threads that meet it at a time."""
        sentence, now = f"polling failed: {error}", time.monotonic()
        if self._said != sentence or now - self._said_at > _SAID_AGAIN:
            self._said, self._said_at = sentence, now
            _log.error("%s", sentence, exc_info=None if isinstance(error, StoreError) else error)

    def _turn(self) -> float:
        """Ask whoever has a turn; returns for how many seconds to sleep after it."""
        if self._doubts():
            return _LOOKS_EVERY
        again_at = self._collector.turn()
        return _LOOKS_EVERY if again_at is None else _until(again_at)

    def _heard(self, came: Came) -> None:
        """Log what came, each error once; and wake who tells people."""
        self._observe(came)
        if came.proposed or came.let_in:
            let_in = f", {count(len(came.let_in), 'claim')} let in" if came.let_in else ""
            _log.info("%s: %s%s", came.name, count(came.proposed, "new proposal"), let_in)
        if came.let_in:
            self._applied()
        if came.of is CameOf.FAILED and self._failing.get(came.name) != came.error:
            _log.warning("%s: %s", came.name, came.error)
            self._failing[came.name] = came.error
        elif came.of in {CameOf.READ, CameOf.UNCHANGED} and self._failing.pop(came.name, ""):
            _log.info("%s: it answers again", came.name)


def _until(moment: datetime) -> float:
    seconds = (moment - bootstrap.now()).total_seconds()
    return min(_LOOKS_EVERY, max(_SHORTEST_SLEEP, seconds))


def _is_ours(address: WebAddress, allowed: Allowed) -> bool:
    """Whether a place is named by the settings: it is asked without a pause."""
    try:
        return allowed.holds(address, ip_address(address.host))
    except ValueError:
        return not allowed.places.isdisjoint({address.place, address.host})
