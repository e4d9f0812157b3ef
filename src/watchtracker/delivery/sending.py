"""The sending itself: for each channel whose gate is open, claim one message, send it, record the answer.

One message at a time is claimed and nothing waits in memory, so stopping has nothing to give back but what is in
flight. `posting.py` hands a message over, `looking.py` looks for what is unknown, `corrections.py` sets right what a
moved date overtook; the heartbeat calls this whenever something may be due.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import SystemRandom
from threading import Event
from types import MappingProxyType

from watchtracker.channels import Answer, Sender, SendResult
from watchtracker.delivery import claiming, corrections, recording
from watchtracker.delivery.agenda import Agenda, read_agenda
from watchtracker.delivery.claiming import Terms
from watchtracker.delivery.looking import Looking
from watchtracker.delivery.outlets import Account, Outlets
from watchtracker.delivery.pacing import Uniform
from watchtracker.delivery.posting import Beat, Moment, Observe, Posting
from watchtracker.failpoints import Failpoint, reach
from watchtracker.items import Kind
from watchtracker.notifications import Channel, Notification, NotificationState, reasons
from watchtracker.store.deliveries import DeliveryState
from watchtracker.store.engine import Store, Transaction
from watchtracker.wording.reasons import sentence

_CONSOLE = "console"
_log = logging.getLogger("watchtracker.delivery")


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


class Delivery:
    """Delivers what `store` says is due to `channels`, through the sender of the same name in `senders`.

    What a channel can bear its sender says. Dead letters are announced in the channel that `fallback_channel` names, of
    those that have a sender. `probes` ask, each for a shared gate, whether we are accepted; `observe` hears every
    answer with the time from due until then, `heard` what became of unknown deliveries. The other side is given
    `settle_seconds` to accept late what it did not answer in time.
    """

    def __init__(
        self,
        store: Store,
        channels: Sequence[Channel],
        senders: Mapping[str, Sender],
        *,
        public_url: str,
        intervals: Mapping[Kind, str] = MappingProxyType({}),
        lease_seconds: int = 60,
        fallback_channel: str = "console",
        probes: Mapping[str, Callable[[], SendResult]] = MappingProxyType({}),
        observe: Observe | None = None,
        heard: Callable[[str, int], None] | None = None,
        settle_seconds: float = 30,
        monotonic: Callable[[], float] = time.monotonic,
        uniform: Uniform | None = None,
    ) -> None:
        self._store = store
        self._channels = tuple(channel for channel in channels if channel.name in senders)
        lease, settle = timedelta(seconds=lease_seconds), timedelta(seconds=settle_seconds)
        self._terms = Terms(public_url, lease, settle, intervals)
        self._fallback = _fallback(fallback_channel, self._channels, senders)
        self._probes = probes
        self._outlets = Outlets(self._channels, senders)
        spread = uniform or SystemRandom().uniform
        self._posting = Posting(store, self._outlets, self._terms, observe=observe, uniform=spread)
        self._looking = Looking(store, self._outlets, self._terms, heard or _unsaid)
        self._monotonic = monotonic
        # What was announced there has to be settled too, also where nothing else is sent there.
        unnamed = [self._fallback] if self._fallback is not None and self._fallback not in self._channels else []
        self._looked_in = (*self._channels, *unnamed)

    def deliver_due(
        self, now: datetime, stopping: Event | None = None, tick: Callable[[], None] | None = None
    ) -> Report:
        """Send what is due at `now` as far as the gates allow: one message a channel, or all for one that can bear it.

        `stopping` set ends it after the message that is in flight, or before it if that has not left; `tick` is
        called before each message. Raises what the database raises; nothing is lost by that.
        """
        beat = Beat(
            began=now,
            server_began=self._store.clock(),
            moment=_moments(now, self._monotonic),
            stopping=stopping or Event(),
            tick=tick or _unticked,
        )
        self._posting.write_unwritten()
        agenda = read_agenda(self._store, [channel.name for channel in self._channels], now)
        self._give_up_leases(agenda, now)
        for account in self._outlets.accounts():
            if not self._accepted(account, agenda, beat):
                beat.refused.add(account.gate)
        for channel in self._looked_in:
            if beat.may_send(self._outlets.limits(channel)):
                beat.guard(channel, partial(self._settle_unknown, channel, agenda, beat))
        for channel in self._in_order(agenda):
            if beat.may_send(self._outlets.limits(channel)):
                beat.guard(channel, partial(self._serve, channel, agenda, beat))
        self._announce(beat)
        if beat.failed:
            raise beat.failed[0]
        return Report(dict(beat.deliveries), beat.corrections, beat.ended, dict(beat.settled))

    def next_moment(self, now: datetime) -> datetime | None:
        """When the next message may go; it may be past. None if nothing is planned."""
        agenda = read_agenda(self._store, [channel.name for channel in self._channels], now)
        moments = [agenda.opens(channel.name, self._outlets.limits(channel)) for channel in self._channels]
        moments += [agenda.looks_at(one.name, self._outlets.limits(one)) for one in self._looked_in]
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
                tx.deliveries.give_up_lease(one.id, now, proves_from=proves_from, whose_ever=True)
                _log.warning("delivery %s is unknown: its sender ended without saying what came of it", one.key)
            self._end_of_gone_channels(tx, now)

    def _end_of_gone_channels(self, tx: Transaction, now: datetime) -> None:
        """What is unknown in a channel that was taken out of the settings ends so: nobody can look there any more."""
        for one in tx.unclear.of_other_channels([channel.name for channel in self._channels]):
            why = sentence(reasons.CHANNEL_GONE_UNSEEN)
            tx.unclear.end(one.id, now, why)
            tx.deliveries.end_members(one.id, NotificationState.CANCELLED, reason=reasons.CHANNEL_GONE_UNSEEN)
            tx.deliveries.note(one.id, now, "ended", why)
            _log.warning("%s to %s: %s", one.key, one.channel, why)

    def prove_anew(self, now: datetime) -> None:
        """The clock was set: how long something has been unknown cannot be told by it, and is counted anew."""
        with self._store.writing() as tx:
            tx.unclear.prove_anew(now + self._terms.proof)

    def _give_up_leases(self, agenda: Agenda, now: datetime) -> None:
        """What its sender said nothing of in time is unknown from now on; only looking it up can tell more."""
        for delivery_id in agenda.leases_over:
            with self._store.writing() as tx:
                one = tx.deliveries.by_id(delivery_id)
                proof = self._terms.settle if one.started_at <= now else self._terms.proof
                if tx.deliveries.give_up_lease(delivery_id, now, proves_from=now + proof):
                    _log.warning("delivery %s is unknown: its sender did not say in time what came of it", one.key)

    def _settle_unknown(self, channel: Channel, agenda: Agenda, beat: Beat) -> None:
        """Look for what is unknown in a channel, if it is time to, and send again what is not there."""
        moment = agenda.looks_at(channel.name, self._outlets.limits(channel))
        if moment is None or moment > agenda.at:
            return
        beat.tick()
        settled = self._looking.look(channel, beat.moment)
        beat.settled.update(settled.counts)
        for flight in settled.flights:
            self._posting.send(flight, beat)

    def _accepted(self, account: Account, agenda: Agenda, beat: Beat) -> bool:
        """Whether an account is accepted; while it is not, that is asked once a minute, by one replica."""
        gate = agenda.gates.get(account.gate)
        if gate is None or gate.closed_since is None:
            return True
        if not gate.is_open(agenda.at):
            return False
        probe = self._probes.get(account.gate)
        if probe is None:
            return True
        with self._store.writing() as tx:
            if not recording.take_probe(tx, account, beat.moment()):
                return False
        beat.tick()
        outcome = probe()
        with self._store.writing() as tx:
            recording.record_account_gate(tx, outcome, beat.moment(), account)
        if outcome.answer is Answer.SENT:
            _log.warning("%s accepts our credentials again: sending goes on", account.called)
        return outcome.answer is Answer.SENT

    def _in_order(self, agenda: Agenda) -> list[Channel]:
        """The channels that have something to send or to set right, the longest due first."""
        wanting = {one.delivery.channel for one in agenda.overtaken}
        due = {name: at for name, at in agenda.due.items() if at <= agenda.at}
        busy = [channel for channel in self._channels if channel.name in due or channel.name in wanting]
        return sorted(busy, key=lambda channel: (due.get(channel.name, agenda.at), channel.name))

    def _serve(self, channel: Channel, agenda: Agenda, beat: Beat) -> None:
        """Send one message of a channel, or all if it can bear them; set one right only where none is due.

        What is due comes first: an edit that is never answered would hold it up for ever.
        """
        limits = self._outlets.limits(channel)
        while beat.may_send(limits):
            with self._store.writing() as tx:
                claimed = claiming.claim(tx, channel, limits, self._terms, beat.moment())
                reach(Failpoint.BEFORE_CLAIM_COMMIT)
            reach(Failpoint.AFTER_CLAIM_COMMIT)
            beat.ended += len(claimed.ended)
            _log_ended(claimed.ended)
            if claimed.flight is None:
                self._correct(channel, agenda, beat)
                return
            if not self._posting.send(claimed.flight, beat) or limits.one_per_beat:
                return

    def _correct(self, channel: Channel, agenda: Agenda, beat: Beat) -> None:
        """Set one message right, if one needs it and may be now."""
        if all(one.delivery.channel != channel.name for one in agenda.overtaken):
            return
        with self._store.writing() as tx:
            limits, url = self._outlets.limits(channel), self._terms.public_url
            one = corrections.prepare(tx, channel, limits, agenda.overtaken, at=beat.moment(), public_url=url)
        if one is None:
            return
        beat.tick()
        outcome = corrections.correct(self._store, one, lambda message, key: self._posting.call(channel, message, key))
        beat.corrections += 1
        if outcome is not None:
            with self._store.writing() as tx:
                self._posting.record_gates(tx, channel, outcome, beat.moment())

    def _announce(self, beat: Beat) -> None:
        fallback = self._fallback
        if fallback is None:
            return
        limits = self._outlets.limits(fallback)
        if not beat.may_send(limits):
            return
        with self._store.reading() as tx:
            if not tx.deliveries.unannounced_dead():
                return
        with self._store.writing() as tx:
            flight = claiming.claim_announcement(tx, fallback, limits, self._terms, beat.moment())
        if flight is not None:
            self._posting.send(flight, beat)


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


def _log_ended(ended: Iterable[Notification]) -> None:
    for one in ended:
        level = logging.ERROR if one.state is NotificationState.DEAD else logging.INFO
        _log.log(level, "%s is %s: %s", one.key, one.state.value, sentence(one.reason) if one.reason else None)
