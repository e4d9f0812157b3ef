"""Where a listing breaks: what is over, what is near, the months, what has no date."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_item, at, happened, said
from watchtracker.items import Item
from watchtracker.reports.listing import Row, listing
from watchtracker.reports.stretches import grouped

NOW = at("2026-04-12 08:30")
WHENS = ("April 13, 2026", "April 19, 2026", "April 20, 2026", "May 2026", "March 2026", "some day")


def rows_of(whens: list[str]) -> list[Row]:
    def item(number: int, when: str) -> Item:
        ended = happened("2026-04-01") if number % 3 == 2 else None
        return an_item(said(when, "2026-01-05"), item_id=f"item-{number}", zone="UTC", outcome=ended)

    return listing([item(number, when) for number, when in enumerate(whens)], now=NOW, everything=True)


@given(st.lists(st.sampled_from(WHENS), max_size=20))
def test_every_row_stands_in_one_group_and_what_is_ahead_keeps_its_order(whens: list[str]) -> None:
    rows = rows_of(whens)
    groups = grouped(rows)

    placed = [row for group in groups for row in group.rows]
    assert sorted(row.known.id for row in placed) == sorted(row.known.id for row in rows)
    assert [row for row in placed if row.state.ahead] == [row for row in rows if row.state.ahead]
    assert all(group.rows for group in groups)
    assert all(bool(group.heading) == (len(rows) > 12) for group in groups)


@given(st.lists(st.sampled_from(WHENS), min_size=13, max_size=20))
def test_no_heading_stands_twice_and_a_week_is_seven_days(whens: list[str]) -> None:
    groups = grouped(rows_of(whens))

    assert len({group.heading for group in groups}) == len(groups)
    for group in groups:
        for row in group.rows:
            assert group.near == (row.state.ahead and row.days is not None and row.days <= 7)
