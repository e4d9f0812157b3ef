"""Several threads ask at a time: nobody is asked twice, no host by two at once, and all leases can be given back."""

from __future__ import annotations

from datetime import timedelta

from watchtracker.collecting.in_hand import HeldLease, InHand
from watchtracker.collecting.subjects import Askable
from watchtracker.intake.text_sources import TextSource
from watchtracker.sources.fetching import Wanted


def asks(name: str) -> list[Askable]:
    return [Askable(name, TextSource(name), Wanted("https://orchard.example/"), timedelta(hours=1))]


def test_nobody_is_in_the_hands_of_two_threads_nor_is_a_host() -> None:
    hands = InHand(2)
    with hands.taking(asks("Weekly"), "orchard.example") as first:
        with hands.taking(asks("Weekly"), "") as again, hands.taking(asks("Daily"), "orchard.example") as same_host:
            assert (first, again, same_host) == (True, False, False)
        with hands.taking(asks("Daily"), "meadow.example") as another, hands.taking(asks("Notes"), "") as ours:
            assert (another, ours) == (True, True)
    with hands.taking(asks("Weekly"), "orchard.example") as free:
        assert free


def test_of_those_that_may_hang_so_many_are_in_hand_at_a_time_and_the_others_find_a_thread() -> None:
    hands = InHand(2)
    with (
        hands.taking(asks("A"), "", is_doubtful=True) as first,
        hands.taking(asks("B"), "", is_doubtful=True) as second,
        hands.taking(asks("C"), "", is_doubtful=True) as third,
        hands.taking(asks("D"), "") as answers,
    ):
        assert (first, second, third, answers) == (True, True, False, True)
    with hands.taking(asks("C"), "", is_doubtful=True) as again:
        assert again


def test_leases_are_given_back_one_by_one_or_all_and_each_once() -> None:
    hands = InHand(2)
    weekly, daily, notes = (HeldLease((name,), name.lower()) for name in ("Weekly", "Daily", "Notes"))
    for lease in (weekly, daily, notes):
        hands.hold(lease)
    assert hands.given_back("weekly") == [weekly]
    assert hands.given_back() == [daily, notes]
    assert hands.given_back() == hands.given_back("daily") == []
