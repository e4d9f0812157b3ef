"""What stands around an item's title: found only where the title is one, whatever else it says."""

from __future__ import annotations

import pytest

from watchtracker.wording.around_title import around_title


@pytest.mark.parametrize(
    ("text", "title", "around"),
    [
        ("V4: slipped by 20 days.", "V4", ("", ": slipped by 20 days.")),
        ("Last call: V4. It closes in 4 h.", "V4", ("Last call: ", ". It closes in 4 h.")),
        ("V4", "V4", ("", "")),
        ("A: B: moved.", "A: B", ("", ": moved.")),
        ("Last call: call: V4.", "call: V4", ("Last call: ", ".")),
    ],
)
def test_a_title_is_found_at_the_head_and_after_a_word_with_a_colon(
    text: str, title: str, around: tuple[str, str]
) -> None:
    assert around_title(text, title) == around
    assert title.join(around) == text


@pytest.mark.parametrize(
    ("text", "title"),
    [("V4.1: slipped.", "V4.2"), ("V45: slipped.", "V4"), ("Two of V4: slipped.", "V4"), ("V4.", None), ("V4.", "")],
)
def test_part_of_a_longer_name_and_what_stands_elsewhere_is_no_title(text: str, title: str | None) -> None:
    assert around_title(text, title) is None
