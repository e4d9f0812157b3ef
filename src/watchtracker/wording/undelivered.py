"""What is said when something could not be said: dead letters, and corrections of what was sent.

The channel that these go to is another one, or the message is another's, so each sentence names its notification in
full. `reminders.py` has what notifications say when all is well.
"""

from __future__ import annotations

from watchtracker.notifications import Notification
from watchtracker.wording.holding import person
from watchtracker.wording.items import count, day
from watchtracker.wording.reasons import sentence

PERHAPS_REPEATED = "(This may have been sent before: whether it arrived could not be seen.)"


def title(number: int) -> str:
    """The first line of an announcement of dead letters."""
    return f"{count(number, 'notification')} could not be delivered"


def line(notification: Notification, item_title: str | None) -> str:
    """One dead letter: what it was about, for whom, since when, and why it is dead."""
    kind = notification.kind.value.replace("_", " ")
    subject = f"{item_title}, {kind}" if item_title else f"The {kind}"
    reason = sentence(notification.reason) if notification.reason else "nobody said why"
    account = person(notification.channel, ())
    whom = f"by direct message to {account}" if account else f"for the channel {notification.channel}"
    return (
        f"{subject}, {whom}, {due(notification)}: {reason}. "
        f"`watchtracker deliver --retry {notification.stored_id}` sends it again."
    )


def due(notification: Notification) -> str:
    """When it was due, on the clock of its channel."""
    local = notification.local
    return f"due {day(local.date())}, {local:%H:%M} {notification.zone}"


def taken_out(item_title: str, why: str) -> str:
    """The correction of a message about an item that is not on the watch list any more."""
    return f"Correction: {item_title}: {why}."
