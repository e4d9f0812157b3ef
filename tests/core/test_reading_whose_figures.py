"""Months that say whose figures they are, and days of which a text only says that there are none beyond."""

from datetime import UTC, date

import pytest

from watchtracker.reading import read

SAID = date(2027, 3, 1)


def dates_in(text: str) -> list[str]:
    return [found.when for found in read(text, SAID, UTC).finds]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("TSMC April revenue, due 10 May.", ["10 May"]),
        ("We wait for April retail sales figures, due 16 May.", ["16 May"]),
        ("Harrow June exports, out on 9 July.", ["9 July"]),
        ("In June sales begin in Norway.", ["June"]),
        ("The June sales event opens the season.", ["June"]),
    ],
)
def test_a_month_before_figures_is_theirs(text: str, dates: list[str]) -> None:
    assert [when.removeprefix("In ").removeprefix("The ") for when in dates_in(text)] == dates


@pytest.mark.parametrize("period", ["Q3", "Q2", "June"])
def test_a_period_behind_a_figure_in_the_first_cell_of_a_row_is_no_date_to_come(period: str) -> None:
    rows = f"| Item | Was | Now |\n|---|---|---|\n| Mill utilisation, {period} | 92.5% | 95.8% |\n"
    assert dates_in(rows) == []


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("The summit has no date yet beyond “first half of 2028”.", ["no date"]),
        ("There is no funding for the telescope beyond March 2028.", []),
        ("Gale 5 support goes beyond March 2028.", ["beyond March 2028"]),
    ],
)
def test_that_there_is_none_beyond_a_day_is_no_day_to_come(text: str, dates: list[str]) -> None:
    assert dates_in(text) == dates
