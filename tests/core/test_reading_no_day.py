"""Dates that the reader leaves to history, to habit and to examples, and days that stand over what happens on them."""

from datetime import UTC, date

import pytest

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.reading import Why, read
from watchtracker.reading.days import banners
from watchtracker.reading.languages import english_cues
from watchtracker.reading.languages.english import WORDS
from watchtracker.reading.layout.blocks import blocks
from watchtracker.reading.rules import figures, history, unreal
from watchtracker.reading.statements import Dated, Passage

DAY = date(2026, 4, 10)


def found(text: str) -> list[tuple[str, str, str]]:
    return [(find.kind.value, dates.display(find.window), find.title) for find in read(text, DAY, UTC).finds]


def why(text: str) -> set[Why]:
    return {left.why for left in read(text, DAY, UTC).left_out}


@pytest.mark.parametrize(
    "text",
    [
        "The pier opens in May 1931 with a brass band. In September it closes again.",
        "2019: In September the first net is sold. In November the money runs out.",
        "Looking back at 2024: In August, Otter ships its first buoy.",
        "# Chronicle\n\n- September: the two yards sign a letter.\n",
        "## 2024\n\n- September: the guild votes on its first rule.\n",
        "It is October 1962. On October 22 the mayor speaks in the hall.",
        "Last autumn the guild met three times: on 4 October, 8 November and 13 December.",
    ],
)
def test_a_year_that_is_over_takes_what_follows_with_it_though_it_is_told_in_the_present(text: str) -> None:
    assert found(text) == []


def test_what_will_be_is_no_history_though_a_past_year_was_named_before() -> None:
    text = "In 2019 the first buoy floats. The third will be released on 4 September."

    assert [when for _, when, _ in found(text)] == ["4 Sep 2026"]


@pytest.mark.parametrize(
    "text",
    [
        "Dues are due on 31 May of each year.",
        "The season usually starts in late June.",
        "The report appears twice a year, in June and December.",
        "The guild meets in May, June, September and December.",
        "Every year on 21 June the village lights a fire.",
        "Harbour hours: Mon 8-12, Tue 8-12, Thu 14-18.",
    ],
)
def test_what_comes_each_year_or_week_is_no_statement(text: str) -> None:
    assert found(text) == []
    assert why(text) == {Why.RECURRING}


@pytest.mark.parametrize(
    "text",
    [
        "For example, a pass issued on 1 June 2026 expires on 1 July 2026.",
        "If the rule had passed, the ban would have applied from 1 September.",
        "Suppose a boat is booked: the bill is made on 1 July 2026.",
        "If you order on 20 June, your net arrives on 22 June.",
        "The test sets the clock to 1 January 2030.",
    ],
)
def test_an_example_and_what_did_not_come_about_are_no_statements(text: str) -> None:
    assert found(text) == []
    assert why(text) == {Why.IMAGINED}


def test_a_condition_with_a_day_of_its_own_leaves_what_will_be() -> None:
    text = "If you have not paid by 1 June, your berth will be given away on 15 June."

    assert "15 Jun 2026" in [when for _, when, _ in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Order backlog at 30 June will be about 4 billion.",
        "Catches rose 4 % in the quarter to June.",
        "The report, which covers July to December, runs to 80 pages.",
        "We expect revenue of $3 million in the June quarter.",
        "Shares closed on Thursday at 41.20.",
        "The lake freezes in December.",
        "The coin could hit $200,000 by December, says a banker.",
        "In 2026 alone, 400 ships called at the port.",
        "The first boat sold three million units by Christmas.",
        "The study followed 400 patients from June to December.",
        "Two weeks ago he said it would be ready in two weeks.",
        "The deadline passed on Monday without a deal.",
        "The Sunday paper has a crossword.",
    ],
)
def test_the_ends_of_what_figures_are_told_of_are_no_statements(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The lock was closed indefinitely in 1984.",
        "At some point the cable was cut.",
        "As soon as the water boils, add the rice.",
        "There is no date on the coin.",
        "The data is deleted within a few days of your request.",
        "We will keep you informed in due course.",
        "Thank you; we will answer as soon as possible.",
    ],
)
def test_words_of_no_date_promise_nothing_in_a_story_an_instruction_or_a_greeting(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "There is no newsletter next week.",
        "June is over, and so is the sprint.",
        "The fellows of 2024 to 2026 may not apply again.",
        "(An earlier version of this notice said April 19.)",
        "If your plan runs past November, you get the rest back.",
        "If it rains, the work moves to the following weekend.",
        "One thing came early: the boat, due in Q3, reached the harbour last month.",
        "0.9 (2025-06-30): promised plugins in the coming weeks.",
    ],
)
def test_what_is_over_denied_or_only_a_condition_is_no_statement(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["# Released this week\n", "# Coming soon\n", "一、本周已发布\n· 渔网\n"])
def test_a_heading_that_only_says_that_something_comes_is_no_statement(text: str) -> None:
    assert found(text) == []


def test_a_report_that_came_out_is_no_outcome_and_a_rule_is_one() -> None:
    assert found("The guild published its yearly report on Wednesday.") == []
    assert found("The rule was adopted on Wednesday.") == [("outcome", "8 Apr 2026", "rule adopted")]


def test_an_entry_that_opens_with_the_day_of_the_text_has_no_day_of_its_own() -> None:
    assert found("# Deprecations\n\n- 2026-04-10: Nets\n") == []


def test_an_item_of_nothing_but_its_day_is_what_the_line_over_it_says() -> None:
    text = "Brownouts, during which the lamps fail:\n- May 6, 14:00 UTC\n"

    assert [(kind, when) for kind, when, _ in found(text)] == [("event", "6 May 2026, 14:00 UTC")]


def test_a_day_that_is_said_after_something_else_was_denied_is_read() -> None:
    text = "We do not know yet, the council decides on the money in June."

    assert [(kind, when) for kind, when, _ in found(text)] == [("event", "Jun 2026")]


def test_a_closure_between_two_moments_takes_all_of_its_days() -> None:
    text = "The bridge will be closed from 9pm Friday 1 May until 5am Monday 4 May 2026."

    assert [when for _, when, _ in found(text)] == ["1 to 4 May 2026"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("- New mixer, targeted at 1.9 (end of May)", "release"),
        ("You will know by mid-May.", "event"),
        ("Ruth Amsel will retire as head on 6 May.", "event"),
        ("The old image is deleted on 6 May.", "deadline"),
        ("Please open your requests by 6 May.", "deadline"),
        ("The samples reach customers in the third quarter.", "release"),
        ("The tuning will open to everyone in May.", "release"),
        ("The yard plans to issue a compliance guide in May.", "release"),
        ("The yard moved the race to 6 May.", "event"),
    ],
)
def test_the_kind_is_what_the_verb_says_and_not_a_word_beside_it(text: str, kind: str) -> None:
    assert [found_kind for found_kind, _, _ in found(text)] == [kind]


def test_a_day_that_stands_over_lines_is_the_day_of_each() -> None:
    thursday = "**Thursday, May 14**\n\n* Otter Foods (before open)\n* Tarn plc\n\n"
    text = f"Results this week\n\n{thursday}**Friday, May 15**\n\n* Reef\n"

    assert [when for _, when, _ in found(text)] == ["14 May 2026", "14 May 2026", "15 May 2026"]


def test_a_day_over_indented_columns_is_the_day_of_each_row() -> None:
    text = "Tue, May 19\n  Otter Foods (OTR)  before open  1.12\n  Tarn Bank (TRN)    after close  0.48\n"

    assert [(kind, when) for kind, when, _ in found(text)] == [("event", "19 May 2026"), ("event", "19 May 2026")]


def test_a_weekday_stands_over_lines_in_a_calendar_and_not_in_a_bill_of_fare() -> None:
    assert [when for _, when, _ in found("Week ahead\n\nMONDAY\n- Minutes of the guild\n")] == ["13 Apr 2026"]
    assert found("At the canteen\n\nMONDAY\n- Pea soup\n") == []


def test_a_line_that_says_that_nothing_comes_is_no_statement() -> None:
    assert found("Diary\n\nTue, May 19\nno reports\n") == []


def passages(text: str) -> list[Passage]:
    return [Passage(block.said, block, WORDS) for block in blocks(text)]


def test_a_sentence_tells_of_the_year_that_opens_it_unless_that_is_still_to_come() -> None:
    [past], [ahead] = passages("In 2019 the first buoy floats."), passages("In 2031 the first buoy floats.")

    assert (history.is_told(past, DAY), history.is_told(ahead, DAY)) == (True, False)


def test_the_day_of_a_log_line_is_a_part_of_it() -> None:
    assert found("2026-06-01 ERROR the lease has ended") == []
    assert why("2026-06-01 ERROR the lease has ended") == {Why.DAY_OF_THE_TEXT}


def test_a_month_that_is_said_to_be_wrong_is_not_when_it_happens() -> None:
    [line] = passages("The fair opens in June, not in May.")
    may = line.text.index("May")

    month = DateWindow(date(2026, 5, 1), date(2026, 5, 31))
    assert unreal.why(line, Dated(may, may + 3, "May", month)) is Why.MOVED


def test_a_day_stands_over_lines_until_a_heading_follows() -> None:
    banner = banners.Banner(UTC)
    day, line, heading = passages("Tue, May 19\n\n- Otter Foods\n\n# Elsewhere\n")

    assert banner.see(day, DAY)
    assert banner.over(line, DAY) is not None
    assert not banner.see(heading, DAY)
    assert banner.over(line, DAY) is None


def test_each_kind_has_words_of_three_weights() -> None:
    parts = [words.split("---") for words in (english_cues.DEADLINE, english_cues.RELEASE, english_cues.EVENT)]

    assert [len(weights) for weights in parts] == [3, 3, 3]


def test_a_day_is_no_coarse_date_and_a_half_year_is_one() -> None:
    day, half = DateWindow(DAY, DAY), DateWindow(date(2026, 7, 1), date(2026, 12, 31))

    assert (figures.is_coarse(Dated(0, 8, "10 April", day)), figures.is_coarse(Dated(0, 7, "H2 2026", half))) == (
        False,
        True,
    )


@pytest.mark.parametrize(
    "text",
    [
        "# Orla Wheel 2 ships in June\n\nOrla will ship the second version of its wheel in June, the yard said.\n",
        "Comments close 30 June\n\nThe guild asks for comments. They must reach it by 30 June.\n",
        "Save the date: Nordlys Forum, 4 June 2026\n\nWe invite you to the Nordlys Forum in Bergen on 4 June 2026.\n",
    ],
)
def test_what_a_heading_and_a_sentence_say_of_one_day_is_one_find(text: str) -> None:
    assert len(found(text)) == 1


def test_two_things_of_one_day_are_two_finds() -> None:
    assert len(found("The fair opens on 4 June. Tarn's vote on the bridge begins on 4 June.")) == 2
    assert len(found("- Abstracts of the forum: 4 June\n- Posters of the forum: 4 June\n")) == 2
