"""The alarms of a reader's own feed: when they ring, what they say, and that nobody else has any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.builders import an_item, as_known, at, happened, said
from watchtracker import feed
from watchtracker.feed import ALL, Alarms, Choice, Rendered
from watchtracker.feed.alarms import ringing
from watchtracker.items import Item, Kind
from watchtracker.notifications import LeadTime

URL = "https://watch.example"


def leads(*texts: str) -> Alarms:
    return tuple(map(LeadTime.read, texts))


def on(when: str, kind: Kind = Kind.DEADLINE, zone: str = "Asia/Shanghai", **more: Any) -> Item:
    item = an_item(said(when, "2026-01-10"), kind=kind, zone=zone, **more)
    return replace(item, revision=1, revised_at=at("2026-01-10 12:00"))


def rings(item: Item, *alarms: str) -> list[datetime]:
    return ringing(as_known(item), leads(*alarms))


def lines(body: bytes) -> list[str]:
    return body.replace(b"\r\n ", b"").decode().split("\r\n")


def private(*items: Item, alarms: Alarms = (), rendered: Rendered | None = None) -> list[str]:
    events = rendered or Rendered(URL)
    return lines(feed.compose_private(ALL, Choice(), items, events=events, alarms=alarms))


def test_alarms_of_a_deadline_count_back_from_the_moment_it_closes() -> None:
    assert rings(on("May 6, 2026"), "4h", "1d", "0m") == [
        at("2026-05-05 16:00"),
        at("2026-05-06 12:00"),
        at("2026-05-06 16:00"),
    ]
    assert rings(on("2026-06-01T17:30+02:00"), "30m") == [at("2026-06-01 15:00")]


def test_an_imprecise_deadline_counts_from_the_end_of_its_first_day() -> None:
    assert rings(on("late April 2026"), "1d") == [at("2026-04-20 16:00")]


@pytest.mark.parametrize(
    ("when", "opens"),
    [
        ("July 15, 2026", "2026-07-14 16:00"),
        ("late April 2026", "2026-04-20 16:00"),
        ("by June 30, 2026", "2026-06-29 16:00"),
        ("not before May 6, 2026", "2026-05-05 16:00"),
        ("2026-06-01T17:30+02:00", "2026-06-01 15:30"),
    ],
)
def test_alarms_of_anything_else_count_back_from_its_opening(when: str, opens: str) -> None:
    assert rings(on(when, Kind.RELEASE), "0m") == [at(opens)]


def test_days_keep_the_wall_clock_of_the_item_and_hours_are_hours() -> None:
    spring_forward = on("March 29, 2026", zone="Europe/Berlin")
    assert rings(spring_forward, "1d") == [at("2026-03-28 23:00")]
    assert rings(spring_forward, "24h") == [at("2026-03-28 22:00")]


def test_one_moment_rings_once() -> None:
    assert rings(on("May 6, 2026"), "1d", "24h") == [at("2026-05-05 16:00")]


def test_what_ended_or_has_no_date_rings_for_nobody() -> None:
    assert rings(on("May 6, 2026", outcome=happened("2026-04-24")), "1d") == []
    assert rings(on("soon"), "1d") == []


def test_a_moment_before_all_calendars_does_not_ring() -> None:
    item = on("May 6, 2026")
    ancient = replace(as_known(item), window=replace(as_known(item).window, earliest=date(1, 1, 2), latest=None))
    assert ringing(ancient, leads("1mo", "9999h")) == []


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (
            on("May 6, 2026"),
            "Launch (Shanghai): closes 6 May 2026\\, 24:00 Asia/Shanghai (2026-05-06 16:00Z)",
        ),
        (
            on("late April 2026"),
            "Launch (late Apr 2026): may close as early as 21 Apr 2026\\, 24:00 Asia/Shanghai (2026-04-21 16:00Z)",
        ),
        (
            on("by June 30, 2026"),
            "Launch (by 30 Jun 2026): closes 30 Jun 2026\\, 24:00 Asia/Shanghai (2026-06-30 16:00Z)",
        ),
        (on("May 6, 2026", Kind.EVENT), "Launch: on 6 May 2026 in Asia/Shanghai"),
        (on("late April 2026", Kind.RELEASE), "Launch (late Apr 2026): from 21 Apr 2026 in Asia/Shanghai"),
        (on("by June 30, 2026", Kind.RELEASE), "Launch (by 30 Jun 2026): by 30 Jun 2026 in Asia/Shanghai"),
        (
            on("2026-06-01T17:30+02:00", Kind.EVENT, "Europe/Berlin"),
            "Launch: at 1 Jun 2026\\, 17:30 Europe/Berlin (2026-06-01 15:30Z)",
        ),
    ],
)
def test_an_alarm_says_what_will_be_when_and_nothing_that_ages(item: Item, text: str) -> None:
    assert f"DESCRIPTION:{text}" in private(item, alarms=leads("1d"))


def test_an_alarm_is_a_text_at_an_absolute_moment() -> None:
    body = private(on("May 6, 2026"), alarms=leads("4h"))
    start, end = body.index("BEGIN:VALARM"), body.index("END:VALARM")
    assert [line for line in body[start:end] if not line.startswith("DESCRIPTION")] == [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER;VALUE=DATE-TIME:20260506T120000Z",
    ]
    assert body[end + 1] == "END:VEVENT"


def test_open_feeds_have_no_alarms_and_name_their_address_private_ones_the_reverse() -> None:
    item, rendered = on("May 6, 2026"), Rendered(URL)
    mine = private(item, alarms=leads("1d"), rendered=rendered)
    everyones = lines(feed.compose(ALL, Choice(), [item], events=rendered))
    assert "BEGIN:VALARM" in mine
    assert "BEGIN:VALARM" not in everyones
    assert not any(line.startswith("SOURCE") for line in mine)
    assert any(line.startswith("SOURCE") for line in everyones)


def test_readers_with_other_alarms_do_not_share_events() -> None:
    item, rendered = on("May 6, 2026"), Rendered(URL)
    asked = (leads("1d"), leads("1d", "4h"), (), leads("1d"))
    counts = [private(item, alarms=each, rendered=rendered).count("BEGIN:VALARM") for each in asked]
    assert counts == [1, 2, 0, 1]
    first, again = (rendered.event(item, leads("1d")) for _ in range(2))
    assert first is again
