"""Which news a change is: what was in force before it, held against what is in force after it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import OFFICIAL, a_channel, an_item, as_known, at, happened, said
from watchtracker import items
from watchtracker.items import Item, ItemAsOf, Kind, Origin, Result
from watchtracker.notifications import NoticeCode, NotificationKind, reasons
from watchtracker.notifications.changes import at_once, between, is_correction, notice
from watchtracker.notifications.rules import DEFAULT_LEADS, DayRange, reminders

LATER = at("2026-02-01")
MAY_6, MAY_20 = "6 May 2026", "20 May 2026"


def call(*whens: str) -> Item:
    claims = [said(when, f"2026-01-{day:02}") for day, when in enumerate(whens, 2)]
    return an_item(*claims, kind=Kind.DEADLINE, zone="UTC")


def news(before: ItemAsOf | None, after: ItemAsOf | None) -> tuple[NotificationKind, NoticeCode | None] | None:
    found = between(before, after)
    return (found.kind, found.code) if found else None


def without_last_claim(item: Item) -> Item:
    return items.retracted(item, item.claims[-1].id, origin=Origin.CLI, now=LATER)


def test_what_is_new_is_added_and_what_is_taken_out_is_no_news() -> None:
    known = as_known(call(MAY_6))
    assert news(None, known) == (NotificationKind.ADDED, None)
    assert news(known, None) is None
    assert news(known, known) is None


def test_a_new_claim_moves_the_date() -> None:
    assert news(as_known(call(MAY_6)), as_known(call(MAY_6, MAY_20))) == (NotificationKind.MOVED, NoticeCode.MOVED)


def test_a_claim_that_says_the_same_day_is_no_news() -> None:
    assert news(as_known(call(MAY_6)), as_known(call(MAY_6, MAY_6))) is None


def test_a_claim_that_is_retracted_was_taken_back() -> None:
    item = call(MAY_6, MAY_20)
    before, after = as_known(item), as_known(without_last_claim(item))
    assert news(before, after) == (NotificationKind.MOVED, NoticeCode.TAKEN_BACK)
    assert is_correction(before, after)


def test_a_claim_that_is_corrected_is_no_move() -> None:
    item = call(MAY_6)
    right = replace(item.claims[0].said, when=MAY_20)
    corrected = items.corrected(item, item.claims[0].id, right, origin=Origin.CLI, now=LATER)
    before, after = as_known(item), as_known(corrected)
    assert news(before, after) == (NotificationKind.MOVED, NoticeCode.CORRECTED)
    assert is_correction(before, after)


def test_a_weaker_claim_contradicts_once() -> None:
    firm = said(MAY_6, "2026-01-02", standing=OFFICIAL)
    before, after = as_known(an_item(firm)), as_known(an_item(firm, said(MAY_20, "2026-01-03", "Blog")))
    assert news(before, after) == (NotificationKind.CONTRADICTED, None)
    assert news(after, after) is None


def test_an_outcome_is_news_and_so_is_another_one_and_its_withdrawal() -> None:
    item = call(MAY_6)
    before = as_known(item)
    done, cancelled = (
        as_known(replace(item, outcome=happened("2026-05-01", result))) for result in (Result.DONE, Result.CANCELLED)
    )
    assert news(before, done) == (NotificationKind.RESOLVED, None)
    assert news(done, done) is None
    assert news(done, cancelled) == (NotificationKind.RESOLVED, None)
    assert news(done, before) == (NotificationKind.MOVED, NoticeCode.MOVED)
    back = between(done, before)
    assert back is not None
    assert back.change.reopened


def test_that_only_the_law_of_its_zone_changed_is_a_correction_that_says_when_it_would_have_closed() -> None:
    known = as_known(call(MAY_6))
    found = between(known, known, closed_at=at("2026-05-06 23:00"))
    assert found is not None
    assert (found.code, found.change.closed_at) == (NoticeCode.CORRECTED, at("2026-05-06 23:00"))
    assert notice(found, known, a_channel(), [], LATER).why == reasons.ANOTHER_LAW


@pytest.mark.parametrize(("now", "last_call"), [("2026-05-19 12:00", False), ("2026-05-20 23:00", True)])
def test_a_notice_stands_for_the_reminders_that_are_past_and_says_if_it_is_the_last_call(
    now: str,
    last_call: bool,  # noqa: FBT001
) -> None:
    before, after = as_known(call(MAY_6)), as_known(call(MAY_6, MAY_20))
    stretch = DayRange(at("2026-01-01").date(), at("2026-12-31").date())
    owed = reminders(after, a_channel(), DEFAULT_LEADS[Kind.DEADLINE], stretch)
    past = [reminder for reminder in owed if reminder.kind.traits.by_lead_time and reminder.at <= at(now)]
    found = between(before, after)
    assert found is not None
    told = notice(found, after, a_channel(), past, at(now))
    assert told.change is not None
    assert told.change.last_call is last_call
    assert told.change.stands_for == ("30d", "14d", "7d", "3d", "1d", *(["4h"] if last_call else []))


def test_a_notice_that_waited_is_as_it_was_where_it_comes_at_once_after_all() -> None:
    found = between(as_known(call(MAY_6)), as_known(call(MAY_6, MAY_20)))
    assert found is not None
    channel = a_channel(zone="Europe/Berlin")
    told = notice(found, as_known(call(MAY_6, MAY_20)), channel, [], LATER)
    waited = replace(told, at=at("2026-02-02"), why="another sentence")
    assert at_once(waited, LATER, channel) == told


def test_a_claim_that_stands_again_or_weighs_less_again_moves_no_date_but_corrects_it() -> None:
    item = call(MAY_6, MAY_20)
    back = items.retracted(item, item.claims[-1].id, origin=Origin.SLACK, now=LATER, by="ana")
    again = items.restored(back, item.claims[-1].id)
    assert news(as_known(back), as_known(again)) == (NotificationKind.MOVED, NoticeCode.CORRECTED)
    contradicted = an_item(said(MAY_6, "2026-01-02", standing=OFFICIAL), said(MAY_20, "2026-01-03", "Blog"))
    raised = items.raised(contradicted, contradicted.claims[-1].id, by="ana", now=LATER)
    assert news(as_known(contradicted), as_known(raised)) == (NotificationKind.MOVED, NoticeCode.MOVED)
    lowered = items.lowered(raised, contradicted.claims[-1].id)
    assert news(as_known(raised), as_known(lowered)) == (NotificationKind.MOVED, NoticeCode.CORRECTED)
