"""The table of the kinds of notifications: it is complete, and each row says what people rely on."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.builders import a_channel, an_item, as_known, at, said
from watchtracker.channels.slack.blocks import _EMOJI, _SIGNS
from watchtracker.items import Kind
from watchtracker.notifications import ChangeKind, LeadTime, Notification, NotificationKind, Sign, Want, reasons
from watchtracker.notifications.kinds import KINDS, UNLESS_NAMED, Cause, InQuietTimes, LinkOf, SaidByAMove, TooLate
from watchtracker.notifications.rules import DEFAULT_LEADS, DayRange, digests, reminders
from watchtracker.wording.reminders import line, named_url

YEAR = DayRange(at("2026-01-01").date(), at("2026-12-31").date())
A_TARGET = {TooLate.WITH_ITS_TARGET: "2026-05-06T12:00:00Z"}


NEWS = {Cause.CHANGE, Cause.PROPOSAL}


def owed_by(kind: Kind, when: str) -> list[Notification]:
    known = as_known(an_item(said(when, "2026-01-02"), kind=kind, zone="UTC"))
    return reminders(known, a_channel(), DEFAULT_LEADS[kind], YEAR)


OWED = [
    *owed_by(Kind.RELEASE, "April 2026"),
    *owed_by(Kind.RELEASE, "6 May 2026"),
    *owed_by(Kind.DEADLINE, "6 May 2026"),
    *owed_by(Kind.EVENT, "2027"),
    *digests(a_channel(), YEAR),
]


def notification(kind: NotificationKind) -> Notification:
    when = at("2026-05-06 08:00")
    target = A_TARGET.get(kind.traits.too_late, "2026-05-06")
    rule = "4h" if kind.traits.by_lead_time else kind.value
    local = when.replace(tzinfo=None)
    return Notification(kind.value, "launch", "team", kind, rule, target, at=when, local=local, zone="UTC", why="")


def test_every_kind_has_a_row_and_every_row_a_kind() -> None:
    assert list(KINDS) == list(NotificationKind)


def test_the_kinds_that_tell_a_change_are_those_that_the_types_name() -> None:
    assert {kind for kind in NotificationKind if kind.is_change} == set(get_args(ChangeKind))


def test_every_kind_that_no_change_and_no_proposal_causes_is_owed_by_a_rule() -> None:
    assert {one.kind for one in OWED} == {kind for kind in NotificationKind if kind.traits.cause not in NEWS}


def test_a_row_says_how_the_rules_name_what_they_owe() -> None:
    for one in OWED:
        if one.kind.traits.by_lead_time:
            LeadTime.read(one.rule)
        else:
            assert one.rule == one.kind.value


def test_a_row_says_which_kinds_are_owed_again_and_again() -> None:
    times = {kind: {one.target for one in OWED if one.kind is kind} for kind in NotificationKind}
    assert {kind for kind, targets in times.items() if len(targets) > 4} == {
        kind for kind in NotificationKind if kind.traits.repeats
    }


def test_what_is_too_late_once_its_target_is_past_counts_towards_an_instant() -> None:
    late = [one for one in OWED if one.kind.traits.too_late is TooLate.WITH_ITS_TARGET]
    assert late
    assert all("T" in one.target for one in late)


def test_every_kind_has_a_reason_and_a_sentence_with_the_title() -> None:
    known = as_known(an_item(said("6 May 2026", "2026-01-02"), kind=Kind.DEADLINE, zone="UTC"))
    for kind in NotificationKind:
        one = notification(kind)
        assert reasons.owed(kind, one.rule, one.target)
        assert "Launch" in line(one, known, now=one.at)


@pytest.mark.parametrize("kind", NotificationKind)
def test_a_link_leads_to_the_date_in_force_where_a_notification_names_nothing_else(kind: NotificationKind) -> None:
    known = as_known(an_item(said("6 May 2026", "2026-01-02", url="https://example.org/a"), zone="UTC"))
    assert named_url(notification(kind), known) == "https://example.org/a"


def test_slack_has_an_emoji_for_every_look_and_none_to_spare() -> None:
    assert set(_EMOJI) == set(Sign) == {row.sign for row in KINDS.values() if row.sign}


def test_only_what_comes_in_a_message_with_a_title_of_its_own_has_no_sign() -> None:
    titled = {NotificationKind.DIGEST, NotificationKind.PROPOSALS}
    assert {kind for kind in NotificationKind if kind.value not in _SIGNS} == titled


def test_a_channel_that_asks_for_nothing_gets_everything_but_proposals() -> None:
    assert frozenset(Want) - {Want.PROPOSALS} == UNLESS_NAMED


@pytest.mark.parametrize(
    ("values", "used"),
    [
        (Want, {row.want for row in KINDS.values()}),
        (Cause, {row.cause for row in KINDS.values()}),
        (InQuietTimes, {row.in_quiet_times for row in KINDS.values()}),
        (TooLate, {row.too_late for row in KINDS.values()}),
        (SaidByAMove, {row.said_by_a_move for row in KINDS.values()}),
        (LinkOf, {row.link_of for row in KINDS.values()}),
    ],
)
def test_nothing_is_told_apart_that_no_kind_needs(values: type, used: set[str]) -> None:
    assert set(values) == used  # type: ignore[call-overload]


def test_only_a_last_call_comes_whatever_the_channel_says() -> None:
    assert [kind for kind in KINDS if KINDS[kind].in_quiet_times is InQuietTimes.COMES] == [NotificationKind.LAST_CALL]
