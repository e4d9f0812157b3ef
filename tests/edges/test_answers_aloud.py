"""Whoever watches the console sees there who is on what."""

from __future__ import annotations

from contextlib import closing
from io import StringIO

from tests.builders import a_channel, an_item, at, said
from tests.databases import Server
from watchtracker.items import Facts, Kind
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.notifications.holds import Person
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.runtime.answers_aloud import AnswersAloud
from watchtracker.store.engine import Store
from watchtracker.targets import SlackTarget
from watchtracker.tracker import Tracker

NOW = at("2026-04-10 09:00")
TEAM, MONEY = a_channel(), a_channel("models", tags=("models",))
POLICY = a_channel("policy", to=SlackTarget("C0POLICY"))
MEI = Person("mei", "U0MEI")


def a_tracker(store: Store) -> Tracker:
    tracker = Tracker(store, (TEAM, MONEY, POLICY), DEFAULT_LEADS)
    tracker.begin([an_item(said("May 6, 2026", "2026-04-01"), item_id="call", kind=Kind.DEADLINE, zone="UTC")], NOW)
    return tracker


def test_each_answer_is_a_line_where_a_channel_is_the_console_and_the_item_concerns_it(store: Store) -> None:
    tracker, stream = a_tracker(store), StringIO()
    tracker.take("call", "team", Person("ola"), NOW)
    console = AnswersAloud(store, (TEAM, MONEY, POLICY), stream)
    console.look()
    assert stream.getvalue() == ""  # what was answered before is in `show`

    tracker.take("call", "policy", MEI, NOW)
    tracker.hand_back("call", "team", Person("ola"), NOW)
    console.look()
    console.look()
    assert stream.getvalue().splitlines() == [
        "[team] Call: mei (policy) is on it.",
        "[team] Call: ola handed it back.",
    ]


def test_a_closed_terminal_does_no_harm(store: Store) -> None:
    tracker, stream = a_tracker(store), StringIO()
    console = AnswersAloud(store, (TEAM,), stream)
    console.look()
    stream.close()
    tracker.take("call", "policy", MEI, NOW)
    console.look()


def test_without_a_channel_on_the_console_nothing_is_said(store: Store) -> None:
    tracker, stream = a_tracker(store), StringIO()
    console = AnswersAloud(store, (POLICY,), stream)
    console.look()
    tracker.take("call", "policy", MEI, NOW)
    console.look()
    assert stream.getvalue() == ""


def test_an_answer_that_is_committed_after_a_later_one_is_said_too(postgresql: Server) -> None:
    with closing(Store.open(postgresql.emptied())) as store:
        tracker, stream = a_tracker(store), StringIO()
        tracker.add(Facts("launch", "Launch", Kind.RELEASE, "UTC"), said("May 9, 2026", "2026-04-01"), NOW)
        console = AnswersAloud(store, (TEAM,), stream)
        console.look()
        with store.writing() as slow:
            slow.holds.note(GivenAnswer(NOW, MEI, Action.SAME, AnswerResult.APPLIED, item="launch", channel="team"))
            tracker.take("call", "team", MEI, NOW)
            console.look()
        console.look()
        console.look()
    assert stream.getvalue().splitlines() == ["[team] Call: mei is on it.", "[team] Launch: mei answered: same."]
