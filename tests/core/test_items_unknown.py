"""What is said of an id that no listed item has: never there, misspelt, or taken out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import an_item
from watchtracker.errors import InputError
from watchtracker.items.unknown import nearest_items, refuse_taken, taken_out, unknown_item

LAUNCH = an_item()
GONE = replace(an_item(item_id="gone"), listed=False)


def test_a_misspelt_id_is_told_the_nearest_listed_ones() -> None:
    assert str(unknown_item("lunch", [LAUNCH, GONE])) == "there is no item 'lunch': did you mean launch?"
    assert "did you mean" not in str(unknown_item("gone-2", [GONE]))


def test_an_item_that_was_taken_out_is_told_apart_from_one_that_never_was() -> None:
    assert str(unknown_item("gone", [LAUNCH, GONE])) == str(taken_out("gone"))


def test_an_id_that_is_like_none_is_told_where_all_are_named_and_a_long_one_is_cut() -> None:
    assert str(nearest_items("x" * 300, ["launch"])) == (
        f"there is no item '{'x' * 200}…': `watchtracker list --all` names them"
    )


def test_an_id_is_one_items_for_life() -> None:
    refuse_taken(None)
    with pytest.raises(InputError, match="already: add a claim with `watchtracker claim launch`"):
        refuse_taken(LAUNCH)
    with pytest.raises(InputError, match="an id is for life"):
        refuse_taken(GONE)
