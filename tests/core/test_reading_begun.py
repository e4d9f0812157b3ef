"""What a text says to be so since a day, or to be done or off in other words than those of releases."""

from __future__ import annotations

from datetime import date

import pytest

from watchtracker import dates
from watchtracker.reading import FindKind, FindResult, read
from watchtracker.reading.passages import passages
from watchtracker.reading.rules import begun
from watchtracker.reading.statements import Dated

_WEDNESDAY = date(2027, 3, 10)


def outcomes(text: str) -> list[str]:
    """What a text of Wednesday 10 March 2027 says to have ended: the result and its day."""
    found = [find for find in read(text, _WEDNESDAY, "UTC").finds if find.kind is FindKind.OUTCOME]
    return [f"{find.result} {find.window.earliest:%m-%d}" for find in found]


def test_what_was_said_on_a_day_to_be_off_is_cancelled() -> None:
    text = "Ninebark said Thursday it was canceling half of its order."
    start = text.index("Thursday")
    dated = Dated(start, start + len("Thursday"), "Thursday", dates.UNDATED)
    assert begun.of_a_saying(next(passages(text)), dated) is FindResult.CANCELLED


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Ostrava Labs put out Heron-3 on Monday.", "happened 03-08"),
        ("The new terminal welcomed its first guests on Monday.", "happened 03-08"),
        ("The first units rolled off the line on Friday.", "happened 03-05"),
        ("Your archive is now read-only (since Monday).", "happened 03-08"),
        ("The paper has been accepted.", "happened 03-10"),
        ("The band's tour got under way on Saturday.", "happened 03-06"),
        ("The recall was widened on Thursday to include the 2025 model.", "happened 03-04"),
        ("The drug won the agency's backing on Friday.", "happened 03-05"),
        ("Congress sent the bill to the president on Thursday.", "happened 03-04"),
        ("The council has said yes to the skate park.", "happened 03-10"),
        ("The takeover collapsed on Thursday.", "cancelled 03-04"),
        ("There will be no spring edition this year.", "cancelled 03-10"),
        ("The ride permit came through on Friday!", "happened 03-05"),
        ("The last 300 parcels were handed to the courier this morning.", "happened 03-10"),
        ("The Committee decided unanimously on 5 March to keep the rate at 3.75 percent.", "happened 03-05"),
        ("The board met on 4 March and resolved to pay a dividend of 12 cents.", "happened 03-04"),
        ("On Friday the lab handed us the CE papers.", "happened 03-05"),
        ("The upper house waved the bill through on Thursday.", "happened 03-04"),
        ("We shut the old map off this morning.", "happened 03-10"),
        ("Zeph pushed v2.4.1 to the stores last night.", "happened 03-09"),
        ("We've just flipped the switch on the new search.", "happened 03-10"),
        ("From today you cannot open a new account.", "happened 03-10"),
        ("As of yesterday the API refuses keys without a scope.", "happened 03-09"),
        ("The firmware is back up since this morning.", "happened 03-10"),
        ("Sign-ups are closed as of today.", "happened 03-10"),
        ("## Saltmarsh 7.0.0 (2027-03-09)", "happened 03-09"),
        ("Today we are opening the waiting list to everyone.", "happened 03-10"),
        ("Ninebark said Thursday it was canceling half of its order.", "cancelled 03-04"),
        ("On Friday the company said it was scrapping the plant.", "cancelled 03-05"),
        ("The Authority is withdrawing Proposed Instrument 51-914.", "cancelled 03-10"),
        ("We're pulling the plug on Nimbus Notes.", "cancelled 03-10"),
        ("The board is withdrawing its proposal, which we published on March 19, 2025.", "cancelled 03-10"),
    ],
)
def test_what_is_so_since_a_day_or_was_done_in_other_words_is_an_outcome(text: str, outcome: str) -> None:
    assert outcomes(text) == [outcome]


@pytest.mark.parametrize(
    "text",
    [
        "The fire brigade put out the blaze on Monday.",
        "The news came through on Friday while I was at lunch.",
        "As of today, no date is known.",
        "As of yesterday there are 300 members in the club.",
        "Shares in Ostrava put on 4 percent on Monday.",
        "My parcel was handed to a neighbour on Monday.",
        "I decided on Friday to stop drinking coffee.",
        "She left the firm on Friday.",
        "The museum's doors were painted on Saturday.",
        "We signed 40 autographs on Thursday.",
        "My phone was restored from a backup on Monday.",
        "The rumour began on Friday.",
        "The mayor cut her hand on Saturday.",
        "The meeting on Friday ended with cake.",
        "The children shook hands on Sunday.",
        "She sent the bill to her landlord on Thursday.",
        "The minister said on Thursday that she was confident.",
    ],
)
def test_what_people_did_or_what_was_counted_on_a_day_is_no_outcome(text: str) -> None:
    assert outcomes(text) == []
