"""Where words stand in a text as it came, though the readers worked on what they made of it."""

from __future__ import annotations

import pytest

from watchtracker.dates.origins import Origins, merged


@pytest.mark.parametrize(
    ("raw", "made", "words", "found"),
    [
        ("on May 6", "on May 6", "May 6", "May 6"),
        ("on   May  6 ", "on May 6", "May 6", "May  6"),
        ("三十日发布", "30日发布", "30日", "三十日"),
        ("於５月６日開始", "于5月6日开始", "5月6日", "５月６日"),
    ],
)
def test_words_of_what_was_made_are_found_in_the_text_as_it_came(raw: str, made: str, words: str, found: str) -> None:
    start = made.index(words)
    first, last = Origins(raw, made).place(start, start + len(words))
    assert raw[first:last] == found


@pytest.mark.parametrize(
    ("raw", "made"),
    [
        ("\uff16  ", "6 "),
        ("a  b  ", "a b "),
        ("５月", "5月"),
        ("三十日、", "30日、"),
        ("①报名", "(1)报名"),
        ("6\u00a0May   ", "6 May "),
    ],
)
def test_a_long_text_that_repeats_itself_is_aligned_part_by_part(raw: str, made: str) -> None:
    origins = Origins(raw * 1_000, made * 1_000)
    inner = made.rstrip()
    for at in range(0, 1_000, 37):
        first, last = origins.place(at * len(made), at * len(made) + len(inner))
        assert (first, last) == (at * len(raw), at * len(raw) + len(raw.rstrip()))


def test_where_nothing_is_alike_the_places_stay_within_the_text() -> None:
    for raw, made in (("x" * 90, "y" * 70), ("x" * 70, "y" * 90), ("x" * 60 + "a", "a"), ("a" + "x" * 60, "b")):
        first, last = Origins(raw, made).place(0, len(made))
        assert 0 <= first < last <= len(raw)


def test_places_between_which_only_marks_stand_are_one() -> None:
    assert merged("May 6 (Wed), June 7", [(13, 19), (0, 5), (7, 10)]) == [(0, 19)]
    assert merged("May 6 and June 7", [(10, 16), (0, 5)]) == [(0, 5), (10, 16)]
