"""The reception: what somebody sent is answered at once, or written down within a moment, or refused honestly.

Whoever pressed a button waits for seconds at most, so writing has a deadline. A thread that is still at it when the
deadline passes is told so, and undoes what it did: what the sender hears and what is recorded are the same.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock, Thread

from watchtracker.answering.backlog import Backlog
from watchtracker.errors import StoreError
from watchtracker.failpoints import Failpoint, reach
from watchtracker.inbox.at_once import (
    NOT_KNOWN_YET,
    OF_ANOTHER_APP,
    OF_OTHERS,
    OF_PROGRAMS,
    Answered,
    AtOnce,
    NotRecorded,
    Passed,
    Recorded,
    Refused,
)
from watchtracker.inbox.intents import Coming, Command, Intent, OptionsAsked, Submission, Understood, Unknown, writes
from watchtracker.store.engine import Store

# Seconds. Slack waits for three, in which the way there and back counts too.
WRITES_WITHIN, READS_WITHIN = 1.2, 2.5
# Where it is remembered which team and which app are ours; empty where the channel does not say.
TEAM, APP = "slack_team", "slack_app"
# A write lasts milliseconds; where the database hangs, a few threads hang with it, and nobody else's. Threads that wait
# for the one writer of SQLite would only sleep past their turn.
_WRITERS, _WRITERS_OF_SQLITE, _READERS = 4, 1, 4
_TRIES = 3
_HEAR_WITH_THE_REPLY = (Command, Submission, OptionsAsked)

_log = logging.getLogger("watchtracker.answering.reception")


class _GivenUpError(Exception):
    """The deadline has passed, and the sender was told so."""


@dataclass(slots=True)
class _Attempt:
    """Who was first: the thread that has written it down, or the deadline."""

    _lock: Lock = field(default_factory=Lock)
    _decided: bool | None = None

    def accept(self) -> bool:
        """It is written down; False if it was given up before."""
        return self._decide(accepted=True)

    def give_up(self) -> bool:
        """The deadline has passed; False if it was written down before."""
        return not self._decide(accepted=False)

    def make_sure(self) -> None:
        """Raise _GivenUpError if it was given up."""
        if self._decided is False:
            raise _GivenUpError

    def _decide(self, *, accepted: bool) -> bool:
        with self._lock:
            if self._decided is None:
                self._decided = accepted
            return self._decided


def _answers_nothing(intent: Understood) -> Answered | None:
    return None if writes(intent) else Answered()


class Reception:
    """Receives for one vendor: `read` makes an intent of a text and the id of our own team, which may be unknown.

    `answer` answers what only reads, and refuses a form that is filled in wrongly; None: there is nothing to object,
    and it is to be recorded. `wake` is called when something waits to be worked off, `tell` when somebody is to hear a
    sentence that the reply cannot carry, `count` with every outcome, `dropped` for each sentence that is not said as
    too many wait.
    """

    def __init__(
        self,
        store: Store,
        *,
        read: Callable[[str, datetime, str | None], Intent],
        now: Callable[[], datetime],
        answer: Callable[[Understood], Answered | Refused | None] = _answers_nothing,
        wake: Callable[[], None] = lambda: None,
        tell: Callable[[Coming, str], object] | None = None,
        count: Callable[[AtOnce], object] = lambda _: None,
        dropped: Callable[[], object] = lambda: None,
        writes_within: float = WRITES_WITHIN,
        reads_within: float = READS_WITHIN,
    ) -> None:
        self._store = store
        self._read = read
        self._now = now
        self._answer = answer
        self._wake = wake
        self._tell = tell
        self._count = count
        self._writes_within = writes_within
        self._reads_within = reads_within
        self._writers = ThreadPoolExecutor(_WRITERS_OF_SQLITE if store.is_sqlite else _WRITERS, "received")
        self._readers = ThreadPoolExecutor(_READERS, "asked")
        self._unsaid = Backlog[tuple[Coming, str]](dropped=dropped)
        # A daemon, as a channel that never answers must not keep the process from ending.
        Thread(target=self._say, name="told", daemon=True).start()

    async def receive(self, text: str) -> tuple[Intent, AtOnce]:
        """What is meant by a text, and what its sender hears at once."""
        intent, outcome = await self._received(text)
        self._count(outcome)
        return intent, outcome

    def close(self) -> None:
        """Take no more; what is being written down is finished."""
        self._unsaid.close(unsaid=True)
        for pool in (self._writers, self._readers):
            pool.shutdown(wait=False, cancel_futures=True)

    async def _received(self, text: str) -> tuple[Intent, AtOnce]:
        now = self._now()
        intent = self._read(text, now, None)
        if isinstance(intent, Unknown):
            _log.info("something came from a channel that is not ours to answer: %s", intent.why)
            return intent, Passed()
        attempt = _Attempt()
        pool, within = (self._writers, self._writes_within) if writes(intent) else (self._readers, self._reads_within)
        future = pool.submit(self._handled, text, now, attempt)
        try:
            async with asyncio.timeout(within):
                outcome = await asyncio.wrap_future(future)
        except TimeoutError:
            outcome = NotRecorded() if attempt.give_up() else Recorded()
        except asyncio.CancelledError:
            attempt.give_up()
            raise
        if isinstance(outcome, Refused | NotRecorded) and not isinstance(intent, _HEAR_WITH_THE_REPLY) and self._tell:
            self._unsaid.put((intent.coming, outcome.sentence))
        return intent, outcome

    def _say(self) -> None:
        while (found := self._unsaid.take()) is not None:
            try:
                if self._tell is not None:
                    self._tell(*found)
            except Exception:  # noqa: BLE001 - whatever went wrong, the next person is told
                _log.exception("somebody could not be told that nothing was recorded")

    def _handled(self, text: str, now: datetime, attempt: _Attempt) -> AtOnce:
        try:
            team, app = self._ours()
            intent = self._read(text, now, team)
            if isinstance(intent, Unknown):
                return Passed()
            if app and intent.coming.app and intent.coming.app != app:
                _log.error("something came by the app %s, and our token is of the app %s", intent.coming.app, app)
                return Refused(OF_ANOTHER_APP)
            if team is None:
                # Whoever is of another team could not be told from ours.
                _log.warning("something came before it was known which workspace is ours, and is refused")
                return NotRecorded(NOT_KNOWN_YET)
            if intent.coming.who.is_bot:
                return Refused(OF_PROGRAMS)
            if intent.coming.who.is_partner:
                return Refused(OF_OTHERS)
            answered = self._answer(intent)
            if answered is not None or not writes(intent):
                return answered or Answered()
            return self._recorded(intent.coming.key, text, now, attempt)
        except StoreError as error:
            _log.error("what somebody answered could not be recorded, and they were told so: %s", error)
            return NotRecorded()

    def _recorded(self, key: str, text: str, now: datetime, attempt: _Attempt) -> AtOnce:
        put = False
        try:
            with self._store.writing() as tx:
                tx.inbox.put(key, text, now)
                attempt.make_sure()
                put = True
        except _GivenUpError:
            return NotRecorded()
        except StoreError:
            # Where the connection broke at the commit, nobody knows whether the row is there.
            if put and attempt.give_up():
                self._settle(key, text, now, kept=False)
            raise
        reach(Failpoint.AFTER_INBOX_ROW)
        # If the commit itself took too long, its row is not worked off yet, and must not stay.
        kept = attempt.accept()
        self._settle(key, text, now, kept=kept)
        if not kept:
            return NotRecorded()
        self._wake()
        return Recorded()

    def _settle(self, key: str, text: str, now: datetime, *, kept: bool) -> None:
        """Have a row worked off, or take it away; if that fails for long, whoever works off finds it by its age."""
        for attempts_left in reversed(range(_TRIES)):
            try:
                with self._store.writing() as tx:
                    if kept:
                        tx.inbox.confirm(key, text, now)
                    else:
                        tx.inbox.take_away(key)
            except StoreError as error:
                if not attempts_left:
                    _log.error("a row of the inbox could not be settled: %s", error)
            else:
                return

    def _ours(self) -> tuple[str | None, str | None]:
        """The ids of our own team and app, as they were remembered when the channel was asked for them."""
        with self._store.reading() as tx:
            return tx.meta.get(TEAM), tx.meta.get(APP)
