"""The sentence of a notification: the day is named where a quiet time moved it, and the window where it says more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import a_channel, an_item, as_known, at, said
from watchtracker.dates import DateWindow
from watchtracker.items import ItemAsOf, Kind
from watchtracker.notifications import LeadTime, NotificationKind, QuietTime, Shift
from watchtracker.notifications.holds import Hold, HoldKind, Person
from watchtracker.notifications.rules import DayRange, reminders
from watchtracker.wording.digest import digest
from watchtracker.wording.reminders import line

YEAR = DayRange(date(2026, 1, 1), date(2026, 12, 31))


def told(when: str, rule: str, *, days_late: int = 0, kind: Kind = Kind.RELEASE) -> str:
    """What a reminder says that a holiday moved."""
    known = as_known(an_item(said(when, "2026-01-02"), kind=kind, zone="UTC"))
    leads = [LeadTime.read("7d")]
    owed = next(one for one in reminders(known, a_channel(), leads, YEAR) if one.rule == rule)
    moved = replace(owed, shifted=Shift(owed.at, QuietTime.HOLIDAY))
    return line(moved, known, now=owed.at + timedelta(days=days_late))


def test_a_reminder_that_was_moved_names_its_day_once() -> None:
    assert told("6 May 2026", "7d").startswith("Launch: expected in 7 days (Wednesday, 6 May 2026) (Gazette,")


def test_a_reminder_of_a_window_names_its_first_day_and_the_window() -> None:
    text = told("May 2026", "7d", kind=Kind.DEADLINE)
    assert text.startswith("Launch: may close in 7 days (Friday, 1 May 2026), May 2026 (Gazette,")


def test_on_the_day_itself_today_is_enough() -> None:
    assert told("6 May 2026", "today").startswith("Launch: expected today, 6 May 2026 (Gazette,")
    assert told("6 May 2026", "7d", days_late=7).startswith("Launch: expected today, 6 May 2026 (Gazette,")


def test_what_was_not_moved_names_no_day() -> None:
    known = as_known(an_item(said("6 May 2026", "2026-01-02"), zone="UTC"))
    owed = reminders(known, a_channel(), [LeadTime.read("7d")], YEAR)
    upcoming = next(one for one in owed if one.kind is NotificationKind.UPCOMING)
    text = line(upcoming, known, now=at("2026-04-29 09:00"))
    assert text.startswith("Launch: expected in 7 days, 6 May 2026 (Gazette,")


@pytest.mark.parametrize(
    ("rule", "told_on_time", "told_late"),
    [
        ("opens", "its window opens today: late Apr 2026", "its window opened 2 days ago: late Apr 2026"),
        ("closes", "the last day of its window is today: late", "the last day of its window was 2 days ago: late"),
    ],
)
def test_a_late_reminder_speaks_of_its_day_as_past(rule: str, told_on_time: str, told_late: str) -> None:
    known = as_known(an_item(said("late April", "2026-04-10"), zone="UTC"))
    owed = next(each for each in reminders(known, a_channel(), [], YEAR) if each.rule == rule)
    assert line(owed, known, now=owed.at).startswith(f"Launch: {told_on_time}")
    assert line(owed, known, now=owed.at + timedelta(days=2)).startswith(f"Launch: {told_late}")


def test_a_reminder_of_what_has_no_date_says_so_once() -> None:
    dated, undated = (as_known(an_item(said(when, "2026-04-10"), zone="UTC")) for when in ("6 May 2026", "soon"))
    owed = next(iter(reminders(dated, a_channel(), [LeadTime.read("7d")], YEAR)))
    assert line(owed, undated, now=owed.at) == "Launch: without a date (Gazette, 10 Apr 2026)."


def taken_in(known: ItemAsOf, channel: str = "team") -> Hold:
    return Hold(known.id, channel, HoldKind.TAKEN, Person("mei"), at("2026-04-15 09:00"), known.window)


def test_a_reminder_says_who_is_on_it_and_in_which_other_channel() -> None:
    known = as_known(an_item(said("6 May 2026", "2026-04-10"), kind=Kind.DEADLINE, zone="UTC"))
    owed = [*reminders(known, a_channel(), [LeadTime.read("7d"), LeadTime.read("4h")], YEAR)]
    assert {each.kind for each in owed} == {NotificationKind.UPCOMING, NotificationKind.LAST_CALL}
    for each in owed:
        bare = line(each, known, now=each.at)
        assert line(each, known, now=each.at, held=[taken_in(known)]) == f"{bare} mei is on it."
        assert line(each, known, now=each.at, held=[taken_in(known, "policy")]) == f"{bare} mei (policy) is on it."


def test_a_reminder_does_not_name_who_was_on_another_date() -> None:
    known = as_known(an_item(said("6 May 2026", "2026-04-10"), kind=Kind.DEADLINE, zone="UTC"))
    owed = next(iter(reminders(known, a_channel(), [LeadTime.read("7d")], YEAR)))
    before = replace(taken_in(known), window=DateWindow(date(2026, 4, 6), date(2026, 4, 6)))
    assert "is on it" not in line(owed, known, now=owed.at, held=[before])


def test_who_is_on_it_stands_before_when_a_late_reminder_was_due() -> None:
    known = as_known(an_item(said("6 May 2026", "2026-04-10"), kind=Kind.DEADLINE, zone="UTC"))
    owed = next(iter(reminders(known, a_channel(), [LeadTime.read("7d")], YEAR)))
    text = line(owed, known, now=owed.at + timedelta(hours=5), late=True, held=[taken_in(known)])
    assert text.endswith("mei is on it. (This was due 29 Apr 2026, 09:00 UTC.)")


def test_the_digest_lists_an_item_with_who_is_on_it() -> None:
    known = as_known(an_item(said("6 May 2026", "2026-04-10"), kind=Kind.DEADLINE, zone="UTC"))
    now = at("2026-05-01 09:00")
    told = digest([known], channel=a_channel(), now=now, held={known.id: [taken_in(known, "policy")]})
    assert told[-1].text == f"{digest([known], channel=a_channel(), now=now)[-1].text}, taken by mei"
