"""The right day in every zone, across both changes of the clocks, and the moment at which it ends."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.core.feed_examples import on
from tests.strict_ical import as_written, days
from watchtracker import dates, feed
from watchtracker.feed import ALL, Choice, Rendered
from watchtracker.items import Item, Kind

LOS_ANGELES, BERLIN, KIRITIMATI = "America/Los_Angeles", "Europe/Berlin", "Pacific/Kiritimati"
# The last ones change their clocks at midnight, or did: there are days of theirs that begin at 01:00.
ZONES = (
    *(KIRITIMATI, "Asia/Kolkata", LOS_ANGELES, "AoE", "UTC+8", BERLIN, "Australia/Lord_Howe", "Atlantic/Azores"),
    *("America/Havana", "America/Santiago", "America/Asuncion", "Africa/Cairo", "Asia/Beirut", "Asia/Tehran"),
)


def made(item: Item) -> bytes:
    return feed.compose(ALL, Choice(), [item], events=Rendered("https://watch.example"))


def shown(item: Item) -> tuple[str, str]:
    (ends,) = days(made(item)).values()
    return ends


def described(item: Item) -> list[str]:
    (event,) = Calendar.from_ical(made(item)).events
    return str(event["DESCRIPTION"]).split("\n")


@pytest.mark.parametrize(
    ("zone", "closes"),
    [
        (KIRITIMATI, "6 May 2026, 24:00 Pacific/Kiritimati (2026-05-06 10:00Z)"),
        ("Asia/Kolkata", "6 May 2026, 24:00 Asia/Kolkata (2026-05-06 18:30Z)"),
        (LOS_ANGELES, "6 May 2026, 24:00 America/Los_Angeles (2026-05-07 07:00Z)"),
        ("AoE", "6 May 2026, 24:00 AoE (2026-05-07 12:00Z)"),
    ],
)
@pytest.mark.parametrize("kind", Kind)
def test_a_day_is_the_same_day_everywhere_and_says_when_it_ends(zone: str, closes: str, kind: Kind) -> None:
    item = on("May 6, 2026", "Launch", kind, zone)
    assert shown(item) == ("20260506", "20260507")
    assert described(item)[1] == f"{'Closes' if kind is Kind.DEADLINE else 'The day ends'} {closes}."


@pytest.mark.parametrize(
    ("zone", "when", "start", "local"),
    [
        (KIRITIMATI, "2026-05-06 00:30", "20260505T103000Z", "6 May 2026, 00:30"),
        ("Asia/Kolkata", "2026-05-06 23:45", "20260506T181500Z", "6 May 2026, 23:45"),
        (LOS_ANGELES, "2026-05-06 23:30", "20260507T063000Z", "6 May 2026, 23:30"),
        ("AoE", "2026-05-06 23:59", "20260507T115900Z", "6 May 2026, 23:59"),
        # The hour that there is twice: which one is meant, the offset says.
        (LOS_ANGELES, "2026-11-01T01:30-07:00", "20261101T083000Z", "1 Nov 2026, 01:30"),
        (LOS_ANGELES, "2026-11-01T01:30-08:00", "20261101T093000Z", "1 Nov 2026, 01:30"),
        # A minute before and after the hour that there is not.
        (LOS_ANGELES, "2026-03-08 01:59", "20260308T095900Z", "8 Mar 2026, 01:59"),
        (LOS_ANGELES, "2026-03-08 03:00", "20260308T100000Z", "8 Mar 2026, 03:00"),
    ],
)
def test_a_time_is_one_moment_for_all_readers(zone: str, when: str, start: str, local: str) -> None:
    item = on(when, "Call", Kind.DEADLINE, zone)
    moment = datetime.fromisoformat(start)
    assert shown(item) == (start, as_written(moment + timedelta(minutes=1)))
    assert described(item)[1] == f"Closes {local} {zone} ({moment:%Y-%m-%d %H:%M}Z)."


@pytest.mark.parametrize(
    ("zone", "when", "closes"),
    [
        # Days of 23 and of 25 hours.
        (BERLIN, "March 29, 2026", "29 Mar 2026, 24:00 Europe/Berlin (2026-03-29 22:00Z)"),
        (BERLIN, "October 25, 2026", "25 Oct 2026, 24:00 Europe/Berlin (2026-10-25 23:00Z)"),
        (LOS_ANGELES, "March 8, 2026", "8 Mar 2026, 24:00 America/Los_Angeles (2026-03-09 07:00Z)"),
        (LOS_ANGELES, "November 1, 2026", "1 Nov 2026, 24:00 America/Los_Angeles (2026-11-02 08:00Z)"),
        # No midnight at their end: the next day begins at 01:00. In a past year, which no law changes any more.
        ("Africa/Cairo", "April 24, 2025", "24 Apr 2025, 24:00 Africa/Cairo (2025-04-24 22:00Z)"),
        ("America/Havana", "March 8, 2025", "8 Mar 2025, 24:00 America/Havana (2025-03-09 05:00Z)"),
        ("America/Santiago", "September 6, 2025", "6 Sep 2025, 24:00 America/Santiago (2025-09-07 04:00Z)"),
        # Two midnights at its end, of which the first counts; and an evening hour that there is twice.
        ("America/Havana", "November 1, 2025", "1 Nov 2025, 24:00 America/Havana (2025-11-02 04:00Z)"),
        ("America/Santiago", "April 5, 2025", "5 Apr 2025, 24:00 America/Santiago (2025-04-06 04:00Z)"),
    ],
)
def test_a_day_on_which_clocks_change_ends_where_it_ends(zone: str, when: str, closes: str) -> None:
    item = on(when, "Call", Kind.DEADLINE, zone)
    day = dates.read(when, said_on=date(2026, 1, 1), zone=UTC).earliest
    assert day is not None
    assert shown(item) == (as_written(day), as_written(day + timedelta(days=1)))
    assert described(item)[1] == f"Closes {closes}."


def test_the_second_of_two_midnights_is_within_its_day() -> None:
    first, second = (
        on(f"2025-11-02T00:00{offset}", "Call", Kind.DEADLINE, "America/Havana") for offset in ("-04:00", "-05:00")
    )
    assert described(first)[1] == "Closes 1 Nov 2025, 24:00 America/Havana (2025-11-02 04:00Z)."
    assert described(second)[1] == "Closes 2 Nov 2025, 00:00 America/Havana (2025-11-02 05:00Z)."


@given(st.sampled_from(ZONES), st.dates(date(1990, 1, 1), date(2036, 12, 31)))
def test_any_day_in_any_zone_is_that_day_and_ends_at_the_first_moment_of_the_next(zone: str, day: date) -> None:
    item = on(day.isoformat(), "Call", Kind.DEADLINE, zone)
    assert shown(item) == (as_written(day), as_written(day + timedelta(days=1)))
    closing = re.fullmatch(r"Closes (.+), 24:00 \S+ \((.+)Z\)\.", described(item)[1])
    assert closing is not None
    assert closing[1] == f"{day.day} {day:%b} {day.year}"
    ends = datetime.fromisoformat(closing[2]).replace(tzinfo=UTC)
    place = dates.zone(zone)
    assert (ends - timedelta(seconds=1)).astimezone(place).date() == day
    assert ends.astimezone(place).date() == day + timedelta(days=1)
