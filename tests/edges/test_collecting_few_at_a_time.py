"""Many threads have one record, and only a few of them are at it at a time; both databases."""

from __future__ import annotations

from threading import Barrier, Lock, Thread

import pytest

from watchtracker.collecting.few_at_a_time import FewAtATime
from watchtracker.store.engine import Store


@pytest.mark.parametrize("begins", [FewAtATime.reading, FewAtATime.writing])
def test_no_more_than_a_few_are_at_the_record_and_everybody_has_a_turn(store: Store, begins: object) -> None:
    most = 1 if begins is FewAtATime.writing else 2
    few, counting, two_are_there = FewAtATime(store, most), Lock(), Barrier(most)
    there, seen = 0, []

    def look() -> None:
        nonlocal there
        with begins(few):  # type: ignore[operator]
            with counting:
                there += 1
            two_are_there.wait(10)
            with counting:
                seen.append(there)
                there -= 1

    threads = [Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(seen) == 8
    assert max(seen) <= most


def test_who_fails_at_the_record_makes_room_for_the_next(store: Store) -> None:
    few = FewAtATime(store, 1)
    with pytest.raises(ZeroDivisionError), few.writing():
        raise ZeroDivisionError
    with few.reading() as tx:
        assert tx.sources.all() == {}
