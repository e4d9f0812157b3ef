"""Several days of one month in a list, and lines whose key is their month."""

from datetime import UTC, date

import pytest

from watchtracker import dates
from watchtracker.reading import read
from watchtracker.reading.days import day_lists

DAY = date(2030, 4, 20)


def found(text: str) -> list[str]:
    return [f"{dates.display(find.window)}: {find.title}" for find in read(text, DAY, UTC).finds]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Workshops: 6, 13 and 20 May.", [6, 13, 20]),
        ("Workshops on May 6, 13 and 20, 2030.", [6, 13, 20]),
        ("5月6日、13日、20日に開催", [6, 13, 20]),
        ("5月6、13、20日举行", [6, 13, 20]),
        ("5月6日(月)、13日(月)に開催", [6, 13]),
        ("The fair is held on 3, 4 and 5 May.", []),
        ("May 6, 12 people and 3 dogs", []),
        ("20, 13 and 6 May", []),
    ],
)
def test_each_day_of_a_list_is_one_and_days_in_a_row_are_a_span_that_is_read_elsewhere(
    text: str, days: list[int]
) -> None:
    read_days = [dated.window.earliest for dated in day_lists.days(text, DAY, UTC)]

    assert read_days == [date(2030, 5, day) for day in days]


def test_a_line_whose_key_is_a_month_has_its_days() -> None:
    text = "Club diary\n\nMay: 3 - Committee; 17 - Spring dinner\nJune: 7 - Committee; 21 - General meeting"

    assert found(text) == [
        "3 May 2030: Committee",
        "17 May 2030: Spring dinner",
        "7 Jun 2030: Committee",
        "21 Jun 2030: General meeting",
    ]


def test_days_with_an_ending_under_the_name_of_their_month_are_of_it() -> None:
    text = "## May 2030\n\n* 3rd \u2013 Committee\n* 17th \u2013 Spring dinner\n* Sat 25th \u2013 Work party"

    assert found(text) == ["3 May 2030: Committee", "17 May 2030: Spring dinner", "25 May 2030: Work party"]
