"""Whether an answer still makes sense: every action, in every state, by everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from tests.builders import an_item, as_known, at, happened, said
from watchtracker.inbox.decisions import (
    DOUBLE_PRESS,
    Apply,
    AskFirst,
    Decision,
    Refuse,
    SayNothing,
    Situation,
    decide,
)
from watchtracker.inbox.intents import Who
from watchtracker.items import ItemAsOf, Kind
from watchtracker.notifications import Answerers
from watchtracker.notifications.answers import TOO_OLD, Action, AnswerRefusal
from watchtracker.notifications.holds import Hold, HoldKind, Person
from watchtracker.wording.answers import refused

NOW = at("2026-04-10 09:00")
MEI, OLA = Person("mei", "U0MEI"), Person("ola", "U0OLA")
MEMBER = Who(MEI, "T1", is_guest=False)
GUEST, PARTNER, BOT = replace(MEMBER, is_guest=True), replace(MEMBER, is_partner=True), replace(MEMBER, is_bot=True)
LOOKS = {Action.HISTORY, Action.ANSWER, Action.MORE}
OF_GUESTS = {Action.TAKE, Action.HAND_BACK, Action.SNOOZE, Action.SNOOZE_UNTIL, Action.WAKE}


def call(when: str = "May 6, 2026") -> ItemAsOf:
    return as_known(an_item(said(when, "2026-04-01"), item_id="call", kind=Kind.DEADLINE, zone="UTC"))


def hold(kind: HoldKind, by: Person = MEI) -> Hold:
    return Hold("call", "team", kind, by, NOW, call().window, NOW + timedelta(days=1), id=1)


OPEN = Situation(call(), listed=True, holds=(), now=NOW, received_at=NOW)
TAKEN = replace(OPEN, holds=(hold(HoldKind.TAKEN),))
SNOOZED = replace(OPEN, holds=(hold(HoldKind.SNOOZED),))
ENDED = replace(OPEN, known=replace(call(), outcome=happened("2026-04-09")))
MOVED = replace(OPEN, drawn_for=call("June 6, 2026").window)
GONE = replace(OPEN, known=None, listed=False)
STATES = {"open": OPEN, "taken": TAKEN, "snoozed": SNOOZED, "ended": ENDED, "moved": MOVED, "gone": GONE}


def expected(action: Action, state: str, who: Who) -> Decision:
    """The design, said once more in another way."""
    if who.is_bot or who.is_partner:
        return Refuse(AnswerRefusal.BOT if who.is_bot else AnswerRefusal.PARTNER)
    if action in LOOKS:
        return Apply()
    if who.is_guest and action not in OF_GUESTS:
        return Refuse(AnswerRefusal.GUEST)
    if state == "gone":
        return Refuse(AnswerRefusal.OFF_THE_LIST)
    free = {Action.UNDO, Action.ACCEPT, Action.DISMISS, Action.EDIT}
    needs = {Action.REOPEN: "ended", Action.HAND_BACK: "taken", Action.WAKE: "snoozed"}
    if action in needs:
        why = {
            "ended": AnswerRefusal.NOT_ENDED,
            "taken": AnswerRefusal.NOT_TAKEN,
            "snoozed": AnswerRefusal.NOT_SNOOZED,
        }[needs[action]]
        return Apply() if state == needs[action] else Refuse(why)
    if state == "ended" and action not in free:
        return Refuse(AnswerRefusal.ENDED)
    if state == "moved" and action in {Action.SAME, Action.KEEP, Action.TAKE_NEW}:
        return Refuse(AnswerRefusal.DATE_CHANGED)
    if state == "taken" and action is Action.TAKE:
        return SayNothing()
    return Apply()


@pytest.mark.parametrize("action", Action)
def test_every_action_in_every_state_by_everybody(action: Action) -> None:
    met = list(product(STATES, [MEMBER, GUEST, PARTNER, BOT]))
    assert [(state, who, decide(action, who, STATES[state])) for state, who in met] == [
        (state, who, expected(action, state, who)) for state, who in met
    ]


def test_another_is_asked_before_they_take_over() -> None:
    other = Who(OLA, "T1", is_guest=False)
    assert decide(Action.TAKE, other, TAKEN) == AskFirst(MEI)
    assert decide(Action.TAKE, other, TAKEN, over=True) == Apply()


def test_a_second_press_within_ten_seconds_says_nothing() -> None:
    just = replace(OPEN, last=NOW - DOUBLE_PRESS + timedelta(seconds=1))
    assert decide(Action.DONE, MEMBER, just) == SayNothing()
    assert decide(Action.DONE, MEMBER, replace(OPEN, last=NOW - DOUBLE_PRESS)) == Apply()


def test_after_a_clock_was_set_back_no_press_is_taken_for_a_second_one() -> None:
    assert decide(Action.DONE, MEMBER, replace(OPEN, last=NOW + timedelta(hours=1))) == Apply()
    assert decide(Action.DONE, MEMBER, replace(OPEN, last=NOW + timedelta(seconds=1))) == SayNothing()


def test_what_was_worked_off_too_late_is_refused() -> None:
    late = replace(OPEN, received_at=NOW - TOO_OLD - timedelta(seconds=1))
    assert decide(Action.TAKE, MEMBER, late) == Refuse(AnswerRefusal.TOO_OLD)
    assert decide(Action.HISTORY, MEMBER, late) == Apply()


def test_a_channel_says_who_may_answer() -> None:
    nobody = replace(OPEN, answerers=Answerers.NOBODY)
    assert decide(Action.TAKE, MEMBER, nobody) == Refuse(AnswerRefusal.NOT_ASKED)
    assert decide(Action.HISTORY, MEMBER, nobody) == Apply()
    for few, groups, may in (
        (frozenset({"U0MEI"}), frozenset(), True),
        (frozenset({"S0TEAM"}), frozenset({"S0TEAM"}), True),
        (frozenset({"U0OLA"}), frozenset({"S0OTHER"}), False),
    ):
        here = replace(OPEN, answerers=few, groups=groups)
        assert decide(Action.TAKE, MEMBER, here) == (Apply() if may else Refuse(AnswerRefusal.NOT_ASKED))


def test_who_is_not_known_to_be_a_member_may_do_what_a_guest_may() -> None:
    unknown = replace(MEMBER, is_guest=None)
    assert decide(Action.DONE, unknown, OPEN) == Refuse(AnswerRefusal.GUEST)
    assert decide(Action.TAKE, unknown, OPEN) == Apply()


def test_every_refusal_has_its_sentence() -> None:
    sentences = {refused(why, call()) for why in AnswerRefusal}
    assert len(sentences) == len(AnswerRefusal)
    assert refused(AnswerRefusal.ENDED, ENDED.known).startswith("Already recorded: happened on 9 Apr 2026")
    assert refused(AnswerRefusal.DATE_CHANGED, call()) == "The date has changed since: now 6 May 2026."
