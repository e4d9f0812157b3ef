"""Drawing faces: a message that people can answer is edited until it shows what is so.

What is to be drawn is read at the moment of drawing, so whatever happened in between takes one edit. Edits have a gate
of their own, which one after the other passes, and never take the turn of a message: they come later, never a reminder.
An edit can be made twice without harm. So it is noted before it is made that nobody knows what the message shows, and
whoever dies on the way leaves it to be drawn again. A message is never posted here.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import SystemRandom

from watchtracker.channels import Outlet, Outlets, Sender
from watchtracker.errors import StoreError
from watchtracker.failpoints import Failpoint, reach
from watchtracker.notifications import Channel
from watchtracker.notifications.lateness import GIVE_UP_AFTER
from watchtracker.outbox.backoff import GateChanges, Gates, Uniform, account_after, channel_gate, is_outage
from watchtracker.outbox.below import below
from watchtracker.outbox.faces import Face, Shown, drawn, fingerprint
from watchtracker.outbox.messages import Message, MessageForm, SendResult, SendStatus
from watchtracker.outbox.proposing import redrawn
from watchtracker.outbox.records import edits_scope
from watchtracker.outbox.seeing import AsSeen
from watchtracker.store.engine import Store, Transaction
from watchtracker.store.waiting import of_numbers

# At most 40 edits in any minute, both ends of it included.
SPACING = timedelta(seconds=1.55)
# Beyond what a call may take, for writing down what came of it.
_LEASE_MARGIN = timedelta(seconds=10)
# While an account is refused or away, its messages try whether it is back, and edits look again after this.
_LOOKS_AGAIN = timedelta(seconds=5)
_CERTAINLY_NOT_SENT = {SendStatus.NOT_SENT, SendStatus.TRY_LATER, SendStatus.CREDENTIALS_REFUSED}
# A face whose end could not be said in its thread lives on for so long, and then its end is said again.
_SAYS_AGAIN = timedelta(minutes=1)
_GIVEN_UP = "nobody knew for 72 hours whether an edit had arrived"

_log = logging.getLogger("watchtracker.delivery.faces")


@dataclass(frozen=True, slots=True)
class Drew:
    """What one turn did: whether an edit was made, and when another may be if any is waiting (None: none is)."""

    edited: bool = False
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """A face that cannot be edited any more, why, and since when; `below` is what its thread is to say of it."""

    face: Face
    why: str
    at: datetime
    below: Message | None = None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a face is to show, and what its thread says where it cannot; `key` is that of its message, for good.

    What it shows is over `again_at`.
    """

    message: Message
    below: Message | None
    key: str
    again_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Edit:
    """An edit that is ours to make: of a face, by which way, with the token of its lease, and what it shows then."""

    face: Face
    outlet: Outlet
    token: str
    wanted: _Wanted


class FaceDrawer:
    """Draws the faces in `channels`, through the sender of the same name in `senders`, where one can edit.

    `ended` is called for each message that cannot be edited any more.
    """

    def __init__(
        self,
        store: Store,
        channels: Sequence[Channel],
        senders: Mapping[str, Sender],
        *,
        public_url: str,
        monotonic: Callable[[], float] = time.monotonic,
        uniform: Uniform | None = None,
        ended: Callable[[Ended], object] = lambda _: None,
    ) -> None:
        self._store = store
        self._known = Outlets([channel for channel in channels if channel.name in senders], senders)
        self._outlets = {outlet.channel.name: outlet for outlet in self._known if outlet.limits.edits}
        self._public_url = public_url
        self._monotonic = monotonic
        self._uniform = uniform or SystemRandom().uniform
        self._ended = ended

    @property
    def draws(self) -> bool:
        """Whether there is any channel in which messages can be edited."""
        return bool(self._outlets)

    def begin(self, *, alone: bool) -> None:
        """Take up what an earlier process left: where nobody else draws (`alone`), its edits are nobody's."""
        if alone and self._outlets:
            with self._store.writing() as tx:
                tx.faces.release()

    def draw(self, now: datetime) -> Drew:
        """Look at the faces that wait, until one needs an edit, and make it if its gate is open; raises StoreError."""
        began = self._monotonic()
        while self._outlets:
            with self._store.reading() as tx:
                own = self._known.of_people(tx.faces.people())
                self._outlets |= {outlet.channel.name: outlet for outlet in own if outlet.limits.edits}
                if not tx.faces.waiting(self._outlets, now):
                    break
            with self._store.writing() as tx:
                face = tx.faces.next(self._outlets, now)
                found = None if face is None else self._begin(tx, face, now)
            match found:
                case _Edit():
                    self._make(found, lambda: now + timedelta(seconds=self._monotonic() - began))
                    return Drew(edited=True, again_at=now + SPACING)
                case datetime():
                    return Drew(again_at=found)
                case Ended():
                    self._end(found, outlet=self._outlets[found.face.channel])
                case None if face is None:
                    # Another replica has the one that waits.
                    return Drew(again_at=now + _LOOKS_AGAIN)
                case None:
                    continue
        return Drew()

    def _begin(self, tx: Transaction, face: Face, now: datetime) -> _Edit | Ended | datetime | None:
        """An edit that is ours to make; None: none is needed; a moment: not before that; or the end of the face."""
        outlet = self._outlets[face.channel]
        try:
            wanted = self._wanted(tx, face, outlet, now)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - one that cannot be drawn must not keep all others waiting
            _log.exception("the message %s cannot be drawn", face.receipt.ts)
            return _ended(tx, face, now, f"it could not be drawn: {error}")
        if face.unclear_since is not None and now - face.unclear_since > GIVE_UP_AFTER:
            return _ended(tx, face, now, _GIVEN_UP, below=wanted.below)
        looks = fingerprint(wanted.message)
        if looks == face.drawn:
            tx.faces.settle(face, looks, at=now, again_at=wanted.again_at)
            return None
        opens = _opens(tx, outlet, now)
        if opens is not None:
            return opens
        token = tx.faces.lease(face, now + outlet.limits.longest_call + _LEASE_MARGIN)
        return _Edit(face, outlet, token, wanted)

    def _wanted(self, tx: Transaction, face: Face, outlet: Outlet, now: datetime) -> _Wanted:
        delivery, ids = tx.faces.message_of(face)
        members = tx.deliveries.read(ids)
        kept = Message.from_json(delivery.payload)
        if delivery.form is MessageForm.PROPOSALS:
            asked = of_numbers(tx, [entry.proposal for entry in kept.entries if entry.proposal is not None])
            message = redrawn(kept, asked, now)
            return _Wanted(message if outlet.answerable else replace(message, offers=None), None, delivery.key, None)
        # Those that it tells of too: a digest is about none.
        told = [*(member.item for member in members), *(entry.item for entry in kept.entries)]
        item_ids = {item_id for item_id in told if item_id is not None}
        held = tx.holds.of_items(item_ids)
        items = {
            item.id: AsSeen(item, face.channel, now, held.get(item.id, ()), tx.holds.answers_of(item.id))
            for item in tx.items.some(item_ids)
        }
        shown = Shown(kept, delivery.started_at, members)
        message = drawn(shown, items, now, self._public_url)
        said = below(shown, message, items)
        if said is not None:
            said = replace(said, replies_to=shown.message.replies_to)
        if not outlet.answerable:
            # Nobody hears an answer there any more.
            message = replace(message, offers=None)
        snoozes = (hold.until for seen in items.values() for hold in seen.here)
        again_at = min((until for until in snoozes if until is not None), default=None)
        return _Wanted(message, said, delivery.key, again_at)

    def _make(self, edit: _Edit, moment: Callable[[], datetime]) -> None:
        reach(Failpoint.BEFORE_EDIT)
        try:
            result = edit.outlet.sender.send(replace(edit.wanted.message, edits=edit.face.receipt), edit.wanted.key)
        except Exception as error:  # noqa: BLE001 - a sender answers for whatever happens; if one does not, it is unclear
            _log.exception("an edit in %s failed", edit.face.channel)
            result = SendResult(SendStatus.UNCLEAR, f"{type(error).__name__}: {error}")
        reach(Failpoint.AFTER_EDIT)
        with self._store.writing() as tx:
            ended = self._write(tx, edit, result, moment())
        if ended is not None:
            self._end(ended, edit.outlet)

    def _write(self, tx: Transaction, edit: _Edit, result: SendResult, at: datetime) -> Ended | None:
        face, account = edit.face, edit.outlet.account
        ended: Ended | None = None
        match result.status:
            case SendStatus.SENT:
                tx.faces.settle(
                    face, fingerprint(edit.wanted.message), edit.token, at=at, again_at=edit.wanted.again_at
                )
            case SendStatus.UNCLEAR:
                tx.faces.unclear(face, edit.token, at)
            case SendStatus.NOT_SENT | SendStatus.TRY_LATER | SendStatus.CREDENTIALS_REFUSED:
                tx.faces.put_back(face, edit.token)
            case SendStatus.TARGET_REFUSED | SendStatus.PAYLOAD_REFUSED:
                said = None if result.gone else edit.wanted.below
                ended = _ended(tx, face, at, result.detail, edit.token, below=said)
        if result.status is SendStatus.CREDENTIALS_REFUSED and account is not None:

            def refused(gates: Gates) -> GateChanges:
                return account_after(result, account, gates)

            tx.gates.update(refused, at)
            return ended
        scope = edits_scope(edit.outlet.limits.shared_gate or edit.outlet.gate)
        tx.gates.set(channel_gate(tx.gates.wait_for(scope, at), result, at, self._uniform))
        return ended

    def _end(self, ended: Ended, outlet: Outlet) -> None:
        _log.warning("the message %s in %s stays as it is: %s", ended.face.receipt.ts, ended.face.channel, ended.why)
        self._ended(ended)
        if ended.below is None:
            return
        # A line that came twice would be worse than none: that the face ended is written down before it is said.
        try:
            # What stands in a thread itself is replied to there.
            thread = ended.below.replies_to or ended.face.receipt
            result = outlet.sender.send(replace(ended.below, replies_to=thread), secrets.token_hex(16))
        except Exception as error:  # noqa: BLE001 - as with an edit
            _log.exception("a line in a thread of %s failed", ended.face.channel)
            result = SendResult(SendStatus.UNCLEAR, f"{type(error).__name__}: {error}")
        if result.status in _CERTAINLY_NOT_SENT:
            with self._store.writing() as tx:
                tx.faces.revive(ended.face, ended.at, max(result.retry_after or _SAYS_AGAIN, _SAYS_AGAIN))
        elif result.status is not SendStatus.SENT:
            _log.error("the thread of %s may not say what its message does not: %s", ended.face.receipt, result.detail)


def _ended(
    tx: Transaction, face: Face, at: datetime, why: str, token: str | None = None, *, below: Message | None = None
) -> Ended | None:
    """The end of a face; None where it was not ours to end, as the lease was another's meanwhile."""
    return Ended(face, why, at, below) if tx.faces.end(face, at, why, token) else None


def _opens(tx: Transaction, outlet: Outlet, now: datetime) -> datetime | None:
    """When the next edit may be made; None: now, and then the gate is ours and is closed for the next one."""
    account = tx.gates.get(outlet.limits.shared_gate) if outlet.limits.shared_gate else None
    pace = tx.gates.get(outlet.pace) if outlet.pace else None
    if (account is not None and account.closed_since is not None) or (pace is not None and is_outage(pace)):
        return now + _LOOKS_AGAIN
    gate = tx.gates.hold(edits_scope(outlet.limits.shared_gate or outlet.gate), now)
    if gate is None:
        return now + SPACING
    if not gate.is_open(now):
        return gate.open_at
    tx.gates.set(replace(gate, open_at=now + SPACING))
    return None
