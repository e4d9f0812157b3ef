"""What the cells of one row say of each other, and what a text has struck out."""

from __future__ import annotations

from datetime import date

from watchtracker import reading
from watchtracker.reading.passages import passages
from watchtracker.reading.rules.rows import TableRow

_DAY = date(2027, 3, 9)


def _whens(text: str) -> list[str]:
    return [find.when for find in reading.read(text, _DAY, "UTC").finds]


def test_a_date_that_stands_twice_in_a_row_is_found_once() -> None:
    text = "| Step | First call | Now |\n|---|---|---|\n| Early-bird prices end | 30 April | 30 April (no change) |\n"
    assert _whens(text) == ["30 April"]


def test_two_dates_that_nobody_knows_yet_are_one_in_a_row() -> None:
    text = "| Model | Preview | General release |\n|---|---|---|\n| 8.1 | TBD | TBD |\n"
    assert _whens(text) == ["TBD"]


def test_a_cell_that_says_to_when_something_slips_takes_the_place_of_the_planned_day() -> None:
    text = "| Stage | Planned | Remarks |\n|---|---|---|\n| beta 1 | 2027-04-17 | slips one week, to 2027-04-24 |\n"
    assert _whens(text) == ["2027-04-24"]


def test_a_month_in_the_first_cell_of_a_row_is_a_part_of_a_name() -> None:
    text = "| Event | When |\n|---|---|\n| November exams | 6 to 10 November 2027 |\n| June (draft) | 4 May 2027 |\n"
    assert _whens(text)[0] == "6 to 10 November 2027"


def test_what_stands_in_no_table_is_of_no_row() -> None:
    finds = reading.read("The fair opens on 3 May.", _DAY, "UTC").finds
    passage = next(iter(passages("The fair opens on 3 May.")))
    row = TableRow()
    assert row.seen(passage, finds) == row.seen(passage, finds) == (list(finds), [])


def test_two_days_of_a_row_that_move_nothing_are_two() -> None:
    text = "| Round | Opens | Closes |\n|---|---|---|\n| Spring | 3 April 2027 | 24 April 2027 |\n"
    assert _whens(text) == ["3 April 2027", "24 April 2027"]


def test_what_is_struck_out_is_passed_over() -> None:
    text = "<p>The fair opens on <del>3 May</del> 10 May.</p>\n\n- Talk: ~~4 June~~ 6 June\n"
    assert _whens(text) == ["10 May", "6 June"]


def test_what_is_struck_out_and_said_to_be_cancelled_is_an_outcome() -> None:
    finds = reading.read("<ul><li><s>Walk of 4 April</s> cancelled, path is flooded</li></ul>", _DAY, "UTC").finds
    assert [str(find.result) for find in finds] == ["cancelled"]


def test_a_title_that_names_only_the_half_in_which_something_of_the_text_lies_is_no_find() -> None:
    text = "关于2027年上半年工程师考试报名的通知\n\n一、考试报名时间为2027年4月6日至4月12日。\n\n"
    text += "二、考试定于2027年5月22日举行。\n"
    assert not [when for when in _whens(text) if "半年" in when]
    assert len(_whens(text)) > 1


def test_a_title_with_a_date_of_its_own_is_found() -> None:
    text = "Harbour fair opens on 3 May 2027\n\nThe stalls are let. Members meet on 4 June 2027.\n"
    assert _whens(text) == ["3 May 2027", "4 June 2027"]
