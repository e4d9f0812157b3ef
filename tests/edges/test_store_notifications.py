"""Notifications come back as they were recorded, and each is recorded once, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select, update

from tests.builders import an_item, at
from watchtracker.dates import UNDATED, DateWindow, Relation
from watchtracker.notifications import Change, Notification, NotificationKind, NotificationState, reasons
from watchtracker.schema import notifications as table
from watchtracker.store.engine import Store
from watchtracker.store.json_columns import change_from_text, change_to_text

ELSEWHERE, DOUBT = reasons.zone_changed("Asia/Kolkata"), reasons.MAYBE_SENT
DUE = at("2026-05-05 07:00")
REMINDER = Notification(
    key="call/team/1d/2026-05-06",
    item="call",
    channel="team",
    kind=NotificationKind.UPCOMING,
    rule="1d",
    target="2026-05-06",
    at=DUE,
    local=datetime(2026, 5, 5, 9),  # noqa: DTZ001 - a wall clock, whose zone stands beside it
    zone="Europe/Berlin",
    why="1 day before 6 May 2026",
)
DIGEST = replace(REMINDER, key="digest/team/2026-05-04", item=None, kind=NotificationKind.DIGEST)
FULL_CHANGE = Change(
    before=DateWindow(date(2026, 4, 21), date(2026, 4, 30)),
    after=DateWindow(instant=at("2026-05-06 16:00")),
    relation=Relation.SLIPPED,
    days=6,
    source="Gazette",
    said_on=date(2026, 5, 1),
    said="May 6, midnight",
    url="https://example.org",
    stands_for=("3d", "1d"),
    last_call=True,
    reopened=True,
)


@pytest.fixture(autouse=True)
def _the_item(store: Store) -> None:
    with store.writing() as tx:
        tx.items.save([an_item(item_id="call"), an_item(item_id="other")])


def recorded(store: Store, *these: Notification) -> list[Notification]:
    """`these` as they come back, with their ids."""
    with store.writing() as tx:
        tx.notifications.insert(these)
    with store.reading() as tx:
        return tx.notifications.of_items(["call", "other"]) + tx.notifications.of_digests()


def one_each_state(store: Store) -> dict[NotificationState, Notification]:
    """A notification in every state, and each as it is recorded."""
    rows = [replace(REMINDER, key=state.value, state=state) for state in NotificationState]
    return {one.state: one for one in recorded(store, *rows)}


@pytest.mark.parametrize(
    "notification",
    [
        REMINDER,
        DIGEST,
        replace(REMINDER, change=FULL_CHANGE, kind=NotificationKind.MOVED, overtaken=ELSEWHERE),
        replace(
            REMINDER,
            change=Change(UNDATED, UNDATED),
            state=NotificationState.SENT,
            sent_at=DUE,
            reason=reasons.MAYBE_SENT,
        ),
    ],
    ids=["reminder", "digest", "change", "outcome"],
)
def test_a_notification_comes_back_as_it_was_recorded(store: Store, notification: Notification) -> None:
    (back,) = recorded(store, notification)
    assert back.id is not None
    assert replace(back, id=None) == notification


def test_what_is_planned_twice_is_recorded_once_and_left_as_it_is(store: Store) -> None:
    first = recorded(store, REMINDER)
    again = replace(REMINDER, why="another reason", state=NotificationState.CANCELLED)
    assert recorded(store, again, replace(REMINDER, key="new"), again)[:1] == first


def test_an_update_writes_what_replanning_changes(store: Store) -> None:
    (before,) = recorded(store, REMINDER)
    after = replace(
        before,
        at=DUE + timedelta(days=1),
        local=before.local + timedelta(days=1),
        zone="UTC",
        why="moved",
        change=FULL_CHANGE,
        state=NotificationState.SUPERSEDED,
        reason=reasons.date_moved(UNDATED),
        overtaken=ELSEWHERE,
    )
    with store.writing() as tx:
        tx.notifications.update([after])
        assert tx.notifications.of_items(["call"]) == [after]


def test_an_update_leaves_what_was_sent_when_alone(store: Store) -> None:
    (before,) = recorded(store, replace(REMINDER, state=NotificationState.SENT, sent_at=DUE))
    with store.writing() as tx:
        tx.notifications.update([replace(before, sent_at=None)])
        assert tx.notifications.of_items(["call"]) == [before]


def test_only_what_was_recorded_can_be_updated(store: Store) -> None:
    with pytest.raises(ValueError, match="never recorded"), store.writing() as tx:
        tx.notifications.update([REMINDER])


@pytest.mark.parametrize(("moved_by", "kept"), [(timedelta(0), True), (timedelta(hours=1), False)])
def test_the_time_to_give_up_goes_when_it_is_due_at_another_time(
    store: Store, moved_by: timedelta, *, kept: bool
) -> None:
    (before,) = recorded(store, REMINDER)
    with store.writing() as tx:
        tx.connection.execute(update(table).values(give_up_at=DUE))
        tx.notifications.update([replace(before, at=DUE + moved_by)])
        assert tx.connection.execute(select(table.c.give_up_at)).scalar() == (DUE if kept else None)


def test_notifications_are_found_by_item_digest_and_id(store: Store) -> None:
    other = replace(REMINDER, key="other", item="other")
    mine, others, digest = recorded(store, REMINDER, other, DIGEST)
    with store.reading() as tx:
        assert tx.notifications.of_items(["call"]) == [mine]
        assert tx.notifications.of_items(["other", "call", "call", "nobody"]) == [mine, others]
        assert tx.notifications.of_items([]) == []
        assert tx.notifications.of_digests() == [digest]
        assert tx.notifications.by_id([digest.stored_id, mine.stored_id, 4711]) == [mine, digest]


def test_notifications_are_found_by_their_state(store: Store) -> None:
    rows = one_each_state(store)
    with store.reading() as tx:
        assert tx.notifications.unsettled() == [rows[NotificationState.PLANNED], rows[NotificationState.SENDING]]
        assert tx.notifications.dead() == [rows[NotificationState.DEAD]]


def test_the_next_due_is_the_first_that_is_planned(store: Store) -> None:
    with store.reading() as tx:
        assert tx.notifications.next_due() is None
    later = [replace(REMINDER, key=str(n), at=DUE + timedelta(hours=n)) for n in range(1, 4)]
    recorded(store, replace(REMINDER, state=NotificationState.SENT), *reversed(later))
    with store.reading() as tx:
        assert tx.notifications.next_due() == DUE + timedelta(hours=1)


def test_the_channels_for_which_something_is_planned_are_each_named_once(store: Store) -> None:
    names = ["team", "@U0MEI/team", "Team", "ä", "team", "later"]
    rows = [replace(REMINDER, key=f"call/{number}", channel=name) for number, name in enumerate(names)]
    recorded(store, *rows, replace(REMINDER, channel="elsewhere", state=NotificationState.SENT))
    with store.reading() as tx:
        assert sorted(tx.queue.channels()) == sorted(set(names))
    with store.writing() as tx:
        tx.notifications.update(
            [replace(each, state=NotificationState.CANCELLED) for each in tx.notifications.of_items(["call"])]
        )
    with store.reading() as tx:
        assert tx.queue.channels() == []


def test_thousands_of_notifications_are_recorded_and_updated_at_once(store: Store) -> None:
    numbers = count()
    rows = [replace(REMINDER, key=f"key-{next(numbers)}") for _ in range(2500)]
    back = recorded(store, *rows)
    with store.writing() as tx:
        tx.notifications.update([replace(one, state=NotificationState.CANCELLED) for one in back])
    with store.reading() as tx:
        ended = tx.notifications.by_id(one.stored_id for one in back)
    assert {one.state for one in ended} == {NotificationState.CANCELLED}
    assert len(ended) == len(rows)


def test_the_change_of_an_older_row_that_tells_of_a_reopening_still_does() -> None:
    reopening = Change(UNDATED, UNDATED, reopened=True)
    older = change_to_text(reopening).replace('"reopened":true', '"note":"its outcome was withdrawn"')
    assert "note" in older
    assert change_from_text(older) == reopening
