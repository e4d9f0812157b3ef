"""Delivery driven at random: each notification arrives once and on time, or ends with a reason, whatever fails.

The database, the tracker and the delivery are the real ones. Slack is a class in this process that keeps what it
accepted, so that thousands of steps take seconds; what it does wrong, when a process dies and what the clocks do is
drawn by Hypothesis. The two windows in which a message can double stay shut: Slack takes what it takes within
`SETTLES` of the call, and a process that freezes does so while it waits for an answer.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Row, Select, select

from tests.builders import a_channel
from tests.edges.delivering import DAY, HOUR, MINUTE, NOW, SECOND, URL
from tests.hypothesis_profiles import at_least
from watchtracker.channels import Sender
from watchtracker.channels.slack import LIMITS, WORKSPACE
from watchtracker.delivery import Dispatcher
from watchtracker.errors import InputError, StoreError
from watchtracker.items import Declaration, Facts, Kind, Result, ShortForm, Statement
from watchtracker.items import Outcome as ItemOutcome
from watchtracker.notifications import Channel, NotificationState, ReasonCode, Want
from watchtracker.notifications.lateness import GIVE_UP_AFTER
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.outbox.messages import Answer, Message, MessageForm, Receipt, SendResult
from watchtracker.outbox.reconciliation import Reading, Search
from watchtracker.outbox.records import DeliveryState
from watchtracker.schema import deliveries, delivery_notifications, items, notifications
from watchtracker.store.engine import Store, Transaction
from watchtracker.targets import SlackTarget
from watchtracker.tracker import Tracker
from watchtracker.watchlist import WatchList

ZERO, MOMENT = timedelta(0), timedelta(milliseconds=1)
SETTLES = timedelta(seconds=12 + 30)
PAGE = 2
# Each is some thousand transactions.
MOST_EXAMPLES = 35
FACTS = {
    name: Facts(id=name, title=name.title(), kind=kind, zone="UTC")
    for name, kind in {"call": Kind.DEADLINE, "rule": Kind.EVENT, "model": Kind.RELEASE, "grant": Kind.DEADLINE}.items()
}
TARGETS = {"policy": "C0POLICY", "team": "C0TEAM"}
# The second hears of dead letters as well.
CHANNELS = (
    a_channel("policy", to=SlackTarget(TARGETS["policy"]), wants=frozenset(Want)),
    a_channel("team", to=SlackTarget(TARGETS["team"]), wants=frozenset({Want.MOVES, Want.OUTCOMES})),
)
ENDED_UNSENT = {NotificationState.DEAD, NotificationState.SUPERSEDED, NotificationState.CANCELLED}
UNDER_WAY = {DeliveryState.SENDING, DeliveryState.UNKNOWN}


class KilledError(BaseException):
    """The process ends here."""


class Fault(Enum):
    """What befalls a message; of the last three the answer tells nothing."""

    NOT_SENT = SendResult(Answer.NOT_SENT, "connection refused")
    TRY_LATER = SendResult(Answer.TRY_LATER, "ratelimited", retry_after=90 * SECOND)
    TARGET = SendResult(Answer.TARGET_REFUSED, "is_archived")
    PAYLOAD = SendResult(Answer.PAYLOAD_REFUSED, "invalid_blocks")
    CREDENTIALS = SendResult(Answer.CREDENTIALS_REFUSED, "token_expired")
    LOST = SendResult(Answer.UNCLEAR, "HTTP 500, lost")
    TAKEN = SendResult(Answer.UNCLEAR, "HTTP 500, taken")
    LATE = SendResult(Answer.UNCLEAR, "HTTP 500, taken late")

    @property
    def outcome(self) -> SendResult:
        outcome: SendResult = self.value
        return outcome


class Blur(Enum):
    """What befalls the reading of a page of a channel's history."""

    NONE = Reading.DONE
    LIMITED = Reading.TRY_LATER
    BROKEN = Reading.UNCLEAR


class Call(Enum):
    """What a process can be waiting for when it freezes."""

    SEND = "send"
    FIND = "find"


class Mishap(Enum):
    """What befalls a process in the middle of a beat."""

    KILLED = "killed"
    NO_DATABASE = "no database"
    STOPPED = "stopped"


class End(Enum):
    """How the other process goes on while one is frozen: to the end, or until it has sent something once more."""

    GOES_ON = "goes on"
    RESTS = "rests after that"
    KILLED = "is killed before that is answered"


@dataclass(frozen=True)
class Freeze:
    """What happens while a process is frozen; its monotonic clock stands still if the machine sleeps."""

    length: timedelta
    set_back: timedelta
    sleeps: bool
    beats: int
    moves: bool
    faults: list[Fault]
    end: End


class Clock:
    """The true time, and how far the clock of the machines is behind it since somebody set it back."""

    def __init__(self) -> None:
        self.true = NOW
        self.behind = ZERO

    @property
    def now(self) -> datetime:
        return self.true - self.behind


@dataclass(frozen=True)
class Posted:
    """A message that Slack accepted, and when by the true time."""

    key: str
    receipt: Receipt
    at: datetime
    reply: bool = False


def _nothing() -> None:
    """Most of the time nothing happens meanwhile."""


@dataclass
class Workspace:
    """Slack, with what goes wrong as data; `visit` is called at every place where a process can come to harm."""

    clock: Clock
    visit: Callable[[], None]
    committed: Callable[[str], None]
    posted: list[Posted] = field(default_factory=list)
    coming: list[Posted] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    blurs: list[Blur] = field(default_factory=list)
    late: timedelta = 20 * SECOND
    accepts_us: bool = True
    tried: list[str] = field(default_factory=list)
    happens: dict[Call, Callable[[], None]] = field(default_factory=dict)

    def probe(self) -> SendResult:
        self.visit()
        return SendResult(Answer.SENT) if self.accepts_us else Fault.CREDENTIALS.outcome

    def receive(self, channel: str, message: Message, key: str) -> SendResult:
        self.visit()
        self.tried.append(key)
        if message.edits is None and message.replies_to is None:
            self.committed(key)
        fault = self.faults.pop(0) if self.faults and self.accepts_us else None
        if fault is Fault.CREDENTIALS:
            self.accepts_us = False
        outcome = self._received(channel, message, key, fault) if self.accepts_us else Fault.CREDENTIALS.outcome
        self.visit()
        self.happens.get(Call.SEND, _nothing)()
        return outcome

    def read(self, channel: str, since: datetime, now: datetime, resumed: Search | None) -> Search:
        """Newest first and in pages, as Slack does; a cursor is the oldest `ts` read so far."""
        self.visit()
        search = resumed or Search(Reading.UNCLEAR, now)
        while True:
            blur = self.blurs.pop(0) if self.blurs else Blur.NONE
            if blur is not Blur.NONE or not self.accepts_us:
                wait = 20 * SECOND if blur is Blur.LIMITED else None
                reading = blur.value if self.accepts_us else Reading.UNCLEAR
                search = replace(search, reading=reading, detail=blur.name, retry_after=wait)
                break
            search = self._page(search, channel, since)
            if search.cursor is None:
                break
        self.happens.get(Call.FIND, _nothing)()
        return search

    def arrive(self) -> None:
        """What Slack took its time with is there from its own moment on."""
        for one in [one for one in self.coming if one.at <= self.clock.true]:
            self.coming.remove(one)
            self.posted.append(one)

    def _received(self, channel: str, message: Message, key: str, fault: Fault | None) -> SendResult:
        if fault is not None and fault not in {Fault.TAKEN, Fault.LATE}:
            return fault.outcome
        if message.edits is not None:
            return fault.outcome if fault else SendResult(Answer.SENT, receipt=message.edits)
        at = self.clock.true + (self.late if fault is Fault.LATE else ZERO)
        receipt = Receipt(channel, f"{at.timestamp():.6f}")
        kept = self.coming if fault is Fault.LATE else self.posted
        kept.append(Posted(key, receipt, at, reply=message.replies_to is not None))
        return fault.outcome if fault else SendResult(Answer.SENT, receipt=receipt)

    def _page(self, search: Search, channel: str, since: datetime) -> Search:
        oldest = f"{since.timestamp():.6f}"
        there = [one for one in self.posted if one.receipt.channel == channel and not one.reply]
        asked = [
            one for one in there if one.receipt.ts >= oldest and (not search.cursor or one.receipt.ts < search.cursor)
        ]
        page = sorted(asked, key=lambda one: one.receipt.ts, reverse=True)[:PAGE]
        found = dict(search.receipts)
        for one in page:
            found[one.key] = (one.receipt, *found.get(one.key, ()))
        cursor = page[-1].receipt.ts if len(asked) > PAGE else None
        return replace(search, reading=Reading.DONE, receipts=found, cursor=cursor, detail="")


@dataclass(frozen=True)
class Posting:
    """One channel of the workspace, as delivery is given it."""

    workspace: Workspace
    channel: str
    limits = LIMITS

    def send(self, message: Message, key: str) -> SendResult:
        return self.workspace.receive(self.channel, message, key)

    def find(self, since: datetime, now: datetime, where: str | None, resumed: Search | None) -> Search:
        return self.workspace.read(where or self.channel, since, now, resumed)

    def take_back(self, receipt: Receipt) -> SendResult:
        """Nothing ever comes twice, so what is deleted is missed by the invariants."""
        self.workspace.posted = [one for one in self.workspace.posted if one.receipt != receipt]
        return SendResult(Answer.SENT)


class FragileStore(Store):
    """The real store, on which a process can come to harm before a transaction begins, and after it is committed."""

    visit: Callable[[], None]

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        self.visit()
        with super().writing() as tx:
            yield tx
        self.visit()


@dataclass(frozen=True)
class Seen:
    """All that there is in the database at a moment."""

    notifications: dict[int, Row[tuple[object, ...]]]
    deliveries: list[Row[tuple[object, ...]]]
    members: dict[int, list[int]]

    def sent(self) -> set[int]:
        """The notifications that are recorded as sent."""
        return {number for number, one in self.notifications.items() if one.state == NotificationState.SENT}


def _all(tx: Transaction) -> Seen:
    def rows(query: Select[tuple[object, ...]]) -> list[Row[tuple[object, ...]]]:
        return list(tx.connection.execute(query))

    members: dict[int, list[int]] = {}
    for delivery, member in tx.connection.execute(select(delivery_notifications)):
        members.setdefault(delivery, []).append(member)
    return Seen({row.id: row for row in rows(select(notifications))}, rows(select(deliveries)), members)


WORKERS, DAYS = st.integers(0, 1), st.integers(0, 40)
UNCLEAR = st.sampled_from([Fault.LOST, Fault.TAKEN, Fault.LATE])
LATE = st.sampled_from([5 * SECOND, 40 * SECOND])
FAULTS = st.lists(st.sampled_from(Fault), max_size=3)
FREEZES = st.builds(
    Freeze,
    length=st.sampled_from([ZERO, 30 * SECOND, 70 * SECOND, HOUR, 4 * DAY]),
    set_back=st.sampled_from([ZERO, ZERO, HOUR]),
    sleeps=st.booleans(),
    beats=st.integers(0, 15),
    moves=st.booleans(),
    faults=FAULTS,
    end=st.sampled_from(End),
)


class Machine(RuleBasedStateMachine):
    """Two processes that deliver from one database, and what the world does to them."""

    channels: Sequence[Channel] = CHANNELS
    fallback = "team"
    account = WORKSPACE

    def __init__(self, empty: Callable[[], str]) -> None:
        super().__init__()
        self.clock = Clock()
        self.store = Store.open(empty())
        self.tracker = Tracker(self.store, self.channels, DEFAULT_LEADS)
        self.workspace = self._workspace()
        self.declared: dict[str, Declaration] = {}
        self.resolved: set[str] = set()
        self.lists = 0
        self.told = 0
        self.mishap: tuple[int, Mishap] | None = None
        self.stopping = Event()
        self.asleep = [ZERO, ZERO]
        self.froze = False
        self.wrong: list[str] = []
        self.workers = [self._process(number) for number in range(2)]

    # What people do.

    @initialize(names=st.sets(st.sampled_from(sorted(FACTS)), min_size=1))
    def the_first_items_are_news(self, names: set[str]) -> None:
        """They come to a list that was empty, so that they are told of."""
        self._apply()
        self._declare(names, 9)

    @rule(name=st.sampled_from(sorted(FACTS)), days=DAYS)
    def put_on_the_list(self, name: str, days: int) -> None:
        self._declare({name}, days)

    @precondition(lambda self: self.declared)
    @rule(number=st.integers(0, 3))
    def take_off_the_list(self, number: int) -> None:
        del self.declared[self._listed(number)]
        self._apply()

    @precondition(lambda self: self.declared)
    @rule(number=st.integers(0, 3), days=DAYS)
    def move(self, number: int, days: int) -> None:
        name = self._listed(number)
        said = Statement(self._day(days), self.clock.now.date(), "Somebody")
        refused = pytest.raises(InputError, match="reopen it first") if name in self.resolved else nullcontext()
        with refused:
            self.tracker.claim(name, said, self.clock.now)

    @precondition(lambda self: self.declared)
    @rule(number=st.integers(0, 3))
    def resolve_or_reopen(self, number: int) -> None:
        name = self._listed(number)
        if name in self.resolved:
            self.tracker.reopen(name, self.clock.now)
        else:
            outcome = ItemOutcome(Result.HAPPENED, self.clock.now.date(), "Gazette")
            self.tracker.resolve(name, outcome, self.clock.now)
        self.resolved ^= {name}

    @rule()
    def send_dead_ones_again(self) -> None:
        self.tracker.retry(None, self.clock.now)

    # What time does.

    @rule(
        length=st.sampled_from([SECOND, 31 * SECOND, MINUTE, 10 * MINUTE, HOUR, 8 * HOUR, DAY, GIVE_UP_AFTER - MINUTE])
    )
    def time_goes_on(self, length: timedelta) -> None:
        self._pass(length)

    @rule(length=st.sampled_from([SECOND, MINUTE, HOUR, DAY]))
    def the_clock_is_set_back(self, length: timedelta) -> None:
        self.clock.behind += length

    @precondition(lambda self: self.clock.behind and not self.workspace.coming)
    @rule()
    def the_clock_is_set_right(self) -> None:
        self.clock.behind = ZERO

    # What processes do, and what befalls them.

    @rule(worker=WORKERS, seconds=st.sampled_from([0, 1, 2, 5, 30]), times=st.integers(1, 8))
    def beats(self, worker: int, seconds: int, times: int) -> None:
        for _ in range(times):
            self._pass(seconds * SECOND)
            self._beat(worker)

    @precondition(lambda self: self.declared)
    @rule(worker=WORKERS, number=st.integers(0, 3), faults=FAULTS, times=st.integers(1, 15))
    def news_goes_out_badly(self, worker: int, number: int, faults: list[Fault], times: int) -> None:
        self._news(number, faults)
        self._beats(worker, times)

    @precondition(lambda self: self.declared)
    @rule(
        worker=WORKERS,
        number=st.integers(0, 3),
        faults=FAULTS,
        harm=st.tuples(st.integers(0, 9), st.sampled_from(Mishap)),
    )
    def comes_to_harm(self, worker: int, number: int, faults: list[Fault], harm: tuple[int, Mishap]) -> None:
        """It is killed, cut off from the database or told to stop at some place in its beat."""
        self._news(number, faults)
        self.mishap = harm
        try:
            self._beat(worker)
        except KilledError:
            self.workers[worker] = self._process(worker)
        except StoreError:
            assert harm[1] is Mishap.NO_DATABASE
        finally:
            self.mishap = None
            self.stopping.clear()

    @precondition(lambda self: self.declared)
    @rule(worker=WORKERS, number=st.integers(0, 3), fault=st.sampled_from([None, *Fault]), freeze=FREEZES)
    def freezes_while_it_sends(self, worker: int, number: int, fault: Fault | None, freeze: Freeze) -> None:
        self._news(number, [fault] if fault else [])
        self._freeze_at(Call.SEND, worker, number, freeze)
        self._beat(worker)
        self._thaw()

    @precondition(lambda self: self.declared)
    @rule(worker=WORKERS, number=st.integers(0, 3), fault=UNCLEAR, looks=st.integers(0, 3), freeze=FREEZES)
    def freezes_while_it_looks(self, worker: int, number: int, fault: Fault, looks: int, freeze: Freeze) -> None:
        """In the first look, or so many later: the third is the first that proves anything."""
        self._news(number, [fault])
        self._freeze_at(Call.FIND, worker, number, freeze, after=looks)
        self._beats(worker, 12)
        self._thaw()

    def sleeps_and_sends_late(self) -> None:
        """A sleep while one message is under way, and the next one, of the same beat, arrives late."""
        freeze = a_freeze(length=HOUR, sleeps=True, beats=0, faults=[Fault.LATE])
        self.freezes_while_it_sends(0, 0, None, freeze)
        for _ in range(30):
            self._beat(0)
            self._pass(2 * SECOND)

    # What Slack does.

    @rule(faults=FAULTS, late=LATE)
    def slack_fails(self, faults: list[Fault], late: timedelta) -> None:
        self.workspace.faults = [*faults]
        self.workspace.late = late

    @rule(pages=st.integers(0, 2), blur=st.sampled_from([Blur.LIMITED, Blur.BROKEN]), times=st.integers(1, 6))
    def slack_cannot_be_read(self, pages: int, blur: Blur, times: int) -> None:
        self.workspace.blurs = [Blur.NONE] * pages + [blur] * times

    @precondition(lambda self: not self.workspace.accepts_us)
    @rule()
    def slack_accepts_us_again(self) -> None:
        self.workspace.accepts_us = True

    # What must hold.

    @invariant()
    def nothing_comes_twice_or_early_or_ends_without_a_reason(self) -> None:
        assert not self.wrong
        with self.store.reading() as tx:
            seen = _all(tx)
        self._check_arrived(seen)
        self._check_recorded(seen)

    def teardown(self) -> None:
        try:
            # What failed already has said so.
            if sys.exc_info()[0] is None:
                self._heal()
                self._until_idle()
                self.nothing_comes_twice_or_early_or_ends_without_a_reason()
        finally:
            self.store.close()

    def _check_arrived(self, seen: Seen) -> None:
        posted = {one.key: one for one in self.workspace.posted}
        assert len(posted) == len(self.workspace.posted), "a key was accepted twice"
        arrived: Counter[int] = Counter()
        for delivery in seen.deliveries:
            message = posted.get(delivery.key)
            if message is None or delivery.form == MessageForm.DEAD_LETTERS:
                continue
            for member in seen.members[delivery.id]:
                one = seen.notifications[member]
                arrived[member] += 1
                assert one.due_at <= message.at, f"{one.key} came before its time"
                assert one.state in {"sending", "sent"}, f"{one.key} arrived, and is {one.state}"
        for member, times in arrived.items():
            assert times == 1, f"{seen.notifications[member].key} came twice"
        assert seen.sent() <= set(arrived), "what is sent did not arrive"

    def _check_recorded(self, seen: Seen) -> None:
        there = {(one.key, one.receipt) for one in self.workspace.posted}
        for delivery in seen.deliveries:
            if delivery.state == DeliveryState.SENT and delivery.receipt_ts is not None:
                assert (delivery.key, Receipt(delivery.receipt_channel, delivery.receipt_ts)) in there
        under_way = Counter(
            member
            for one in seen.deliveries
            if one.state in UNDER_WAY and one.form != MessageForm.DEAD_LETTERS
            for member in seen.members[one.id]
        )
        for number, one in seen.notifications.items():
            assert under_way[number] == (one.state == NotificationState.SENDING), f"{one.key} is {one.state}"
            if one.state in ENDED_UNSENT:
                assert one.reason, f"{one.key} is {one.state}, and nobody knows why"
            if one.state == NotificationState.DEAD:
                assert one.reason == ReasonCode.GIVEN_UP or "refused" in one.reason, f"{one.key} is dead: {one.reason}"
            if one.reason == ReasonCode.GIVEN_UP:
                assert self.clock.true >= one.due_at + GIVE_UP_AFTER, f"{one.key} was given up early"

    # How it is done.

    def _process(self, number: int) -> Dispatcher:
        store = FragileStore(self.store._address, self.store._engine)
        store.visit = self._visit
        return Dispatcher(
            store,
            self.channels,
            self._senders(),
            public_url=URL,
            fallback_channel=self.fallback,
            probes={self.account: self.workspace.probe},
            monotonic=partial(self._monotonic, number),
            uniform=max,
        )

    def _workspace(self) -> Workspace:
        return Workspace(self.clock, self._visit, self._is_committed)

    def _senders(self) -> dict[str, Sender]:
        return {name: Posting(self.workspace, target) for name, target in TARGETS.items()}

    def _monotonic(self, worker: int) -> float:
        return (self.clock.true - NOW - self.asleep[worker]).total_seconds()

    def _beat(self, worker: int) -> None:
        self.workers[worker].dispatch(self.clock.now, self.stopping)

    def _beats(self, worker: int, times: int) -> None:
        """So many, with the seconds between them that most of what is put off is put off for."""
        for _ in range(times):
            self._beat(worker)
            self._pass(6 * SECOND)

    def _pass(self, length: timedelta) -> None:
        self.clock.true += length
        self.workspace.arrive()

    def _visit(self) -> None:
        """A place where a process can come to harm; getting from one to the next takes a moment."""
        self._pass(MOMENT)
        if self.mishap is None:
            return
        places, mishap = self.mishap
        self.mishap = (places - 1, mishap)
        if places == 0:
            if mishap is Mishap.KILLED:
                raise KilledError
            if mishap is Mishap.NO_DATABASE:
                raise StoreError
            self.stopping.set()

    def _is_committed(self, key: str) -> None:
        """What leaves is known before it leaves, and holds at that moment; delivery would take a raise for a fault."""
        joined = deliveries.outerjoin(delivery_notifications).outerjoin(notifications).outerjoin(items)
        query = (
            select(
                deliveries.c.state, deliveries.c.form, notifications.c.key, notifications.c.overtaken, items.c.listed
            )
            .select_from(joined)
            .where(deliveries.c.key == key)
        )
        with self.store.reading() as tx:
            members = list(tx.connection.execute(query))
        if not members:
            self.wrong.append(f"{key} left before it was known")
        for state, form, member, overtaken, listed in members:
            if (
                form != MessageForm.DEAD_LETTERS
                and not self.froze
                and (overtaken or listed is False or state != "sending")
            ):
                self.wrong.append(f"{member} went out and does not hold: {overtaken}")

    def _freeze_at(self, call: Call, worker: int, number: int, freeze: Freeze, after: int = 0) -> None:
        """Have a process freeze while it waits for the answer to a call, and the other one go on meanwhile."""
        left = after

        def happens() -> None:
            nonlocal left
            left -= 1
            if left >= 0:
                return
            del self.workspace.happens[call]
            self.froze = True
            began = self.clock.true
            self.clock.behind += freeze.set_back
            self._pass(freeze.length)
            if freeze.moves:
                self.move(number, 40)
            self.workspace.faults += freeze.faults
            self._other_goes_on(1 - worker, freeze)
            if freeze.sleeps:
                self.asleep[worker] += self.clock.true - began

        self.workspace.happens[call] = happens

    def _other_goes_on(self, worker: int, freeze: Freeze) -> None:
        again = False

        def posts() -> None:
            nonlocal again
            *before, last = self.workspace.tried
            again = again or last in before
            if again and freeze.end is End.KILLED:
                raise KilledError

        self.workspace.happens[Call.SEND] = posts
        for _ in range(freeze.beats):
            try:
                self._beats(worker, 1)
            except KilledError:
                self.workers[worker] = self._process(worker)
                break
            if again and freeze.end is End.RESTS:
                break
        del self.workspace.happens[Call.SEND]

    def _thaw(self) -> None:
        self.workspace.happens.clear()
        self.froze = False

    def _news(self, number: int, faults: Sequence[Fault]) -> None:
        """Something to send, once the gates are open again after what went before."""
        self.told += 1
        self.workspace.faults = [*faults]
        self.move(number, 10 + self.told % 20)
        self._pass(3 * SECOND)

    def _day(self, days: int) -> str:
        return (self.clock.now.date() + timedelta(days=days)).isoformat()

    def _declare(self, names: set[str], days: int) -> None:
        today = self.clock.now.date()
        for name in names:
            self.declared[name] = Declaration(FACTS[name], ShortForm(self._day(days), today, "Gazette"))
        self._apply()

    def _listed(self, number: int) -> str:
        return sorted(self.declared)[number % len(self.declared)]

    def _apply(self) -> None:
        self.lists += 1
        declarations = tuple(self.declared[name] for name in sorted(self.declared))
        self.tracker.apply(WatchList(declarations, str(self.lists), Path("watchlist.toml")), self.clock.now)

    def _heal(self) -> None:
        self.workspace.faults, self.workspace.blurs = [], []
        self.workspace.accepts_us = True
        self._pass(SETTLES)
        self.clock.behind = ZERO

    def _until_idle(self) -> None:
        for _ in range(300):
            for worker in range(2):
                self._beat(worker)
            if not (left := self._left()):
                return
            moment = self.workers[0].next_moment(self.clock.now) or self.clock.now
            self._pass(min(max(moment - self.clock.now, SECOND), MINUTE))
        raise AssertionError(f"this never ends: {left}")

    def _left(self) -> list[str]:
        """What is due, under way, or to be set right or told."""
        with self.store.reading() as tx:
            seen = _all(tx)
            unannounced = tx.deliveries.unannounced_dead()
        left = [one.key for one in seen.deliveries if one.state in UNDER_WAY]
        left += [
            one.key for one in seen.notifications.values() if one.state == NotificationState.SENDING or one.overtaken
        ]
        due = (one for one in seen.notifications.values() if one.state == NotificationState.PLANNED)
        left += [one.key for one in due if one.due_at <= self.clock.now]
        return left + [f"{number} is dead, and nobody was told" for number in unannounced]


def test_each_notification_arrives_once_and_on_time_or_ends_with_a_reason(empty: Callable[[], str]) -> None:
    class OnDatabase(Machine):
        def __init__(self) -> None:
            super().__init__(empty)

    run_state_machine_as_test(
        OnDatabase,
        settings=settings(
            max_examples=min(at_least(10).max_examples, MOST_EXAMPLES),
            stateful_step_count=12,
            suppress_health_check=list(HealthCheck),
        ),
    )


def a_freeze(**more: Any) -> Freeze:
    calm = {"length": ZERO, "set_back": ZERO, "sleeps": False, "beats": 15, "moves": False, "faults": []}
    return Freeze(**{**calm, "end": End.GOES_ON, **more})


# What is drawn too seldom, each found when the fence that it runs against is taken away.
RARE: dict[str, Callable[[Machine], None]] = {
    "an old answer meets the lease of one who sent again": lambda machine: machine.freezes_while_it_sends(
        0, 0, Fault.NOT_SENT, a_freeze(length=70 * SECOND, end=End.KILLED)
    ),
    "an old look meets a message that was sent again": lambda machine: machine.freezes_while_it_looks(
        0, 0, Fault.LOST, 2, a_freeze(length=70 * SECOND, faults=[Fault.TAKEN], end=End.RESTS)
    ),
    "a clock set back ends the lease of what comes late": lambda machine: machine.freezes_while_it_sends(
        0, 0, Fault.LATE, a_freeze(set_back=HOUR)
    ),
    "one who slept sends with the time of before, and it comes late": lambda machine: machine.sleeps_and_sends_late(),
}


@pytest.mark.parametrize("rare", RARE)
def test_what_is_drawn_too_seldom(empty: Callable[[], str], rare: str) -> None:
    machine = Machine(empty)
    machine.workspace.late = 40 * SECOND
    try:
        machine.the_first_items_are_news({"call"})
        machine.beats(worker=0, seconds=2, times=2)
        RARE[rare](machine)
        machine.nothing_comes_twice_or_early_or_ends_without_a_reason()
    finally:
        machine.teardown()
