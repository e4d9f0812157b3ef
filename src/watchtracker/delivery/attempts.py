"""Attempts: a message that is ours goes out, and what came of it is written by whoever still holds its lease.

The way is the same for each: the channel is asked once, `outbox.outcomes` says what the response means, and the store
writes all of it or nothing. What the database cannot take at that moment is kept in memory until it can.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Event

from watchtracker.channels import Outlet
from watchtracker.errors import StoreError
from watchtracker.failpoints import Failpoint, reach
from watchtracker.outbox.backoff import GateChanges, Gates, Uniform, gates_after
from watchtracker.outbox.messages import Limits, Message, SendResult, SendStatus
from watchtracker.outbox.outcomes import Effects, effects, handed_back
from watchtracker.outbox.records import Flight, LogLine
from watchtracker.store.engine import Store

# What must be left of the lease when a call begins, beyond what it may take.
LEASE_MARGIN = timedelta(seconds=5)

_log = logging.getLogger("watchtracker.delivery")

Observe = Callable[[SendStatus, timedelta], None]


class Pulse:
    """When the loop that sends was last seen to go on, on the monotonic clock."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self.last = monotonic()

    def tick(self) -> None:
        """It goes on."""
        self.last = self._monotonic()

    def age(self) -> float:
        """For how many seconds nothing was heard of it."""
        return self._monotonic() - self.last


@dataclass(slots=True)
class Beat:
    """One beat while it runs: its clock, who may end it, and what it has done so far.

    It began at `began`, at `started` on the monotonic clock. `refused` has the gates of the accounts that are not
    accepted, from the moment that this is known.
    """

    began: datetime
    server_began: datetime | None
    monotonic: Callable[[], float]
    stopping: Event
    pulse: Pulse
    started: float
    deliveries: Counter[str] = field(default_factory=Counter)
    corrections: int = 0
    ended: int = 0
    settled: Counter[str] = field(default_factory=Counter)
    refused: set[str] = field(default_factory=set)
    failed: list[Exception] = field(default_factory=list)

    def moment(self) -> datetime:
        """What time it is: the clock is asked once a beat, and runs on as the monotonic one does."""
        return self.began + timedelta(seconds=self.monotonic() - self.started)

    def may_send(self, limits: Limits) -> bool:
        """Whether anything may go in this beat to a channel with these limits; without an account none refuses."""
        return not self.stopping.is_set() and limits.shared_gate not in self.refused


class Attempts:
    """Hands messages to their senders; `observe` hears every response, with the time from due until then."""

    def __init__(self, store: Store, *, observe: Observe | None, uniform: Uniform) -> None:
        self._store = store
        self._observe = observe
        self._uniform = uniform
        self._unwritten: list[tuple[Flight, Effects]] = []

    def send(self, flight: Flight, outlet: Outlet, beat: Beat) -> bool:
        """Send what was leased and write down what came of it; whether it left at all."""
        beat.pulse.tick()
        limits = outlet.limits
        result = self._hand_over(flight, outlet, beat)
        if result is not None and result.gone and flight.message.replies_to is not None:
            alone = self._alone(flight, result, beat)
            if alone is None:
                return False
            flight, result = alone, self._hand_over(alone, outlet, beat)
        may_be_plainer = limits.has_plain_form and not flight.delivery.plain
        if result is not None and result.status is SendStatus.PAYLOAD_REFUSED and may_be_plainer:
            _log.error("delivery %s: %s refused the payload: %s", flight.delivery.key, limits.called, result.detail)
            plain = self._as_plain(flight, result, beat)
            if plain is None:
                return False
            flight, result = plain, self._hand_over(plain, outlet, beat)
        at = beat.moment()
        if result is None:
            follows = handed_back(flight, "no time left, or stopping", at)
        else:
            follows = effects(flight, result, outlet.account, at, self._uniform)
        self._settle(flight, follows, beat)
        if result is not None and result.status is SendStatus.CREDENTIALS_REFUSED and limits.shared_gate is not None:
            beat.refused.add(limits.shared_gate)
        return result is not None

    def call(self, outlet: Outlet, message: Message, key: str) -> SendResult:
        """What the channel's sender answers; what it raises is unclear."""
        try:
            return outlet.sender.send(message, key)
        except Exception as error:  # noqa: BLE001 - whether bytes left is not known, and other channels must not wait
            _log.exception("the channel %s failed on delivery %s", outlet.channel.name, key)
            return SendResult(SendStatus.UNCLEAR, f"{type(error).__name__}: {error}")

    def change_gates(self, outlet: Outlet, result: SendResult, at: datetime) -> None:
        """Open or close the gates as a response asks that belongs to no delivery under way, such as that to an edit."""

        def decide(gates: Gates) -> GateChanges:
            return gates_after(result, outlet.channel.name, outlet.account, gates, self._uniform)

        with self._store.writing() as tx:
            changed = tx.gates.update(decide, at)
        log_lines(changed.log)

    def write_unwritten(self) -> None:
        """Write what the database could not take in an earlier beat."""
        while self._unwritten:
            flight, follows = self._unwritten[0]
            try:
                self._write(flight, follows)
            except StoreError:
                raise
            except Exception:  # noqa: BLE001 - one that cannot be written must not keep all others from being sent
                # It will not be taken later either; when its lease is over it is looked for.
                _log.exception("what came of delivery %s cannot be written", flight.delivery.key)
            self._unwritten.pop(0)

    def _as_plain(self, flight: Flight, refused: SendResult, beat: Beat) -> Flight | None:
        """The flight once more, without looks; None if its lease is not ours any more."""
        with self._store.writing() as tx:
            if not tx.outcomes.send_as_plain(flight.delivery, at=beat.moment(), detail=refused.detail):
                return None
        delivery = replace(flight.delivery, plain=True)
        return replace(flight, delivery=delivery, message=replace(flight.message, plain=True))

    def _alone(self, flight: Flight, refused: SendResult, beat: Beat) -> Flight | None:
        """The flight once more, in no thread, for its thread is gone; None if its lease is not ours any more."""
        message = replace(flight.message, replies_to=None)
        kept = replace(Message.from_json(flight.delivery.payload), replies_to=None).as_json()
        with self._store.writing() as tx:
            if not tx.outcomes.send_alone(flight.delivery, kept, at=beat.moment(), detail=refused.detail):
                return None
        _log.warning("delivery %s stands in no thread: %s", flight.delivery.key, refused.detail)
        return replace(flight, delivery=replace(flight.delivery, payload=kept), message=message)

    def _hand_over(self, flight: Flight, outlet: Outlet, beat: Beat) -> SendResult | None:
        """What the channel answered; None if it was not asked, because too little of the lease is left."""
        try:
            left = (flight.delivery.lease_until or beat.moment()) - self._latest_moment(beat)
        except StoreError:
            # Nothing has left: that it is due again is written as soon as the database can take it.
            self._unwritten.append((flight, handed_back(flight, "the database went away", beat.moment())))
            raise
        if beat.stopping.is_set() or left < outlet.limits.longest_call + LEASE_MARGIN:
            return None
        result = self.call(outlet, flight.message, flight.delivery.key)
        reach(Failpoint.AFTER_POST)
        if self._observe is not None and flight.notifications:
            self._observe(result.status, max(beat.moment() - flight.notifications[0].at, timedelta(0)))
        return result

    def _latest_moment(self, beat: Beat) -> datetime:
        """By our clock and by the database's: the monotonic one stands still while a machine sleeps."""
        server = self._store.clock()
        own = beat.moment()
        if server is None or beat.server_began is None:
            return own
        return max(own, beat.began + (server - beat.server_began))

    def _settle(self, flight: Flight, follows: Effects, beat: Beat) -> None:
        beat.deliveries[follows.outcome] += 1
        try:
            ours = self._write(flight, follows)
        except Exception:
            log_lines([follows.log])
            self._unwritten.append((flight, follows))
            raise
        if ours:
            log_lines([follows.log])

    def _write(self, flight: Flight, follows: Effects) -> bool:
        """Whether it was still ours to write."""
        with self._store.writing() as tx:
            written = tx.outcomes.write(flight, follows)
            reach(Failpoint.BEFORE_RECEIPT_COMMIT)
        reach(Failpoint.AFTER_RECEIPT_COMMIT)
        log_lines(written.gates.log)
        if not written.ours:
            _log.warning("delivery %s is not ours any more: its lease was over", flight.delivery.key)
        return written.ours


def log_lines(lines: Iterable[LogLine]) -> None:
    """Write these lines to the log of delivery."""
    for line in lines:
        _log.log(line.level, "%s", line.text)
