"""An answer whose process is killed anywhere on its way has one effect, and two workers never make two of it."""

from __future__ import annotations

import json
import random
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.answers import Desk
from tests.serving import Site
from tests.slack_hands import Hands, Member
from tests.starting import status_at
from watchtracker.failpoints import Failpoint
from watchtracker.items import Kind
from watchtracker.notifications import NotificationKind
from watchtracker.notifications.answers import AnswerResult
from watchtracker.store.engine import Store

WORKING = [Failpoint.INSIDE_MOVE, Failpoint.INSIDE_ANSWER, Failpoint.AFTER_ANSWER_COMMIT, Failpoint.BEFORE_FEEDBACK]
RECORDED = {Failpoint.AFTER_ANSWER_COMMIT, Failpoint.BEFORE_FEEDBACK}


@pytest.fixture
def desk(store: Store) -> Desk:
    desk = Desk(store)
    desk.watch()
    return desk


def pressed(desk: Desk, action: str = "done") -> str:
    """What Slack sends for a press."""
    hands = Hands(Site(0), lambda: desk.now)
    return json.dumps(hands.press(desk.message(desk.told()), action))


def ran(database: str, what: str, text: str = "", point: Failpoint | None = None) -> bool:
    """Run it in a process of its own; whether it was killed at the failpoint."""
    status = status_at(point or "", "failing_answers", database, what, stdin=text)
    assert status in {0, -signal.SIGKILL}
    return status != 0


def effects(desk: Desk) -> tuple[int, int, dict[str, int]]:
    """How many answers are kept, how many notices there are of the outcome, and the states of what was received."""
    with desk.store.reading() as tx:
        told = [each for each in tx.notifications.of_items(["call"]) if each.kind is NotificationKind.RESOLVED]
    return len(desk.given()), len(told), desk.states()


@pytest.mark.parametrize("point", WORKING)
def test_a_worker_killed_there_neither_loses_nor_doubles_an_answer(
    desk: Desk, store_url: str, point: Failpoint
) -> None:
    text = pressed(desk)
    assert not ran(store_url, "receive", text)
    assert ran(store_url, "work", point=point)
    once = (1, 2, {"done": 1})
    assert effects(desk) == (once if point in RECORDED else (0, 0, {"waiting": 1}))
    assert not ran(store_url, "receive", text)
    desk.work()
    assert effects(desk) == once


def test_what_was_written_down_before_its_receiver_was_killed_is_worked_off(desk: Desk, store_url: str) -> None:
    text = pressed(desk)
    assert ran(store_url, "receive", text, Failpoint.AFTER_INBOX_ROW)
    assert desk.states() == {"coming": 1}
    assert not ran(store_url, "receive", text)
    desk.work()
    assert effects(desk) == (1, 2, {"done": 1})


def test_two_workers_make_one_effect_of_each_press_however_often_it_comes(store: Store) -> None:
    desk = Desk(store)
    chance = random.Random(7)
    names = [f"item-{number}" for number in range(12)]
    for name in names:
        desk.watch("May 6, 2026", Kind.DEADLINE, name)
    sent = []
    for number, name in enumerate(names):
        for who in (Member(f"U{number}A", f"a{number}"), Member(f"U{number}B", f"b{number}")):
            hands = Hands(Site(0), lambda: desk.now, who=who)
            payload = hands.press(desk.message(desk.told(item_id=name)), chance.choice(["done", "same", "snooze"]))
            sent += [json.dumps({**payload, "trigger_id": f"{name}{who.id}"})] * chance.randint(1, 3)
    chance.shuffle(sent)
    for text in sent:
        desk.receive(text)
    with ThreadPoolExecutor(2) as workers:
        done = [each for found in workers.map(lambda _: desk.work(), range(2)) for each in found]
    given = [answer for name in names for answer in desk.given(name)]
    assert len(done) == len({answer.inbox for answer in given}) == len(given) == 2 * len(names)
    for name in names:
        applied = [answer for answer in desk.given(name) if answer.result is AnswerResult.APPLIED]
        assert len(desk.item(name).rechecks) == sum(answer.what.value == "same" for answer in applied)
        assert (desk.item(name).outcome is not None) == any(answer.what.value == "done" for answer in applied)


def test_who_works_off_and_who_plans_do_not_wait_for_one_another(store: Store) -> None:
    """Whatever changes an item holds it before its notifications, a press of a button below one of them as well."""
    desk = Desk(store)
    desk.watch()
    told = desk.told()
    for number in range(20):
        hands = Hands(Site(0), lambda: desk.now, who=Member(f"U0M{number}", f"m{number}"))
        payload = hands.press(desk.message(told), "snooze")
        desk.receive(json.dumps({**payload, "trigger_id": f"press {number}"}))

    def plan() -> None:
        for seconds in range(20):
            desk.tracker.plan_ahead(desk.now + timedelta(seconds=seconds))

    with ThreadPoolExecutor(2) as pool:
        planning, working = pool.submit(plan), pool.submit(desk.work)
        planning.result()
        assert len(working.result()) == 20
    assert len(desk.given()) == 20
