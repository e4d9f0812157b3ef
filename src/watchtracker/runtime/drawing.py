"""Drawing in the background: a thread that edits messages until they show what is so.

It is a thread of its own, so that edits never keep a reminder waiting, nor a reminder somebody who pressed a button.
Whoever answers elsewhere, such as on a terminal or at another replica, is found within a second.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from watchtracker.delivery.faces import FaceDrawer
from watchtracker.errors import StoreError

# Seconds.
_LOOKS_EVERY, _SHORTEST_SLEEP = 1.0, 0.05
_LONGEST_TROUBLE, _DOUBLINGS = 15.0, 10
_STOPS_WITHIN = 15.0
# `until_idle` waits so long for the next edit; what may be edited later is left to the next run.
_WORTH_WAITING = timedelta(seconds=3)

_log = logging.getLogger("watchtracker.runtime.drawing")


class Drawing:
    """Draws until it is told to stop; set `wake` when something may have changed.

    `clock` says what time it is. Nothing is drawn while `doubts` says that it cannot be believed.
    """

    def __init__(
        self, drawer: FaceDrawer, clock: Callable[[], datetime], doubts: Callable[[], bool] = lambda: False
    ) -> None:
        self._drawer = drawer
        self._clock = clock
        self._doubts = doubts
        self._stopping = threading.Event()
        self._troubles = 0
        self._loop: threading.Thread | None = None
        self.wake = threading.Event()

    def start(self) -> None:
        """Draw in the background, where there is any channel to draw in."""
        if self._drawer.draws:
            self._loop = threading.Thread(target=self.run, name="drawing", daemon=True)
            self._loop.start()

    def join(self) -> None:
        """Wait until the edit in hand is finished, after `stop`."""
        if self._loop is not None:
            self._loop.join(_STOPS_WITHIN)

    def run(self) -> None:
        """Draw until the end; no error ends the loop."""
        while not self._stopping.is_set():
            self.wake.clear()
            pause = self._beat()
            if not self._stopping.is_set():
                self.wake.wait(pause)

    def until_idle(self) -> None:
        """Draw what can be drawn within a few seconds each; raises StoreError."""
        while not self._stopping.is_set() and not self._doubts():
            now = self._clock()
            drew = self._drawer.draw(now)
            if drew.again_at is None or drew.again_at > now + _WORTH_WAITING:
                return
            self.wake.wait(max(_SHORTEST_SLEEP, (drew.again_at - now).total_seconds()))

    def stop(self) -> None:
        """End the loop after the edit in hand. Call it from any thread."""
        self._stopping.set()
        self.wake.set()

    def _beat(self) -> float:
        """One turn; returns for how many seconds to sleep after it."""
        try:
            if self._doubts():
                return _LOOKS_EVERY
            now = self._clock()
            again_at = self._drawer.draw(now).again_at
        except Exception as error:  # noqa: BLE001 - the loop must survive every error; it is logged and tried again
            self._troubles += 1
            _log.error("messages cannot be drawn: %s", error, exc_info=None if isinstance(error, StoreError) else error)
            return min(_LONGEST_TROUBLE, 2.0 ** min(self._troubles - 1, _DOUBLINGS))
        self._troubles = 0
        if again_at is None:
            return _LOOKS_EVERY
        return min(_LOOKS_EVERY, max(_SHORTEST_SLEEP, (again_at - now).total_seconds()))
