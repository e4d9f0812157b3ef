"""Patterns of many words, made quick without matching anything else."""

import re

import pytest

from watchtracker.reading.languages import branching

WORDS = r"\b(?:will|would|was|[oO]pens?|a?b|shut(?: down)?|ships|set(?! of\b)|close[sd]|(?<!\ban )open|won't)\b"


def test_words_of_one_letter_stand_together_and_others_keep_their_turn() -> None:
    assert branching.by_letter(r"(?:was|will|on|\w+|so|see|a|sit)") == r"(?:w(?:as|ill)|on|\w+|s(?:o|ee|it)|a)"


@pytest.mark.parametrize(
    "text", ["An open shop ships and would open", "the set of nets will be set", "WAS it shut down?"]
)
def test_a_quick_pattern_matches_the_same(text: str) -> None:
    slow = [found.span() for found in re.finditer(WORDS, text, re.IGNORECASE)]
    assert [found.span() for found in branching.quick(WORDS).finditer(text)] == slow


def test_groups_that_are_counted_stay_in_their_order() -> None:
    assert branching.by_letter("(a)x|b|ab|bb") == "(a)x|b|ab|bb"
