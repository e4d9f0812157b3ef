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


def test_places_between_which_only_marks_stand_are_one() -> None:
    assert merged("May 6 (Wed), June 7", [(13, 19), (0, 5), (7, 10)]) == [(0, 19)]
    assert merged("May 6 and June 7", [(10, 16), (0, 5)]) == [(0, 5), (10, 16)]
