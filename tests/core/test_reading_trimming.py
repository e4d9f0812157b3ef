"""What is taken off the edges of a title."""

import pytest

from watchtracker.reading.titling import trimming


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("the notes (maturity", "notes"),
        ('Topline data "around', "Topline data"),
        ('The book "Late Again', 'book "Late Again"'),
        ('the book "Late Again"', 'book "Late Again"'),
        ("「ヤマネコ」海外版", "「ヤマネコ」海外版"),
        ("2026 to holders of record", "holders of record"),
        ("cut-over of building A", "cut-over of building A"),
        ("fair with a", "fair"),
        ("Large 4 \u201cin", "Large 4"),
        ("the \u201cBlue Sky\u201d tariff", "\u201cBlue Sky\u201d tariff"),
        ("Grok 6 from the end of", "Grok 6"),
        ("of the", ""),
    ],
)
def test_a_title_has_no_small_words_and_no_half_of_a_pair_at_its_edges(words: str, left: str) -> None:
    assert trimming.cleaned(words) == left


def test_a_title_that_is_too_long_is_cut_between_two_words() -> None:
    assert trimming.fitting("word " * 20) == "word " * 11 + "word"
