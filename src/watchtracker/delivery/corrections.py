"""Correcting what was sent while its date moved: a message that was under way cannot be called back.

A message with one notification is edited to say what holds now; a grouped one gets a reply in its thread, and so does
one that cannot be edited. Where people can answer a message, its face is drawn anew anyhow and says so (`faces`). An
edit can be repeated without harm, so it is noted after it succeeded; a reply cannot, so it is noted before, and taken
back only if it certainly did not go out. Where a channel takes no corrections, the notice of the move says it all.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker.channels import Outlet
from watchtracker.delivery.leasing import open_slot, read_knowns, take_slot
from watchtracker.notifications import Notification, Reason, reasons
from watchtracker.notifications.lateness import GIVE_UP_AFTER
from watchtracker.outbox.composing import correction
from watchtracker.outbox.messages import Message, MessageForm, Receipt, SendResult, SendStatus
from watchtracker.outbox.records import AttemptEvent, Delivery, Overtaken
from watchtracker.store.engine import Store, Transaction

_CERTAINLY_NOT_SENT = {SendStatus.NOT_SENT, SendStatus.TRY_LATER, SendStatus.CREDENTIALS_REFUSED}
_GIVEN_UP = "it could not be edited to say what holds now: nobody knew for 72 hours whether an edit had arrived"
_log = logging.getLogger("watchtracker.delivery")

Send = Callable[[Message, str], SendResult]


@dataclass(frozen=True, slots=True)
class PendingCorrection:
    """One message that has to be corrected, what overtook it, and what to say instead (None: nothing)."""

    overtaken: tuple[Overtaken, ...]
    message: Message | None
    at: datetime

    @property
    def delivery(self) -> Delivery:
        """The delivery that brought the message."""
        return self.overtaken[0].delivery

    @property
    def receipt(self) -> Receipt | None:
        """Where the message is; None where it cannot be found again, as on a console."""
        return self.delivery.receipt

    @property
    def can_be_edited(self) -> bool:
        """Whether an edit corrects it without losing what else it says."""
        return self.receipt is not None and self.delivery.form is MessageForm.SINGLE


def prepare(
    tx: Transaction, outlet: Outlet, overtaken: Sequence[Overtaken], *, at: datetime, public_url: str
) -> PendingCorrection | None:
    """The correction of the first message of an outlet that needs one, with a slot for it; None if none may go now."""
    mine = [found for found in overtaken if found.delivery.channel == outlet.channel.name]
    if not outlet.limits.takes_corrections:
        for found in mine:
            tx.corrections.set_right(found)
        return None
    mine = _not_said_by_faces(tx, outlet, mine)
    slot = open_slot(tx, outlet, at) if mine else None
    if slot is None or not take_slot(tx, outlet.limits, slot, at):
        return None
    delivery = mine[0].delivery
    members = tuple(found for found in mine if found.delivery.id == delivery.id)
    tried = tx.corrections.tried([delivery.id]).get(delivery.id)
    if tried is not None and at - tried.first > GIVE_UP_AFTER:
        for member in members:
            tx.corrections.set_right(member)
        tx.deliveries.note(delivery.id, at, AttemptEvent.EDIT_GIVEN_UP, _GIVEN_UP)
        _log.error("delivery %s: %s", delivery.key, _GIVEN_UP)
        return None
    return PendingCorrection(members, _message(tx, members, public_url), at)


def _not_said_by_faces(tx: Transaction, outlet: Outlet, mine: Sequence[Overtaken]) -> list[Overtaken]:
    """Those whose messages do not say what holds now by themselves; the others are set right.

    A face that was drawn since does. In a message about several, the member is marked, and told in the thread as well.
    """
    alone = {found.delivery.id for found in mine if found.delivery.form is MessageForm.SINGLE}
    said = tx.faces.showing(alone) if alone and outlet.limits.edits else set()
    for found in mine:
        if found.delivery.id in said:
            tx.corrections.set_right(found)
    return [found for found in mine if found.delivery.id not in said]


def correct(store: Store, pending: PendingCorrection, send: Send) -> SendResult | None:
    """Correct one message; the result is that of the last call, None if nothing had to be said."""
    if pending.message is None:
        _note(store, pending, done=True)
        return None
    if not pending.can_be_edited:
        return _reply(store, pending, pending.message, send)
    result = send(replace(pending.message, edits=pending.receipt), pending.delivery.key)
    match result.status:
        case SendStatus.SENT:
            _note(store, pending, done=True)
        case _ if result.gone:
            # Nobody reads it any more, and what replies to nothing would stand in the channel as news.
            _note(store, pending, done=True)
        case SendStatus.TARGET_REFUSED | SendStatus.PAYLOAD_REFUSED:
            return _reply(store, pending, pending.message, send)
        case SendStatus.UNCLEAR:
            # An edit may be made twice: it is tried again, less and less often.
            with store.writing() as tx:
                tx.deliveries.note(pending.delivery.id, pending.at, AttemptEvent.EDIT_UNCLEAR, result.detail)
        case _:
            # It is tried again when the gate opens.
            pass
    return result


def _message(tx: Transaction, members: Sequence[Overtaken], public_url: str) -> Message | None:
    found = {sent.id: sent for sent in tx.deliveries.read(member.notification_id for member in members)}
    told: list[tuple[Notification, Reason]] = []
    for member in members:
        notification = found[member.notification_id]
        if notification.item is not None and not reasons.date_stands(member.overtaken):
            told.append((notification, member.overtaken))
    ids = {notification.item for notification, _ in told if notification.item is not None}
    knowns = read_knowns(tx, ids)
    listed = {item.id for item in tx.items.some(ids) if item.listed}
    return correction(told, knowns, listed, public_url) if told else None


def _reply(store: Store, pending: PendingCorrection, message: Message, send: Send) -> SendResult | None:
    if not _note(store, pending, done=True):
        return None
    result = send(replace(message, replies_to=pending.delivery.thread), secrets.token_hex(16))
    if result.status in _CERTAINLY_NOT_SENT:
        _note(store, pending, done=False)
    elif result.status is not SendStatus.SENT:
        _log.error("correction of delivery %s not known to have arrived: %s", pending.delivery.key, result.detail)
    return result


def _note(store: Store, pending: PendingCorrection, *, done: bool) -> bool:
    """Whether anything was ours to note."""
    with store.writing() as tx:
        mark = tx.corrections.set_right if done else tx.corrections.not_set_right
        noted = [mark(overtaken) for overtaken in pending.overtaken]
    return any(noted)
