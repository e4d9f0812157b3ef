"""The reason that a reminder which was owed gives for ending: what really changed, and not always the date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import pytest

from tests.builders import OFFICIAL, RECORDED, a_channel, an_item, as_known, at, in_words, said
from watchtracker import items
from watchtracker.items import Item, ItemAsOf, Kind, Origin, Recheck
from watchtracker.notifications import (
    Channel,
    LeadTime,
    Notification,
    NotificationKind,
    NotificationState,
    Want,
    WeeklyTime,
    reasons,
)
from watchtracker.notifications.overtaking import Overtaking
from watchtracker.notifications.planning import of_digests, of_item
from watchtracker.notifications.rules import DEFAULT_LEADS, DayRange

TEAM = a_channel()
NOW = at("2026-04-10")
LEADS = "its lead times changed, and this is none of them now"
INTERVAL = "how often its date is asked after changed"
NO_INTERVALS: Mapping[Kind, str] = MappingProxyType({})


def call(when: str = "May 20, 2026", kind: Kind = Kind.DEADLINE, **facts: Any) -> Item:
    return an_item(said(when, "2026-04-01"), item_id="call", kind=kind, **facts)


def planned(item: Item) -> list[Notification]:
    return planned_for(as_known(item), ())


def planned_for(
    known: ItemAsOf,
    recorded: tuple[Notification, ...],
    *,
    before: ItemAsOf | None = None,
    channel: Channel = TEAM,
    leads: Mapping[Kind, tuple[LeadTime, ...]] = DEFAULT_LEADS,
    intervals: Mapping[Kind, str] = NO_INTERVALS,
    now: datetime = NOW,
) -> list[Notification]:
    found = of_item(before, known, recorded, channels=(channel,), leads=leads, intervals=intervals, now=now)
    return [one for one in (*found.new, *found.changed) if not one.kind.is_change]


def ended(was: Item, becomes: Item, **more: object) -> dict[str, str | None]:
    """Which rules of `was` end, and why, once it `becomes` something else."""
    recorded = tuple(planned(was))
    after = planned_for(as_known(becomes), recorded, before=as_known(was), **more)  # type: ignore[arg-type]
    return {one.rule: in_words(one.reason) for one in after if one.state is not NotificationState.PLANNED}


def looked(item: Item, on: str) -> Item:
    day = date.fromisoformat(on)
    return replace(item, rechecks=(*item.rechecks, Recheck(day, "mei", item.claims[0].id, Origin.CLI, RECORDED)))


def test_other_lead_times_of_an_item_are_given_as_the_reason() -> None:
    assert ended(call(), call(remind=("14d", "2h"))) == dict.fromkeys(("30d", "7d", "3d", "1d", "4h"), LEADS)


def test_other_lead_times_in_the_settings_are_given_as_the_reason() -> None:
    leads = {**DEFAULT_LEADS, Kind.DEADLINE: (LeadTime.read("14d"), LeadTime.read("4h"))}
    assert ended(call(), call(), leads=leads) == dict.fromkeys(("30d", "7d", "3d", "1d"), LEADS)


def test_a_window_that_became_too_long_for_a_lead_time_is_another_date() -> None:
    was, wider = call(kind=Kind.RELEASE), call("May 20, 2026 to May 30, 2026", kind=Kind.RELEASE)
    assert ended(was, wider)["7d"] == "the date in force is now 20 to 30 May 2026"


def test_another_interval_of_rechecks_is_given_as_the_reason() -> None:
    undated = call("soon")
    assert ended(undated, call("soon", recheck="20d")) == {"recheck": INTERVAL}
    assert ended(undated, call("soon", recheck="never")) == {"recheck": INTERVAL}
    assert ended(undated, undated, intervals={Kind.DEADLINE: "25d"}) == {"recheck": INTERVAL}


def test_a_standing_that_is_asked_after_less_often_is_another_interval() -> None:
    far = "May 20, 2027"
    official = an_item(said(far, "2026-04-01", standing=OFFICIAL), item_id="call", kind=Kind.DEADLINE)
    assert ended(call(far), official)["recheck"] == INTERVAL


def test_a_recheck_made_since_and_one_taken_back_are_given_as_the_reason() -> None:
    asked = call("soon")
    assert ended(asked, looked(asked, "2026-04-09")) == {"recheck": "its date was said again or re-checked since"}
    again = items.recorded(asked, said("TBD", "2026-04-08"), origin=Origin.CLI, now=NOW)
    taken_back = items.retracted(again, again.claims[1].id, origin=Origin.CLI, now=NOW)
    assert ended(again, taken_back) == {"recheck": "what had confirmed its date was taken back"}


def test_a_date_that_came_near_is_given_as_the_reason_for_a_recheck() -> None:
    dated = items.recorded(call("soon"), said("May 20, 2026", "2026-04-09"), origin=Origin.CLI, now=NOW)
    assert ended(call("soon"), dated) == {"recheck": "the date in force is now 20 May 2026"}


def test_another_kind_is_given_as_the_reason_for_what_it_has_not() -> None:
    found = ended(call(), call(kind=Kind.EVENT))
    assert found.pop("4h") == "it is of another kind now, which has no such reminder"
    assert set(found.values()) == {LEADS}


def test_another_zone_is_given_as_the_reason_where_the_days_stay() -> None:
    assert ended(call(), call(zone="America/New_York")) == {"4h": "its days are now those of America/New_York"}


def test_a_channel_that_wants_no_reminders_any_more_is_given_as_the_reason() -> None:
    quiet = replace(TEAM, wants=frozenset({Want.MOVES}))
    assert set(ended(call(), call(), channel=quiet).values()) == {"the channel does not want it any more"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"digest": WeeklyTime(3, TEAM.hour)}, "the digest of the channel comes on another day now"),
        ({"wants": frozenset({Want.MOVES})}, "the channel does not want it any more"),
        ({"name": "others"}, "the channel is no longer in the settings"),
    ],
)
def test_a_digest_that_is_not_sent_says_why(change: dict[str, object], reason: str) -> None:
    channel = replace(TEAM, wants=frozenset({Want.DIGEST}))
    recorded = of_digests([], channels=[channel], now=NOW).new
    found = of_digests(recorded, channels=[replace(channel, **change)], now=NOW).changed  # type: ignore[arg-type]
    assert {in_words(one.reason) for one in found} == {reason}


def test_what_is_under_way_keeps_what_overtook_it_when_everything_is_planned_again() -> None:
    was, moved = as_known(call()), as_known(call(zone="America/New_York"))
    sending = tuple(replace(one, state=NotificationState.SENDING) for one in planned(call()) if one.rule == "4h")
    (marked,) = (one for one in planned_for(moved, sending, before=was) if one.overtaken)
    assert in_words(marked.overtaken) == "its days are now those of America/New_York"
    assert [one for one in planned_for(moved, (marked,), before=moved) if one.key == marked.key] == []


def test_what_is_under_way_to_a_date_that_moved_is_set_right_whatever_else_changes() -> None:
    was, moved = as_known(call()), as_known(call("June 9, 2026"))
    quiet = replace(TEAM, wants=frozenset({Want.MOVES}))
    sending = tuple(replace(one, state=NotificationState.SENDING) for one in planned(call()) if one.rule == "14d")
    (marked,) = (one for one in planned_for(moved, sending, before=was) if one.overtaken)
    assert planned_for(moved, (marked,), before=moved, channel=quiet) == []


def test_the_last_call_of_a_deadline_that_is_not_known_to_the_day_says_that_it_may_close() -> None:
    calls = [one for one in planned(call("late May 2026")) if one.kind is NotificationKind.LAST_CALL]
    assert [one.why for one in calls] == [
        "4 hours before it may close, which is 21 May 2026, 16:00 UTC at the earliest",
        "4 hours before it closes at 31 May 2026, 16:00 UTC",
    ]


def test_the_reason_is_what_changed_for_the_item_itself_before_anything_of_its_date() -> None:
    was, moved = as_known(call()), as_known(call("June 1, 2026"))
    owed = next(one for one in planned(call()) if one.rule == "7d")
    stretch = DayRange(NOW.date(), NOW.date())
    assert Overtaking(was, None, TEAM, {}, stretch).why(owed) == (reasons.ITEM_GONE, NotificationState.CANCELLED)
    deaf = replace(TEAM, wants=frozenset({Want.MOVES}))
    assert Overtaking(was, moved, deaf, {}, stretch).why(owed) == (reasons.NOT_WANTED, NotificationState.CANCELLED)
    assert Overtaking(was, moved, TEAM, {}, stretch).why(owed) == (
        *(reasons.date_moved(moved.window), NotificationState.SUPERSEDED),
    )
    law = Overtaking(was, moved, TEAM, {}, stretch, closed_at=NOW)
    assert law.why(owed) == (reasons.LAW_CHANGED, NotificationState.SUPERSEDED)
