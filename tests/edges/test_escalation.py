"""A deadline that nobody takes reaches its owner and whom the channel names, once, over a Slack that is written to."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from tests.answers import Desk
from tests.builders import a_channel, at, said
from tests.edges.delivering import a_delivery, slack_sender
from tests.serving import Site
from tests.slack_hands import Hands, Member
from tests.slack_stand_in import Fault, SlackStandIn
from tests.starting import status_at
from watchtracker.delivery import Dispatcher
from watchtracker.failpoints import Failpoint
from watchtracker.items import Facts, Kind, Outcome, Result
from watchtracker.notifications import Channel, DmOwner, NotificationState
from watchtracker.notifications.escalation import step_of
from watchtracker.notifications.holds import Person
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.targets import SlackTarget
from watchtracker.tracker import Tracker
from watchtracker.wording.undelivered import line

NOW = at("2026-04-20 09:00")
FIRST, LAST_CALL, HALF_WAY = at("2026-04-29 09:00"), at("2026-04-30 20:00"), at("2026-04-30 22:00")
DAY, SECOND, MINUTE = timedelta(days=1), timedelta(seconds=1), timedelta(minutes=1)
POLICY = a_channel("policy", to=SlackTarget("C0POLICY"), dm_owner=DmOwner.UNANSWERED, escalate_to="leads")
LEADS = a_channel("leads", to=SlackTarget("C0LEADS"), tags=("none",))
OWNER, OWNERS = "U0OWNER", "D0OWNER"
MEI = Person("mei", "U0MEIMEI")


@dataclass
class Office(Desk):
    """A desk whose channel writes to owners and escalates."""

    channels: tuple[Channel, ...] = (POLICY, LEADS)

    @property
    def tracker(self) -> Tracker:
        return Tracker(self.store, self.channels, DEFAULT_LEADS)


@pytest.fixture
def office(store: Store) -> Office:
    """A deadline with an owner that closes at the end of April."""
    office = Office(store)
    facts = Facts(id="call", title="Grants call", kind=Kind.DEADLINE, zone="UTC", owner=OWNER)
    office.tracker.add(facts, said("April 30, 2026", "2026-04-01"), NOW)
    return office


def sending(office: Office, slack: SlackStandIn) -> Dispatcher:
    senders = {
        channel.name: slack_sender(slack, answerable=True, target=channel.to.channel)
        for channel in office.channels
        if isinstance(channel.to, SlackTarget)
    }
    return a_delivery(office.store, senders, *office.channels)


def go_on(delivery: Dispatcher, *moments: datetime) -> None:
    """Beat there, and for a few seconds after, as long as messages wait for each other."""
    for moment in moments:
        for seconds in range(0, 12, 2):
            delivery.dispatch(moment + seconds * SECOND)


def until_the_close(delivery: Dispatcher) -> None:
    go_on(delivery, *(NOW + days * DAY for days in range(1, 9)), FIRST, LAST_CALL, HALF_WAY)


def steps(store: Store, state: NotificationState = NotificationState.SENT) -> list[tuple[str, str]]:
    with store.reading() as tx:
        found = [each for each in tx.notifications.of_items(["call"]) if step_of(each) and each.state is state]
    return [(each.channel, each.rule) for each in sorted(found, key=lambda each: each.at)]


def actions(message: dict[str, object]) -> str:
    return json.dumps(message["blocks"])


def test_the_owner_and_whom_the_channel_names_are_told_once_each_with_the_buttons(
    office: Office, slack: SlackStandIn
) -> None:
    delivery = sending(office, slack)
    until_the_close(delivery)
    office.tracker.plan_ahead(HALF_WAY + MINUTE)
    go_on(delivery, HALF_WAY + 2 * MINUTE)

    first, last = slack.texts(OWNERS)
    assert first.endswith("You are its owner, and nobody had taken it.")
    assert last.startswith("Last call: Grants call. It closes in 4 h")
    (told,) = slack.texts("C0LEADS")
    assert "Nobody took it after its last call in policy, 30 Apr 2026, 20:00 (UTC)." in told
    alone = [message for message in slack.messages if message["channel"] in {OWNERS, "C0LEADS"}]
    assert all("wt.take" in actions(message) and "wt.done" in actions(message) for message in alone)


def test_whoever_presses_that_they_are_on_it_takes_it_in_the_channel_that_it_is_about(
    office: Office, slack: SlackStandIn
) -> None:
    delivery = sending(office, slack)
    go_on(delivery, *(NOW + days * DAY for days in range(1, 9)), FIRST)
    (message,) = [message for message in slack.messages if message["channel"] == OWNERS]
    office.now = FIRST + MINUTE
    hands = Hands(Site(0), lambda: office.now, who=Member(OWNER, "ola"))
    office.receive(json.dumps(hands.press(message, "take")))
    (worked,) = office.work()
    assert worked.telling is not None
    (hold,) = office.holds()
    assert (hold.channel, hold.by) == ("policy", Person("ola", OWNER))

    go_on(delivery, LAST_CALL, HALF_WAY)
    _, still_open = slack.texts(OWNERS)
    assert still_open.startswith("Still open: Grants call.")
    assert "You are on it." in still_open
    assert slack.texts("C0LEADS") == []
    (last,) = [text for text in slack.texts("C0POLICY") if text.startswith("Last call")]
    assert "For <@U0OWNER>." in last


@pytest.mark.parametrize("change", ["taken", "done", "moved"])
def test_what_happens_between_its_moment_and_its_sending_counts(
    office: Office, slack: SlackStandIn, change: str
) -> None:
    delivery = sending(office, slack)
    go_on(delivery, *(NOW + days * DAY for days in range(1, 9)), FIRST, LAST_CALL)
    told = len(slack.messages)
    late = HALF_WAY + MINUTE
    match change:
        case "taken":
            office.tracker.take("call", "policy", MEI, late)
        case "done":
            office.tracker.resolve("call", Outcome(Result.DONE, on=date(2026, 4, 30), source="mei"), late)
        case _:
            office.tracker.claim("call", said("May 20, 2026", "2026-04-30"), late)
    go_on(delivery, late + MINUTE)
    assert slack.texts("C0LEADS") == []
    assert not [message for message in slack.messages[told:] if message["channel"].startswith("D")]


def test_a_group_is_mentioned_in_the_channel_itself(store: Store, slack: SlackStandIn, office: Office) -> None:
    office.channels = (replace(POLICY, escalate_to="S0LEADERS"), LEADS)
    office.tracker.plan_ahead(NOW + MINUTE)
    until_the_close(sending(office, slack))
    (told,) = [text for text in slack.texts("C0POLICY") if "Nobody took it" in text]
    assert "For <!subteam^S0LEADERS>." in told
    (message,) = [message for message in slack.messages if "Nobody took it" in message["text"]]
    assert '{"type": "usergroup", "usergroup_id": "S0LEADERS"}' in json.dumps(message["blocks"])
    assert steps(store)[-1] == ("policy", "escalate:S0LEADERS")


def test_who_cannot_be_written_to_is_a_dead_letter_and_told_elsewhere_and_the_channel_hears_nothing_twice(
    store: Store, slack: SlackStandIn, office: Office
) -> None:
    slack.faults = [Fault(error="user_disabled", once=False, channel=OWNER)]
    until_the_close(sending(office, slack))
    assert steps(store, NotificationState.DEAD) == [
        ("@U0OWNER/policy", "dm-owner"),
        ("@U0OWNER/policy", "dm-owner-last-call"),
    ]
    assert len([text for text in slack.texts("C0POLICY") if text.startswith("Last call")]) == 1
    assert len([method for method, given in slack.calls if given.get("channel") == OWNER]) == 2
    with store.reading() as tx:
        (dead, _) = [each for each in tx.notifications.of_items(["call"]) if each.state is NotificationState.DEAD]
    assert line(dead, "Grants call").startswith("Grants call, upcoming, by direct message to U0OWNER, due 29 Apr 2026")


def test_a_direct_message_of_which_nobody_knows_is_looked_for_and_not_sent_again(
    store: Store, slack: SlackStandIn, office: Office
) -> None:
    go_on(sending(office, slack), *(NOW + days * DAY for days in range(1, 9)))
    slack.clock = FIRST
    slack.faults = [Fault(status=500, accepts=True, channel=OWNER)]
    later = sending(office, slack)
    go_on(later, *(FIRST + minutes * MINUTE for minutes in range(10)))
    assert len(slack.texts(OWNERS)) == 1
    assert steps(store) == [("@U0OWNER/policy", "dm-owner")]


@pytest.mark.parametrize("point", [Failpoint.AFTER_ATTEMPT_ROW, Failpoint.AFTER_POST, Failpoint.BEFORE_RECEIPT_COMMIT])
def test_a_sender_that_is_killed_on_the_way_to_the_owner_neither_loses_nor_doubles_it(
    store: Store, store_url: str, slack: SlackStandIn, office: Office, point: Failpoint
) -> None:
    go_on(sending(office, slack), *(NOW + days * DAY for days in range(1, 9)))
    _leave_alone(store, ["@U0OWNER/policy"])
    slack.clock = FIRST
    assert status_at(point, "failing", store_url, slack.url, "send") == -signal.SIGKILL
    go_on(sending(office, slack), *(FIRST + minutes * MINUTE for minutes in range(1, 10)))
    assert len(slack.texts(OWNERS)) == 1
    assert steps(store) == [("@U0OWNER/policy", "dm-owner")]


def _leave_alone(store: Store, channels: Iterable[str]) -> None:
    """Nothing else is planned, so that it is this message on the way to which the process is killed."""
    with store.writing() as tx:
        planned = [each for each in tx.notifications.of_items(["call"]) if each.state is NotificationState.PLANNED]
        others = [each for each in planned if each.channel not in channels or each.rule != "dm-owner"]
        tx.notifications.update([replace(each, state=NotificationState.CANCELLED) for each in others])
