"""How the machine does what is drawn: people who press what they see, and processes that receive, work off and draw."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from tests.answers import _value
from tests.builders import a_channel
from tests.edges.answer_machine import checks
from tests.edges.answer_machine.world import Answerable, Board, BrittleStore, Shown
from tests.edges.delivering import MINUTE, SECOND, URL
from tests.edges.delivery_machine.driver import TARGETS, Driver, Mishap
from tests.edges.delivery_machine.world import KilledError
from tests.serving import Site
from tests.slack_hands import Hands, Member
from tests.slack_stand_in import TEAM
from watchtracker.answering.reception import TEAM as OUR_TEAM
from watchtracker.answering.reception import Reception
from watchtracker.answering.worker import Worker
from watchtracker.channels import Sender
from watchtracker.channels.slack import buttons
from watchtracker.channels.slack.inbound import read
from watchtracker.delivery import Dispatcher
from watchtracker.delivery.faces import FaceDrawer
from watchtracker.errors import StoreError
from watchtracker.inbox.at_once import NotRecorded, Recorded
from watchtracker.inbox.intents import READ, View
from watchtracker.items import Item, item_as_of
from watchtracker.notifications import Want
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.outbox.messages import MessageForm
from watchtracker.schema import deliveries, delivery_notifications, notifications
from watchtracker.store.engine import Store
from watchtracker.store.inbox import LEFT_BEHIND
from watchtracker.targets import SlackTarget
from watchtracker.tracker import Tracker

# Without digests: those say again what was said, and are not reminders.
_WANTS = frozenset({Want.REMINDERS, Want.MOVES, Want.OUTCOMES})
CHANNELS = (
    a_channel("policy", to=SlackTarget(TARGETS["policy"]), wants=_WANTS),
    a_channel("team", to=SlackTarget(TARGETS["team"]), wants=_WANTS),
)
PEOPLE = (Member(), Member("U0BO", "bo"), Member("U0CLEO", "cleo"))
_OPENS_A_FORM = {"new_date", "happened", "cancelled", "not_right", "reopen", "snooze_until", "history", "answer"}
_ROUNDS = 400


@dataclass
class Process:
    """One replica: what it receives with, works off, draws and sends with."""

    reception: Reception
    worker: Worker
    drawer: FaceDrawer
    dispatcher: Dispatcher

    def work(self, driver: AnswerDriver) -> None:
        """Work off all that waits."""
        while self.worker.work_off(driver.clock.now) is not None:
            pass


class AnswerDriver(Driver):
    """Two replicas, the people in Slack, and what is known beside the database."""

    channels = CHANNELS

    def __init__(self, empty: Callable[[], Store]) -> None:
        self.processes: dict[int, Process] = {}
        super().__init__(empty)
        with self.store.writing() as tx:
            tx.meta.set(OUR_TEAM, TEAM)
        self.hands = {who.id: Hands(Site(0), lambda: self.clock.now, None, who) for who in PEOPLE}
        self.sent: list[str] = []
        self.heard: dict[str, set[str]] = {}
        self.by_hand: Counter[str] = Counter()

    @property
    def board(self) -> Board:
        assert isinstance(self.workspace, Board)
        return self.workspace

    def _workspace(self) -> Board:
        return Board(self.clock, self._visit, self._is_committed, leaving=self._is_not_quieted)

    def _senders(self) -> dict[str, Sender]:
        return {name: Answerable(self.workspace, target) for name, target in TARGETS.items()}

    def _process(self, number: int) -> Dispatcher:
        if number in self.processes:
            self.processes[number].reception.close()
        store = BrittleStore(self.store._address, self.store._engine)
        store.visit = self._visit
        monotonic, senders = partial(self._monotonic, number), self._senders()
        dispatcher = Dispatcher(
            store,
            self.channels,
            senders,
            public_url=URL,
            fallback_channel=self.fallback,
            probes={self.account: self.workspace.probe},
            monotonic=monotonic,
            uniform=max,
        )
        worker = Worker(
            store, Tracker(store, self.channels, DEFAULT_LEADS), self.channels, read, is_guest=lambda _: False
        )
        drawer = FaceDrawer(store, self.channels, senders, public_url=URL, monotonic=monotonic, uniform=max)
        reception = Reception(store, read=read, now=lambda: self.clock.now, writes_within=60.0)
        self.processes[number] = Process(reception, worker, drawer, dispatcher)
        return dispatcher

    # What people do.

    def _messages(self) -> list[Shown]:
        return [shown for shown in self.board.shown.values() if any(each.offers for each in shown.versions)]

    def _pressed(self, number: int, who: Member, version: int, choice: int) -> str | None:
        """What Slack sends when somebody presses a button of a message, as it looks now or as it looked before."""
        shown = self._messages()[-1 - number % len(self._messages())]
        seen = [each for each in shown.versions if each.offers is not None]
        offers = seen[-1 - version % len(seen)].offers
        assert offers is not None
        actions = [each for each in (*offers.visible, *offers.more) if each not in _OPENS_A_FORM]
        if not actions:
            return None
        blocks = buttons.actions(offers, "Title", "b1")
        message = {"ts": shown.receipt.ts, "channel": shown.receipt.channel, "blocks": blocks}
        return json.dumps(self.hands[who.id].press(message, actions[choice % len(actions)]))

    def _filled_in(self, number: int, who: Member, view: View, days: int) -> str | None:
        """What Slack sends when somebody sends a form that was opened from a message."""
        shown = self._messages()[-1 - number % len(self._messages())]
        offers = next(each.offers for each in reversed(shown.versions) if each.offers is not None)
        if offers.notification is None:
            return None
        today = self.clock.now.date()
        fields: dict[View, dict[str, str | int]] = {
            View.NEW_DATE: {
                "when": (today + timedelta(days=days)).isoformat(),
                "said_on": today.isoformat(),
                "source": "Gazette",
                "standing": "official",
            },
            View.HAPPENED: {"on": today.isoformat(), "source": "Gazette"},
            View.SNOOZE_UNTIL: {"until": int((self.clock.now + timedelta(days=days, hours=1)).timestamp())},
        }
        kept = {"v": 1, "n": offers.notification, "r": offers.revision, READ: True}
        form = {"id": "V1", "hash": "h", "callback_id": f"wt.{view.value}", "private_metadata": json.dumps(kept)}
        values = {name: _value(name, value) for name, value in fields.get(view, {}).items()}
        return json.dumps(self.hands[who.id].submit(form, values))

    # What processes do.

    def _receive(self, number: int, text: str) -> None:
        key = json.loads(text)["trigger_id"]
        heard = self.heard.setdefault(key, set())
        try:
            _, outcome = asyncio.run(self.processes[number].reception.receive(text))
        except KilledError:
            heard.add("nothing")
            raise
        assert isinstance(outcome, Recorded | NotRecorded), outcome
        heard.add("acked" if isinstance(outcome, Recorded) else "refused")

    def _work(self, number: int) -> None:
        self.processes[number].work(self)

    def _draw(self, number: int) -> None:
        self.processes[number].drawer.draw(self.clock.now)

    def _goes_on(self, far: int) -> None:
        """What usually follows: it is worked off, then drawn, and what is due goes out; it may stop on the way."""
        for step in (self._work, self._draw, self._beat)[:far]:
            step(0)

    def _plan(self) -> None:
        self.tracker.plan_ahead(self.clock.now)

    def _both_work(self) -> None:
        """Both replicas at once, in threads of their own."""
        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(self._work, number) for number in range(2)]:
                done.result()

    def _harmed(self, number: int, harm: tuple[int, Mishap], does: Callable[[], object]) -> None:
        """Have a process do something, and come to harm at some place in it."""
        self.mishap = harm
        try:
            does()
        except KilledError:
            self.mishap = None
            self.workers[number] = self._process(number)
        except StoreError:
            assert harm[1] is Mishap.NO_DATABASE
        finally:
            self.mishap = None
            self.stopping.clear()

    def _settle(self) -> None:
        """Let everything come to rest: nothing waits to be worked off, sent or drawn."""
        self._heal()
        self._pass(LEFT_BEHIND)
        for number in range(2):
            self._work(number)
        self._plan()
        for _ in range(_ROUNDS):
            for number in range(2):
                self._beat(number)
                self._draw(number)
            left = self._left()
            if not left and not self._waits():
                return
            moment = self.workers[0].next_moment(self.clock.now) if left else None
            self._pass(min(max((moment or self.clock.now) - self.clock.now, 2 * SECOND), MINUTE))
        raise AssertionError(f"this never comes to rest: {left}")

    def _waits(self) -> bool:
        with self.store.reading() as tx:
            return tx.inbox.waits(self.clock.now + MINUTE) or tx.faces.waiting(
                [*TARGETS, *tx.faces.people()], self.clock.now + 7 * MINUTE
            )

    # What is looked at.

    def _items(self) -> list[Item]:
        with self.store.reading() as tx:
            return tx.items.all()

    def _is_not_quieted(self, key: str) -> None:
        """As a message leaves, nobody keeps what it says quiet."""
        query = (
            select(notifications)
            .select_from(notifications.join(delivery_notifications).join(deliveries))
            .where(deliveries.c.key == key, deliveries.c.form != MessageForm.DEAD_LETTERS)
        )
        with self.store.reading() as tx:
            members = list(tx.connection.execute(query))
            begun = {row.id: min(each.started_at for each in tx.deliveries.of_notification(row.id)) for row in members}
            named = {row.item_id for row in members if row.item_id is not None}
            held = [hold for each in tx.holds.of_items(named).values() for hold in each]
            known = {item.id: item_as_of(item) if item.listed else None for item in tx.items.some(named)}
        self.wrong += checks.wrong_in_quiet(members, begun, held, known, self.clock.now)

    def _check_settled(self) -> None:
        found = self._items()
        query = select(deliveries.c.key, notifications).select_from(
            deliveries.join(delivery_notifications).join(notifications)
        )
        with self.store.reading() as tx:
            members: dict[str, list[Any]] = {}
            for row in tx.connection.execute(query):
                members.setdefault(row[0], []).append(row)
            checks.check_received(tx, self.heard)
            checks.check_holds(tx, found, self.clock.now)
            checks.check_ends_of_snoozes(tx)
            checks.check_faces(tx, self.board.shown, found, self.clock.now, members)
        self._check_always()

    def _check_always(self) -> None:
        assert not self.wrong, self.wrong
        found = self._items()
        with self.store.reading() as tx:
            checks.check_effects(tx, found, self.by_hand)
            checks.check_news(tx)
