from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import an_item, as_known, happened, said
from tests.core.test_intake_proposals import a_proposal
from watchtracker import dates
from watchtracker.intake.proposals import ProposalState, Surroundings
from watchtracker.intake.trust import AskedBecause
from watchtracker.items import ItemAsOf, Standing
from watchtracker.reading import FindResult
from watchtracker.wording import proposals as wording

HELD = as_known(an_item(said("April 2026", "2026-04-01"), zone="UTC", item_id="aurora-4"))
OSLO = as_known(an_item(said("April 2026", "2026-04-01"), zone="Europe/Oslo", item_id="aurora-4"))
ENDED = as_known(
    an_item(said("April 2026", "2026-04-01"), zone="UTC", item_id="aurora-4", outcome=happened("2026-04-09"))
)


@pytest.mark.parametrize(
    ("when", "known", "expected"),
    [
        ("late April", HELD, "for aurora-4: known more precisely, late Apr 2026, was Apr 2026"),
        ("June", HELD, "for aurora-4: slipped by 61 days to Jun 2026, was Apr 2026"),
        ("June", ENDED, "for aurora-4: it ended already: happened"),
        ("June", None, "new item: aurora, release"),
    ],
)
def test_a_date_is_said_with_the_item_and_what_it_would_change(
    when: str, known: ItemAsOf | None, expected: str
) -> None:
    assert wording.concerns(a_proposal(when, new_id="aurora"), known) == expected


def test_a_date_that_would_not_take_over_is_not_said_to_move_anything() -> None:
    known = as_known(
        an_item(said("6 May 2026", "2026-04-01", standing=Standing.OFFICIAL), zone="UTC", item_id="aurora-4")
    )
    told = wording.concerns(a_proposal("June"), known)
    assert told == (
        "for aurora-4: Jun 2026 does not replace 6 May 2026: "
        "its standing is weaker, and it contradicts the date in force"
    )


def test_a_date_that_was_said_before_the_one_in_force_is_not_said_to_move_anything() -> None:
    known = as_known(an_item(said("May 2027", "2027-04-01"), zone="UTC", item_id="aurora-4"))
    told = wording.concerns(a_proposal("June"), known)
    assert told == "for aurora-4: Jun 2026 does not replace May 2027: it was said before that one"


@pytest.mark.parametrize(
    ("when", "zone", "known", "expected"),
    [
        ("May 6 at 17:00", "America/New_York", None, "17:00 in America/New_York"),
        ("May 6 at 17:00", "America/New_York", OSLO, "17:00 in America/New_York, 23:00 in Europe/Oslo"),
        ("May 6 at 22:00", "America/New_York", OSLO, "22:00 on 6 May 2026 in America/New_York, 04:00 in Europe/Oslo"),
        ("May 6 at 17:00", "Europe/Berlin", OSLO, "17:00 in Europe/Oslo"),
        ("May 6 at 17:00", "UTC", None, ""),  # which stands beside it
        ("May 6", "Asia/Tokyo", None, "a day of Asia/Tokyo"),
        ("by May 6", "Asia/Tokyo", OSLO, "a day of Europe/Oslo, said in Asia/Tokyo"),
        ("May 6", "Europe/Oslo", OSLO, ""),
        ("May 6", "Europe/Berlin", None, ""),  # the zone of the settings
        ("May", "Asia/Tokyo", None, ""),
    ],
)
def test_the_zone_of_a_moment_or_a_day_is_said_where_nobody_could_guess_it(
    when: str, zone: str, known: ItemAsOf | None, expected: str
) -> None:
    window = dates.read(when, said_on=date(2026, 4, 10), zone=dates.zone(zone))
    assert wording.in_zone(a_proposal(when, zone=zone, window=window), known, "Europe/Berlin") == expected


def test_an_outcome_is_said_with_its_day_and_its_item() -> None:
    told = a_proposal("April 9, 2026", result=FindResult.HAPPENED)
    assert wording.date(told) == "happened 9 Apr 2026"
    assert wording.concerns(told, HELD) == "for aurora-4: its outcome"
    assert wording.concerns(told, None) == "no item of ours is known for it"
    unsure = a_proposal("April 9, 2026", result=FindResult.HAPPENED, rivals=("a", "b", "c"))
    assert wording.concerns(unsure, None) == "which of a, b and c?"
    back = a_proposal("today", result=FindResult.REOPEN)
    assert wording.date(back) == "open again"
    assert wording.concerns(back, ENDED) == "for aurora-4: it did not happen after all"


def test_two_items_that_may_be_meant_are_named() -> None:
    assert wording.concerns(a_proposal(rivals=("a", "b")), None) == "which of a and b?"
    assert wording.concerns(a_proposal(rivals=("a",)), None) == "perhaps of a?"
    assert wording.concerns(a_proposal(), None) == "it is not sure which item is meant"
    assert wording.also(("Reuters", "SCMP")) == "also Reuters, SCMP"


def test_every_state_and_every_reason_has_its_words() -> None:
    assert all(wording.state(state) for state in ProposalState)
    assert all(wording.why_asked(asked) for asked in AskedBecause)


def test_of_a_date_alone_in_its_cell_the_whole_row_is_shown() -> None:
    rows = "When | What\n3 June | **Otter** sale\n4 June | Fair\n"
    start = rows.index("3 June")
    cell = replace(a_proposal("3 June"), quote="3 June", passage=Surroundings(rows, start, start + len("3 June")))
    assert wording.quoted(cell) == "3 June | Otter sale"
    sentence = "The Otter sale is on 3 June."
    said_so = replace(cell, quote=sentence, passage=Surroundings(f"{sentence} Bring bags.", 0, len(sentence)))
    assert wording.quoted(said_so) == sentence
