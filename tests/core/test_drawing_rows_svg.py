"""What is drawn of an item on its row: bars that fade, ghosts that can be seen, arrows that point."""

from __future__ import annotations

import re

import pytest

from watchtracker.drawing.rows_svg import bar_pieces, row_marks
from watchtracker.drawing.timeline import Bar, DaySpan, Lane, TimelineEntry
from watchtracker.items import Kind, Result, State


def lane(*ghosts: Bar, mark: float | None = 200, bar: Bar | None = None, result: Result | None = None) -> Lane:
    entry = TimelineEntry(
        id="an-id",
        title="Title",
        when="",
        told="",
        kind=Kind.EVENT,
        state=State.UPCOMING,
        window=DaySpan(None, None),
        ghosts=(),
        dated=True,
        day=None,
        result=result,
        ended=None,
    )
    return Lane(entry, bar=bar, mark=mark, ghosts=ghosts, ended=None if result is None else 150.0)


def test_a_bar_grows_paler_towards_the_end_that_is_not_known() -> None:
    right = "".join(bar_pieces(Bar(100, 150, fades_right=True), 20, Kind.DEADLINE))
    left = "".join(bar_pieces(Bar(100, 150, fades_left=True), 20, Kind.DEADLINE))
    assert re.findall(r"f(\d)", right) == ["0", "1", "2", "3", "4"]
    assert re.findall(r"f(\d)", left) == ["4", "3", "2", "1", "0"]
    assert re.findall(r"M(\d+)", right) == ["100", "110", "120", "130", "140"]


def test_a_bar_with_both_ends_is_one_piece_and_never_too_thin_to_be_seen() -> None:
    assert "".join(bar_pieces(Bar(100, 150), 20, Kind.EVENT)) == (
        '<rect class="bar" x="100" y="15" width="50" height="10"/>'
    )
    assert 'width="2"' in "".join(bar_pieces(Bar(100, 100.4), 20, Kind.RELEASE))


@pytest.mark.parametrize(("ghost", "shape"), [(Bar(100, 101), "circle"), (Bar(100, 140), "rect")])
def test_where_it_was_is_an_outline_that_can_be_seen(ghost: Bar, shape: str) -> None:
    assert f'<{shape} class="ghost"' in "".join(row_marks(lane(ghost), 20))


def test_an_arrow_leads_from_each_window_to_the_next_and_to_the_mark() -> None:
    drawn = "".join(row_marks(lane(Bar(100, 101), Bar(140, 160)), 20))
    arrows = re.findall(r'class="arrow" d="M([\d.]+) \d+Q\S+ \d+ ([\d.]+) ', drawn)
    assert arrows == [("100.5", "150"), ("150", "200")]


def test_no_arrow_is_drawn_where_it_would_be_all_point() -> None:
    assert "arrow" not in "".join(row_marks(lane(Bar(195, 197)), 20))


def test_without_a_date_the_arrow_leads_to_the_outcome() -> None:
    drawn = "".join(row_marks(lane(Bar(100, 101), mark=None, result=Result.CANCELLED), 20))
    assert "Q125.2 1 150 10" in drawn
    assert drawn.endswith('d="M147 17l6 6m0-6l-6 6"/>')
