"""What is said of a source from what is remembered of it."""

from __future__ import annotations

import pytest

from watchtracker.collecting.remembering import Memory, of_calendar, of_feed, of_statements, passed_over, remembered


@pytest.mark.parametrize(
    ("memory", "said"),
    [
        (Memory(), ""),
        (Memory(recurring=1), "1 recurring event was passed over"),
        (Memory(earlier=7000), "7000 events before the latest 5000 were passed over"),
        (Memory(recurring=2, unread=1), "2 recurring events and 1 event that cannot be read were passed over"),
        (
            Memory(recurring=2, unread=1, earlier=3),
            "2 recurring events, 1 event that cannot be read and 3 events before the latest 5000 were passed over",
        ),
    ],
)
def test_what_of_a_calendar_was_passed_over_is_one_sentence(memory: Memory, said: str) -> None:
    assert passed_over(memory) == said
    assert passed_over(remembered(of_calendar(memory))) == said


def test_the_uids_of_events_are_not_taken_for_what_was_passed_over() -> None:
    memory = Memory(events={"text": "2031-05-06 False", "recurring": "9", "entries": "2"}, earlier=4)
    assert remembered(of_calendar(memory)).events == memory.events
    assert passed_over(remembered(of_calendar(memory))) == "4 events before the latest 5000 were passed over"


def test_what_was_too_much_to_read_is_remembered_of_pages_and_feeds() -> None:
    memory = Memory(beyond="not read: 2 more after its first 1000 entries")
    assert {passed_over(remembered(write(memory))) for write in (of_feed, of_statements)} == {memory.beyond}
