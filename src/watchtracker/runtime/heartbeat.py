"""The heartbeat: the loop that sends what is due, and goes on whatever error it meets.

It never sleeps until a computed time. It sleeps at most five seconds on the monotonic clock and then asks the database
what is due, so a suspended machine, a changed clock or a moved date delay a reminder by one short sleep at most.
`delivery` does the sending; `housekeeping` beside it keeps house, and reminders go out without it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from watchtracker.delivery import Dispatcher, Pulse, Report
from watchtracker.errors import StoreError
from watchtracker.runtime.clock_guard import ClockWatch

LONGEST_SLEEP = 5.0
ALIVE_WITHIN = 30.0
# Seconds. What is due but held by another process is asked for again after this.
_SHORTEST_SLEEP = 0.05
_LONGEST_TROUBLE, _DOUBLINGS = 15.0, 10
# `until_idle` waits so long for a gate to open; a gate that opens later is left to the next run.
_WORTH_WAITING = timedelta(seconds=3)

_NOTHING = Report({}, 0, 0)
_log = logging.getLogger("watchtracker.runtime.heartbeat")


class Heartbeat:
    """Sends what is due in a loop, until it is told to stop.

    `server_clock` is the clock of the database server, or returns None if there is no server; then `clock` counts.
    `watch` doubts a clock that jumps ahead, and while it does nothing is sent. `make_sure` raises StoreError if this
    process may not send. `say_aloud` is called in each beat. Set `wake` when something may have become due: the next
    beat then comes at once.
    """

    def __init__(
        self,
        dispatcher: Dispatcher,
        *,
        clock: Callable[[], datetime],
        server_clock: Callable[[], datetime | None],
        watch: ClockWatch | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        wake: threading.Event | None = None,
        make_sure: Callable[[], None] = lambda: None,
        say_aloud: Callable[[], None] = lambda: None,
    ) -> None:
        self._dispatcher = dispatcher
        self._make_sure = make_sure
        self._say_aloud = say_aloud
        self._clock = clock
        self._server_clock = server_clock
        self._watch = watch or ClockWatch(monotonic)
        self._monotonic = monotonic
        self._stopping = threading.Event()
        self._troubles = 0
        self._proves_anew = False
        self.wake = wake or threading.Event()
        self.pulse = Pulse(monotonic)

    @property
    def alive(self) -> bool:
        """Whether the loop ticked within the last 30 seconds; an outage of a channel does not stop it."""
        return self.pulse.age() < ALIVE_WITHIN

    @property
    def doubts(self) -> bool:
        """Whether the clock jumped ahead, so that nothing is sent."""
        return self._watch.doubted

    def beat(self) -> Report:
        """Send what is due at this moment, as far as the gates allow, or nothing while the clock is in doubt.

        Raises StoreError.
        """
        self.pulse.tick()
        self._make_sure()
        self._say_aloud()
        now = self._now()
        report = _NOTHING
        if self._watch.believes(now):
            self._proves_anew = self._proves_anew or self._watch.jumped
            if self._proves_anew:
                self._dispatcher.prove_anew(now)
                self._proves_anew = False
            report = self._dispatcher.dispatch(now, self._stopping, self.pulse)
        self.pulse.tick()
        return report

    def run(self) -> None:
        """Beat until `stop` is called; no error ends the loop."""
        while not self._stopping.is_set():
            self.wake.clear()
            self._pause(self._guarded_beat())

    def until_idle(self) -> list[Report]:
        """Beat until nothing is due that could be sent within three seconds; returns a report for each beat."""
        reports: list[Report] = []
        while not self._stopping.is_set():
            reports.append(self.beat())
            now = self._now()
            moment = self._dispatcher.next_moment(now)
            if moment is None or moment > now + _WORTH_WAITING or not _worth_another(reports[-1], moment, now):
                break
            self._pause((moment - now).total_seconds())
        return reports

    def stop(self) -> None:
        """End the loop after the message in flight; unsent messages go back to the queue. Call it from any thread."""
        self._stopping.set()
        self.wake.set()

    def _guarded_beat(self) -> float:
        """One beat; returns for how many seconds to sleep after it."""
        try:
            self.beat()
            sleep = self._until_next()
        except Exception as error:  # noqa: BLE001 - the loop must survive every error; it is logged and tried again
            self._troubles += 1
            self.pulse.tick()
            _log.error("the beat failed: %s", error, exc_info=None if isinstance(error, StoreError) else error)
            return min(_LONGEST_TROUBLE, 2.0 ** min(self._troubles - 1, _DOUBLINGS))
        self._troubles = 0
        return sleep

    def _until_next(self) -> float:
        now = self._now()
        moment = None if self.doubts else self._dispatcher.next_moment(now)
        if moment is None:
            return LONGEST_SLEEP
        return min(LONGEST_SLEEP, max(_SHORTEST_SLEEP, (moment - now).total_seconds()))

    def _pause(self, seconds: float) -> None:
        if not self._stopping.is_set():
            self.wake.wait(max(_SHORTEST_SLEEP, seconds))

    def _now(self) -> datetime:
        return self._server_clock() or self._clock()


def _worth_another(report: Report, moment: datetime, now: datetime) -> bool:
    """Whether the next beat can do more than the last one: that one did something, or a gate opens soon."""
    return report.busy or moment > now
