"""What somebody does in a clause, and what happens to a thing, as the words of a title."""

from __future__ import annotations

import pytest

from watchtracker.reading import deeds


@pytest.mark.parametrize(
    ("subject", "deed", "title"),
    [
        ("rule", "is effective ", "rule effective"),
        ("bureau", "plans to issue a lamp guide", "lamp guide"),
        ("fair", "is expected to take place ", "fair"),
        ("talks", "were moved from", "talks"),
        ("ticket", "will no longer be sold", "ticket no longer sold"),
        ("Kite 8", "is effective", "Kite 8"),
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
