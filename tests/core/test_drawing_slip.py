"""The slip chart: what was said against the day on which it was said, whatever was said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import RUMOUR, an_item, as_known, at, deepseek, happened, said
from tests.core.test_drawing_timeline import SVG, announced, boxes
from tests.hypothesis_profiles import at_least
from watchtracker.drawing.slip import SlipChart, slip_chart
from watchtracker.drawing.slip_svg import NARROW, WIDE, SlipFrame, slip_svg
from watchtracker.items import Item, ItemAsOf, Kind, Result
from watchtracker.reports.listing import row

NOW = at("2026-04-20 08:30")
TODAY = NOW.date()


def chart_of(known: ItemAsOf) -> SlipChart:
    chart = slip_chart(known, TODAY, left=0, right=500, height=200, size=12)
    assert chart is not None
    return chart


@st.composite
def promised(draw: st.DrawFn) -> Item:
    days = draw(st.lists(st.dates(date(2024, 6, 1), date(2026, 4, 20)), min_size=1, max_size=6))
    sources = st.sampled_from(["Gazette", "Ministry of Very Long Names and Other Matters", "监管机构"])
    claims = [said(draw(announced()), on.isoformat(), draw(sources)) for on in days]
    result = draw(st.sampled_from([None, *Result]))
    outcome = happened("2026-04-18", result) if result else None
    return an_item(*claims, kind=draw(st.sampled_from(Kind)), outcome=outcome)


@given(promised())
@at_least(20)
def test_every_claim_stands_on_the_day_it_was_said_and_spans_what_it_said(item: Item) -> None:
    known = as_known(item)
    chart = slip_chart(known, TODAY, left=0, right=500, height=200, size=12)
    if chart is None:
        assert not any(step.claim.window.dated for step in known.steps)
        return
    assert len(chart.promises) == len(known.steps)
    for step, promise in zip(known.steps, chart.promises, strict=True):
        assert promise.x >= chart.across.x(step.claim.said.said_on.toordinal())
        assert (promise.bar is not None) == step.claim.window.dated
        if promise.bar is not None:
            assert -0.001 <= promise.bar.left <= promise.bar.right <= 200.001


def test_a_slip_is_a_step_up_and_what_confirms_makes_none() -> None:
    chart = chart_of(as_known(deepseek()))

    assert [promise.source for promise in chart.promises] == ["Vertu", "Whale Lab", "China AI Weekly", "Linos"]
    heights = [stretch.up for stretch in chart.in_force]
    assert heights[0] < heights[1]
    assert heights[1:] == [heights[1]] * (len(heights) - 1)


def test_a_source_that_keeps_its_word_draws_a_flat_line_until_today() -> None:
    chart = chart_of(as_known(an_item(said("May 6", "2026-04-01"))))
    (stretch,) = chart.in_force
    assert stretch.right == chart.now


def test_without_a_date_the_line_is_broken() -> None:
    item = an_item(said("May 2026", "2026-01-01"), said("soon", "2026-02-01"), said("June 2026", "2026-03-01"))
    first, second = chart_of(as_known(item)).in_force
    assert first.right < second.left


def test_an_outcome_lies_on_the_diagonal() -> None:
    chart = chart_of(as_known(deepseek(outcome=happened("2026-04-24"))))
    assert chart.ended is not None
    assert chart.met is not None
    (x, up), (to_x, to_up) = chart.met
    share = (chart.ended[0] - x) / (to_x - x)
    assert chart.ended[1] == pytest.approx(up + share * (to_up - up))
    assert chart.result is Result.HAPPENED


def test_what_nobody_dated_has_no_chart() -> None:
    known = as_known(an_item(said("soon", "2026-04-01")))
    assert slip_chart(known, TODAY, left=0, right=500, height=200, size=12) is None
    assert slip_svg(row(known, NOW), TODAY) is None


def test_what_did_not_count_is_drawn_apart() -> None:
    item = an_item(said("May 2026", "2026-01-01"), said("July 2026", "2026-02-01", "Tabloid", RUMOUR))
    picture = slip_svg(row(as_known(item), NOW), TODAY)
    assert picture is not None
    assert 'class="promise weak"><title>1 Feb 2026, Tabloid' in picture
    assert "that changed nothing" in picture


@pytest.mark.parametrize("frame", [WIDE, NARROW])
@given(item=promised())
@at_least(15)
def test_no_two_labels_of_a_chart_overlap_and_none_leaves_it(frame: SlipFrame, item: Item) -> None:
    picture = slip_svg(row(as_known(item), NOW), TODAY, frame)
    found = list(boxes(picture)) if picture else []
    for first, other in combinations(found, 2):
        assert abs(first[2] - other[2]) >= 12 or first[1] <= other[0] or other[1] <= first[0], (first, other)
    assert all(left >= 0 and right <= frame.width for left, right, _, _ in found)


@given(st.text(max_size=60))
def test_any_source_and_title_is_escaped_and_nothing_outside_is_referenced(words: str) -> None:
    hostile = f"</text><script>&\"'{words}"
    item = an_item(said("May 2026", "2026-01-01", hostile))
    item = replace(item, facts=replace(item.facts, title=hostile))
    picture = slip_svg(row(as_known(item), NOW), TODAY)

    assert picture is not None
    tags = {element.tag.removeprefix(SVG) for element in ET.fromstring(picture.encode()).iter()}
    assert tags <= {"svg", "title", "style", "rect", "g", "text", "path", "circle"}
    assert not re.search(r"href|url\(|@import|<script", picture.replace("&lt;", "").split("</style>")[1])


def test_where_every_claim_was_taken_back_no_date_was_in_force() -> None:
    item = an_item(said("May 2026", "2026-01-01"))
    taken_back = replace(item, claims=tuple(replace(claim, retracted_at=NOW) for claim in item.claims))
    assert chart_of(as_known(taken_back)).in_force == ()
