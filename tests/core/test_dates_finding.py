"""The dates of longer texts: where they stand, what they mean, and what is refused beside them."""

from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker import dates
from watchtracker.dates.finding import find
from watchtracker.errors import DateRefusedError, Refusal

SAID = date(2026, 4, 10)
LETTER = """Weekly notes, 10 April 2026

The consultation on tolls runs through May 6, and the rules take effect
July 15, 2026. The ferry "will sail in late
April", said its owner on Tuesday. Version 3.5 has 12 fixes for 2 engines.

- Beta 2: 05/06/2026
- Final: by Q3/2026
2. Fees: 1 July at 10:00 CEST; the auction on Sept. 24 begins at 9 a.m. Eastern.

The May 12 meeting has been cancelled. The vote was moved from May 6 to May 20. More soon.
"""


def told(text: str, day: date | None = SAID) -> list[tuple[str, str]]:
    return [
        (mention.words, dates.display(mention.window) if mention.window else str(mention.code))
        for mention in find(text, day, UTC)
    ]


def test_a_letter_of_several_paragraphs_gives_each_of_its_dates() -> None:
    assert told(LETTER) == [
        ("10 April 2026", "10 Apr 2026"),
        ("through May 6", "6 May 2026"),
        ("July 15, 2026", "15 Jul 2026"),
        ("late\nApril", "late Apr 2026"),
        ("Tuesday", "14 Apr 2026"),
        ("05/06/2026", "ambiguous"),
        ("by Q3/2026", "by 30 Sep 2026"),
        ("1 July at 10:00 CEST", "1 Jul 2026, 08:00 UTC"),
        ("Sept. 24 begins at 9 a.m. Eastern", "24 Sep 2026, 13:00 UTC"),
        ("The May 12", "cancelled"),
        ("May 20", "20 May 2026"),
    ]


def test_the_words_of_a_mention_stand_at_its_place_in_the_text_as_it_came() -> None:
    wide = "\uff16 May\xa02026"
    until = "令和\uff18年\uff16月\uff13\uff10日まで"
    text = f"\u3000\u201cBids\u201d close\t on  {wide} \u2014 or not\n\n{until}。\n新规七月十五日起施行。"
    found = find(text, SAID, UTC)
    assert [text[mention.start : mention.end] for mention in found] == [mention.words for mention in found]
    assert [mention.words for mention in found] == [
        wide,
        until,
        "七月十五日起",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("next week", "next week"),
        ("by May 6, 2027; free in June", None),
        ("out on May 6", "May 6"),
        ("tomorrow", "tomorrow"),
    ],
)
def test_without_a_day_only_what_carries_its_year_is_read(text: str, words: str | None) -> None:
    needs = [mention.words for mention in find(text, None, UTC) if mention.code is Refusal.NEEDS_DAY]
    assert needs == ([words] if words else ["June"])


def test_beside_a_refused_date_the_others_of_its_sentence_are_read() -> None:
    assert told("Doors on 31 June, show on 3 July, encore on 5/6/2026") == [
        ("31 June", "impossible"),
        ("3 July", "3 Jul 2026"),
        ("5/6/2026", "ambiguous"),
    ]


def test_a_time_of_day_belongs_to_the_day_beside_it() -> None:
    assert told("9:00 on May 6 and 18:30 UTC on May 7") == [
        ("9:00 on May 6", "6 May 2026, 09:00 UTC"),
        ("18:30 UTC on May 7", "7 May 2026, 18:30 UTC"),
    ]


def test_an_old_date_is_refused_as_moved() -> None:
    assert told("Originally due in May, the bridge now opens in June") == [("May", "moved"), ("June", "Jun 2026")]


@pytest.mark.parametrize(
    "text",
    [
        "What is this? Nothing.",
        "Is it ready? No. Why? Because it is not.",
        "Do you like it? Does it cost 5 EUR?",
        "\u3044\u3064\u3067\u3059\u304b\uff1f \u307e\u3060\u3067\u3059\u3002",
    ],
)
def test_a_question_without_a_date_has_no_mention(text: str) -> None:
    assert told(text) == []


def test_a_date_that_is_asked_for_is_refused_at_its_place() -> None:
    assert told("Will it ship on May 6? It ships on May 13.") == [("May 6", "no_date"), ("May 13", "13 May 2026")]


def test_a_text_without_a_date_has_no_mention() -> None:
    assert told("Soon. Version 3.5 has 12 fixes; nobody knows when.") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("June 30まで 17:00", "June 30まで 17:00"),
        ("公開は May 6, 2027", "May 6, 2027"),
        ("全新展览 doors open May 6 at 19:30", "May 6 at 19:30"),
    ],
)
def test_a_date_in_english_has_its_place_in_a_text_of_another_language(text: str, words: str) -> None:
    (mention,) = find(text, SAID, UTC)
    assert text[mention.start : mention.end] == mention.words
    assert words in mention.words
    assert all(piece in words for piece in dates.words(text, said_on=SAID))


def test_what_counts_beyond_the_calendar_is_refused_in_a_longer_text_as_well() -> None:
    assert told("It ends in 900 decades") == [("It ends in 900 decades", "impossible")]


PIECES = st.sampled_from(
    [
        "May 6",
        "June 2027",
        "5月6日",
        "开始",
        "まで",
        "公開",
        " 17:00",
        "下午5点",
        "9 a.m.",
        "KW 24/2/15/2027",
        ". ",
        "by ",
        "第",
        "令和8年",
    ]
)


def test_what_is_left_beside_a_refused_date_grows_less_until_all_is_read() -> None:
    mentions = find("May 6 下午5点 まで May 6 まで まで", SAID, UTC)
    assert [mention.words for mention in mentions if mention.window is None]


@given(st.lists(PIECES, max_size=8).map(" ".join))
def test_words_of_several_languages_have_mentions_and_words_or_are_refused(text: str) -> None:
    for mention in find(text, SAID, UTC):
        assert mention.words == text[mention.start : mention.end]
    try:
        dates.read(text, said_on=SAID, zone=UTC)
    except DateRefusedError:
        return
    assert all(words in text for words in dates.words(text, said_on=SAID))


@given(st.text(max_size=300))
def test_any_text_has_mentions_that_stand_in_it(text: str) -> None:
    for mention in find(text, SAID, UTC):
        assert 0 <= mention.start < mention.end <= len(text)
        assert (mention.window is None) == (mention.code is not None)


def test_the_dates_of_a_sentence_alone_are_those_that_it_has_within_a_text() -> None:
    alone = "Bids close at 17:00 on 14 May 2026"
    assert told(alone) == told(f"{LETTER}\n\n{alone}\n\n{LETTER}")[11:12]


def test_a_date_that_names_a_thing_is_told_from_the_one_that_says_when() -> None:
    found = find("The April report comes on May 8.", SAID, UTC)
    assert [(mention.words, mention.aside) for mention in found] == [("The April", True), ("May 8", False)]
