"""`replay`: what would have been sent in a past period, by the real tracker and delivery.

They work on a database in memory, and `now` steps from event to event, so a replay cannot differ from what is really
sent. What was said on a day is learnt at noon of that day in the item's zone; what was said before the period is there
from the start, like a first import. The channels send nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial

from watchtracker import dates, items
from watchtracker.delivery import Dispatcher
from watchtracker.items import Item, Kind
from watchtracker.notifications import Channel, LeadTime, Notification, NotificationKind, people
from watchtracker.outbox.messages import Limits, Message, SendResult, SendStatus
from watchtracker.reports.listing import in_order
from watchtracker.reports.plan import Outgoing, text
from watchtracker.store.engine import Store, Transaction
from watchtracker.tracker import Tracker
from watchtracker.wording.holding import person

_NOON = time(12)
_PLANNED_EVERY = timedelta(days=30)
_A_WEEK = timedelta(days=7)


def replay(
    recorded: Sequence[Item],
    *,
    channels: Sequence[Channel],
    leads: Mapping[Kind, tuple[LeadTime, ...]],
    intervals: Mapping[Kind, str],
    public_url: str,
    since: datetime,
    until: datetime,
) -> list[Outgoing]:
    """Every notification that `channels` would have had from `since` to `until` (UTC), in order of time."""
    store = Store.open("sqlite:///:memory:")
    try:
        tracker = Tracker(store, channels, leads, intervals)
        senders = {channel.name: _Unsent() for channel in channels}
        delivery = Dispatcher(
            store, channels, senders, public_url=public_url, intervals=intervals, leads=leads, monotonic=_still
        )
        return list(_Past(recorded, channels, intervals, store, tracker, delivery).outgoing(since, until))
    finally:
        store.close()


class _Unsent:
    """A channel that accepts every message and sends none."""

    limits = Limits(called="nobody")

    def send(self, message: Message, key: str) -> SendResult:
        del message, key
        return SendResult(SendStatus.SENT)


def _still() -> float:
    """A monotonic clock that stands still: a step of a replay takes no time."""
    return 0.0


@dataclass(frozen=True, slots=True)
class _Past:
    recorded: Sequence[Item]
    channels: Sequence[Channel]
    intervals: Mapping[Kind, str]
    store: Store
    tracker: Tracker
    delivery: Dispatcher

    def outgoing(self, since: datetime, until: datetime) -> Iterator[Outgoing]:
        """Step from each moment at which something happens to the next; yields what is sent at each."""
        self.tracker.begin(_heard_before(self.recorded, since), since)
        lessons = _lessons(self.recorded, since, until)
        plan_at = since + _PLANNED_EVERY
        now = since
        while now <= until:
            if now >= plan_at:
                self.tracker.plan_ahead(now)
                plan_at = now + _PLANNED_EVERY
            if now in lessons:
                self.tracker.learn(lessons[now], now)
            yield from self._sent(now)
            now = min([plan_at, *(moment for moment in lessons if moment > now), *self._due_after(now)])

    def _due_after(self, now: datetime) -> list[datetime]:
        with self.store.reading() as tx:
            due = tx.notifications.next_due()
        return [due] if due is not None and due > now else []

    def _sent(self, now: datetime) -> list[Outgoing]:
        """Send what is due at `now`, and return it: in memory, nobody else can have sent at that moment."""
        self.delivery.dispatch(now)
        with self.store.reading() as tx:
            sent = tx.notifications.sent_since(now)
            if not sent:
                return []
            knowns = {item.id: known for item in tx.items.all() if (known := items.item_as_of(item)) is not None}
            moved = {channel.name: _moved(tx, channel, now) for channel in self.channels}
        say = partial(text, knowns=knowns, now=now, intervals=self.intervals)
        return [
            Outgoing(each, say(each, channel=channel, moved=moved.get(each.channel, [])), person(each.channel, ()))
            for each in in_order(sent)
            if (channel := people.channel_of(each.channel, self.channels))
        ]


def _moved(tx: Transaction, channel: Channel, now: datetime) -> list[Notification]:
    return tx.notifications.by_id(tx.deliveries.noticed_since(channel.name, NotificationKind.MOVED, now - _A_WEEK))


def _heard_before(recorded: Sequence[Item], since: datetime) -> list[Item]:
    heard = []
    for item in recorded:
        eve = since.astimezone(dates.zone(item.facts.zone)).date() - timedelta(days=1)
        if known_then := _as_of(item, eve):
            heard.append(known_then)
    return heard


def _lessons(recorded: Sequence[Item], since: datetime, until: datetime) -> dict[datetime, list[Item]]:
    """What is learnt at which moment (UTC): the item as known at noon of each day on which something new was said."""
    lessons: dict[datetime, list[Item]] = {}
    for item in recorded:
        zone = dates.zone(item.facts.zone)
        days = {claim.said.said_on for claim in item.claims if not claim.retracted}
        days |= {recheck.on for recheck in item.rechecks}
        days |= {item.outcome.on} if item.outcome else set()
        for day in sorted(days):
            noon = dates.at_wall_time(day, _NOON, zone)
            learnt = _as_of(item, day)
            if since.astimezone(zone).date() <= day and noon <= until and learnt is not None:
                lessons.setdefault(max(noon, since), []).append(learnt)
    return lessons


def _as_of(item: Item, day: date) -> Item | None:
    """The item with what was known by the end of `day`; None if nothing had been said."""
    claims = tuple(claim for claim in item.claims if claim.said.said_on <= day and not claim.retracted)
    outcome = item.outcome if item.outcome and item.outcome.on <= day else None
    rechecks = tuple(recheck for recheck in item.rechecks if recheck.on <= day)
    then = replace(item, claims=claims, outcome=outcome, rechecks=rechecks, revision=0, revised_at=None)
    return then if claims else None
