"""The day in the head of a newsletter, beside another day on which it is said to have come."""

from __future__ import annotations

from datetime import date

import pytest

from watchtracker import dates, reading
from watchtracker.reading import Why
from watchtracker.reading.days import issue_day

BELOW = """

- Aurora V4 will launch in March 2031.
- The Kestrel summit

Osprey 5 will be released on 4 December 2030.
"""
HEADS = [
    "Tidewater Weekly\nFriday, October 18, 2030",
    "# Tidewater Weekly, no. 42\n\n**Friday, October 18, 2030**",
    "TIDEWATER WEEKLY | Issue 42 | Friday, October 18, 2030",
    "Issue #42: Friday, October 18, 2030",
    "Date: Friday, October 18, 2030",
    "The Tidewater Letter\nFriday, 18 October 2030\nModels, deadlines and events",
    "Welcome to the October 18, 2030 edition of our news.",
    "Good morning, it is Friday, October 18, 2030.",
    "《蓝鲸周报》第42期 | 2030年10月18日",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("came", [16, 17, 18, 20])
def test_the_day_in_the_head_of_an_issue_is_no_day_of_what_comes(head: str, came: int) -> None:
    text = head + BELOW
    found = reading.read(text, date(2030, 10, came), "UTC")
    assert [find.title for find in found.finds] == ["Aurora V4", "Osprey 5"]
    assert all(text[left.start : left.end] == left.words for left in found.left_out)
    if came < 18:
        assert found.left_out[0].why is Why.DAY_OF_THE_TEXT


@pytest.mark.parametrize(
    "head",
    [
        "The Kestrel summit\nFriday, October 18, 2030",  # an invitation
        "Friday, October 18, 2030",  # a day of a calendar
        "Weekly agenda\nFriday, October 18, 2030",
    ],
)
def test_the_day_in_the_head_of_what_is_no_issue_is_that_of_what_comes(head: str) -> None:
    found = reading.read(head + BELOW, date(2030, 10, 16), "UTC")
    assert "2030-10-18" in {str(find.window.earliest) for find in found.finds}


def test_a_day_far_from_that_on_which_the_text_came_is_not_that_of_its_issue() -> None:
    text = "Tidewater Weekly\n\nOsprey 5: 4 December 2030\n"
    assert [find.title for find in reading.read(text, date(2030, 10, 16), "UTC").finds] == ["Osprey 5"]


def test_the_place_is_that_of_the_day_and_there_is_none_without_a_day_of_publication() -> None:
    text = "Tidewater Weekly | Friday, October 18, 2030"
    start, end = issue_day.place(text, date(2030, 10, 16), dates.zone("UTC")) or (0, 0)
    assert text[start:end] == "Friday, October 18, 2030"
    assert issue_day.place(text, None, dates.zone("UTC")) is None
