"""What a feed may lose as its entries come and go."""

from __future__ import annotations

import pytest

from watchtracker.intake.turnover import EntryCount, entry_name, lost_in_turn

EIGHT = tuple(EntryCount(name, 1) for name in "abcdefgh")


@pytest.mark.parametrize(
    ("now", "lost"),
    [
        ("abcdefgh", 0),  # nothing came, nothing went
        ("hgfedcba", 0),
        ("xyabcdef", 2),  # two came, and the two oldest left
        ("xabcdefgh", 0),
        ("xab", 1),  # five vanished with nothing in their place
        ("ab", 0),
        ("", 0),
        ("xyzuvwst", 0),  # something else stands there
    ],
)
def test_what_left_a_feed_in_turn_is_what_made_room_for_something_new(now: str, lost: int) -> None:
    assert lost_in_turn(EIGHT, now) == lost


def test_the_oldest_make_room_so_what_they_said_is_lost_in_turn() -> None:
    assert lost_in_turn([EntryCount("a", 1), EntryCount("b", 2), EntryCount("c", 5)], "xab") == 5


def test_a_feed_of_one_short_entry_may_have_another_each_time() -> None:
    assert lost_in_turn([EntryCount("a", 3)], "x") == 3
    assert lost_in_turn([EntryCount("a", 4)], "x") == 0


def test_entries_of_one_name_are_as_many_as_they_are() -> None:
    assert lost_in_turn([EntryCount("a", 1)] * 5, "aa") == 0
    assert lost_in_turn([EntryCount("a", 1)] * 3, "xaa") == 1


def test_an_entry_has_its_name_from_where_it_leads_and_its_title() -> None:
    assert entry_name("https://a.example/1", "Notes") == entry_name("https://a.example/1", "Notes")
    assert len({entry_name("https://a.example/1", "Notes"), entry_name(None, "Notes"), entry_name(None, "More")}) == 3
