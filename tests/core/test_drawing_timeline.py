"""The timeline as a picture: what stands where, whatever the items are, and that it can stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_item, at, deepseek, happened, said
from tests.hypothesis_profiles import at_least
from watchtracker import dates
from watchtracker.drawing.measure import shortened, text_width
from watchtracker.drawing.scale import scale, ticks
from watchtracker.drawing.timeline import Room, timeline
from watchtracker.drawing.timeline_svg import COMPACT, NARROW, WIDE, Shape, timeline_svg
from watchtracker.items import Item, Kind, Result
from watchtracker.reports.listing import Row, listing

NOW = at("2026-04-12 08:30")
TODAY = NOW.date()
ROOM = Room(290, 846, 870, 70, 12)
SVG = "{http://www.w3.org/2000/svg}"
_MONTHS = ("January", "May", "August", "December")


@st.composite
def announced(draw: st.DrawFn) -> str:
    day = TODAY + timedelta(days=draw(st.integers(-400, 1700)))
    month = day.strftime("%B %Y")
    plain = f"{day:%B} {day.day}, {day.year}"
    forms = (plain, month, f"late {month}", f"by {plain}", f"not before {plain}", f"{day.year}", "soon")
    return draw(st.sampled_from(forms))


@st.composite
def watched(draw: st.DrawFn, most: int = 8) -> list[Item]:
    items = []
    for place in range(draw(st.integers(0, most))):
        claims = [
            said(words, f"2025-0{month + 1}-01")
            for month, words in enumerate(draw(st.lists(announced(), min_size=1, max_size=4)))
        ]
        result = draw(st.sampled_from([None, None, *Result]))
        outcome = happened("2026-04-02", result) if result else None
        item = an_item(*claims, item_id=f"item-{place}", kind=draw(st.sampled_from(Kind)), outcome=outcome)
        title = draw(st.text(min_size=1, max_size=80))
        items.append(replace(item, facts=replace(item.facts, title=title)))
    return items


def rows_of(items: list[Item]) -> list[Row]:
    return listing(items, now=NOW, everything=True)


@given(watched())
@at_least(20)
def test_every_item_has_one_row_in_the_order_of_the_list_and_every_date_a_bar(items: list[Item]) -> None:
    rows = rows_of(items)
    picture = timeline(rows, TODAY, ROOM)

    assert [line.entry.id for line in picture.lines] == [row.known.id for row in rows]
    for row, line in zip(rows, picture.lines, strict=True):
        assert (line.bar is not None) == row.known.window.dated
        assert line.entry.dated == (row.sorts_by is not None)


@given(watched())
@at_least(20)
def test_a_bar_spans_exactly_its_window_and_fades_where_its_end_is_not_known(items: list[Item]) -> None:
    rows = rows_of(items)
    picture = timeline(rows, TODAY, ROOM)
    for row, line in zip(rows, picture.lines, strict=True):
        if line.bar is None:
            continue
        zone = dates.zone(row.known.facts.zone)
        first, last = row.known.window.first_day(zone), row.known.window.last_day(zone)
        assert (line.bar.fades_left, line.bar.fades_right) == (first is None, last is None)
        assert ROOM.left <= line.bar.left <= line.bar.right <= ROOM.right + 0.001
        if first is not None:
            assert line.bar.left == picture.scale.x(first.toordinal())
        if last is not None:
            assert line.bar.right == picture.scale.x(last.toordinal() + 1)


@given(st.lists(st.integers(-2000, 6000), max_size=40), st.sampled_from([100, 300, 560, 1200]))
@at_least(25)
def test_a_later_day_is_further_right_and_no_two_labels_of_the_scale_overlap(offsets: list[int], wide: int) -> None:
    days = [TODAY + timedelta(days=offset) for offset in offsets]
    along = scale(days, TODAY, left=0, right=wide)

    points = [along.x(day.toordinal()) for day in sorted({*days, TODAY})]
    assert all(one < other for one, other in pairwise(points))
    assert all(0 <= point <= wide + 0.001 for point in points)
    for year in (True, False):
        labels = [tick for tick in ticks(along, size=12) if tick.label and tick.year is year]
        assert all(left.x + text_width(left.label, 12) < right.x for left, right in pairwise(labels))


@given(st.lists(st.dates(), max_size=12), st.dates())
@at_least(25)
def test_any_days_of_the_calendar_have_a_scale(days: list[date], today: date) -> None:
    along = scale(days, today, left=0, right=560)
    points = [along.x(day.toordinal()) for day in sorted({*days, today})]

    assert all(first < other for first, other in pairwise(points))
    assert len(ticks(along, size=12)) < 2500
    assert along.breaks() is not None


def test_one_date_in_2030_does_not_press_the_coming_months_together_and_the_break_is_said() -> None:
    soon = [TODAY + timedelta(days=10 * place) for place in range(10)]
    alone = scale(soon, TODAY, left=0, right=560)
    along = scale([*soon, date(2030, 6, 1)], TODAY, left=0, right=560)

    in_july = date(2026, 7, 1).toordinal()
    assert along.x(in_july) > 0.5 * alone.x(in_july)
    assert [change.words for change in along.breaks()] == ["from 1 Aug 2026 on: 45 times closer"]
    assert alone.breaks() == ()


def test_a_moved_date_leaves_ghosts_and_one_that_came_back_leaves_none_of_itself() -> None:
    item = an_item(said("May 2026", "2026-01-01"), said("June 2026", "2026-02-01"), said("May 2026", "2026-03-01"))
    (line,) = timeline(rows_of([deepseek()]), TODAY, ROOM).lines
    (back,) = timeline(rows_of([item]), TODAY, ROOM).lines

    assert len(line.ghosts) == 2
    assert len(back.ghosts) == 1


def boxes(svg: str) -> Iterator[tuple[float, float, float, str]]:
    """The left, the right and the base line of each text."""
    for element in ET.fromstring(svg.encode()).iter(f"{SVG}text"):
        words, classes, x = element.text or "", (element.get("class") or "").split(), float(element.get("x") or 0)
        wide = text_width(words, 12 if {"s", "today"} & set(classes) else 14)
        left = x - wide / 2 if "m" in classes else x - wide if "e" in classes else x
        yield left, left + wide, float(element.get("y") or 0), words


@pytest.mark.parametrize("shape", [WIDE, COMPACT, NARROW])
@given(items=watched())
@at_least(10)
def test_no_two_labels_overlap_and_none_leaves_the_picture(shape: Shape, items: list[Item]) -> None:
    found = list(boxes(timeline_svg(rows_of(items), TODAY, shape)))
    for one, other in combinations(found, 2):
        assert abs(one[2] - other[2]) >= 12 or one[1] <= other[0] or other[1] <= one[0], (one, other)
    assert all(left >= 0 and right <= shape.width for left, right, _, _ in found)


@given(st.text(max_size=120))
def test_any_title_is_escaped_and_the_picture_references_nothing_outside(title: str) -> None:
    item = deepseek()
    hostile = replace(item, facts=replace(item.facts, title=f"</title><script>&\"'{title}"))
    svg = timeline_svg(rows_of([hostile]), TODAY)

    root = ET.fromstring(svg.encode())
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "title",
        "style",
        "rect",
        "g",
        "text",
        "path",
        "circle",
    }
    assert not re.search(r"href|url\(|@import|\bon\w+=|<script", svg)


@given(st.text(max_size=60), st.floats(20, 400))
def test_what_is_shortened_fits(text: str, most: float) -> None:
    assert text_width(shortened(text, 14, most), 14) <= max(most, 14 * 1.15)


def test_wide_letters_count_twice_and_marks_on_letters_not_at_all() -> None:
    assert text_width("权重", 10) > 1.7 * text_width("ab", 10)
    assert text_width("e\u0301", 10) == text_width("e", 10)
