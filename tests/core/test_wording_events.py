"""What a calendar event says: nothing that ages, each claim with what it did, each source once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.builders import OFFICIAL, an_item, as_known, at, deepseek, happened, said
from watchtracker.items import Kind, Result
from watchtracker.wording import events

CLOSING = an_item(
    said("until May 6", "2026-04-03", "CAC", OFFICIAL, url="https://cac.example/draft"), kind=Kind.DEADLINE
)


@pytest.mark.parametrize(
    ("result", "title"),
    [
        (Result.HAPPENED, "Happened: Launch"),
        (Result.DONE, "Done: Launch (late Apr 2026)"),
        (Result.CANCELLED, "Cancelled: Launch (late Apr 2026)"),
        (Result.SUPERSEDED, "Superseded: Launch (late Apr 2026)"),
    ],
)
def test_an_outcome_stands_first_in_the_title(result: Result, title: str) -> None:
    item = an_item(said("late April 2026", "2026-04-01"), outcome=happened("2026-04-25", result))
    assert events.summary(as_known(item)) == title


def test_a_deadline_says_where_its_day_ends_and_a_day_elsewhere_says_nothing() -> None:
    exact = said("May 6, 2026", "2026-04-01")
    assert events.summary(as_known(an_item(exact, kind=Kind.DEADLINE, zone="America/New_York"))) == "Launch (New York)"
    assert events.summary(as_known(an_item(exact))) == "Launch"


def test_a_description_says_when_it_closes_on_both_clocks() -> None:
    described = events.description(as_known(CLOSING))
    assert "Closes 6 May 2026, 24:00 Asia/Shanghai (2026-05-06 16:00Z)." in described.splitlines()


def test_a_deadline_within_a_window_says_both_ends() -> None:
    early, late = "late April 2026", "Closes at the latest 30 Apr 2026, 24:00 Asia/Shanghai (2026-04-30 16:00Z)."
    lines = events.description(as_known(an_item(said(early, "2026-04-01"), kind=Kind.DEADLINE))).splitlines()
    assert late in lines
    assert any(line.startswith("May close as early as ") for line in lines)


def test_what_was_said_is_told_from_the_second_claim_on_with_what_each_did() -> None:
    assert "What was said:" not in events.description(as_known(CLOSING))
    told = events.description(as_known(deepseek())).partition("What was said:\n")[2].splitlines()
    assert [line.partition(",")[0] for line in told[:2]] == ["25 Jan 2026", "23 Mar 2026"]
    assert "slipped" in told[1]


def test_of_a_long_history_the_newest_are_told_and_the_others_counted() -> None:
    day = date(2026, 1, 1)
    claims = [said(f"May {number + 1}, 2026", str(day + timedelta(days=number))) for number in range(15)]
    told = events.description(as_known(an_item(*claims))).partition("What was said:\n")[2].splitlines()
    assert told[0] == "(3 earlier claims)"
    assert sum("“May" in line for line in told) == 12


def test_each_address_stands_once_under_the_name_of_who_stands_behind_it() -> None:
    url = "https://a.example/x y"
    item = an_item(
        said("May 6, 2026", "2026-04-01", "Gazette", url=url), said("May 8, 2026", "2026-04-02", "Blog", url=url)
    )
    assert [line for line in events.description(as_known(item)).splitlines() if "://" in line] == [
        "Gazette: https://a.example/x%20y"
    ]


def test_an_alarm_says_what_it_counts_from_and_whether_that_is_sure() -> None:
    sure, moment = as_known(CLOSING), at("2026-05-06 16:00")
    assert events.alarm(sure, moment).endswith(": closes 6 May 2026, 24:00 Asia/Shanghai (2026-05-06 16:00Z)")
    unsure = as_known(an_item(said("late April 2026", "2026-04-01"), kind=Kind.DEADLINE))
    assert ": may close as early as 21 Apr 2026, 24:00 " in events.alarm(unsure, at("2026-04-21 16:00"))
    by = as_known(an_item(said("by May 6, 2026", "2026-04-01")))
    assert events.alarm(by, at("2026-05-05 16:00")).endswith(": by 6 May 2026 in Asia/Shanghai")


def test_what_has_no_day_is_named_and_what_are_too_many_counted() -> None:
    assert events.undated([]) == ""
    assert events.undated(["A", "B"]) == "No date yet: A, B"
    assert events.undated([str(number) for number in range(25)]).endswith(", 19 and 5 more")


def test_a_calendar_is_called_by_what_was_chosen() -> None:
    assert events.calendar_title("AI") == "AI"
    chosen = events.calendar_title(
        "AI", tags=["eu", "china"], kinds=[Kind.DEADLINE], owners=["mei"], without=["rumours"]
    )
    assert chosen == "AI (eu or china, deadlines, of mei, without rumours)"
