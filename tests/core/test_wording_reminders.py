"""The sentence of a notification: the day is named where a quiet time moved it, and the window where it says more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.builders import a_channel, an_item, as_known, at, said
from watchtracker.items import Kind
from watchtracker.notifications import LeadTime, NotificationKind, QuietTime, Shift
from watchtracker.notifications.rules import DayRange, reminders
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
