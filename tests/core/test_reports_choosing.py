"""What narrows a list: words to look for, and days between which a date lies."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import an_item, as_known, at, deepseek, said
from watchtracker.errors import InputError
from watchtracker.reports import choosing
from watchtracker.reports.listing import listing

NOW = at("2026-04-12 08:30")


@pytest.mark.parametrize("typed", ["linos", "LINOS models", "deepseek v4", "\uff4cinos", "Línos", ""])
def test_every_word_is_looked_for_in_id_title_tags_and_source(typed: str) -> None:
    assert choosing.has_words(as_known(deepseek(tags=("models",))), choosing.search_words(typed))


@pytest.mark.parametrize("typed", ["linos policy", "vertu", "april"])
def test_other_words_find_nothing_nor_does_a_source_that_no_longer_holds(typed: str) -> None:
    assert not choosing.has_words(as_known(deepseek(tags=("models",))), choosing.search_words(typed))


def test_letters_that_differ_by_more_than_an_accent_stay_apart() -> None:
    assert choosing.folded("が") != choosing.folded("か")
    assert choosing.folded("STRASSE") == choosing.folded("straße")


def test_between_two_days_counts_both_and_leaves_out_what_has_no_date() -> None:
    items = [
        an_item(said(when, "2026-04-01"), item_id=name)
        for name, when in (("first", "May 1"), ("middle", "May 3"), ("last", "May 5"), ("never", "soon"))
    ]
    first, last = date(2026, 5, 1), date(2026, 5, 5)

    assert [row.known.id for row in listing(items, now=NOW, first=first, last=last)] == ["first", "middle", "last"]
    assert [row.known.id for row in listing(items, now=NOW, first=date(2026, 5, 2))] == ["middle", "last"]
    assert [row.known.id for row in listing(items, now=NOW, last=date(2026, 5, 4))] == ["first", "middle"]


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(InputError, match="nothing lies between them"):
        choosing.refuse_reversed(date(2026, 5, 2), date(2026, 5, 1))
