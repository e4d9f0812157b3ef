"""A day by which somebody is asked to do something, or may do it, is a deadline."""

from __future__ import annotations

from datetime import date

import pytest

from watchtracker import dates
from watchtracker.reading import read
from watchtracker.reading.passages import passages
from watchtracker.reading.rules import asked
from watchtracker.reading.statements import Dated

_TUESDAY = date(2027, 3, 9)


def kinds(text: str) -> list[str]:
    """The kinds of what a text of Tuesday 9 March 2027 says."""
    return [str(find.kind) for find in read(text, _TUESDAY, "Europe/Berlin").finds]


@pytest.mark.parametrize(
    "text",
    [
        "If you want a copy, write to Radka by next Friday.",
        "The parties shall exchange witness statements by 4 pm on 13 July 2027.",
        "Skeleton arguments to be lodged by 31 August 2027.",
        "Refund form for the double charge: fill it not later than Friday.",
        "Drop your answers in the box by 2 April.",
        "Phone Gina by Thursday if you need a lift.",
        "Anyone who wants a refund should mail us before 20 March.",
        "Let Ola know by Friday whether you need a bed.",
        "Cast your vote by Friday.",
        "Shareholders have to claim their dividend before 20 March 2030.",
        "By 20 March, tell us whether you want a seat.",
        "The merge window for it shuts 26 May.",
        "The old coins lose their value on 20 March 2027.",
    ],
)
def test_a_day_by_which_somebody_must_or_may_do_something_is_a_deadline(text: str) -> None:
    assert kinds(text) == ["deadline"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The jury is to decide by 20 March.", "event"),
        ("The plant is to reopen by 20 March.", "event"),
        ("The council may vote on it by 20 March.", "event"),
        ("It must be released by 20 March.", "release"),
        ("The team can release 3.0 by 20 March if tests pass.", "release"),
        ("The loon can be pre-ordered from Thursday.", "release"),
        ("Award of contract expected: February 2028.", "event"),
        ("Press conference: today at 16:30, streamed.", "event"),
        ("Quarterly refunding May 5.", "event"),
        ("Season two drops April 1 (not a joke).", "release"),
        ("Hits the shelves 9 April.", "release"),
        ("Paperback: 3 June. Audiobook: same day.", "release"),
        ("The Mac port should be with you by summer.", "release"),
        ("Windows 10 builds stop on 1 June.", "deadline"),
    ],
)
def test_what_comes_about_by_a_day_without_being_asked_of_anyone_keeps_its_kind(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


def test_only_what_stands_before_a_bound_is_asked() -> None:
    text = "Write to Radka by 20 March."
    day = date(2027, 3, 20)
    bound = Dated(text.index("by"), len(text) - 1, "by 20 March", dates.DateWindow(None, day))
    exact = Dated(text.index("20"), len(text) - 1, "20 March", dates.DateWindow(day, day))
    assert asked.is_asked(next(passages(text)), bound)
    assert not asked.is_asked(next(passages(text)), exact)
