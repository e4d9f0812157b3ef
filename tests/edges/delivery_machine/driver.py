"""How the machine does what is drawn: processes that beat, come to harm or freeze, people who change the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from hypothesis.stateful import (
    RuleBasedStateMachine,
)
from sqlalchemy import select

from tests.builders import a_channel
from tests.edges.delivering import MINUTE, NOW, SECOND, URL
from tests.edges.delivery_machine.checks import Seen, check_arrived, left
from tests.edges.delivery_machine.world import (
    MOMENT,
    ZERO,
    Call,
    Clock,
    Fault,
    FragileStore,
    KilledError,
    Posting,
    Workspace,
)
from watchtracker.channels import Sender
from watchtracker.channels.slack import WORKSPACE
from watchtracker.delivery import Dispatcher
from watchtracker.errors import InputError, StoreError
from watchtracker.items import Declaration, Facts, Kind, ShortForm, Statement
from watchtracker.notifications import Channel, Want
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.outbox.messages import MessageForm
from watchtracker.schema import deliveries, delivery_notifications, items, notifications
from watchtracker.store.engine import Store
from watchtracker.targets import SlackTarget
from watchtracker.tracker import Tracker
from watchtracker.watchlist import WatchList

SETTLES = timedelta(seconds=12 + 30)
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


class Driver(RuleBasedStateMachine):
    """Two processes that deliver from one database, and the hands of the machine; its rules are in the test."""

    channels: Sequence[Channel] = CHANNELS
    fallback = "team"
    account = WORKSPACE

    def __init__(self, empty: Callable[[], Store]) -> None:
        super().__init__()
        self.clock = Clock()
        self.store = empty()
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
                self._move(number, 40)
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
        self._move(number, 10 + self.told % 20)
        self._pass(3 * SECOND)

    def _move(self, number: int, days: int) -> None:
        name = self._listed(number)
        said = Statement(self._day(days), self.clock.now.date(), "Somebody")
        refused = pytest.raises(InputError, match="reopen it first") if name in self.resolved else nullcontext()
        with refused:
            self.tracker.claim(name, said, self.clock.now)

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

    def _check_arrived(self, seen: Seen) -> None:
        check_arrived(seen, self.workspace.posted)

    def _left(self) -> list[str]:
        """What is due, under way, or to be set right or told."""
        with self.store.reading() as tx:
            return left(tx, self.clock.now)
