"""Answers driven at random: each press has one effect, nobody is reminded who asked for quiet, and faces come to rest.

The database, the tracker, the reception, the worker, delivery and the drawing of faces are the real ones, in two
replicas; Slack is a class in this process. What people press is what a message shows, or showed earlier. Replicas are
killed before, within and after a transaction and a call, cut off from the database, or work at the same time.

Where what is:

- What is drawn: the rules of `AnswerMachine` here.
- How that is done: `answer_machine.driver`, on top of the driver of the machine that delivers.
- What stands beside: `answer_machine.world` keeps every version of every message.
- What must hold: `answer_machine.checks`. After each step: as many outcomes, re-checks and holds as answers that say
  so; no last call and no news kept back by an answer; no reminder gone out to where it is held back. At rest: what was
  acked is worked off and what was refused is not there; no hold is over and still holds, or without an end; a snooze
  that ran out ended with a reminder, or with a reason why not; each message shows what is so.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, run_state_machine_as_test

from tests.edges.answer_machine.driver import PEOPLE, AnswerDriver
from tests.edges.delivering import DAY, HOUR, MINUTE, SECOND
from tests.edges.delivery_machine.driver import FACTS, Mishap
from tests.edges.delivery_machine.world import Fault
from tests.slack_hands import Member
from watchtracker.inbox.intents import View
from watchtracker.items import Outcome as ItemOutcome
from watchtracker.items import Result
from watchtracker.store.engine import Store

NUMBERS, REPLICAS, WHO = st.integers(0, 9), st.integers(0, 1), st.sampled_from(PEOPLE)
HARM = st.tuples(st.integers(0, 11), st.sampled_from([Mishap.KILLED, Mishap.KILLED, Mishap.NO_DATABASE]))
VIEWS = st.sampled_from([View.NEW_DATE, View.HAPPENED, View.REOPEN, View.SNOOZE_UNTIL, View.TAKE_OVER])
FAULTS = st.lists(st.sampled_from([Fault.NOT_SENT, Fault.TRY_LATER, Fault.LOST, Fault.TAKEN]), max_size=2)


class AnswerMachine(AnswerDriver):
    """What people, time and replicas do, each drawn at random, and what must hold after each."""

    @initialize(names=st.sets(st.sampled_from(sorted(FACTS)), min_size=2), days=st.sampled_from([2, 9, 16]))
    def the_first_items_are_on_the_list(self, names: set[str], days: int) -> None:
        self._apply()
        self._declare(names, days)
        self._move(0, days + 3)
        self._until_idle()

    # What people do in Slack.

    @precondition(lambda self: self._messages())
    @rule(
        number=NUMBERS,
        who=WHO,
        version=st.sampled_from([0, 0, 0, 1, 2]),
        choice=st.integers(0, 5),
        at=st.lists(REPLICAS, min_size=1, max_size=3),
        then=st.integers(0, 3),
    )
    def press(self, *, number: int, who: Member, version: int, choice: int, at: list[int], then: int) -> None:
        """A button, as it looks now or as it did before, which comes one to three times to any replica."""
        text = self._pressed(number, who, version, choice)
        if text is None:
            return
        self.sent.append(text)
        for replica in at:
            self._receive(replica, text)
        self._goes_on(then)

    @precondition(lambda self: self._messages())
    @rule(number=NUMBERS, who=WHO, view=VIEWS, days=st.integers(0, 40), replica=REPLICAS, then=st.integers(0, 3))
    def send_a_form(self, *, number: int, who: Member, view: View, days: int, replica: int, then: int) -> None:
        text = self._filled_in(number, who, view, days)
        if text is not None:
            self.sent.append(text)
            self._receive(replica, text)
            self._goes_on(then)

    @precondition(lambda self: self._messages())
    @rule(number=NUMBERS, who=WHO, days=st.integers(0, 8), replica=REPLICAS)
    def snooze_and_wait_until_it_ends(self, number: int, who: Member, days: int, replica: int) -> None:
        """The replicas run all the time, as they do."""
        self.send_a_form(number=number, who=who, view=View.SNOOZE_UNTIL, days=days, replica=replica, then=3)
        for _ in range(days + 2):
            self._pass(DAY)
            self._plan()
            self._beats(replica, 4)

    @precondition(lambda self: self.sent)
    @rule(number=NUMBERS, replica=REPLICAS)
    def replay(self, number: int, replica: int) -> None:
        """What was sent comes once more."""
        self._receive(replica, self.sent[-1 - number % len(self.sent)])

    # What people do elsewhere.

    @precondition(lambda self: self.declared)
    @rule(number=st.integers(0, 3), days=st.integers(1, 40))
    def move(self, number: int, days: int) -> None:
        self.resolved = {item.id for item in self._items() if item.outcome is not None}
        self._move(number, days)

    @precondition(lambda self: self.declared)
    @rule(number=st.integers(0, 3))
    def resolve_or_reopen(self, number: int) -> None:
        name = self._listed(number)
        ended = next(item for item in self._items() if item.id == name).outcome
        if ended is not None:
            self.tracker.reopen(name, self.clock.now)
        else:
            self.tracker.resolve(name, ItemOutcome(Result.HAPPENED, self.clock.now.date(), "Gazette"), self.clock.now)
            self.by_hand[name] += 1

    @precondition(lambda self: len(self.declared) > 1)
    @rule(number=st.integers(0, 3))
    def take_off_the_list(self, number: int) -> None:
        del self.declared[self._listed(number)]
        self._apply()

    @rule(name=st.sampled_from(sorted(FACTS)), days=st.integers(1, 30))
    def put_on_the_list(self, name: str, days: int) -> None:
        self._declare({name}, days)

    # What time and Slack do.

    @rule(length=st.sampled_from([SECOND, MINUTE, 11 * MINUTE, HOUR, DAY, 3 * DAY, 8 * DAY, 30 * DAY]))
    def time_goes_on(self, length: timedelta) -> None:
        """And what comes due meanwhile is sent, as the heart beats."""
        self._pass(length)
        self._plan()

    @rule(faults=FAULTS)
    def slack_fails(self, faults: list[Fault]) -> None:
        self.workspace.faults = [*faults]

    # What replicas do, and what befalls them.

    @rule(replica=REPLICAS)
    def works(self, replica: int) -> None:
        self._work(replica)

    @rule()
    def both_work_at_once(self) -> None:
        self._both_work()

    @rule(replica=REPLICAS, times=st.integers(1, 6))
    def sends(self, replica: int, times: int) -> None:
        self._beats(replica, times)

    @rule(replica=REPLICAS, times=st.integers(1, 6))
    def draws(self, replica: int, times: int) -> None:
        for _ in range(times):
            self._draw(replica)
            self._pass(2 * SECOND)

    @precondition(lambda self: self._messages())
    @rule(number=NUMBERS, who=WHO, choice=st.integers(0, 5), replica=REPLICAS, harm=HARM)
    def comes_to_harm_while_it_receives(
        self, number: int, who: Member, choice: int, replica: int, harm: tuple[int, Mishap]
    ) -> None:
        text = self._pressed(number, who, 0, choice)
        if text is not None:
            self.sent.append(text)
            self._harmed(replica, harm, lambda: self._receive(replica, text))

    @rule(replica=REPLICAS, harm=HARM)
    def comes_to_harm_while_it_works(self, replica: int, harm: tuple[int, Mishap]) -> None:
        self._harmed(replica, harm, lambda: self._work(replica))

    @rule(replica=REPLICAS, harm=HARM)
    def comes_to_harm_while_it_draws(self, replica: int, harm: tuple[int, Mishap]) -> None:
        self._harmed(replica, harm, lambda: self._draw(replica))

    @rule(replica=REPLICAS, harm=HARM)
    def comes_to_harm_while_it_sends(self, replica: int, harm: tuple[int, Mishap]) -> None:
        self._harmed(replica, harm, lambda: self._beat(replica))

    @rule()
    def comes_to_rest(self) -> None:
        self._settle()
        self._check_settled()

    # What must hold.

    @invariant()
    def each_answer_has_one_effect_and_nobody_is_reminded_against_their_will(self) -> None:
        self._check_always()

    def teardown(self) -> None:
        try:
            # What failed already has said so.
            if sys.exc_info()[0] is None:
                self._settle()
                self._check_settled()
        finally:
            for process in self.processes.values():
                process.reception.close()
            self.store.close()


def run_machine(empty: Callable[[], Store], examples: int, steps: int) -> None:
    """Run the machine on the stores that `empty` makes."""

    class OnDatabase(AnswerMachine):
        def __init__(self) -> None:
            super().__init__(empty)

    run_state_machine_as_test(
        OnDatabase,
        settings=settings(max_examples=examples, stateful_step_count=steps, suppress_health_check=list(HealthCheck)),
    )


def test_whatever_people_press_and_whoever_is_killed_each_answer_counts_once(empty: Callable[[], Store]) -> None:
    run_machine(empty, 3, 15)
