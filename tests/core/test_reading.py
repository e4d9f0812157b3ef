"""What a text says that is to come: its statements, their days, and what is none."""

from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker import dates
from watchtracker.reading import Find, FindKind, FindResult, Why, read

SAID = date(2026, 4, 10)
LETTER = """---
date: 2026-04-10
---
# Harbour Letter

Otter 4 will launch in late April running
exclusively on slow chips, according to the Harbour Times. It has 12 arms.

## Deadlines

- Comments on the toll rules: through May 6
- **Reef workshop**: submissions close 20 May 2026, 23:59 AoE

## Coming up

| Event | Where | Date |
|---|---|---|
| Harbour Fair 2026 | Porto | July 4-6, 2026 |
| Open day | Cork | TBA |

The consultation was extended from 3 May to 10 May. In April we mended three nets.

```
deadline = 2026-09-09
```

Last updated: April 10, 2026. Reading time: 5 minutes.
"""


def told(text: str, day: date | None = SAID) -> list[tuple[str, str, str]]:
    return [(find.kind.value, dates.display(find.window), find.title) for find in read(text, day, UTC).finds]


def only(text: str) -> Find:
    (find,) = read(text, SAID, UTC).finds
    return find


def why(text: str) -> list[Why]:
    reading = read(text, SAID, UTC)
    assert not reading.finds
    return [left.why for left in reading.left_out]


def test_a_letter_gives_what_is_ahead_of_its_day_under_its_headings() -> None:
    assert told(LETTER) == [
        ("release", "late Apr 2026", "Otter 4"),
        ("deadline", "6 May 2026", "Comments on the toll rules"),
        ("deadline", "21 May 2026, 11:59 UTC", "Reef workshop"),
        ("event", "4 to 6 Jul 2026", "Harbour Fair 2026"),
        ("event", "no date", "Open day"),
        ("deadline", "10 May 2026", "consultation"),
    ]


def test_a_quote_is_the_text_at_its_place_across_the_lines_that_broke_it() -> None:
    for find in read(LETTER, SAID, UTC).finds:
        assert LETTER[find.start : find.end] == find.quote
    assert read(LETTER, SAID, UTC).finds[0].quote.startswith("Otter 4 will launch in late April running\nexclusively")


def test_who_said_it_and_what_was_before_are_kept_with_a_find() -> None:
    finds = read(LETTER, SAID, UTC).finds
    assert finds[0].said_by == "the Harbour Times"
    assert finds[-1].moved_from == "3 May"
    assert only("People familiar with the plan expect Otter 5 to launch in June.").rumour


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Otter 5 ships in Q3 2026.", "release"),
        ("Support for Otter 2 ends on 30 June 2027.", "deadline"),
        ("The old endpoints will be shut down on June 13, 2026.", "deadline"),
        ("The rules take effect on 2 August 2026.", "event"),
        ("Acme will report first-quarter results on April 23.", "event"),
        ("The acquisition of Reef is expected to close in Q3 2026.", "event"),
        ("Submit your paper by 1 June.", "deadline"),
        ("The hearing takes place on 1 June.", "event"),
        ("Otter 5 will be generally available by the end of June.", "release"),
    ],
)
def test_the_nearest_verb_or_noun_says_the_kind(text: str, expected: str) -> None:
    assert only(text).kind == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LISBON, April 10 (Agency) - The harbour is calm.", [Why.DAY_OF_THE_TEXT]),
        ("The mayor said on Tuesday that nets are strong.", [Why.SAYING]),
        ("By 2031 the market for nets will reach $3 billion.", [Why.FIGURE]),
        ("Office hours are every Monday.", [Why.RECURRING]),
        ("In April we mended three nets.", [Why.PAST_VERB]),
        ("Nets were first sold in May 2019.", [Why.NOT_AHEAD]),
        ("It has been calm since January.", [Why.NOT_AHEAD]),
        ("Opening hours: Monday to Friday.", [Why.RECURRING]),
        ("The bread takes longer in winter.", [Why.LABEL]),
        ("The next issue comes on 9 May.", [Why.LABEL]),
        ("Version 2026.5.1 crashes at the start.", [Why.LABEL]),
        ("We originally planned to retire it in May.", [Why.LABEL]),
        ("The tribunal heard eleven boats on Tuesday.", [Why.NOT_AHEAD]),
        ("Q2 revenue rose again.", [Why.FIGURE]),
    ],
)
def test_what_is_no_statement_is_left_out_with_its_reason(text: str, expected: list[Why]) -> None:
    assert why(text) == expected


@pytest.mark.parametrize(
    "text",
    ["It will run on any boat.", "The upcoming chapter is long.", "We will see.", "Nets are not yet dry."],
)
def test_a_will_alone_promises_nothing(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A new version is coming soon.", FindKind.RELEASE),
        ("Otter 6 will be released in the coming weeks.", FindKind.RELEASE),
        ("The hearing was postponed; a new date has not yet been set.", FindKind.EVENT),
        ("A date for the hearing has not been set.", FindKind.EVENT),
        ("No timeline has been given for the launch.", FindKind.RELEASE),
        ("The date of the conference is yet to be confirmed.", FindKind.EVENT),
        ("We will open-source the weights once the paper is published.", FindKind.RELEASE),
        ("公開日は未定です。", FindKind.RELEASE),
        ("具体上线时间待定。", FindKind.RELEASE),
    ],
)
def test_a_promise_without_a_date_is_undated(text: str, kind: FindKind) -> None:
    find = read(text, SAID, UTC).finds[-1]
    assert (find.kind, find.window) == (kind, dates.UNDATED)


@pytest.mark.parametrize(
    ("text", "result", "day"),
    [
        ("Otter 4.2 is out today.", FindResult.HAPPENED, "10 Apr 2026"),
        ("Otter 4.1 was released on Tuesday.", FindResult.HAPPENED, "7 Apr 2026"),
        ("The May 12 hearing has been cancelled.", FindResult.CANCELLED, "10 Apr 2026"),
        ("The plan was withdrawn on Monday.", FindResult.CANCELLED, "6 Apr 2026"),
        ("The fair has been called off.", FindResult.CANCELLED, "10 Apr 2026"),
    ],
)
def test_the_news_of_a_text_is_an_outcome(text: str, result: FindResult, day: str) -> None:
    find = only(text)
    assert (find.kind, find.result, dates.display(find.window)) == (FindKind.OUTCOME, result, day)


@pytest.mark.parametrize(
    ("text", "days", "moved_from"),
    [
        ("The board moved the fair from 6 May to 13 May.", "13 May 2026", "6 May"),
        ("The fair (6 May) is now 13 May.", "13 May 2026", "6 May"),
        ("The fair takes place on 5 and 6 May.", "5 to 6 May 2026", None),
        ("The pool is closed from Monday 20 April, 08:00 to Friday 24 April, 18:00.", "20 to 24 Apr 2026", None),
        ("The talk is on 6 May 2026, 10:00-11:30.", "6 May 2026, 10:00 UTC", None),
    ],
)
def test_moves_and_spans_are_read_from_both_of_their_dates(text: str, days: str, moved_from: str | None) -> None:
    find = only(text)
    assert (dates.display(find.window), find.moved_from) == (days, moved_from)


def test_a_title_between_a_day_and_its_time_is_no_part_of_the_words_to_type() -> None:
    (find,) = read("Apr 14 \u2014 Community call, 17:00 UTC", SAID, UTC).finds
    assert (find.title, find.when) == ("Community call", "14 Apr 2026, 17:00 UTC")


def test_an_older_mail_that_is_quoted_is_not_read() -> None:
    text = "The talk is on 6 May.\n\nOn 2 April Ann wrote:\n> The talk is on 13 May.\n"
    assert told(text) == [("event", "6 May 2026", "talk")]


def test_several_dates_of_a_sentence_have_their_own_verbs() -> None:
    assert told("Registration opens April 20 and the API shuts down in June.") == [
        ("event", "20 Apr 2026", "Registration opens"),
        ("deadline", "Jun 2026", "API shuts down"),
    ]


def test_the_cells_of_a_table_are_about_their_row_and_their_column() -> None:
    table = "Version   Released     End of life\n3.10      2021-10-04   2026-10\n3.11      2022-10-24   2027-10\n"
    assert told(table) == [
        ("deadline", "Oct 2026", "3.10 End of life"),
        ("deadline", "Oct 2027", "3.11 End of life"),
    ]


def test_the_same_thing_twice_is_one_find_with_the_more_precise_quote() -> None:
    text = "Otter 7 will launch in May.\n\nMore nets follow. Otter 7 will launch on May 6."
    assert only(text).quote == "Otter 7 will launch on May 6."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("海獭四号将于4月下旬发布。", ("release", "late Apr 2026", "海獭四号发布")),
        ("意见征集期由5月3日延长至5月10日。", ("deadline", "10 May 2026", None)),
        ("大会将于5月6日举行。", ("event", "6 May 2026", "大会举行")),
        ("预计近期开源。", ("release", "no date", None)),
        ("新モデルは5月6日に公開予定です。", ("release", "6 May 2026", "新モデル公開")),
        ("提出期限は5月20日です。", ("deadline", "20 May 2026", None)),
        ("新しい規則は8月2日から施行される。", ("event", "2 Aug 2026", "新しい規則施行")),
    ],
)
def test_chinese_and_japanese_texts_are_read(text: str, expected: tuple[str, str, str | None]) -> None:
    ((kind, day, title),) = told(text)
    assert (kind, day) == expected[:2]
    assert expected[2] in {None, title}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("大会将于15日召开。", "15 Apr 2026"),
        ("大会将于5日召开。", "5 May 2026"),
        ("新製品は20日に発売される。", "20 Apr 2026"),
    ],
)
def test_a_day_without_its_month_is_that_of_the_month_of_the_text(text: str, day: str) -> None:
    assert dates.display(only(text).window) == day


def test_without_a_day_of_publication_only_dates_with_their_year_are_read() -> None:
    assert told("Otter 5 ships next week. Otter 6 ships on 6 May 2026.", None) == [("release", "6 May 2026", "Otter 6")]


PIECES = st.sampled_from(
    [
        *("Otter 4 ", "will ship ", "in late April", "on 6 May 2026", ". ", "\n", "\n\n", "- ", "| ", "|", "**", "# "),
        *(
            "[x](http://a.b)",
            "by ",
            "TBD",
            "至",
            "5月6日",
            "发布",
            "に公開",
            "。",
            "`",
            "```",
            ": ",
            "has been cancelled",
        ),
        *("Q3", "\t", "   ", "<b>"),
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60))
def test_any_text_is_read_without_harm_and_its_places_hold(text: str) -> None:
    reading = read(text, SAID, UTC)
    assert reading == read(text, SAID, UTC)
    starts = [find.start for find in reading.finds]
    assert starts == sorted(starts)
    for find in reading.finds:
        assert find.quote == text[find.start : find.end] != ""
        assert len(find.quote) <= 300
        assert len(find.title) <= 60
        assert dates.read(find.when, said_on=SAID, zone=UTC) == find.window
    for left in reading.left_out:
        assert left.words == text[left.start : left.end]
