from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import an_item, as_known, said
from tests.core.test_intake_proposals import a_proposal
from watchtracker.intake.matching import NO_MATCH, Match, MatchedBy
from watchtracker.intake.proposals import Proposal
from watchtracker.intake.text_sources import Trust
from watchtracker.intake.trust import AskedBecause, SourceHistory, why_asked
from watchtracker.items import ItemAsOf, Kind, Origin, item_as_of, rechecked, recorded
from watchtracker.reading import FindResult

NOW = datetime(2026, 4, 12, 9, tzinfo=UTC)
OLD = SourceHistory(NOW - timedelta(days=30), 0)
SURE = Match("aurora-4", MatchedBy.BINDING)


def an_item_due(when: str, kind: Kind = Kind.RELEASE) -> ItemAsOf:
    known = item_as_of(an_item(said(when, "2026-04-01"), kind=kind, zone="UTC"))
    assert known is not None
    return known


def asked(
    proposal: Proposal,
    *,
    match: Match = SURE,
    trust: Trust = Trust.KNOWN,
    history: SourceHistory = OLD,
    known: ItemAsOf | None = None,
) -> AskedBecause | None:
    return why_asked(proposal, match, known, trust=trust, history=history, now=NOW)


HELD = an_item_due("April 2026")


def due(when: str) -> Proposal:
    return a_proposal(when, quote=f"It comes {when}.")


def test_only_what_a_source_is_trusted_for_comes_in_by_itself() -> None:
    assert asked(a_proposal(), known=HELD) is None
    assert asked(a_proposal(), known=HELD, trust=Trust.ASK) is AskedBecause.NOT_TRUSTED
    assert asked(a_proposal(), match=NO_MATCH) is AskedBecause.NEW_ITEM
    assert asked(a_proposal(), match=NO_MATCH, trust=Trust.ALL) is None
    assert asked(a_proposal(), match=Match(rivals=("a", "b")), trust=Trust.ALL) is AskedBecause.UNSURE_ITEM


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        (Match("a", MatchedBy.IDENTIFIER), None),
        (Match("a", MatchedBy.TITLE, full=True), None),
        (Match("a", MatchedBy.TITLE), AskedBecause.UNSURE_ITEM),
        (Match("a", MatchedBy.TITLE, full=True, early=True), AskedBecause.UNSURE_ITEM),
        (Match("a", MatchedBy.BINDING, early=True), AskedBecause.UNSURE_ITEM),
    ],
)
def test_a_part_of_a_title_is_not_sure_enough(match: Match, expected: AskedBecause | None) -> None:
    assert asked(a_proposal(), match=match, known=HELD) is expected


def test_a_date_of_which_a_part_was_not_read_is_asked() -> None:
    assert asked(a_proposal(unread="there is no CET in June"), known=HELD) is AskedBecause.PART_UNREAD


def test_what_a_text_says_of_an_outcome_is_always_asked() -> None:
    assert asked(a_proposal(result=FindResult.HAPPENED), known=HELD, trust=Trust.ALL) is AskedBecause.AN_OUTCOME


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        (SourceHistory(None, 0), AskedBecause.FIRST_FETCH),
        (SourceHistory(NOW - timedelta(minutes=59), 0), AskedBecause.FIRST_FETCH),
        (SourceHistory(NOW - timedelta(hours=1), 0), None),
        (SourceHistory(NOW - timedelta(days=9), 4), None),
        (SourceHistory(NOW - timedelta(days=9), 5), AskedBecause.TOO_MANY),
        (SourceHistory(NOW - timedelta(days=9), 0, halved=True), AskedBecause.STATEMENTS_HALVED),
    ],
)
def test_no_trust_removes_the_brakes_of_a_source(history: SourceHistory, expected: AskedBecause | None) -> None:
    assert asked(a_proposal(), known=HELD, history=history, trust=Trust.ALL) is expected


@pytest.mark.parametrize(
    ("held", "kind", "when", "expected"),
    [
        ("May 6, 2026", Kind.RELEASE, "August 4", None),
        ("May 6, 2026", Kind.RELEASE, "August 5", AskedBecause.TOO_FAR),
        ("May 6, 2026", Kind.RELEASE, "April 11", AskedBecause.INTO_THE_PAST),
        ("May 6, 2026", Kind.RELEASE, "coming soon", AskedBecause.NO_DATE),
        ("May 6, 2026", Kind.DEADLINE, "May 7", AskedBecause.DEADLINE_LATER),
        ("May 6, 2026", Kind.DEADLINE, "May 5", None),
        ("May 6, 2026", Kind.DEADLINE, "not before May 1", AskedBecause.DEADLINE_LATER),
        ("coming soon", Kind.DEADLINE, "May 5", None),
        ("coming soon", Kind.RELEASE, "June 2027", None),
    ],
)
def test_no_trust_removes_the_brakes_of_a_date(held: str, kind: Kind, when: str, expected: AskedBecause | None) -> None:
    assert asked(a_proposal(when), known=an_item_due(held, kind), trust=Trust.ALL) is expected


def test_a_new_item_of_a_calendar_of_ones_own_needs_a_date_that_is_ahead() -> None:
    assert asked(a_proposal("April 11"), match=NO_MATCH, trust=Trust.ALL) is AskedBecause.INTO_THE_PAST
    assert asked(a_proposal("coming soon"), match=NO_MATCH, trust=Trust.ALL) is AskedBecause.NO_DATE
    assert date(2026, 4, 10) == a_proposal().published


def test_what_drifts_day_by_day_is_asked_about_once_it_is_far_from_where_a_person_left_it() -> None:
    mine = said("1 June 2026", "2026-04-01")
    drifted = [
        said(day, on, "Model Weekly") for day, on in (("1 July 2026", "2026-04-02"), ("20 August 2026", "2026-04-03"))
    ]
    item = an_item(mine, zone="UTC")
    for claim in drifted:
        item = recorded(item, claim, origin=Origin.INTAKE, now=NOW, by="Model Weekly")
    assert asked(due("25 August 2026"), known=as_known(item)) is None
    assert asked(due("1 September 2026"), known=as_known(item)) is AskedBecause.DRIFTED
    # Whoever accepts it, types it or looks again has left it there.
    accepted = recorded(item, said("31 August 2026", "2026-04-04"), origin=Origin.INTAKE, now=NOW, by="mei")
    assert asked(due("1 September 2026"), known=as_known(accepted)) is None
    looked = rechecked(item, by="mei", origin=Origin.CLI, now=NOW)
    assert asked(due("1 September 2026"), known=as_known(looked)) is None


def test_where_no_person_gave_a_date_the_first_that_came_in_is_what_others_are_held_against() -> None:
    item = an_item(said("to be announced", "2026-04-01"), zone="UTC")
    for day, on in (("1 June 2026", "2026-04-02"), ("20 August 2026", "2026-04-03")):
        item = recorded(item, said(day, on, "FT, by way of Weekly"), origin=Origin.INTAKE, now=NOW, by="Weekly")
    assert asked(due("15 September 2026"), known=as_known(item)) is AskedBecause.DRIFTED
    assert asked(due("25 August 2026"), known=as_known(item)) is None


def test_what_would_come_more_than_a_month_earlier_is_asked_about_and_what_is_only_said_more_closely_is_not() -> None:
    held = an_item_due("20 May 2026")
    assert asked(due("18 April 2026"), known=held) is AskedBecause.MUCH_EARLIER
    assert asked(due("19 April 2026"), known=held) is None
    assert asked(due("17 April 2026"), known=an_item_due("Q2 2026")) is None


def test_what_is_said_with_an_if_and_what_its_own_text_contradicts_is_asked_about() -> None:
    assert asked(a_proposal(quote="If all goes well, it comes in late April."), known=HELD) is AskedBecause.ONLY_PERHAPS
    assert asked(a_proposal(), match=replace(SURE, torn=True), known=HELD) is AskedBecause.TWO_DATES


@pytest.mark.parametrize(
    ("held", "said_now", "expected"),
    [
        ("14 to 16 May 2026", "14 May 2026", AskedBecause.PART_OF_EVENT),
        ("14 to 16 May 2026", "15 May 2026", AskedBecause.PART_OF_EVENT),
        ("14 to 16 May 2026", "20 May 2026", None),
        ("14 to 16 May 2026", "14 to 17 May 2026", None),
        ("May 2026", "14 May 2026", None),
        ("14 May 2026", "15 May 2026", None),
    ],
)
def test_one_day_of_an_event_that_takes_several_is_no_new_date_of_it(
    held: str, said_now: str, expected: AskedBecause | None
) -> None:
    assert asked(due(said_now), known=an_item_due(held, Kind.EVENT)) is expected


def test_another_year_of_what_comes_every_year_is_asked_about() -> None:
    held = an_item_due("10 December 2026", Kind.EVENT)
    next_year = replace(due("15 January 2027"), title="Harbour summit 2027")
    assert asked(next_year, known=held) is AskedBecause.OTHER_YEAR
    assert asked(replace(next_year, title="Harbour summit"), known=held) is None
