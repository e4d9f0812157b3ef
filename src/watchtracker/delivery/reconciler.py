"""The reconciler: what is unknown is looked for in its channel, and what the look proves is written down.

One replica at a time looks in a channel, and no transaction is open while it waits for the answer. A search that had
to stop, because the rate of reading is low, goes on where it was. `outbox.reconciliation` knows what a search proves.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import assert_never

from watchtracker.channels import Finder, HasThreads, Outlet
from watchtracker.delivery.leasing import Terms, lease_again, open_slot, opens_at, take_slot
from watchtracker.notifications import Notification, NotificationState, Reason, reasons
from watchtracker.outbox.backoff import after_reading
from watchtracker.outbox.messages import Limits, Message, MessageForm, Receipt
from watchtracker.outbox.reconciliation import (
    FIRST_LOOK,
    Absent,
    Arrived,
    GiveUp,
    KeepUnknown,
    LookAgain,
    Reading,
    Repeat,
    ResendTerms,
    SayAnew,
    Search,
    Unreadable,
    proof,
    read_from,
    times_repeated,
    unseen,
)
from watchtracker.outbox.records import AttemptEvent, Flight, Look
from watchtracker.store.engine import Store, Transaction

_SOON = timedelta(seconds=1)
# What a look has for reading: a search may take as long once more, and its lease is longer than both.
_LONGEST_LOOK = timedelta(seconds=10)
_log = logging.getLogger("watchtracker.delivery")

Heard = Callable[[str, int], None]


@dataclass(slots=True)
class Reconciled:
    """What came of a look: messages to send again, doubles to take back, and how many ended in which way."""

    flights: list[Flight] = field(default_factory=list)
    doubles: list[Receipt] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, event: AttemptEvent) -> None:
        """One more ended so."""
        self.counts[event.value] = self.counts.get(event.value, 0) + 1


class Reconciler:
    """Looks in channels; `heard` is told what became of unknown deliveries, and how many."""

    def __init__(self, store: Store, terms: Terms, heard: Heard | None) -> None:
        self._store = store
        self._terms = terms
        self._heard = heard
        self._searches: dict[tuple[str, Receipt | None], Search] = {}

    def look(self, outlet: Outlet, moment: Callable[[], datetime]) -> Reconciled:
        """Look once for all that is unknown in the channel of `outlet`; what is to be sent again is ours to send."""
        looks, where = self._take(outlet, moment())
        if not looks:
            return Reconciled()
        searches = self._searched(outlet, looks, where, moment)
        last = next((search for search in searches if search.reading is Reading.TRY_LATER), searches[-1])
        with self._store.writing() as tx:
            at = moment()
            reconciled = self._reconcile(tx, outlet, looks, searches, at=at)
            found = AttemptEvent.FOUND.value in reconciled.counts
            tx.gates.update(lambda gates: after_reading(last, outlet.limits, gates, arrived=found), at)
        for double in reconciled.doubles:
            self._take_back(outlet, double, reconciled)
        if self._heard is not None:
            for what, number in reconciled.counts.items():
                self._heard(what, number)
        return reconciled

    def proven_from(self, limits: Limits, at: datetime) -> datetime:
        """When a message that was begun at `at` and is not in its channel will not come any more."""
        return at + limits.longest_call + self._terms.settle

    def _take(self, outlet: Outlet, at: datetime) -> tuple[Sequence[Look], str | None]:
        """The looks that are ours to take now, and the channel's name in receipts."""
        channel, limits = outlet.channel, outlet.limits
        with self._store.writing() as tx:
            if _closed(tx, limits, at):
                return [], None
            # Its first look comes a while after a message became unknown: its call ended so long ago already.
            proves_from = self.proven_from(limits, at - FIRST_LOOK)
            looks = tx.unknown.take(channel.name, at, at + self._terms.lease, proves_from=proves_from)
            return looks, tx.unknown.known_as(channel.name)

    def _searched(
        self, outlet: Outlet, looks: Sequence[Look], where: str | None, moment: Callable[[], datetime]
    ) -> list[Search]:
        """For each look a search of where its message would be: in the channel, or in the thread that it replies to.

        Once the other side asks for patience, or much of our time is over, nothing more is asked for now.
        """
        ends = moment() + _LONGEST_LOOK
        found: dict[Receipt | None, Search] = {}
        waits: Search | None = None
        threads = [Message.thread_in(look.delivery.payload) for look in looks]
        for thread in dict.fromkeys(threads):
            if waits is not None:
                found[thread] = Search(waits.reading, waits.began, detail=waits.detail, retry_after=waits.retry_after)
                continue
            these = [look for look, of in zip(looks, threads, strict=True) if of == thread]
            found[thread] = self._search(outlet, these, where, thread, moment())
            if found[thread].reading is Reading.TRY_LATER:
                waits = found[thread]
            elif moment() > ends:
                waits = Search(Reading.TRY_LATER, moment(), detail="there is more to read")
        return [found[thread] for thread in threads]

    def _search(
        self, outlet: Outlet, looks: Sequence[Look], where: str | None, thread: Receipt | None, at: datetime
    ) -> Search:
        finder, channel = outlet.sender, outlet.channel
        if not isinstance(finder, Finder):
            return Search(Reading.IMPOSSIBLE, at, detail="what arrived there cannot be read")
        since = read_from(looks, at)
        begun = self._searches.pop((channel.name, thread), None)
        if begun is not None and begun.since is not None and begun.since > since:
            begun = None  # it began too late for what has become unknown meanwhile
        try:
            if thread is None:
                search = finder.find(since, at, where, begun)
            elif isinstance(finder, HasThreads):
                search = finder.find_replies(thread, since, at, begun)
            else:
                search = Search(Reading.IMPOSSIBLE, at, detail="what arrived in its threads cannot be read")
        except Exception as error:  # noqa: BLE001 - as with sending, other channels must not wait for it
            _log.exception("looking for unknown deliveries in %s failed", channel.name)
            return Search(Reading.UNCLEAR, at, detail=f"{type(error).__name__}: {error}")
        if search.reading is Reading.TRY_LATER and search.cursor is not None:
            self._searches[channel.name, thread] = search
        return search

    def _reconcile(
        self, tx: Transaction, outlet: Outlet, looks: Sequence[Look], searches: Sequence[Search], *, at: datetime
    ) -> Reconciled:
        """Write what the search for each of these looks proves, all in one transaction."""
        reconciled = Reconciled()
        members = [tuple(tx.deliveries.read(tx.deliveries.members(look.delivery.id))) for look in looks]
        # All of them at once and in their order, as every change of items does, or the two could wait for each other.
        tx.items.lock(sorted({member.item for found in members for member in found if member.item is not None}))
        for look, search, found in zip(looks, searches, members, strict=True):
            _Reconciling(tx, outlet, self._terms, at, reconciled, look, found).end(proof(look, search, at))
        return reconciled

    def _take_back(self, outlet: Outlet, double: Receipt, reconciled: Reconciled) -> None:
        """Delete the newer one of two messages with one key."""
        finder = outlet.sender
        if isinstance(finder, Finder):
            result = finder.take_back(double)
            reconciled.count(AttemptEvent.DOUBLED)
            _log.error("a message arrived twice in %s; deleting the newer: %s", outlet.channel.name, result.status)


def _closed(tx: Transaction, limits: Limits, at: datetime) -> bool:
    """Whether the other side asked for patience with reading, perhaps while another channel was read."""
    gate = tx.gates.get(limits.reading_gate) if limits.reading_gate else None
    return gate is not None and not gate.is_open(at)


@dataclass(frozen=True, slots=True)
class _Reconciling:
    """One look, with the notifications of its delivery, being reconciled at the moment `at`."""

    tx: Transaction
    outlet: Outlet
    terms: Terms
    at: datetime
    reconciled: Reconciled
    look: Look
    members: tuple[Notification, ...]

    def end(self, proven: Arrived | LookAgain | Absent | Unreadable) -> None:
        """Write down what the look came to, and what follows from it."""
        match proven:
            case Arrived(receipt, doubles):
                self.reconciled.doubles += doubles
                self._arrived(receipt)
            case LookAgain():
                self._look_again(proven)
            case Absent() | Unreadable():
                self._unseen(proven)
            case _:
                assert_never(proven)

    def _arrived(self, receipt: Receipt) -> None:
        if self.tx.unknown.found(self.look, receipt, self.at):
            self._end_members(NotificationState.SENT, None, sent_at=self.at)
            self._note(AttemptEvent.FOUND, "it was unknown, and has arrived", logging.INFO)

    def _unseen(self, proven: Absent | Unreadable) -> None:
        unknown = self.tx.unknown
        match unseen(proven, self.look, self._resend_terms(), self.at):
            case LookAgain() as again:
                self._look_again(again)
            case Repeat() as repeat:
                self._repeat(repeat)
            case SayAnew(detail, doubt):
                if unknown.dissolve(self.look, self.at, detail):
                    self._end_members(NotificationState.PLANNED, reasons.MAYBE_SENT if doubt else None)
                    self._note(AttemptEvent.REPEATED if doubt else AttemptEvent.RENEWED, detail, logging.WARNING)
            case GiveUp(detail):
                if unknown.give_up(self.look, self.at, detail):
                    self._end_members(NotificationState.DEAD, reasons.GIVEN_UP)
                    self._note(AttemptEvent.GIVEN_UP, f"nobody answered for 72 hours: {detail}", logging.ERROR)
            case KeepUnknown(detail):
                if unknown.look_again(self.look, None, absent_since=None, detail=detail):
                    self._note(AttemptEvent.HELD, f"whether it arrived cannot be seen: {detail}", logging.ERROR)
            case never:
                assert_never(never)

    def _look_again(self, again: LookAgain) -> None:
        self.tx.unknown.look_again(self.look, again.when, absent_since=again.absent_since, detail=again.detail)

    def _repeat(self, repeat: Repeat) -> None:
        slot = open_slot(self.tx, self.outlet, self.at)
        if slot is None or not take_slot(self.tx, self.outlet.limits, slot, self.at):
            # When it opens this comes first, before what is due there.
            later = max(self.at + _SOON, opens_at(self.tx, self.outlet, self.at))
            self._look_again(LookAgain(later, self.look.absent_since, "the gate is closed"))
            return
        until = self.at + self.terms.lease
        flight = lease_again(self.tx, self.outlet.channel, self.look, self.members, until, repeat=repeat)
        if flight is not None:
            self.tx.deliveries.note(self.look.delivery.id, self.at, AttemptEvent.STARTED, "once more")
            self.reconciled.flights.append(flight)
            self._note(repeat.event, repeat.detail, logging.WARNING)

    def _resend_terms(self) -> ResendTerms:
        deliveries, delivery = self.tx.deliveries, self.look.delivery
        # The deliveries of what an announcement tells of said something else.
        told_before = self.members[:1] if delivery.form is not MessageForm.DEAD_LETTERS else ()
        earlier = [found.id for member in told_before for found in deliveries.of_notification(member.stored_id)]
        return ResendTerms(
            self.outlet.limits,
            self.outlet.channel.unclear,
            repeats=self._repeats(delivery.id),
            moved=not self.tx.unknown.still_holds(delivery.id),
            earlier_repeats=sum(self._repeats(before) for before in earlier if before != delivery.id),
        )

    def _repeats(self, delivery_id: int) -> int:
        """How often a message went out again unseen."""
        return times_repeated([event for _, event, _ in self.tx.deliveries.attempts(delivery_id)])

    def _end_members(self, state: NotificationState, reason: Reason | None, *, sent_at: datetime | None = None) -> None:
        self.tx.outcomes.end_members(self.look.delivery.id, state, reason=reason, sent_at=sent_at)

    def _note(self, event: AttemptEvent, detail: str, level: int) -> None:
        self.tx.deliveries.note(self.look.delivery.id, self.at, event, detail)
        self.reconciled.count(event)
        keys = ", ".join(member.key for member in self.members)
        _log.log(
            level, "%s to %s: %s: %s (%s)", self.look.delivery.key, self.outlet.channel.name, event.value, detail, keys
        )
