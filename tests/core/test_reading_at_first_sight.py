"""What newsletters say in passing: months of figures, no date beyond a day, and what was promised by one."""

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


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("The office has also promised the second draft by 20 May.", ["by 20 May"]),
        ("Harrow pledged a fix by 10 May.", ["by 10 May"]),
        ("The court ordered a response by 10 May.", ["by 10 May"]),
        ("Harrow had promised a fix by 10 May.", []),
        ("Last year Harrow promised a fix by 10 May.", []),
        ("The regulator ordered 500 lamps by 10 May.", []),
        ("Harrow sold a million by 10 May.", []),
    ],
)
def test_what_was_promised_or_ordered_by_a_day_is_to_come(text: str, dates: list[str]) -> None:
    assert dates_in(text) == dates
