"""The answerer: a thread that works off what people answered, whenever something was received.

It begins with what an earlier process left behind, and no error ends it. People are told in threads of their own, so
that a slow channel keeps nobody's answer from being recorded.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from watchtracker.answering.backlog import Backlog
from watchtracker.answering.case import Worked
from watchtracker.answering.worker import AnswerFailedError, Worker
from watchtracker.errors import StoreError
from watchtracker.failpoints import Failpoint, reach
from watchtracker.inbox.tellings import Telling

# Seconds. What a process that died had written down but not confirmed is found by its age, without being woken.
LONGEST_SLEEP = 5.0
_LONGEST_TROUBLE, _DOUBLINGS = 15.0, 10
_STOPS_WITHIN = 5.0
# So often an answer may fail for a reason that lies in it or in us: once may be chance, twice the same chance going on,
# and with the pauses in between those after it are kept waiting for three seconds. They wait, as the order in which
# people answered counts. Each process counts for itself, so with more of them it may be tried more often.
_TRIES = 3
_TELLERS = 2
_TELLS_WITHIN = 3.0

_log = logging.getLogger("watchtracker.runtime.answerer")


class Tells(Protocol):
    """Who tells people what came of an answer; raises nothing."""

    def tell(self, telling: Telling) -> None:
        """Say it."""


class Answerer:
    """Works off what was received until it is told to stop; set `wake` when something was received.

    `applied` is called when something may have become due by an answer, `observe` with what came of each, `shown` with
    what was told and the moment, so that the page of who answered is drawn anew, and `dropped` for each sentence that
    is not said as too many wait.
    """

    def __init__(
        self,
        worker: Worker,
        teller: Tells,
        clock: Callable[[], datetime],
        *,
        applied: Callable[[], object] = lambda: None,
        observe: Callable[[Worked], object] = lambda _: None,
        shown: Callable[[Telling, datetime], object] = lambda *_: None,
        dropped: Callable[[], object] = lambda: None,
    ) -> None:
        self._worker = worker
        self._teller = teller
        self._clock = clock
        self._applied = applied
        self._observe = observe
        self._shown = shown
        self._stopping = threading.Event()
        self._tellings = Backlog[Telling](dropped=dropped)
        self._troubles = 0
        self._failed: Counter[int] = Counter()
        self.wake = threading.Event()

    @contextmanager
    def working(self) -> Iterator[None]:
        """Work in the background until the block ends; then finish the answer in hand."""
        loop = threading.Thread(target=self.run, name="answerer", daemon=True)
        # Daemons, as a channel that never answers must not keep the process from ending.
        tellers = [threading.Thread(target=self._tell, name="teller", daemon=True) for _ in range(_TELLERS)]
        for thread in (loop, *tellers):
            thread.start()
        try:
            yield
        finally:
            self._stopping.set()
            self.wake.set()
            loop.join(_STOPS_WITHIN)
            self._tellings.close()
            # What is not told by then stays unsaid; it is recorded all the same.
            until = time.monotonic() + _TELLS_WITHIN
            for thread in tellers:
                thread.join(max(0.0, until - time.monotonic()))

    def run(self) -> None:
        """Work until the end; no error ends the loop."""
        while not self._stopping.is_set():
            self.wake.clear()
            pause = self.beat()
            if not self._stopping.is_set():
                self.wake.wait(pause)

    def until_idle(self) -> None:
        """Work off all that waits; raises StoreError, AnswerFailedError."""
        while not self._stopping.is_set():
            worked = self._worker.work_off(self._clock())
            if worked is None:
                # What failed here and waits no more was worked off elsewhere.
                self._failed.clear()
                return
            self._follow(worked)

    def _follow(self, worked: Worked) -> None:
        """What follows when an answer was worked off, and nothing depends on."""
        self._troubles = 0
        self._observe(worked)
        if worked.result is not None:
            self._applied()
        reach(Failpoint.BEFORE_FEEDBACK)
        if worked.telling is not None and not worked.telling.is_empty:
            self._tellings.put(worked.telling)

    def _tell(self) -> None:
        while (telling := self._tellings.take()) is not None:
            try:
                self._teller.tell(telling)
                self._shown(telling, self._clock())
            except Exception:  # noqa: BLE001 - whatever went wrong, the next person is told
                _log.exception("somebody could not be told what came of their answer")

    def beat(self) -> float:
        """Work off all that waits; returns for how many seconds to sleep then. No error leaves it."""
        try:
            self.until_idle()
        except StoreError as error:
            _log.error("what people answered waits: %s", error)
        except AnswerFailedError as failed:
            _log.exception("an answer could not be worked off")
            self._count(failed.received_id)
        except Exception:  # noqa: BLE001 - the loop must survive every error; it is logged and tried again
            _log.exception("what people answered cannot be worked off")
        else:
            return LONGEST_SLEEP
        self._troubles += 1
        return min(_LONGEST_TROUBLE, 2.0 ** min(self._troubles - 1, _DOUBLINGS))

    def _count(self, received_id: int) -> None:
        """Refuse an answer that failed so often, so that those after it are not kept by it."""
        self._failed[received_id] += 1
        if self._failed[received_id] < _TRIES:
            return
        try:
            worked = self._worker.give_up(received_id, self._clock())
        except StoreError as error:
            _log.error("an answer that fails could not be refused: %s", error)
            return
        del self._failed[received_id]
        if worked is not None:
            self._follow(worked)
