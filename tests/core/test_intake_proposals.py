from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import an_item, happened, said
from watchtracker import dates
from watchtracker.dates import Relation
from watchtracker.errors import InputError
from watchtracker.intake import proposals
from watchtracker.intake.proposals import Proposal, ProposalState, StoredProposal
from watchtracker.items import Kind, Outcome, Result, item_as_of
from watchtracker.reading import FindResult

NOW = datetime(2026, 4, 12, 9, tzinfo=UTC)
PUBLISHED = date(2026, 4, 10)
WEEKLY = "Model Weekly"


def read(when: str, zone: str = "UTC") -> dates.DateWindow:
    return dates.read(when, said_on=PUBLISHED, zone=dates.zone(zone))


def a_proposal(when: str = "late April", *, zone: str = "UTC", **more: object) -> Proposal:
    basis = Proposal(
        source=WEEKLY,
        quote=f"Aurora 4 will launch {when}.",
        when=when,
        window=read(when, zone),
        zone=zone,
        title="Aurora 4 launch",
        kind=Kind.RELEASE,
        said_by=WEEKLY,
        published=PUBLISHED,
        url="https://weekly.example/12",
    )
    return replace(basis, **more)  # type: ignore[arg-type]


def test_the_same_statement_in_other_words_of_another_entry_is_the_same_proposal() -> None:
    again = a_proposal(quote="It comes late in April, they say.", url="https://weekly.example/13")
    assert proposals.key(again) == proposals.key(a_proposal())
    assert proposals.key(a_proposal(title="AURORA-4  Launch")) == proposals.key(a_proposal())


@pytest.mark.parametrize(
    "other",
    [
        a_proposal("early May"),
        a_proposal(source="Another Weekly"),
        a_proposal(title="Aurora 5 launch"),
        a_proposal(result=FindResult.HAPPENED),
    ],
)
def test_another_date_source_matter_or_result_is_another_proposal(other: Proposal) -> None:
    assert proposals.key(other) != proposals.key(a_proposal())


def test_promises_without_a_date_differ_by_their_words() -> None:
    assert proposals.key(a_proposal("coming soon")) != proposals.key(a_proposal("TBD"))


def test_sources_that_say_the_same_of_one_item_have_their_matter_in_common() -> None:
    mine, theirs = a_proposal(item="aurora-4"), a_proposal(source="Daily", title="The new Aurora", item="aurora-4")
    assert proposals.matter(mine) == proposals.matter(theirs)
    assert proposals.key(mine) != proposals.key(theirs)


def test_how_a_proposal_stands_to_the_date_in_force_is_a_move() -> None:
    known = item_as_of(an_item(said("April 2026", "2026-04-01")))
    move = proposals.relation(a_proposal(), known)
    assert move is not None
    assert move.relation is Relation.SHARPENED
    assert proposals.relation(a_proposal(), None) is None


def test_what_is_on_record_or_over_leaves_nothing_to_decide() -> None:
    held = an_item(said("late April 2026", "2026-04-01"))
    assert proposals.is_overtaken(a_proposal(), item_as_of(held))
    assert not proposals.is_overtaken(a_proposal("early May"), item_as_of(held))
    over = replace(held, outcome=Outcome(Result.HAPPENED, date(2026, 4, 11), WEEKLY))
    assert proposals.is_overtaken(a_proposal("early May"), item_as_of(over))
    reopening = a_proposal(result=FindResult.REOPEN)
    assert not proposals.is_overtaken(reopening, item_as_of(over))
    assert proposals.is_overtaken(reopening, item_as_of(held))


def test_a_date_is_over_when_its_last_day_is() -> None:
    assert proposals.is_over(a_proposal("April 11"), NOW)
    assert not proposals.is_over(a_proposal("April 12"), NOW)
    assert not proposals.is_over(a_proposal("coming soon"), NOW)
    assert not proposals.is_over(a_proposal("April 11", result=FindResult.HAPPENED), NOW)


def test_an_accepted_date_is_asked_again_only_when_it_moved_and_a_later_document_says_it() -> None:
    accepted = StoredProposal(1, a_proposal(), ProposalState.ACCEPTED, NOW, decided_at=NOW, decided_by="mei")
    moved = item_as_of(an_item(said("late April 2026", "2026-04-01"), said("June 2026", "2026-05-01")))
    later = a_proposal(published=date(2026, 5, 3))
    assert proposals.is_said_anew(accepted, later, moved, NOW)
    assert not proposals.is_said_anew(accepted, a_proposal(), moved, NOW)
    assert proposals.is_said_anew(accepted, a_proposal(anew=True), moved, NOW)
    dateless = replace(accepted, proposal=a_proposal(published=None))
    assert proposals.is_said_anew(dateless, later, moved, NOW)
    assert proposals.is_said_anew(replace(accepted, state=ProposalState.OVERTAKEN), later, moved, NOW)
    assert not proposals.is_said_anew(accepted, later, item_as_of(an_item(said("April 2026", "2026-04-01"))), NOW)
    assert not proposals.is_said_anew(replace(accepted, state=ProposalState.DISMISSED), later, moved, NOW)


def test_the_words_of_a_claim_mean_in_the_zone_of_the_item_what_they_meant_where_they_were_read() -> None:
    clock = a_proposal("May 6, 5pm", zone="America/New_York")
    made = proposals.statement(clock, "Asia/Shanghai", NOW)
    assert made.when == "May 6, 5pm, America/New_York"
    assert dates.read(made.when, said_on=made.said_on, zone=dates.zone("Asia/Shanghai")) == clock.window
    assert proposals.statement(clock, "America/New_York", NOW).when == "May 6, 5pm"


def test_words_that_would_be_read_otherwise_become_the_date_itself() -> None:
    unknown_day = a_proposal("next Tuesday", published=None)  # counted from the 10th, accepted on a later day
    made = proposals.statement(unknown_day, "UTC", datetime(2026, 4, 20, tzinfo=UTC))
    assert (made.when, made.said_on) == ("2026-04-14", date(2026, 4, 20))


def test_a_claim_is_said_on_the_day_of_its_document_and_without_one_today() -> None:
    assert proposals.statement(a_proposal(), "UTC", NOW).said_on == PUBLISHED
    assert proposals.statement(a_proposal(published=None), "UTC", NOW).said_on == NOW.date()


def test_an_outcome_is_on_the_day_that_was_told_but_never_in_the_future() -> None:
    told = a_proposal("April 9, 2026", result=FindResult.HAPPENED)
    assert proposals.outcome(told, "UTC", NOW, by="mei") == Outcome(
        Result.HAPPENED, date(2026, 4, 9), WEEKLY, "https://weekly.example/12", "mei"
    )
    early = a_proposal("April 14", result=FindResult.CANCELLED)
    assert proposals.outcome(early, "UTC", NOW, by=None).on == NOW.date()
    with pytest.raises(InputError, match="tells no outcome"):
        proposals.outcome(a_proposal(), "UTC", NOW, by=None)
    with pytest.raises(InputError, match="no date to claim"):
        proposals.statement(told, "UTC", NOW)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("HappyHorse open-source release", "happyhorse-open-source-release"),
        ("Größe & Café 2.0", "groe-cafe-2-0"),
        ("模型发布", "release-2026-04"),
        ("DeepSeek V4 正式发布", "deepseek-v4"),
        ("旧API「v1」の提供終了", "api-v1"),
        ("KX-30発売", "kx-30"),
        ("\uff27\uff30\uff34\uff0d\uff15上线", "gpt-5"),
        ("2031", "release-2026-04"),
        ("a" * 80, "a" * 60),
        ("word " * 20, "-".join(["word"] * 12)),
    ],
)
def test_a_new_id_is_the_title_as_a_slug_or_the_kind_and_month(title: str, expected: str) -> None:
    assert proposals.new_id(a_proposal(title=title), ()) == expected


def test_an_id_that_is_taken_gets_a_number() -> None:
    taken = {"aurora-4-launch", "aurora-4-launch-2"}
    assert proposals.new_id(a_proposal(), taken) == "aurora-4-launch-3"
    long = proposals.new_id(a_proposal(title="a" * 80), {"a" * 60})
    assert long == "a" * 58 + "-2"


def test_an_outcome_is_asked_again_only_in_other_words_and_after_its_item_was_opened_again() -> None:
    told = a_proposal(item="launch", result=FindResult.HAPPENED)
    other = replace(told, quote="It is out after all.")
    accepted = StoredProposal(1, told, ProposalState.ACCEPTED, NOW, NOW, "mei")
    is_open = item_as_of(an_item(said("April 2026", "2026-04-01")))
    is_over = item_as_of(an_item(said("April 2026", "2026-04-01"), outcome=happened("2026-04-10")))
    assert proposals.is_said_anew(accepted, other, is_open, NOW)
    assert not proposals.is_said_anew(accepted, told, is_open, NOW)
    assert not proposals.is_said_anew(accepted, other, is_over, NOW)
    assert proposals.is_said_anew(replace(accepted, state=ProposalState.OVERTAKEN), told, is_open, NOW)
    assert not proposals.is_said_anew(replace(accepted, state=ProposalState.DISMISSED), other, is_open, NOW)
    reopening = replace(told, result=FindResult.REOPEN)
    assert proposals.is_said_anew(
        replace(accepted, proposal=reopening), replace(reopening, quote="Gone."), is_over, NOW
    )


def test_an_entry_without_a_day_says_it_anew_if_it_is_another_one_found_on_a_later_day() -> None:
    dateless = a_proposal(published=None)
    decided = datetime(2026, 4, 12, 9, tzinfo=UTC)
    accepted = StoredProposal(1, dateless, ProposalState.ACCEPTED, decided, decided, "mei")
    moved = item_as_of(an_item(said("June 2026", "2026-04-13")))
    next_day = decided + timedelta(days=1)
    for other in (replace(dateless, url="https://weekly.example/99"), replace(dateless, quote="Late April it is.")):
        assert proposals.is_said_anew(accepted, other, moved, next_day)
        assert not proposals.is_said_anew(accepted, other, moved, decided)
    assert not proposals.is_said_anew(accepted, dateless, moved, next_day)
