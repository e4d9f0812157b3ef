"""What people mean: which of it is recorded, and which only shows something."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from watchtracker.inbox.intents import (
    READ,
    Coming,
    OfItem,
    OpenView,
    Press,
    Submission,
    Unknown,
    View,
    Where,
    Who,
    writes,
)
from watchtracker.notifications.answers import Action
from watchtracker.notifications.holds import Person

COMING = Coming(Who(Person("Ana", "U1"), "T1"), Where("C1", "1.2"), "key", datetime(2027, 6, 1, tzinfo=UTC))


def form(view: View, **kept: object) -> Submission:
    return Submission(COMING, view, OpenView(view, "V1", "h", OfItem("grants"), {}, kept))


@pytest.mark.parametrize("action", [Action.TAKE, Action.DONE, Action.SNOOZE, Action.SAME, Action.UNDO, Action.TAKE_NEW])
def test_a_button_that_does_what_it_says_at_once_is_recorded(action: Action) -> None:
    assert writes(Press(COMING, action, OfItem("grants")))


@pytest.mark.parametrize("action", [Action.NEW_DATE, Action.HISTORY, Action.NOT_RIGHT, Action.SNOOZE_UNTIL])
def test_a_button_that_opens_a_form_leaves_no_trace(action: Action) -> None:
    assert not writes(Press(COMING, action, OfItem("grants")))


@pytest.mark.parametrize("view", [View.NEW_DATE, View.WATCH])
def test_a_typed_date_is_recorded_only_after_its_reading_was_shown(view: View) -> None:
    assert not writes(form(view))
    assert writes(form(view, **{READ: "late Apr 2026"}))


def test_a_form_that_only_shows_or_chooses_leaves_no_trace() -> None:
    assert not writes(form(View.HISTORY))
    assert not writes(form(View.ANSWER))
    assert writes(form(View.HAPPENED))


def test_nothing_is_recorded_of_what_is_not_known() -> None:
    assert not writes(Unknown("no type"))
