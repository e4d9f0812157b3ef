from datetime import UTC, date, datetime, timedelta, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker.dates import (
    UNDATED,
    DateWindow,
    Precision,
    as_json,
    carries_year,
    display,
    edtf,
    read,
    sentence,
    zone,
)
from watchtracker.dates.parts import part_of
from watchtracker.dates.spans import months
from watchtracker.dates.units import Part

DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
ZONES = st.sampled_from([UTC, zone("Asia/Shanghai"), zone("America/New_York"), zone("AoE"), zone("UTC+14")])


def spans() -> st.SearchStrategy[DateWindow]:
    any_span = st.tuples(DAYS, DAYS).map(lambda ends: DateWindow(min(ends), max(ends)))
    short = st.tuples(DAYS, st.integers(0, 400)).map(lambda day: DateWindow(day[0], day[0] + timedelta(days=day[1])))
    whole_months = st.builds(
        lambda year, month, count: DateWindow(*months(month, count).days(year)),
        st.integers(1900, 2990),
        st.integers(1, 12),
        st.integers(1, 30),
    )
    parts = st.builds(
        lambda year, month, count, part: DateWindow(*part_of(months(month, count), part).days(year)),
        st.integers(1900, 2990),
        st.integers(1, 12),
        st.sampled_from([1, 3, 6, 12]),
        st.sampled_from(Part),
    )
    return st.one_of(any_span, short, whole_months, parts)


def windows() -> st.SearchStrategy[DateWindow]:
    moments = st.datetimes(datetime(1900, 1, 1), datetime(2999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
    return st.one_of(
        st.just(UNDATED),
        DAYS.map(lambda day: DateWindow(day, day)),
        DAYS.map(lambda day: DateWindow(day, None)),
        DAYS.map(lambda day: DateWindow(None, day)),
        moments.map(lambda moment: DateWindow(instant=moment)),
        moments.map(lambda moment: DateWindow(instant=moment.replace(second=0, microsecond=0))),
        spans(),
    )


@given(windows(), DAYS, ZONES)
def test_the_display_form_reads_back_to_the_same_window_whenever_and_wherever(
    window: DateWindow, said_on: date, place: tzinfo
) -> None:
    assert window == read(display(window), said_on=said_on, zone=place)


@given(windows().filter(lambda window: window.dated), DAYS, ZONES)
def test_the_edtf_form_reads_back_to_the_same_window(window: DateWindow, said_on: date, place: tzinfo) -> None:
    assert window == read(edtf(window) or "", said_on=said_on, zone=place)


@given(windows())
def test_both_forms_carry_their_year(window: DateWindow) -> None:
    assert carries_year(display(window))
    assert carries_year(edtf(window) or "TBD")


@given(windows(), ZONES)
def test_every_window_has_a_sentence_and_a_json_object(window: DateWindow, place: tzinfo) -> None:
    assert sentence(window, place)
    assert {"kind", "earliest", "latest", "precision", "edtf", "text"} == set(as_json(window))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-04-21/2026-04-30", "late Apr 2026"),
        ("6 May 2026", "6 May 2026"),
        ("July to September 2026", "Q3 2026"),
        ("January to June 2027", "H1 2027"),
        ("year 2027", "2027"),
        ("January to April 2027", "early 2027"),
        ("1 to 30 April 2026", "Apr 2026"),
        ("by the end of June 2026", "by 30 Jun 2026"),
        ("not before May 6, 2026", "not before 6 May 2026"),
        ("21 to 25 April 2026", "21 to 25 Apr 2026"),
        ("28 April to 3 May 2026", "28 Apr to 3 May 2026"),
        ("29 December 2026 to 2 January 2027", "29 Dec 2026 to 2 Jan 2027"),
        ("October or November 2026", "Oct to Nov 2026"),
        ("winter 2026", "Dec 2026 to Feb 2027"),
        ("2027 or 2028", "2027 to 2028"),
        ("202X", "2020 to 2029"),
        ("week of June 8, 2026", "week of 8 Jun 2026"),
        ("October 22, 2026 at 18:00 UTC", "22 Oct 2026, 18:00 UTC"),
        ("2026-10-22T18:00:05.25Z", "22 Oct 2026, 18:00:05.250000 UTC"),
        ("TBD", "no date"),
    ],
)
def test_the_display_form_is_what_people_would_write(words: str, expected: str) -> None:
    assert expected == display(read(words, said_on=date(2026, 4, 10), zone=UTC))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("May 6, 2026", "2026-05-06"),
        ("May 2026", "2026-05"),
        ("Q1 2026", "2026-33"),
        ("H2 2026", "2026-41"),
        ("2026", "2026"),
        ("late April 2026", "[2026-04-21..2026-04-30]"),
        ("week of June 8, 2026", "[2026-06-08..2026-06-14]"),
        ("by June 30, 2026", "[..2026-06-30]"),
        ("not before May 6, 2026", "[2026-05-06..]"),
        ("2026-10-22T20:00+02:00", "2026-10-22T18:00:00Z"),
        ("TBD", None),
    ],
)
def test_edtf_says_what_it_can_say(words: str, expected: str | None) -> None:
    assert expected == edtf(read(words, said_on=date(2026, 4, 10), zone=UTC))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("late April 2026", "between 21 and 30 April 2026, Shanghai time"),
        ("28 April to 3 May 2026", "between 28 April and 3 May 2026, Shanghai time"),
        ("May 6, 2026", "on 6 May 2026, Shanghai time"),
        ("Q3 2026", "in the third quarter of 2026, Shanghai time"),
        ("May 2026", "in May 2026, Shanghai time"),
        ("by June 30, 2026", "by 30 June 2026, Shanghai time"),
        ("2026-10-22T18:00Z", "on 23 October 2026 at 02:00, Shanghai time"),
        ("TBD", "with no date"),
    ],
)
def test_the_sentence_names_the_days_and_the_zone(words: str, expected: str) -> None:
    shanghai = zone("Asia/Shanghai")
    assert expected == sentence(read(words, said_on=date(2026, 4, 10), zone=shanghai), shanghai)


def test_the_json_object_has_both_ends_and_the_precision() -> None:
    expected = {
        "kind": "instant",
        "earliest": "2026-10-22T18:00:00Z",
        "latest": "2026-10-22T18:00:00Z",
        "precision": "instant",
        "edtf": "2026-10-22T18:00:00Z",
        "text": "22 Oct 2026, 18:00 UTC",
    }
    assert expected == as_json(DateWindow(instant=datetime(2026, 10, 22, 18, tzinfo=UTC)))
    assert as_json(UNDATED)["precision"] is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("May 6, 2026", Precision.DAY),
        ("2026-W24", Precision.WEEK),
        ("May 2026", Precision.MONTH),
        ("Q2 2026", Precision.QUARTER),
        ("H1 2026", Precision.HALF),
        ("2026", Precision.YEAR),
        ("late April 2026", Precision.SPAN),
        ("February to April 2026", Precision.SPAN),
        ("by May 6, 2026", Precision.DAY),
        ("2026-10-22T18:00Z", Precision.INSTANT),
        ("TBD", None),
    ],
)
def test_the_precision_is_the_calendar_unit(words: str, expected: Precision | None) -> None:
    assert expected == read(words, said_on=date(2026, 4, 10), zone=UTC).precision
