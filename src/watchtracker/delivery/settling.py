"""Settling what is unclear: it is looked for in the channel, and sent again only when it is certainly not there.

Few channels know an idempotency key, but some let us read what arrived. One look finds every unknown delivery of a
channel; that one is not there is believed when it was not there twice, after the other side had the time to accept it
late. Where nobody can look, the channel's own setting decides. `looking.py` asks it after each look.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

from watchtracker.channels import Limits, Message, Reading, Receipt, Search
from watchtracker.delivery.claiming import Flight, Terms
from watchtracker.delivery.messages import perhaps_repeated
from watchtracker.delivery.slots import open_slot, opens_at, take_slot
from watchtracker.notifications import Channel, IfUnclear, Notification, NotificationState, reasons
from watchtracker.notifications.gathering import LATE_AFTER
from watchtracker.store.engine import Transaction
from watchtracker.store.unknown import Look

FIRST_LOOK = timedelta(seconds=5)
BETWEEN_LOOKS = timedelta(seconds=5)
# What arrived is asked for by the other side's clock. Ours may have been ahead by hours when the delivery was begun,
# and set back since: so it is read from long before, which only costs pages.
_BEFORE = timedelta(days=1)
# So often a message is repeated where nobody can see whether it arrived.
_MOST_REPEATS = 3
_SOON = timedelta(seconds=1)
_WITHOUT_RETRY_AFTER = timedelta(seconds=30)
_UNREADABLE_FOR_NOW = timedelta(seconds=15)

# `doubled` was there twice, `repeated` went out again unseen, `renewed` is said anew: today it would not be said so.
FINDINGS = FOUND, ABSENT, DOUBLED, REPEATED, RENEWED, HELD = "found", "absent", "doubled", "repeated", "renewed", "held"

_log = logging.getLogger("watchtracker.delivery")


@dataclass(frozen=True, slots=True)
class Arrived:
    """It is there; `doubles` are further messages with its key, newer ones."""

    receipt: Receipt
    doubles: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Nothing is proven yet."""

    when: datetime
    absent_since: datetime | None
    detail: str


@dataclass(frozen=True, slots=True)
class Absent:
    """It is not there, and will not come any more."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Nobody can look, until somebody changes something."""

    detail: str


Verdict = Arrived | LookAgain | Absent | Unreadable


@dataclass(slots=True)
class Settled:
    """What came of a look: messages to send again, doubles to take back, and how many ended in which way."""

    flights: list[Flight] = field(default_factory=list)
    doubles: list[Receipt] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, what: str) -> None:
        """One more ended so."""
        self.counts[what] = self.counts.get(what, 0) + 1


def read_from(begun: datetime, at: datetime) -> datetime:
    """From when on to read, for a delivery that was begun then by our clock; it may be in the future by now."""
    return min(begun, at) - _BEFORE


def verdict(look: Look, search: Search, at: datetime) -> Verdict:
    """What a search says of one delivery; pure."""
    receipts = search.receipts.get(look.delivery.key, ())
    if receipts:
        return Arrived(receipts[0], receipts[1:])
    match search.reading:
        case Reading.DONE:
            return _not_there(look, search, at)
        case Reading.TRY_LATER:
            wait = search.retry_after or _WITHOUT_RETRY_AFTER
            return LookAgain(at + wait, look.absent_since, search.detail)
        case Reading.UNCLEAR:
            return LookAgain(at + _UNREADABLE_FOR_NOW, look.absent_since, search.detail)
        case Reading.IMPOSSIBLE:
            return Unreadable(search.detail)
        case _:
            assert_never(search.reading)


def _not_there(look: Look, search: Search, at: datetime) -> Verdict:
    if search.began < look.proves_from:
        return LookAgain(max(look.proves_from, at), None, "not there yet")
    if look.absent_since is None:
        return LookAgain(at + BETWEEN_LOOKS, search.began, "not there, looked once")
    if search.began < look.absent_since + BETWEEN_LOOKS:
        return LookAgain(look.absent_since + BETWEEN_LOOKS, look.absent_since, "not there, looked once")
    return Absent()


def settle(around: Around, looks: Sequence[Look], search: Search) -> Settled:
    """Write what a search says of these looks, all in one transaction."""
    settled = Settled()
    deliveries = around.tx.deliveries
    members = [tuple(deliveries.read(deliveries.members(look.delivery.id))) for look in looks]
    # All of them at once and in their order, as every change of items does, or the two could wait for each other.
    around.tx.items.lock(sorted({one.item for of_one in members for one in of_one if one.item is not None}))
    for look, of_one in zip(looks, members, strict=True):
        _Settling(around, settled, look, of_one).end(verdict(look, search, around.at))
    return settled


@dataclass(frozen=True, slots=True)
class Around:
    """Where and when something is settled: the transaction, the channel and its limits, the settings, the moment."""

    tx: Transaction
    channel: Channel
    limits: Limits
    terms: Terms
    at: datetime


@dataclass(frozen=True, slots=True)
class _Settling:
    """One look, with the notifications of its delivery, being settled."""

    around: Around
    settled: Settled
    look: Look
    members: tuple[Notification, ...]

    @property
    def delivery_id(self) -> int:
        """The id of the delivery that is unknown."""
        return self.look.delivery.id

    def end(self, what: Verdict) -> None:
        """Write down what the look came to, and what follows from it."""
        match what:
            case Arrived(receipt, doubles):
                self.settled.doubles += doubles
                self._arrived(receipt)
            case LookAgain(when, absent_since, detail):
                self.around.tx.unclear.look_again(self.look, when, absent_since=absent_since, detail=detail)
            case Absent():
                self._send_or_dissolve(ABSENT, "not there")
            case Unreadable(detail):
                self._unreadable(detail)
            case _:
                assert_never(what)

    def _arrived(self, receipt: Receipt) -> None:
        tx, at = self.around.tx, self.around.at
        if tx.unclear.found(self.look, (receipt.channel, receipt.ts), at):
            tx.deliveries.end_members(self.delivery_id, NotificationState.SENT, reason=None, sent_at=at)
            self._note(FOUND, "it was unknown, and has arrived", logging.INFO)

    def _unreadable(self, detail: str) -> None:
        unclear = self.around.tx.unclear
        if self.around.at < self.look.proves_from:
            unclear.look_again(self.look, self.look.proves_from, absent_since=None, detail=detail)
        elif self.around.channel.unclear is IfUnclear.RESEND and self._repeats() < _MOST_REPEATS:
            self._send_or_dissolve(REPEATED, detail)
        elif unclear.look_again(self.look, None, absent_since=None, detail=detail):
            self._note(HELD, f"whether it arrived cannot be seen: {detail}", logging.ERROR)

    def _send_or_dissolve(self, why: str, detail: str) -> None:
        """Send it once more as it was, or make its notifications due again, where it would not be said so today.

        Then they are said late, or end as missed or dead, as any that are due.
        """
        tx, at = self.around.tx, self.around.at
        moved = not tx.unclear.still_holds(self.delivery_id)
        if moved or at - self.look.delivery.started_at > LATE_AFTER:
            because = "a date in it has moved" if moved else "it is late, and says so"
            if tx.unclear.dissolve(self.look, at, f"{detail}; {because}"):
                doubt = reasons.MAYBE_SENT if why is REPEATED or self._repeats() else None
                tx.deliveries.end_members(self.delivery_id, NotificationState.PLANNED, reason=doubt)
                self._note(REPEATED if doubt else RENEWED, f"{detail}; not sent as it was: {because}", logging.WARNING)
        elif self._again(repeated=why is REPEATED or self._repeats() > 0):
            self._note(why, f"{detail}; sent again", logging.WARNING)

    def _again(self, *, repeated: bool) -> bool:
        tx, at, limits = self.around.tx, self.around.at, self.around.limits
        slot = open_slot(tx, self.around.channel, limits, at)
        if slot is None or not take_slot(tx, limits, slot, at):
            # When it opens this comes first, before what is due there.
            later = max(at + _SOON, opens_at(tx, self.around.channel, limits, at))
            tx.unclear.look_again(self.look, later, absent_since=self.look.absent_since, detail="the gate is closed")
            return False
        if not tx.unclear.send_again(self.look, secrets.token_hex(16), at + self.around.terms.lease):
            return False
        tx.deliveries.note(self.delivery_id, at, "started", "once more")
        delivery = tx.deliveries.by_id(self.delivery_id)
        message = Message.from_json(delivery.payload, plain=delivery.plain)
        flight = Flight(self.around.channel, delivery, message, self.members)
        if repeated:
            flight = replace(flight, message=perhaps_repeated(message), doubt=reasons.MAYBE_SENT)
        self.settled.flights.append(flight)
        return True

    def _repeats(self) -> int:
        """How often what it says went out again unseen, in this message and in those before it."""
        deliveries = self.around.tx.deliveries
        earlier = deliveries.of_notification(self.members[0].stored_id) if self.members else []
        known = {self.delivery_id, *(one.id for one in earlier)}
        return sum(event == REPEATED for one in known for _, event, _ in deliveries.attempts(one))

    def _note(self, what: str, detail: str, level: int) -> None:
        self.around.tx.deliveries.note(self.delivery_id, self.around.at, what, detail)
        self.settled.count(what)
        members = ", ".join(one.key for one in self.members)
        _log.log(
            level, "%s to %s: %s: %s (%s)", self.look.delivery.key, self.around.channel.name, what, detail, members
        )
