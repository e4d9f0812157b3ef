"""What stands beside an item: the parts are facts of the item, and none is read out of another's words."""

from __future__ import annotations

import pytest

from tests.builders import an_item, as_known, at, happened, said
from watchtracker import items
from watchtracker.items import ItemAsOf, Kind, Origin
from watchtracker.wording.items import distance, says_state, says_today, who_rechecked
from watchtracker.wording.lines import closing_here, due, lines, where_beside


def known(when: str, kind: Kind = Kind.RELEASE) -> ItemAsOf:
    return as_known(an_item(said(when, "2026-01-02"), kind=kind, zone="UTC"))


@pytest.mark.parametrize(
    ("when", "now", "far", "where"),
    [
        ("May 2026", "2026-05-31 12:00", "open, last day", ""),
        ("May 2026", "2026-04-30 12:00", "opens tomorrow", "upcoming"),
        ("6 May 2026", "2026-05-06 12:00", "today", "open"),
        ("6 May 2026", "2026-05-01 12:00", "in 5 days", "upcoming"),
        ("6 May 2026", "2026-05-07 12:00", "1 day late", "overdue"),
    ],
)
def test_the_state_stands_beside_the_distance_where_that_does_not_say_it(
    when: str, now: str, far: str, where: str
) -> None:
    item, moment = known(when), at(now)
    assert (distance(item, moment), where_beside(item, moment)) == (far, where)
    assert says_state(item, moment) is (where == "")
    assert says_today(item, moment) is (far == "today")


def test_how_it_ended_stands_in_the_place_of_the_state() -> None:
    ended = as_known(an_item(said("May 2026", "2026-01-02"), zone="UTC", outcome=happened("2026-05-06")))
    assert where_beside(ended, at("2026-05-10 12:00"), "happened on 6 May 2026 (Gazette)").startswith("happened on")


def test_when_a_deadline_closes_is_said_with_and_without_the_verb() -> None:
    told = lines(known("6 May 2026", Kind.DEADLINE), at("2026-05-01 12:00"))
    assert (told.closes, told.closing) == ("2026-05-07T00:00Z, 24:00 UTC", "closes 2026-05-07T00:00Z, 24:00 UTC")
    assert (lines(known("6 May 2026"), at("2026-05-01 12:00")).closing) == ""


def test_who_looked_since_is_said_behind_a_source_and_alone() -> None:
    item = an_item(said("6 May 2026", "2026-01-02"), zone="UTC")
    looked = as_known(items.rechecked(item, by="mei", origin=Origin.CLI, now=at("2026-02-02 12:00")))
    assert who_rechecked(looked) == "re-checked by mei on 2 Feb 2026"
    assert lines(looked, at("2026-03-01")).rechecked == ", re-checked by mei on 2 Feb 2026"
    assert lines(as_known(item), at("2026-03-01")).rechecked == who_rechecked(as_known(item)) == ""


@pytest.mark.parametrize(
    ("kind", "when", "far"),
    [
        (Kind.DEADLINE, "13 April 2026", "closes tomorrow"),
        (Kind.DEADLINE, "12 April 2026", "closes today"),
        (Kind.DEADLINE, "by 13 April 2026", "closes tomorrow"),
        (Kind.DEADLINE, "13 to 20 April 2026", "may close tomorrow"),
        (Kind.RELEASE, "by 13 April 2026", "by tomorrow"),
        (Kind.RELEASE, "13 to 20 April 2026", "opens tomorrow"),
        (Kind.RELEASE, "10 to 13 April 2026", "open, 1 day left"),
        (Kind.EVENT, "13 April 2026", "tomorrow"),
        (Kind.DEADLINE, "20 April 2026", "in 8 days"),
    ],
)
def test_no_window_and_no_deadline_has_a_bare_tomorrow_beside_its_title(kind: Kind, when: str, far: str) -> None:
    item = as_known(an_item(said(when, "2026-04-01"), kind=kind, zone="UTC"))

    assert due(item, at("2026-04-12 08:30")) == far


def test_a_reader_elsewhere_is_told_when_a_deadline_closes_there() -> None:
    deadline = as_known(an_item(said("until May 6, 2026", "2026-04-03"), kind=Kind.DEADLINE, zone="Asia/Shanghai"))
    assert closing_here(deadline, "Europe/Berlin") == "6 May 2026, 18:00 Europe/Berlin"
    assert closing_here(deadline, "Asia/Tokyo") == "7 May 2026, 01:00 Asia/Tokyo"
    assert closing_here(deadline, "Asia/Shanghai") == ""
    assert closing_here(deadline, "UTC") == ""
    event = as_known(an_item(said("May 6, 2026", "2026-04-03"), kind=Kind.EVENT, zone="Asia/Shanghai"))
    assert closing_here(event, "Europe/Berlin") == ""
