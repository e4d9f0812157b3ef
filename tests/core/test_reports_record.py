"""How the dates that a source named turned out: each rule of the count, and that the numbers add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import RECORDED, RUMOUR, an_item, at, happened, said
from watchtracker import items
from watchtracker.items import Item, Kind, Origin, Result
from watchtracker.reports.record import By, TrackRecord, of_source, records, records_json
from watchtracker.wording import record as wording

NOW = at("2026-06-10 12:00")


def counted(*of: Item, by: By = By.SOURCE, name: str = "Gazette", **more: Any) -> TrackRecord:
    (found,) = (record for record in records(of, by, now=NOW, **more) if record.name == name)
    return found


def numbers(record: TrackRecord) -> tuple[int, int, int, int, int, float | None]:
    return record.claims, record.over, record.held, record.slipped, record.early, record.median


@pytest.mark.parametrize(
    ("when", "on", "expected"),
    [
        ("May 2026", "2026-05-31", (1, 1, 1, 0, 0, 0)),
        ("by May 31", "2026-02-01", (1, 1, 1, 0, 0, 0)),
        ("not before May 1", "2026-06-01", (1, 1, 1, 0, 0, 0)),
        ("May 2026", "2026-06-09", (1, 1, 0, 1, 0, 9)),
        ("by May 31", "2026-06-01", (1, 1, 0, 1, 0, 1)),
        ("May 20, 2026", "2026-05-18", (1, 1, 0, 0, 1, -2)),
        ("not before May 10", "2026-05-01", (1, 1, 0, 0, 1, -9)),
        ("December 2026", "2026-05-31", (1, 1, 0, 0, 1, -214)),
    ],
)
@pytest.mark.parametrize(
    ("kind", "result"),
    [(Kind.RELEASE, Result.HAPPENED), (Kind.EVENT, Result.HAPPENED), (Kind.DEADLINE, Result.DONE)],
)
def test_an_outcome_lies_in_a_window_or_behind_it_or_before_it(
    when: str, on: str, expected: tuple[Any, ...], kind: Kind, result: Result
) -> None:
    assert numbers(counted(an_item(said(when, "2026-01-05"), kind=kind, outcome=happened(on, result)))) == expected


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (("June 9, 2026",), (1, 1, 0, 1, 0, 1)),
        (("June 2026",), (1, 0, 0, 0, 0, None)),
        (("not before May 1",), (1, 0, 0, 0, 0, None)),
        (("May 2026", "June 2026"), (2, 1, 0, 1, 0, 30)),
        (("June 5, 2026", "June 7, 2026"), (2, 2, 0, 2, 0, 4)),
        (("May 2026", "some day"), (1, 1, 0, 1, 0, 10)),
    ],
)
def test_a_release_without_an_outcome_has_slipped_so_far_to_the_date_in_force_or_today(
    claims: tuple[str, ...], expected: tuple[Any, ...]
) -> None:
    of = an_item(*(said(when, f"2026-01-{day:02}") for day, when in enumerate(claims, start=5)))

    assert numbers(counted(of)) == expected


@pytest.mark.parametrize("kind", [Kind.DEADLINE, Kind.EVENT])
@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (("May 6, 2026",), (1, 1, 1, 0, 0, 0)),
        (("May 6, 2026", "May 16, 2026"), (2, 2, 1, 1, 0, 5)),
        (("July 6, 2026", "May 6, 2026"), (2, 2, 1, 0, 1, -30.5)),
        (("May 6, 2026", "July 6, 2026"), (2, 1, 0, 1, 0, 61)),
        (("July 6, 2026",), (1, 0, 0, 0, 0, None)),
    ],
)
def test_a_deadline_or_event_without_an_outcome_took_place_on_the_date_in_force(
    kind: Kind, claims: tuple[str, ...], expected: tuple[Any, ...]
) -> None:
    of = an_item(*(said(when, f"2026-01-{day:02}") for day, when in enumerate(claims, start=5)), kind=kind)

    assert numbers(counted(of)) == expected


@pytest.mark.parametrize("result", [Result.CANCELLED, Result.SUPERSEDED])
def test_what_was_called_off_counts_as_a_claim_and_no_more(result: Result) -> None:
    of = an_item(said("May 2026", "2026-01-05"), outcome=happened("2026-06-01", result))

    assert numbers(counted(of)) == (1, 0, 0, 0, 0, None)


def test_a_window_that_a_source_names_again_is_one_claim_from_the_first_day() -> None:
    of = an_item(said("May 2026", "2026-02-05"), said("May 2026", "2026-03-05"))

    assert counted(of).claims == 1
    assert counted(of).since == date(2026, 2, 5)


def test_the_window_of_another_item_or_of_another_source_is_a_claim_of_its_own() -> None:
    first = an_item(said("May 2026", "2026-02-05"), said("May 2026", "2026-03-05", "Herald"))
    second = an_item(said("May 2026", "2026-02-05"), item_id="other")

    assert counted(first, second).claims == 2
    assert counted(first, second, name="Herald").claims == 1


def test_a_claim_that_never_held_counts_like_any_other() -> None:
    of = an_item(said("June 8, 2026", "2026-02-05"), said("June 1, 2026", "2026-03-05", "Whisper", RUMOUR))

    assert numbers(counted(of, name="Whisper")) == (1, 1, 0, 1, 0, 9)


def test_claims_without_a_date_or_taken_back_and_rechecks_are_none() -> None:
    of = an_item(said("some day", "2026-01-05"), said("May 2026", "2026-02-05"))
    of = items.rechecked(of, by="mei", origin=Origin.CLI, now=at("2026-04-01 00:00"))
    assert counted(of).claims == 1

    wrong = next(claim for claim in of.claims if claim.window.dated)
    of = items.retracted(of, wrong.id, origin=Origin.CLI, now=RECORDED)
    assert records([of], now=NOW) == []


def test_a_corrected_claim_gives_way_to_the_right_one() -> None:
    of = an_item(said("May 1, 2026", "2026-02-05"))
    of = items.corrected(
        of, of.claims[0].id, said("June 9, 2026", "2026-02-05"), origin=Origin.CLI, now=RECORDED, by="mei"
    )

    assert numbers(counted(of)) == (1, 1, 0, 1, 0, 1)


def test_items_that_left_the_list_are_not_counted() -> None:
    assert records([replace(an_item(said("May 2026", "2026-01-05")), listed=False)], now=NOW) == []


def test_owners_and_tags_have_the_record_of_what_was_said_of_their_items() -> None:
    first = an_item(said("May 2026", "2026-02-05"), owner="mei", tags=("policy", "eu"))
    second = an_item(said("May 2026", "2026-02-05", "Herald"), item_id="other", tags=("eu",))

    assert [(each.name, each.claims) for each in records([first, second], By.OWNER, now=NOW)] == [("mei", 1)]
    assert [(each.name, each.claims) for each in records([first, second], By.TAG, now=NOW)] == [
        ("eu", 2),
        ("policy", 1),
    ]


def test_a_past_day_knows_what_had_been_said_and_what_was_over_by_then() -> None:
    of = an_item(said("March 2026", "2026-01-05"), said("May 2026", "2026-04-02"), outcome=happened("2026-05-03"))

    assert numbers(counted(of)) == (2, 2, 1, 1, 0, 16.5)
    assert numbers(counted(of, as_of=date(2026, 4, 20))) == (2, 1, 0, 1, 0, 61)
    assert numbers(counted(of, as_of=date(2026, 3, 1))) == (1, 0, 0, 0, 0, None)


def test_who_keeps_their_word_best_stands_first_and_who_said_little_is_not_ranked() -> None:
    def of(source: str, held: int, slipped: int) -> list[Item]:
        return [
            an_item(
                said("May 2026", "2026-01-05", source),
                item_id=f"{source}-{number}".lower(),
                outcome=happened("2026-05-05" if number < held else "2026-06-05"),
            )
            for number in range(held + slipped)
        ]

    found = records([*of("Some", 1, 2), *of("Best", 3, 0), *of("Few", 2, 0), *of("Bad", 0, 4)], now=NOW)

    assert [(each.name, each.ranked) for each in found] == [
        ("Best", True),
        ("Some", True),
        ("Bad", True),
        ("Few", False),
    ]


def test_the_json_has_whole_days_as_whole_numbers_and_the_word_it_counts_by() -> None:
    of = an_item(said("May 6, 2026", "2026-01-05"), outcome=happened("2026-05-16"), tags=("eu",))
    numbers = {"claims": 1, "over": 1, "held": 0, "slipped": 1, "early": 0, "median_slip_days": 10}

    assert records_json(records([of], now=NOW), as_of=NOW) == {
        "as_of": "2026-06-10T12:00:00Z",
        "sources": [{"source": "Gazette", **numbers, "since": "2026-01-05"}],
    }
    assert records_json(records([of], By.TAG, now=NOW), as_of=NOW, by=By.TAG)["tags"] == [
        {"tag": "eu", **numbers, "since": "2026-01-05"}
    ]


def in_words(*slips: int) -> str:
    of = [
        an_item(
            said("May 6, 2026", "2026-01-05"),
            item_id=f"item-{number}",
            outcome=happened(str(date(2026, 5, 6) + timedelta(days=slip))),
        )
        for number, slip in enumerate(slips)
    ]
    found = of_source(of, "Gazette", NOW)
    assert found is not None
    return wording.kept("Gazette", found.kept)


def test_a_sentence_says_how_a_source_kept_its_word_from_three_dates_that_are_over() -> None:
    assert in_words(0, 41) == ""
    assert in_words(0, 41, 50) == "Of 3 dates that Gazette named, 1 held; the median slip was 41 days."
    assert in_words(0, 0, 1, 2) == "Of 4 dates that Gazette named, 2 held; the median slip was 0.5 days."
    assert in_words(-3, -1, 0) == "Of 3 dates that Gazette named, 1 held; at the median they came 1 day early."
    assert of_source([], "Gazette", NOW) is None


WHENS = ("March 2026", "May 6, 2026", "by June 1", "not before April 2", "July 2026", "some day", "Q2 2026")


@st.composite
def some_items(draw: st.DrawFn) -> list[Item]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        claims = draw(st.lists(st.tuples(st.sampled_from(WHENS), st.sampled_from(("A", "B"))), min_size=1, max_size=4))
        result = draw(st.none() | st.sampled_from((Result.HAPPENED, Result.CANCELLED)))
        found.append(
            an_item(
                *(said(when, f"2026-01-{day:02}", who) for day, (when, who) in enumerate(claims, start=1)),
                item_id=f"item-{number}",
                kind=draw(st.sampled_from(Kind)),
                owner="mei",
                outcome=happened(f"2026-0{draw(st.integers(2, 5))}-15", result) if result else None,
            )
        )
    return found


@given(some_items())
def test_the_numbers_add_up_whoever_they_are_counted_for(of: list[Item]) -> None:
    by_source, by_owner = records(of, now=NOW), records(of, By.OWNER, now=NOW)

    for record in (*by_source, *by_owner):
        assert record.over == record.held + record.slipped + record.early <= record.claims
        assert (record.median is None) == (record.over == 0)
    for number in ("claims", "over", "held", "slipped", "early"):
        assert sum(getattr(each, number) for each in by_source) == sum(getattr(each, number) for each in by_owner)
