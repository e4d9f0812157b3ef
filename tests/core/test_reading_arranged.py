"""How lines stand to each other: terms and days by turns, questions and answers, records of keys and values."""

from datetime import UTC, date

import pytest

from watchtracker import dates
from watchtracker.reading import read
from watchtracker.reading.layout import arranged, headings
from watchtracker.reading.layout.lines import TextLine

DAY = date(2030, 5, 13)


def found(text: str) -> list[str]:
    return [f"{dates.display(find.window)}: {find.title}" for find in read(text, DAY, UTC).finds]


@pytest.mark.parametrize(
    ("lines", "terms"),
    [
        ("Abstracts|14 June 2030|Workshop|11 October 2030", {0, 2}),
        ("Important dates|Abstracts|14 June 2030|Workshop|11 October 2030", {1, 3}),
        ("Fair|14 June 2030|Porto|Talk|11 October 2030|Oslo", {0, 3}),
        ("投稿締切|6月14日|通知|10月11日(金)", {0, 2}),
        ("Diary|14 June 2030|Fair|11 October 2030|Talk", set()),
        ("14 June 2030|Fair|11 October 2030|Talk", set()),
        ("The fair is over.|14 June 2030", set()),
    ],
)
def test_terms_with_their_days_below_are_told_from_days_that_stand_over_what_happens(
    lines: str, terms: set[int]
) -> None:
    assert arranged.terms(lines.split("|")) == terms


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("Q: When does the old portal close?", "old portal close"),
        ("**When will the new app be ready?**", "new app"),
        ("What is the deadline for proposals?", "deadline for proposals"),
        ("旧系统什么时候关闭\uff1f", "旧系统关闭"),
        ("申込みの締切はいつですか\uff1f", "申込みの締切"),
        ("Do I have to pay?", ""),
        ("The portal closes.", ""),
    ],
)
def test_a_question_says_what_its_answer_is_the_day_of(line: str, about: str) -> None:
    assert arranged.asked(line) == about


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Q: When does the old portal close?\nA: On 30 June 2030.\n\nQ: Do I have to pay?\nA: No.",
            ["30 Jun 2030: old portal close"],
        ),
        ("### When do bookings open?\n\nMonday 17 June 2030 at 9am.", ["17 Jun 2030, 09:00 UTC: bookings open"]),
        ("releases:\n  - version: 4.1-beta\n    date: 2030-06-04", ["4 Jun 2030: 4.1-beta"]),
        (
            '[[milestone]]\nname = "4.1"\ndate = 2030-06-04\neol = 2031-06-04',
            ["4 Jun 2030: 4.1", "4 Jun 2031: 4.1 eol"],
        ),
        ("title: Nets and ropes\ndate: 2030-05-13\n\nGood morning.", []),
        ("一、活动时间\n2030年6月10日至6月30日\n二、地点\n湖畔中心", ["10 to 30 Jun 2030: 活动时间"]),
    ],
)
def test_what_stands_over_an_answer_or_a_day_says_what_it_is_about(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        ("Version|Release|End of life|7.2|2030-01-12|2030-10-12|7.3|2030-04-13|TBD", 3),
        ("What|When|Abstracts|14 June 2030|Workshop|11 October 2030", 2),
        ("Abstracts|14 June 2030|Workshop|11 October 2030", 0),
        ("Anna|Bo|Cy|Dee|Eli|14 June 2030", 0),
    ],
)
def test_a_table_whose_cells_each_stand_on_a_line_is_known_by_its_heads_and_its_days(lines: str, columns: int) -> None:
    assert arranged.columns(lines.split("|")) == columns


def test_the_cells_of_a_table_in_one_column_are_of_their_row_and_their_head() -> None:
    text = "Version\nRelease\nEnd of life\n7.2\n2030-01-12\n2030-10-12\n7.3\n2030-06-13\n2031-01-11"

    assert found(text) == ["12 Oct 2030: 7.2 End of life", "13 Jun 2030: 7.3 Release", "11 Jan 2031: 7.3 End of life"]


def test_each_part_of_a_line_with_strokes_says_its_own() -> None:
    text = "GLASS AND WEATHER\nIn cinemas 12 June | On disc 14 September | Streaming later this year"

    assert [line.partition(":")[0] for line in found(text)][:2] == ["12 Jun 2030", "14 Sep 2030"]


@pytest.mark.parametrize(
    ("line", "level"), [("## Nets", 2), ("**Nets**", 7), ("Q: When does it open?", 0), ("Q: When do doors open?", 9)]
)
def test_a_line_is_a_heading_by_its_signs_or_by_what_it_asks(line: str, level: int) -> None:
    lines = [TextLine(0, len(line), line), TextLine(len(line) + 1, len(line) + 5, "text")]

    made = headings.heading(lines, 0, over=False)

    assert (made[0] if made else 0) == level
