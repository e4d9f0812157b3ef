"""A year of texts held against what was true: no date is moved wrongly by itself, though nobody looks."""

from __future__ import annotations

import pytest
from benchmarks.year.gone_through import CameTo, go_through
from benchmarks.year.records import year


def test_in_a_year_of_texts_no_date_is_moved_wrongly_by_itself() -> None:
    score = go_through(year(), with_person=False)
    assert [each for each in score.came_in if each.came_to is CameTo.WRONG] == []
    # It is no use either if everything is asked.
    assert score.number(CameTo.RIGHT) >= 25
    assert score.number(CameTo.CONFIRMED) >= 20


def test_the_year_is_long_enough_to_say_something() -> None:
    assert len(year().texts) >= 120
    assert len(year().items) >= 25
    assert len({text.source.name for text in year().texts}) >= 4


@pytest.mark.parametrize("item", sorted(year().truths))
def test_the_truth_about_an_item_goes_forward(item: str) -> None:
    days = [truth.since for truth in year().truths[item]]
    assert days == sorted(set(days))
