from __future__ import annotations

from time import perf_counter

import pytest

from watchtracker.reading.promises.unnamed import words_of_time


def named(text: str, *taken: tuple[int, int]) -> list[str]:
    return [text[start:end] for start, end in words_of_time(text, taken)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rules apply 18 months after publication.", "18 months after publication"),
        ("A vote comes two weeks before the end of the session.", "two weeks before the end of the session"),
        ("Members vote before the summer recess.", "before the summer recess"),
        ("The Kestrel was pushed back again, and again.", "pushed back again"),
        ("It has been delayed indefinitely.", "delayed indefinitely"),
        ("Weights follow once the paper is accepted.", "once the paper is accepted"),
        ("It is closed until further notice.", "until further notice"),
        ("规则将在公布后18个月施行", "后18个月"),
        ("发布会再次推迟", "再次推迟"),
    ],
)
def test_words_of_time_that_name_no_date_are_seen(text: str, words: str) -> None:
    assert named(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel 5 comes on 4 May 2031.",
        "It broke the session, and the term was coined.",
        "Two months later it was over.",
        "The break was long.",
    ],
)
def test_other_words_are_not(text: str) -> None:
    assert named(text) == []


def test_what_was_read_or_left_out_is_not_told_twice() -> None:
    text = "It was pushed back again. Members vote before the summer recess."
    assert named(text, (7, 24)) == ["before the summer recess"]
    assert named(text, (0, len(text))) == []


def test_of_very_many_the_first_are_told_and_a_long_text_takes_no_time() -> None:
    text = "before the summer recess a b c d e f " * 20_000
    began = perf_counter()
    assert len(list(words_of_time(text, [], most=3))) == 3
    assert len(list(words_of_time("one two three " * 50_000, []))) == 0
    assert perf_counter() - began < 2
