"""Faces as rows: which messages are to be drawn anew, and in which order; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.builders import said
from tests.edges.delivering import DAY, HOUR, MINUTE, NOW, SECOND, due, owe
from tests.edges.faces import MEI, a_dispatcher, a_tracker, sent, settled
from watchtracker.items import Outcome, Result
from watchtracker.outbox.messages import Receipt
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker

LATER = NOW + HOUR


def receipts(store: Store, now: object = LATER) -> list[str]:
    return [face.receipt.ts for face in settled(store, now)]  # type: ignore[arg-type]


def nth(number: int) -> str:
    return f"1700000000.{number:06d}"


def test_a_message_that_can_be_answered_is_a_face_from_when_it_arrived_and_is_looked_at_once(store: Store) -> None:
    sent(store, "call")
    assert receipts(store) == [nth(1)]
    assert receipts(store) == []


def test_what_cannot_be_answered_is_no_face(store: Store) -> None:
    sent(store, "call", answerable=False)
    a_tracker(store).take("call", "policy", MEI, LATER)
    assert receipts(store) == []


CHANGES: dict[str, Callable[[Tracker], object]] = {
    "taken": lambda tracker: tracker.take("call", "policy", MEI, LATER),
    "snoozed": lambda tracker: tracker.snooze("call", "policy", MEI, LATER, until=LATER + HOUR),
    "done": lambda tracker: tracker.resolve("call", Outcome(Result.DONE, date(2026, 4, 28), "mei"), LATER),
    "claimed": lambda tracker: tracker.claim("call", said("May 20, 2026", "2026-04-29"), LATER),
    "confirmed": lambda tracker: tracker.confirm("call", "mei", LATER),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_an_item_marks_its_faces(store: Store, change: Callable[[Tracker], object]) -> None:
    sent(store, "call", "other")
    settled(store, NOW + MINUTE)
    change(a_tracker(store))
    assert receipts(store) == [nth(1)]


def test_planning_ahead_marks_the_faces_of_holds_that_are_over_and_no_others(store: Store) -> None:
    sent(store, "call", "other")
    tracker = a_tracker(store)
    tracker.snooze("call", "policy", MEI, NOW + MINUTE, until=LATER)
    settled(store, NOW + MINUTE)
    tracker.plan_ahead(NOW + 2 * MINUTE)
    assert receipts(store) == []
    tracker.plan_ahead(LATER + MINUTE)
    assert receipts(store, LATER + MINUTE) == [nth(1)]


def test_the_three_newest_of_an_item_are_drawn_anew_newest_first(store: Store) -> None:
    sent(store, "call", "call", "call", "call", "other")
    settled(store, NOW + MINUTE)
    a_tracker(store).take("call", "policy", MEI, LATER)
    assert receipts(store) == [nth(4), nth(3), nth(2)]


def test_what_is_older_than_sixty_days_is_drawn_anew_only_where_somebody_presses(store: Store) -> None:
    sent(store, "call")
    settled(store, NOW + MINUTE)
    late = NOW + 61 * DAY
    with store.writing() as tx:
        tx.faces.mark(["call"], late)
    assert receipts(store, late) == []
    with store.writing() as tx:
        tx.faces.press(Receipt("C0POLICY", nth(1)), late)
    assert receipts(store, late) == [nth(1)]


def test_the_one_that_somebody_pressed_comes_before_newer_ones(store: Store) -> None:
    sent(store, "a", "b", "c")
    with store.writing() as tx:
        tx.faces.press(Receipt("C0POLICY", nth(1)), LATER)
    assert receipts(store) == [nth(1), nth(3), nth(2)]


def test_a_mark_that_comes_while_an_edit_is_under_way_is_not_lost(store: Store) -> None:
    sent(store, "call")
    with store.writing() as tx:
        face = tx.faces.next(["policy"], LATER)
        assert face is not None
        token = tx.faces.lease(face, LATER + MINUTE)
    with store.writing() as tx:
        tx.faces.mark(["call"], LATER)
        assert tx.faces.next(["policy"], LATER) is None
        tx.faces.settle(face, "as it was then", token, at=LATER)
    (again,) = settled(store, LATER)
    assert again.drawn == "as it was then"


def test_whose_lease_is_over_writes_nothing_any_more(store: Store) -> None:
    sent(store, "call")
    with store.writing() as tx:
        face = tx.faces.next(["policy"], LATER)
        assert face is not None
        first = tx.faces.lease(face, LATER + SECOND)
    with store.writing() as tx:
        again = tx.faces.next(["policy"], LATER + MINUTE)
        assert again is not None
        assert again.drawn is None
        tx.faces.lease(again, LATER + 2 * MINUTE)
        tx.faces.settle(face, "too late", first, at=LATER + MINUTE)
    assert settled(store, LATER + MINUTE) == []
    assert [each.drawn for each in settled(store, LATER + 3 * MINUTE)] == [None]


def test_a_message_about_several_is_a_face_of_each(store: Store) -> None:
    recorder = sent(store)
    owe(store, *(due(name, channel="policy") for name in "abcd"))
    a_dispatcher(store, recorder).dispatch(NOW)
    assert len(recorder.messages) == 1
    settled(store, NOW + MINUTE)
    a_tracker(store).take("c", "policy", MEI, LATER)
    assert receipts(store) == [nth(1)]


def test_faces_are_forgotten_once_they_are_old_or_over_and_others_are_not(store: Store) -> None:
    sent(store, "old")
    sent(store, "ended", "dirty", "new", at=NOW + 61 * DAY)
    settled(store, NOW + 61 * DAY)
    with store.writing() as tx:
        tx.faces.mark(["ended"], NOW + 62 * DAY)
        face = tx.faces.next(["policy"], NOW + 62 * DAY)
        assert face is not None
        tx.faces.end(face, NOW + 62 * DAY, "edit_window_closed")
        assert tx.faces.forget(NOW + 62 * DAY) == 1
        assert tx.faces.forget(NOW + 64 * DAY) == 1
        tx.faces.mark(["dirty"], NOW + 64 * DAY)
    with store.writing() as tx:
        # What is still to be drawn outlives its time, though not by much.
        assert tx.faces.forget(NOW + 130 * DAY) == 1
        assert tx.faces.forget(NOW + 250 * DAY) == 1
        assert tx.connection.exec_driver_sql("SELECT count(*) FROM face_items").scalar_one() == 0


def test_a_message_whose_face_was_forgotten_is_drawn_again_where_somebody_presses(store: Store) -> None:
    sent(store, "call")
    settled(store, NOW)
    later = NOW + 70 * DAY
    with store.writing() as tx:
        assert tx.faces.forget(later) == 1
        tx.faces.press(Receipt("C0POLICY", nth(1)), later)
        tx.faces.press(Receipt("C0POLICY", "1.2"), later)
        found = tx.faces.next(["policy"], later)
    assert found is not None
    assert (found.receipt.ts, found.drawn, found.pressed_at) == (nth(1), None, later)
