"""`replay`: what would have been sent in a past period, by the real tracker and delivery.

They work on a database in memory, and `now` steps from event to event, so a replay cannot differ from what is really
sent. What was said on a day is learnt at noon of that day in the item's zone; what was said before the period is there
from the start, like a first import. The channels send nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial

from watchtracker import dates, items, reading
from watchtracker.delivery import Dispatcher
from watchtracker.intake.proposing import ReadDocument, WatchedItems
from watchtracker.intake.text_sources import TextSource
from watchtracker.items import Item, Kind
from watchtracker.notifications import Channel, LeadTime, Notification, NotificationKind, people
from watchtracker.notifications.proposals import number
from watchtracker.outbox.messages import Limits, Message, SendResult, SendStatus
from watchtracker.reports.listing import in_order
from watchtracker.reports.plan import Outgoing, text
from watchtracker.reports.proposals import ProposalRow, stored_row
from watchtracker.store.engine import Store, Transaction
from watchtracker.store.waiting import of_numbers, waiting
from watchtracker.tracker import Tracker
from watchtracker.tracker.intake import Intake
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
    texts: Iterable[DatedText] = (),
    held: list[Held] | None = None,
) -> list[Outgoing]:
    """Every notification that `channels` would have had from `since` to `until` (UTC), in order of time.

    `texts` are read as well, each at noon of its day, and `held` gets what the inbox has after that.
    """
    store = Store.open("sqlite:///:memory:")
    try:
        tracker = Tracker(store, channels, leads, intervals)
        senders = {channel.name: _Unsent() for channel in channels}
        delivery = Dispatcher(
            store, channels, senders, public_url=public_url, intervals=intervals, leads=leads, monotonic=_still
        )
        past = _Past(recorded, channels, intervals, store, tracker, delivery, _by_noon(texts, since), held or [])
        found = list(past.outgoing(since, until))
        if held is not None:
            held[:] = past.held
        return found
    finally:
        store.close()


@dataclass(frozen=True, slots=True)
class DatedText:
    """A text that `source` published on a day in its zone."""

    day: date
    source: TextSource
    text: str


@dataclass(frozen=True, slots=True)
class Held:
    """What the inbox has once the texts of a day were read: all that is open, and the numbers of what came that day."""

    day: date
    rows: tuple[ProposalRow, ...]
    new: frozenset[int]


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
    texts: Mapping[datetime, Sequence[DatedText]]
    held: list[Held]

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
            if now in self.texts:
                self.held.append(self._heard(self.texts[now], now))
            yield from self._sent(now)
            learns = (moment for moment in (*lessons, *self.texts) if moment > now)
            now = min([plan_at, *learns, *self._due_after(now)])

    def _heard(self, texts: Sequence[DatedText], now: datetime) -> Held:
        """Read what was published that day, beside what was known of our items then."""
        intake, new = Intake(self.store, self.tracker), set[int]()
        for each in texts:
            with self.store.reading() as tx:
                watched, before = WatchedItems(tx.items.all()), {stored.id for stored in tx.proposals.open()}
            finds = reading.read(each.text, each.day, each.source.zone).finds
            document = ReadDocument(each.text, published=each.day)
            proposed = [found.proposal for found in watched.proposed(finds, document, each.source)]
            new |= {stored.id for stored in intake.hear(proposed, now)} - before
        with self.store.reading() as tx:
            open_now = [found for found in waiting(tx).values() if found.is_open]
        known = {found.known.id: found.known for found in open_now if found.known is not None}
        rows = tuple(stored_row(found.stored, known, now) for found in open_now)
        return Held(texts[0].day, rows, frozenset(new))

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
            asked = [each for each in sent if each.kind is NotificationKind.PROPOSALS]
            told = of_numbers(tx, map(number, asked)) if asked else {}
        say = partial(text, knowns=knowns, now=now, intervals=self.intervals, waiting=told)
        return [
            Outgoing(each, say(each, channel=channel, moved=moved.get(each.channel, [])), person(each.channel, ()))
            for each in in_order(sent)
            if (channel := people.channel_of(each.channel, self.channels))
        ]


def _by_noon(texts: Iterable[DatedText], since: datetime) -> dict[datetime, list[DatedText]]:
    """The texts by the moment at which each is read."""
    found: dict[datetime, list[DatedText]] = {}
    for each in texts:
        noon = dates.at_wall_time(each.day, _NOON, dates.zone(each.source.zone))
        if noon >= since:
            found.setdefault(noon, []).append(each)
    return found


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
