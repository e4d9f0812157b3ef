"""How things stand with what an answer is about, read within the transaction that works it off.

The item is locked first, so that what is read stays so until the answer is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker import items
from watchtracker.answering.meant import Meant
from watchtracker.dates import DateWindow
from watchtracker.inbox import undoing
from watchtracker.inbox.consequences import Audience
from watchtracker.inbox.decisions import Situation
from watchtracker.inbox.intents import About, OfItem, OfNotification, Where
from watchtracker.items import Item, ItemAsOf
from watchtracker.notifications import Answerers, Channel, Notification
from watchtracker.notifications.answers import AnswerResult
from watchtracker.notifications.holds import HoldKind, Person, holding
from watchtracker.notifications.people import home, own_channel
from watchtracker.store.engine import Transaction
from watchtracker.targets import SlackTarget


@dataclass(frozen=True, slots=True)
class Subject:
    """What an answer is about: an item, perhaps by a notification, and the channel that it counts for."""

    item: Item | None
    known: ItemAsOf | None
    notification: Notification | None
    channel: Channel | None


def subject(
    tx: Transaction, about: About | None, channels: Sequence[Channel], at: Where | None = None, *, locked: bool = True
) -> Subject:
    """What an answer is about that was given to the message `at`.

    Its item is locked until the end of the transaction, unless it is only looked at.
    """
    notification = None
    if isinstance(about, OfNotification):
        # Whatever changes an item locks it before its notifications: the other way round two would wait for each other.
        item_of_it = tx.notifications.item_of(about.id) if locked else None
        if item_of_it is not None:
            tx.items.lock([item_of_it])
        notification = next(iter(tx.notifications.by_id([about.id])), None)
    item_id = about.id if isinstance(about, OfItem) else notification.item if notification else None
    named = next((each for each in channels if notification and each.name == home(notification.channel)), None)
    if item_id is None:
        return Subject(None, None, notification, named)
    if locked and notification is None:
        tx.items.lock([item_id])
    item = tx.items.get(item_id)
    known = items.item_as_of(item) if item else None
    if notification is None and item is not None:
        # Of a digest it counts for the channel in which that stands; of no message at all for the first.
        concerned = [each for each in channels if each.cares_for(item.facts.tags)]
        here = (each for each in concerned if at is not None and each.to == SlackTarget(at.channel or ""))
        named = next(here, next(iter(concerned), None))
    return Subject(item, known, notification, named)


def of_their_own(
    tx: Transaction, about: Subject, channels: Sequence[Channel], person: Person, now: datetime
) -> Subject:
    """What an answer on somebody's own page is about, with the channel in which they are on it already, where one is.

    Their page shows what they took wherever that was, and its buttons must mean just that.
    """
    if about.item is None:
        return about
    held = holding(tx.holds.of_items([about.item.id]).get(about.item.id, []), about.known, now)
    mine = {hold.channel for hold in held if hold.kind is HoldKind.TAKEN and hold.by.account == person.account}
    return replace(about, channel=next((each for each in channels if each.name in mine), about.channel))


def watched_from(about: Subject, channels: Sequence[Channel], where: Where) -> Subject:
    """What a message that is watched is about, with the channel of the settings that it stands in, where it does."""
    named = next((each for each in channels if each.to == SlackTarget(where.channel or "")), about.channel)
    return replace(about, channel=named)


def situation(tx: Transaction, meant: Meant, about: Subject, now: datetime, *, received_at: datetime) -> Situation:
    """How things stand with the subject of an answer."""
    item, channel = about.item, about.channel
    held = tx.holds.of_items([item.id]).get(item.id, []) if item else []
    return Situation(
        known=about.known,
        listed=item is not None and item.listed,
        holds=[hold for hold in holding(held, about.known, now) if channel and hold.channel == channel.name],
        now=now,
        received_at=received_at,
        drawn_for=_drawn_for(meant, about),
        last=None if meant.is_form or item is None else _last(tx, meant, item, channel),
        answerers=channel.answers if channel else Answerers.WORKSPACE,
    )


def audience_of(tx: Transaction, audience: Audience, item: Item) -> Audience:
    """The audience of what is recorded of an item, with the holds that it has."""
    return replace(audience, held=tx.holds.of_items([item.id]).get(item.id, []))


def thread_of(tx: Transaction, about: Subject, where: Where) -> Where | None:
    """The message in whose thread whoever answered reads on: the one that told of it, as our own rows know it."""
    if about.notification is not None and about.notification.id is not None:
        for delivery in reversed(tx.deliveries.of_notification(about.notification.id)):
            if delivery.thread is not None:
                return Where(delivery.thread.channel, delivery.thread.ts)
    message = where.thread or where.message
    return Where(where.channel, message) if where.channel and message and not where.is_passing else None


def thread_for_all(tx: Transaction, about: Subject, where: Where) -> Where | None:
    """The message in whose thread everybody reads about this, who may have been answered alone.

    An answer to somebody's own message counts for the channel in which they took the item, and is told there.
    """
    told, channel = about.notification, about.channel
    if told is None or own_channel(told.channel) is None:
        return thread_of(tx, about, where)
    last = tx.deliveries.last_about(about.item.id, channel.name) if about.item and channel else None
    return Where(last.thread.channel, last.thread.ts) if last and last.thread else None


def _drawn_for(meant: Meant, subject: Subject) -> DateWindow | None:
    """The date that stood in the message or on the page when its buttons were drawn, as far as that is known."""
    about = meant.about
    revision = about.revision if isinstance(about, OfNotification | OfItem) else None
    if revision is None or subject.item is None or subject.known is None:
        return None
    if revision == subject.item.revision:
        return subject.known.window
    told = subject.notification
    seen_at = told.sent_at if told else meant.drawn_at
    before = items.as_recorded(subject.item, seen_at) if seen_at else None
    return before.window if before else None


def _last(tx: Transaction, meant: Meant, item: Item, channel: Channel | None) -> datetime | None:
    """When this person gave this answer before, if nobody has answered anything about it in this channel since."""
    account, name = meant.coming.who.person.account, channel.name if channel else None
    answers = tx.holds.answers_of(item.id)
    undone = undoing.in_row(answers, account, meant.undoes) if meant.undoes is not None else None
    if undone is not None and undoing.made_by(undone, item) is not None:
        # What they undid before was another answer of theirs.
        return None
    given = (answer for answer in reversed(answers) if answer.result is AnswerResult.APPLIED and answer.channel == name)
    last = next(given, None)
    return last.at if last is not None and last.what is meant.action and last.by.account == account else None
