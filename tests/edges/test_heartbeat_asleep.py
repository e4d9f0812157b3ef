"""A machine that sleeps for a night: its wall clock goes on, its monotonic one may stand still, and nothing doubles."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.edges.delivering import HOUR, MINUTE, NOW, due, notifications, owe, states
from tests.edges.trouble import Befallen, Hands, Loop, befallen
from tests.slack_stand_in import Fault, SlackStandIn
from watchtracker.store.engine import Store, Transaction

NIGHT = 9 * HOUR.total_seconds()


def sleep(hands: Hands, *, counted: bool) -> None:
    """Linux leaves a suspend out of its monotonic clock, others count it."""
    hands.wall += NIGHT
    hands.running += NIGHT * counted
    hands.slept += NIGHT * (not counted)


@pytest.mark.parametrize("counted", [False, True])
def test_what_came_due_in_the_night_is_told_late_once_and_the_latest_alone(
    store: Store, slack: SlackStandIn, *, counted: bool
) -> None:
    owe(
        store,
        due("a", NOW + HOUR, channel="policy", rule="14d"),
        due("a", NOW + 3 * HOUR, channel="policy"),
        due("b", NOW + 2 * HOUR, channel="policy"),
        due("c", NOW + 9 * HOUR, channel="policy"),
        due("d", NOW + 12 * HOUR, channel="policy"),
    )
    loop = Loop(store, slack, until=NIGHT + 60)
    assert not loop.heartbeat.beat().busy
    sleep(loop.hands, counted=counted)
    if not counted:
        loop.sleeps.until = 60
    loop.run()
    said = [text.rpartition("(")[2] for text in slack.texts()]
    assert [words for words in said if words.startswith("This was due")] == [
        "This was due 29 Apr 2026, 11:00 UTC.)",
        "This was due 29 Apr 2026, 12:00 UTC.)",
    ]
    assert [text.split(":")[0] for text in slack.texts()] == ["B", "A", "C"]
    assert states(store) == {"sent": 3, "superseded": 1, "planned": 1}
    assert len(set(slack.keys())) == 3


@pytest.mark.parametrize("fault", [None, Fault(reset=True, accepts=True), Fault(reset=True)])
def test_a_night_while_a_message_is_under_way(store: Store, slack: SlackStandIn, fault: Fault | None) -> None:
    owe(store, due("a", channel="policy"))
    slack.faults += [fault] if fault else []
    loop = Loop(store, slack)
    loop.posting.meanwhile = [lambda: sleep(loop.hands, counted=False)]
    loop.run()
    assert len(loop.sent_once()) == 1


class Shared(Befallen):
    """A store whose server's clock goes on while this machine sleeps."""

    hands: Hands | None = None

    def clock(self) -> datetime | None:
        return self.hands.now() if self.hands else super().clock()


def test_a_night_between_claim_and_sending_hands_back_what_others_may_have_taken(
    store_url: str, slack: SlackStandIn
) -> None:
    """Where replicas share a server, its clock says that the lease is over though ours stood still."""
    with befallen(store_url, Shared) as store:
        owe(store, due("a", channel="policy"))
        loop = Loop(store, slack)
        store.hands = loop.hands

        def night(tx: Transaction) -> None:
            del tx
            sleep(loop.hands, counted=False)

        store.befall(1, "commit", night)
        report = loop.heartbeat.beat()
        assert (report.sent, slack.calls, states(store)) == (0, [], {"planned": 1})
        loop.run()
        (text,) = loop.sent_once()
        assert text.endswith("(This was due 29 Apr 2026, 09:00 UTC.)")


def test_a_clock_that_is_set_back_sends_nothing_again(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"), due("b", NOW + MINUTE, channel="policy"))
    loop = Loop(store, slack, until=30)
    loop.run()
    loop.hands.wall -= 3600
    again = Loop(store, slack, until=30)
    again.hands.wall = loop.hands.wall
    again.run()
    assert [one.state.value for one in notifications(store)] == ["sent", "planned"]
    assert len(slack.messages) == 1
