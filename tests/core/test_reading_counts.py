"""How long something takes is no date, unless somebody says of one act that it comes about by then."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from watchtracker.reading import Why, read
from watchtracker.reading.rules import counts

DAY = date(2027, 3, 9)


def found(text: str) -> list[str]:
    return [find.when for find in read(text, DAY, ZoneInfo("UTC")).finds]


@pytest.mark.parametrize(
    "text",
    [
        "The agency will publish the final rule within two weeks.",
        "Parliament is to vote within two weeks.",
        "The new ferry will enter service within two weeks.",
        "The company said it would release Pear 4 within two weeks.",
    ],
)
def test_one_act_that_is_said_to_come_about_within_a_term_has_a_date(text: str) -> None:
    assert found(text) == ["within two weeks"]


@pytest.mark.parametrize(
    "text",
    [
        "You will receive your refund within two weeks.",
        "Orders ship within two weeks.",
        "The permit must be used within two weeks.",
        "Applicants will hear from us within two weeks of the closing date.",
        "Any complaint will be reviewed within two weeks.",
    ],
)
def test_what_is_done_for_each_who_asks_has_none(text: str) -> None:
    assert found(text) == []


def test_the_results_of_the_next_days_are_not_the_day_of_the_text() -> None:
    assert found("The results will be published within the next ten days.") == ["within the next ten days"]


@pytest.mark.parametrize(
    ("words", "term"), [("within two weeks", True), ("within the next ten days", True), ("in May", False)]
)
def test_a_term_says_how_long_something_may_take(words: str, term: bool) -> None:  # noqa: FBT001
    assert counts.is_a_term(words) is term


def test_what_comes_again_is_left_out_with_its_reason() -> None:
    left = read("Open Monday to Friday.", DAY, "UTC").left_out
    assert {each.why for each in left} <= {Why.RECURRING}
