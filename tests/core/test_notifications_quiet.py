"""Quiet times of a channel: what comes when on free days and in quiet hours, and that nothing is lost by them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import OFFICIAL, a_channel, an_item, as_known, at, in_words, said
from tests.core.test_notifications_planning import Record
from watchtracker import dates
from watchtracker.items import Item, Kind
from watchtracker.notifications import (
    Channel,
    Notification,
    NotificationKind,
    NotificationState,
    QuietHours,
    WeeklyTime,
)
from watchtracker.notifications.quiet import arranged, free, joined, news_at
from watchtracker.notifications.rules import DEFAULT_LEADS, DayRange, digests, reminders
from watchtracker.reports.plan import ahead
from watchtracker.wording import reminders as wording

PLANNED, SUPERSEDED = NotificationState.PLANNED, NotificationState.SUPERSEDED
WEEKDAYS = frozenset(range(5))
LONG_AGO = at("2026-01-01")
YEAR = DayRange(date(2026, 1, 1), date(2026, 12, 31))


@dataclass(frozen=True)
class FreeDays:
    days: frozenset[date]

    def is_free(self, day: date) -> bool:
        return day in self.days


def hours(text: str) -> QuietHours:
    begins, ends = text.split("-")
    return QuietHours(time.fromisoformat(begins), time.fromisoformat(ends))


def an_office(*quiet: str, holidays: tuple[str, ...] = (), **more: Any) -> Channel:
    kept = FreeDays(frozenset(map(date.fromisoformat, holidays))) if holidays else None
    more.setdefault("workdays", WEEKDAYS)
    return a_channel(quiet=tuple(map(hours, quiet)), holidays=kept, **more)


def a_night(*quiet: str, **more: Any) -> Channel:
    return an_office(*quiet, workdays=frozenset(range(7)), **more)


def due(when: str, kind: Kind = Kind.DEADLINE, *, zone: str = "UTC", **facts: Any) -> Item:
    return an_item(said(when, "2026-01-02", standing=OFFICIAL), item_id="call", kind=kind, zone=zone, **facts)


def owed(item: Item, channel: Channel, now: datetime = LONG_AGO, stretch: DayRange = YEAR) -> list[Notification]:
    known = as_known(item)
    plain = reminders(known, channel, DEFAULT_LEADS[item.facts.kind], stretch)
    return arranged(plain, channel, known, recorded={}, now=now)


def listed(item: Item, channel: Channel, now: datetime = LONG_AGO) -> list[tuple[str, str, str | None]]:
    found = (
        one for one in owed(item, channel, now) if one.state is PLANNED and one.kind is not NotificationKind.RECHECK
    )
    return [(one.rule, f"{one.local:%a %d %b %H:%M}", one.shifted.why if one.shifted else None) for one in found]


# 8 June 2026 is a Monday.
def test_what_counts_towards_a_date_comes_on_the_last_workday_before_a_free_one() -> None:
    assert listed(due("June 10, 2026"), an_office()) == [
        ("30d", "Mon 11 May 09:00", None),
        ("14d", "Wed 27 May 09:00", None),
        ("7d", "Wed 03 Jun 09:00", None),
        ("3d", "Fri 05 Jun 09:00", "workday"),
        ("1d", "Tue 09 Jun 09:00", None),
        ("4h", "Wed 10 Jun 20:00", None),
    ]


def test_a_holiday_is_free_and_so_is_the_bridge_to_the_weekend() -> None:
    (day,) = [
        one for one in listed(due("June 8, 2026", Kind.EVENT), an_office(holidays=("2026-06-05",))) if one[0] == "1d"
    ]
    assert day == ("1d", "Thu 04 Jun 09:00", "workday")
    holiday = listed(due("June 5, 2026", Kind.EVENT), an_office(holidays=("2026-06-05",)))
    assert ("today", "Thu 04 Jun 09:00", "holiday") in holiday


def test_what_speaks_of_the_past_comes_on_the_next_workday() -> None:
    release = due("June 5, 2026", Kind.RELEASE)
    assert ("overdue", "Mon 08 Jun 09:00", "workday") in listed(release, an_office())


def test_the_digest_comes_on_the_next_workday_under_its_own_key() -> None:
    channel = an_office(holidays=("2026-06-08",))
    stretch = DayRange(date(2026, 6, 8), date(2026, 6, 8))
    (digest,) = arranged(digests(channel, stretch), channel, None, recorded={}, now=LONG_AGO)
    assert (digest.key, digest.at) == ("digest/team/2026-06-08", at("2026-06-09 09:00"))
    assert digest.shifted is not None
    assert (digest.shifted.since, digest.shifted.why) == (at("2026-06-08 09:00"), "holiday")


def test_a_last_call_comes_on_a_free_day_and_at_night() -> None:
    sunday = due("June 7, 2026 02:00 UTC", remind=("4h",))
    assert listed(sunday, an_office("18:00-08:00")) == [("4h", "Sat 06 Jun 22:00", None)]


def test_in_quiet_hours_an_event_waits_for_their_end_and_a_deadline_comes_when_they_begin() -> None:
    night = a_night("18:00-08:00", hour=time(7))
    assert ("1d", "Tue 09 Jun 08:00", "quiet") in listed(due("June 10, 2026", Kind.EVENT), night)
    assert ("1d", "Mon 08 Jun 18:00", "quiet") in listed(due("June 10, 2026"), night)


def test_a_digest_in_quiet_hours_waits_past_the_free_days_behind_them() -> None:
    channel = an_office("18:00-08:00", digest=WeeklyTime(4, time(20)))
    stretch = DayRange(date(2026, 6, 5), date(2026, 6, 5))
    (digest,) = arranged(digests(channel, stretch), channel, None, recorded={}, now=LONG_AGO)
    assert digest.at == at("2026-06-08 08:00")


def test_quiet_hours_that_touch_are_one() -> None:
    assert joined((hours("12:00-18:00"), hours("18:00-08:00"))) == (hours("12:00-08:00"),)
    assert joined((hours("12:00-13:00"), hours("22:00-06:00"))) == (hours("12:00-13:00"), hours("22:00-06:00"))
    assert joined((hours("06:00-18:00"), hours("18:00-06:00"))) == ()


def test_of_several_at_one_moment_the_nearest_to_the_date_goes_out() -> None:
    found = {one.rule: one for one in owed(due("June 8, 2026", remind=("2d", "1d")), an_office())}
    assert found["1d"].at == found["2d"].at == at("2026-06-05 09:00")
    assert (found["1d"].state, found["2d"].state) == (PLANNED, SUPERSEDED)
    assert (
        in_words(found["2d"].reason) == "another of its reminders comes at the same moment, and is nearer to its date"
    )


def test_a_shifted_moment_that_is_past_when_it_is_planned_does_not_count() -> None:
    saturday = at("2026-06-06 12:00")
    assert listed(due("June 8, 2026", remind=("1d",)), an_office(), saturday)[0] == ("1d", "Sun 07 Jun 09:00", None)


def test_what_is_planned_for_a_shifted_moment_stays_there_when_that_moment_is_past() -> None:
    record = Record(an_office())
    item = due("June 8, 2026", remind=("1d",))
    record.becomes(item, LONG_AGO, first_import=True)
    record.becomes(item, at("2026-06-01"))
    before = dict(record.rows)
    record.becomes(item, at("2026-06-05 10:00"))
    assert record.rows == before
    assert record.rows["call/team/1d/2026-06-08"].at == at("2026-06-05 09:00")


def test_a_changed_setting_replans_and_keeps_the_key() -> None:
    item, record = due("June 8, 2026", remind=("2d", "1d")), Record(a_channel())
    record.becomes(item, at("2026-05-01"), first_import=True)
    keys = set(record.rows)
    record.channels = (an_office(),)
    record.becomes(item, at("2026-05-02"))
    assert set(record.rows) == keys
    assert record.rows["call/team/1d/2026-06-08"].at == at("2026-06-05 09:00")
    assert record.rows["call/team/2d/2026-06-08"].state is SUPERSEDED
    record.channels = (a_channel(),)
    record.becomes(item, at("2026-05-03"))
    assert [record.rows[key].shifted for key in sorted(keys)] == [None] * len(keys)
    assert all(one.state is PLANNED for one in record.rows.values())


def test_news_waits_for_the_end_of_quiet_hours() -> None:
    record = Record(a_night("18:00-08:00"))
    record.becomes(due("June 10, 2026"), LONG_AGO, first_import=True)
    moved = an_item(
        *(said("June 10, 2026", "2026-01-02"), said("July 1, 2026", "2026-02-01")), item_id="call", kind=Kind.DEADLINE
    )
    (notice,) = record.becomes(moved, at("2026-02-01 20:00"))
    assert (notice.at, notice.local) == (at("2026-02-02 08:00"), datetime(2026, 2, 2, 8))  # noqa: DTZ001
    assert notice.shifted is not None
    assert (notice.shifted.since, notice.shifted.why) == (at("2026-02-01 20:00"), "quiet")


def test_waiting_news_comes_sooner_when_the_quiet_is_made_shorter_and_never_changes_else() -> None:
    record = Record(a_night("18:00-08:00"))
    record.becomes(due("June 10, 2026"), at("2026-02-01 20:00"))
    (notice,) = [one for one in record.rows.values() if one.kind.is_change]
    record.becomes(due("June 10, 2026"), at("2026-02-01 20:10"))
    assert record.rows[notice.key].at == at("2026-02-02 08:00")
    record.channels = (a_night("18:00-06:00"),)
    record.becomes(due("June 10, 2026"), at("2026-02-01 20:20"))
    assert record.rows[notice.key].at == at("2026-02-02 06:00")
    record.channels = (a_channel(),)
    record.becomes(due("June 10, 2026"), at("2026-02-01 20:30"))
    assert (record.rows[notice.key].at, record.rows[notice.key].shifted) == (at("2026-02-01 20:00"), None)


def test_news_of_a_deadline_that_closes_within_24_hours_comes_at_once() -> None:
    night, now = a_night("18:00-08:00"), at("2026-06-10 20:00")
    assert news_at(as_known(due("June 10, 2026")), night, now) == now
    assert news_at(as_known(due("June 10, 2026", Kind.EVENT)), night, now) == at("2026-06-11 08:00")
    assert news_at(as_known(due("June 12, 2026")), night, now) == at("2026-06-11 08:00")


def test_a_shifted_reminder_names_its_day() -> None:
    item = due("June 7, 2026", Kind.EVENT)
    (today,) = [one for one in owed(item, an_office()) if one.rule == "today"]
    text = wording.line(today, as_known(item), now=today.at)
    assert text == "Call: due in 2 days (Sunday, 7 Jun 2026) (Gazette, 2 Jan 2026)."
    assert today.why == "its day is 7 Jun 2026, moved from Sunday, 7 Jun 2026, 09:00, which is no workday"


def test_a_plan_says_what_was_shifted_and_shows_only_what_goes_out() -> None:
    planned = ahead(
        [as_known(due("June 8, 2026", remind=("2d", "1d")))],
        [],
        channels=[an_office()],
        leads=DEFAULT_LEADS,
        now=at("2026-06-01"),
        until=at("2026-06-06"),
    )
    (only,) = planned
    assert only.as_json()["shifted"] == {"from": "2026-06-07T09:00:00Z", "why": "workday"}


def test_what_is_not_shifted_says_so_in_a_plan() -> None:
    first, *_ = ahead(
        [as_known(due("June 8, 2026"))],
        [],
        channels=[a_channel()],
        leads=DEFAULT_LEADS,
        now=LONG_AGO,
        until=at("2026-07-01"),
    )
    assert first.as_json()["shifted"] is None


# Both changes of the clocks in each: at night, at midnight, by half an hour, and none.
ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Beirut",
    "Pacific/Kiritimati",
    "AoE",
    "UTC+8",
]
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 10, 30, 59]))
spans = st.builds(QuietHours, clocks, clocks).filter(lambda one: one.begins != one.ends)
some_quiet = st.lists(spans, max_size=3).map(tuple).filter(lambda quiet: not quiet or bool(joined(quiet)))
some_days = st.builds(lambda number: date(2026, 1, 1) + timedelta(days=number), st.integers(0, 364))
channels = st.builds(
    Channel,
    name=st.just("team"),
    zone=st.sampled_from(ZONES),
    hour=clocks,
    workdays=st.frozensets(st.integers(0, 6), min_size=1),
    holidays=st.none() | st.builds(FreeDays, st.frozensets(some_days, max_size=20)),
    quiet=some_quiet,
)
whens = some_days.map(lambda day: f"{day:%B} {day.day}, {day.year}") | st.sampled_from(
    ["late April 2026", "Q3 2026", "by 2026-10-31", "2026-03-29T02:10Z", "2026-10-25T01:30Z", "soon"]
)
items_due = st.builds(due, whens, st.sampled_from(Kind), zone=st.sampled_from(ZONES))


@given(items_due, channels)
def test_no_reminder_of_a_deadline_comes_later_and_nothing_is_lost(item: Item, channel: Channel) -> None:
    known = as_known(item)
    own = {one.key: one for one in reminders(known, channel, DEFAULT_LEADS[item.facts.kind], YEAR)}
    found = {one.key: one for one in arranged(own.values(), channel, known, recorded={}, now=at("2020-01-01"))}
    assert set(found) == set(own)
    for key, one in found.items():
        assert one.state is PLANNED or one.reason
        assert (one.shifted is None) == (one.at == own[key].at)
        assert one.shifted is None or one.shifted.since == own[key].at
        if item.facts.kind is Kind.DEADLINE and one.kind is not NotificationKind.RECHECK:
            assert one.at <= own[key].at
        if one.kind is NotificationKind.LAST_CALL:
            assert one == own[key]


@given(items_due, channels)
def test_what_is_superseded_has_a_rival_that_goes_out_at_its_moment(item: Item, channel: Channel) -> None:
    found = owed(item, channel, at("2020-01-01"))
    going = [one.at for one in found if one.state is PLANNED]
    assert all(one.at in going for one in found)


@given(items_due, channels)
def test_only_last_calls_and_deadlines_come_on_free_days_or_in_quiet_hours(item: Item, channel: Channel) -> None:
    known = as_known(item)
    for one in owed(item, channel, at("2020-01-01")):
        if one.kind is NotificationKind.LAST_CALL:
            continue
        local = one.at.astimezone(dates.zone(channel.zone))
        counts_hours = "T" in one.target
        assert counts_hours or free(local.date(), channel) is None
        if item.facts.kind is not Kind.DEADLINE and one.kind.value in {"overdue", "midway", "recheck"}:
            assert news_at(as_known(due("soon", Kind.EVENT)), channel, one.at) == one.at
        assert known.id == one.item


@given(items_due, channels, channels, st.datetimes(datetime(2026, 1, 3), datetime(2026, 12, 1)))  # noqa: DTZ001
def test_changed_settings_keep_every_key_and_planning_twice_changes_nothing(
    item: Item, before: Channel, after: Channel, moment: datetime
) -> None:
    now, record = moment.replace(tzinfo=UTC), Record(before)
    record.becomes(item, now, first_import=True)
    keys = set(record.rows)
    record.channels = (after,)
    record.becomes(item, now)
    changed = dict(record.rows)
    assert keys <= set(changed)
    record.becomes(item, now)
    assert record.rows == changed


@given(channels, st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)))  # noqa: DTZ001
def test_news_waits_less_than_two_days_and_never_into_other_quiet_hours(channel: Channel, moment: datetime) -> None:
    known, now = as_known(due("soon", Kind.EVENT)), moment.replace(tzinfo=UTC)
    then = news_at(known, channel, now)
    assert now <= then < now + timedelta(hours=25)
    assert news_at(known, channel, then) == then
