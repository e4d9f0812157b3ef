"""The dispatcher: for each channel whose gate is open, lease one message, send it, and write down the answer.

One message at a time is leased and nothing waits in memory, so stopping has nothing to give back but what is in
flight. A beat reads first what there is to do: most beats find nothing, and then cost one reading transaction and no
lock. What is read there is only a reason to look closer; `leasing.py` decides under its locks.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import SystemRandom
from threading import Event
from types import MappingProxyType

from watchtracker.channels import Outlet, Outlets, Sender
from watchtracker.delivery import corrections, leasing
from watchtracker.delivery.attempts import Attempts, Beat, Observe, Pulse, log_lines
from watchtracker.delivery.leasing import Terms
from watchtracker.delivery.reconciler import Heard, Reconciler
from watchtracker.errors import StoreError
from watchtracker.failpoints import Failpoint, reach
from watchtracker.items import Kind
from watchtracker.notifications import Channel, LeadTime, Notification, NotificationState, reasons
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.outbox.backoff import Uniform, account_after, probing
from watchtracker.outbox.messages import SendResult, SendStatus
from watchtracker.outbox.records import (
    LONGEST_PUT_OFF,
    Account,
    AttemptEvent,
    DeliveryState,
    Gate,
    Overtaken,
)
from watchtracker.store.engine import Store, Transaction
from watchtracker.targets import CONSOLE
from watchtracker.wording.reasons import sentence

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
        return self.deliveries.get(SendStatus.SENT.value, 0)

    @property
    def busy(self) -> bool:
        """Whether anything was done at all."""
        return bool(self.deliveries or self.corrections or self.ended or self.settled)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What there was to do at the moment `at`.

    `due` has the first planned notification of each channel, `looks` when to look there for what is unknown. `people`
    are the outlets of those to whom something goes alone.
    """

    at: datetime
    due: dict[str, datetime]
    gates: dict[str, Gate]
    leases_over: list[int]
    looks: dict[str, datetime]
    overtaken: list[Overtaken]
    people: Sequence[Outlet] = ()

    def opens(self, outlet: Outlet) -> datetime | None:
        """When the next message of an outlet may go: due, and all its gates open; None if nothing is planned."""
        name = outlet.channel.name
        wanting = any(found.delivery.channel == name for found in self.overtaken)
        first = self.at if wanting else self.due.get(name)
        if first is None:
            return None
        scopes = (outlet.gate, outlet.limits.shared_gate, outlet.pace)
        return max([first, *(self._opens(scope) for scope in scopes if scope)])

    def looks_at(self, outlet: Outlet) -> datetime | None:
        """When to look in the channel of an outlet next for what is unknown; None if nothing is."""
        limits, first = outlet.limits, self.looks.get(outlet.channel.name)
        if first is None:
            return None
        # What is put off for longer than anything puts it off was put off by a clock that was set back since.
        first = self.at if first > self.at + LONGEST_PUT_OFF else first
        return max([first, *(self._opens(scope) for scope in (limits.reading_gate, limits.shared_gate) if scope)])

    def _opens(self, scope: str) -> datetime:
        gate = self.gates.get(scope)
        return self.at if gate is None or gate.is_open(self.at) else gate.open_at


class Dispatcher:
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
        leads: Mapping[Kind, tuple[LeadTime, ...]] = MappingProxyType(DEFAULT_LEADS),
        lease_seconds: int = 60,
        fallback_channel: str = CONSOLE,
        probes: Mapping[str, Callable[[], SendResult]] = MappingProxyType({}),
        observe: Observe | None = None,
        heard: Heard | None = None,
        settle_seconds: float = 30,
        monotonic: Callable[[], float] = time.monotonic,
        uniform: Uniform | None = None,
    ) -> None:
        self._store = store
        channels = [channel for channel in channels if channel.name in senders]
        lease, settle = timedelta(seconds=lease_seconds), timedelta(seconds=settle_seconds)
        self._terms = Terms(public_url, lease, settle, intervals, leads)
        self._probes = probes
        self._outlets = Outlets(channels, senders)
        self._drawn_in = [outlet.channel.name for outlet in self._outlets if outlet.limits.edits]
        spread = uniform or SystemRandom().uniform
        self._attempts = Attempts(store, observe=observe, uniform=spread)
        self._reconciler = Reconciler(store, self._terms, heard)
        self._monotonic = monotonic
        # What was announced there has to be reconciled too, also where nothing else is sent there.
        self._fallback = _fallback(fallback_channel, self._outlets, senders)
        unnamed = [self._fallback] if self._fallback is not None and self._fallback not in self._outlets else []
        self._looked_in = (*self._outlets, *unnamed)

    def dispatch(self, now: datetime, stopping: Event | None = None, pulse: Pulse | None = None) -> Report:
        """Send what is due at `now` as far as the gates allow: one message a channel, or all for one that can bear it.

        `stopping` set ends it after the message that is in flight, or before it if that has not left; `pulse` ticks
        before each message. Raises what the database raises; nothing is lost by that.
        """
        beat = Beat(
            began=now,
            server_began=self._store.clock(),
            monotonic=self._monotonic,
            stopping=stopping or Event(),
            pulse=pulse or Pulse(self._monotonic),
            started=self._monotonic(),
        )
        self._attempts.write_unwritten()
        agenda = self._agenda(now)
        self._give_up_leases(agenda, now)
        beat.refused |= {
            account.gate for account in self._outlets.accounts if not self._accepted(account, agenda, beat)
        }
        self._each((*self._looked_in, *agenda.people), self._reconcile, agenda, beat)
        self._each(self._in_order(agenda), self._serve, agenda, beat)
        self._announce(beat)
        if beat.failed:
            raise beat.failed[0]
        return Report(dict(beat.deliveries), beat.corrections, beat.ended, dict(beat.settled))

    def next_moment(self, now: datetime) -> datetime | None:
        """When the next message may go; it may be past. None if nothing is planned."""
        agenda = self._agenda(now)
        moments = [agenda.opens(outlet) for outlet in (*self._outlets, *agenda.people)]
        moments += [agenda.looks_at(outlet) for outlet in (*self._looked_in, *agenda.people)]
        return min((moment for moment in moments if moment is not None), default=None)

    def begin(self, now: datetime, *, alone: bool) -> None:
        """Take up what earlier senders left: for whoever begins to send, before the first beat.

        What is held is looked for once more, since somebody may have invited the bot. What is under way is nobody's
        if we are the only one to send (`alone`): its sender ended without a word.
        """
        with self._store.writing() as tx:
            tx.unknown.reconsider(now)
            for delivery in tx.deliveries.in_state(DeliveryState.SENDING) if alone else []:
                tx.outcomes.give_up_lease(delivery.id, now, proves_from=self._proven_from(now), sender_gone=True)
                _log.warning("delivery %s is unknown: its sender ended without saying what came of it", delivery.key)
            self._end_of_gone_channels(tx, now)

    def prove_anew(self, now: datetime) -> None:
        """The clock was set: how long something has been unknown cannot be told by it, and is counted anew."""
        with self._store.writing() as tx:
            tx.unknown.prove_anew(self._proven_from(now))

    def _proven_from(self, begun: datetime) -> datetime:
        """When a message to whichever channel that was begun then, and is not there, will not come any more."""
        return begun + self._outlets.longest_call + self._terms.settle

    def _agenda(self, at: datetime) -> Agenda:
        with self._store.reading() as tx:
            looks, overtaken = tx.unknown.next_looks(), tx.corrections.wanted(at, self._drawn_in)
            # Whoever is to be told something, and whoever a message is on its way to.
            names = [*tx.queue.channels(), *looks, *(found.delivery.channel for found in overtaken)]
            people = self._outlets.of_people(names)
            return Agenda(
                at=at,
                due=tx.queue.next_due([outlet.channel.name for outlet in (*self._outlets, *people)]),
                gates=tx.gates.all(),
                leases_over=tx.deliveries.leases_run_out(at),
                looks=looks,
                overtaken=overtaken,
                people=people,
            )

    def _each(
        self,
        outlets: Iterable[Outlet],
        work: Callable[[Outlet, Agenda, Beat], None],
        agenda: Agenda,
        beat: Beat,
    ) -> None:
        """Do the work of each channel; a mistake that one meets must not keep the others waiting.

        What the database refuses concerns all of them, and is raised.
        """
        for outlet in outlets:
            if not beat.may_send(outlet.limits):
                continue
            try:
                work(outlet, agenda, beat)
            except StoreError:
                raise
            except Exception as error:  # noqa: BLE001 - kept, and raised when the others have had their turn
                _log.error("the beat of %s failed: %s", outlet.channel.name, error)
                beat.failed.append(error)

    def _give_up_leases(self, agenda: Agenda, now: datetime) -> None:
        """What its sender said nothing of in time is unknown from now on; only looking it up can tell more."""
        for delivery_id in agenda.leases_over:
            with self._store.writing() as tx:
                delivery = tx.deliveries.by_id(delivery_id)
                # Its call ended long before its lease did, unless it was begun by a clock that was set back since.
                ended = delivery.started_at <= now
                proves_from = now + self._terms.settle if ended else self._proven_from(now)
                if tx.outcomes.give_up_lease(delivery_id, now, proves_from=proves_from):
                    _log.warning("delivery %s is unknown: its sender did not say in time what came of it", delivery.key)

    def _end_of_gone_channels(self, tx: Transaction, now: datetime) -> None:
        """What is unknown in a channel that was taken out of the settings ends so: nobody can look there any more."""
        gone = reasons.CHANNEL_GONE_UNSEEN
        outlets = (*self._looked_in, *self._outlets.of_people(tx.unknown.next_looks()))
        for delivery in tx.unknown.of_other_channels([outlet.channel.name for outlet in outlets]):
            tx.unknown.end(delivery.id, now, sentence(gone))
            tx.outcomes.end_members(delivery.id, NotificationState.CANCELLED, reason=gone)
            tx.deliveries.note(delivery.id, now, AttemptEvent.ENDED, sentence(gone))
            _log.warning("%s to %s: %s", delivery.key, delivery.channel, sentence(gone))

    def _accepted(self, account: Account, agenda: Agenda, beat: Beat) -> bool:
        """Whether an account is accepted; while it is not, that is asked once a minute, by one replica.

        Where nothing can be asked without a message, the oldest message asks.
        """
        gate = agenda.gates.get(account.gate)
        if gate is None or gate.closed_since is None:
            return True
        if not gate.is_open(agenda.at):
            return False
        probe = self._probes.get(account.gate)
        if probe is None:
            return True
        with self._store.writing() as tx:
            held = tx.gates.hold(account.gate, beat.moment())
            ours = None if held is None else probing(held, beat.moment())
            if ours is None:
                return False
            tx.gates.set(ours)
        beat.pulse.tick()
        result = probe()
        with self._store.writing() as tx:
            changed = tx.gates.update(lambda gates: account_after(result, account, gates), beat.moment())
        log_lines(changed.log)
        if result.status is SendStatus.SENT:
            _log.warning("%s accepts our credentials again: sending goes on", account.called)
        return result.status is SendStatus.SENT

    def _in_order(self, agenda: Agenda) -> list[Outlet]:
        """Where there is something to send or to correct, the longest due first."""
        wanting = {found.delivery.channel for found in agenda.overtaken}
        due = {name: at for name, at in agenda.due.items() if at <= agenda.at}
        outlets = (*self._outlets, *agenda.people)
        busy = [outlet for outlet in outlets if outlet.channel.name in due or outlet.channel.name in wanting]
        return sorted(busy, key=lambda outlet: (due.get(outlet.channel.name, agenda.at), outlet.channel.name))

    def _reconcile(self, outlet: Outlet, agenda: Agenda, beat: Beat) -> None:
        """Look for what is unknown in a channel, if it is time to, and send again what is not there."""
        moment = agenda.looks_at(outlet)
        if moment is None or moment > agenda.at:
            return
        beat.pulse.tick()
        reconciled = self._reconciler.look(outlet, beat.moment)
        beat.settled.update(reconciled.counts)
        for flight in reconciled.flights:
            self._attempts.send(flight, outlet, beat)

    def _serve(self, outlet: Outlet, agenda: Agenda, beat: Beat) -> None:
        """Send one message of a channel, or all if it can bear them; correct one only where none is due.

        What is due comes first: an edit that is never answered would hold it up for ever.
        """
        while beat.may_send(outlet.limits):
            with self._store.writing() as tx:
                leased = leasing.lease(tx, outlet, self._terms, beat.moment())
                reach(Failpoint.BEFORE_CLAIM_COMMIT)
            reach(Failpoint.AFTER_CLAIM_COMMIT)
            beat.ended += len(leased.ended)
            _log_ended(leased.ended)
            if leased.flight is None:
                self._correct(outlet, agenda, beat)
                return
            if not self._attempts.send(leased.flight, outlet, beat) or outlet.limits.one_per_beat:
                return

    def _correct(self, outlet: Outlet, agenda: Agenda, beat: Beat) -> None:
        """Correct one message, if one needs it and may be now."""
        if all(found.delivery.channel != outlet.channel.name for found in agenda.overtaken):
            return
        with self._store.writing() as tx:
            at, url = beat.moment(), self._terms.public_url
            pending = corrections.prepare(tx, outlet, agenda.overtaken, at=at, public_url=url)
        if pending is None:
            return
        beat.pulse.tick()
        result = corrections.correct(
            self._store, pending, lambda message, key: self._attempts.call(outlet, message, key)
        )
        beat.corrections += 1
        if result is not None:
            self._attempts.change_gates(outlet, result, beat.moment())

    def _announce(self, beat: Beat) -> None:
        """Tell the fallback channel of dead letters that it has not heard of."""
        fallback = self._fallback
        if fallback is None or not beat.may_send(fallback.limits):
            return
        with self._store.reading() as tx:
            if not tx.deliveries.unannounced_dead():
                return
        with self._store.writing() as tx:
            flight = leasing.lease_announcement(tx, fallback, self._terms, beat.moment())
        if flight is not None:
            self._attempts.send(flight, fallback, beat)


def _fallback(name: str, outlets: Iterable[Outlet], senders: Mapping[str, Sender]) -> Outlet | None:
    """The outlet that hears of dead letters: the one of the settings, else the console if there is one."""
    found = next((outlet for outlet in outlets if outlet.channel.name == name), None)
    if found is None and CONSOLE in senders:
        return Outlet.of(Channel(name=CONSOLE, zone="UTC"), senders[CONSOLE])
    return found


def _log_ended(ended: Iterable[Notification]) -> None:
    for notification in ended:
        level = logging.ERROR if notification.state is NotificationState.DEAD else logging.INFO
        why = sentence(notification.reason) if notification.reason else None
        _log.log(level, "%s is %s: %s", notification.key, notification.state.value, why)
