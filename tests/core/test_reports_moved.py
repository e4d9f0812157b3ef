"""What moved of late: dates that are others now than they were so long ago."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from tests.builders import an_item, said
from watchtracker.items import Claim, Item, Origin, item_as_of
from watchtracker.notifications import LeadTime
from watchtracker.reports.listing import listing
from watchtracker.reports.moved import shift
from watchtracker.wording import moves

NOW = datetime(2026, 11, 29, 18, tzinfo=UTC)
SAME = (said("1 May 2027", "2026-10-01"), said("1 May 2027", "2026-11-27"))
WEEK = LeadTime.read("7d")


def heard(item: Item, *days: str) -> Item:
    """The item with its claims recorded at noon of these days."""
    at = [datetime.fromisoformat(f"{day}T12:00:00+00:00") for day in days]
    return replace(
        item, claims=tuple(replace(claim, recorded_at=moment) for claim, moment in zip(item.claims, at, strict=True))
    )


def told(item: Item, ago: LeadTime = WEEK, as_of: date | None = None) -> str:
    known = item_as_of(item, as_of)
    assert known
    now = NOW if as_of is None else datetime.combine(as_of, time(), UTC)
    found = shift(item, known, ago, now, as_of)
    return moves.in_history(found.move, found.before, known.window) if found else ""


def slipped(on: str, before: str = "2026-10-01") -> Item:
    return an_item(said("1 December 2026", before), said("11 December 2026", on), zone="UTC")


def test_what_was_heard_this_week_moved_and_what_was_heard_before_did_not() -> None:
    item = slipped("2026-11-20")
    assert told(heard(item, "2026-10-01", "2026-11-24")) == "slipped 10 days: 11 Dec 2026, was 1 Dec 2026"
    assert not told(heard(item, "2026-10-01", "2026-11-21"))


def test_two_moves_count_from_the_first_date_to_the_last() -> None:
    item = an_item(
        said("1 December 2026", "2026-10-01"),
        said("20 December 2026", "2026-11-23"),
        said("4 December 2026", "2026-11-27"),
        zone="UTC",
    )
    days = ("2026-10-01", "2026-11-23", "2026-11-27")
    assert told(heard(item, *days)) == "slipped 3 days: 4 Dec 2026, was 1 Dec 2026"
    assert told(heard(item, *days), ago=LeadTime.read("4d")) == "16 days earlier: 4 Dec 2026, was 20 Dec 2026"


def test_what_went_and_came_back_did_not_move() -> None:
    item = an_item(
        said("1 December 2026", "2026-10-01"),
        said("20 December 2026", "2026-11-23"),
        said("1 December 2026", "2026-11-27"),
        zone="UTC",
    )
    assert not told(heard(item, "2026-10-01", "2026-11-23", "2026-11-27"))


def test_a_date_that_was_taken_back_moved() -> None:
    item = heard(slipped("2026-11-10"), "2026-10-01", "2026-11-10")
    first, second = item.claims
    gone: Claim = replace(second, retracted_at=NOW, retracted_through=Origin.PAGE)
    assert told(replace(item, claims=(first, gone))) == "10 days earlier: 1 Dec 2026, was 11 Dec 2026"


def test_of_an_item_that_came_with_its_history_it_counts_when_that_was_said() -> None:
    both_today = ("2026-11-29", "2026-11-29")
    assert told(heard(slipped("2026-11-23"), *both_today)) == "slipped 10 days: 11 Dec 2026, was 1 Dec 2026"
    assert not told(heard(slipped("2026-11-20"), *both_today))


def test_something_new_did_not_move() -> None:
    assert not told(heard(an_item(said("1 December 2026", "2026-11-27"), zone="UTC"), "2026-11-27"))


def test_a_date_that_is_gone_and_one_that_is_there_now_moved() -> None:
    gone = an_item(said("1 December 2026", "2026-10-01"), said("TBD", "2026-11-27"), zone="UTC")
    there = an_item(said("soon", "2026-10-01"), said("1 December 2026", "2026-11-27"), zone="UTC", item_id="other")
    days = ("2026-10-01", "2026-11-27")
    assert told(heard(there, *days)) == "dated: 1 Dec 2026"
    assert told(heard(gone, *days)) == "no date any more, was 1 Dec 2026"
    rows = listing([heard(gone, *days), heard(there, *days), heard(an_item(*SAME), *days)], now=NOW, moved=WEEK)
    assert [(row.known.id, row.shift is not None) for row in rows] == [("other", True), ("launch", True)]


def test_a_past_day_knows_what_had_been_said_by_then() -> None:
    item = heard(slipped("2026-11-10"), "2026-10-01", "2026-11-28")
    assert told(item, as_of=date(2026, 11, 12)) == "slipped 10 days: 11 Dec 2026, was 1 Dec 2026"
    assert not told(item, as_of=date(2026, 11, 20))


def test_hours_count_from_now_on_back() -> None:
    item = heard(slipped("2026-11-29"), "2026-10-01", "2026-11-29")
    assert told(item, ago=LeadTime.read("8h"))
    assert not told(item, ago=LeadTime.read("4h"))


def test_what_is_new_this_week_moved_if_another_date_was_said_of_it_since() -> None:
    item = slipped("2026-11-28", before="2026-11-27")
    assert told(heard(item, "2026-11-27", "2026-11-28")) == "slipped 10 days: 11 Dec 2026, was 1 Dec 2026"
    new = an_item(said("1 December 2026", "2026-11-27"), said("1 December 2026", "2026-11-28", "B"), zone="UTC")
    assert not told(heard(new, "2026-11-27", "2026-11-28"))
