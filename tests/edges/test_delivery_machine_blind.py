"""Delivery driven at random to where nobody can look: webhooks that drop repetitions, and mail that does not.

What may have arrived comes again there, but so that whoever gets it can tell: under its key and unchanged where
repetitions are dropped, marked where they are not, and never where people asked to hold it. All else is as in Slack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from tests.builders import a_channel
from tests.edges.delivering import HOUR, SECOND
from tests.edges.delivery_machine.checks import Seen
from tests.edges.delivery_machine.world import Fault, Posted, Workspace
from tests.edges.test_delivery_machine import FAULTS, UNCLEAR, WORKERS, Machine, a_freeze
from tests.hypothesis_profiles import runs_of_a_machine
from watchtracker.channels import Sender
from watchtracker.notifications import IfUnclear, NotificationState, ReasonCode, Want
from watchtracker.outbox.messages import Limits, Message, MessageForm, SendResult
from watchtracker.store.engine import Store
from watchtracker.targets import EmailTarget, WebhookTarget
from watchtracker.wording.undelivered import PERHAPS_REPEATED

TIMES = st.integers(1, 30)
ACCOUNT = "email"
MAIL = Limits("the mail server", one_per_beat=True, shared_gate=ACCOUNT, takes_corrections=False)
LIMITS = {
    "hub": replace(MAIL, called="the webhook hub", shared_gate="webhook-hub", drops_repetitions=True),
    "legal": MAIL,
    "desk": MAIL,
}
CHANNELS = (
    a_channel("hub", to=WebhookTarget("https://hub.example/in"), wants=frozenset(Want)),
    a_channel("legal", to=EmailTarget(("legal@example.org",)), wants=frozenset(Want)),
    a_channel("desk", to=EmailTarget(("desk@example.org",)), wants=frozenset(Want), unclear=IfUnclear.HOLD),
)


@dataclass(frozen=True)
class Said:
    """What a message said, and when it was sent; `heard`: somebody was there to hear that it was accepted."""

    at: datetime
    message: Message
    heard: bool

    @property
    def marked(self) -> bool:
        """Whether it says that it may be a repetition."""
        return PERHAPS_REPEATED in (self.message.title or self.message.entries[0].text)


@dataclass
class Mailboxes(Workspace):
    """Where nobody can look and no receipts are given."""

    said: dict[Posted, Said] = field(default_factory=dict)
    calm: Callable[[], bool] = bool

    def _received(self, channel: str, message: Message, key: str, fault: Fault | None) -> SendResult:
        result = super()._received(channel, message, key, fault)
        for posted in [*self.posted[-1:], *self.coming[-1:]]:
            self.said.setdefault(posted, Said(self.clock.true, message, heard=fault is None and self.calm()))
        return replace(result, receipt=None)


@dataclass(frozen=True)
class Handing:
    """One channel, as delivery is given it: it can hand over, and that is all."""

    mailboxes: Workspace
    channel: str

    @property
    def limits(self) -> Limits:
        return LIMITS[self.channel]

    def send(self, message: Message, key: str) -> SendResult:
        return self.mailboxes.receive(self.channel, message, key)


class BlindMachine(Machine):
    """The same two processes, and other channels."""

    channels = CHANNELS
    fallback = "legal"
    account = ACCOUNT

    @precondition(lambda self: self.declared)
    @rule(worker=WORKERS, number=st.integers(0, 3), lost=UNCLEAR, then=FAULTS, moves=st.booleans(), times=TIMES)
    def answers_are_lost(
        self, worker: int, number: int, lost: Fault, then: list[Fault], times: int, *, moves: bool
    ) -> None:
        """Each channel loses an answer, and what is sent again meets these faults; its date may have moved by then."""
        self._news(number, [lost] * len(CHANNELS) + then)
        self._beats(worker, 3)
        if moves:
            self.move(number, 40)
        self._beats(worker, times)

    def _workspace(self) -> Mailboxes:
        calm = lambda: self.mishap is None and not self.froze  # noqa: E731
        self.mailboxes = Mailboxes(self.clock, self._visit, self._is_committed, calm=calm)
        return self.mailboxes

    def _senders(self) -> dict[str, Sender]:
        return {name: Handing(self.workspace, name) for name in LIMITS}

    def _check_arrived(self, seen: Seen) -> None:
        by_key: dict[str, list[Posted]] = defaultdict(list)
        for posted in self.workspace.posted:
            by_key[posted.key].append(posted)
        arrived: dict[int, list[Posted]] = defaultdict(list)
        for delivery in seen.deliveries:
            if delivery.form == MessageForm.DEAD_LETTERS:
                self._check_repeated(by_key[delivery.key])
                continue
            for member in seen.members[delivery.id]:
                arrived[member] += by_key[delivery.key]
        for member, accepted in arrived.items():
            one = seen.notifications[member]
            assert all(one.due_at <= posted.at for posted in accepted), f"{one.key} came before its time"
            self._check_repeated(accepted)
            if accepted and one.state == NotificationState.PLANNED:
                assert one.reason == ReasonCode.MAYBE_SENT, f"{one.key} arrived, and is due as if it had not"
        assert seen.sent() <= {member for member, accepted in arrived.items() if accepted}, "it did not arrive"

    def _check_repeated(self, accepted: list[Posted]) -> None:
        """All acceptances of what a notification says; what comes late is no repetition of what was sent after it."""
        accepted = sorted(accepted, key=lambda posted: self.mailboxes.said[posted].at)
        for number, posted in enumerate(accepted[1:], 1):
            before = accepted[:number]
            said = self.mailboxes.said[posted]
            assert not any(self.mailboxes.said[other].heard for other in before), f"{posted.key} needlessly came again"
            assert posted.receipt.channel != "desk", f"{posted.key} came twice, and should be held"
            same = [self.mailboxes.said[other].message for other in before if other.key == posted.key]
            if posted.receipt.channel == "hub" and same:
                assert same[0] == said.message, f"{posted.key} came twice, and not the same"
            else:
                assert said.marked, f"{posted.key} came again, and does not say so"

    def _left(self) -> list[str]:
        """Without what is held: that waits for people, where they asked for it or it was repeated often enough."""
        with self.store.reading() as tx:
            held = tx.unknown.held()
            members = {member for delivery in held for member in tx.deliveries.members(delivery.id)}
            keys = {delivery.key for delivery in held} | {one.key for one in tx.notifications.by_id(sorted(members))}
        assert all(delivery.channel != "hub" for delivery in held)
        return [left for left in super()._left() if left not in keys]


def test_what_comes_twice_where_nobody_can_look_can_be_told(empty: Callable[[], Store]) -> None:
    class OnDatabase(BlindMachine):
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


def is_put_off(machine: BlindMachine, *faults: Fault, moves: bool = False) -> None:
    """What every channel took without an answer is sent again and meets these faults."""
    machine.answers_are_lost(0, 0, Fault.TAKEN, [*faults], 30, moves=moves)
    machine.workspace.accepts_us = True


def is_refused_and_sent_again(machine: BlindMachine) -> None:
    """What every channel took without an answer is refused when it comes again, and somebody has it sent once more."""
    machine.answers_are_lost(0, 0, Fault.TAKEN, [Fault.PAYLOAD], 1, moves=False)
    machine.nothing_comes_twice_or_early_or_ends_without_a_reason()
    machine.send_dead_ones_again()


RARE: dict[str, Callable[[BlindMachine], None]] = {
    "a repetition is refused, and sent again by hand": is_refused_and_sent_again,
    "a repetition is put off": lambda machine: is_put_off(machine, *[Fault.NOT_SENT] * 4),
    "a repetition has to wait": lambda machine: is_put_off(machine, *[Fault.TRY_LATER] * 3),
    "a repetition is refused the log-in": lambda machine: is_put_off(machine, Fault.CREDENTIALS),
    "its date moves meanwhile": lambda machine: is_put_off(machine, moves=True),
    "its date moves, and what is said anew is put off": lambda machine: is_put_off(
        machine, *[Fault.NOT_SENT] * 3, moves=True
    ),
    "a repetition is lost as well": lambda machine: is_put_off(machine, *[Fault.TAKEN, Fault.LOST] * 2),
    "one who froze while it sent is thought dead": lambda machine: machine.freezes_while_it_sends(
        0, 0, Fault.TAKEN, a_freeze(length=70 * SECOND)
    ),
    "the clock is set back meanwhile": lambda machine: machine.freezes_while_it_sends(
        0, 0, Fault.LATE, a_freeze(set_back=HOUR)
    ),
}


@pytest.mark.parametrize("rare", RARE)
def test_what_is_drawn_too_seldom_where_nobody_can_look(empty: Callable[[], Store], rare: str) -> None:
    machine = BlindMachine(empty)
    try:
        machine.the_first_items_are_news({"call"})
        machine.beats(worker=0, seconds=2, times=2)
        RARE[rare](machine)
        machine.nothing_comes_twice_or_early_or_ends_without_a_reason()
    finally:
        machine.teardown()


def test_what_was_said_anew_and_marked_is_repeated_just_as_it_was_said(empty: Callable[[], Store]) -> None:
    machine = BlindMachine(empty)
    try:
        machine.the_first_items_are_news({"rule", "call", "grant", "model"})
        faults = [Fault.PAYLOAD, Fault.LOST, Fault.NOT_SENT]
        machine.answers_are_lost(1, 2, Fault.TAKEN, faults, 9, moves=True)
        machine.nothing_comes_twice_or_early_or_ends_without_a_reason()
    finally:
        machine.teardown()
