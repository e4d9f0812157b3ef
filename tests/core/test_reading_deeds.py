"""What somebody does in a clause, and what happens to a thing, as the words of a title."""

from __future__ import annotations

from datetime import date

import pytest

from watchtracker.reading import read
from watchtracker.reading.titling import deeds


@pytest.mark.parametrize(
    ("subject", "deed", "title"),
    [
        ("rule", "is effective ", "rule effective"),
        ("bureau", "plans to issue a lamp guide", "lamp guide"),
        ("fair", "is expected to take place ", "fair"),
        ("talks", "were moved from", "talks"),
        ("ticket", "will no longer be sold", "ticket no longer sold"),
        ("Kite 8", "is effective", "Kite 8 effective"),
    ],
)
def test_a_subject_that_is_said_of_many_stands_with_what_happens_to_it(subject: str, deed: str, title: str) -> None:
    assert deeds.with_deed(subject, deed) == title


def test_who_has_until_a_day_is_named_with_what_is_to_be_done() -> None:
    assert deeds.of_duty("Importers have ", " to register") == "Importers to register"
    assert deeds.of_duty("The fair is on ", " to") == ""


def test_what_we_do_is_about_what_it_is_done_to() -> None:
    assert deeds.of_us("You can send us comments") == "comments"
    assert deeds.of_us("The fair opens") == ""


def test_what_is_promised_to_those_who_ask_is_an_answer() -> None:
    assert deeds.answer("We tell everybody") == "answer"
    assert deeds.answer("We ship boats") == ""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Mira Holt will retire as chair on 6 June 2030.", "Mira Holt retires as chair"),
        ("The fast ferry will carry bikes from 6 June 2030.", "fast ferry carries bikes"),
        ("Ferry workers will stop work on 6 June 2030.", "Ferry workers stop work"),
        ("Conditions 4 to 9 shall apply from 6 June 2030.", "Conditions 4 to 9 apply"),
        ("Otter 4 is tipped to land in June 2030.", "Otter 4"),
    ],
)
def test_what_will_be_done_is_told_as_done(text: str, title: str) -> None:
    assert [find.title for find in read(text, date(2030, 5, 13), "UTC").finds] == [title]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The bureau gave Otter Ltd until 6 June 2030 to answer.", "Otter Ltd to answer"),
        (
            "The board will convene on 6 June 2030 to decide whether to reopen it.",
            "board convenes to decide whether to reopen it",
        ),
        ("Otter Ltd said it expects to complete the purchase of Reed Boats by 6 June 2030.", "purchase of Reed Boats"),
        ("The Reef Council will vote on the new licence on 6 June 2030.", "Reef Council votes on the new licence"),
    ],
)
def test_what_is_to_be_done_stands_with_who_does_it(text: str, title: str) -> None:
    assert [find.title for find in read(text, date(2030, 5, 13), "UTC").finds] == [title]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Book four is with the editor and should be out by 6 June 2030.", "Book four"),
        (
            "The group is in talks with a lender and will make a further announcement on 6 June 2030.",
            "further announcement",
        ),
        ("The pier bid expires at 5 p.m. New York time on June 6, 2030.", "pier bid expires"),
    ],
)
def test_a_clause_without_a_subject_is_of_the_first_one_or_of_what_is_made(text: str, title: str) -> None:
    assert [find.title for find in read(text, date(2030, 5, 13), "UTC").finds] == [title]
