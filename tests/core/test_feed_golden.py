"""Feeds as text, reviewed: each kind of window, move and outcome as a reader's calendar gets it.

`WRITE_GOLDEN=1 make pytest PYTEST=tests/core/test_feed_golden.py` writes the files anew, for `git diff` to show what a
change does to people's calendars.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.builders import as_known
from tests.core.feed_examples import MOVES, OUTCOMES, WINDOWS
from watchtracker import feed
from watchtracker.dates import Precision, Relation, WindowKind
from watchtracker.feed import ALL, Choice, Feed, Rendered
from watchtracker.items import Item, Kind, Result, Verdict
from watchtracker.notifications import LeadTime

GOLDEN = Path(__file__).with_name("golden")
EVENTS = Rendered("https://watch.example")


def as_agreed(name: str, body: bytes) -> bool:
    path = GOLDEN / f"{name}.ics"
    text = body.decode().replace("\r\n", "\n")
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    return text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "items"), [("windows", WINDOWS), ("outcomes", OUTCOMES), ("moves", MOVES)])
def test_each_kind_of_window_move_and_outcome_is_written_as_was_agreed(name: str, items: tuple[Item, ...]) -> None:
    assert as_agreed(name, feed.compose(ALL, Choice(), items, events=EVENTS))


def test_a_reader_with_alarms_gets_them_as_was_agreed() -> None:
    leads = tuple(map(LeadTime.read, ("1d", "4h")))
    assert as_agreed("alarms", feed.compose_private(ALL, Choice(), WINDOWS, events=EVENTS, alarms=leads))


def test_a_feed_of_nothing_is_written_as_was_agreed() -> None:
    policy = Feed("policy", "AI policy dates", ("policy",))
    assert as_agreed("empty", feed.compose(policy, Choice(tags=("eu, us",)), (), events=EVENTS))


def test_the_examples_leave_no_kind_out() -> None:
    steps = [step for item in MOVES for step in as_known(item).steps]
    shown = [as_known(item) for item in WINDOWS]
    outcomes = [(item.outcome.result, item.facts.kind) for item in OUTCOMES if item.outcome]
    assert {known.window.kind for known in shown} == set(WindowKind)
    assert {known.window.precision for known in shown} == {*Precision, None}
    assert {step.move.relation for step in steps if step.move} == set(Relation) - {Relation.CONTRADICTED}
    assert {step.verdict for step in steps} == set(Verdict)
    assert set(outcomes) == {(result, kind) for result in Result for kind in Kind}
