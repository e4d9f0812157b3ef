"""What becomes of the notifications that are due for one channel at one beat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_item, as_known, at, happened, in_words, said
from watchtracker.items import Item, ItemAsOf, Kind
from watchtracker.notifications import Notification, NotificationKind, NotificationState, reasons
from watchtracker.outbox.batching import Batches, Due, make_batches
from watchtracker.outbox.messages import MessageForm

NOW = at("2026-04-27 12:00")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def item(item_id: str = "call", when: str = "May 6, 2026", kind: Kind = Kind.DEADLINE) -> Item:
    return an_item(said(when, "2026-04-01"), item_id=item_id, kind=kind, zone="UTC")


def due(
    item_id: str | None = "call",
    ago: timedelta = timedelta(0),
    kind: NotificationKind = NotificationKind.UPCOMING,
    target: str = "2026-05-06",
    rule: str = "7d",
) -> Notification:
    moment = NOW - ago
    return Notification(
        key=f"{item_id}/team/{rule}/{target}/{moment:%d%H%M%S}",
        item=item_id,
        channel="team",
        kind=kind,
        rule=rule,
        target=target,
        at=moment,
        local=moment.replace(tzinfo=None),
        zone="UTC",
        why="because",
    )


def gathered(*notifications: Notification, items: Sequence[Item] | None = None, now: datetime = NOW) -> Batches:
    found = items if items is not None else [item(one.item) for one in notifications if one.item is not None]
    return make_batches([Due(one) for one in notifications], knowns(found), now=now)


def knowns(found: Sequence[Item]) -> dict[str, ItemAsOf]:
    return {one.id: as_known(one) for one in found}


def forms(gathering: Batches) -> list[tuple[str, int]]:
    return [(message.form.value, len(message.members)) for message in gathering.messages]


def ends(gathering: Batches) -> list[tuple[str, NotificationState, str | None]]:
    return [(one.item or "", one.state, in_words(one.reason)) for one in gathering.ended]


def test_up_to_three_go_out_one_by_one() -> None:
    assert forms(gathered(due("a"), due("b"), due("c"))) == [("single", 1)] * 3


def test_more_than_three_at_once_are_one_message() -> None:
    assert forms(gathered(due("a"), due("b"), due("c"), due("d"))) == [("group", 4)]


def test_messages_and_members_are_in_order_of_time() -> None:
    gathering = gathered(due("a", MINUTE), due("b", 3 * MINUTE), due("c", 2 * MINUTE))
    assert [message.members[0].item for message in gathering.messages] == ["b", "c", "a"]


def test_a_quarter_of_an_hour_is_not_late_yet() -> None:
    on_the_edge, later = due(ago=15 * MINUTE), due(ago=MINUTE, rule="3d")
    assert gathered(on_the_edge, later).ended == ()


def test_of_several_late_ones_of_an_item_only_the_latest_goes_out() -> None:
    gathering = gathered(due(ago=3 * HOUR, rule="14d"), due(ago=2 * HOUR), due("other", 2 * HOUR))
    assert [message.members[0].rule for message in gathering.messages] == ["7d", "7d"]
    assert ends(gathering) == [("call", NotificationState.SUPERSEDED, in_words(reasons.LATER_NOTIFICATION))]


def test_a_late_one_and_a_punctual_one_of_an_item_both_go_out() -> None:
    assert forms(gathered(due(ago=2 * HOUR), due(rule="3d"))) == [("single", 1)] * 2


def test_late_ones_whose_date_is_past_go_into_one_message() -> None:
    past = [item("a", "April 26, 2026"), item("b", "April 26, 2026")]
    gathering = gathered(due("a", 30 * HOUR), due("b", 20 * HOUR), due("c"), items=[*past, item("c")])
    assert forms(gathering) == [("missed", 2), ("single", 1)]


def test_a_punctual_one_whose_date_is_past_is_not_missed() -> None:
    assert forms(gathered(due("a", MINUTE), items=[item("a", "April 26, 2026")])) == [("single", 1)]


def test_a_late_overdue_reminder_is_no_missed_one() -> None:
    launch = item("launch", "April 20, 2026", Kind.RELEASE)
    late = due("launch", 5 * HOUR, NotificationKind.OVERDUE, "2026-04-21", "overdue")
    assert forms(gathered(late, items=[launch])) == [("single", 1)]


def test_a_late_change_notice_is_no_missed_one() -> None:
    notice = due("launch", 5 * HOUR, NotificationKind.MOVED, "r2", "moved")
    assert forms(gathered(notice, items=[item("launch", "April 20, 2026")])) == [("single", 1)]


def test_a_last_call_is_missed_once_its_own_close_is_past() -> None:
    window = item("call", "April 26 to May 6, 2026")
    call = due(ago=16 * HOUR, kind=NotificationKind.LAST_CALL, target="2026-04-27T00:00:00Z", rule="4h")
    assert forms(gathered(call, items=[window])) == [("missed", 1)]


def test_a_digest_is_always_alone_and_only_the_latest_goes_out() -> None:
    old, new = (due(None, ago, NotificationKind.DIGEST, "2026-04-20", "digest") for ago in (8 * DAY, MINUTE))
    gathering = gathered(old, new, due("a"), due("b"), due("c"), due("d"))
    assert forms(gathering) == [("digest", 1), ("group", 4)]
    assert ends(gathering) == [("", NotificationState.SUPERSEDED, in_words(reasons.LATER_DIGEST))]


def test_after_72_hours_a_notification_is_dead() -> None:
    just = due("a", 72 * HOUR)
    not_yet = due("b", 72 * HOUR - timedelta(seconds=1))
    gathering = gathered(just, not_yet)
    assert [message.members[0].item for message in gathering.messages] == ["b"]
    assert ends(gathering) == [("a", NotificationState.DEAD, in_words(reasons.GIVEN_UP))]


def test_time_that_was_given_counts_instead_of_72_hours() -> None:
    patient = Due(due("a", 100 * HOUR), give_up_at=NOW + HOUR)
    assert forms(make_batches([patient], knowns([item("a")]), now=NOW)) == [("single", 1)]


def test_what_an_unknown_item_owes_is_cancelled() -> None:
    assert ends(gathered(due("gone"), items=[])) == [
        ("gone", NotificationState.CANCELLED, in_words(reasons.ITEM_UNKNOWN))
    ]


def test_a_reminder_of_an_item_with_an_outcome_is_cancelled() -> None:
    launch = an_item(said("May 6, 2026", "2026-04-01"), outcome=happened("2026-04-24"))
    reminder, news = due("launch"), due("launch", kind=NotificationKind.RESOLVED, target="r3", rule="resolved")
    gathering = gathered(reminder, news, items=[launch])
    assert forms(gathering) == [("single", 1)]
    assert ends(gathering) == [("launch", NotificationState.CANCELLED, "happened on 24 Apr 2026")]


def test_nothing_due_comes_to_nothing() -> None:
    assert gathered() == Batches()


dues = st.builds(
    lambda item_id, ago, kind, number: replace(
        due(item_id, timedelta(minutes=ago), kind, "2026-05-06"), key=f"{item_id}/{kind.value}/{ago}/{number}"
    ),
    st.sampled_from(["a", "b", "c", None]),
    st.integers(0, 6000),
    st.sampled_from([NotificationKind.UPCOMING, NotificationKind.OVERDUE, NotificationKind.MOVED]),
    st.integers(),
)


@given(st.lists(dues, max_size=12, unique_by=lambda one: one.key), st.sampled_from(["April 26, 2026", "May 6, 2026"]))
def test_everything_due_goes_out_once_or_ends_with_a_reason(found: list[Notification], when: str) -> None:
    gathering = gathered(*found, items=[item(name, when) for name in "abc"])
    out = [one.key for message in gathering.messages for one in message.members]
    assert sorted([*out, *(one.key for one in gathering.ended)]) == sorted(one.key for one in found)
    assert all(one.reason and one.state is not NotificationState.PLANNED for one in gathering.ended)


@given(st.lists(dues, max_size=12, unique_by=lambda one: one.key))
def test_at_most_one_late_message_an_item(found: list[Notification]) -> None:
    gathering = gathered(*found, items=[item(name) for name in "abc"])
    late = [one.item for message in gathering.messages for one in message.members if NOW - one.at > 15 * MINUTE]
    assert len(late) == len(set(late))


def test_forms_are_short_enough_for_their_column() -> None:
    assert max(len(form.value) for form in MessageForm) <= 20
