"""Proposals are stored once, decided once, and become claims through the one door; on both databases."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest

from tests.builders import an_item, said
from tests.core.test_intake_proposals import NOW, WEEKLY, a_proposal
from watchtracker import dates
from watchtracker.errors import InputError, UnknownItemError
from watchtracker.intake.proposals import Proposal, ProposalState, StoredProposal, Surroundings
from watchtracker.items import Facts, Item, Kind, Origin, Result
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.reading import FindResult
from watchtracker.store.engine import Store
from watchtracker.store.sources import FetchedText, SourceRow
from watchtracker.tracker import Tracker
from watchtracker.tracker.intake import Instead, Intake
from watchtracker.tracker.waiting import waiting

HOUR = timedelta(hours=1)
MINE = a_proposal(item="launch")


def an_intake(store: Store, *held: Item) -> Intake:
    tracker = Tracker(store, (), DEFAULT_LEADS)
    tracker.begin(held or [an_item(said("April 2026", "2026-04-01"), zone="UTC")], NOW - HOUR)
    return Intake(store, tracker)


def heard(intake: Intake, *proposals: Proposal, now: datetime = NOW) -> list[StoredProposal]:
    return intake.hear(proposals, now)


def the_item(store: Store, item_id: str = "launch") -> Item:
    with store.reading() as tx:
        item = tx.items.get(item_id)
    assert item is not None
    return item


def still_open(store: Store, *sources: str) -> list[StoredProposal]:
    with store.reading() as tx:
        return tx.proposals.open(sources)


def test_what_is_said_a_hundred_times_is_proposed_once(store: Store) -> None:
    intake = an_intake(store)
    for number in range(100):
        heard(intake, a_proposal(quote=f"Aurora 4, late April, entry {number}", url=f"https://weekly.example/{number}"))
    assert [stored.proposal for stored in still_open(store)] == [
        a_proposal(quote="Aurora 4, late April, entry 0", url="https://weekly.example/0")
    ]


def test_five_outlets_with_one_story_are_one_proposal_with_five_sources(store: Store) -> None:
    intake = an_intake(store)
    heard(intake, *(replace(MINE, source=name, said_by=name) for name in ("A", "B", "C", "D", "E", "B")))
    (only,) = still_open(store)
    assert (only.proposal.source, only.also) == ("A", ("B", "C", "D", "E"))
    assert [stored.id for stored in still_open(store, "D")] == [only.id]
    assert still_open(store, "F") == []

    intake.accept([only.id], NOW, by="mei")
    assert still_open(store) == []
    assert len(the_item(store).claims) == 2


def test_what_is_accepted_becomes_a_claim_with_its_quote_its_address_and_who_let_it_in(store: Store) -> None:
    intake = an_intake(store)
    (stored,) = heard(intake, MINE)
    (let_in,) = intake.accept([stored.id], NOW, by="mei")
    claim = the_item(store).claims[-1]
    assert (claim.id, claim.origin, claim.by) == (let_in.claim, Origin.INTAKE, "mei")
    assert (claim.said.quote, claim.said.url, claim.said.source) == (MINE.quote, MINE.url, WEEKLY)
    assert let_in.change.what == "moved"
    with store.reading() as tx:
        kept = tx.proposals.get([stored.id])[stored.id]
    assert (kept.state, kept.decided_by, kept.claim) == (ProposalState.ACCEPTED, "mei", claim.id)


def test_what_is_new_becomes_an_item_with_the_id_that_was_shown_or_the_next_that_is_free(store: Store) -> None:
    intake = an_intake(store)
    stored = heard(intake, a_proposal(new_id="aurora"), a_proposal(title="Aurora 4 party", new_id="aurora"))
    intake.accept([stored[0].id], NOW, by="mei", instead=Instead(tags=("models",)))
    made = the_item(store, "aurora")
    assert (made.facts.title, made.facts.kind, made.facts.tags) == ("Aurora 4 launch", Kind.RELEASE, ("models",))
    intake.accept([stored[1].id], NOW, by="mei")
    assert the_item(store, "aurora-4-party").facts.title == "Aurora 4 party"


def test_another_date_of_what_became_an_item_is_about_that_item_and_makes_no_second_one(store: Store) -> None:
    intake = an_intake(store)
    later = dates.read("12 May 2026", said_on=NOW.date(), zone=dates.zone("UTC"))
    first = a_proposal(new_id="aurora")
    other = replace(first, window=later, when="12 May 2026", new_id="aurora-2")
    stored = heard(intake, first, other, replace(other, title="Paper submission"))
    intake.accept([stored[0].id], NOW, by="mei")
    assert [(each.proposal.title, each.proposal.item) for each in still_open(store)] == [
        ("Aurora 4 launch", "aurora"),
        ("Paper submission", None),
    ]
    intake.accept([stored[1].id], NOW, by="mei")
    assert [claim.said.when for claim in the_item(store, "aurora").claims] == ["late April", "12 May 2026"]


def test_what_waits_without_an_item_is_about_one_once_it_is_said_of_one(store: Store) -> None:
    intake = an_intake(store)
    heard(intake, a_proposal(new_id="aurora"))
    heard(intake, MINE)
    assert [each.proposal.item for each in still_open(store)] == ["launch"]


def test_what_waits_as_something_new_is_about_an_item_that_somebody_adds_by_hand(store: Store) -> None:
    intake = an_intake(store)
    other = dates.read("12 May 2026", said_on=NOW.date(), zone=dates.zone("UTC"))
    again = replace(a_proposal(), window=other, when="12 May 2026", quote="The Aurora 4 launch will be on 12 May.")
    heard(intake, a_proposal(new_id="aurora"), again, replace(again, title="Aurora 4 party"))
    facts = Facts("mine", "Aurora 4 launch", Kind.RELEASE, "UTC")
    Tracker(store, (), DEFAULT_LEADS).add(facts, said("12 May 2026", "2026-04-11"), NOW, by="mei")
    # What is on record already needs no decision, and a party is something else.
    assert [(each.proposal.title, each.proposal.item) for each in still_open(store)] == [
        ("Aurora 4 launch", "mine"),
        ("Aurora 4 party", None),
    ]


def test_two_people_whose_proposals_cross_do_not_wait_for_each_other(store: Store) -> None:
    intake = an_intake(store, *(an_item(said("April 2026", "2026-04-01"), item_id=name, zone="UTC") for name in "ab"))
    mine, yours = (a_proposal(item=name) for name in "ab")
    other = [replace(each, source="Daily") for each in (yours, mine)]
    ids = [stored.id for stored in heard(intake, mine, yours, *other)]
    start, results = Barrier(2), list[int]()

    def accept(numbers: list[int]) -> None:
        start.wait()
        with suppress(InputError):
            results.append(len(intake.accept(numbers, NOW, by="mei")))

    threads = [Thread(target=accept, args=(numbers,)) for numbers in (ids[:2], ids[2:])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [2]
    assert still_open(store) == []


def test_what_its_item_left_nothing_to_decide_of_waits_for_nobody(store: Store) -> None:
    intake = an_intake(store)
    heard(intake, MINE, replace(MINE, result=FindResult.HAPPENED))
    with store.reading() as tx:
        found = tx.proposals.open()
    intake.accept([found[1].id], NOW, by="mei")
    with store.reading() as tx:
        assert waiting(tx, tx.items.all(), (), (), NOW).rows == []


def test_whoever_accepts_may_say_it_otherwise(store: Store) -> None:
    intake = an_intake(store)
    stored = heard(intake, a_proposal(), a_proposal("early May"), a_proposal("mid-May"))
    intake.accept([stored[0].id], NOW, by="mei", instead=Instead(item="launch", when="28 April 2026"))
    assert the_item(store).claims[-1].said.when == "28 April 2026"
    intake.accept([stored[1].id], NOW, by="mei", instead=Instead(new_id="party", title="The party", kind=Kind.EVENT))
    assert the_item(store, "party").facts.kind is Kind.EVENT
    with pytest.raises(UnknownItemError):
        intake.accept([stored[2].id], NOW, by="mei", instead=Instead(item="lunch"))
    assert [left.id for left in still_open(store)] == [stored[2].id]


def test_what_was_dismissed_is_never_proposed_again_unless_it_is_brought_back(store: Store) -> None:
    intake = an_intake(store)
    (stored,) = heard(intake, MINE)
    intake.dismiss([stored.id], NOW, by="mei")
    assert heard(intake, replace(MINE, quote="Again."))[0].state is ProposalState.DISMISSED
    assert still_open(store) == []
    with pytest.raises(InputError, match=r"is dismissed already by mei on 2026-04-12: `watchtracker inbox --restore"):
        intake.accept([stored.id], NOW, by="mei")
    assert intake.restore(stored.id, NOW).state is ProposalState.OPEN
    assert [left.id for left in still_open(store)] == [stored.id]
    with pytest.raises(InputError, match="nothing to bring back"):
        intake.restore(stored.id, NOW)


def test_what_was_accepted_can_be_brought_back_once_what_it_became_was_taken_back(store: Store) -> None:
    intake = an_intake(store)
    new, known = heard(intake, a_proposal(new_id="aurora"), replace(MINE, title="Launch"))
    intake.accept([new.id, known.id], NOW, by="mei")
    with pytest.raises(InputError, match="nothing to bring back"):
        intake.restore(known.id, NOW)
    tracker = Tracker(store, (), DEFAULT_LEADS)
    tracker.edit("aurora", lambda before: replace(before, listed=False), NOW)
    tracker.retract("launch", the_item(store).claims[-1].id, NOW, by="mei", origin=Origin.CLI)
    intake.restore(new.id, NOW)
    intake.restore(known.id, NOW)
    assert [each.proposal.item for each in still_open(store)] == [None, "launch"]


def test_what_is_dismissed_is_not_asked_again_in_the_name_of_a_source_that_stood_beside_it(store: Store) -> None:
    intake = an_intake(store)
    mine, theirs = heard(intake, MINE, replace(MINE, source="Daily"))
    intake.dismiss([mine.id], NOW, by="mei")
    assert still_open(store) == []
    intake.restore(theirs.id, NOW)
    assert [left.id for left in still_open(store)] == [theirs.id]


def test_what_was_dismissed_as_new_stays_dismissed_when_an_item_is_there_for_it(store: Store) -> None:
    intake = an_intake(store)
    (stored,) = heard(intake, a_proposal())
    intake.dismiss([stored.id], NOW, by="mei")
    assert heard(intake, MINE)[0].id == stored.id
    assert still_open(store) == []


def test_two_items_of_which_a_source_says_the_same_words_are_two_proposals(store: Store) -> None:
    intake = an_intake(store, an_item(zone="UTC"), an_item(item_id="other", zone="UTC"))
    both = a_proposal(item="launch"), a_proposal(item="other")
    first, second = heard(intake, *both)
    assert first.id != second.id
    assert [each.id for each in heard(intake, *both)] == [first.id, second.id]


def test_a_silenced_title_is_not_heard_of_that_source_any_more(store: Store) -> None:
    intake = an_intake(store)
    (stored,) = heard(intake, a_proposal())
    intake.dismiss([stored.id], NOW, by="mei", subject=True)
    assert heard(intake, a_proposal("early May"), a_proposal("June", title="AURORA 4: launch")) == []
    assert len(heard(intake, a_proposal("June", source="Daily"))) == 1


def test_what_is_on_record_already_is_not_asked(store: Store) -> None:
    intake = an_intake(store, an_item(said("late April 2026", "2026-04-01"), zone="UTC"))
    (stored,) = heard(intake, MINE)
    assert stored.state is ProposalState.OVERTAKEN
    assert still_open(store) == []


def test_an_accepted_date_is_asked_again_when_the_date_moved_and_a_later_document_says_it(store: Store) -> None:
    intake = an_intake(store)
    (stored,) = heard(intake, MINE)
    intake.accept([stored.id], NOW, by="mei")
    assert heard(intake, replace(MINE, published=date(2026, 4, 14)))[0].state is ProposalState.ACCEPTED
    Tracker(store, (), DEFAULT_LEADS).claim("launch", said("June 2026", "2026-04-13"), NOW + 48 * HOUR)
    again = replace(MINE, published=date(2026, 4, 15), quote="After all in late April.")
    assert heard(intake, again, now=NOW + 96 * HOUR)[0].state is ProposalState.OPEN
    assert [left.proposal.quote for left in still_open(store)] == ["After all in late April."]


def test_an_outcome_is_recorded_with_who_says_so_and_an_unknown_one_is_refused(store: Store) -> None:
    intake = an_intake(store)
    out, unknown = heard(
        intake,
        a_proposal("April 10, 2026", result=FindResult.HAPPENED, item="launch"),
        a_proposal("April 10, 2026", result=FindResult.CANCELLED),
    )
    with pytest.raises(InputError, match="--item ID"):
        intake.accept([unknown.id], NOW, by="mei")
    intake.accept([out.id], NOW, by="mei")
    ended = the_item(store).outcome
    assert ended is not None
    assert (ended.result, ended.on, ended.source, ended.by) == (Result.HAPPENED, date(2026, 4, 10), WEEKLY, "mei")
    assert [left.id for left in still_open(store)] == [unknown.id]


def test_several_are_accepted_together_or_not_at_all(store: Store) -> None:
    intake = an_intake(store)
    fine, bad = heard(intake, MINE, a_proposal("April 10, 2026", result=FindResult.CANCELLED))
    with pytest.raises(InputError):
        intake.accept([fine.id, bad.id], NOW, by="mei")
    assert len(still_open(store)) == 2
    assert len(the_item(store).claims) == 1


def test_two_people_who_accept_the_same_record_it_once(store: Store) -> None:
    intake = an_intake(store)
    (stored,) = heard(intake, MINE)
    start, results = Barrier(2), list[str]()

    def accept(name: str) -> None:
        start.wait()
        try:
            intake.accept([stored.id], NOW, by=name)
            results.append("accepted")
        except InputError:
            results.append("refused")

    threads = [Thread(target=accept, args=(name,)) for name in ("mei", "ola")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["accepted", "refused"]
    assert len(the_item(store).claims) == 2


def test_what_two_sources_say_becomes_one_item_though_both_are_accepted_together(store: Store) -> None:
    intake = an_intake(store)
    new = a_proposal(new_id="aurora-4")
    both = heard(intake, new, replace(new, source="Daily"))
    assert [done.change.item_id for done in intake.accept([each.id for each in both], NOW, by="mei")] == ["aurora-4"]
    assert still_open(store) == []


def test_what_stands_around_a_quote_is_forgotten_after_a_while_and_the_quote_is_not(store: Store) -> None:
    intake = an_intake(store)
    (stored,) = heard(intake, a_proposal(passage=Surroundings("It is said. Aurora 4 will launch.", 12, 33)))
    for moment, kept in ((NOW, True), (NOW + HOUR, False)):
        with store.writing() as tx:
            tx.proposals.forget_passages(moment)
        (found,) = still_open(store)
        assert (found.proposal.passage is not None, found.proposal.quote) == (kept, stored.proposal.quote)


def test_a_lease_of_a_clock_that_was_wrong_holds_nobody_up(store: Store) -> None:
    def lease(now: datetime) -> SourceRow | None:
        with store.writing() as tx:
            return tx.sources.lease("weekly", "feed x", str(now), now, now + timedelta(minutes=2))

    assert lease(NOW) is not None
    assert lease(NOW - timedelta(seconds=30)) is None  # the clock of another machine
    assert lease(NOW - 24 * HOUR) is not None


def test_a_proposal_is_taken_at_once_or_not_at_all(store: Store) -> None:
    intake = an_intake(store)
    assert intake.take(MINE, NOW, by="mei") is not None
    assert intake.take(MINE, NOW, by="mei") is None
    assert len(the_item(store).claims) == 2


def test_how_many_came_in_by_themselves_is_known_by_source(store: Store) -> None:
    intake = an_intake(store)
    for when in ("early May", "mid-May", "late May"):
        intake.take(a_proposal(when, item="launch"), NOW, by=WEEKLY)
    intake.take(a_proposal("June", item="launch"), NOW, by="mei")
    with store.reading() as tx:
        assert tx.proposals.let_in_since(WEEKLY, NOW - HOUR) == 3
        assert tx.proposals.let_in_since(WEEKLY, NOW + HOUR) == 0
        assert tx.proposals.counts() == {WEEKLY: (4, 4)}


def test_a_source_is_fetched_by_one_process_at_a_time_and_a_lost_lease_writes_nothing(store: Store) -> None:
    with store.writing() as tx:
        assert tx.sources.lease("weekly", "https://a.example", "one", NOW, NOW + HOUR) == SourceRow(
            "weekly", "https://a.example"
        )
    with store.writing() as tx:
        assert tx.sources.lease("weekly", "https://a.example", "two", NOW, NOW + HOUR) is None
        assert tx.sources.lease("weekly", "https://a.example", "two", NOW + HOUR, NOW + 2 * HOUR) is not None
    done = SourceRow("weekly", "https://a.example", last_at=NOW, etag='W/"1"')
    with store.writing() as tx:
        assert not tx.sources.write(done, "one")
        assert tx.sources.write(done, "two")
        assert tx.sources.all() == {"weekly": done}
        moved = tx.sources.lease("weekly", "https://b.example", "three", NOW, NOW + HOUR)
        assert moved == SourceRow("weekly", "https://b.example")


def test_a_text_is_read_once_and_forgotten_after_a_while_but_not_that_it_was_read(store: Store) -> None:
    text = FetchedText("weekly", "https://a.example/1", "Issue 1", date(2026, 4, 10), "Aurora 4 comes soon.")
    with store.writing() as tx:
        assert tx.sources.statements_in(text) is None
        tx.sources.keep(text, NOW, 1)
        tx.sources.keep(text, NOW, 1)
        assert tx.sources.forget_texts(NOW) == 0
        assert tx.sources.forget_texts(datetime(2026, 5, 13, tzinfo=UTC)) == 1
        assert tx.sources.statements_in(text) == 1


def test_what_became_a_new_item_can_be_looked_up_with_its_other_sources(store: Store) -> None:
    intake = an_intake(store)
    (stored, _) = heard(intake, a_proposal(), a_proposal(source="B", said_by="B"))
    (let_in,) = intake.accept([stored.id], NOW, by="mei")
    with store.reading() as tx:
        kept = tx.proposals.get([stored.id])[stored.id]
    assert (kept.proposal.item, kept.claim, kept.also) == (let_in.change.item_id, let_in.claim, ("B",))
