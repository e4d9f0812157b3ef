"""The date in force, its moves, and where an item stands: DESIGN's tables, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import OFFICIAL, REPORTED, RUMOUR, an_item, as_known, at, deepseek, happened, said
from watchtracker import dates, items
from watchtracker.dates import Relation
from watchtracker.errors import InputError
from watchtracker.items import (
    Item,
    Kind,
    Origin,
    Result,
    Standing,
    State,
    Verdict,
    days_until,
    item_as_of,
    sort_date,
    state,
)


def words(item: items.Item, as_of: str | None = None) -> str:
    return dates.display(as_known(item, as_of).window)


def test_deepseek_slipped_once_and_was_sharpened_once() -> None:
    current = as_known(deepseek())
    assert (dates.display(current.window), current.moves, current.slipped_days) == ("late Apr 2026", 2, 69)


def test_a_confirmation_is_no_move_and_takes_over_source_and_day() -> None:
    current = as_known(deepseek())
    assert current.claim is not None
    assert (current.claim.said.source, current.confirmed_on) == ("Linos", date(2026, 4, 15))


def test_what_was_said_later_is_not_known_on_a_past_day() -> None:
    assert words(deepseek(), "2026-04-09") == "Apr 2026"
    assert item_as_of(deepseek(), date(2026, 1, 24)) is None


def test_a_weaker_claim_does_not_unseat_an_official_date() -> None:
    item = an_item(said("May 6, 2026", "2026-04-01", standing=OFFICIAL), said("May 20, 2026", "2026-04-02", "Blog"))
    assert words(item) == "6 May 2026"
    assert [step.verdict for step in as_known(item).steps] == [Verdict.FIRST, Verdict.CONTRADICTS]


def test_a_missed_official_date_does_not_block_what_is_said_later() -> None:
    item = an_item(
        said("May 6, 2026", "2026-04-01", standing=OFFICIAL), said("June 2026", "2026-05-07", "Blog", RUMOUR)
    )
    assert words(item) == "Jun 2026"


def test_an_official_date_still_holds_on_its_last_day() -> None:
    item = an_item(
        said("May 6, 2026", "2026-04-01", standing=OFFICIAL), said("June 2026", "2026-05-06", "Blog", RUMOUR)
    )
    assert words(item) == "6 May 2026"


def test_any_date_takes_over_from_no_date() -> None:
    item = an_item(said("TBD", "2026-04-01", standing=OFFICIAL), said("June 2026", "2026-04-02", "Blog", RUMOUR))
    assert words(item) == "Jun 2026"


def test_a_weaker_claim_with_the_same_window_confirms_and_leaves_source_and_standing() -> None:
    item = an_item(said("May 6, 2026", "2026-04-01", standing=OFFICIAL), said("6 May 2026", "2026-04-09", "Blog"))
    current = as_known(item)
    assert current.claim is not None
    assert (current.claim.said.standing, current.confirmed_on) == (OFFICIAL, date(2026, 4, 9))
    assert current.steps[1].move == dates.Move(Relation.CONFIRMED, 0)


def test_claims_of_one_day_count_in_the_order_recorded() -> None:
    item = an_item(said("May 2026", "2026-04-01"), said("June 2026", "2026-04-01"))
    assert words(item) == "Jun 2026"


def test_a_retracted_claim_counts_for_nothing_and_stays_in_the_record() -> None:
    item = an_item(said("May 2026", "2026-04-01"), said("June 2026", "2026-04-02"))
    item = items.retracted(item, item.claims[1].id, origin=Origin.CLI, now=at("2026-04-03"))
    assert words(item) == "May 2026"
    assert [step.verdict for step in as_known(item).steps] == [Verdict.FIRST, Verdict.RETRACTED]


def test_what_was_retracted_and_is_said_again_is_the_newest_of_its_day() -> None:
    first, second = said("30 June 2027", "2026-04-03", "Gazette"), said("29 June 2027", "2026-04-03", "Gazette")
    item = items.recorded(an_item(), first, origin=Origin.CLI, now=at("2026-04-03 09:00"))
    item = items.retracted(item, items.claim_id(item.id, first), origin=Origin.CLI, now=at("2026-04-03 10:00"))
    item = items.recorded(item, second, origin=Origin.CLI, now=at("2026-04-03 11:00"))
    item = items.recorded(item, first, origin=Origin.CLI, now=at("2026-04-03 12:00"))
    assert words(item) == "30 Jun 2027"


def test_a_past_day_leaves_out_what_was_retracted_since() -> None:
    item = an_item(said("May 6, 2026", "2026-04-01"), said("May 20, 2026", "2026-04-05"))
    item = items.retracted(item, item.claims[1].id, origin=Origin.CLI, now=at("2026-05-01 12:00"))
    assert [step.verdict for step in as_known(item).steps] == [Verdict.FIRST, Verdict.RETRACTED]
    assert [step.verdict for step in as_known(item, "2026-04-05").steps] == [Verdict.FIRST]
    assert item_as_of(item, date(2026, 3, 31)) is None


def test_with_all_claims_retracted_an_item_has_no_date_and_no_source() -> None:
    item = an_item(said("May 2026", "2026-04-01"))
    item = items.retracted(item, item.claims[0].id, origin=Origin.CLI, now=at("2026-04-03"))
    assert (as_known(item).claim, as_known(item).window) == (None, dates.UNDATED)
    assert item_as_of(item, date(2026, 4, 2)) is None


def rechecked(item: Item, when: str, by: str = "mei") -> Item:
    return items.rechecked(item, by=by, origin=Origin.CLI, now=at(when))


def test_a_recheck_is_no_claim_and_leaves_words_source_and_standing() -> None:
    item = an_item(said("late April", "2026-04-10", standing=OFFICIAL))
    current = as_known(rechecked(item, "2026-05-02 12:00"))
    assert current.claim is not None
    assert (current.claim.said, len(current.steps), current.moves) == (item.claims[0].said, 1, 0)
    assert (current.rechecked_on, current.rechecked_by) == (date(2026, 5, 2), "mei")
    assert current.confirmed_on == date(2026, 5, 2)


def test_who_looked_today_already_is_not_recorded_again_whoever_looked_since() -> None:
    item = an_item(said("late April", "2026-04-10"))
    for by in ("mei", "bob", "mei", "bob"):
        item = rechecked(item, "2026-05-02 12:00", by)
    assert [one.by for one in item.rechecks] == ["mei", "bob"]
    assert [one.by for one in rechecked(item, "2026-05-03 12:00").rechecks] == ["mei", "bob", "mei"]


def test_a_recheck_is_known_from_its_day_on_and_of_its_own_window_alone() -> None:
    item = rechecked(an_item(said("late April", "2026-04-10")), "2026-04-12 12:00")
    assert as_known(item, "2026-04-11").rechecked_on is None
    assert as_known(item, "2026-04-12").rechecked_by == "mei"
    moved = items.recorded(item, said("May 2026", "2026-04-20"), origin=Origin.CLI, now=at("2026-04-20"))
    assert (as_known(moved).rechecked_on, as_known(moved).confirmed_on) == (None, date(2026, 4, 20))
    back = items.recorded(moved, said("late April", "2026-04-25"), origin=Origin.CLI, now=at("2026-04-25"))
    assert as_known(back).rechecked_on is None


def test_the_newest_of_claim_and_recheck_counts() -> None:
    item = rechecked(an_item(said("late April", "2026-04-10")), "2026-04-12 12:00")
    again = items.recorded(item, said("late April", "2026-04-14", "Reuters"), origin=Origin.CLI, now=at("2026-04-14"))
    assert as_known(again).confirmed_on == date(2026, 4, 14)


def test_a_correction_takes_the_place_of_the_claim_and_counts_as_no_move() -> None:
    item = an_item(said("May 6, 2026", "2026-04-01"), said("May 20, 2026", "2026-04-10"))
    wrong = item.claims[1]
    right = replace(wrong.said, when="May 8, 2026")
    item = items.corrected(item, wrong.id, right, origin=Origin.CLI, now=at("2026-04-12"), by="mei")
    current = as_known(item)
    assert current.claim is not None
    claim = current.claim
    assert (claim.corrects, claim.by, claim.said.said_on) == (wrong.id, "mei", date(2026, 4, 10))
    assert (current.moves, current.slipped_days) == (1, 2)
    first = items.corrected(
        an_item(said("May 6, 2026", "2026-04-01")),
        an_item(said("May 6, 2026", "2026-04-01")).claims[0].id,
        said("June 6, 2026", "2026-04-01"),
        origin=Origin.CLI,
        now=at("2026-04-12"),
    )
    assert (as_known(first).moves, as_known(first).slipped_days) == (0, 0)


def test_a_day_is_in_the_future_until_it_has_begun_somewhere_on_earth() -> None:
    assert items.has_begun(date(2026, 4, 11), at("2026-04-10 10:00"))
    assert not items.has_begun(date(2026, 4, 11), at("2026-04-10 09:59"))


@pytest.mark.parametrize(
    ("recheck", "standing", "days"),
    [
        (None, REPORTED, 30),
        (None, OFFICIAL, 180),
        ("90d", OFFICIAL, 90),
        ("2w", REPORTED, 14),
        ("never", OFFICIAL, None),
    ],
)
def test_how_long_after_its_date_was_said_an_item_is_asked_after(
    recheck: str | None, standing: Standing, days: int | None
) -> None:
    known = as_known(an_item(said("2 December 2028", "2026-04-10", standing=standing), recheck=recheck))
    after = items.recheck_after(known)
    assert (None if after is None else after.days) == days


def test_another_zone_moves_the_instant_of_a_local_time_and_no_day() -> None:
    item = an_item(said("10:30 on October 26, 2026", "2026-04-01"), zone="Europe/Berlin")
    assert as_known(items.rezoned(item, "UTC")).window.instant == at("2026-10-26 10:30")


@pytest.mark.parametrize(
    ("kind", "when", "before", "on_first", "on_last", "after"),
    [
        (Kind.RELEASE, "late April 2026", "upcoming", "open", "open", "overdue"),
        (Kind.EVENT, "late April 2026", "upcoming", "open", "open", "passed"),
        (Kind.DEADLINE, "late April 2026", "upcoming", "upcoming", "open", "passed"),
        (Kind.RELEASE, "by April 30, 2026", "upcoming", "upcoming", "open", "overdue"),
        (Kind.DEADLINE, "by April 30, 2026", "upcoming", "upcoming", "upcoming", "passed"),
        (Kind.RELEASE, "not before April 21, 2026", "upcoming", "open", "open", "open"),
        (Kind.DEADLINE, "not before April 21, 2026", "upcoming", "upcoming", "open", "open"),
    ],
)
def test_states_follow_the_days_of_the_items_zone(  # noqa: PLR0917
    kind: Kind, when: str, before: str, on_first: str, on_last: str, after: str
) -> None:
    current = as_known(an_item(said(when, "2026-04-01"), kind=kind))
    moments = ("2026-04-20 15:59", "2026-04-20 16:00", "2026-04-30 15:59", "2026-04-30 16:00")
    assert [state(current, at(moment)) for moment in moments] == [before, on_first, on_last, after]


def test_an_instant_is_never_open() -> None:
    current = as_known(an_item(said("2026-04-21T10:00:00Z", "2026-04-01")))
    assert [state(current, at(f"2026-04-21 {time}")) for time in ("09:59", "10:00")] == [State.UPCOMING, State.OVERDUE]


@pytest.mark.parametrize("result", list(Result))
def test_an_outcome_is_the_state_and_the_day_to_sort_by(result: Result) -> None:
    current = as_known(an_item(said("late April 2026", "2026-04-01"), outcome=happened("2026-04-24", result)))
    assert (state(current, at("2026-06-01")), sort_date(current, at("2026-06-01"))) == (result.value, date(2026, 4, 24))


def test_an_awaited_item_sorts_by_its_first_day_while_ahead_and_by_its_last_from_then_on() -> None:
    current = as_known(deepseek())
    assert sort_date(current, at("2026-04-20 15:59")) == date(2026, 4, 21)
    assert sort_date(current, at("2026-04-20 16:00")) == date(2026, 4, 30)


def test_an_imprecise_deadline_sorts_by_its_earliest_day_for_good() -> None:
    current = as_known(an_item(said("late April 2026", "2026-04-01"), kind=Kind.DEADLINE))
    assert sort_date(current, at("2026-04-25")) == date(2026, 4, 21)


def test_days_are_calendar_days_where_the_item_is() -> None:
    current = as_known(deepseek())
    assert [days_until(current, at(moment)) for moment in ("2026-04-11 16:00", "2026-05-01 15:59")] == [9, -1]


@st.composite
def histories(draw: st.DrawFn) -> items.Item:
    days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
    texts = ("May 2026", "late May 2026", "May 6, 2026", "by June 30, 2026", "not before July 2026", "TBD", "2027")
    claims = draw(st.lists(st.tuples(st.sampled_from(texts), days, st.sampled_from(list(Standing))), max_size=6))
    return an_item(*(said(when, on.isoformat(), f"S{n}", standing) for n, (when, on, standing) in enumerate(claims)))


@given(histories())
def test_the_moves_of_a_history_lead_to_the_window_in_force(item: items.Item) -> None:
    current = as_known(item)
    took_over = [step.claim.window for step in current.steps if step.verdict.took_over]
    assert (took_over or [dates.UNDATED])[-1] == current.window
    for step in current.steps:
        if step.verdict.took_over and step.move is not None:
            zone = dates.zone(item.facts.zone)
            assert step.move == dates.move(step.before, step.claim.window, zone=zone)


@given(histories(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_past_day_knows_what_was_said_by_then_and_no_more(item: items.Item, day: date) -> None:
    heard = an_item(*(claim.said for claim in item.claims if claim.said.said_on <= day))
    then = item_as_of(item, day)
    assert (then.window if then else None) == (as_known(heard).window if heard.claims else None)


@given(histories(), st.datetimes(min_value=at("2026-01-01").replace(tzinfo=None)).map(lambda d: d.isoformat()))
def test_states_never_go_back_in_time(item: items.Item, moment: str) -> None:
    order = [State.UNDATED, State.UPCOMING, State.OPEN, State.OVERDUE]
    current, now = as_known(item), at(moment)
    if now.year < 3000:
        assert order.index(state(current, now)) <= order.index(state(current, now + timedelta(days=40)))


def test_what_was_recorded_by_a_moment_counts_what_was_taken_back_later() -> None:
    item = an_item(said("May 6, 2026", "2026-04-01"))
    later = items.recorded(item, said("May 20, 2026", "2026-04-02"), origin=Origin.CLI, now=at("2026-04-02 09:00"))
    back = items.retracted(later, later.claims[-1].id, origin=Origin.CLI, now=at("2026-04-03 09:00"))
    dates_by = [
        known.window.latest if (known := items.as_recorded(back, at(moment))) else None
        for moment in ("2025-12-31 00:00", "2026-04-01 09:00", "2026-04-02 10:00", "2026-04-03 10:00")
    ]
    assert dates_by == [None, date(2026, 5, 6), date(2026, 5, 20), date(2026, 5, 6)]


def test_a_recheck_is_taken_back_by_the_way_it_came_and_no_older_one_nor_what_was_said_since() -> None:
    item = an_item(said("May 6, 2026", "2026-04-01"))
    looked = items.rechecked(item, by="ana", origin=Origin.SLACK, now=at("2026-04-02 10:00"))
    heard = items.recorded(looked, said("May 20, 2026", "2026-04-03"), origin=Origin.SLACK, now=at("2026-04-03 09:00"))
    back = items.unchecked(heard, origin=Origin.SLACK, since=at("2026-04-02 09:00"))
    assert (back.rechecks, back.claims) == ((), heard.claims)
    for origin, since in ((Origin.CLI, None), (Origin.SLACK, at("2026-04-02 11:00"))):
        with pytest.raises(InputError, match="no re-check of"):
            items.unchecked(heard, origin=origin, since=since)


def test_a_claim_that_is_raised_takes_over_by_its_own_day() -> None:
    item = an_item(
        said("May 6, 2026", "2026-04-01", standing=OFFICIAL), said("June 9, 2026", "2026-04-02", "Blog", RUMOUR)
    )
    raised = items.raised(item, item.claims[1].id, by="ana", now=at("2026-04-03 09:00"))
    claim = raised.claims[1]
    assert (claim.said.standing, claim.by, claim.said.said_on) == (OFFICIAL, "ana", date(2026, 4, 2))
    assert as_known(raised).window == claim.window
    back = items.retracted(item, item.claims[1].id, origin=Origin.CLI, now=at("2026-04-03 09:00"))
    with pytest.raises(InputError, match="was taken back"):
        items.raised(back, item.claims[1].id, by="ana", now=at("2026-04-03 09:00"))


def test_a_claim_that_was_raised_is_lowered_to_what_it_was() -> None:
    item = an_item(
        said("May 6, 2026", "2026-04-01", standing=OFFICIAL), said("June 9, 2026", "2026-04-02", "Blog", RUMOUR)
    )
    identity = item.claims[1].id
    raised = items.raised(item, identity, by="ana", now=at("2026-04-03 09:00"))
    again = items.raised(raised, identity, by="bo", now=at("2026-04-03 10:00"))
    assert [items.lowered(each, identity) for each in (raised, again)] == [item, item]
    with pytest.raises(InputError, match="nobody has raised it"):
        items.lowered(item, identity)


def test_a_claim_whose_standing_is_set_right_after_it_was_raised_cannot_be_lowered() -> None:
    weak = said("June 9, 2026", "2026-04-02", "Blog", RUMOUR)
    item = an_item(said("May 6, 2026", "2026-04-01", standing=OFFICIAL), weak)
    raised = items.raised(item, item.claims[1].id, by="ana", now=at("2026-04-03 09:00"))
    listed = items.recorded(raised, weak, origin=Origin.WATCHLIST, now=at("2026-04-04 09:00"))
    with pytest.raises(InputError, match="nobody has raised it"):
        items.lowered(listed, item.claims[1].id)


def test_a_claim_that_was_taken_back_by_mistake_stands_again_as_it_was() -> None:
    item = an_item(said("May 6, 2026", "2026-04-01"), said("May 20, 2026", "2026-04-02", url="https://a.example"))
    identity = item.claims[1].id
    back = items.retracted(item, identity, origin=Origin.SLACK, now=at("2026-04-03 09:00"), by="ana")
    assert (back.claims[1].retracted_by, back.claims[1].retracted_through) == ("ana", Origin.SLACK)
    assert items.restored(back, identity) == item


def test_what_counts_and_what_was_corrected_or_left_out_of_the_list_cannot_be_restored() -> None:
    item = an_item(said("May 6, 2026", "2026-04-01"))
    identity = item.claims[0].id
    now = at("2026-04-03 09:00")
    corrected = items.corrected(item, identity, said("May 7, 2026", "2026-04-01"), origin=Origin.CLI, now=now)
    left_out = items.retracted(item, identity, origin=Origin.WATCHLIST, now=now)
    for kept, why in ((item, "it counts"), (corrected, "was corrected by"), (left_out, "put it back there")):
        with pytest.raises(InputError, match=why):
            items.restored(kept, identity)
