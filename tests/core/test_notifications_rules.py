"""What is owed because of a date: every kind of reminder, with its day, its hour and its reason."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_channel, an_item, as_known, at, deepseek, happened, said
from watchtracker import dates
from watchtracker.errors import InputError
from watchtracker.items import Item, Kind
from watchtracker.notifications import Channel, LeadTime, Notification, WeeklyTime
from watchtracker.notifications.rules import DEFAULT_LEADS, DayRange, digests, reminders

YEAR = DayRange(date(2026, 1, 1), date(2026, 12, 31))


def owed(item: Item, channel: Channel | None = None, stretch: DayRange = YEAR) -> list[Notification]:
    return reminders(as_known(item), channel or a_channel(), DEFAULT_LEADS[item.facts.kind], stretch)


def listed(item: Item, channel: Channel | None = None, stretch: DayRange = YEAR) -> list[tuple[str, str]]:
    return [(one.rule, f"{one.at:%Y-%m-%d %H:%M}") for one in owed(item, channel, stretch)]


def consultation(when: str = "until May 6, 2026", **facts: Any) -> Item:
    return an_item(said(when, "2026-04-03"), item_id="consultation", kind=Kind.DEADLINE, **facts)


def measures(**facts: Any) -> Item:
    return an_item(said("July 15, 2026", "2026-06-10"), item_id="measures", kind=Kind.EVENT, **facts)


def test_a_window_is_told_when_it_opens_closes_and_is_overdue_and_never_a_day_before() -> None:
    stretch = DayRange(date(2026, 4, 10), date(2026, 5, 10))
    assert listed(deepseek(), stretch=stretch) == [
        ("opens", "2026-04-21 09:00"),
        ("closes", "2026-04-30 09:00"),
        ("overdue", "2026-05-01 09:00"),
        ("overdue", "2026-05-08 09:00"),
    ]


def test_a_release_takes_only_lead_times_as_long_as_its_window() -> None:
    rules = [rule for rule, _ in listed(deepseek(remind=("14d", "10d", "9d", "7d", "1mo", "4h")))]
    assert [rule for rule in rules if rule[0].isdigit()] == ["1mo", "14d", "10d"]


def test_a_deadline_has_all_its_lead_times_and_a_last_call_before_its_close() -> None:
    assert listed(consultation()) == [
        ("30d", "2026-04-06 09:00"),
        ("14d", "2026-04-22 09:00"),
        ("7d", "2026-04-29 09:00"),
        ("3d", "2026-05-03 09:00"),
        ("1d", "2026-05-05 09:00"),
        ("4h", "2026-05-06 12:00"),
    ]


def test_the_last_call_does_not_depend_on_the_zone_of_the_channel() -> None:
    zones = ("America/Los_Angeles", "Pacific/Kiritimati")
    calls = {owed(consultation(), a_channel(zone=zone))[-1].at for zone in zones}
    assert calls == {at("2026-05-06 12:00")}


def test_a_deadline_whose_remind_names_no_hours_still_has_a_last_call() -> None:
    assert listed(consultation(remind=("2w",))) == [("2w", "2026-04-22 09:00"), ("4h", "2026-05-06 12:00")]


def test_the_last_call_of_an_imprecise_deadline_is_repeated_before_its_last_day_ends() -> None:
    assert listed(consultation("late April 2026", remind=("4h",))) == [
        ("4h", "2026-04-21 12:00"),
        ("4h", "2026-04-30 12:00"),
    ]


def test_an_event_is_told_on_its_day() -> None:
    assert listed(measures()) == [
        ("7d", "2026-07-08 09:00"),
        ("1d", "2026-07-14 09:00"),
        ("today", "2026-07-15 09:00"),
    ]


def test_today_comes_a_day_earlier_where_the_hour_falls_at_the_end_of_the_day_there() -> None:
    pacific = a_channel(zone="America/Los_Angeles")
    (today,) = (one for one in owed(measures(), pacific) if one.rule == "today")
    assert (today.at, today.local, today.target) == (
        at("2026-07-14 16:00"),
        datetime(2026, 7, 14, 9),  # noqa: DTZ001 - a wall time
        "2026-07-15",
    )


def test_an_overdue_notice_never_comes_while_the_window_is_open() -> None:
    kiritimati = a_channel(zone="Pacific/Kiritimati")
    item = an_item(said("May 6, 2026", "2026-04-20"), zone="AoE")
    first = next(one for one in owed(item, kiritimati) if one.rule == "overdue")
    assert first.at >= at("2026-05-07 12:00")


def test_half_of_a_long_window_is_told() -> None:
    item = an_item(said("Q3 2026", "2026-06-20"))
    assert ("midway", "2026-08-15 09:00") in listed(item)


def test_a_one_sided_window_has_its_one_day() -> None:
    by = an_item(said("by June 30, 2026", "2026-06-20"))
    after = an_item(said("not before June 30, 2026", "2026-06-20"))
    rules = [{one.rule for one in owed(item)} & {"opens", "closes", "overdue"} for item in (by, after)]
    assert rules == [{"closes", "overdue"}, {"opens"}]


def test_an_undated_item_is_to_be_re_checked_each_month_after_it_was_last_confirmed() -> None:
    item = an_item(said("coming soon", "2026-04-10"), said("coming soon", "2026-04-14", "Blog"))
    assert listed(item)[:2] == [("recheck", "2026-05-14 09:00"), ("recheck", "2026-06-13 09:00")]


def test_a_far_date_is_re_checked_until_it_is_ninety_days_ahead() -> None:
    item = an_item(said("2 December 2026", "2026-06-29"), kind=Kind.EVENT)
    assert [when for rule, when in listed(item) if rule == "recheck"] == ["2026-07-29 09:00", "2026-08-28 09:00"]


def test_nothing_is_owed_once_there_is_an_outcome() -> None:
    assert owed(an_item(said("late April 2026", "2026-04-01"), outcome=happened("2026-04-24"))) == []


def test_minutes_count_back_from_the_instant_exactly() -> None:
    item = an_item(said("2026-05-06T10:00:10Z", "2026-05-01"), kind=Kind.EVENT, remind=("0m", "30m"))
    ats = [one.at for one in owed(item) if one.rule.endswith("m")]
    assert ats == [at("2026-05-06 09:30:10"), at("2026-05-06 10:00:10")]


def test_a_wall_time_that_does_not_exist_moves_forward_by_the_gap() -> None:
    berlin = a_channel(zone="Europe/Berlin", hour=time(2, 30))
    item = an_item(said("29 March 2026", "2026-03-01"), kind=Kind.EVENT, zone="Europe/Berlin", remind=())
    assert [one.at for one in owed(item, berlin)] == [at("2026-03-29 01:30")]


def test_a_wall_time_that_exists_twice_is_its_first_occurrence() -> None:
    berlin = a_channel(zone="Europe/Berlin", hour=time(2, 30))
    item = an_item(said("25 October 2026", "2026-10-01"), kind=Kind.EVENT, zone="Europe/Berlin", remind=())
    assert [one.at for one in owed(item, berlin)] == [at("2026-10-25 00:30")]


def test_a_digest_comes_weekly_at_the_channels_time() -> None:
    channel = a_channel(zone="Europe/Berlin", digest=WeeklyTime(4, time(17, 30)))
    two_weeks = DayRange(date(2026, 10, 17), date(2026, 10, 31))
    assert [one.at for one in digests(channel, two_weeks)] == [at("2026-10-23 15:30"), at("2026-10-30 16:30")]


@pytest.mark.parametrize("text", ["", "d", "4", "4 h", "-1d", "1y", "12345d", "1.5h"])
def test_what_is_no_lead_time_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is no lead time"):
        LeadTime.read(text)


@pytest.mark.parametrize("text", ["0m", "30m", "4h", "3d", "2w", "1mo"])
def test_a_lead_time_is_written_as_it_is_read(text: str) -> None:
    assert str(LeadTime.read(text)) == text


ZONES = st.sampled_from(["Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati", "AoE", "Asia/Kolkata", "UTC"])
WORDS = st.sampled_from(["May 6, 2026", "late April 2026", "Q3 2026", "by June 30, 2026", "not before July 1, 2026"])


@given(ZONES, ZONES, WORDS, st.sampled_from(list(Kind)), st.times())
def test_no_reminder_falls_at_the_close_or_after_it_but_overdue(
    zone: str, channel_zone: str, when: str, kind: Kind, hour: time
) -> None:
    item = an_item(said(when, "2026-04-01"), kind=kind, zone=zone)
    closes = as_known(item).window.closes_at(dates.zone(zone))
    for one in owed(item, a_channel(zone=channel_zone, hour=hour.replace(tzinfo=None))):
        if closes is not None and one.rule != "recheck":
            assert (one.at >= closes) == (one.rule == "overdue")


@given(ZONES, ZONES, WORDS, st.sampled_from(list(Kind)))
def test_keys_are_unique_and_times_are_wall_times_of_the_channel(
    zone: str, channel_zone: str, when: str, kind: Kind
) -> None:
    found = owed(an_item(said(when, "2026-04-01"), kind=kind, zone=zone), a_channel(zone=channel_zone))
    assert max(Counter(one.key for one in found).values(), default=1) == 1
    for one in found:
        assert one.at.tzinfo is UTC
        assert one.at == one.local.replace(tzinfo=dates.zone(channel_zone)).astimezone(UTC)


@given(ZONES, WORDS, st.sampled_from(list(Kind)), st.integers(0, 300), st.integers(0, 60))
def test_a_stretch_asked_for_in_two_parts_gives_the_same(
    zone: str, when: str, kind: Kind, start: int, length: int
) -> None:
    item = an_item(said(when, "2026-04-01"), kind=kind, zone=zone)
    first = date(2026, 1, 1) + timedelta(days=start)
    middle, end = first + timedelta(days=length), first + timedelta(days=2 * length)
    whole = {one.key for one in owed(item, stretch=DayRange(first, end))}
    parts = {one.key for one in owed(item, stretch=DayRange(first, middle))}
    parts |= {one.key for one in owed(item, stretch=DayRange(middle + timedelta(days=1), end))}
    assert whole == parts
