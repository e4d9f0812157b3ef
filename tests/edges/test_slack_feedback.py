"""A sentence for one person: in their thread, and to Slack alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.slack_stand_in import Fault, SlackStandIn
from watchtracker.channels.slack.feedback import Feedback
from watchtracker.inbox.intents import Coming, Where, Who
from watchtracker.notifications.holds import Person


def coming(reply_at: str | None, thread: str | None = None) -> Coming:
    who, now = Who(Person("Ana", "U1"), "T1"), datetime(2027, 6, 1, tzinfo=UTC)
    return Coming(who, Where("C1", "1.2", thread), "key", now, reply_at)


def test_a_sentence_is_said_to_one_person_in_their_thread(slack: SlackStandIn) -> None:
    assert Feedback(slack.url).tell(coming(slack.way_back("C1", "U1"), "1.1"), "a < b")
    (way,) = slack.forms.ways
    said = {"text": "a &lt; b", "response_type": "ephemeral", "replace_original": False, "thread_ts": "1.1"}
    assert way.said == [said]


def test_a_way_back_that_is_used_up_is_no_error(slack: SlackStandIn) -> None:
    address = slack.way_back("C1", "U1")
    told = [Feedback(slack.url).tell(coming(address), "again") for _ in range(6)]
    assert told == [True] * 5 + [False]


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "https://example.org/x",
        "http://hooks.slack.com/x",
        "https://hooks.slack.com:444/x",
        "https://hooks.slack.com@example.org/x",
        "https://me:secret@hooks.slack.com/x",
        "https://hooks.slack.com.example.org/x",
        "https://[::1/x",
        "https://hooks.slack.com:x/",
        "file:///etc/passwd",
        "https://hooks.slack.com./x",
        "https://hooks.slack.com\\@example.org/",
        "https://hooks\u3002slack\u3002com/x",
        "https://h\u043eoks.slack.com/x",
        "https://[::ffff:127.0.0.1]/x",
        "//hooks.slack.com/x",
        "url:https://hooks.slack.com/x",
        "https://hooks.sla\nck.com/x",
    ],
)
def test_nothing_is_sent_to_an_address_that_is_not_slacks(slack: SlackStandIn, address: str | None) -> None:
    assert not Feedback(slack.url).tell(coming(address), "hello")


def test_nothing_is_sent_to_another_port_of_the_host_of_the_api(slack: SlackStandIn) -> None:
    address = slack.way_back("C1", "U1")
    assert not Feedback(f"http://127.0.0.1:{slack.port + 1}/api/").tell(coming(address), "hello")


def test_where_nobody_listens_it_is_no_error() -> None:
    gone = "http://127.0.0.1:1/api/"
    assert not Feedback(gone).tell(coming("http://127.0.0.1:1/ways/0"), "hello")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(slack: SlackStandIn, status: int) -> None:
    elsewhere = f"http://localhost:{slack.port}/api/auth.test"
    slack.faults.append(Fault(status=status, headers={"Location": elsewhere}, method="chat.delete", once=False))
    address = slack.url.replace("/api/", "/ways_that_lead_elsewhere/chat.delete")
    assert not Feedback(slack.url).tell(coming(address), "hello")
    assert [method for method, _ in slack.calls] == ["chat.delete"]
