"""Work that is done side by side, with its results in order."""

from __future__ import annotations

from threading import Barrier, Event, Thread, current_thread

import pytest

from watchtracker.collecting.side_by_side import side_by_side


def test_results_come_in_the_order_of_their_tasks_whoever_is_ready_first() -> None:
    second_is_done = Event()

    def work(task: int) -> int:
        if task == 1:
            second_is_done.wait(10)
        if task == 2:
            second_is_done.set()
        return task * 10

    assert list(side_by_side([1, 2, 3], work, threads=2, ahead=3)) == [10, 20, 30]


def test_so_many_tasks_are_done_at_a_time() -> None:
    all_are_there = Barrier(3)
    assert [*side_by_side("abc", lambda task: (task, all_are_there.wait(10) < 3), threads=3, ahead=3)] == [
        ("a", True),
        ("b", True),
        ("c", True),
    ]


def test_tasks_of_one_lane_are_done_one_after_the_other() -> None:
    last_of_the_other_lane, what_was = Event(), list[str]()

    def work(task: str) -> str:
        what_was.append(f"{task} began")
        if task == "a1":  # until then the other thread could have begun all that it may
            last_of_the_other_lane.wait(10)
        what_was.append(f"{task} ended")
        if task == "b2":
            last_of_the_other_lane.set()
        return task

    tasks = ["a1", "b1", "a2", "b2"]
    assert list(side_by_side(tasks, work, threads=2, ahead=4, lane=lambda task: task[0])) == tasks
    assert what_was.index("a1 ended") < what_was.index("a2 began")


def test_what_fails_is_raised_in_its_turn_and_nothing_more_is_begun() -> None:
    begun: list[int] = []
    workers: set[Thread] = set()
    it_was_raised = Event()

    def work(task: int) -> int:
        begun.append(task)
        workers.add(current_thread())
        if task == 2:
            raise ValueError("two")
        if task == 3:
            it_was_raised.wait(10)
        return task

    results = side_by_side([1, 2, 3, 4], work, threads=1, ahead=4)
    assert next(results) == 1
    with pytest.raises(ValueError, match="two"):
        next(results)
    it_was_raised.set()
    for worker in workers:
        worker.join(10)
    assert 4 not in begun
    assert list(side_by_side([], work, threads=4, ahead=4)) == []


def test_no_more_results_are_kept_than_may_be_ahead() -> None:
    begun: list[int] = []
    first_may_end = Event()

    def work(task: int) -> int:
        begun.append(task)
        if task == 0:
            first_may_end.wait(10)
        if task == 2:  # the last that may begin before the first is taken
            first_may_end.set()
        return task

    taken: list[int] = []
    for result in side_by_side(range(30), work, threads=2, ahead=3):
        taken.append(result)
        assert max(begun) < result + 3
    assert taken == list(range(30))


def test_a_lane_of_which_many_wait_far_ahead_holds_up_no_thread() -> None:
    names = [f"lane {number}" for number in range(4)] + [f"other {number}" for number in range(20)]
    tasks = names + [f"lane {number}" for number in range(4)]
    assert list(side_by_side(tasks, str, threads=4, ahead=5, lane=lambda task: task)) == tasks
