"""Threads: which of what is due belongs below a message that a channel has already, and below which.

What somebody's answer caused is told in the thread of the message that they answered. A reminder that could not go to
who is on it is told below the last message about the item. All else stands alone, and so does what belongs into a
thread of a place to which the channel does not lead any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from watchtracker.channels import HasThreads, Outlet
from watchtracker.notifications import Notification, ReasonCode, people
from watchtracker.notifications.holds import Hold, HoldKind
from watchtracker.outbox.messages import Receipt
from watchtracker.store.engine import Transaction


def threads_of(
    tx: Transaction, outlet: Outlet, due: Sequence[Notification], held: Mapping[str, Sequence[Hold]]
) -> dict[str, Receipt]:
    """By the key of a notification the message in whose thread it belongs; what stands alone is left out."""
    sender = outlet.sender
    if not isinstance(sender, HasThreads):
        return {}
    found = {
        owed.key: Receipt(owed.change.answered.channel, owed.change.answered.message)
        for owed in due
        if owed.change is not None and owed.change.answered is not None
    }
    found |= _of_those_not_reached(tx, outlet.channel.name, due, held)
    return {key: thread for key, thread in found.items() if sender.takes_replies_to(thread)}


def _of_those_not_reached(
    tx: Transaction, channel: str, due: Sequence[Notification], held: Mapping[str, Sequence[Hold]]
) -> dict[str, Receipt]:
    """The reminders that come to the channel because whoever is on their item could not be written to."""
    meant: dict[str, Notification] = {}
    for owed in due:
        for hold in held.get(owed.item or "", ()):
            if hold.kind is HoldKind.TAKEN and hold.channel == channel and hold.by.account:
                meant[people.by_person(owed, hold.by.account).key] = owed
    if not meant:
        return {}
    refused = tx.notifications.ended_as(ReasonCode.NO_DIRECT_MESSAGE, meant)
    lasts = ((meant[key], tx.deliveries.last_about(meant[key].item or "", channel)) for key in refused)
    return {owed.key: last.thread for owed, last in lasts if last is not None and last.thread is not None}
