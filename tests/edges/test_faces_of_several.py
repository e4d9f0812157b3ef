"""Messages about several items, digests among them, are drawn anew as their members change; on both databases."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.edges.delivering import HOUR, NOW, SECOND, SLACK, URL, Recorder, due, owe
from tests.edges.faces import ANSWERABLE, MEI, a_dispatcher, a_tracker
from watchtracker.delivery.faces import FaceDrawer
from watchtracker.items import Outcome, Result
from watchtracker.notifications import Notification, NotificationKind
from watchtracker.outbox.messages import Message
from watchtracker.store.engine import Store

LATER = NOW + HOUR


def a_digest() -> Notification:
    return due(None, channel="policy", kind=NotificationKind.DIGEST, rule="digest", target="2026-04-29")


@pytest.fixture(params=["digest", "group"])
def slack(store: Store, request: pytest.FixtureRequest) -> Recorder:
    """A channel that was told of four items in one message."""
    names = "abcd"
    owe(store, *(due(name, NOW + 9 * HOUR, channel="legal") for name in names))
    if request.param == "digest":
        owe(store, a_digest())
    else:
        owe(store, *(due(name, channel="policy") for name in names))
    recorder = Recorder(limits=ANSWERABLE)
    a_dispatcher(store, recorder).dispatch(NOW)
    (message,) = recorder.messages
    assert message.context == "4 open."
    return recorder


def draw(store: Store, recorder: Recorder) -> Message:
    """What the message shows once all is drawn."""
    drawer = FaceDrawer(store, (SLACK,), {"policy": recorder}, public_url=URL, monotonic=lambda: 0.0, uniform=max)
    at: datetime | None = LATER
    while at is not None and at < LATER + HOUR:
        at = drawer.draw(at).again_at
    return recorder.messages[-1]


def lines(message: Message) -> dict[str | None, str]:
    return {entry.item: entry.text for entry in message.entries if entry.item}


def test_what_is_so_already_is_not_drawn(store: Store, slack: Recorder) -> None:
    assert draw(store, slack).edits is None
    assert len(slack.messages) == 1


def test_each_member_is_marked_with_what_became_of_it(store: Store, slack: Recorder) -> None:
    before, tracker = lines(slack.messages[0]), a_tracker(store)
    tracker.take("b", "policy", MEI, LATER)
    tracker.resolve("c", Outcome(Result.DONE, date(2026, 4, 28), "x", by="mei"), LATER)
    now = draw(store, slack)
    assert [text.removeprefix(before[item]) for item, text in lines(now).items()] == [
        "",
        " (taken by mei)",
        " (done on 28 Apr 2026, mei)",
        "",
    ]
    assert now.context == "1 over, 1 taken, 2 open."

    tracker.hand_back("b", "policy", MEI, LATER + SECOND)
    assert lines(draw(store, slack))["b"] == before["b"]


def test_a_digest_names_once_who_is_on_an_item_and_no_longer_once_nobody_is(store: Store) -> None:
    owe(store, due("a", NOW + 9 * HOUR, channel="legal"))
    tracker, recorder = a_tracker(store), Recorder(limits=ANSWERABLE)
    tracker.take("a", "policy", MEI, NOW)
    owe(store, a_digest())
    dispatcher = a_dispatcher(store, recorder)
    for beat in range(4):
        dispatcher.dispatch(NOW + 2 * beat * SECOND)
    first = next(message for message in recorder.messages if message.kind == "digest")
    assert lines(first)["a"].endswith(", taken by mei")
    sent = len(recorder.messages)
    draw(store, recorder)
    assert len(recorder.messages) == sent

    tracker.hand_back("a", "policy", MEI, LATER)
    assert "mei" not in lines(draw(store, recorder))["a"]
