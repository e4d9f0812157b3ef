"""Setting right what was sent while its date moved: a message that was under way cannot be called back.

A message with one notification is edited to say what holds now; a grouped one gets a reply in its thread, and so does
one that cannot be edited. An edit can be repeated without harm, so it is noted after it succeeded; a reply cannot, so
it is noted before, and taken back only if it certainly did not go out.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker.channels import Answer, Limits, Message, Receipt, SendResult
from watchtracker.delivery.claiming import read_knowns
from watchtracker.delivery.messages import correction
from watchtracker.delivery.slots import open_slot, take_slot
from watchtracker.notifications import Channel, Notification, Reason, reasons
from watchtracker.notifications.gathering import GIVE_UP_AFTER, MessageForm
from watchtracker.store.corrections import EDIT_UNCLEAR, Overtaken
from watchtracker.store.engine import Store, Transaction

_CERTAINLY_NOT_SENT = {Answer.NOT_SENT, Answer.TRY_LATER, Answer.CREDENTIALS_REFUSED}
_GIVEN_UP = "it could not be edited to say what holds now: nobody knew for 72 hours whether an edit had arrived"
_log = logging.getLogger("watchtracker.delivery")

Send = Callable[[Message, str], SendResult]


@dataclass(frozen=True, slots=True)
class PendingCorrection:
    """One message that has to be set right, what overtook it, and what to say instead (None: nothing)."""

    channel: Channel
    overtaken: tuple[Overtaken, ...]
    message: Message | None
    at: datetime

    @property
    def receipt(self) -> Receipt | None:
        """Where the message to be set right is; None where it cannot be found again, as on a console."""
        delivery = self.overtaken[0].delivery
        if delivery.receipt_channel is None or delivery.receipt_ts is None:
            return None
        return Receipt(delivery.receipt_channel, delivery.receipt_ts)

    @property
    def can_be_edited(self) -> bool:
        """Whether editing sets it right without losing what else it says."""
        return self.receipt is not None and self.overtaken[0].delivery.form is MessageForm.SINGLE


def prepare(
    tx: Transaction, channel: Channel, limits: Limits, overtaken: Sequence[Overtaken], *, at: datetime, public_url: str
) -> PendingCorrection | None:
    """The correction of the first message of `channel` that needs one, with a slot for it; None if none may go now."""
    mine = [one for one in overtaken if one.delivery.channel == channel.name]
    slot = open_slot(tx, channel, limits, at) if mine else None
    if slot is None or not take_slot(tx, limits, slot, at):
        return None
    delivery = mine[0].delivery
    members = tuple(one for one in mine if one.delivery.id == delivery.id)
    tried = tx.corrections.tried([delivery.id]).get(delivery.id)
    if tried is not None and at - tried.first > GIVE_UP_AFTER:
        for one in members:
            tx.corrections.set_right(one)
        tx.deliveries.note(delivery.id, at, "edit_given_up", _GIVEN_UP)
        _log.error("delivery %s: %s", delivery.key, _GIVEN_UP)
        return None
    return PendingCorrection(channel, members, _message(tx, members, public_url), at)


def correct(store: Store, one: PendingCorrection, send: Send) -> SendResult | None:
    """Set one message right; the outcome is that of the last call, None if nothing had to be said."""
    if one.message is None:
        _note(store, one, done=True)
        return None
    if not one.can_be_edited:
        return _reply(store, one, one.message, send)
    outcome = send(replace(one.message, edits=one.receipt), one.overtaken[0].delivery.key)
    match outcome.answer:
        case Answer.SENT:
            _note(store, one, done=True)
        case Answer.TARGET_REFUSED | Answer.PAYLOAD_REFUSED:
            return _reply(store, one, one.message, send)
        case Answer.UNCLEAR:
            # An edit may be made twice: it is tried again, less and less often.
            with store.writing() as tx:
                tx.deliveries.note(one.overtaken[0].delivery.id, one.at, EDIT_UNCLEAR, outcome.detail)
        case _:
            # It is tried again when the gate opens.
            pass
    return outcome


def _message(tx: Transaction, members: Sequence[Overtaken], public_url: str) -> Message | None:
    notifications = {one.id: one for one in tx.deliveries.read(one.notification_id for one in members)}
    told: list[tuple[Notification, Reason]] = []
    for one in members:
        notification = notifications[one.notification_id]
        if notification.item is not None and one.overtaken not in reasons.DATE_STANDS:
            told.append((notification, one.overtaken))
    ids = {notification.item for notification, _ in told if notification.item is not None}
    knowns = read_knowns(tx, ids)
    listed = {item.id for item in tx.items.some(ids) if item.listed}
    return correction(told, knowns, listed, public_url) if told else None


def _reply(store: Store, one: PendingCorrection, message: Message, send: Send) -> SendResult | None:
    if not _note(store, one, done=True):
        return None
    outcome = send(replace(message, replies_to=one.receipt), secrets.token_hex(16))
    if outcome.answer in _CERTAINLY_NOT_SENT:
        _note(store, one, done=False)
    elif outcome.answer is not Answer.SENT:
        key = one.overtaken[0].delivery.key
        _log.error("correction of delivery %s not known to have arrived: %s", key, outcome.detail)
    return outcome


def _note(store: Store, one: PendingCorrection, *, done: bool) -> bool:
    """Whether anything was ours to note."""
    with store.writing() as tx:
        mark = tx.corrections.set_right if done else tx.corrections.not_set_right
        noted = [mark(overtaken) for overtaken in one.overtaken]
    return any(noted)
