"""Deliveries, flights and looks for the tests of the outbox, each with all that it needs and no more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.builders import a_channel, at
from watchtracker.notifications import IfUnclear, Notification, NotificationKind, Reason
from watchtracker.outbox.messages import Entry, Limits, Message, MessageForm, Receipt, SendResult, SendStatus
from watchtracker.outbox.reconciliation import ResendTerms
from watchtracker.outbox.records import Account, Delivery, DeliveryState, Flight, Look

NOW = at("2026-04-29 09:00")
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CHANNEL = a_channel("policy")
ACCOUNT = Account("workspace", "Slack", ("policy", "team", "legal"))

ANSWERS = st.sampled_from(SendStatus)
RESULTS = st.builds(
    SendResult,
    ANSWERS,
    st.sampled_from(["", "no"]),
    st.sampled_from([None, timedelta(0), 30 * SECOND, 6 * HOUR]),
    st.sampled_from([None, Receipt("C0POLICY", "1.5")]),
)


def a_notification(item: str | None = "call", moment: datetime = NOW, **more: Any) -> Notification:
    values: dict[str, Any] = {
        "key": f"{item}/policy/7d",
        "channel": "policy",
        "kind": NotificationKind.UPCOMING if item else NotificationKind.DIGEST,
        "rule": "7d",
        "target": "2026-05-06",
        "local": moment.replace(tzinfo=None),
        "zone": "UTC",
        "why": "because",
        "id": 7,
    }
    return Notification(item=item, at=moment, **(values | more))


def a_delivery(state: DeliveryState = DeliveryState.SENDING, **more: Any) -> Delivery:
    values: dict[str, Any] = {
        "id": 1,
        "key": "k",
        "channel": "policy",
        "form": MessageForm.SINGLE,
        "payload": "{}",
        "started_at": NOW,
        "lease_token": "t",
        "lease_until": NOW + MINUTE,
        "state": state,
    }
    return Delivery(**(values | more))


def a_flight(*items: str, doubt: Reason | None = None, repeats: bool = False) -> Flight:
    members = tuple(a_notification(item) for item in items or ("call",))
    message = Message((Entry("Call: in 7 days"),))
    return Flight(CHANNEL, a_delivery(), message, members, doubt, repeats)


def a_look(*, proves_from: datetime = NOW, absent_since: datetime | None = None, **more: Any) -> Look:
    return Look(a_delivery(DeliveryState.UNKNOWN, **more), NOW + MINUTE, proves_from, absent_since)


def terms(*, if_unclear: IfUnclear = IfUnclear.RESEND, drops: bool = False, **more: Any) -> ResendTerms:
    values: dict[str, Any] = {"repeats": 0, "moved": False}
    return ResendTerms(Limits("Slack", drops_repetitions=drops), if_unclear, **(values | more))
