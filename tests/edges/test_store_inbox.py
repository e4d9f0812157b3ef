"""What was received, on both databases: each thing once, taken by one worker, and gone if it was not in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from watchtracker.store.engine import Store
from watchtracker.store.inbox import LEFT_BEHIND, Received

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)


def put(store: Store, key: str, *, at: datetime = NOW, confirmed: bool = True) -> int:
    with store.writing() as tx:
        received = tx.inbox.put(key, '{"n": 1}', at)
    if confirmed:
        with store.writing() as tx:
            tx.inbox.confirm(key, '{"n": 1}', at)
    return received


def counts(store: Store) -> dict[str, int]:
    with store.reading() as tx:
        return {state.value: number for state, number in tx.inbox.counts().items() if number}


def test_what_comes_twice_is_one_row(store: Store) -> None:
    assert put(store, "a") == put(store, "a")
    assert counts(store) == {"waiting": 1}


def test_the_oldest_that_waits_is_next(store: Store) -> None:
    first, second = put(store, "a"), put(store, "b")
    with store.writing() as tx:
        assert tx.inbox.next(NOW) == Received(first, "a", NOW, '{"n": 1}')
        tx.inbox.done(first, "taken")
    with store.writing() as tx:
        found = tx.inbox.next(NOW)
        assert found is not None
        assert found.id == second
        tx.inbox.refused(second, "too late")
    with store.writing() as tx:
        assert tx.inbox.next(NOW) is None
    assert counts(store) == {"done": 1, "refused": 1}


def test_what_was_worked_off_stays_so_when_it_comes_again(store: Store) -> None:
    first = put(store, "a")
    with store.writing() as tx:
        tx.inbox.done(first)
    put(store, "a")
    assert counts(store) == {"done": 1}


def test_two_workers_never_have_one_row(store: Store) -> None:
    if store.is_sqlite:
        return  # it has one writer at a time
    first, second = put(store, "a"), put(store, "b")
    with store.writing() as one, store.writing() as other:
        mine, theirs = one.inbox.next(NOW), other.inbox.next(NOW)
        assert mine is not None
        assert theirs is not None
        assert (mine.id, theirs.id) == (first, second)


def test_what_is_not_confirmed_is_not_worked_off_until_it_was_left_behind(store: Store) -> None:
    put(store, "a", confirmed=False)
    with store.writing() as tx:
        assert tx.inbox.next(NOW + LEFT_BEHIND - timedelta(seconds=1)) is None
        assert tx.inbox.next(NOW + LEFT_BEHIND) is not None


def test_what_was_in_time_stays_where_a_delivery_that_was_not_takes_it_away_in_between(store: Store) -> None:
    put(store, "a", confirmed=False)
    put(store, "a", confirmed=False)
    with store.writing() as tx:
        tx.inbox.take_away("a")
        tx.inbox.confirm("a", '{"n": 1}', NOW)
    assert counts(store) == {"waiting": 1}


def test_what_was_not_in_time_is_taken_away_unless_another_delivery_of_it_was(store: Store) -> None:
    put(store, "a", confirmed=False)
    with store.writing() as tx:
        tx.inbox.take_away("a")
    assert counts(store) == {}
    again = put(store, "a", confirmed=False)
    assert put(store, "a") == again
    with store.writing() as tx:
        tx.inbox.take_away("a")
    assert counts(store) == {"waiting": 1}


def test_payloads_are_forgotten_once_they_are_old_and_that_they_came_is_not(store: Store) -> None:
    old, waits = put(store, "a"), put(store, "b")
    new = put(store, "c", at=NOW + timedelta(days=31))
    with store.writing() as tx:
        tx.inbox.done(old)
        tx.inbox.done(new)
        assert tx.inbox.forget_payloads(NOW + timedelta(days=1)) == 2
        assert tx.inbox.forget_payloads(NOW + timedelta(days=1)) == 0
    with store.writing() as tx:
        found = tx.inbox.next(NOW)
        assert found is not None
        assert (found.id, found.payload) == (waits, "")
    put(store, "a")
    assert counts(store) == {"done": 2, "waiting": 1}


def test_it_is_known_when_the_last_came(store: Store) -> None:
    with store.reading() as tx:
        assert tx.inbox.last_received() is None
    put(store, "a")
    put(store, "b", at=NOW + timedelta(hours=1))
    with store.reading() as tx:
        assert tx.inbox.last_received() == NOW + timedelta(hours=1)
