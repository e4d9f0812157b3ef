"""The sending itself: for each channel whose gate is open, claim one message, send it, record the answer.

One message at a time is claimed and nothing waits in memory, so stopping has nothing to give back but what is in
flight. `endings.py` says what follows from an answer, `messages.py` what is said, `corrections.py` sets right what a
moved date overtook; the heartbeat calls this whenever something may be due.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import SystemRandom
from threading import Event

from watchtracker.channels import Answer, Message, Outcome, Sender
from watchtracker.delivery import claiming, corrections, endings, recording, settling
from watchtracker.delivery.agenda import Agenda, read_agenda
from watchtracker.delivery.claiming import SEND_TIMEOUT, Flight, Terms
from watchtracker.delivery.looking import Looking
from watchtracker.delivery.pacing import Uniform
from watchtracker.delivery.recording import Result
from watchtracker.errors import StoreError
from watchtracker.failpoints import Failpoint, reach
from watchtracker.notifications import Channel, Notification, NotificationState
from watchtracker.store.deliveries import DeliveryState
from watchtracker.store.engine import Store, Transaction

# What must be left of the lease when a call begins, beyond what it may take.
LEASE_MARGIN = timedelta(seconds=5)

_CONSOLE = "console"
_log = logging.getLogger("watchtracker.delivery")

Observe = Callable[[Answer, timedelta], None]
Moment = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Report:
    """What one beat did: messages by how their delivery ended, corrections, notifications that ended unsent.

    `settled` counts what became of unknown deliveries.
    """

    deliveries: Mapping[str, int]
    corrections: int
    ended: int
    settled: Mapping[str, int] = field(default_factory=dict)

    @property
    def sent(self) -> int:
        """How many messages arrived."""
        return self.deliveries.get(Answer.SENT.value, 0)

    @property
    def busy(self) -> bool:
        """Whether anything was done at all."""
        return bool(self.deliveries or self.corrections or self.ended or self.settled)


@dataclass(slots=True)
class _Beat:
    """One beat while it runs: its clock, who may end it, and what it has done so far."""

    began: datetime
    server_began: datetime | None
    moment: Moment
    stopping: Event
    tick: Callable[[], None]
    deliveries: Counter[str] = field(default_factory=Counter)
    corrections: int = 0
    ended: int = 0
    settled: Counter[str] = field(default_factory=Counter)


class Delivery:
    """Delivers what `store` says is due to `channels`, through the sender of the same name in `senders`.

    A channel with `slack` None has no rate limit and no workspace behind it. Dead letters are announced in the channel
    that `fallback_channel` names, of those that have a sender. `probe` asks the workspace whether it accepts us;
    `observe` hears every answer with the time from due until then, `heard` what became of unknown deliveries. Slack is
    given `settle_seconds` to accept late what it did not answer in time.
    """

    def __init__(
        self,
        store: Store,
        channels: Sequence[Channel],
        senders: Mapping[str, Sender],
        *,
        public_url: str,
        lease_seconds: int = 60,
        fallback_channel: str = "console",
        probe: Callable[[], Outcome] | None = None,
        observe: Observe | None = None,
        heard: Callable[[str, int], None] | None = None,
        settle_seconds: float = 30,
        monotonic: Callable[[], float] = time.monotonic,
        uniform: Uniform | None = None,
    ) -> None:
        self._store = store
        self._channels = tuple(channel for channel in channels if channel.name in senders)
        self._senders = senders
        self._terms = Terms(public_url, timedelta(seconds=lease_seconds), timedelta(seconds=settle_seconds))
        self._fallback = _fallback(fallback_channel, self._channels, senders)
        self._probe = probe
        self._observe = observe or _unheard
        self._looking = Looking(store, senders, self._terms, heard or _unsaid)
        self._monotonic = monotonic
        self._uniform = uniform or SystemRandom().uniform
        self._slack = [channel.name for channel in channels if channel.slack is not None]
        self._unwritten: list[Result] = []

    def deliver_due(
        self, now: datetime, stopping: Event | None = None, tick: Callable[[], None] | None = None
    ) -> Report:
        """Send what is due at `now` as far as the gates allow: one message a Slack channel, all for a console.

        `stopping` set ends it after the message that is in flight, or before it if that has not left; `tick` is
        called before each message. Raises what the database raises; nothing is lost by that.
        """
        beat = _Beat(
            began=now,
            server_began=self._store.clock(),
            moment=_moments(now, self._monotonic),
            stopping=stopping or Event(),
            tick=tick or _unticked,
        )
        self._write_unwritten()
        agenda = read_agenda(self._store, [channel.name for channel in self._channels], now)
        self._give_up_leases(agenda, now)
        open_workspace = self._workspace_open(agenda, beat)
        for channel in self._channels:
            if open_workspace or channel.slack is None:
                self._settle_unknown(channel, agenda, beat)
        for channel in self._in_order(agenda):
            if open_workspace or channel.slack is None:
                self._serve(channel, agenda, beat)
        self._announce(beat, open_workspace=open_workspace)
        return Report(dict(beat.deliveries), beat.corrections, beat.ended, dict(beat.settled))

    def next_moment(self, now: datetime) -> datetime | None:
        """When the next message may go; it may be past. None if nothing is planned."""
        agenda = read_agenda(self._store, [channel.name for channel in self._channels], now)
        moments = [agenda.opens(channel.name, slack=channel.slack is not None) for channel in self._channels]
        moments += [agenda.looks_at(channel.name) for channel in self._channels]
        return min((moment for moment in moments if moment is not None), default=None)

    def begin(self, now: datetime, *, alone: bool) -> None:
        """Take up what earlier senders left: for whoever begins to send, before the first beat.

        What is held is looked for once more, since somebody may have invited the bot. What is under way is nobody's
        if we are the only one to send (`alone`): its sender ended without a word.
        """
        with self._store.writing() as tx:
            tx.unclear.reconsider(now)
            for one in tx.deliveries.in_state(DeliveryState.SENDING) if alone else []:
                proves_from = now + self._terms.proof
                tx.deliveries.give_up_lease(one.id or 0, now, proves_from=proves_from, whose_ever=True)
                _log.warning("delivery %s is unknown: its sender ended without saying what came of it", one.key)

    def retry(self, ids: Sequence[int] | None, now: datetime) -> list[int]:
        """Make dead notifications due again (None: all of them) and say which; the next beat sends them.

        Plan ahead before that beat: a date may have moved since they died.
        """
        with self._store.writing() as tx:
            return tx.deliveries.retry(ids, now)

    def _give_up_leases(self, agenda: Agenda, now: datetime) -> None:
        """What its sender said nothing of in time is unknown from now on; only looking it up can tell more."""
        for delivery_id in agenda.leases_over:
            with self._store.writing() as tx:
                one = tx.deliveries.by_id(delivery_id)
                proof = self._terms.settle if one.started_at <= now else self._terms.proof
                if tx.deliveries.give_up_lease(delivery_id, now, proves_from=now + proof):
                    _log.warning("delivery %s is unknown: its sender did not say in time what came of it", one.key)

    def _settle_unknown(self, channel: Channel, agenda: Agenda, beat: _Beat) -> None:
        """Look for what is unknown in a channel, if it is time to, and send again what is not there."""
        moment = agenda.looks_at(channel.name)
        if moment is None or moment > agenda.at or beat.stopping.is_set():
            return
        beat.tick()
        settled = self._looking.look(channel, beat.moment)
        beat.settled.update(settled.counts)
        for flight in settled.flights:
            self._send(flight, beat)

    def _workspace_open(self, agenda: Agenda, beat: _Beat) -> bool:
        """Whether the workspace accepts us; while it does not, it is asked once a minute, by one replica."""
        gate = agenda.workspace
        if gate is None or gate.closed_since is None:
            return True
        if self._probe is None or not gate.is_open(agenda.at):
            return self._probe is None and gate.is_open(agenda.at)
        with self._store.writing() as tx:
            if not recording.take_probe(tx, beat.moment()):
                return False
        beat.tick()
        outcome = self._probe()
        with self._store.writing() as tx:
            recording.record_workspace_gate(tx, outcome, beat.moment(), slack=self._slack)
        if outcome.answer is Answer.SENT:
            _log.warning("Slack accepts our credentials again: sending goes on")
        return outcome.answer is Answer.SENT

    def _in_order(self, agenda: Agenda) -> list[Channel]:
        """The channels that have something to send or to set right, the longest due first."""
        wanting = {one.delivery.channel for one in agenda.overtaken}
        due = {name: at for name, at in agenda.due.items() if at <= agenda.at}
        busy = [channel for channel in self._channels if channel.name in due or channel.name in wanting]
        return sorted(busy, key=lambda channel: (due.get(channel.name, agenda.at), channel.name))

    def _serve(self, channel: Channel, agenda: Agenda, beat: _Beat) -> None:
        """Send one message of a Slack channel, or all of a console."""
        if self._correct(channel, agenda, beat) and channel.slack is not None:
            return
        while not beat.stopping.is_set():
            with self._store.writing() as tx:
                claimed = claiming.claim(tx, channel, self._terms, beat.moment())
                reach(Failpoint.BEFORE_CLAIM_COMMIT)
            reach(Failpoint.AFTER_CLAIM_COMMIT)
            beat.ended += len(claimed.ended)
            _log_ended(claimed.ended)
            if claimed.flight is None:
                return
            if not self._send(claimed.flight, beat) or channel.slack is not None:
                return

    def _correct(self, channel: Channel, agenda: Agenda, beat: _Beat) -> bool:
        """Set one message right, if one needs it; whether the channel's turn is used up by that."""
        if all(one.delivery.channel != channel.name for one in agenda.overtaken):
            return False
        with self._store.writing() as tx:
            one = corrections.prepare(tx, channel, agenda.overtaken, beat.moment())
        if one is None:
            return False
        beat.tick()
        outcome = corrections.correct(self._store, one, lambda message, key: self._call(channel, message, key))
        beat.corrections += 1
        if outcome is None:
            return False
        with self._store.writing() as tx:
            self._record_gates(tx, channel, outcome, beat.moment())
        return True

    def _announce(self, beat: _Beat, *, open_workspace: bool) -> None:
        fallback = self._fallback
        if fallback is None or beat.stopping.is_set() or not (open_workspace or fallback.slack is None):
            return
        with self._store.reading() as tx:
            if not tx.deliveries.unannounced_dead():
                return
        with self._store.writing() as tx:
            flight = claiming.claim_announcement(tx, fallback, self._terms, beat.moment())
        if flight is not None:
            self._send(flight, beat)

    def _send(self, flight: Flight, beat: _Beat) -> bool:
        """Send what was claimed and write down what came of it; whether it left at all."""
        beat.tick()
        outcome = self._post(flight, beat)
        if outcome is not None and outcome.answer is Answer.PAYLOAD_REFUSED:
            _log.error("delivery %s: Slack refused the payload: %s", flight.delivery.key, outcome.detail)
            plain = self._as_plain(flight, outcome, beat)
            if plain is None:
                return False
            flight, outcome = plain, self._post(plain, beat)
        ending = endings.ending(outcome) if outcome else endings.handed_back("no time left, or stopping")
        at = beat.moment()
        looks = (at + settling.FIRST_LOOK, at + self._terms.proof)
        unknown = ending.state is DeliveryState.UNKNOWN
        self._settle(Result(flight, ending, at, outcome, looks if unknown else None), beat)
        return outcome is not None

    def _as_plain(self, flight: Flight, outcome: Outcome, beat: _Beat) -> Flight | None:
        """The same flight once more, without looks; None if its lease is not ours any more."""
        with self._store.writing() as tx:
            if not tx.deliveries.as_plain(flight.delivery, at=beat.moment(), detail=outcome.detail):
                return None
        delivery = replace(flight.delivery, plain=True)
        return replace(flight, delivery=delivery, message=replace(flight.message, plain=True))

    def _post(self, flight: Flight, beat: _Beat) -> Outcome | None:
        """What the channel answered; None if it was not asked, because too little of the lease is left."""
        try:
            left = (flight.delivery.lease_until or beat.moment()) - self._latest_moment(beat)
        except StoreError:
            # Nothing has left: that it is due again is written as soon as the database can take it.
            self._unwritten.append(Result(flight, endings.handed_back("the database went away"), beat.moment()))
            raise
        if beat.stopping.is_set() or left < SEND_TIMEOUT + LEASE_MARGIN:
            return None
        outcome = self._call(flight.channel, flight.message, flight.delivery.key)
        reach(Failpoint.AFTER_POST)
        for one in flight.notifications[:1]:
            self._observe(outcome.answer, max(beat.moment() - one.at, timedelta(0)))
        return outcome

    def _latest_moment(self, beat: _Beat) -> datetime:
        """By our clock and by the database's: the monotonic one stands still while a machine sleeps."""
        server = self._store.clock()
        own = beat.moment()
        if server is None or beat.server_began is None:
            return own
        return max(own, beat.began + (server - beat.server_began))

    def _call(self, channel: Channel, message: Message, key: str) -> Outcome:
        try:
            return self._senders[channel.name].send(message, key)
        except Exception as error:  # noqa: BLE001 - whether bytes left is not known, and other channels must not wait
            _log.exception("the channel %s failed on delivery %s", channel.name, key)
            return Outcome(Answer.UNCLEAR, f"{type(error).__name__}: {error}")

    def _settle(self, result: Result, beat: _Beat) -> None:
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
                self._record_gates(tx, flight.channel, result.outcome, result.at)
            reach(Failpoint.BEFORE_RECEIPT_COMMIT)
        reach(Failpoint.AFTER_RECEIPT_COMMIT)
        if not ours:
            _log.warning("delivery %s is not ours any more: its lease was over", flight.delivery.key)
        return ours

    def _record_gates(self, tx: Transaction, channel: Channel, outcome: Outcome, at: datetime) -> None:
        recording.record_gates(tx, channel, outcome, at, slack=self._slack, uniform=self._uniform)

    def _write_unwritten(self) -> None:
        """Results that the database could not take in an earlier beat."""
        while self._unwritten:
            self._write(self._unwritten[0])
            self._unwritten.pop(0)


def _unheard(answer: Answer, lag: timedelta) -> None:
    """Nobody wants to hear of answers."""
    del answer, lag


def _unsaid(what: str, number: int) -> None:
    """Nobody wants to hear what became of unknown deliveries."""
    del what, number


def _unticked() -> None:
    """Nobody wants to know that the beat goes on."""


def _moments(now: datetime, monotonic: Callable[[], float]) -> Moment:
    """The clock of a beat: it starts at `now` and runs on as the monotonic one does."""
    began = monotonic()
    return lambda: now + timedelta(seconds=monotonic() - began)


def _fallback(name: str, channels: Iterable[Channel], senders: Mapping[str, Sender]) -> Channel | None:
    """The channel that hears of dead letters: the one of the settings, else the console if there is one."""
    found = next((channel for channel in channels if channel.name == name), None)
    if found is None and _CONSOLE in senders:
        return Channel(name=_CONSOLE, zone="UTC")
    return found


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


def _log_ended(ended: Iterable[Notification]) -> None:
    for one in ended:
        level = logging.ERROR if one.state is NotificationState.DEAD else logging.INFO
        _log.log(level, "%s is %s: %s", one.key, one.state.value, one.reason)
