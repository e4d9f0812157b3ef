"""What was sent of an item and what comes next: which of it is shown, and in which words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.builders import a_channel, an_item, as_known, at, said
from watchtracker import dates
from watchtracker.items import Kind
from watchtracker.notifications import Notification, NotificationState, planning, reasons
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.reports.notified import line, notified, told
from watchtracker.wording.reasons import sentence

NOW = at("2026-04-12 08:30")


def planned() -> tuple[Notification, ...]:
    known = as_known(an_item(said("June 30, 2026", "2026-04-01"), kind=Kind.DEADLINE, zone="UTC"))
    return planning.of_item(None, known, [], channels=[a_channel()], leads=DEFAULT_LEADS, now=NOW).new


def test_at_most_a_few_are_shown_those_that_come_first_and_those_that_went_out_last() -> None:
    found = planned()
    sent = [
        replace(found[0], key=f"sent-{day}", at=at(f"2026-04-{day:02} 09:00"), state=NotificationState.SENT)
        for day in range(1, 10)
    ]

    few = notified([*reversed(found), *sent])
    assert [each.key for each in few.sent] == [f"sent-{day}" for day in range(4, 10)]
    assert [each.at for each in few.coming] == sorted(each.at for each in found)[:4]
    assert few.hidden == len(found) + len(sent) - 10


def test_a_line_says_when_where_what_why_and_what_became_of_it() -> None:
    reminder = next(each for each in planned() if each.rule == "30d")
    gone = replace(reminder, state=NotificationState.CANCELLED, reason=reasons.CHANNEL_GONE)
    sent = replace(reminder, state=NotificationState.SENT, sent_at=at("2026-05-31 09:01"))

    assert line(reminder, []) == "2026-05-31T09:00Z  team  upcoming: 30 days before 30 Jun 2026; planned"
    assert line(sent, []).endswith("; sent 2026-05-31T09:01Z")
    assert "; cancelled, " in line(gone, [])


def test_people_read_when_in_their_zone_why_and_what_went_wrong() -> None:
    reminder, place = next(each for each in planned() if each.rule == "30d"), dates.zone("Europe/Berlin")

    def so(**other: Any) -> str:
        return told(replace(reminder, **other), [], place)

    due = "31 May 2026, 11:00: 30 days before 30 Jun 2026 (to team)"
    gone = f": {sentence(reasons.CHANNEL_GONE)}"
    assert so() == due
    assert so(state=NotificationState.SENT, sent_at=at("2026-05-31 09:01")) == due.replace("11:00", "11:01")
    assert so(state=NotificationState.SENDING) == f"{due}; on its way"
    assert so(state=NotificationState.DEAD, reason=reasons.CHANNEL_GONE) == f"{due}; could not be delivered{gone}"
    assert so(state=NotificationState.CANCELLED, reason=reasons.CHANNEL_GONE) == f"{due}; not sent{gone}"


def test_all_of_it_is_shown_to_whoever_asks() -> None:
    found = planned()
    gone = replace(found[0], key="gone", state=NotificationState.CANCELLED, reason=reasons.CHANNEL_GONE)
    everything = notified([*found, gone], everything=True)
    assert (len(everything.coming), everything.sent, everything.hidden) == (len(found), (gone,), 0)
