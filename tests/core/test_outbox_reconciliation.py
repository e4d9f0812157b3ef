"""What a look at a channel proves of a message whose arrival is unknown, and what follows from that."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.outbox_examples import DAY, HOUR, MINUTE, NOW, SECOND, a_look, terms
from watchtracker.notifications import IfUnclear
from watchtracker.outbox.messages import MessageForm, Receipt, SendStatus
from watchtracker.outbox.reconciliation import (
    Absent,
    Arrived,
    GiveUp,
    KeepUnknown,
    LookAgain,
    Reading,
    Repeat,
    ResendTerms,
    SayAnew,
    Search,
    Unreadable,
    proof,
    read_from,
    times_repeated,
    unseen,
)
from watchtracker.outbox.records import AttemptEvent, Look

FIRST, SECOND_ONE = Receipt("C0POLICY", "1.5"), Receipt("C0POLICY", "2.5")
UNREADABLE = Unreadable("not_in_channel")


def search(reading: Reading = Reading.DONE, *, after: timedelta = MINUTE, **more: Any) -> Search:
    return Search(reading, NOW + after, detail="no", **more)


def seen(look: Look, found: Search, after: timedelta = MINUTE) -> Arrived | LookAgain | Absent | Unreadable:
    return proof(look, found, NOW + after)


# What a look proves.


@pytest.mark.parametrize("reading", Reading)
def test_what_is_found_has_arrived_however_far_the_channel_could_be_read(reading: Reading) -> None:
    found = search(reading, receipts={"k": (FIRST, SECOND_ONE), "other": (SECOND_ONE,)})
    assert seen(a_look(), found) == Arrived(FIRST, (SECOND_ONE,))


def test_a_message_with_another_key_proves_nothing() -> None:
    assert not isinstance(seen(a_look(), search(receipts={"other": (FIRST,)})), Arrived)


def test_a_look_that_began_too_early_proves_nothing_and_is_taken_again_when_one_can() -> None:
    look = a_look(proves_from=NOW + 2 * MINUTE, absent_since=NOW)
    assert seen(look, search()) == LookAgain(NOW + 2 * MINUTE, None, "not there yet")
    later = seen(look, search(), after=HOUR)
    assert later == LookAgain(NOW + HOUR, None, "not there yet"), "a slow search is begun anew at once"


def test_what_is_not_there_is_believed_after_a_second_look_five_seconds_later() -> None:
    once = seen(a_look(), search())
    assert once == LookAgain(NOW + MINUTE + 5 * SECOND, NOW + MINUTE, "not there, looked once")
    look = a_look(absent_since=NOW + MINUTE)
    too_soon = seen(look, search(after=MINUTE + 4 * SECOND), after=2 * MINUTE)
    assert too_soon == LookAgain(NOW + MINUTE + 5 * SECOND, NOW + MINUTE, "not there, looked once")
    assert seen(look, search(after=MINUTE + 5 * SECOND)) == Absent()


def test_a_channel_that_cannot_be_read_for_now_is_read_later_and_the_first_look_counts() -> None:
    look = a_look(absent_since=NOW)
    limited = search(Reading.TRY_LATER, retry_after=HOUR)
    assert seen(look, limited) == LookAgain(NOW + HOUR + MINUTE, NOW, "no")
    assert seen(look, search(Reading.TRY_LATER)) == LookAgain(NOW + 90 * SECOND, NOW, "no")
    assert seen(look, search(Reading.UNCLEAR)) == LookAgain(NOW + 75 * SECOND, NOW, "no")


def test_a_channel_that_cannot_be_read_at_all_proves_nothing() -> None:
    assert seen(a_look(absent_since=NOW), search(Reading.IMPOSSIBLE)) == Unreadable("no")


def test_a_channel_is_read_from_a_day_before_the_first_of_its_unknown_messages() -> None:
    looks = [a_look(started_at=NOW - HOUR), a_look(started_at=NOW - MINUTE)]
    assert read_from(looks, NOW) == NOW - HOUR - DAY
    assert read_from([a_look(started_at=NOW + HOUR)], NOW) == NOW - DAY, "a clock that was set back began it"


@given(
    st.sampled_from(Reading),
    st.integers(-90, 90),
    st.integers(-90, 90),
    st.none() | st.integers(-90, 90),
)
def test_absence_is_never_proven_early_or_by_one_look(
    reading: Reading, began: int, proves: int, absent: int | None
) -> None:
    first = None if absent is None else NOW + absent * SECOND
    look = a_look(proves_from=NOW + proves * SECOND, absent_since=first)
    found = proof(look, Search(reading, NOW + began * SECOND), NOW + max(began, 0) * SECOND)
    if isinstance(found, Absent):
        assert reading is Reading.DONE
        assert began >= proves
        assert absent is not None
        assert began >= absent + 5
    if isinstance(found, LookAgain) and found.absent_since not in {None, first}:
        assert began >= proves


# What follows where it is not seen.


def test_what_is_certainly_not_there_is_sent_again_as_it_was() -> None:
    assert unseen(Absent(), a_look(), terms(), NOW) == Repeat(
        AttemptEvent.ABSENT, "not there; sent again", marked=False
    )


@pytest.mark.parametrize("before", [{"repeats": 1}, {"earlier_repeats": 1}])
def test_what_was_repeated_unseen_before_is_marked_also_where_this_one_is_not_there(before: dict[str, Any]) -> None:
    found = unseen(Absent(), a_look(), terms(**before), NOW)
    assert found == Repeat(AttemptEvent.ABSENT, "not there; sent again", marked=True)


def test_that_it_is_not_there_counts_whatever_the_channel_says_of_what_is_unclear() -> None:
    found = unseen(Absent(), a_look(), terms(if_unclear=IfUnclear.HOLD, repeats=9), NOW)
    assert isinstance(found, Repeat)


@pytest.mark.parametrize(
    ("what", "doubt"), [(Absent(), False), (UNREADABLE, True)], ids=["not there", "nobody can look"]
)
def test_what_would_not_be_said_so_today_is_said_anew(what: Absent | Unreadable, doubt: bool) -> None:  # noqa: FBT001
    moved = unseen(what, a_look(), terms(moved=True), NOW)
    assert isinstance(moved, SayAnew)
    assert (moved.doubt, "a date in it has moved" in moved.detail) == (doubt, True)
    late = unseen(what, a_look(), terms(), NOW + 15 * MINUTE + SECOND)
    assert isinstance(late, SayAnew)
    assert (late.doubt, "it is late, and says so" in late.detail) == (doubt, True)
    assert isinstance(unseen(what, a_look(), terms(), NOW + 15 * MINUTE), Repeat)
    assert unseen(Absent(), a_look(), terms(moved=True, earlier_repeats=1), NOW) == SayAnew(
        "not there; not sent as it was: a date in it has moved", doubt=True
    )


def test_what_nobody_can_see_waits_until_its_call_has_ended_and_is_marked() -> None:
    look = a_look(proves_from=NOW + MINUTE, absent_since=NOW)
    assert unseen(UNREADABLE, look, terms(), NOW) == LookAgain(NOW + MINUTE, None, "not_in_channel")
    again = Repeat(AttemptEvent.REPEATED, "not_in_channel; sent again", marked=True)
    assert unseen(UNREADABLE, look, terms(), NOW + MINUTE) == again


@pytest.mark.parametrize("earlier", range(4))
def test_what_nobody_can_see_is_repeated_three_times_in_all_and_then_held(earlier: int) -> None:
    found = [unseen(UNREADABLE, a_look(), terms(repeats=repeats, earlier_repeats=earlier), NOW) for repeats in range(5)]
    assert [isinstance(one, Repeat) for one in found] == [repeats + earlier < 3 for repeats in range(5)]
    assert found[-1] == KeepUnknown("not_in_channel")


def test_a_channel_that_holds_leaves_it_to_people() -> None:
    assert unseen(UNREADABLE, a_look(), terms(if_unclear=IfUnclear.HOLD), NOW) == KeepUnknown("not_in_channel")


@pytest.mark.parametrize("drops", [True, False])
@pytest.mark.parametrize("what", [Absent(), UNREADABLE], ids=["not there", "nobody can look"])
def test_an_announcement_of_dead_letters_stays_as_it_is_whatever_moves_and_however_late_it_is(
    what: Absent | Unreadable,
    drops: bool,  # noqa: FBT001
) -> None:
    look = a_look(form=MessageForm.DEAD_LETTERS)
    assert isinstance(unseen(what, look, terms(moved=True, drops=drops), NOW + DAY), Repeat)


@pytest.mark.parametrize(
    "after", sorted({SendStatus.NOT_SENT, SendStatus.TRY_LATER, SendStatus.CREDENTIALS_REFUSED, "handed_back"})
)
def test_a_repetition_that_certainly_did_not_leave_is_not_counted(after: str) -> None:
    assert times_repeated(["started", "unclear", "started", "repeated", after, "started", "repeated", "unclear"]) == 1


@pytest.mark.parametrize("after", [["unclear"], ["lease_over"], ["payload_refused", "started", "unclear"], []])
def test_every_other_repetition_is_counted(after: list[str]) -> None:
    assert times_repeated(["started", "unclear", "started", "repeated", *after]) == 1
    assert times_repeated(["started", *after]) == 0


# Channels that drop what they have.


def repetitions(lasting: timedelta, **more: Any) -> tuple[list[timedelta], object]:
    """When it is repeated to a channel that never answers, and what comes at last."""
    at, repeats, found = NOW + 5 * SECOND, 0, []
    while at < NOW + lasting:
        what = unseen(UNREADABLE, a_look(**more), terms(drops=True, repeats=repeats), at)
        if isinstance(what, LookAgain):
            assert what.when > at
            at = what.when
        elif isinstance(what, Repeat):
            assert what == Repeat(AttemptEvent.REPEATED, "not_in_channel; sent again", marked=False)
            found.append(at - NOW)
            repeats, at = repeats + 1, at + 5 * SECOND
        else:
            return found, what
    return found, None


def test_a_channel_that_drops_repetitions_gets_them_after_15_seconds_and_then_each_time_later() -> None:
    found, _ = repetitions(DAY)
    waits = [later - earlier for earlier, later in pairwise([timedelta(0), *found])]
    assert waits[:8] == [15 * 2**number * SECOND for number in range(8)]
    assert set(waits[8:]) == {HOUR}


def test_it_is_repeated_for_72_hours_and_then_given_up() -> None:
    found, last = repetitions(4 * DAY)
    assert last == GiveUp("not_in_channel")
    assert 71 * HOUR < found[-1] <= 72 * HOUR
    assert unseen(UNREADABLE, a_look(), terms(drops=True, repeats=99), NOW + 72 * HOUR) != last
    assert unseen(UNREADABLE, a_look(), terms(drops=True), NOW + 72 * HOUR + SECOND) == last


def test_what_was_repeated_in_earlier_messages_does_not_hold_up_the_first_repetition() -> None:
    found = unseen(UNREADABLE, a_look(), terms(drops=True, earlier_repeats=40), NOW + 15 * SECOND)
    assert isinstance(found, Repeat)


def test_a_message_of_a_clock_that_was_set_back_is_repeated_without_waiting_for_that_clock() -> None:
    assert isinstance(unseen(UNREADABLE, a_look(started_at=NOW + DAY), terms(drops=True), NOW), Repeat)


def test_a_date_that_moved_is_said_anew_with_doubt() -> None:
    found = unseen(UNREADABLE, a_look(), terms(drops=True, moved=True), NOW)
    assert found == SayAnew("not_in_channel; a date in it has moved", doubt=True)


def test_neither_three_repetitions_nor_what_the_channel_says_of_what_is_unclear_end_it() -> None:
    what = terms(drops=True, repeats=5, if_unclear=IfUnclear.HOLD)
    assert isinstance(unseen(UNREADABLE, a_look(), what, NOW + DAY), Repeat)


@given(
    st.builds(
        ResendTerms,
        limits=st.sampled_from([terms().limits, terms(drops=True).limits]),
        if_unclear=st.sampled_from(IfUnclear),
        repeats=st.integers(0, 90),
        moved=st.booleans(),
        earlier_repeats=st.integers(0, 90),
    ),
    st.sampled_from([Absent(), UNREADABLE]),
    st.integers(-100_000, 400_000),
)
def test_what_may_have_arrived_is_never_repeated_unmarked_but_where_repetitions_are_dropped(
    given_terms: ResendTerms, what: Absent | Unreadable, seconds: int
) -> None:
    found = unseen(what, a_look(), given_terms, NOW + seconds * SECOND)
    proven = isinstance(what, Absent) and not given_terms.repeats + given_terms.earlier_repeats
    if isinstance(found, Repeat):
        drops = given_terms.limits.drops_repetitions and what == UNREADABLE
        assert found.marked is not (proven or drops)
        assert not given_terms.moved
    if isinstance(found, SayAnew):
        assert found.doubt is not proven
    if isinstance(found, LookAgain):
        assert found.when > NOW + seconds * SECOND
