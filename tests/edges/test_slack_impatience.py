"""Calls to Slack that hang keep nobody waiting, and never more than a few threads."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from time import monotonic

import pytest

from tests.builders import at
from tests.slack_stand_in import TOKEN, Fault, SlackStandIn
from watchtracker.channels.slack.impatience import Impatience
from watchtracker.channels.slack.modals import Modals
from watchtracker.inbox.forms import RefusalShown
from watchtracker.inbox.intents import Coming, Where, Who
from watchtracker.notifications.holds import Person


@pytest.fixture
def over() -> Iterator[Event]:
    """Set, once what hangs may end."""
    event = Event()
    yield event
    event.set()


def test_a_call_gives_what_it_returns_or_raises() -> None:
    impatience = Impatience(10)
    assert impatience.ask(lambda: None) is None
    with pytest.raises(ZeroDivisionError):
        impatience.ask(lambda: 1 / 0)


def test_a_call_that_hangs_is_not_waited_for(over: Event) -> None:
    began = monotonic()
    with pytest.raises(TimeoutError, match="no answer in time"):
        Impatience(0.05).ask(over.wait)
    assert monotonic() - began < 5


def test_while_too_many_hang_none_more_is_made_and_then_they_are_again(over: Event) -> None:
    impatience = Impatience(0.05, most=2)
    for _ in range(2):
        with pytest.raises(TimeoutError, match="no answer in time"):
            impatience.ask(over.wait)
    with pytest.raises(TimeoutError, match="too many"):
        impatience.ask(over.wait)
    over.set()
    until = monotonic() + 10
    while True:
        try:
            assert Impatience.ask(impatience, lambda: "answered") == "answered"
        except TimeoutError:
            assert monotonic() < until
        else:
            break


def test_a_form_that_slack_never_opens_is_given_up_within_the_time_of_its_ticket(slack: SlackStandIn) -> None:
    slack.faults.append(Fault(slow=True, method="views.open"))
    coming = Coming(Who(Person("ana", "U0ANA"), "T0OURS"), Where(), "k", at("2026-04-10 09:00"), opens="ticket")
    began = monotonic()
    assert not Modals(token=TOKEN, api_url=slack.url).open(coming, RefusalShown("Not recorded."))
    assert monotonic() - began < 3
    slack.released.set()
