"""Days that a text only repeats, jokes about or shows as a sample are nothing to wait for."""

from __future__ import annotations

from datetime import date

import pytest

from watchtracker import dates
from watchtracker.reading import read
from watchtracker.reading.passages import passages
from watchtracker.reading.records import Why
from watchtracker.reading.rules import retold
from watchtracker.reading.rules.tense import When
from watchtracker.reading.statements import Dated

_TUESDAY = date(2027, 3, 9)


def finds(text: str) -> list[str]:
    """The words of the dates that a text of Tuesday 9 March 2027 has in what is found."""
    return [find.when for find in read(text, _TUESDAY, "Europe/Berlin").finds]


@pytest.mark.parametrize(
    "text",
    [
        "In update #12 (November 14) I told you that we'd ship in April.",
        "Reopening was going to be March 22.",
        'I first wrote "1 August" in the e-mail to members; sorry.',
        "(Notice of 6 Nov 2026 said 1 April.)",
        'The team has been saying "this autumn" since 2025, so bring a coat.',
        "A jury trial had been set for Apr. 18, 2027.",
        "The poster still says 3 May; ignore it.",
        "Thanks to @wren-k, who told us on March 29.",
        "The call you may have seen on this list in October is closed.",
        "I'll have it by 2030 lol",
        '"I\'ll document it next week" is a lie we all tell.',
        "By 2032 I'll either have a museum or a fire.",
        "Receipts dated 29 May displayed as 1 Jun in the PDF.",
        'The screen displays "Until 2030/03/31".',
        "Fix: parsing of 2038-01-19T03:14:08Z on 32-bit builds",
        "The value defaults to 2030-01-01 if empty.",
        "OMB Control Number 1625-0188, expires 08/31/2031.",
        "Town office open Mon-Fri 8:30-4:30.",
        "Press release · Halifax, NS · March 9, 2027",
        "It aims for one million by 2031.",
        "Inflation reaches target by the end of 2030 in the baseline.",
        "The calendar begins with Sunday.",
        "The receipt number is 2027-04-11-334.",
        "Salaries follow table B of 2026.",
    ],
)
def test_what_was_said_before_or_only_shows_a_date_is_nothing_to_wait_for(text: str) -> None:
    assert finds(text) == []


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The old endpoints go dark on 1 June and not, as the December mail said, on 1 April.", "1 June"),
        ("Colours can be changed until Sunday March 14, er, make that until March 21.", "until March 21"),
        ("The old code is valid through 31 December. Stop asking, haha.", "through 31 December"),
        ("You may have heard that we meet on 3 May.", "3 May"),
        ("The notice says you have until 2 April to object.", "until 2 April"),
        ("The company wants to ship it by the end of 2027.", "by the end of 2027"),
        ("Your permit, No. 1625, expires on 30 June 2027.", "30 June 2027"),
    ],
)
def test_the_day_that_holds_is_found_beside_one_that_was_said_before(text: str, when: str) -> None:
    assert finds(text) == [when]


def test_the_day_in_the_head_of_a_press_release_is_that_of_the_text() -> None:
    text = "Press release · Halifax, NS · March 9, 2027"
    dated = Dated(text.index("March"), len(text), "March 9, 2027", dates.DateWindow(_TUESDAY, _TUESDAY))
    assert retold.why(next(passages(text)), dated, When.AROUND) is Why.DAY_OF_THE_TEXT
