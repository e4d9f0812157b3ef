"""When a message may go: what befalls one channel, what befalls the workspace, and a clock that is set back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import cycle, pairwise

import pytest

from tests.builders import a_channel
from tests.databases import Server
from tests.edges.delivering import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    SECOND,
    SLACK,
    Recorder,
    a_delivery,
    due,
    owe,
    slack_sender,
    states,
)
from tests.slack_stand_in import Fault, SlackStandIn
from watchtracker.channels.slack import LIMITS
from watchtracker.delivery import Dispatcher
from watchtracker.outbox.backoff import GateChanges, Gates, Uniform
from watchtracker.outbox.messages import Limits, Message, Receipt, SendResult, SendStatus
from watchtracker.outbox.records import Gate, channel_scope
from watchtracker.store.engine import Store
from watchtracker.targets import SlackTarget

CHANNELS = [a_channel(f"c{number}", to=SlackTarget(f"C{number}")) for number in range(8)]
DOWN = SendResult(SendStatus.NOT_SENT, "connection refused")
LIMITED = SendResult(SendStatus.TRY_LATER, "ratelimited", retry_after=timedelta(seconds=30))


@dataclass
class Workspace:
    """All channels of one Slack: what it answers now, and how often it was asked."""

    answer: SendResult | None = None
    by_channel: dict[str, SendResult] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)

    def channel(self, name: str) -> OneOfThem:
        return OneOfThem(self, name)


@dataclass
class OneOfThem:
    workspace: Workspace
    name: str
    limits = LIMITS

    def send(self, message: Message, key: str) -> SendResult:
        del message
        self.workspace.asked.append(self.name)
        answer = self.workspace.by_channel.get(self.name, self.workspace.answer)
        if answer is not None:
            return answer
        self.workspace.accepted.append(self.name)
        return SendResult(SendStatus.SENT, receipt=Receipt(self.name, key))


def a_workspace(store: Store, workspace: Workspace, channels: Sequence[str] = (), **more: Uniform) -> Dispatcher:
    senders = {channel.name: workspace.channel(channel.name) for channel in CHANNELS}
    owe(store, *(due(name, channel=name) for name in channels or senders))
    return a_delivery(store, senders, *CHANNELS, **more)


def beats(delivery: Dispatcher, begin: datetime, lasting: timedelta) -> datetime:
    """A beat whenever the next message may go, as the heartbeat does."""
    at = begin
    while at < begin + lasting:
        delivery.dispatch(at)
        at = max(at + SECOND, delivery.next_moment(at) or begin + lasting)
    return begin + lasting


def test_an_outage_is_tried_with_one_delivery_at_a_time(store: Store) -> None:
    workspace = Workspace(DOWN)
    delivery = a_workspace(store, workspace)
    delivery.dispatch(NOW)
    assert len(workspace.asked) == 5, "the other three channels have nothing to find out"
    at = beats(delivery, NOW + SECOND, 20 * MINUTE)
    assert 20 <= len(workspace.asked) - 5 <= 30, "one try a minute, whatever the number of channels"
    workspace.answer = None
    beats(delivery, at, 2 * MINUTE)
    assert sorted(workspace.accepted) == sorted(channel.name for channel in CHANNELS)
    assert states(store) == {"sent": 8}


def test_an_outage_is_tried_soon_at_first_and_then_ever_more_seldom(store: Store) -> None:
    workspace = Workspace(DOWN)
    delivery = a_workspace(store, workspace)
    at, tries = NOW, []
    while at < NOW + 5 * MINUTE:
        before = len(workspace.asked)
        delivery.dispatch(at)
        tries += [(at - NOW).total_seconds()] * (len(workspace.asked) - before)
        at = max(at + SECOND, delivery.next_moment(at) or at + MINUTE)
    assert [later - earlier for earlier, later in pairwise(tries[4:12])] == [2, 4, 8, 16, 32, 60, 60]


def test_an_outage_that_ends_in_a_rate_limit_goes_on_at_full_speed_after_it(store: Store) -> None:
    workspace = Workspace(DOWN)
    delivery = a_workspace(store, workspace)
    at = beats(delivery, NOW, 5 * MINUTE)
    workspace.answer = LIMITED
    at = beats(delivery, at, 5 * MINUTE)
    workspace.answer = None
    owe(store, *(due(f"{one.name}-more", channel=one.name) for one in CHANNELS))
    beats(delivery, at, 90 * SECOND)
    assert states(store) == {"sent": 16}


def test_nothing_stampedes_when_an_outage_ends(store: Store) -> None:
    workspace = Workspace(DOWN)
    fractions = cycle((0.9, 0.1, 0.6, 0.3, 0.8, 0.5, 0.2, 0.7, 0.4))
    delivery = a_workspace(store, workspace, uniform=lambda low, high: low + (high - low) * next(fractions))
    at = beats(delivery, NOW, 20 * MINUTE)
    workspace.answer = None
    per_second = []
    for _ in range(50):
        before = len(workspace.accepted)
        delivery.dispatch(at)
        per_second.append(len(workspace.accepted) - before)
        at += 2 * SECOND
    first = next(place for place, number in enumerate(per_second) if number)
    assert sum(per_second[: first + 6]) == 8, "ten seconds after the first that arrives, all have"
    assert max(per_second) <= 2


def test_replicas_try_one_delivery_between_them(store: Store) -> None:
    workspace = Workspace(DOWN)
    first, second = a_workspace(store, workspace), a_workspace(store, workspace, ["c0"])
    first.dispatch(NOW)
    tries = len(workspace.asked)
    for seconds in range(2, 120, 3):
        first.dispatch(NOW + seconds * SECOND)
        second.dispatch(NOW + seconds * SECOND)
    assert len(workspace.asked) - tries <= 8, "as many as one replica alone makes"


def test_one_channel_that_fails_is_no_outage_for_the_others(store: Store) -> None:
    workspace = Workspace(by_channel={"c0": DOWN})
    delivery = a_workspace(store, workspace, ["c0"])
    at = beats(delivery, NOW, 5 * MINUTE)
    owe(store, due("more", channel="c1", moment=at))
    beats(delivery, at, 2 * MINUTE)
    assert workspace.accepted == ["c1"]


def test_a_rate_limit_that_two_channels_see_is_the_workspaces(store: Store) -> None:
    workspace = Workspace(LIMITED)
    delivery = a_workspace(store, workspace)
    delivery.dispatch(NOW)
    assert len(workspace.asked) == 2, "the second answer tells that it is not the channel's alone"
    workspace.answer = None
    beats(delivery, NOW + SECOND, 29 * SECOND)
    assert workspace.accepted == []
    beats(delivery, NOW + 30 * SECOND, 5 * SECOND)
    assert len(workspace.accepted) == 8


@pytest.mark.parametrize("answer", [SendStatus.SENT, SendStatus.NOT_SENT, SendStatus.UNCLEAR])
def test_a_rate_limit_that_came_while_another_call_was_under_way_holds(store: Store, answer: SendStatus) -> None:
    """Two senders on one database: the second is asked for an hour's patience before the first has its answer."""
    owe(store, due("a", channel="policy"), due("b", channel="policy"))
    second = a_delivery(store, {"policy": Recorder(answers=[replace(LIMITED, retry_after=HOUR)])}, SLACK)
    slow = Recorder(answers=[SendResult(answer, "slow", receipt=Receipt("C0POLICY", "1"))])
    slow.before = lambda: second.dispatch(NOW + 2 * SECOND)
    first = a_delivery(store, {"policy": slow}, SLACK)
    first.dispatch(NOW)
    asked = Recorder()
    third = a_delivery(store, {"policy": asked}, SLACK)
    third.dispatch(NOW + 30 * MINUTE)
    assert asked.messages == []
    third.dispatch(NOW + 2 * HOUR)
    assert len(asked.messages) == 1


def test_the_72_hours_stand_still_while_the_workspace_is_limited(store: Store) -> None:
    workspace = Workspace(replace(LIMITED, retry_after=5 * HOUR))
    delivery = a_workspace(store, workspace)
    at = beats(delivery, NOW, 80 * HOUR)
    workspace.answer = None
    beats(delivery, at, 5 * HOUR)
    assert states(store) == {"sent": 8}


def test_refused_credentials_end_a_beat_for_all_of_slack(store: Store) -> None:
    workspace = Workspace(SendResult(SendStatus.CREDENTIALS_REFUSED, "invalid_auth"))
    a_workspace(store, workspace).dispatch(NOW)
    assert len(workspace.asked) == 1


def test_nobody_hurries_to_look_while_credentials_are_refused(store: Store, slack: SlackStandIn) -> None:
    slack.faults += [Fault(status=500), Fault(error="token_expired", once=False, after=1)]
    delivery = a_delivery(
        store, {"policy": slack_sender(slack)}, SLACK, probe=lambda: SendResult(SendStatus.CREDENTIALS_REFUSED, "no")
    )
    owe(store, due("a", channel="policy"), due("b", NOW + 2 * SECOND, channel="policy"))
    delivery.dispatch(NOW)
    delivery.dispatch(NOW + 4 * SECOND)
    moment = delivery.next_moment(NOW + 8 * SECOND)
    assert moment is not None
    assert moment >= NOW + 30 * SECOND


def test_the_72_hours_run_on_when_an_outage_follows_a_rate_limit(store: Store) -> None:
    workspace = Workspace(LIMITED)
    delivery = a_workspace(store, workspace, ["c0"])
    delivery.dispatch(NOW)
    workspace.answer = DOWN
    at = NOW + MINUTE
    while at < NOW + 80 * HOUR:
        delivery.dispatch(at)
        at += HOUR
    assert states(store) == {"dead": 1}


def test_a_clock_that_is_set_back_repeats_nothing_and_keeps_no_gate_closed(store: Store) -> None:
    channel = Recorder()
    delivery = a_delivery(store, {"policy": channel}, SLACK)
    owe(store, due("a", channel="policy", moment=NOW - 2 * DAY), due("b", channel="policy", moment=NOW - 2 * DAY))
    delivery.dispatch(NOW)
    assert len(channel.messages) == 1
    delivery.dispatch(NOW - DAY)
    delivery.dispatch(NOW - DAY + 2 * SECOND)
    assert (len(channel.messages), states(store)) == (2, {"sent": 2})
    assert sum(len(message.entries) for message in channel.messages) == 2


def test_what_was_under_way_when_the_clock_was_set_back_is_looked_for_at_once(
    store: Store, slack: SlackStandIn
) -> None:
    owe(store, due("a", channel="policy", moment=NOW - 2 * DAY))
    slack.faults.append(Fault(status=500, accepts=True))
    delivery = a_delivery(store, {"policy": slack_sender(slack)}, SLACK)
    delivery.dispatch(NOW)
    beats(delivery, NOW - DAY, 10 * SECOND)
    assert (len(slack.messages), states(store)) == (1, {"sent": 1})


def test_a_lease_of_a_clock_that_was_set_back_does_not_hold_its_message_for_days(
    store: Store, slack: SlackStandIn
) -> None:
    owe(store, due("a", channel="policy", moment=NOW - 2 * DAY))

    class Killed(BaseException):
        """As a process that is killed: nothing after it is done."""

    def killed() -> None:
        raise Killed

    crashing = a_delivery(store, {"policy": Recorder(before=killed)}, SLACK)
    with suppress(Killed):
        crashing.dispatch(NOW)
    assert states(store) == {"sending": 1}
    beats(a_delivery(store, {"policy": slack_sender(slack)}, SLACK), NOW - DAY, 2 * MINUTE)
    assert (len(slack.messages), states(store)) == (1, {"sent": 1})


def test_who_sends_alone_takes_over_what_was_under_way_without_waiting(store: Store, slack: SlackStandIn) -> None:
    owe(store, due("a", channel="policy"))

    def killed() -> None:
        raise SystemExit

    crashing = a_delivery(store, {"policy": Recorder(before=killed)}, SLACK)
    with suppress(SystemExit):
        crashing.dispatch(NOW)
    delivery = a_delivery(store, {"policy": slack_sender(slack)}, SLACK)
    delivery.begin(NOW + SECOND, alone=True)
    beats(delivery, NOW + 2 * SECOND, 40 * SECOND)
    assert slack.messages == [], "Slack could still accept what had left"
    beats(delivery, NOW + 43 * SECOND, 10 * SECOND)
    assert (len(slack.messages), states(store)) == (1, {"sent": 1})


def test_an_account_that_refuses_us_holds_up_its_own_channels_and_no_other_account_s(store: Store) -> None:
    there, elsewhere = Limits("there", shared_gate="there"), Limits("elsewhere", shared_gate="elsewhere")
    refused, accepted = SendResult(SendStatus.CREDENTIALS_REFUSED, "invalid_auth"), SendResult(SendStatus.SENT)
    one, two = Recorder([refused], limits=there), Recorder(limits=there)
    other = Recorder(limits=elsewhere)
    channels = [a_channel(name) for name in ("one", "two", "other")]
    owe(store, *(due(name, NOW + number * SECOND, channel=name) for number, name in enumerate(("one", "two", "other"))))
    probes = {"there": lambda: accepted, "elsewhere": lambda: refused}
    delivery = a_delivery(store, {"one": one, "two": two, "other": other}, *channels, probes=probes)
    delivery.dispatch(NOW + MINUTE)
    assert [len(channel.messages) for channel in (one, two, other)] == [1, 0, 1]
    assert delivery.next_moment(NOW + MINUTE) == NOW + 2 * MINUTE
    delivery.dispatch(NOW + 2 * MINUTE)
    assert [len(channel.messages) for channel in (one, two, other)] == [2, 1, 1]


def test_a_channel_waits_for_the_pause_that_it_asks_for_also_where_it_shares_no_account(store: Store) -> None:
    hub = Recorder(limits=Limits("the hub", pause=10 * SECOND, one_per_beat=True))
    owe(store, due("a", channel="hub"), due("b", NOW + HOUR, channel="hub"))
    delivery = a_delivery(store, {"hub": hub}, a_channel("hub"))
    delivery.dispatch(NOW)
    owe(store, due("c", channel="hub"))
    delivery.dispatch(NOW + 9 * SECOND)
    assert len(hub.messages) == 1
    assert delivery.next_moment(NOW + 9 * SECOND) == NOW + 10 * SECOND
    delivery.dispatch(NOW + 10 * SECOND)
    assert len(hub.messages) == 2


# The gates as rows.

OWN, TEAM = channel_scope("policy"), channel_scope("team")


def kept(store: Store) -> dict[str, Gate]:
    with store.reading() as tx:
        return tx.gates.all()


def test_a_gate_that_was_never_needed_is_kept_once_it_closes(store: Store) -> None:
    closed = Gate(OWN, NOW + MINUTE, None, "connection refused", 1)
    with store.writing() as tx:
        assert tx.gates.get(OWN) is None
        changed = tx.gates.update(lambda _: GateChanges((closed,)), NOW)
    assert changed == GateChanges((closed,))
    assert kept(store) == {OWN: closed}


def test_a_change_that_changes_nothing_makes_no_gate(store: Store) -> None:
    with store.writing() as tx:
        tx.gates.update(lambda _: GateChanges(), NOW)
    assert kept(store) == {}


def test_a_gate_in_the_spread_that_was_never_needed_is_not_made(store: Store) -> None:
    with store.writing() as tx:
        tx.gates.update(lambda _: GateChanges(spread=(Gate(TEAM, NOW + SECOND),)), NOW)
    assert kept(store) == {}


def test_a_gate_that_another_replica_changed_meanwhile_is_decided_on_again(postgresql: Server) -> None:
    store = Store.open(postgresql.emptied())
    asked: list[int] = []

    def one_more(gates: Gates) -> GateChanges:
        if not asked:
            with store.writing() as other:
                other.gates.set(replace(other.gates.wait_for(OWN, NOW), failures=4))
        asked.append(gates.of(OWN).failures)
        return GateChanges((replace(gates.of(OWN), failures=asked[-1] + 1),))

    with store.writing() as tx:
        tx.gates.update(one_more, NOW)
    assert (asked, kept(store)[OWN].failures) == ([0, 4], 5)
    store.close()


def test_of_the_spread_what_another_replica_holds_is_left_to_it(postgresql: Server) -> None:
    store = Store.open(postgresql.emptied())
    spread = (Gate(OWN, NOW + SECOND), Gate(TEAM, NOW + SECOND))
    with store.writing() as tx:
        for gate in spread:
            tx.gates.wait_for(gate.scope, NOW)
    with store.writing() as holder:
        holder.gates.hold(TEAM, NOW)
        with store.writing() as tx:
            tx.gates.update(lambda _: GateChanges(spread=spread), NOW)
    assert {scope: gate.open_at for scope, gate in kept(store).items()} == {OWN: NOW + SECOND, TEAM: NOW}
    store.close()
