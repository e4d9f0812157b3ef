"""The heartbeat: the loop that sends what is due, and goes on whatever happens to it.

It never sleeps until a computed time but at most five seconds on the monotonic clock, and then asks the database what
is due: so a suspended machine, a stepped clock or a moved date cost one short sleep at most. `delivery` does the
sending; `scheduler` beside it keeps house, and reminders go out without it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from watchtracker.delivery import Delivery, Report
from watchtracker.errors import StoreError
from watchtracker.runtime.clock_guard import ClockWatch

LONGEST_SLEEP = 5.0
ALIVE_WITHIN = 30.0
# What is due and held by somebody else is asked for again after this; it is also the granularity of due moments.
_SHORTEST_SLEEP = 0.05
_LONGEST_TROUBLE, _DOUBLINGS = 15.0, 10
# `until_idle` waits this long for a gate; what is closed for longer is left to the next run.
_WORTH_WAITING = timedelta(seconds=3)

_NOTHING = Report({}, 0, 0)
_log = logging.getLogger("watchtracker.runtime.heartbeat")


class Heartbeat:
    """Beats until it is told to stop.

    `clock` says what time it is where no database server does, `server_clock` what the server says (None: there is
    none); `watch` doubts a clock that jumps ahead, and then nothing is sent; `make_sure` raises StoreError where this
    process may not send. `wake` makes the next beat come at once;
    set it when something may have become due.
    """

    def __init__(
        self,
        delivery: Delivery,
        *,
        clock: Callable[[], datetime],
        server_clock: Callable[[], datetime | None],
        watch: ClockWatch | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        wake: threading.Event | None = None,
        make_sure: Callable[[], None] = lambda: None,
    ) -> None:
        self._delivery = delivery
        self._make_sure = make_sure
        self._clock = clock
        self._server_clock = server_clock
        self._watch = watch or ClockWatch(monotonic)
        self._monotonic = monotonic
        self._stopping = threading.Event()
        self._troubles = 0
        self._proves_anew = False
        self.wake = wake or threading.Event()
        self.last_beat = monotonic()

    @property
    def alive(self) -> bool:
        """Whether the loop ticked within the last 30 seconds; an outage of a channel does not stop it."""
        return self._monotonic() - self.last_beat < ALIVE_WITHIN

    @property
    def doubts(self) -> bool:
        """Whether nothing is sent because the clock jumped ahead."""
        return self._watch.doubted

    def beat(self) -> Report:
        """Send what is due at this moment, as far as the gates allow; raises what the database raises.

        Nothing while the clock is doubted.
        """
        self._tick()
        self._make_sure()
        now = self._now()
        report = _NOTHING
        if self._watch.believes(now):
            self._proves_anew = self._proves_anew or self._watch.jumped
            if self._proves_anew:
                self._delivery.prove_anew(now)
                self._proves_anew = False
            report = self._delivery.deliver_due(now, self._stopping, self._tick)
        self._tick()
        return report

    def run(self) -> None:
        """Beat until `stop` is called; no error ends the loop."""
        while not self._stopping.is_set():
            self.wake.clear()
            self._pause(self._guarded_beat())

    def until_idle(self) -> list[Report]:
        """Beat until nothing is due that could go out within seconds; what is behind a closed gate is left."""
        reports: list[Report] = []
        while not self._stopping.is_set():
            reports.append(self.beat())
            now = self._now()
            moment = self._delivery.next_moment(now)
            if moment is None or moment > now + _WORTH_WAITING or not _worth_another(reports[-1], moment, now):
                break
            self._pause((moment - now).total_seconds())
        return reports

    def stop(self) -> None:
        """End the loop after the message in flight; a message that has not left is handed back. From any thread."""
        self._stopping.set()
        self.wake.set()

    def _guarded_beat(self) -> float:
        """One beat, and how long to sleep after it."""
        try:
            self.beat()
            sleep = self._until_next()
        except Exception as error:  # noqa: BLE001 - the loop must outlive everything; it is logged, and tried again
            self._troubles += 1
            self._tick()
            _log.error("the beat failed: %s", error, exc_info=None if isinstance(error, StoreError) else error)
            return min(_LONGEST_TROUBLE, 2.0 ** min(self._troubles - 1, _DOUBLINGS))
        self._troubles = 0
        return sleep

    def _until_next(self) -> float:
        now = self._now()
        moment = None if self.doubts else self._delivery.next_moment(now)
        if moment is None:
            return LONGEST_SLEEP
        return min(LONGEST_SLEEP, max(_SHORTEST_SLEEP, (moment - now).total_seconds()))

    def _pause(self, seconds: float) -> None:
        if not self._stopping.is_set():
            self.wake.wait(max(_SHORTEST_SLEEP, seconds))

    def _now(self) -> datetime:
        return self._server_clock() or self._clock()

    def _tick(self) -> None:
        self.last_beat = self._monotonic()


def _worth_another(report: Report, moment: datetime, now: datetime) -> bool:
    """Whether the next beat can do more than this one: something was done, or a gate opens soon."""
    return report.busy or moment > now
