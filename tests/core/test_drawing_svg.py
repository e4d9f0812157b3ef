"""What every picture is made of: escaped text, short numbers, marks that differ in shape, a legend that fits."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from watchtracker.drawing import svg
from watchtracker.items import Kind, Result


def test_text_is_one_clean_line_and_escaped() -> None:
    assert svg.said('a <b>\n& "c" \ufffe') == "a &lt;b&gt; &amp; &quot;c&quot; \ufffd"


@pytest.mark.parametrize(
    ("value", "written"), [(1.0, "1"), (1.26, "1.3"), (-0.04, "0"), (0.0, "0"), (-0.5, "-0.5"), (846.0000001, "846")]
)
def test_lengths_have_at_most_one_digit_behind_the_point(value: float, written: str) -> None:
    assert svg.number(value) == written


def test_each_kind_and_each_outcome_has_a_shape_of_its_own() -> None:
    shapes = [svg.kind_mark(kind, 0, 0) for kind in Kind] + [svg.result_mark(result, 0, 0) for result in Result]
    assert len(set(shapes)) == len(shapes)


def test_a_picture_alone_has_its_style_inside_and_a_part_of_a_page_has_none() -> None:
    alone = svg.document(10, 20, "A <picture>", svg.text(0, 0, "word", "s"), alone=True)
    part = svg.document(10, 20, "A <picture>", svg.text(0, 0, "word", "s"), alone=False)

    assert ET.fromstring(alone.encode()).find("{http://www.w3.org/2000/svg}style") is not None
    assert "<style>" not in part
    assert ET.fromstring(part).get("aria-label") == "A <picture>"


def test_every_colour_is_given_by_day_and_by_night() -> None:
    by_day, by_night = svg.STYLE.split("@media (prefers-color-scheme: dark)")
    colours = re.findall(r"(--wt-\w+):", by_day)
    assert all(f"{name}:" in by_night for name in colours)


def test_a_legend_breaks_its_line_where_the_picture_ends() -> None:
    _, flat = svg.legend([("", "word")] * 3, 0, 1000, 0)
    _, high = svg.legend([("", "word")] * 3, 0, 60, 0)
    assert high > flat
