"""How a feed is subscribed to, in words: what is in it, and where a link of one's own comes from."""

from __future__ import annotations

import pytest

from watchtracker.wording.subscribing import PROGRAMS, counted, private


@pytest.mark.parametrize(
    ("dated", "undated", "words"), [(8, 1, "8 dates, 1 without a date"), (1, 0, "1 date"), (0, 0, "0 dates")]
)
def test_what_a_feed_has_is_counted(dated: int, undated: int, words: str) -> None:
    assert counted(dated, undated) == words


def test_that_addresses_need_a_login_is_said_only_where_they_do() -> None:
    assert private(asked_for=True).endswith(private(asked_for=False))
    assert private(asked_for=True).startswith("Calendar programs cannot log in")


def test_what_each_program_is_told_is_a_sentence() -> None:
    assert all(words.endswith(".") for words in PROGRAMS.values())
