"""The pictures in characters: every strip as wide as it is told, and what is drawn is what was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_item, as_known, at, deepseek, happened, said
from tests.core.test_drawing_slip import promised
from tests.core.test_drawing_timeline import watched
from tests.hypothesis_profiles import at_least
from watchtracker.drawing.characters import ASCII, UNICODE, Signs, slip_strips, timeline_strips
from watchtracker.items import Item, Kind
from watchtracker.reports.listing import listing

NOW = at("2026-04-12 08:30")
TODAY = NOW.date()


@pytest.mark.parametrize("signs", [UNICODE, ASCII])
@given(items=watched(), cells=st.integers(16, 200))
@at_least(15)
def test_every_item_has_a_strip_of_the_width_that_is_asked_for(signs: Signs, items: list[Item], cells: int) -> None:
    rows = listing(items, now=NOW, everything=True)
    strips = timeline_strips(rows, TODAY, cells, signs)

    assert [len(strip) for strip in strips.rows] == [cells] * len(rows)
    assert all(len(line) <= cells for line in strips.head)


@given(promised(), st.integers(30, 120))
@at_least(15)
def test_every_claim_has_a_strip_and_an_outcome_one_more(item: Item, cells: int) -> None:
    known = as_known(item)
    strips = slip_strips(known, known.steps, TODAY, cells, UNICODE)

    assert len(strips.rows) == len(known.steps) + bool(known.outcome)
    assert {len(strip) for strip in strips.rows} == {cells}


def test_kinds_differ_by_their_mark_and_what_has_no_date_stands_at_the_edge() -> None:
    items = [an_item(said("May 6", "2026-04-01"), item_id=kind.value, kind=kind) for kind in Kind]
    items.append(an_item(said("soon", "2026-04-01"), item_id="weights"))
    strips = timeline_strips(listing(items, now=NOW), TODAY, 20, ASCII)

    assert sorted(strip.replace("|", "").strip() for strip in strips.rows) == ["*", ">", "?", "o"]
    assert strips.rows[-1].endswith("?")


def test_a_slip_is_seen_from_row_to_row_and_ends_with_its_outcome() -> None:
    known = as_known(deepseek(outcome=happened("2026-04-24")))
    strips = slip_strips(known, known.steps, TODAY, 48, ASCII)

    said_on = [strip.index("|") for strip in strips.rows[:-1]]
    assert said_on == sorted(said_on)
    assert strips.rows[0].index("o") < strips.rows[1].index("o")
    assert strips.rows[-1].strip() == "v"
