"""What the tests of answers share: a desk where presses arrive over HTTP, signed, and are worked off when asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from tests.builders import a_channel, at
from tests.serving import Site, serving
from tests.sites import SETTINGS, a_site
from tests.slack_hands import SECRET, Hands, Member
from tests.slack_stand_in import TEAM, SlackStandIn
from watchtracker import schema
from watchtracker.answering.case import Worked
from watchtracker.answering.groups import Groups
from watchtracker.answering.reception import TEAM as OUR_TEAM
from watchtracker.answering.reception import Reception
from watchtracker.answering.worker import Worker
from watchtracker.channels.slack import buttons
from watchtracker.channels.slack.client import WORKSPACE
from watchtracker.channels.slack.inbound import read, without_secrets
from watchtracker.inbox.intents import READ, Unknown, View
from watchtracker.inbox.tellings import Telling
from watchtracker.items import Facts, Item, Kind, Standing, Statement
from watchtracker.notifications import Answerers, Notification, NotificationKind
from watchtracker.notifications.answers import Action, GivenAnswer
from watchtracker.notifications.holds import Hold, HoldKind, Person
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.outbox.offers import Offers
from watchtracker.store.engine import Store
from watchtracker.targets import SlackTarget
from watchtracker.tracker import Tracker
from watchtracker.web.slack import Interactions

NOW = at("2026-04-29 09:00")
DAY = timedelta(days=1)
POLICY = a_channel("policy", "Europe/Berlin", to=SlackTarget("C0POLICY"))
LEGAL = a_channel("legal", to=SlackTarget("C0LEGAL"))
ANA, BO = Member(), Member("U0BO", "bo")
EVERY_ACTION = tuple(action.value for action in Action)


@dataclass
class Desk:
    """A store with a tracker, a door for presses and a worker; `guests` says who is one, True for whom nobody named."""

    store: Store
    now: datetime = NOW
    guests: dict[str, bool | None] = field(default_factory=dict)
    answers: Answerers | frozenset[str] = Answerers.WORKSPACE
    groups: dict[str, frozenset[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    site: Site | None = None
    slack: SlackStandIn | None = None
    woken: int = 0
    _hands: dict[str, Hands] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self.store.writing() as tx:
            tx.meta.set(OUR_TEAM, TEAM)

    @property
    def tracker(self) -> Tracker:
        return Tracker(self.store, [POLICY, LEGAL], DEFAULT_LEADS)

    def worker(self) -> Worker:
        return Worker(
            self.store,
            self.tracker,
            [replace(POLICY, answers=self.answers), LEGAL],
            read,
            is_guest=self._is_guest,
            groups=Groups([replace(POLICY, answers=self.answers)], self.groups.get),
            account=WORKSPACE,
            kept=without_secrets,
        )

    def _is_guest(self, person: Person) -> bool | None:
        self.asked.append(person.name)
        return self.guests.get(person.name, False)

    @contextmanager
    def open(self) -> Iterator[None]:
        """The door is open: what is sent over HTTP is written down."""
        reception = Reception(self.store, read=read, now=lambda: self.now, wake=self._wake, writes_within=10.0)
        door = Interactions(SECRET, reception, lambda: self.now)
        with serving(a_site(self.store, SETTINGS, now=lambda: self.now, interactions=door)) as self.site:
            yield
        reception.close()

    def _wake(self) -> None:
        self.woken += 1

    def watch(self, when: str = "May 6, 2026", kind: Kind = Kind.DEADLINE, item_id: str = "call") -> None:
        """Watch an item since ten days ago."""
        facts = Facts(id=item_id, title="Grants call", kind=kind, zone="Europe/Berlin")
        said = Statement(when, NOW.date() - 10 * DAY, "Gazette", standing=Standing.OFFICIAL)
        self.tracker.add(facts, said, NOW - 9 * DAY)

    def told(self, kind: NotificationKind = NotificationKind.UPCOMING, item_id: str = "call") -> Notification:
        """A notification of this kind about an item in the channel "policy", sent yesterday."""
        with self.store.writing() as tx:
            have = [each for each in tx.notifications.of_items([item_id]) if each.channel == POLICY.name]
            found = next((each for each in have if each.kind is kind), None)
            if found is None:
                owed = replace(have[0], id=None, kind=kind, key=f"{item_id}/{kind.value}")
                tx.notifications.insert([owed])
            there = tx.notifications.of_items([item_id])
            return next(each for each in there if each.channel == POLICY.name and each.kind is kind)

    def sent(self, told: Notification, channel: str, ts: str) -> None:
        """That a notification was sent there, as the rows of its delivery say."""
        with self.store.writing() as tx:
            execute = tx.connection.execute
            row = {"key": f"d{told.id}", "channel": told.channel, "form": "single", "state": "sent", "payload": "{}"}
            place = {"plain": False, "started_at": NOW, "receipt_channel": channel, "receipt_ts": ts}
            made = execute(insert(schema.deliveries).values(**row, **place)).inserted_primary_key
            assert made is not None
            execute(insert(schema.delivery_notifications).values(delivery_id=made[0], notification_id=told.id))

    def message(self, about: Notification, *actions: str) -> dict[str, Any]:
        """A message with a button for each of these actions, as our own code draws it."""
        revision = self.item(about.item or "").revision
        offered = Offers(actions or EVERY_ACTION, notification=about.id, revision=revision)
        return {
            "ts": "1777000000.000001",
            "channel": "C0POLICY",
            "blocks": buttons.actions(offered, "Grants call", "b1"),
        }

    def hands(self, who: Member = ANA) -> Hands:
        assert self.site is not None, "the door is closed"
        return self._hands.setdefault(who.id, Hands(self.site, lambda: self.now, self.slack, who))

    def press(self, action: str, about: Notification, who: Member = ANA, times: int = 1, **more: Any) -> None:
        """Press a button of a message; Slack delivers it as often as `times` says."""
        hands = self.hands(who)
        self.deliver(hands, hands.press(self.message(about), action, **more), times)

    def submit(
        self,
        view: View,
        about: Notification,
        fields: Mapping[str, str | int],
        who: Member = ANA,
        kept: Mapping[str, object] | None = None,
    ) -> None:
        """Send a form with some fields, by name."""
        metadata = {"v": 1, "n": about.id, "r": self.item(about.item or "").revision, READ: True, **(kept or {})}
        form = {"id": "V1", "hash": "h", "callback_id": f"wt.{view.value}", "private_metadata": json.dumps(metadata)}
        hands = self.hands(who)
        self.deliver(hands, hands.submit(form, {name: _value(name, value) for name, value in fields.items()}))

    @staticmethod
    def deliver(hands: Hands, payload: Mapping[str, Any], times: int = 1) -> None:
        for _ in range(times):
            answer = hands.send(payload)
            assert answer.status == 200, answer.text

    def receive(self, text: str) -> None:
        """Write down what was sent, without HTTP."""
        intent = read(text, self.now, TEAM)
        assert not isinstance(intent, Unknown), intent
        with self.store.writing() as tx:
            tx.inbox.put(intent.coming.key, text, self.now)
            tx.inbox.confirm(intent.coming.key, text, self.now)

    def work(self) -> list[Worked]:
        """Work off all that waits."""
        worker, found = self.worker(), []
        while (worked := worker.work_off(self.now)) is not None:
            found.append(worked)
        return found

    def said(self) -> list[str | None]:
        """Work off all that waits; what the people who answered are told."""
        tellings = [worked.telling for worked in self.work()]
        return [telling.told.said if telling and telling.told else None for telling in tellings]

    def item(self, item_id: str = "call") -> Item:
        with self.store.reading() as tx:
            found = tx.items.get(item_id)
        assert found is not None
        return found

    def given(self, item_id: str = "call") -> list[GivenAnswer]:
        with self.store.reading() as tx:
            return tx.holds.answers_of(item_id)

    def holds(self, item_id: str = "call") -> list[Hold]:
        """Those that are not over."""
        with self.store.reading() as tx:
            return tx.holds.open().get(item_id, [])

    def taken_by(self, item_id: str = "call") -> list[str]:
        return [hold.by.name for hold in self.holds(item_id) if hold.kind is HoldKind.TAKEN]

    def states(self) -> dict[str, int]:
        with self.store.reading() as tx:
            return {state.value: number for state, number in tx.inbox.counts().items() if number}


def _value(name: str, value: str | int) -> dict[str, Any]:
    if name in {"on", "said_on"}:
        return {"type": "datepicker", "selected_date": value}
    if name == "until":
        return {"type": "datetimepicker", "selected_date_time": value}
    if name == "standing":
        return {"type": "static_select", "selected_option": {"value": value}}
    return {"type": "plain_text_input", "value": value}


class Silent:
    """Tells nobody."""

    def tell(self, telling: Telling) -> None:
        del telling
