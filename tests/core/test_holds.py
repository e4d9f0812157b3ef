"""What somebody who is on it, or snoozes, keeps from a channel, and when that ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_channel, an_item, as_known, at, happened, said
from watchtracker.errors import InputError
from watchtracker.items import ItemAsOf, Kind
from watchtracker.notifications import Channel, Notification, NotificationKind, NotificationState
from watchtracker.notifications.holds import (
    LONGEST_SNOOZE,
    SHORTEST_SNOOZE,
    Hold,
    HoldEnd,
    HoldKind,
    Person,
    SnoozeBounds,
    SnoozeRefusal,
    end_of,
    ended_by_now,
    handed_back,
    holding,
    snooze_bounds,
    taken,
    woken,
)
from watchtracker.notifications.planning import Planned, last_calls, of_item
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.targets import SlackTarget, WebhookTarget

NOW = at("2026-04-10 09:00")
DAY = timedelta(days=1)
TEAM, LEGAL = a_channel(to=SlackTarget("C0TEAM")), a_channel("legal", to=SlackTarget("C0LEGAL"))
MEI, OLA = Person("mei", "U0MEI"), Person("ola")


def call(when: str = "May 6, 2026", kind: Kind = Kind.DEADLINE) -> ItemAsOf:
    return as_known(an_item(said(when, "2026-04-01"), item_id="call", kind=kind, zone="UTC"))


def hold(known: ItemAsOf, kind: HoldKind = HoldKind.TAKEN, *, until: datetime | None = None, number: int = 1) -> Hold:
    return Hold("call", TEAM.name, kind, MEI, NOW, known.window, until, id=number)


def resolved(known: ItemAsOf) -> ItemAsOf:
    return replace(known, outcome=happened("2026-04-13"))


def planned(known: ItemAsOf, *held: Hold, now: datetime = NOW) -> dict[tuple[str, str], NotificationState]:
    """What is planned for the two channels, by channel and rule or kind."""
    found = of_item(known, known, (), channels=(TEAM, LEGAL), leads=DEFAULT_LEADS, now=now, held=held)
    return {(owed.channel, owed.key): owed.state for owed in found.new}


def rules(known: ItemAsOf, *held: Hold, channel: str = TEAM.name) -> list[tuple[NotificationKind, datetime]]:
    found = of_item(known, known, (), channels=(TEAM, LEGAL), leads=DEFAULT_LEADS, now=NOW, held=held)
    return [(owed.kind, owed.at) for owed in sorted(found.new, key=lambda owed: owed.at) if owed.channel == channel]


def test_who_is_on_it_keeps_reminders_from_the_channel_but_not_the_last_call() -> None:
    assert {kind for kind, _ in rules(call())} == {NotificationKind.UPCOMING, NotificationKind.LAST_CALL}
    assert {kind for kind, _ in rules(call(), hold(call()))} == {NotificationKind.LAST_CALL}


@pytest.mark.parametrize(
    ("channel", "by"),
    [(TEAM, OLA), (a_channel(), MEI), (a_channel(to=WebhookTarget("https://example.org/hook")), MEI)],
    ids=["no account", "a console", "a webhook"],
)
def test_a_reminder_stays_in_its_channel_where_it_cannot_go_to_who_is_on_it(channel: Channel, by: Person) -> None:
    held = [replace(hold(call()), by=by)]
    quiet = of_item(call(), call(), (), channels=(channel,), leads=DEFAULT_LEADS, now=NOW, held=held)
    assert quiet == of_item(call(), call(), (), channels=(channel,), leads=DEFAULT_LEADS, now=NOW)


def test_another_channel_is_not_quieted() -> None:
    assert rules(call(), hold(call()), channel=LEGAL.name) == rules(call(), channel=LEGAL.name)


def test_a_snooze_ends_with_one_reminder() -> None:
    until = at("2026-05-04 10:30")
    quiet = rules(call(), hold(call(), HoldKind.SNOOZED, until=until))
    assert [moment for kind, moment in quiet if kind is NotificationKind.UPCOMING] == [until, at("2026-05-05 09:00")]
    assert [kind for kind, _ in quiet].count(NotificationKind.LAST_CALL) == 1


def test_what_a_hold_stops_ends_with_its_name() -> None:
    before = of_item(call(), call(), (), channels=(TEAM,), leads=DEFAULT_LEADS, now=NOW)
    recorded = [replace(owed, id=number) for number, owed in enumerate(before.new, 1)]
    after = of_item(call(), call(), recorded, channels=(TEAM,), leads=DEFAULT_LEADS, now=NOW, held=[hold(call())])
    ended = {(owed.kind, owed.state, owed.reason.about if owed.reason else ()) for owed in after.changed}
    assert ended == {(NotificationKind.UPCOMING, NotificationState.SUPERSEDED, ("mei",))}
    again = of_item(call(), call(), after.changed, channels=(TEAM,), leads=DEFAULT_LEADS, now=NOW)
    assert {owed.state for owed in again.changed} == {NotificationState.PLANNED}


def test_a_hold_ends_with_the_date_it_was_for() -> None:
    moved = call("June 6, 2026")
    assert end_of(hold(call()), call(), NOW) is None
    assert end_of(hold(call()), moved, NOW) is HoldEnd.DATE_CHANGED
    assert end_of(hold(call()), None, NOW) is HoldEnd.OFF_THE_LIST
    assert end_of(hold(call()), call(), at("2026-05-08 09:00")) is HoldEnd.PASSED
    done = replace(call(), outcome=happened("2026-04-24"))
    assert end_of(hold(call()), done, NOW) is HoldEnd.OUTCOME
    assert [over.ended_as for over in ended_by_now([hold(call())], moved, NOW)] == [HoldEnd.DATE_CHANGED]


def test_what_has_passed_is_not_taken_as_the_hold_would_be_over_at_once() -> None:
    with pytest.raises(InputError, match="the date of call has passed: nobody is reminded of it any more"):
        taken(call(), [], "team", MEI, at("2026-05-08 09:00"))


def test_a_snooze_whose_time_was_over_before_the_date_moved_ended_with_its_time() -> None:
    snoozed = hold(call(), HoldKind.SNOOZED, until=NOW + DAY)
    for after in (call("May 20, 2026"), resolved(call()), None):
        assert end_of(snoozed, after, NOW + DAY) is HoldEnd.TIME_OVER
        assert end_of(snoozed, after, NOW + DAY / 2) is not HoldEnd.TIME_OVER


def test_who_took_an_overdue_release_is_asked_again_after_four_weeks() -> None:
    late = call("March 2026", Kind.RELEASE)
    assert end_of(hold(late), late, NOW + 28 * DAY) is None
    assert end_of(hold(late), late, NOW + 29 * DAY) is HoldEnd.TIME_OVER


def test_the_first_hold_wins_unless_it_is_taken_over() -> None:
    mine = hold(call())
    assert taken(call(), [mine], "team", MEI, NOW).begins is None
    with pytest.raises(InputError, match="mei is on it since 10 Apr 2026"):
        taken(call(), [mine], "team", OLA, NOW)
    over = taken(call(), [mine], "team", OLA, NOW, over=True)
    assert (over.begins and over.begins.by, [ended.ended_as for ended in over.ends]) == (OLA, [HoldEnd.TAKEN_OVER])


def test_a_deadline_can_be_snoozed_until_its_last_call_and_anything_else_for_90_days() -> None:
    calls = last_calls(call(), TEAM, DEFAULT_LEADS)
    assert snooze_bounds(call(), min(calls), NOW) == SnoozeBounds(NOW + SHORTEST_SNOOZE, at("2026-05-06 20:00"))
    release = call("June 2026", Kind.RELEASE)
    assert last_calls(release, TEAM, DEFAULT_LEADS) == []
    assert snooze_bounds(release, None, NOW) == SnoozeBounds(NOW + SHORTEST_SNOOZE, NOW + LONGEST_SNOOZE)


@pytest.mark.parametrize(
    ("minutes", "refused"),
    [
        (-60, SnoozeRefusal.TOO_SOON),
        (14, SnoozeRefusal.TOO_SOON),
        (15, None),
        (60, None),
        (61, SnoozeRefusal.TOO_LATE),
    ],
)
def test_a_snooze_lasts_at_least_15_minutes_and_no_longer_than_it_may(
    minutes: int, refused: SnoozeRefusal | None
) -> None:
    bounds = snooze_bounds(call(), NOW + timedelta(hours=1), NOW)
    assert bounds.refusal(NOW + timedelta(minutes=minutes)) is refused


def test_nothing_is_handed_back_or_woken_that_was_not_held() -> None:
    for undo in (handed_back, woken):
        with pytest.raises(InputError):
            undo([], NOW)
    assert [over.ended_as for over in woken([hold(call(), HoldKind.SNOOZED, until=NOW + DAY)], NOW).ends] == [
        HoldEnd.WOKEN
    ]


@given(
    st.sampled_from(list(HoldKind)),
    st.integers(0, 89),
    st.integers(0, 200),
    st.sampled_from(["May 6, 2026", "June 2026", "soon", "March 2026"]),
    st.sampled_from(list(Kind)),
)
def test_no_hold_is_without_an_end(kind: HoldKind, days: int, later: int, when: str, item_kind: Kind) -> None:
    known = call(when, item_kind)
    until = NOW + (days + 1) * DAY if kind is HoldKind.SNOOZED else None
    held = hold(known, kind, until=until)
    if holding([held], known, NOW + later * DAY) and until is not None:
        assert NOW + later * DAY < until


def test_the_end_of_a_snooze_is_not_shifted_by_quiet_times() -> None:
    channel = a_channel(workdays=frozenset({0}))
    until = at("2026-05-03 12:00")  # a Sunday
    held = [replace(hold(call(), HoldKind.SNOOZED, until=until), channel=channel.name)]
    owed = of_item(call(), call(), (), channels=(channel,), leads=DEFAULT_LEADS, now=NOW, held=held)
    assert [each.at for each in owed.new if each.rule == "snooze"] == [until]


def test_no_snooze_begins_once_the_last_call_has_come() -> None:
    for ahead in (-DAY, timedelta(minutes=14)):
        bounds = snooze_bounds(call(), NOW + ahead, NOW)
        assert bounds.refusal(NOW + timedelta(minutes=20)) is SnoozeRefusal.LAST_CALL


def of_a_snooze(found: Planned) -> list[Notification]:
    return [each for each in (*found.new, *found.changed) if each.rule == "snooze"]


def test_where_a_reminder_comes_at_the_end_of_a_snooze_it_is_the_only_one() -> None:
    first = min(moment for _, moment in rules(call()))
    quiet = rules(call(), hold(call(), HoldKind.SNOOZED, until=first))
    assert [moment for _, moment in quiet].count(first) == 1


@pytest.mark.parametrize("late", [timedelta(0), 5 * DAY])
def test_the_end_of_a_snooze_that_nobody_got_yet_is_owed_on(late: timedelta) -> None:
    until = at("2026-04-12 10:30")
    held = [hold(call(), HoldKind.SNOOZED, until=until)]
    (owed,) = of_a_snooze(of_item(call(), call(), (), channels=(TEAM,), leads=DEFAULT_LEADS, now=NOW, held=held))
    recorded = [replace(owed, id=1)]
    # The process was down when it was due: the snooze is over then, whether anybody has written that down or not.
    for left in (held, []):
        again = of_item(call(), call(), recorded, channels=(TEAM,), leads=DEFAULT_LEADS, now=until + late, held=left)
        assert of_a_snooze(again) == []


def test_the_end_of_a_snooze_that_nobody_got_yet_ends_with_the_date_the_outcome_or_another_snooze() -> None:
    until = at("2026-04-12 10:30")
    held = [hold(call(), HoldKind.SNOOZED, until=until)]
    (owed,) = of_a_snooze(of_item(call(), call(), (), channels=(TEAM,), leads=DEFAULT_LEADS, now=NOW, held=held))
    anew = [replace(hold(call(), HoldKind.SNOOZED, until=until + 3 * DAY), since=until + DAY)]
    for after, left in ((call("May 8, 2026"), []), (resolved(call()), []), (call(), anew)):
        later = of_item(
            call(), after, [replace(owed, id=1)], channels=(TEAM,), leads=DEFAULT_LEADS, now=until + DAY, held=left
        )
        (ended,) = [each for each in of_a_snooze(later) if each.key == owed.key]
        assert ended.state in {NotificationState.SUPERSEDED, NotificationState.CANCELLED}
