"""An answer that fails each time it is worked off: it is refused, it alone, and whoever gave it hears of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from time import monotonic
from typing import Any

import pytest

from tests.answers import ANA, BO, Desk, Silent
from tests.edges.faces import sent, settled
from tests.slack_hands import Member
from watchtracker.answering.case import Worked
from watchtracker.answering.worker import AnswerFailedError
from watchtracker.inbox.tellings import Telling
from watchtracker.notifications.answers import Action, AnswerResult
from watchtracker.runtime.answerer import Answerer
from watchtracker.store.engine import Store

CY = Member("U0CY", "cy")
TOLD = "Not recorded: it failed each time that it was tried, and the log says why. Nothing has changed; press again."


@pytest.fixture
def desk(store: Store, caplog: pytest.LogCaptureFixture) -> Iterator[Desk]:
    """Somebody is on another item, and the database takes no second hold of this kind."""
    caplog.set_level(logging.CRITICAL)
    desk = Desk(store)
    desk.watch()
    desk.watch(item_id="other")
    with desk.open():
        desk.press("take", desk.told(item_id="other"), BO)
        desk.work()
        run(desk, "CREATE UNIQUE INDEX one_of_each_kind ON holds (kind)")
        yield desk
        run(desk, "DROP INDEX one_of_each_kind")


def run(desk: Desk, statement: str) -> None:
    with desk.store.writing() as tx:
        tx.connection.exec_driver_sql(statement)


class Hearing(Silent):
    """Keeps what people are told."""

    def __init__(self) -> None:
        self.heard: list[Telling] = []

    def tell(self, telling: Telling) -> None:
        self.heard.append(telling)


def test_an_answer_that_fails_three_times_is_refused_between_others_that_do_not(desk: Desk) -> None:
    for action, who in (("snooze", CY), ("take", ANA), ("wake", CY)):
        desk.press(action, desk.told(), who)
    done: list[Worked] = []
    answerer = Answerer(desk.worker(), Silent(), lambda: desk.now, observe=done.append)
    assert [answerer.beat() for _ in range(4)] == [1.0, 2.0, 1.0, 5.0]
    assert [worked.result for worked in done] == [AnswerResult.APPLIED, AnswerResult.REFUSED, AnswerResult.APPLIED]
    assert [each.telling.told.said for each in done if each.telling and each.telling.told][1] == TOLD
    assert [(each.what, each.by.name, each.result, each.detail) for each in desk.given()][1:2] == [
        (Action.TAKE, "ana", AnswerResult.REFUSED, TOLD)
    ]
    assert (desk.taken_by(), desk.holds(), desk.states()) == ([], [], {"done": 3, "refused": 1})


def test_nothing_is_left_of_a_try_that_failed(desk: Desk) -> None:
    before = desk.item()
    desk.press("take", desk.told(), ANA)
    with pytest.raises(AnswerFailedError):
        desk.worker().work_off(desk.now)
    assert (desk.item(), desk.given(), desk.states()) == (before, [], {"done": 1, "waiting": 1})


def test_a_message_is_drawn_as_things_stand_when_an_answer_to_it_was_given_up(desk: Desk) -> None:
    sent(desk.store, "call", at=desk.now)
    assert settled(desk.store, desk.now)
    desk.press("take", desk.told(), ANA)
    with pytest.raises(AnswerFailedError) as failed:
        desk.worker().work_off(desk.now)
    assert settled(desk.store, desk.now) == []
    desk.worker().give_up(failed.value.received_id, desk.now)
    assert settled(desk.store, desk.now)


def test_what_is_known_of_the_item_need_not_be_readable_for_its_answer_to_be_refused(desk: Desk) -> None:
    desk.press("take", desk.told(), ANA)
    run(desk, "UPDATE items SET kind = 'spoilt' WHERE id = 'call'")
    with pytest.raises(AnswerFailedError) as failed:
        desk.worker().work_off(desk.now)
    worked = desk.worker().give_up(failed.value.received_id, desk.now)
    assert worked is not None
    assert worked.telling is not None
    assert worked.telling.told is not None
    assert (worked.result, worked.telling.told.said) == (AnswerResult.REFUSED, TOLD)
    assert worked.telling.coming.who.person.name == "ana"
    assert desk.states() == {"done": 1, "refused": 1}


def test_what_was_worked_off_elsewhere_meanwhile_is_not_given_up(desk: Desk) -> None:
    desk.press("take", desk.told(), ANA)
    with pytest.raises(AnswerFailedError) as failed:
        desk.worker().work_off(desk.now)
    desk.worker().give_up(failed.value.received_id, desk.now)
    assert desk.worker().give_up(failed.value.received_id, desk.now) is None
    assert len(desk.given()) == 1


# SQLite has one writer, so no two workers are at it at once.
@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_the_one_that_failed_is_refused_and_not_an_older_one_that_another_worker_has(desk: Desk) -> None:
    desk.press("snooze", desk.told(), CY)
    desk.press("take", desk.told(), ANA)
    with desk.store.writing() as other:
        assert other.inbox.next(desk.now) is not None
        with pytest.raises(AnswerFailedError) as failed:
            desk.worker().work_off(desk.now)
        worked = desk.worker().give_up(failed.value.received_id, desk.now)
    assert worked is not None
    assert [(each.by.name, each.result) for each in desk.given()] == [("ana", AnswerResult.REFUSED)]
    assert len(desk.work()) == 1
    assert desk.states() == {"done": 2, "refused": 1}


def test_of_two_workers_at_once_each_answer_that_can_be_recorded_is_and_who_failed_is_told_once(desk: Desk) -> None:
    names = [Member(f"U0M{number}", f"m{number}") for number in range(6)]
    for number, who in enumerate(names):
        desk.press("snooze" if number % 2 else "wake", desk.told(), who)
        if number == 2:
            desk.press("take", desk.told(), ANA)
    hearing = Hearing()
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(Answerer(desk.worker(), hearing, lambda: desk.now).working())
        until = monotonic() + 30
        while desk.states().keys() - {"done", "refused"}:
            assert monotonic() < until, desk.states()
    given: list[Any] = [each for each in desk.given() if each.what is Action.TAKE]
    assert [(each.by.name, each.result) for each in given] == [("ana", AnswerResult.REFUSED)]
    assert {each.by.name for each in desk.given()} == {"ana", *(who.name for who in names)}
    told = [each.told.said for each in hearing.heard if each.told and each.coming.who.person.name == "ana"]
    assert told == [TOLD]
