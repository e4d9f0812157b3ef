"""How it is said that somebody is on an item, or snoozed it, and why that is over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import at
from watchtracker.dates import UNDATED
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.notifications.holds import Hold, HoldEnd, HoldKind, Person, SnoozeBounds, SnoozeRefusal
from watchtracker.wording.holding import (
    aloud,
    answered,
    ended,
    held,
    not_snoozed,
    on_it,
    snoozed_until,
    taken_by,
    takers,
)

ZONE = "Asia/Shanghai"
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
    since = "15 Apr 2026, 17:00 Asia/Shanghai (2026-04-15 09:00Z)"
    assert held(TAKEN, ZONE) == f"mei is on it in policy, since {since}"
    until = "20 Apr 2026, 15:00 Asia/Shanghai (2026-04-20 07:00Z)"
    assert held(SNOOZED, ZONE) == f"mei snoozed it in policy, {since}, until {until}"


@pytest.mark.parametrize("end", HoldEnd)
def test_a_hold_that_is_over_says_when_and_why(end: HoldEnd) -> None:
    over = ended(replace(TAKEN, ended_at=at("2026-04-16 10:00"), ended_as=end), "UTC")
    since, until = "15 Apr 2026, 09:00 UTC (2026-04-15 09:00Z)", "16 Apr 2026, 10:00 UTC (2026-04-16 10:00Z)"
    assert over.startswith(f"mei was on it in policy, since {since}; over since {until}: ")


def test_why_it_cannot_be_snoozed_until_then_names_the_moment_that_would_do() -> None:
    bounds = SnoozeBounds(at("2026-04-15 09:15").replace(second=20), at("2026-05-06 20:00"))
    said = {why: not_snoozed(why, bounds, ZONE, "Europe/Berlin") for why in SnoozeRefusal}
    assert said[SnoozeRefusal.TOO_SOON] == (
        "a snooze lasts at least 15 minutes: name 15 Apr 2026, 11:16 Europe/Berlin (17:16 Asia/Shanghai) or a later"
        " moment"
    )
    assert said[SnoozeRefusal.TOO_LATE] == (
        "it can be snoozed until 6 May 2026, 22:00 Europe/Berlin (7 May 2026, 04:00 Asia/Shanghai) at most: name an"
        " earlier moment"
    )
    assert "cannot be snoozed any more" in said[SnoozeRefusal.LAST_CALL]
    assert "20:00 UTC at most" in not_snoozed(SnoozeRefusal.TOO_LATE, bounds, "UTC", "UTC")


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
