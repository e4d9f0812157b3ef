"""The machine of answers, with as many examples and steps as a soak takes."""

from __future__ import annotations

from collections.abc import Callable

from tests.edges.test_answer_machine import run_machine
from watchtracker.store.engine import Store


def test_whatever_people_press_and_whoever_is_killed_each_answer_counts_once(empty: Callable[[], Store]) -> None:
    run_machine(empty, 150, 30)
