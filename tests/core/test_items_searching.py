"""Words that people search items by."""

from __future__ import annotations

import pytest

from tests.builders import as_known, deepseek
from watchtracker.items import searching


@pytest.mark.parametrize("typed", ["linos", "LINOS models", "deepseek v4", "\uff4cinos", "Línos", ""])
def test_every_word_is_looked_for_in_id_title_tags_and_source(typed: str) -> None:
    assert searching.has_words(as_known(deepseek(tags=("models",))), searching.search_words(typed))


@pytest.mark.parametrize("typed", ["linos policy", "vertu", "april"])
def test_other_words_find_nothing_nor_does_a_source_that_no_longer_holds(typed: str) -> None:
    assert not searching.has_words(as_known(deepseek(tags=("models",))), searching.search_words(typed))


def test_letters_that_differ_by_more_than_an_accent_stay_apart() -> None:
    assert searching.folded("が") != searching.folded("か")
    assert searching.folded("STRASSE") == searching.folded("straße")
