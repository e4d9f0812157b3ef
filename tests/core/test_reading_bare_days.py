"""Days that a text names without their month, and the lines and columns that give them one."""

from datetime import UTC, date

import pytest

from watchtracker import dates
from watchtracker.reading import Why, read
from watchtracker.reading.days import bare_days
from watchtracker.reading.languages.english import WORDS
from watchtracker.reading.layout.blocks import blocks
from watchtracker.reading.statements import Passage

DAY = date(2026, 4, 10)


def found(text: str) -> list[tuple[str, str]]:
    return [(find.kind.value, dates.display(find.window)) for find in read(text, DAY, UTC).finds]


def left(text: str) -> dict[str, Why]:
    return {left.words: left.why for left in read(text, DAY, UTC).left_out}


@pytest.mark.parametrize(
    ("text", "kind", "when"),
    [
        ("The slip opens to members on the 27th.", "release", "27 Apr 2026"),
        ("The fair opens on the 3rd.", "event", "3 May 2026"),
        ("The webinar is on 5 May. Register by the 3rd.", "deadline", "by 3 May 2026"),
        ("The lights will be seen from the 13th to the 14th.", "event", "13 to 14 Apr 2026"),
        ("The hearing will be held on the 9th and 10th of September.", "event", "9 to 10 Sep 2026"),
        ("The meetup moves from the 20th to the 27th.", "event", "27 Apr 2026"),
        ("The panel meets 5/26 on nets.", "event", "26 May 2026"),
    ],
)
def test_a_day_without_its_month_is_of_the_month_named_before_or_the_next_such_day(
    text: str, kind: str, when: str
) -> None:
    assert (kind, when) in found(text)


@pytest.mark.parametrize(
    "text",
    ["It was painted on the 3rd.", "The guild moved to the 2nd floor.", "They meet on the 21st century question."],
)
def test_a_number_in_order_that_is_no_day_to_come_is_no_statement(text: str) -> None:
    assert found(text) == []


def test_days_under_the_name_of_their_month_are_of_that_month() -> None:
    text = "Autumn\n\nSEPTEMBER\nSat 5     Open day\n11-27     Ropework\nWed 30    Early booking closes\n"

    assert [when for _, when in found(text)] == ["5 Sep 2026", "11 to 27 Sep 2026", "30 Sep 2026"]


def test_a_line_under_a_month_begins_with_its_day_or_has_none() -> None:
    [line] = [Passage(block.said, block, WORDS) for block in blocks("Sat 5: open day for all of the boats")]
    [other] = [Passage(block.said, block, WORDS) for block in blocks("40 places are left for the boats.")]

    month = date(2026, 9, 1)
    assert [day.words for day in bare_days.of_month(line, month, month)] == ["Sat 5"]
    assert list(bare_days.of_month(other, month, month)) == []


def test_rows_whose_columns_are_led_by_dots_are_rows() -> None:
    text = "Oct 6-8 ..... Net Summit, Reef\nOct 13 ...... Otter earnings\nEarly 2027 .. First nets from the new yard\n"

    assert [when for _, when in found(text)] == ["6 to 8 Oct 2026", "13 Oct 2026", "early 2027"]


def test_of_two_dates_with_an_arrow_the_second_holds() -> None:
    assert found("- Submission: Aug 14 => Aug 21\n") == [("deadline", "21 Aug 2026")]


def test_a_column_of_what_had_been_planned_gives_way_to_what_was_revised() -> None:
    text = "| Step | Original | Revised |\n|---|---|---|\n| Meeting | 8 July | 22 July |\n"

    assert found(text) == [("event", "22 Jul 2026")]
    assert left(text) == {"8 July": Why.MOVED}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("| Version | GA | Extended |\n|---|---|---|\n| Otter | done | 2028-05-09 |\n", "deadline"),
        ("7.0 is due on 2027-03-15.", "release"),
        ("The new lamp is on shelves on 6 May.", "release"),
        ("*Hollow Net* is out on 6 May.", "release"),
        ("The long-stop date remains 31 December 2026.", "deadline"),
        ("Kite Season - 2027. No more than that.", "release"),
        ("The next eclipse is in 2031.", "event"),
    ],
)
def test_the_kind_is_that_of_the_column_the_verb_or_the_version(text: str, kind: str) -> None:
    assert [found_kind for found_kind, _ in found(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        'The story that the guild would ban nets "from January 2027" is wrong.',
        "Please don't write to us before May.",
        "Past winners: Wanda (2024), Ibrahim (2026).",
        "The old pass was valid until 17 March, not until 17 May as the book said.",
        "The guild will say more at the next Spring Statement.",
        "Boats in this test were run between October 3 and November 9.",
        "It is June 1938 and Otto goes for a walk. He will file a patent within days.",
    ],
)
def test_what_is_denied_forbidden_or_told_of_another_year_is_no_statement(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Version 2 is a couple of weeks out.",
        "The lamp will ship when it's good.",
        "Rule 10 shall apply from a day to be appointed.",
        "The lamps reach the islands as capacity allows.",
        "The import tool is on its way.",
        "The German shop is on hold.",
        "v6.0 还在打磨\uff0c敬请期待。",
    ],
)
def test_that_nobody_knows_the_day_is_said_in_many_ways(text: str) -> None:
    assert [when for _, when in found(text)] == ["no date"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("9月1日から3日までは予約ができません。", ["1 to 3 Sep 2026"]),
        ("因检修\uff0c3号线将于9月11日、12日两天停运。", ["11 to 12 Sep 2026"]),
        ("模型将于本周日\uff084月12日\uff09开放。", ["12 Apr 2026"]),
    ],
)
def test_days_beside_a_negation_another_day_or_their_own_weekday_are_read_once(text: str, days: list[str]) -> None:
    assert [when for _, when in found(text)] == days
