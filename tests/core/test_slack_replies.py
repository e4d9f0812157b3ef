"""What Slack is answered at once: an ack only where something is recorded or answered."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from watchtracker.channels.slack.replies import Reply, reply
from watchtracker.inbox.at_once import NOT_RECORDED, Answered, NotRecorded, Passed, Recorded, Refused
from watchtracker.inbox.intents import (
    Coming,
    Command,
    OfItem,
    OpenView,
    OptionsAsked,
    Press,
    Submission,
    Unknown,
    View,
    Where,
    Who,
)
from watchtracker.notifications.answers import Action
from watchtracker.notifications.holds import Person

COMING = Coming(Who(Person("Ana", "U1"), "T1"), Where("C1", "1.2"), "key", datetime(2027, 6, 1, tzinfo=UTC))
PRESS = Press(COMING, Action.TAKE, OfItem("grants"))
FORM = Submission(COMING, View.HAPPENED, OpenView(View.HAPPENED, "V1", "h", OfItem("grants"), {}, {}, ("on", "source")))


def test_what_is_recorded_answered_or_not_ours_is_acked() -> None:
    assert reply(PRESS, Recorded()) == Reply()
    assert reply(PRESS, Answered()) == Reply()
    assert reply(Unknown("nothing"), Passed()) == Reply()
    assert reply(PRESS, Answered({"a": 1})) == Reply(json='{"a": 1}')


def test_a_press_that_is_not_recorded_is_not_acked() -> None:
    assert reply(PRESS, NotRecorded()) == Reply(503, text=NOT_RECORDED)


def test_a_form_that_is_not_recorded_stays_with_what_was_typed() -> None:
    found = reply(FORM, NotRecorded())
    assert (found.status, json.loads(found.json)) == (
        200,
        {"response_action": "errors", "errors": {"on": NOT_RECORDED}},
    )


def test_a_command_is_told_why_it_is_refused() -> None:
    found = json.loads(reply(Command(COMING, "watch", "list"), Refused("a < b")).json)
    assert found == {"response_type": "ephemeral", "text": "a &lt; b"}


def test_nothing_is_offered_where_somebody_may_not_ask() -> None:
    assert json.loads(reply(OptionsAsked(COMING, "item", "gr", None), Refused("no")).json) == {"options": []}
    assert reply(PRESS, Refused("no")) == Reply()
