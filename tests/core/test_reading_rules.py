"""What the reader makes of sentences that look like statements and are none, and of some that hide one."""

from datetime import UTC, date

import pytest

from watchtracker import dates
from watchtracker.reading import FindKind, FindResult, Why, read
from watchtracker.reading.days.asides import masked

DAY = date(2026, 4, 10)


def found(text: str) -> list[tuple[str, str, str]]:
    return [(find.kind.value, dates.display(find.window), find.title) for find in read(text, DAY, UTC).finds]


def left(text: str) -> dict[str, Why]:
    return {left.words: left.why for left in read(text, DAY, UTC).left_out}


@pytest.mark.parametrize(
    "text",
    [
        "The soup keeps on the sill until Thursday and smells better tomorrow.",
        "1994 The first ferry opens on 1 December.",
        "Reef Hall opened on 3 March 2024, its café opens on 12 March.",
        "You can still lock in today's price for nets.",
        '"next Friday" is refused by the clock.',
        "Days are written as 6 May 2027 in our letters.",
        "A net made after 3 March 2026 must carry a label.",
        "Half of us, one in three with a boat, will fish by the end of the decade.",
        "The harbour office answers within one month.",
        "Open Monday to Friday 9 to 18, Saturday until 13.",
        "We wrote in January that the harbour was full.",
        "The gull, seen over the weekend, liked the fish.",
        "明日も海は静かだといい。",
        "网具须于2026年1月1日以后生产。",
        "After Friday's storm we agreed on the new pier.",
        "That is earlier than the October window of the old fair.",
        "Bring a boat to be in next week's list.",
        "Minutes of the Guild on Signed Letters, Friday 10 April 2026, 15:00 UTC, in the hall",
        "预计2031年实现盈利。",
        "The gull, spotted by Mrs Dole over the weekend, names no price.",
        "| Week | Lesson |\n|---|---|\n| week 9 | Knots that start well |\n",
        "You received this because you joined on 9 April 2026.",
        "    @book{nets2026, title={Nets}, month={September}}",
    ],
)
def test_a_day_that_nothing_happens_on_is_no_statement(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "when", "title"),
    [
        ("Send your boats until 14 May, midnight Rivermouth time.", "deadline", "14 May 2026", "boats"),
        ("The day ticket will no longer be sold from May 6.", "event", "6 May 2026", "day ticket no longer sold"),
        ("The old mast (6.x) will be removed on May 6.", "deadline", "6 May 2026", "old mast removed"),
        ("The hearing set for 6 May is vacated and reset for 16 May.", "event", "16 May 2026", "hearing"),
        ("A ruling on nets is expected within weeks.", "event", "no date", "ruling on nets"),
        ("Guidance on nets will be adopted in July 2026.", "event", "Jul 2026", "Guidance on nets adopted"),
        ("We will run a demo on May 6.", "event", "6 May 2026", "demo"),
        ("The deal, signed on 8 April, is expected to close in May.", "event", "May 2026", "deal"),
        ("If you want to speak, write to us no later than 6 May.", "deadline", "by 6 May 2026", "write to us"),
        ("網の意見は5月6日まで受け付ける。", "deadline", "6 May 2026", "網の意見受付"),
        (
            "Questions on the pier are due by 5 p.m. UTC on May 6.",
            "deadline",
            "6 May 2026, 17:00 UTC",
            "Questions on the pier",
        ),
        ("The club needs 20,000 names by May 6.", "deadline", "by 6 May 2026", "club needs 20,000 names"),
        ("Bids have to be in by noon UTC on 6 May.", "deadline", "6 May 2026, 12:00 UTC", "Bids"),
        ("From May 6, the toll doubles.", "event", "not before 6 May 2026", "toll doubles"),
        ("Voting opens on 6 May.", "event", "6 May 2026", "Voting opens"),
        ("网会原计划4月20日召开,因台风延期至5月6日。", "event", "6 May 2026", "网会"),
        ("UPDATE (10 April): the rope hearing is now on 6 May.", "event", "6 May 2026", "rope hearing"),
        ("- Stays: paper charts remain valid through 6 May.", "deadline", "6 May 2026", "paper charts remain valid"),
        ("Rope talks are open until May 6.", "deadline", "6 May 2026", "Rope talks"),
        ("系统将于5月6日23:00至次日6:00进行维护。", "event", "6 May 2026, 23:00 UTC", "系统进行维护"),
        ("5月6日までとしていた展示の会期が、5月20日まで延長された。", "deadline", "20 May 2026", "展示の会期"),
    ],
)
def test_what_stands_beside_a_date_does_not_hide_it(text: str, kind: str, when: str, title: str) -> None:
    assert found(text) == [(kind, when, title)]


def test_the_day_of_an_update_is_that_of_the_text() -> None:
    assert left("UPDATE (10 April): the deadline for boats is now 6 May.")["10 April"] is Why.DAY_OF_THE_TEXT
    assert found("Last update: 10 April 2026") == []


def test_a_day_that_was_weeks_ago_is_not_the_one_of_the_next_year() -> None:
    assert left("Apr 2, 13:55 UTC We are looking into the pump.") == {"Apr 2, 13:55 UTC": Why.NOT_AHEAD}


def test_may_is_a_month_there_and_no_verb() -> None:
    assert found("That is earlier than the window which the mayor gave the fishers in May.") == []


def test_what_is_live_for_people_has_happened() -> None:
    (find,) = read("Otter 4 is live for everyone.", DAY, UTC).finds

    assert (find.kind, find.result, find.title) == (FindKind.OUTCOME, FindResult.HAPPENED, "Otter 4")


def test_what_will_shut_down_has_not_happened_on_the_day_it_was_told() -> None:
    finds = read("On April 8 we told the owners that the pumps will shut down on May 8.", DAY, UTC).finds

    assert [find.result for find in finds] == [None]


def test_two_rows_with_one_date_are_two_statements() -> None:
    rows = "| Shutdown date | Pump |\n|---|---|\n| 2026-05-06 | small pump |\n| 2026-05-06 | small pump, blue |\n"

    assert [title for _, _, title in found(rows)] == ["small pump Shutdown date", "small pump, blue Shutdown date"]


def test_masked_words_leave_every_other_in_its_place() -> None:
    text = "until 14 May, midnight Reef time."

    assert len(masked(text)) == len(text)
    assert masked(text).rstrip(" .") == "until 14 May"


def test_a_heading_stands_under_the_one_above_it_and_not_under_the_one_before_it() -> None:
    text = "# Letter\n\n## Otter 4 opens in May 2031\n\nGood.\n\n## Gull 2 opens in June 2031\n\nGood.\n"

    assert [find.heading for find in read(text, DAY, UTC).finds] == ["Letter", "Letter"]
