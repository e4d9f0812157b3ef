"""A clock that jumps ahead is doubted until it is set right or another agrees; time that passed is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import at
from watchtracker.runtime.clock_guard import ClockWatch

NOW = at("2026-04-29 09:00")
HOUR = timedelta(hours=1)


@dataclass
class Machine:
    """A machine with a wall clock and a count of the seconds that passed."""

    wall: datetime = NOW
    seconds: float = 0.0
    asked: list[datetime | None] = field(default_factory=list)
    slack: Callable[[], datetime | None] = lambda: None
    watch: ClockWatch = field(init=False)

    def __post_init__(self) -> None:
        self.watch = ClockWatch(lambda: self.seconds, [self.witness])

    def witness(self) -> datetime | None:
        self.asked.append(self.slack())
        return self.asked[-1]

    def passes(self, length: timedelta) -> bool:
        self.wall += length
        self.seconds += length.total_seconds()
        return self.watch.believes(self.wall)

    def is_set(self, by: timedelta) -> bool:
        self.wall += by
        return self.passes(timedelta(seconds=1))


@given(st.lists(st.timedeltas(timedelta(0), timedelta(days=3)), max_size=20))
def test_time_that_passes_is_believed_however_much_it_is(lengths: list[timedelta]) -> None:
    machine = Machine()
    assert all(machine.passes(length) for length in [timedelta(0), *lengths])
    assert machine.asked == []


@given(st.timedeltas(HOUR + timedelta(seconds=1), timedelta(days=9999)))
def test_a_jump_of_more_than_an_hour_is_doubted_until_it_is_set_right(jump: timedelta) -> None:
    machine = Machine()
    machine.passes(timedelta(0))
    assert not machine.is_set(jump)
    assert not machine.passes(HOUR)
    assert machine.watch.doubted
    assert machine.is_set(-jump)
    assert not machine.watch.doubted


@pytest.mark.parametrize("by", [HOUR, timedelta(minutes=5), -timedelta(minutes=5), -timedelta(days=400)])
def test_small_steps_and_steps_back_are_believed(by: timedelta) -> None:
    machine = Machine()
    machine.passes(timedelta(0))
    assert machine.is_set(by)
    assert machine.passes(HOUR)


def test_a_late_start_is_no_jump() -> None:
    assert Machine(wall=NOW + timedelta(days=365)).passes(timedelta(0))


def test_a_jump_that_another_clock_agrees_with_is_believed() -> None:
    machine = Machine()
    machine.slack = lambda: machine.wall - timedelta(seconds=2)
    machine.passes(timedelta(0))
    assert machine.is_set(timedelta(days=2))
    assert machine.passes(HOUR)
    assert len(machine.asked) == 1


def test_other_clocks_are_asked_once_a_minute_while_the_clock_is_doubted() -> None:
    machine = Machine()
    machine.passes(timedelta(0))
    machine.is_set(timedelta(days=2))
    for _ in range(119):
        machine.passes(timedelta(seconds=1))
    assert len(machine.asked) == 2


def test_what_jumped_again_and_again_is_not_believed_for_having_been_doubted() -> None:
    machine = Machine()
    machine.passes(timedelta(0))
    assert not machine.is_set(timedelta(days=2))
    assert not machine.is_set(timedelta(days=2))


@given(st.timedeltas(HOUR + timedelta(seconds=1), timedelta(days=9999)))
def test_a_clock_that_was_set_back_and_right_again_is_believed(jump: timedelta) -> None:
    machine = Machine()
    machine.passes(timedelta(0))
    assert machine.is_set(-jump)
    assert machine.passes(timedelta(seconds=8))
    assert machine.is_set(jump)
    assert not machine.is_set(HOUR * 2)


def test_a_clock_that_was_set_back_and_goes_further_ahead_than_ever_is_doubted() -> None:
    machine = Machine()
    machine.passes(timedelta(0))
    machine.is_set(-2 * HOUR)
    assert not machine.is_set(4 * HOUR)
    assert machine.is_set(-2 * HOUR)
