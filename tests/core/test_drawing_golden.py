"""The pictures as they were agreed: every kind of window, move and outcome, as text.

`WRITE_GOLDEN=1 make pytest PYTEST=tests/core/test_drawing_golden.py` writes the files anew, for `git diff` to show what
a change does to them. Look at them in a browser too.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.builders import as_known, at
from tests.core.feed_examples import MOVES, OUTCOMES, WINDOWS
from watchtracker.drawing.slip_svg import slip_svg
from watchtracker.drawing.timeline_svg import COMPACT, NARROW, WIDE, Shape, timeline_svg
from watchtracker.items import Item
from watchtracker.reports.listing import listing, row

GOLDEN = Path(__file__).with_name("golden")
_AGREED = {"deepseek-v4", "moved-again-and-again", "lost-and-back", "contradicted", "retracted-altogether"}
NOW = at("2026-04-20 08:30")


def as_agreed(name: str, picture: str) -> bool:
    path = GOLDEN / f"{name}.svg"
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(picture, encoding="utf-8")
    return picture == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "items", "shape"),
    [
        ("timeline-windows", WINDOWS, WIDE),
        ("timeline-outcomes", OUTCOMES, COMPACT),
        ("timeline-moves", MOVES, NARROW),
    ],
)
def test_each_kind_of_window_move_and_outcome_is_drawn_as_was_agreed(
    name: str, items: tuple[Item, ...], shape: Shape
) -> None:
    assert as_agreed(name, timeline_svg(listing(items, now=NOW, everything=True), NOW.date(), shape))


@pytest.mark.parametrize("item", MOVES, ids=lambda item: item.id)
def test_each_move_can_be_drawn_and_a_few_are_drawn_as_was_agreed(item: Item) -> None:
    picture = slip_svg(row(as_known(item), NOW), NOW.date())
    assert picture is not None
    assert item.id not in _AGREED or as_agreed(f"slip-{item.id}", picture)
