"""How it is said that somebody is on an item, or snoozed it, and why that is over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import at
from watchtracker.dates import UNDATED
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.notifications.holds import Hold, HoldEnd, HoldKind, Person
from watchtracker.wording.holding import aloud, answered, ended, held, on_it, snoozed_until, taken_by, takers

TAKEN = Hold("call", "policy", HoldKind.TAKEN, Person("mei"), at("2026-04-15 09:00"), UNDATED)
ELSEWHERE = replace(TAKEN, channel="team", by=Person("ola"))
SNOOZED = replace(TAKEN, kind=HoldKind.SNOOZED, until=at("2026-04-20 07:00"))
ANSWER = GivenAnswer(at("2026-04-15 09:00"), Person("mei"), Action.HAND_BACK, AnswerResult.APPLIED, channel="team")


def test_who_is_on_it_in_another_channel_stands_with_that_channel() -> None:
    assert on_it([TAKEN], "policy") == "mei is on it."
    assert on_it([TAKEN], "team") == "mei (policy) is on it."
    assert on_it([TAKEN, ELSEWHERE], "team") == "ola is on it. mei (policy) is on it."


def test_who_is_on_it_here_is_not_named_again_for_another_channel() -> None:
    assert on_it([TAKEN, replace(TAKEN, channel="team")], "team") == "mei is on it."


def test_a_snooze_makes_nobody_be_on_it() -> None:
    assert on_it([SNOOZED], "policy") == ""
    assert takers([SNOOZED]) == ()


def test_each_name_stands_once_in_a_list() -> None:
    assert taken_by(takers([TAKEN, replace(TAKEN, channel="team"), ELSEWHERE])) == "taken by mei, ola"
    assert taken_by(()) == ""


def test_a_hold_says_since_when_or_until_when() -> None:
    assert held(TAKEN) == "mei is on it in policy, since 2026-04-15T09:00Z"
    assert held(SNOOZED) == "mei snoozed it in policy, 2026-04-15T09:00Z until 2026-04-20T07:00Z"


@pytest.mark.parametrize("end", HoldEnd)
def test_a_hold_that_is_over_says_when_and_why(end: HoldEnd) -> None:
    over = ended(replace(TAKEN, ended_at=at("2026-04-16 10:00"), ended_as=end))
    assert over.startswith("mei was on it in policy, since 2026-04-15T09:00Z; over since 2026-04-16T10:00Z: ")


def test_an_answer_says_when_where_who_and_what() -> None:
    assert answered(ANSWER) == "2026-04-15T09:00Z  team  mei: hand back"
    refused = replace(ANSWER, channel=None, result=AnswerResult.REFUSED, detail="it has an outcome")
    assert answered(refused) == "2026-04-15T09:00Z  mei: hand back, which was refused: it has an outcome"


def test_an_answer_is_said_aloud_with_its_channel_where_that_is_another() -> None:
    assert aloud(replace(ANSWER, what=Action.TAKE), "team") == "mei is on it."
    assert aloud(ANSWER, "policy") == "mei (team) handed it back."
    snooze = replace(ANSWER, what=Action.SNOOZE, detail=snoozed_until(at("2026-04-20 07:00")))
    assert aloud(snooze, "team") == "mei snoozed it until 2026-04-20T07:00Z."
    assert aloud(replace(ANSWER, what=Action.NEW_DATE), "team") == "mei answered: new date."
