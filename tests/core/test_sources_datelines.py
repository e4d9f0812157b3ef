"""The day that stands alone at the head of a plain text, as newsletters have it below their name."""

from __future__ import annotations

from datetime import date

import pytest

from watchtracker.sources.datelines import day_at_head

TODAY, DAY = date(2026, 11, 29), date(2026, 11, 27)


@pytest.mark.parametrize(
    "text",
    [
        "# Runtime Weekly\n*27 November 2026*\n\nHello.",
        "Runtime Weekly\nIssue 19 \u00b7 27 November 2026\n\nHello.",
        "Published: 2026-11-27\n\nHello.",
        "**Date:** November 27, 2026\nHello.",
        "\u6a21\u578b\u5468\u62a5\n2026\u5e7411\u670827\u65e5\n\n\u5404\u4f4d\u597d\u3002",
    ],
)
def test_a_day_alone_below_the_name_is_that_of_publication(text: str) -> None:
    assert day_at_head(text, TODAY) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "A conference\n14 April 2027\n\nCall for papers",
        "A list\n27 November 2026\n28 November 2026",
        "A call\nby 27 November 2026",
        "An issue\nNovember 2026",
        "A story\nOn 27 November 2026 it rained.",
        "A guess\nyesterday",
        f"{'A long paragraph of words. ' * 5}\n27 November 2026",
    ],
)
def test_what_is_to_come_one_of_several_or_part_of_a_sentence_is_not(text: str) -> None:
    assert day_at_head(text, TODAY) is None
