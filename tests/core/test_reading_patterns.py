"""Patterns of many words: taken apart by the letters that their branches begin with, and alike in what they find."""

import re

import pytest

from watchtracker.reading.languages import english_cues, english_outcomes, patterns
from watchtracker.reading.languages.english import WORDS
from watchtracker.reading.records import FindResult

SENTENCES = (
    "The fair opens on 6 May and entries close on 1 May; the boats will be released, we're told.",
    "Support for 3.x ends in June; no longer supported after that. You'll hear from us, won't you?",
    "What is to be made was won; it kept \u212aept, \u017fent and issued what was not to be kept, sent or issued.",
    "It isn't out. Results are due on 28 July before the market opens, at 15% or so.",
)


def test_a_pattern_is_cut_at_its_strokes_outside_of_brackets() -> None:
    assert list(patterns.branches(r"\bopens?\b|\b(?:is|are) out\b|[|)]x|\|y")) == [
        r"\bopens?\b",
        r"\b(?:is|are) out\b",
        "[|)]x",
        r"\|y",
    ]


def test_a_group_at_the_head_of_a_branch_is_taken_apart() -> None:
    assert patterns.spread(r"(?<!not )\b(?:is|(?:was|were) then) out\b") == [
        r"(?<!not )\bis out\b",
        r"(?<!not )\bwas then out\b",
        r"(?<!not )\bwere then out\b",
    ]
    assert patterns.spread(r"\b(?:very )?soon\b") == [r"\b(?:very )?soon\b"]
    assert patterns.spread(r"\b(?-i:out|up)\b") == [r"\b(?-i:out)\b", r"\b(?-i:up)\b"]


@pytest.mark.parametrize(
    "text",
    [
        r"\b(?:is|are)n't\b|\b(?:won|you)'|\d ?%|^it|\bRC ?\d",
        r"(\bopens\b)|\bends\b",
        r"(?<!to )(?<!be |is )\b(?:won|made|kept|sent)\b|\bis+ued\b|\b(?-i:W)hat\b|\bs?ent\b",
    ],
)
def test_a_sorted_pattern_finds_what_it_found_before(text: str) -> None:
    plain, sorted_ = re.compile(text, re.IGNORECASE), re.compile(patterns.at_words(text), re.IGNORECASE)

    for sentence in SENTENCES:
        assert [hit.span() for hit in sorted_.finditer(sentence)] == [hit.span() for hit in plain.finditer(sentence)]


def test_rows_are_found_at_words_in_the_order_of_the_rows() -> None:
    rows = [part.strip() for part in english_cues.EVENT.split("---")]
    branches = [list(patterns.branches(patterns.flat(row))) for row in rows]
    assert all(patterns.begins_with_a_word(branch) for row in branches for branch in row)
    whole = re.compile("|".join(f"({'|'.join(row)})" for row in branches), re.IGNORECASE)

    for sentence in SENTENCES:
        expected = [((hit.lastindex or 1) - 1, *hit.span()) for hit in whole.finditer(sentence)]
        assert list(patterns.ByWord(branches).find(sentence)) == expected


@pytest.mark.parametrize("kind", ["DEADLINE", "RELEASE", "EVENT"])
def test_each_english_cue_begins_with_a_word_as_a_table_without_first_letters_takes_ten_times_as_long(
    kind: str,
) -> None:
    parts = getattr(english_cues, kind).strip().split("---")

    assert not [
        branch
        for part in parts
        for branch in patterns.branches(patterns.flat(part))
        if not patterns.begins_with_a_word(branch)
    ]


@pytest.mark.parametrize("result", list(english_outcomes.OUTCOMES))
def test_each_english_way_of_ending_begins_with_a_word_for_the_same_reason(result: FindResult) -> None:
    branches = patterns.branches(patterns.flat(english_outcomes.OUTCOMES[result]))

    assert [branch for branch in branches if not patterns.begins_with_a_word(branch)] == []


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("It has 12 fixes for 2 engines and costs 5,000.", False),
        ("Nothing is said of when.", False),
        ("Out 5/6", True),
        ("Out on the 5th, at 7 pm", True),
        ("Out in Q3", True),
        ("Out 3 May", True),
        ("Out in 2030", True),
        ("In 12 working days", True),
        ("Every 30 minutes", True),
        ("Out '30", True),
    ],
)
def test_numbers_alone_name_no_date_that_is_worth_reading(text: str, *, worth: bool) -> None:
    assert WORDS.may_name_a_date(text) is worth


def test_a_word_that_begins_as_no_branch_does_is_passed_over_and_a_short_one_is_not() -> None:
    rows = patterns.ByWord([[r"\bco-op\b", r"\bse?t\b", r"\bis+ue\b"], [r"\b\d days\b", r"\bo\b"]])

    assert [row for row, _, _ in rows.find("The CO-OP set st, o issue in 5 days of some oak isle")] == [
        0,
        0,
        0,
        1,
        0,
        1,
    ]
