"""Delivery driven at random: each notification arrives once and on time, or ends with a reason, whatever fails.

The database, the tracker and the delivery are the real ones. Slack is a class in this process that keeps what it
accepted, so that thousands of steps take seconds; what it does wrong, when a process dies and what the clocks do is
drawn by Hypothesis. The two windows in which a message can double stay shut: Slack takes what it takes within
`SETTLES` of the call, and a process that freezes does so while it waits for an answer.

Where what is:

- What is drawn: the rules of `Machine` here. People put items on the list and take them off, move, resolve and reopen
  them, and send dead letters again. Time passes; the clock is set back and right. Processes beat, are killed, cut off
  from the database, told to stop, or freeze while they send or look. Slack fails, cannot be read, refuses us.
- How that is done: `delivery_machine.driver`. It keeps beside the database what is declared, which items are resolved,
  the true time, and how long each process has slept.
- What stands beside: `delivery_machine.world` has the clocks, Slack with what goes wrong, and a store that can be cut
  off. Slack keeps what it accepted (`posted`), what is still to come (`coming`) and every key that was tried.
- What must hold: after each step `delivery_machine.checks` compares the database with what Slack accepted. No key is
  accepted twice, nothing arrives twice, early, or although it ended unsent; what is sent did arrive; what is under way
  is in exactly one message; whatever ended unsent says why. As a message leaves, `Driver` looks whether it was
  committed before and still holds. At the end everything heals, and after so many beats nothing may be left to do.
- What is drawn too seldom, as scripts: `RARE` at the end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.edges.delivering import DAY, HOUR, MINUTE, SECOND
from tests.edges.delivery_machine.checks import check_recorded, everything
from tests.edges.delivery_machine.driver import FACTS, Driver, End, Freeze, Mishap
from tests.edges.delivery_machine.world import (
    ZERO,
    Blur,
    Call,
    Fault,
    KilledError,
)
from tests.hypothesis_profiles import runs_of_a_machine
from watchtracker.errors import StoreError
from watchtracker.items import Outcome as ItemOutcome
from watchtracker.items import Result
from watchtracker.notifications.lateness import GIVE_UP_AFTER
from watchtracker.store.engine import Store

# Each is some thousand transactions.
WORKERS, DAYS = st.integers(0, 1), st.integers(0, 40)
UNCLEAR = st.sampled_from([Fault.LOST, Fault.TAKEN, Fault.LATE])
LATE = st.sampled_from([5 * SECOND, 40 * SECOND])
FAULTS = st.lists(st.sampled_from(Fault), max_size=3)
FREEZES = st.builds(
    Freeze,
    length=st.sampled_from([ZERO, 30 * SECOND, 70 * SECOND, HOUR, 4 * DAY]),
    set_back=st.sampled_from([ZERO, ZERO, HOUR]),
    sleeps=st.booleans(),
    beats=st.integers(0, 15),
    moves=st.booleans(),
    faults=FAULTS,
    end=st.sampled_from(End),
)


class Machine(Driver):
    """What people, time, processes and Slack do, each drawn at random, and what must hold after each."""

    # What people do.

    @initialize(names=st.sets(st.sampled_from(sorted(FACTS)), min_size=1))
    def the_first_items_are_news(self, names: set[str]) -> None:
        """They come to a list that was empty, so that they are told of."""
        self._apply()
        self._declare(names, 9)

    @rule(name=st.sampled_from(sorted(FACTS)), days=DAYS)
    def put_on_the_list(self, name: str, days: int) -> None:
        self._declare({name}, days)

    @precondition(lambda self: self.declared)
    @rule(number=st.integers(0, 3))
    def take_off_the_list(self, number: int) -> None:
        del self.declared[self._listed(number)]
        self._apply()

    @precondition(lambda self: self.declared)
    @rule(number=st.integers(0, 3), days=DAYS)
    def move(self, number: int, days: int) -> None:
        self._move(number, days)

    @precondition(lambda self: self.declared)
    @rule(number=st.integers(0, 3))
    def resolve_or_reopen(self, number: int) -> None:
        name = self._listed(number)
        if name in self.resolved:
            self.tracker.reopen(name, self.clock.now)
        else:
            outcome = ItemOutcome(Result.HAPPENED, self.clock.now.date(), "Gazette")
            self.tracker.resolve(name, outcome, self.clock.now)
        self.resolved ^= {name}

    @rule()
    def send_dead_ones_again(self) -> None:
        self.tracker.retry(None, self.clock.now)

    # What time does.

    @rule(
        length=st.sampled_from([SECOND, 31 * SECOND, MINUTE, 10 * MINUTE, HOUR, 8 * HOUR, DAY, GIVE_UP_AFTER - MINUTE])
    )
    def time_goes_on(self, length: timedelta) -> None:
        self._pass(length)

    @rule(length=st.sampled_from([SECOND, MINUTE, HOUR, DAY]))
    def the_clock_is_set_back(self, length: timedelta) -> None:
        self.clock.behind += length

    @precondition(lambda self: self.clock.behind and not self.workspace.coming)
    @rule()
    def the_clock_is_set_right(self) -> None:
        self.clock.behind = ZERO

    # What processes do, and what befalls them.

    @rule(worker=WORKERS, seconds=st.sampled_from([0, 1, 2, 5, 30]), times=st.integers(1, 8))
    def beats(self, worker: int, seconds: int, times: int) -> None:
        for _ in range(times):
            self._pass(seconds * SECOND)
            self._beat(worker)

    @precondition(lambda self: self.declared)
    @rule(worker=WORKERS, number=st.integers(0, 3), faults=FAULTS, times=st.integers(1, 15))
    def news_goes_out_badly(self, worker: int, number: int, faults: list[Fault], times: int) -> None:
        self._news(number, faults)
        self._beats(worker, times)

    @precondition(lambda self: self.declared)
    @rule(
        worker=WORKERS,
        number=st.integers(0, 3),
        faults=FAULTS,
        harm=st.tuples(st.integers(0, 9), st.sampled_from(Mishap)),
    )
    def comes_to_harm(self, worker: int, number: int, faults: list[Fault], harm: tuple[int, Mishap]) -> None:
        """It is killed, cut off from the database or told to stop at some place in its beat."""
        self._news(number, faults)
        self.mishap = harm
        try:
            self._beat(worker)
        except KilledError:
            self.workers[worker] = self._process(worker)
        except StoreError:
            assert harm[1] is Mishap.NO_DATABASE
        finally:
            self.mishap = None
            self.stopping.clear()

    @precondition(lambda self: self.declared)
    @rule(worker=WORKERS, number=st.integers(0, 3), fault=st.sampled_from([None, *Fault]), freeze=FREEZES)
    def freezes_while_it_sends(self, worker: int, number: int, fault: Fault | None, freeze: Freeze) -> None:
        self._news(number, [fault] if fault else [])
        self._freeze_at(Call.SEND, worker, number, freeze)
        self._beat(worker)
        self._thaw()

    @precondition(lambda self: self.declared)
    @rule(worker=WORKERS, number=st.integers(0, 3), fault=UNCLEAR, looks=st.integers(0, 3), freeze=FREEZES)
    def freezes_while_it_looks(self, worker: int, number: int, fault: Fault, looks: int, freeze: Freeze) -> None:
        """In the first look, or so many later: the third is the first that proves anything."""
        self._news(number, [fault])
        self._freeze_at(Call.FIND, worker, number, freeze, after=looks)
        self._beats(worker, 12)
        self._thaw()

    def sleeps_and_sends_late(self) -> None:
        """A sleep while one message is under way, and the next one, of the same beat, arrives late."""
        freeze = a_freeze(length=HOUR, sleeps=True, beats=0, faults=[Fault.LATE])
        self.freezes_while_it_sends(0, 0, None, freeze)
        for _ in range(30):
            self._beat(0)
            self._pass(2 * SECOND)

    # What Slack does.

    @rule(faults=FAULTS, late=LATE)
    def slack_fails(self, faults: list[Fault], late: timedelta) -> None:
        self.workspace.faults = [*faults]
        self.workspace.late = late

    @rule(pages=st.integers(0, 2), blur=st.sampled_from([Blur.LIMITED, Blur.BROKEN]), times=st.integers(1, 6))
    def slack_cannot_be_read(self, pages: int, blur: Blur, times: int) -> None:
        self.workspace.blurs = [Blur.NONE] * pages + [blur] * times

    @precondition(lambda self: not self.workspace.accepts_us)
    @rule()
    def slack_accepts_us_again(self) -> None:
        self.workspace.accepts_us = True

    # What must hold.

    @invariant()
    def nothing_comes_twice_or_early_or_ends_without_a_reason(self) -> None:
        assert not self.wrong
        with self.store.reading() as tx:
            seen = everything(tx)
        self._check_arrived(seen)
        check_recorded(seen, self.workspace.posted, self.clock.true)

    def teardown(self) -> None:
        try:
            # What failed already has said so.
            if sys.exc_info()[0] is None:
                self._heal()
                self._until_idle()
                self.nothing_comes_twice_or_early_or_ends_without_a_reason()
        finally:
            self.store.close()


def test_each_notification_arrives_once_and_on_time_or_ends_with_a_reason(empty: Callable[[], Store]) -> None:
    class OnDatabase(Machine):
        def __init__(self) -> None:
            super().__init__(empty)

    run_state_machine_as_test(
        OnDatabase,
        settings=settings(
            max_examples=runs_of_a_machine(in_a_soak=35),
            stateful_step_count=12,
            suppress_health_check=list(HealthCheck),
        ),
    )


def a_freeze(**more: Any) -> Freeze:
    calm = {"length": ZERO, "set_back": ZERO, "sleeps": False, "beats": 15, "moves": False, "faults": []}
    return Freeze(**{**calm, "end": End.GOES_ON, **more})


# What is drawn too seldom, each found when the fence that it runs against is taken away.
RARE: dict[str, Callable[[Machine], None]] = {
    "an old answer meets the lease of one who sent again": lambda machine: machine.freezes_while_it_sends(
        0, 0, Fault.NOT_SENT, a_freeze(length=70 * SECOND, end=End.KILLED)
    ),
    "an old look meets a message that was sent again": lambda machine: machine.freezes_while_it_looks(
        0, 0, Fault.LOST, 2, a_freeze(length=70 * SECOND, faults=[Fault.TAKEN], end=End.RESTS)
    ),
    "a clock set back ends the lease of what comes late": lambda machine: machine.freezes_while_it_sends(
        0, 0, Fault.LATE, a_freeze(set_back=HOUR)
    ),
    "one who slept sends with the time of before, and it comes late": lambda machine: machine.sleeps_and_sends_late(),
}


@pytest.mark.parametrize("rare", RARE)
def test_what_is_drawn_too_seldom(empty: Callable[[], Store], rare: str) -> None:
    machine = Machine(empty)
    machine.workspace.late = 40 * SECOND
    try:
        machine.the_first_items_are_news({"call"})
        machine.beats(worker=0, seconds=2, times=2)
        RARE[rare](machine)
        machine.nothing_comes_twice_or_early_or_ends_without_a_reason()
    finally:
        machine.teardown()
