"""Walking along tokens: nothing stands in front of the first and behind the last, and nobody runs out of them."""

from __future__ import annotations

import re
from enum import Enum, auto

from watchtracker.dates.cursor import Cursor, Token, beyond, quick


@quick
class Sort(Enum):
    NOTHING = auto()
    WORD = auto()
    NUMBER = auto()


TEXT = "on 6 May"
TOKENS = [Token(Sort.WORD, "on", 0, 2), Token(Sort.NUMBER, 6, 3, 4), Token(Sort.WORD, "may", 5, 8)]
CURSOR = Cursor(TEXT, TOKENS, beyond(Sort.NOTHING))


def test_there_is_nothing_on_either_side_of_a_text() -> None:
    assert CURSOR.end == 3
    assert CURSOR.kind(-1) is CURSOR.kind(CURSOR.end) is CURSOR.kind(CURSOR.end + 5) is Sort.NOTHING


def test_words_are_those_of_the_text_and_not_the_values() -> None:
    assert CURSOR.words(0, 3) == TEXT
    assert CURSOR.said(2) == "May"
    assert TEXT[slice(*CURSOR.place(1, 3))] == "6 May"


def test_a_walk_stops_at_the_first_token_of_another_kind() -> None:
    assert CURSOR.skip(0, Sort.WORD) == 1
    assert CURSOR.skip(2, Sort.WORD, Sort.NUMBER) == CURSOR.end
    assert CURSOR.before(2, Sort.NUMBER) == 0
    assert CURSOR.before(0, Sort.WORD) == -1


def test_a_token_lies_in_what_a_pattern_finds_around_it() -> None:
    assert CURSOR.lies_in(1, re.compile(r"\d May"))
    assert not CURSOR.lies_in(1, re.compile(r"\d May"), digits=2)
    assert not CURSOR.lies_in(0, re.compile(r"\d May"))


def test_the_kinds_are_plain_attributes_and_still_the_members_of_an_enum() -> None:
    assert list(Sort) == [Sort.NOTHING, Sort.WORD, Sort.NUMBER]
    assert isinstance(Sort.WORD, Sort)
