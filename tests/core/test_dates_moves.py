import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.test_dates_formats import windows
from watchtracker.dates import DateWindow, Relation, WindowKind, contradicts, days_between, move, read, zone
from watchtracker.dates.jsonl import compare

SAID_ON = date(2026, 4, 10)
OPPOSITES = {
    Relation.CONFIRMED: Relation.CONFIRMED,
    Relation.DATED: Relation.UNDATED,
    Relation.UNDATED: Relation.DATED,
    Relation.SHARPENED: Relation.WIDENED,
    Relation.WIDENED: Relation.SHARPENED,
    Relation.SLIPPED: Relation.EARLIER,
    Relation.EARLIER: Relation.SLIPPED,
}


def said(words: str) -> DateWindow:
    return read(words, said_on=SAID_ON, zone=UTC)


@pytest.mark.parametrize(
    ("old", "new", "relation", "days"),
    [
        ("late April 2026", "2026-04-21/2026-04-30", "confirmed", 0),
        ("soon", "late April 2026", "dated", None),
        ("late April 2026", "TBD", "undated", None),
        ("soon", "TBD", "confirmed", None),
        ("mid-February 2026", "April 2026", "slipped", 69),
        ("April 2026", "late April 2026", "sharpened", 0),
        ("April 2026", "April 24, 2026", "sharpened", -6),
        ("late April 2026", "April 2026", "widened", 0),
        ("late April 2026", "Q3 2026", "slipped", 153),
        ("May 20, 2026", "May 6, 2026", "earlier", -14),
        ("by June 30, 2026", "by June 20, 2026", "earlier", -10),
        ("not before May 6, 2026", "not before June 6, 2026", "slipped", 31),
        ("by June 30, 2026", "June 20, 2026", "sharpened", -10),
        ("June 20, 2026", "by June 30, 2026", "widened", 10),
        ("not before May 6, 2026", "June 2026", "sharpened", 26),
        ("by June 30, 2026", "not before May 6, 2026", "earlier", -55),
        ("not before May 6, 2026", "by May 6, 2026", "slipped", 0),
        ("by May 6, 2026", "not before May 6, 2026", "slipped", 0),
        ("May 6, 2026", "2026-05-06T10:00Z", "sharpened", 0),
        ("2026-05-06T10:00Z", "May 6, 2026", "widened", 0),
        ("2026-05-06T10:00Z", "2026-05-06T11:00Z", "slipped", 0),
        ("2026-05-06T10:00Z", "2026-05-06T09:00Z", "earlier", 0),
        ("early April 2026", "mid-April 2026", "slipped", 10),
        ("1 to 10 May 2026", "5 to 15 May 2026", "slipped", 5),
    ],
)
def test_a_move_is_what_the_table_says(old: str, new: str, relation: str, days: int | None) -> None:
    found = move(said(old), said(new), zone=UTC)
    assert (relation, days) == (found.relation, found.days)


@given(windows(), windows())
def test_the_way_back_mirrors_the_way_there(old: DateWindow, new: DateWindow) -> None:
    there, back = move(old, new, zone=UTC), move(new, old, zone=UTC)
    assert there.days == (None if back.days is None else -back.days)
    # "By May 6" and "not before May 6" are neither earlier nor later than each other, which counts as slipped.
    if {old.kind, new.kind} == {WindowKind.OPEN_START, WindowKind.OPEN_END} and there.days == 0:
        assert there.relation is back.relation is Relation.SLIPPED
    else:
        assert OPPOSITES[there.relation] is back.relation


PAIRS = [json.loads(line) for line in (Path(__file__).parent / "dates" / "pairs.jsonl").read_text().splitlines()]


def test_pairs_of_claims_are_related_as_a_careful_person_relates_them() -> None:
    assert len(PAIRS) >= 100
    expected = {pair["id"]: (pair["relation"], pair["days"]) for pair in PAIRS}
    answers = [json.loads(compare(json.dumps(pair))) for pair in PAIRS]
    assert expected == {answer["id"]: (answer.get("relation"), answer.get("days")) for answer in answers}


@given(windows(), windows())
def test_what_is_sharpened_never_leaves_the_old_window(old: DateWindow, new: DateWindow) -> None:
    if move(old, new, zone=UTC).relation is Relation.SHARPENED:
        first, last = new.first_day(UTC) or date.min, new.last_day(UTC) or date.max
        assert (old.earliest or date.min) <= first
        assert last <= (old.latest or date.max)


@given(windows())
def test_a_window_confirms_itself_and_contradicts_nothing_of_itself(window: DateWindow) -> None:
    assert move(window, window, zone=UTC).relation is Relation.CONFIRMED
    assert not contradicts(window, window, zone=UTC)


@given(windows(), windows())
def test_windows_contradict_each_other_both_ways_or_not_at_all(one: DateWindow, other: DateWindow) -> None:
    assert contradicts(one, other, zone=UTC) == contradicts(other, one, zone=UTC)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-900, 900))
def test_the_days_of_a_slip_are_calendar_days(day: date, days: int) -> None:
    later = day + timedelta(days=days)
    assert days == days_between(DateWindow(day, day), DateWindow(later, later), UTC)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("May 6, 2026", "May 7, 2026", True),
        ("May 6, 2026", "May 2026", False),
        ("by May 5, 2026", "not before May 6, 2026", True),
        ("by May 6, 2026", "not before May 6, 2026", False),
        ("TBD", "May 6, 2026", False),
    ],
)
def test_windows_that_share_no_day_contradict_each_other(one: str, other: str, *, expected: bool) -> None:
    assert expected == contradicts(said(one), said(other), zone=UTC)


def test_an_instant_has_its_day_in_the_zone_of_its_own_item() -> None:
    evening = DateWindow(instant=datetime(2026, 5, 6, 20, tzinfo=UTC))
    seventh = DateWindow(date(2026, 5, 7), date(2026, 5, 7))
    assert contradicts(evening, seventh, zone=UTC)
    assert not contradicts(evening, seventh, zone=zone("Asia/Shanghai"))
    assert contradicts(seventh, evening, zone=zone("Asia/Shanghai"), new_zone=UTC)
    assert days_between(evening, seventh, zone("Asia/Shanghai"), UTC) == 0
