"""What was sent of an item and what comes next, in lines, for a terminal and a page alike. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import assert_never

from watchtracker.notifications import Notification, NotificationState
from watchtracker.notifications.holds import Hold
from watchtracker.reports.listing import in_order
from watchtracker.wording.holding import whither
from watchtracker.wording.items import day
from watchtracker.wording.reasons import sentence
from watchtracker.wording.utc import utc_in_one_word

# Of what comes next, and of what was sent last; the rest is to be asked for.
_MOST_COMING, _MOST_SENT = 4, 6
_COMING = (NotificationState.PLANNED, NotificationState.SENDING)
_SENT = (NotificationState.SENT, NotificationState.DEAD)


@dataclass(frozen=True, slots=True)
class Notified:
    """What comes next and what was sent last, each by time, and how many more notifications there are."""

    coming: tuple[Notification, ...]
    sent: tuple[Notification, ...]
    hidden: int


def notified(notifications: Iterable[Notification], *, everything: bool = False) -> Notified:
    """The notifications of an item that are worth a look; with `everything` all that is to come, and all that was."""
    ordered = in_order(notifications)
    if everything:
        coming = tuple(each for each in ordered if each.state in _COMING)
        return Notified(coming, tuple(each for each in ordered if each.state not in _COMING), 0)
    coming = tuple(each for each in ordered if each.state in _COMING)[:_MOST_COMING]
    sent = tuple(each for each in ordered if each.state in _SENT)[-_MOST_SENT:]
    return Notified(coming, sent, len(ordered) - len(coming) - len(sent))


def line(notification: Notification, holds: Sequence[Hold]) -> str:
    """When it is due, where it goes, what it is, why it is owed, and what became of it."""
    goes = whither(notification.channel, holds)
    when = utc_in_one_word(notification.at)
    return f"{when}  {goes}  {notification.kind.value}: {notification.why}; {_progress(notification)}"


def told(notification: Notification, holds: Sequence[Hold], place: tzinfo) -> str:
    """A notification for people who look at a page: when it is in their zone, why it is owed, and what went wrong."""
    at = notification.at
    if notification.state is NotificationState.SENT and notification.sent_at is not None:
        at = notification.sent_at
    local = at.astimezone(place)
    to = whither(notification.channel, holds)
    return f"{day(local.date())}, {local:%H:%M}: {notification.why} (to {to}){_became(notification)}"


def _became(notification: Notification) -> str:
    """What is to be said beside its time: nothing where it goes, or went, as it should."""
    why = f": {sentence(notification.reason)}" if notification.reason else ""
    match notification.state:
        case NotificationState.PLANNED | NotificationState.SENT:
            return why and f"; {why[2:]}"
        case NotificationState.SENDING:
            return "; on its way"
        case NotificationState.DEAD:
            return f"; could not be delivered{why}"
        case NotificationState.SUPERSEDED | NotificationState.CANCELLED:
            return f"; not sent{why}"
        case _:
            assert_never(notification.state)


def _progress(notification: Notification) -> str:
    if notification.state is NotificationState.SENT and notification.sent_at is not None:
        return f"sent {utc_in_one_word(notification.sent_at)}"
    state = notification.state.value
    return f"{state}, {sentence(notification.reason)}" if notification.reason else state
