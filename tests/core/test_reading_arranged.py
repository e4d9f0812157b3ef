"""How lines stand to each other: terms and days by turns, questions and answers, records of keys and values."""

from datetime import UTC, date

import pytest

from watchtracker import dates
from watchtracker.reading import arranged, read

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
