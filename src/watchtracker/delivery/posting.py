"""Posting: a message that is ours goes out, and what came of it is written by whoever still holds its lease.

`sending.py` says which message it is; `endings.py` what follows from an answer.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Event

from watchtracker.channels import Answer, Limits, Message, SendResult
from watchtracker.delivery import endings, recording, settling
from watchtracker.delivery.claiming import SEND_TIMEOUT, Flight, Terms
from watchtracker.delivery.outlets import Outlets
from watchtracker.delivery.pacing import Uniform
from watchtracker.delivery.recording import Result
from watchtracker.errors import StoreError
from watchtracker.failpoints import Failpoint, reach
from watchtracker.notifications import Channel
from watchtracker.store.deliveries import DeliveryState
from watchtracker.store.engine import Store, Transaction

# What must be left of the lease when a call begins, beyond what it may take.
LEASE_MARGIN = timedelta(seconds=5)

_log = logging.getLogger("watchtracker.delivery")

Observe = Callable[[Answer, timedelta], None]
Moment = Callable[[], datetime]


@dataclass(slots=True)
class Beat:
    """One beat while it runs: its clock, who may end it, and what it has done so far.

    `refused` has the gates of the accounts that are not accepted, from the moment that this is known.
    """

    began: datetime
    server_began: datetime | None
    moment: Moment
    stopping: Event
    tick: Callable[[], None]
    deliveries: Counter[str] = field(default_factory=Counter)
    corrections: int = 0
    ended: int = 0
    settled: Counter[str] = field(default_factory=Counter)
    refused: set[str] = field(default_factory=set)
    failed: list[Exception] = field(default_factory=list)

    def may_send(self, limits: Limits) -> bool:
        """Whether anything may go in this beat to a channel with these limits; without an account none refuses."""
        return not self.stopping.is_set() and limits.shared_gate not in self.refused

    def refuse(self, limits: Limits) -> None:
        """Nothing more goes in this beat to the account of a channel with these limits."""
        if limits.shared_gate is not None:
            self.refused.add(limits.shared_gate)

    def guard(self, channel: Channel, work: Callable[[], None]) -> None:
        """Do the work of one channel; a mistake that it meets must not keep the others waiting.

        What the database refuses concerns all of them, and is raised.
        """
        try:
            work()
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - kept, and raised when the others have had their turn
            _log.error("the beat of %s failed: %s", channel.name, error)
            self.failed.append(error)


class Posting:
    """Hands messages to the senders of `outlets`; `observe` hears every answer."""

    def __init__(
        self,
        store: Store,
        outlets: Outlets,
        terms: Terms,
        *,
        observe: Observe | None,
        uniform: Uniform,
    ) -> None:
        self._store = store
        self._outlets = outlets
        self._terms = terms
        self._observe = observe or _unheard
        self._uniform = uniform
        self._unwritten: list[Result] = []

    def send(self, flight: Flight, beat: Beat) -> bool:
        """Send what was claimed and write down what came of it; whether it left at all."""
        beat.tick()
        outcome = self._post(flight, beat)
        if outcome is not None and outcome.answer is Answer.PAYLOAD_REFUSED:
            by = self._outlets.limits(flight.channel).called
            _log.error("delivery %s: %s refused the payload: %s", flight.delivery.key, by, outcome.detail)
            plain = self._as_plain(flight, outcome, beat)
            if plain is None:
                return False
            flight, outcome = plain, self._post(plain, beat)
        ending = endings.ending(outcome) if outcome else endings.handed_back("no time left, or stopping")
        at = beat.moment()
        unknown = ending.state is DeliveryState.UNKNOWN
        self._settle(Result(flight, ending, at, outcome, at + settling.FIRST_LOOK if unknown else None), beat)
        if outcome is not None and outcome.answer is Answer.CREDENTIALS_REFUSED:
            beat.refuse(self._outlets.limits(flight.channel))
        return outcome is not None

    def _as_plain(self, flight: Flight, outcome: SendResult, beat: Beat) -> Flight | None:
        """The same flight once more, without looks; None if its lease is not ours any more."""
        with self._store.writing() as tx:
            if not tx.deliveries.as_plain(flight.delivery, at=beat.moment(), detail=outcome.detail):
                return None
        delivery = replace(flight.delivery, plain=True)
        return replace(flight, delivery=delivery, message=replace(flight.message, plain=True))

    def _post(self, flight: Flight, beat: Beat) -> SendResult | None:
        """What the channel answered; None if it was not asked, because too little of the lease is left."""
        try:
            left = (flight.delivery.lease_until or beat.moment()) - self._latest_moment(beat)
        except StoreError:
            # Nothing has left: that it is due again is written as soon as the database can take it.
            self._unwritten.append(Result(flight, endings.handed_back("the database went away"), beat.moment()))
            raise
        if beat.stopping.is_set() or left < SEND_TIMEOUT + LEASE_MARGIN:
            return None
        outcome = self.call(flight.channel, flight.message, flight.delivery.key)
        reach(Failpoint.AFTER_POST)
        for one in flight.notifications[:1]:
            self._observe(outcome.answer, max(beat.moment() - one.at, timedelta(0)))
        return outcome

    def _latest_moment(self, beat: Beat) -> datetime:
        """By our clock and by the database's: the monotonic one stands still while a machine sleeps."""
        server = self._store.clock()
        own = beat.moment()
        if server is None or beat.server_began is None:
            return own
        return max(own, beat.began + (server - beat.server_began))

    def call(self, channel: Channel, message: Message, key: str) -> SendResult:
        """What the channel's sender answers; what it raises is unclear."""
        try:
            return self._outlets.sender(channel).send(message, key)
        except Exception as error:  # noqa: BLE001 - whether bytes left is not known, and other channels must not wait
            _log.exception("the channel %s failed on delivery %s", channel.name, key)
            return SendResult(Answer.UNCLEAR, f"{type(error).__name__}: {error}")

    def _settle(self, result: Result, beat: Beat) -> None:
        beat.deliveries[result.ending.outcome] += 1
        try:
            ours = self._write(result)
        except Exception:
            _log_result(result)
            self._unwritten.append(result)
            raise
        if ours:
            _log_result(result)

    def _write(self, result: Result) -> bool:
        """Whether it was still ours to write."""
        flight = result.flight
        with self._store.writing() as tx:
            ours = recording.record(tx, result)
            if result.outcome is not None:
                self.record_gates(tx, flight.channel, result.outcome, result.at)
            reach(Failpoint.BEFORE_RECEIPT_COMMIT)
        reach(Failpoint.AFTER_RECEIPT_COMMIT)
        if not ours:
            _log.warning("delivery %s is not ours any more: its lease was over", flight.delivery.key)
        return ours

    def record_gates(self, tx: Transaction, channel: Channel, outcome: SendResult, at: datetime) -> None:
        """Open or close the gates as `outcome` asks."""
        recording.record_gates(tx, channel, outcome, at, outlets=self._outlets, uniform=self._uniform)

    def write_unwritten(self) -> None:
        """Results that the database could not take in an earlier beat."""
        while self._unwritten:
            try:
                self._write(self._unwritten[0])
            except StoreError:
                raise
            except Exception:  # noqa: BLE001 - one that cannot be written must not keep all others from being sent
                # It will not be taken later either; when its lease is over it is looked for.
                _log.exception("what came of delivery %s cannot be written", self._unwritten[0].flight.delivery.key)
            self._unwritten.pop(0)


def _unheard(answer: Answer, lag: timedelta) -> None:
    """Nobody wants to hear of answers."""
    del answer, lag


def _log_result(result: Result) -> None:
    flight, ending = result.flight, result.ending
    level = _LEVELS.get(ending.outcome, logging.ERROR)
    members = ", ".join(one.key for one in flight.notifications)
    detail = f": {ending.detail}" if ending.detail else ""
    _log.log(level, "%s to %s: %s%s (%s)", flight.delivery.key, flight.channel.name, ending.outcome, detail, members)


_LEVELS = {
    Answer.SENT.value: logging.INFO,
    Answer.NOT_SENT.value: logging.WARNING,
    Answer.TRY_LATER.value: logging.WARNING,
    Answer.UNCLEAR.value: logging.WARNING,
    endings.HANDED_BACK: logging.WARNING,
}
