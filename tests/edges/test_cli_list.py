"""What `list` looks like: for a person in 80 columns, for a pipe in lines with tabs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_item, as_known, at, said
from tests.edges.command_line import WATCHLIST, CommandLine
from tests.hypothesis_profiles import at_least
from watchtracker.cli import compact
from watchtracker.cli import listing as command
from watchtracker.cli.screen import width, wrapped
from watchtracker.items import Kind
from watchtracker.reports import listing
from watchtracker.wording import moves
from watchtracker.wording.lines import closing, unconfirmed

SHORT_ON_APRIL_12 = """\
Sunday, 12 Apr 2026: 2 upcoming, 1 undated

> late Apr 2026  opens in 9 days  DeepSeek V4 launch
  6 May 2026     in 24 days       Digital human rules: consultation closes
  no date                         权重发布 🎉
"""
ON_APRIL_12 = """\
Sunday, 12 Apr 2026: 2 upcoming, 1 undated

> late Apr 2026  opens in 9 days  upcoming  DeepSeek V4 launch
                 2 moves, 69 days later than first said
                 deepseek-v4: "late April" (China AI Weekly, 10 Apr 2026)
  6 May 2026     in 24 days       upcoming  Digital human rules: consultation
                                            closes
                 closes 2026-05-06T16:00Z, 24:00 Asia/Shanghai
                 consultation: "until May 6" (CAC, 3 Apr 2026)
  no date                         undated   权重发布 🎉
                 weights: "即将" (China AI Weekly, 10 Apr 2026)
"""


def test_a_person_sees_a_line_an_item(cli: CommandLine) -> None:
    assert cli("list", "--as-of", "2026-04-12", FORCE_COLOR="1", NO_COLOR="1").out == SHORT_ON_APRIL_12


def test_the_long_form_has_columns_with_the_words_of_each_claim(cli: CommandLine) -> None:
    assert cli("list", "--long", "--as-of", "2026-04-12", FORCE_COLOR="1", NO_COLOR="1").out == ON_APRIL_12


def test_a_pipe_gets_a_line_an_item_with_tabs(cli: CommandLine) -> None:
    lines = cli("list", "--as-of", "2026-04-12").out.splitlines()

    assert [line.split("\t") for line in lines] == [
        [
            "late Apr 2026",
            "opens in 9 days",
            "upcoming",
            "deepseek-v4",
            "DeepSeek V4 launch",
            "2 moves, 69 days later than first said",
            "",
            '"late April" (China AI Weekly, 10 Apr 2026)',
            "",
        ],
        [
            "6 May 2026",
            "in 24 days",
            "upcoming",
            "consultation",
            "Digital human rules: consultation closes",
            "",
            "closes 2026-05-06T16:00Z, 24:00 Asia/Shanghai",
            '"until May 6" (CAC, 3 Apr 2026)',
            "",
        ],
        ["no date", "", "undated", "weights", "权重发布 🎉", "", "", '"即将" (China AI Weekly, 10 Apr 2026)', ""],
    ]


def test_what_is_overdue_comes_first_and_what_nobody_confirmed_says_so(cli: CommandLine) -> None:
    shown = cli("list", "--as-of", "2026-11-20").out.splitlines()

    assert shown[0].startswith("late Apr 2026\t204 days late\toverdue\tdeepseek-v4")
    assert shown[-1].endswith("\tnot re-checked for 224 days")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "nothing ahead"),
        (("--all",), "nothing to list"),
        (("--kind", "event"), "nothing ahead that was asked for"),
        (("--state", "done"), "nothing to list that was asked for"),
        (("--all", "--within", "1d"), "nothing to list that was asked for"),
    ],
)
def test_where_nothing_is_to_be_listed_only_what_was_asked_is_named_as_asked(
    cli: CommandLine, words: tuple[str, ...], said: str
) -> None:
    cli.write("# Nothing yet.\n")
    assert cli("list", *words).err.splitlines()[-1] == said


def test_colour_is_for_terminals_and_no_color_wins(cli: CommandLine) -> None:
    assert "\033[" not in cli("list", "--all").out
    assert "\033[" in cli("list", "--all", FORCE_COLOR="1").out
    assert "\033[" not in cli("list", "--all", FORCE_COLOR="1", NO_COLOR="1").out


def test_json_has_the_moment_and_the_items(cli: CommandLine) -> None:
    shown = cli("list", "--as-of", "2026-04-12", "--json").json

    assert (shown["as_of"], [item["id"] for item in shown["items"]]) == (
        "2026-04-12T00:00:00Z",
        ["deepseek-v4", "consultation", "weights"],
    )


def test_choices_narrow_the_listing(cli: CommandLine) -> None:
    def found(*words: str) -> list[str]:
        return [item["id"] for item in cli("list", "--as-of", "2026-04-12", "--json", *words).json["items"]]

    assert found("--within", "9d") == ["deepseek-v4"]
    assert found("--tag", "models", "--tag", "policy", "--kind", "deadline") == ["consultation"]
    assert found("--state", "undated") == ["weights"]
    assert found("--without", "models") == ["consultation"]
    cli.write(WATCHLIST.replace('tags = ["policy"]', 'owner = "mei"'))
    cli("apply")
    assert found("--owner", "mei") == ["consultation"]
    assert cli("list", "--owner", "nobody").status == 2


def test_what_is_not_shown_is_counted_on_the_last_line(cli: CommandLine) -> None:
    words = "1 passed or done: --all"
    cli("apply")

    seen = cli("list", "--as-of", "2026-06-01", FORCE_COLOR="1", NO_COLOR="1")
    piped = cli("list", "--as-of", "2026-06-01")

    assert (seen.out.splitlines()[-2:], seen.err) == (["", words], "")
    assert (len(piped.out.splitlines()), piped.err) == (2, f"{words}\n")
    assert words not in cli("list", "--as-of", "2026-06-01", "--all", FORCE_COLOR="1", NO_COLOR="1").out


@pytest.mark.parametrize(
    ("text", "columns"), [("❤️", 2), ("👨‍👩‍👧", 2), ("权重", 4), ("e\u0301", 1), ("\u26a0", 1), ("\u26a0\ufe0f", 2)]
)
def test_what_is_seen_as_one_is_measured_as_one(text: str, columns: int) -> None:
    assert width(text) == columns
    assert wrapped(text * 3, columns) == [text] * 3


def test_nothing_ahead_is_said_on_standard_error(cli: CommandLine) -> None:
    shown = cli("list", "--as-of", "2026-04-12", "--within", "1d")

    assert (shown.status, shown.out) == (0, "")
    assert "nothing" in shown.err


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("May 6, 2026", "closes 2026-05-06T16:00Z, 24:00 Asia/Shanghai"),
        ("2026-05-06T10:00:00Z", "closes 2026-05-06T10:00Z, 18:00 Asia/Shanghai"),
        ("late April 2026", "closes between 2026-04-21T16:00Z and 2026-04-30T16:00Z"),
        ("by May 6, 2026", "closes 2026-05-06T16:00Z, 6 May 2026, 24:00 Asia/Shanghai"),
        ("not before May 6, 2026", "closes 2026-05-06T16:00Z or later"),
        ("soon", ""),
    ],
)
def test_a_deadline_says_when_it_closes_in_utc_and_where_it_is(when: str, words: str) -> None:
    item = an_item(said(when, "2026-04-01"), kind=Kind.DEADLINE)

    assert closing(as_known(item)) == words


@pytest.mark.parametrize(
    ("when", "now", "words"),
    [
        ("soon", "2026-04-30 15:59", ""),
        ("soon", "2026-04-30 16:00", "not re-checked for 30 days"),
        ("2028", "2026-05-01 16:00", "not re-checked for 31 days"),
        ("June 2026", "2026-05-01 16:00", ""),
    ],
)
def test_only_what_is_undated_or_far_off_asks_to_be_re_checked(when: str, now: str, words: str) -> None:
    item = an_item(said(when, "2026-04-01"))

    assert unconfirmed(as_known(item), at(now)) == words


@pytest.mark.parametrize(
    ("words", "mark", "moved"),
    [
        (("Q4 2026",), " ", ""),
        (("Q4 2026", "mid-November 2026"), "~", "1 move, within what was first said"),
        (("not before 21 October 2026", "8 December 2026"), "~", "1 move, within what was first said"),
        (("mid-November 2026", "Q4 2026"), "~", "1 move, less precise than first said"),
        (("late September 2026", "Q4 2026", "mid-November 2026"), ">", "2 moves, 51 days later than first said"),
        (("10 May 2026", "8 May 2026"), "<", "1 move, 2 days earlier than first said"),
        (("soon", "8 May 2026"), "~", "at first said without a date"),
    ],
)
def test_the_mark_of_what_moved_says_no_other_thing_than_the_words_beside_it(
    words: tuple[str, ...], mark: str, moved: str
) -> None:
    known = as_known(an_item(*(said(when, f"2026-04-{day:02}") for day, when in enumerate(words, 1))))

    assert (compact.mark(known), moves.moved(known)) == (mark, moved)


def test_a_narrow_terminal_says_once_that_an_item_is_open() -> None:
    items = [an_item(said("from 27 April to 4 December 2026", "2026-04-10"))]
    rows = listing.listing(items, now=at("2026-04-27 00:00"))

    shown = "\n".join(command.screen(rows, date(2026, 4, 27), 40, colour=False))
    assert "\n  open, 221 days left\n" in shown, shown


@pytest.mark.parametrize(
    ("when", "near"), [("17 April 2026", True), ("18 April 2026", False), ("late April 2026", False)]
)
def test_what_comes_within_a_week_is_set_off_and_counted(when: str, near: bool) -> None:  # noqa: FBT001 - a table
    rows = listing.listing([an_item(said(when, "2026-04-01"))], now=at("2026-04-10 08:00"))

    heading, _, first, *_ = command.screen(rows, date(2026, 4, 10), 100, colour=True)
    assert ("1 upcoming (1 within a week)" in heading, "\033[33m" in first) == (near, near)


TITLES = st.text(st.sampled_from("abc 权重发布🎉é\u0301-:/ "), min_size=1, max_size=120)


@at_least(10)
@given(title=TITLES, columns=st.integers(40, 200))
def test_no_line_is_wider_than_the_terminal(title: str, columns: int) -> None:
    item = an_item(said("late April 2026", "2026-04-10", "权重" * 40))
    item = replace(item, facts=replace(item.facts, title=title))
    rows = listing.listing([item], now=at("2026-04-12 00:00"))

    lines = list(command.screen(rows, date(2026, 4, 12), columns, colour=False))

    assert max(map(width, lines)) <= columns


@at_least(10)
@given(text=TITLES, columns=st.integers(4, 40))
def test_wrapping_loses_nothing_but_spaces(text: str, columns: int) -> None:
    lines = wrapped(text, columns)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns for line in lines)


def test_an_address_is_never_broken() -> None:
    address = "https://example.org/" + "a" * 100

    assert wrapped(f"see {address} there", 40) == ["see", address, "there"]


def test_words_and_days_narrow_the_list(cli: CommandLine) -> None:
    def found(*asked: str) -> list[str]:
        return [line.split("\t")[3] for line in cli("list", "--as-of", "2026-04-12", *asked).out.splitlines()]

    assert found("deepseek", "WEEKLY") == ["deepseek-v4"]
    assert found("--from", "2026-05-01") == ["consultation"]
    assert found("--to", "2026-05-01") == ["deepseek-v4"]
    assert cli("list", "--from", "2026-05-02", "--to", "2026-05-01").status == 2
    assert cli("list", "no-such-word").err.startswith("nothing ahead that was asked for")
