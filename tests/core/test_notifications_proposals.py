"""What channels are owed of proposals: whom each concerns, when it comes, and that it comes once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_channel, an_item, as_known, at, said
from tests.core.test_intake_proposals import NOW, a_proposal
from watchtracker.intake.proposals import Proposal, ProposalState, StoredProposal
from watchtracker.items import ItemAsOf, Kind
from watchtracker.notifications import Channel, Notification, NotificationState, QuietHours, ReasonCode, Want
from watchtracker.notifications.proposals import Waiting, keys, number, owed, put_off

ASKS = a_channel("policy", "Europe/Berlin", time(9), wants=frozenset({Want.PROPOSALS}))
FOUND = NOW - timedelta(minutes=5)


def known(when: str = "April 2026", kind: Kind = Kind.RELEASE) -> ItemAsOf:
    return as_known(an_item(said(when, "2026-04-01"), kind=kind, zone="UTC"))


def waits(
    proposal: Proposal | None = None,
    about: ItemAsOf | None = None,
    *tags: str,
    number: int = 1,
    state: ProposalState = ProposalState.OPEN,
    by: str | None = None,
) -> Waiting:
    stored = StoredProposal(number, proposal or a_proposal(), state, FOUND, decided_by=by)
    return Waiting(stored, about, tags)


def planned(
    *waiting: Waiting, recorded: tuple[Notification, ...] = (), channels: tuple[Channel, ...] = (ASKS,), now: datetime
) -> list[Notification]:
    """What stands after planning, recorded as a database would."""
    found = owed({each.stored.id: each for each in waiting}, recorded, channels=channels, now=now)
    changed = {each.key: each for each in found.changed}
    kept = [changed.get(each.key, each) for each in recorded]
    return [*kept, *(replace(each, id=100 + place) for place, each in enumerate(found.new, len(recorded)))]


def the_only(notifications: list[Notification]) -> Notification:
    (found,) = notifications
    return found


def test_a_proposal_comes_at_the_next_hour_of_the_channel() -> None:
    found = the_only(planned(waits(number=7), now=at("2026-04-12 06:59")))
    assert (found.at, found.local, number(found)) == (at("2026-04-12 07:00"), datetime(2026, 4, 12, 9), 7)  # noqa: DTZ001 - a wall time
    assert the_only(planned(waits(), now=at("2026-04-12 07:01"))).at == at("2026-04-13 07:00")


def test_only_a_channel_that_names_proposals_hears_of_them() -> None:
    assert planned(waits(), channels=(a_channel(),), now=NOW) == []


@pytest.mark.parametrize(("tags", "heard"), [(("policy",), True), (("models",), False), ((), False)])
def test_a_channel_with_tags_hears_of_what_has_one_of_them(tags: tuple[str, ...], *, heard: bool) -> None:
    tagged = replace(ASKS, tags=("policy",))
    assert bool(planned(waits(None, None, *tags), channels=(tagged,), now=NOW)) is heard


@pytest.mark.parametrize(
    ("kind", "in_force", "proposed", "at_once"),
    [
        (Kind.DEADLINE, "18 April 2026", "25 April 2026", True),
        (Kind.DEADLINE, "30 May 2026", "18 April 2026", True),
        (Kind.DEADLINE, "30 May 2026", "25 June 2026", False),
        (Kind.RELEASE, "18 April 2026", "25 April 2026", False),
        (Kind.EVENT, "18 April 2026", "25 April 2026", False),
    ],
)
def test_only_a_deadline_within_seven_days_is_told_at_once(
    kind: Kind, in_force: str, proposed: str, *, at_once: bool
) -> None:
    item = known(in_force, kind)
    found = the_only(planned(waits(a_proposal(proposed, item=item.id), item), now=NOW))
    assert (found.at == NOW) is at_once


def test_what_is_urgent_waits_for_the_end_of_quiet_hours_as_news_does() -> None:
    item = known("18 April 2026", Kind.DEADLINE)
    quiet = replace(ASKS, quiet=(QuietHours(time(18), time(8)),))
    found = the_only(planned(waits(a_proposal("25 April 2026"), item), channels=(quiet,), now=at("2026-04-12 20:00")))
    assert found.at == at("2026-04-13 06:00")


def test_on_a_free_day_it_comes_on_the_next_workday() -> None:
    # 12 April 2026 is a Sunday.
    workdays = replace(ASKS, workdays=frozenset(range(5)))
    found = the_only(planned(waits(), channels=(workdays,), now=at("2026-04-12 06:00")))
    assert found.at == at("2026-04-13 07:00")


def test_what_was_decided_before_it_was_told_ends_with_who_decided_it() -> None:
    before = planned(waits(), now=NOW)
    (after,) = planned(waits(state=ProposalState.DISMISSED, by="mei"), recorded=tuple(before), now=NOW)
    assert after.state is NotificationState.SUPERSEDED
    assert after.reason is not None
    assert (after.reason.code, after.reason.about) == (ReasonCode.DECIDED, ("dismissed", "mei"))


def test_what_the_date_in_force_says_meanwhile_is_not_told() -> None:
    before = planned(waits(a_proposal(item="launch"), known()), now=NOW)
    (after,) = planned(waits(a_proposal(item="launch"), known("late April 2026")), recorded=tuple(before), now=NOW)
    assert after.state is NotificationState.SUPERSEDED


def test_one_that_is_brought_back_before_it_was_told_is_told_after_all() -> None:
    dismissed = planned(waits(state=ProposalState.DISMISSED), recorded=tuple(planned(waits(), now=NOW)), now=NOW)
    (after,) = planned(waits(), recorded=tuple(dismissed), now=NOW + timedelta(days=2))
    assert (after.state, after.at > NOW + timedelta(days=2)) == (NotificationState.PLANNED, True)


def test_one_that_was_sent_is_never_planned_again() -> None:
    (before,) = planned(waits(), now=NOW)
    sent = replace(before, state=NotificationState.SENT)
    assert planned(waits(), recorded=(sent,), now=NOW + timedelta(days=9)) == [sent]


def test_one_that_is_said_anew_after_it_was_accepted_is_told_anew() -> None:
    later = waits()
    later = replace(later, stored=replace(later.stored, found_at=FOUND + timedelta(days=3)))
    assert keys([waits()], [ASKS]) != keys([later], [ASKS])


def test_a_channel_that_asks_no_more_or_is_gone_hears_of_it_no_more() -> None:
    before = tuple(planned(waits(), now=NOW))
    asks_no_more = replace(ASKS, wants=frozenset({Want.MOVES}))
    for channels in ((asks_no_more,), ()):
        (after,) = planned(waits(), recorded=before, channels=channels, now=NOW)
        assert after.state is NotificationState.CANCELLED


def test_what_is_due_already_stays_due_however_often_it_is_planned() -> None:
    before = tuple(planned(waits(), now=NOW))
    late = before[0].at + timedelta(hours=2)
    assert tuple(planned(waits(), recorded=before, now=late)) == before


def test_what_had_no_room_comes_a_day_later() -> None:
    (before,) = planned(waits(), now=NOW)
    later = put_off(before, ASKS, before.at)
    assert later.at == before.at + timedelta(days=1)
    assert planned(waits(), recorded=(later,), now=before.at + timedelta(minutes=1)) == [later]


@given(
    st.lists(st.integers(min_value=0, max_value=14 * 24 * 60), min_size=1, max_size=8),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"]),
    st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
)
def test_it_is_planned_once_and_within_a_day_however_often_one_looks(minutes: list[int], zone: str, hour: time) -> None:
    channel = replace(ASKS, zone=zone, hour=hour)
    recorded: tuple[Notification, ...] = ()
    first = NOW + timedelta(minutes=min(minutes))
    for minute in sorted(minutes):
        recorded = tuple(planned(waits(), recorded=recorded, channels=(channel,), now=NOW + timedelta(minutes=minute)))
    (found,) = recorded
    assert first <= found.at <= first + timedelta(hours=25)
