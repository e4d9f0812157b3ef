from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_item, at, happened, said
from watchtracker.intake.evidence import Evidence, is_worth_asking, weighed
from watchtracker.intake.looks import remembered, written
from watchtracker.intake.proofs import LastLook, Proof, looked_at
from watchtracker.intake.proposals import Proposal, key
from watchtracker.intake.sightings import Milestone, Milestones, ModelShown, PageShown, Release, Releases, Sighting
from watchtracker.intake.signals import Signal
from watchtracker.intake.trust import AskedBecause
from watchtracker.items import Item, RecordedOutcome, Settle
from watchtracker.reading import FindResult
from watchtracker.wording.proposals import why_asked

ITEM = an_item(said("6 May 2027", "2027-01-10"), item_id="aurora-4", settle=Settle.ITSELF)
AT_PYPI = Signal.read("pypi:aurora>=4")
AT_GITHUB = Signal.read("github:northlight/aurora>=4")
MILESTONE = Signal.read("github:northlight/aurora#4.0")
WEIGHTS = Signal.read("huggingface:northlight/Aurora-V4")
SAYS = Signal.read('page:https://ministry.example/call says "Comments closed"')
LACKS = Signal.read('page:https://ministry.example/call lacks "Open for comments"')
EMPTY = Releases("PyPI", "aurora")
QUIET = at("2027-05-06 16:30")
NOW = at("2027-05-06 17:00")


def release(version: str, moment: str, **more: Any) -> Release:
    return Release(version, at(moment), f"https://pypi.org/project/aurora/{version}/", **more)


def listed(*releases: Release, **more: Any) -> Releases:
    return replace(EMPTY, listed=releases, **more)


THERE = listed(release("4.0.0", "2027-05-06 16:45"), release("3.9", "2026-11-01 08:00"))


def first_look(signal: Signal, shown: Sighting, now: datetime = QUIET, item: Item = ITEM) -> LastLook:
    return weighed(item, signal, shown, None, now).look


def only(evidence: Evidence) -> tuple[Proposal, AskedBecause | None]:
    (found,) = evidence.proposals
    return found.proposal, found.asked


def ended(item: Item, proposal: Proposal) -> Item:
    day = proposal.window.earliest
    assert day is not None
    return replace(item, outcome=replace(happened(day.isoformat()), url=proposal.url))


def test_a_release_that_came_since_the_last_look_is_an_outcome_on_its_day_where_the_item_is() -> None:
    before = first_look(AT_PYPI, EMPTY)
    proposal, asked = only(weighed(ITEM, AT_PYPI, THERE, before, NOW))
    assert proposal.quote == "aurora 4.0.0 was published on PyPI on 6 May 2027 at 16:45 UTC."
    assert (proposal.when, proposal.zone) == ("2027-05-07", "Asia/Shanghai")
    assert (proposal.item, proposal.result, proposal.said_by) == ("aurora-4", FindResult.HAPPENED, "PyPI")
    assert (proposal.url, proposal.source) == ("https://pypi.org/project/aurora/4.0.0/", "pypi:aurora>=4")
    assert asked is None


def test_it_is_said_once_and_the_first_release_of_several_counts() -> None:
    look = weighed(ITEM, AT_PYPI, THERE, first_look(AT_PYPI, EMPTY), NOW).look
    more = replace(THERE, listed=(*THERE.listed, release("4.0.1", "2027-05-06 17:10")))
    again = weighed(ITEM, AT_PYPI, more, look, NOW + timedelta(hours=1))
    assert again.proposals == ()
    assert again.look.proof == look.proof


def test_both_in_one_look_are_one_outcome_on_the_day_of_the_first() -> None:
    both = listed(release("4.0.1", "2027-05-06 16:50"), release("4.0.0", "2027-05-06 12:00"))
    proposal, _ = only(weighed(ITEM, AT_PYPI, both, first_look(AT_PYPI, EMPTY), NOW))
    assert proposal.when == "2027-05-06"
    assert "4.0.0" in proposal.quote


def test_nothing_is_settled_by_itself_unless_the_item_says_so() -> None:
    asking = an_item(said("6 May 2027", "2027-01-10"))
    _, asked = only(weighed(asking, AT_PYPI, THERE, first_look(AT_PYPI, EMPTY), NOW))
    assert asked is AskedBecause.SETTLE_ASKS


def test_what_the_first_look_finds_settles_by_itself_only_if_it_is_fresh() -> None:
    assert only(weighed(ITEM, AT_PYPI, THERE, None, NOW))[1] is None
    later = NOW + timedelta(days=2)
    assert only(weighed(ITEM, AT_PYPI, THERE, None, later))[1] is AskedBecause.SO_ALREADY


def test_a_release_that_is_older_than_the_item_is_asked_about() -> None:
    young = an_item(said("6 May 2028", "2027-05-10"), settle=Settle.ITSELF)
    before = LastLook(QUIET, QUIET)
    assert only(weighed(young, AT_PYPI, THERE, before, NOW))[1] is AskedBecause.OLDER_THAN_ITEM


def test_a_release_far_before_the_date_in_force_is_asked_about() -> None:
    later = an_item(said("6 September 2027", "2027-01-10"), settle=Settle.ITSELF)
    assert only(weighed(later, AT_PYPI, THERE, None, NOW))[1] is AskedBecause.FAR_TOO_EARLY


def test_an_item_that_was_opened_again_is_never_settled_again_by_itself() -> None:
    opened = replace(ITEM, endings=(RecordedOutcome(happened("2027-05-01"), QUIET, QUIET),))
    assert only(weighed(opened, AT_PYPI, THERE, None, NOW))[1] is AskedBecause.ENDED_BEFORE


def test_an_item_that_has_ended_hears_of_no_outcome() -> None:
    done = replace(ITEM, outcome=happened("2027-05-06"))
    assert weighed(done, AT_PYPI, THERE, None, NOW).proposals == ()


def test_a_release_that_was_yanked_proposes_to_reopen_what_ended_by_it_and_only_once() -> None:
    found = weighed(ITEM, AT_PYPI, THERE, None, NOW)
    done = ended(ITEM, found.proposals[0].proposal)
    yanked = listed(release("4.0.0", "2027-05-06 16:45", taken_back=True))
    back = weighed(done, AT_PYPI, yanked, found.look, NOW + timedelta(days=3))
    proposal, asked = only(back)
    assert (proposal.result, proposal.item) == (FindResult.REOPEN, "aurora-4")
    assert proposal.quote == (
        "aurora 4.0.0 was published on PyPI on 6 May 2027 at 16:45 UTC, but was yanked from PyPI."
    )
    assert asked is AskedBecause.TAKEN_BACK
    assert back.withdrawn is not None
    assert key(back.withdrawn) == key(found.proposals[0].proposal)
    assert weighed(done, AT_PYPI, yanked, back.look, NOW + timedelta(days=4)).proposals == ()


def test_a_release_that_was_yanked_for_another_one_reopens_nothing() -> None:
    found = weighed(ITEM, AT_PYPI, THERE, None, NOW)
    yanked = listed(release("4.0.0", "2027-05-06 16:45", taken_back=True), release("4.0.1", "2027-05-06 18:00"))
    back = weighed(ended(ITEM, found.proposals[0].proposal), AT_PYPI, yanked, found.look, NOW + timedelta(hours=2))
    assert back.proposals == ()
    assert back.look.proof is not None
    assert back.look.proof.key == "4.0.1"


def test_an_item_that_ended_by_something_else_is_not_reopened() -> None:
    found = weighed(ITEM, AT_PYPI, THERE, None, NOW)
    done = replace(ITEM, outcome=happened("2027-04-01"))
    assert weighed(done, AT_PYPI, EMPTY, found.look, NOW + timedelta(hours=1)).proposals == ()


@pytest.mark.parametrize(("seen_for", "reopens"), [(timedelta(hours=20), True), (timedelta(days=2), False)])
def test_what_was_deleted_within_a_day_reopens_and_what_was_deleted_later_does_not(
    seen_for: timedelta, *, reopens: bool
) -> None:
    found = weighed(ITEM, AT_PYPI, THERE, None, NOW)
    done = ended(ITEM, found.proposals[0].proposal)
    look = weighed(done, AT_PYPI, THERE, found.look, NOW + seen_for).look
    back = weighed(done, AT_PYPI, EMPTY, look, NOW + seen_for + timedelta(hours=1))
    assert [found.proposal.result for found in back.proposals] == [FindResult.REOPEN] * reopens
    assert (back.look.proof is None) is reopens


def test_what_is_no_longer_on_the_first_page_was_not_deleted() -> None:
    found = weighed(ITEM, AT_PYPI, THERE, None, NOW)
    newer = listed(release("4.1", "2027-05-06 20:00"), back_to=at("2027-05-06 19:00"))
    back = weighed(ITEM, AT_PYPI, newer, found.look, NOW + timedelta(hours=4))
    assert back.proposals == ()
    assert back.look.proof == found.look.proof


def test_a_tag_that_names_another_part_of_the_repository_is_only_a_sign() -> None:
    part = Releases("GitHub", "northlight/aurora", (release("glow-4.0", "2027-05-06 16:45"),))
    assert only(weighed(ITEM, AT_GITHUB, part, None, NOW))[1] is AskedBecause.ONLY_A_SIGN
    own = Releases("GitHub", "northlight/aurora", (release("aurora-4.0", "2027-05-06 16:45"),))
    assert only(weighed(ITEM, AT_GITHUB, own, None, NOW))[1] is None


def test_a_release_of_tomorrow_did_not_happen_yet() -> None:
    ahead = listed(release("4.0.0", "2027-05-09 16:45"))
    assert weighed(ITEM, AT_PYPI, ahead, None, NOW).look.proof is None


def milestones(**fields: Any) -> Milestones:
    page = "https://github.com/northlight/aurora/milestone/11"
    return Milestones("GitHub", "northlight/aurora", (Milestone("GitHub", 11, "4.0", page, **fields),))


def test_the_due_date_of_a_milestone_is_a_claim_as_often_as_it_changes() -> None:
    due = milestones(due=date(2027, 9, 15), changed_on=date(2027, 4, 2))
    found = weighed(ITEM, MILESTONE, due, None, NOW)
    proposal, asked = only(found)
    assert (proposal.when, proposal.result, proposal.published) == ("2027-09-15", None, date(2027, 4, 2))
    assert proposal.quote == "The milestone 4.0 on GitHub is due on 15 September 2027."
    assert asked is AskedBecause.SIGNALS_A_DATE
    assert weighed(ITEM, MILESTONE, due, found.look, NOW).proposals == ()
    moved, _ = only(weighed(ITEM, MILESTONE, milestones(due=date(2027, 10, 1)), found.look, NOW))
    assert moved.when == "2027-10-01"
    undated, asked = only(weighed(ITEM, MILESTONE, milestones(), found.look, NOW))
    assert (undated.when, undated.window.dated, asked) == ("no date", False, AskedBecause.NO_DATE)


def test_a_milestone_that_never_had_a_date_or_is_overdue_says_nothing() -> None:
    assert weighed(ITEM, MILESTONE, milestones(), None, NOW).proposals == ()
    assert weighed(ITEM, MILESTONE, milestones(due=date(2027, 1, 15)), None, NOW).proposals == ()
    assert weighed(ITEM, Signal.read("github:o/r#5.0"), milestones(due=date(2027, 9, 15)), None, NOW).proposals == ()


def test_a_milestone_is_known_by_its_title_or_its_number() -> None:
    due = milestones(due=date(2027, 9, 15))
    assert weighed(ITEM, Signal.read("github:northlight/aurora#11"), due, None, NOW).proposals


def test_a_closed_milestone_is_an_outcome_to_confirm_and_one_that_is_open_again_takes_it_back() -> None:
    before = first_look(MILESTONE, milestones(due=date(2027, 9, 15)))
    found = weighed(ITEM, MILESTONE, milestones(closed_at=at("2027-05-06 16:50")), before, NOW)
    proposal, asked = only(found)
    assert (proposal.result, asked) == (FindResult.HAPPENED, AskedBecause.ONLY_A_SIGN)
    assert proposal.quote == ("The milestone 4.0 of northlight/aurora was closed on GitHub on 6 May 2027 at 16:50 UTC.")
    done = ended(ITEM, proposal)
    reopened, _ = only(weighed(done, MILESTONE, milestones(), found.look, NOW + timedelta(days=9)))
    assert (reopened.result, reopened.quote.partition(", but ")[2]) == (FindResult.REOPEN, "is open again on GitHub.")


def model(**fields: Any) -> ModelShown:
    return ModelShown("Hugging Face", "northlight/Aurora-V4", "https://huggingface.co/northlight/Aurora-V4", **fields)


def test_weights_count_from_when_they_were_first_seen_or_last_changed_before() -> None:
    before = first_look(WEIGHTS, model())
    there = model(has_weights=True, created_at=at("2027-04-01 00:00"), changed_at=at("2027-05-06 16:40"))
    proposal, asked = only(weighed(ITEM, WEIGHTS, there, before, NOW))
    assert proposal.quote == "The weights of northlight/Aurora-V4 were on Hugging Face on 6 May 2027 at 16:40 UTC."
    assert asked is None
    assert weighed(ITEM, WEIGHTS, model(created_at=at("2027-04-01 00:00")), None, NOW).proposals == ()


def test_weights_whose_day_nobody_saw_are_asked_about() -> None:
    there = model(has_weights=True, created_at=at("2027-04-01 00:00"), changed_at=at("2027-05-06 16:40"))
    assert only(weighed(ITEM, WEIGHTS, there, None, NOW))[1] is AskedBecause.UNSURE_DAY
    new = replace(there, created_at=at("2027-05-06 10:00"))
    assert only(weighed(ITEM, WEIGHTS, new, None, NOW))[1] is None
    assert only(weighed(ITEM, WEIGHTS, replace(new, gated=True), None, NOW))[1] is AskedBecause.ONLY_A_SIGN


def page(*, says: bool, length: int = 1000) -> PageShown:
    return PageShown("https://ministry.example/call", says, length)


def test_a_page_that_now_says_the_words_proves_it() -> None:
    before = first_look(SAYS, page(says=False))
    proposal, asked = only(weighed(ITEM, SAYS, page(says=True), before, NOW))
    assert proposal.quote == 'The page says "Comments closed", which was first seen on 6 May 2027 at 17:00 UTC.'
    assert (proposal.said_by, proposal.url, asked) == ("ministry.example", "https://ministry.example/call", None)
    assert only(weighed(ITEM, SAYS, page(says=True), None, NOW))[1] is AskedBecause.UNSURE_DAY


def test_a_page_that_no_longer_says_the_words_proves_it() -> None:
    before = first_look(LACKS, page(says=True))
    proposal, asked = only(weighed(ITEM, LACKS, page(says=False), before, NOW))
    assert proposal.quote.startswith('The page no longer says "Open for comments", which')
    assert asked is None
    never, asked = only(weighed(ITEM, LACKS, page(says=False), None, NOW))
    assert never.quote.startswith('The page does not say "Open for comments", which')
    assert asked is AskedBecause.UNSURE_DAY


def test_a_page_that_lost_most_of_its_text_is_looked_at_twice_and_then_only_a_sign() -> None:
    before = first_look(LACKS, page(says=True))
    wall = page(says=False, length=300)
    doubted = weighed(ITEM, LACKS, wall, before, NOW)
    assert (doubted.proposals, doubted.look.doubted) == ((), True)
    assert weighed(ITEM, LACKS, page(says=True), doubted.look, NOW).proposals == ()
    assert only(weighed(ITEM, LACKS, wall, doubted.look, NOW))[1] is AskedBecause.ONLY_A_SIGN


def test_a_wall_before_a_page_takes_nothing_back() -> None:
    found = weighed(ITEM, SAYS, page(says=True), None, NOW)
    walled = weighed(ITEM, SAYS, page(says=False, length=300), found.look, NOW + timedelta(hours=1))
    assert (walled.withdrawn, walled.look.proof) == (None, found.look.proof)


def test_signals_are_looked_at_while_an_item_is_open_and_for_a_week_after() -> None:
    done = replace(ITEM, outcome=happened("2027-05-06"), endings=(RecordedOutcome(happened("2027-05-06"), NOW),))
    assert is_worth_asking(ITEM, NOW)
    assert is_worth_asking(done, NOW + timedelta(days=6))
    assert not is_worth_asking(done, NOW + timedelta(days=8))
    assert not is_worth_asking(replace(ITEM, listed=False), NOW)


def test_every_reason_to_ask_has_its_words() -> None:
    assert all(why_asked(reason) for reason in AskedBecause)


def test_a_look_is_remembered_as_it_was() -> None:
    looks = {
        "aurora-4": weighed(ITEM, AT_PYPI, THERE, None, NOW).look,
        "other": first_look(MILESTONE, milestones(due=date(2027, 9, 15))),
        "page": first_look(LACKS, page(says=True)).again(NOW),
    }
    assert remembered(written(looks)) == looks
    assert looks["page"].last_at == NOW


@given(st.text(max_size=50) | st.just('{"a": {"first_at": "2027-05-06", "last_at": 3}, "b": 1, "c": {"proof": []}}'))
def test_a_memory_that_cannot_be_read_is_none(text: str) -> None:
    assert remembered(text) == {}
    assert remembered(None) == {}


def test_what_was_looked_at_names_every_proof() -> None:
    looked = looked_at(AT_PYPI, THERE, None, NOW)
    assert looked.keys == {"4.0.0"}
    assert isinstance(looked.first, Proof)


VERSIONS = ("4.0.0", "4.0.1", "4.1", "3.9", "4.2rc1", "glow-4.0")


@st.composite
def worlds(draw: st.DrawFn) -> list[tuple[Releases, int, bool]]:
    """What PyPI shows at each look, the hours until then, and whether a reopening that is proposed is accepted."""
    hours = st.integers(-60, 40)
    looks = []
    for _ in range(draw(st.integers(1, 6))):
        shown = draw(st.dictionaries(st.sampled_from(VERSIONS), st.tuples(hours, st.booleans()), max_size=4))
        listed_now = [
            Release(name, QUIET + timedelta(hours=since), f"https://pypi.org/project/aurora/{name}/", taken_back=yanked)
            for name, (since, yanked) in shown.items()
        ]
        back_to = draw(st.none() | hours.map(lambda since: QUIET + timedelta(hours=since)))
        looks.append((listed(*listed_now, back_to=back_to), draw(st.integers(0, 30)), draw(st.booleans())))
    return looks


@given(worlds())
def test_whatever_a_service_shows_an_item_ends_by_itself_at_most_once_and_nothing_is_said_twice(
    shown: list[tuple[Releases, int, bool]],
) -> None:
    item, look, now, settled = ITEM, None, QUIET, 0
    standing: set[str] = set()
    for releases, hours, accepts in shown:
        now += timedelta(hours=hours)
        found = weighed(item, AT_PYPI, releases, look, now)
        assert found.look == remembered(written({item.id: found.look}))[item.id]
        if found.withdrawn is not None:
            standing.discard(key(found.withdrawn))
        for each in found.proposals:
            proposal = each.proposal
            if proposal.result is FindResult.REOPEN:
                assert item.outcome is not None
                item = replace(item, outcome=None) if accepts else item
                continue
            assert item.outcome is None
            assert key(proposal) not in standing
            standing.add(key(proposal))
            if each.asked is None:
                settled += 1
                item = ended(item, proposal)
                assert item.outcome is not None
                item = replace(item, endings=(*item.endings, RecordedOutcome(item.outcome, now)))
        again = weighed(item, AT_PYPI, releases, found.look, now)
        assert again.proposals == ()
        look = found.look
    assert settled <= 1
