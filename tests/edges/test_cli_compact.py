"""The list on a terminal, a line an item: what it says first, and where it breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_item, at, happened, said
from tests.hypothesis_profiles import at_least
from watchtracker.cli.compact import screen
from watchtracker.cli.screen import cut, width
from watchtracker.items import Item, Kind, Result
from watchtracker.reports.listing import listing

DAY = date(2026, 4, 12)
NOW = at("2026-04-12 08:30")

LONG = """\
Sunday, 12 Apr 2026: 1 overdue, 2 open, 8 upcoming (3 within a week), 1 undated,
1 done, 1 cancelled

Feb 2026, over
  20 Feb 2026            51 days ago          Ended  done

Mar 2026, over
  2 Mar 2026             41 days ago          Called-Off  cancelled, of jo

Overdue, open and due within a week
  not before 1 Apr 2026  open for 11 days     Since-April
  5 Apr 2026             7 days late          Late
  12 Apr 2026            closes today         Today
  by 13 Apr 2026         by tomorrow          By-Tomorrow
  2 to 13 Apr 2026       open, 1 day left     Closing
  13 Apr 2026            closes tomorrow      Tomorrow  of mei

Apr 2026
  20 Apr 2026            in 8 days            Next-Week
  20 to 24 Apr 2026      may close in 8 days  Window

May 2026
  May 2026               opens in 19 days     Also-May  of ola
  mid-May 2026           opens in 29 days     May

Jan 2027
  Q1 2027                opens in 264 days    Next-Year

No date
  no date                                     Some-Day"""

FEW = """\
Sunday, 12 Apr 2026: 2 upcoming (1 within a week), 1 undated, 1 done

  20 Feb 2026  51 days ago      Ended  done

  13 Apr 2026  closes tomorrow  Tomorrow  of mei

  20 Apr 2026  in 8 days        Next-Week
  no date                       Some-Day"""

NARROW = """\
Sunday, 12 Apr 2026: 1 upcoming (1
within a week), 1 undated

  13 Apr 2026, closes tomorrow
    Tomorrow  of mei

  no date
    Some-Day"""


def an(item_id: str, when: str, kind: Kind = Kind.RELEASE, **more: Any) -> Item:
    return an_item(said(when, "2026-01-05"), item_id=item_id, kind=kind, zone="UTC", **more)


def shown(*items: Item, columns: int = 80, everything: bool = True) -> str:
    rows = listing(items, now=NOW, everything=everything)
    return "\n".join(screen(rows, DAY, columns, colour=False))


MANY = (
    an("ended", "February 2026", outcome=happened("2026-02-20", Result.DONE)),
    an("called-off", "March 2026", owner="jo", outcome=happened("2026-03-02", Result.CANCELLED)),
    an("late", "April 5, 2026"),
    an("today", "April 12, 2026", Kind.DEADLINE),
    an("tomorrow", "April 13, 2026", Kind.DEADLINE, owner="mei"),
    an("by-tomorrow", "by April 13, 2026"),
    an("closing", "between April 2 and 13, 2026"),
    an("since-april", "not before April 1, 2026", Kind.EVENT),
    an("window", "April 20 to 24, 2026", Kind.DEADLINE),
    an("next-week", "April 20, 2026"),
    an("may", "mid-May 2026"),
    an("also-may", "May 2026", owner="ola"),
    an("next-year", "Q1 2027"),
    an("some-day", "some day"),
)


def some(*ids: str) -> tuple[Item, ...]:
    return tuple(item for item in MANY if item.facts.id in ids)


def test_a_long_list_stands_below_months_with_what_is_near_set_off() -> None:
    assert shown(*MANY) == LONG


def test_a_short_list_has_no_headings_and_sets_off_what_is_near_all_the_same() -> None:
    assert shown(*some("ended", "tomorrow", "next-week", "some-day")) == FEW


def test_a_narrow_terminal_has_the_title_on_a_line_below() -> None:
    assert shown(*some("tomorrow", "some-day"), columns=40) == NARROW


def test_a_title_that_is_too_long_is_cut_before_what_stands_behind_it() -> None:
    item = an("tomorrow", "April 13, 2026", Kind.DEADLINE, owner="mei")
    item = replace(item, facts=replace(item.facts, title="A consultation whose title is longer than what a line has"))

    assert shown(item).splitlines()[-1].endswith("  A consultation whose title is longer th…  of mei")


def test_who_is_on_an_item_stands_behind_its_title() -> None:
    (row,) = listing(some("tomorrow"), now=NOW)
    lines = screen([replace(row, taken_by=("ola", "jo"))], DAY, 80, colour=False)

    assert list(lines)[-1].endswith("  Tomorrow  of mei, taken by ola, jo")


def test_a_group_is_named_for_what_is_in_it() -> None:
    later = tuple(an(f"later-{number}", "April 20, 2026") for number in range(12))
    for items, heading in (
        (some("tomorrow"), "Due within a week"),
        (some("tomorrow", "late"), "Overdue and due within a week"),
        (some("closing"), "Open"),
    ):
        assert heading in shown(*later, *items).splitlines()


TITLES = st.text(st.sampled_from("abc 权重发布🎉é\u0301-:/ "), min_size=1, max_size=120)


@at_least(10)
@given(title=TITLES, columns=st.integers(40, 200), owner=st.none() | TITLES)
@pytest.mark.parametrize("when", ["April 13, 2026", "2026-05-06T10:00:00Z", "between May 21 and November 8, 2026"])
def test_no_line_is_wider_than_the_terminal(title: str, columns: int, owner: str | None, when: str) -> None:
    item = an("launch", when)
    item = replace(item, facts=replace(item.facts, title=title, owner=owner))

    assert max(map(width, shown(item, columns=columns).splitlines())) <= columns


@at_least(10)
@given(text=TITLES, columns=st.integers(4, 40))
def test_what_is_cut_says_so_and_fits(text: str, columns: int) -> None:
    short = cut(text, columns)

    assert width(short) <= columns
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
