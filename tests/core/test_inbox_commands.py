"""What is typed behind `/watch`, and what is asked with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker.inbox.commands import Asked, NotUnderstood, Word, read
from watchtracker.notifications import LeadTime


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", Asked(Word.HELP)),
        ("HELP", Asked(Word.HELP)),
        ("list", Asked(Word.LIST)),
        ("list 30d", Asked(Word.LIST, "30d", LeadTime.read("30d"))),
        ("list 2w #policy", Asked(Word.LIST, "2w #policy", LeadTime.read("2w"), ("policy",))),
        ("show grants-call", Asked(Word.SHOW, "grants-call")),
        ("when late April", Asked(Word.WHEN, "late April")),
        ("mine", Asked(Word.MINE)),
        ("add", Asked(Word.ADD)),
    ],
)
def test_each_word_asks_for_one_thing(typed: str, asked: Asked) -> None:
    assert read(typed, ("policy", "models")) == asked


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("lst", "There is no 'lst': did you mean 'list'?"),
        ("frobnicate", "There is no 'frobnicate': type help to see what there is"),
        ("list polcy", "There is no tag 'polcy', and it is no length such as 30d: did you mean 'policy'?"),
        ("show", "Name the item: show ID. The ids stand in the list."),
        ("when", 'Write the words of a date: when "late April".'),
    ],
)
def test_what_is_not_understood_says_what_to_type(typed: str, sentence: str) -> None:
    assert read(typed, ("policy", "models")) == NotUnderstood(sentence)


@given(st.text())
def test_whatever_is_typed_is_understood_or_refused_in_a_sentence(typed: str) -> None:
    found = read(typed, ("policy",))
    assert isinstance(found, Asked) or (found.sentence and "\n" not in found.sentence)
