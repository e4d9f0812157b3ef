"""The message about proposals: at most ten, each with what it would change and the words that it rests on."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import a_channel
from tests.core.test_intake_proposals import NOW, a_proposal
from tests.core.test_notifications_proposals import known, planned, waits
from watchtracker.intake.proposals import ProposalState
from watchtracker.notifications import Notification, NotificationState, ReasonCode, Want
from watchtracker.outbox.batching import Batches, Due, make_batches
from watchtracker.outbox.messages import MessageForm
from watchtracker.outbox.proposing import answerable, proposals_message, redrawn

ASKS = a_channel("policy", wants=frozenset({Want.PROPOSALS}))
PUBLIC = "https://watch.example"


def batched(many: int, *, decided: frozenset[int] = frozenset()) -> tuple[Batches, list[Notification]]:
    waiting = [waits(number=number) for number in range(1, many + 1)]
    due = [replace(each, at=NOW) for each in planned(*waiting, channels=(ASKS,), now=NOW)]
    now_so = {each.stored.id: each for each in waiting}
    now_so |= {number: waits(number=number, state=ProposalState.ACCEPTED, by="mei") for number in decided}
    return make_batches(map(Due, due), {}, now=NOW, waiting=now_so), due


def test_what_is_due_is_one_message_with_at_most_ten_and_the_rest_is_put_off() -> None:
    found, due = batched(12)
    (message,) = found.messages
    assert (message.form, len(message.members)) == (MessageForm.PROPOSALS, 10)
    assert {*message.members, *found.put_off} == set(due)
    assert found.ended == ()


def test_what_was_decided_at_the_last_moment_is_left_out() -> None:
    found, _ = batched(2, decided=frozenset({1}))
    (message,) = found.messages
    assert [member.target for member in message.members] == ["2"]
    (gone,) = found.ended
    assert gone.reason is not None
    assert (gone.state, gone.reason.code) == (NotificationState.SUPERSEDED, ReasonCode.DECIDED)


def test_where_all_were_decided_nothing_is_said() -> None:
    found, _ = batched(2, decided=frozenset({1, 2}))
    assert (found.messages, len(found.ended)) == ((), 2)


def test_a_proposal_is_told_with_its_number_its_change_its_sources_and_its_words() -> None:
    about = replace(waits(a_proposal(item="launch"), known(), number=12))
    about = replace(about, stored=replace(about.stored, also=("Reuters",)))
    message = proposals_message([about, waits(a_proposal(new_id="aurora-4"), number=13)], put_off=0, public_url=PUBLIC)
    assert message.title == "2 proposals to decide on"
    first, second = (entry.text for entry in message.entries)
    assert first == (
        "Launch: proposal 12: known more precisely, late Apr 2026, was Apr 2026 "
        '(Model Weekly, also Reuters). "Aurora 4 will launch late April."'
    )
    assert second.startswith("Aurora 4 launch: proposal 13: late Apr 2026, new item:")


def test_the_rest_is_counted_and_stands_on_the_page() -> None:
    message = proposals_message([waits()], put_off=3, public_url=PUBLIC)
    assert (message.more, message.more_url) == (3, "https://watch.example/inbox")


def test_a_face_asks_about_what_is_open_and_says_what_became_of_the_rest() -> None:
    kept = answerable(proposals_message([waits(number=1), waits(number=2)], put_off=0, public_url=PUBLIC), 7)
    assert [entry.asks for entry in kept.entries] == [True, True]
    so = {1: waits(number=1), 2: waits(number=2, state=ProposalState.DISMISSED, by="mei")}
    shown = redrawn(kept, so, NOW)
    assert [(entry.asks, entry.became) for entry in shown.entries] == [(True, None), (False, "dismissed by mei")]
    assert [entry.asks for entry in redrawn(kept, {}, NOW).entries] == [False, False]
