"""What the tests of delivery share: items with notifications that are due, and a channel that does as it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from tests.builders import RECORDED, a_channel, an_item, at, said
from tests.slack_stand_in import TOKEN, SlackStandIn
from watchtracker.channels import console, slack
from watchtracker.channels.slack import Slack
from watchtracker.delivery import Dispatcher
from watchtracker.items import Kind
from watchtracker.notifications import Channel, Notification, NotificationKind, NotificationState, Reason, ReasonCode
from watchtracker.outbox.messages import Limits, Message, Receipt, SendResult, SendStatus
from watchtracker.outbox.records import DeliveryState
from watchtracker.store.engine import Store
from watchtracker.targets import SlackTarget

NOW = at("2026-04-29 09:00")
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
URL = "http://127.0.0.1:8765"

CONSOLE = a_channel("team")
SLACK = a_channel("policy", to=SlackTarget("C0POLICY"))


@dataclass
class Recorder:
    """A channel that keeps what it is given, and answers what `answers` has next, else that it was sent."""

    answers: list[SendResult] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    before: Callable[[], object] = lambda: None
    limits: Limits = console.LIMITS

    def send(self, message: Message, key: str) -> SendResult:
        self.before()
        self.messages.append(message)
        self.keys.append(key)
        if self.answers:
            return self.answers.pop(0)
        return SendResult(SendStatus.SENT, receipt=Receipt("C0POLICY", f"1700000000.{len(self.messages):06d}"))

    @property
    def texts(self) -> list[list[str]]:
        return [[entry.text for entry in message.entries] for message in self.messages]


def a_delivery(store: Store, senders: dict[str, Any], *channels: Channel, **more: Any) -> Dispatcher:
    more.setdefault("uniform", max)
    more.setdefault("monotonic", lambda: 0.0)
    if probe := more.pop("probe", None):
        more["probes"] = {slack.WORKSPACE: probe}
    for channel in channels:
        # What stands in for a channel of Slack can bear no more than one.
        if isinstance(channel.to, SlackTarget) and isinstance(senders.get(channel.name), Recorder):
            senders[channel.name].limits = slack.LIMITS
    return Dispatcher(store, channels or (CONSOLE,), senders, public_url=URL, **more)


def slack_sender(stand_in: SlackStandIn, target: str = "C0POLICY", **more: Any) -> Slack:
    return Slack(target, token=TOKEN, api_url=stand_in.url, **more)


def owe(store: Store, *notifications: Notification, when: str = "May 6, 2026") -> None:
    """Keep these notifications, and an item for each that names one."""
    ids = sorted({one.item for one in notifications if one.item is not None})
    with store.writing() as tx:
        known = {item.id for item in tx.items.all()}
        new = [
            replace(an_item(said(when, "2026-04-01"), item_id=name, kind=Kind.DEADLINE, zone="UTC"), revision=1)
            for name in ids
            if name not in known
        ]
        tx.items.save([replace(item, revised_at=RECORDED) for item in new])
        tx.notifications.insert(list(notifications))


def due(
    item: str | None = "call",
    moment: datetime = NOW,
    *,
    channel: str = "team",
    kind: NotificationKind = NotificationKind.UPCOMING,
    rule: str = "7d",
    target: str = "2026-05-06",
) -> Notification:
    return Notification(
        key=f"{item}/{channel}/{rule}/{target}/{moment.isoformat()}",
        item=item,
        channel=channel,
        kind=kind,
        rule=rule,
        target=target,
        at=moment,
        local=moment.replace(tzinfo=None),
        zone="UTC",
        why="because",
    )


def retry(store: Store, wanted: list[int] | None, now: datetime) -> list[int]:
    with store.writing() as tx:
        return tx.deliveries.retry(wanted, now)


def notifications(store: Store) -> list[Notification]:
    with store.reading() as tx:
        items = [item.id for item in tx.items.all()]
        return [*tx.notifications.of_items(items), *tx.notifications.of_digests()]


def states(store: Store) -> dict[str, int]:
    """How many notifications are in which state."""
    found: dict[str, int] = {}
    for one in notifications(store):
        found[one.state.value] = found.get(one.state.value, 0) + 1
    return found


def ids(store: Store, state: NotificationState) -> list[int]:
    return [one.stored_id for one in notifications(store) if one.state is state]


def overtake(store: Store, why: str, found: Iterable[Notification] | None = None) -> None:
    """What the tracker does to what is under way when a date moves."""
    with store.writing() as tx:
        sending = [one for one in found or tx.notifications.unsettled() if one.state is NotificationState.SENDING]
        tx.notifications.update([replace(one, overtaken=Reason(ReasonCode.OTHER, (why,))) for one in sending])


def deliveries(store: Store) -> list[str]:
    """The states of all deliveries."""
    with store.reading() as tx:
        return sorted(state.value for state in DeliveryState for _ in tx.deliveries.in_state(state))


def policy(*names: str) -> list[Notification]:
    """What is due for the channel "policy" of these items."""
    return [due(name, channel="policy") for name in names]


def moved_under_way(store: Store, slack: Recorder) -> None:
    """Have the date move whenever a message is on its way."""
    slack.before = lambda: overtake(store, "the date in force is now 9 Jun 2026")
