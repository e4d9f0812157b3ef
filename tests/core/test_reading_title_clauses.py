"""Titles of clauses that their date interrupts, and the names that headings and keys give to them."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from watchtracker.reading import read
from watchtracker.reading.titling import title_clauses

DAY = date(2030, 5, 13)


def titles(text: str) -> list[str]:
    return [find.title for find in read(text, DAY, "UTC").finds]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The Council shall, by 6 June 2031, adopt guidelines on ferries.", "guidelines on ferries"),
        ("Harbour inspectors on Monday approved the Cape Otter pier.", "Cape Otter pier"),
        ("Mira Holt will step down as chair with effect from 6 June 2030.", "Mira Holt steps down as chair"),
        ("Otter Boats (XYZ.N) said dock work would start in June 2031.", "dock work starts"),
        ("The Ferry Checks (Islands) Bill is to be voted on by 6 June.", "Ferry Checks (Islands) Bill voted"),
        ("We run three trials, at 11 AM PT on June 6, June 13 and June 20, 2030.", "three trials"),
        ("The amended ordinance is to be effective from 6 June 2030.", "amended ordinance effective"),
    ],
)
def test_a_date_within_a_clause_does_not_hide_what_it_is_about(text: str, title: str) -> None:
    assert title in titles(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "- Map editor: beta opens 6 June; the general release stays at November.",
            "Map editor: general release stays",
        ),
        ("RIVEN REPORTS SECOND QUARTER RESULTS\n\nManagement will host a call on 6 June.", "Riven: call"),
        ("LINKS & NOTES\n\n- Merch store reopens 6 June", "Merch store reopens"),
        ("# We're changing our prices\n\nGuests stop counting as seats on 6 June.", "Guests stop counting as seats"),
        ("The pier&nbsp;road will open &ldquo;no sooner than 2031&rdquo;.", "pier road"),
    ],
)
def test_a_name_is_that_of_a_thing(text: str, title: str) -> None:
    assert title in titles(text)


@pytest.mark.parametrize("words", ["11 AM PT on January 9", "week of", "1 & 2 June"])
def test_a_time_is_no_title(words: str) -> None:
    assert title_clauses.ONLY_WHEN.fullmatch(words)


@pytest.mark.parametrize("words", ["2.6", "May fair"])
def test_a_version_is_no_time(words: str) -> None:
    assert not title_clauses.ONLY_WHEN.fullmatch(words)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "The board declared a quarterly dividend, payable 6 June 2030 to holders of record.",
            "quarterly dividend payment",
        ),
        ("The dividend goes to holders of record at the close of business on 6 June 2030.", "dividend record date"),
        ("An interim dividend of 7p, ex-dividend on 6 June 2030, was proposed.", "interim ex-dividend date"),
        ("Timing of the pier's mark will be announced later.", "pier's mark"),
        ("An open day is being planned, with details to be provided in the coming months.", "open day"),
        ("Otter Tides is out of the May list. Reed Games moved it to 6 June 2030.", "Otter Tides"),
        ("Rules under section 6. The Council must adopt them by 6 June 2030.", "Rules under section 6"),
        ("Core switch replacement\nScheduled for Jun 6, 2030 22:00 UTC", "Core switch replacement"),
        ("# Otter 5\n\n## The short version\n\n- You start on 6 June 2030.", "Otter 5"),
    ],
)
def test_what_names_nothing_is_of_what_stands_before_it(text: str, title: str) -> None:
    assert titles(text)[-1:] == [title]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("ottr 0.9.0-rc2, and why there is no 0.9.0\n\nThe key expires 6 June 2030.", "ottr: key expires"),
        ("- Not a launch but ask us anyway: the Otter peak is on 6 June.", "Otter peak"),
        ("The act commences as a whole, so far as not in force, on 6 June 2030.", "act commences as a whole"),
        ("The pier rewrite goes to 5.1, somewhere in June.", "pier rewrite goes to 5.1"),
        ("An interim dividend was declared. Payment will be made on 6 June.", "interim dividend payment"),
        ("Red Otter #64 - a chip fund\n\nEnterprises apply from 6 June.", "Enterprises apply"),
        ("The boats go on sale ten days later, on 6 June.", "boats go on sale"),
    ],
)
def test_a_title_says_which_thing_and_not_when(text: str, title: str) -> None:
    assert titles(text)[-1:] == [title]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Whisper of the week: Otter's folding boat gets its reveal on 6 June.",
            "Otter's folding boat gets its reveal",
        ),
        (
            "Shares of Otter begin trading under the ticker OTT on 6 June.",
            "Shares of Otter begin trading under the ticker OTT",
        ),
        ("The Reef cabinet is to sign off the budget on 6 June.", "Reef cabinet signs off the budget"),
        ("A note on prices. Nothing changes for you before 6 June.", "prices"),
    ],
)
def test_a_clause_stands_whole_where_its_object_says_too_little(text: str, title: str) -> None:
    assert titles(text)[-1:] == [title]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "The National Assembly's Farm and Justice Committees are to vote on the N-2 rule on 3 May.",
            "vote on N-2 rule",
        ),
        (
            "The full Court of Appeal for the Federal Circuit rules on the Harrow patent on 3 May.",
            "ruling on Harrow patent",
        ),
        ("The board votes on the merger on 3 May.", "board votes on the merger"),
    ],
)
def test_what_many_words_decide_on_is_titled_with_the_decision(text: str, title: str) -> None:
    (found,) = read(text, date(2027, 3, 1), UTC).finds
    assert found.title == title
