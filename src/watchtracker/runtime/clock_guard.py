"""The clock guard: a wall clock that jumps ahead in a running process must not send a year of reminders.

Before each beat, `heartbeat` compares the wall clock with the seconds that have passed, which include a night that the
machine slept. A jump ahead of more than an hour is believed only if another clock agrees, or if it undoes an earlier
jump back. A clock that was set back does no harm: the database says what was sent already.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from watchtracker.wording.utc import utc

_TOLERATED = timedelta(hours=1)
_WORTH_SAYING, _NO_SLOW_ANSWER = timedelta(seconds=2), timedelta(seconds=10)
_ASKS_EVERY = 60.0

_log = logging.getLogger("watchtracker.runtime.heartbeat")

Witness = Callable[[], datetime | None]


class ClockWatch:
    """Tells a clock that jumped from time that passed.

    `elapsed` counts seconds, whatever the clock is set to. Each of `witnesses` reads another clock, or returns None if
    it cannot; they are asked at most once a minute, and only while the clock is in doubt. `jumped` is whether the clock
    was set ahead since the last call by more than 10 seconds: a slow answer of a database server can look like less.
    """

    def __init__(self, elapsed: Callable[[], float], witnesses: Sequence[Witness] = ()) -> None:
        self._elapsed = elapsed
        self._witnesses = tuple(witnesses)
        self._seen: tuple[datetime, float] | None = None
        # The clock as far ahead as it was ever believed. It is stored as the moment at which `elapsed` was 0 by that
        # clock, because that stays the same while time passes.
        self._furthest: datetime | None = None
        self._asked: float | None = None
        self.doubted = False
        self.jumped = False

    def believes(self, now: datetime) -> bool:
        """Whether it can be `now`; the first moment after the start is always believed."""
        passed = self._elapsed()
        if self._seen is None:
            return self._believe(now, passed)
        jumped = now - self._seen[0] - timedelta(seconds=passed - self._seen[1])
        self.jumped = jumped > _NO_SLOW_ANSWER
        if jumped <= _TOLERATED or self._was_so_before(now, passed):
            self._log_change(jumped)
            return self._believe(now, passed)
        if not self.doubted:
            self.doubted = True
            _log.critical(
                "the clock jumped ahead by %s, to %s: nothing is sent until it is set right or another clock agrees;"
                " if it is right, start watchtracker again",
                _rounded(jumped),
                utc(now),
            )
        if self._agreed(now, passed):
            _log.warning("another clock agrees that it is %s: sending goes on", utc(now))
            return self._believe(now, passed)
        return False

    def _was_so_before(self, now: datetime, passed: float) -> bool:
        return self._furthest is not None and now - timedelta(seconds=passed) - self._furthest <= _TOLERATED

    def _believe(self, now: datetime, passed: float) -> bool:
        began = now - timedelta(seconds=passed)
        self._furthest = max(self._furthest or began, began)
        self._seen, self._asked, self.doubted = (now, passed), None, False
        return True

    def _log_change(self, jumped: timedelta) -> None:
        if self.doubted:
            _log.warning("the clock was set right: sending goes on")
        elif abs(jumped) > _WORTH_SAYING:
            way = "ahead" if jumped > timedelta(0) else "back"
            _log.warning("the clock was set %s by %s", way, _rounded(abs(jumped)))

    def _agreed(self, now: datetime, passed: float) -> bool:
        if self._asked is not None and passed - self._asked < _ASKS_EVERY:
            return False
        self._asked = passed
        said = (witness() for witness in self._witnesses)
        return any(abs(now - moment) <= _TOLERATED for moment in said if moment is not None)


def _rounded(length: timedelta) -> timedelta:
    return timedelta(seconds=round(length.total_seconds()))
