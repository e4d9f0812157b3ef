"""What signals prove is proposed or recorded through the one door; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.builders import an_item, said
from tests.core.test_intake_evidence import AT_PYPI, EMPTY, ITEM, LACKS, NOW, QUIET, THERE, listed, page, release
from watchtracker.intake.proposals import ProposalState
from watchtracker.items import Item, Outcome, Result, Settle
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker
from watchtracker.tracker.intake import Intake, SignalHeard

HOUR = timedelta(hours=1)
ASKING = replace(ITEM, facts=replace(ITEM.facts, settle=Settle.ASK))
YANKED = listed(release("4.0.0", "2027-05-06 16:45", taken_back=True))


def an_intake(store: Store, item: Item) -> Intake:
    tracker = Tracker(store, (), DEFAULT_LEADS)
    tracker.begin([item], QUIET)
    return Intake(store, tracker)


def weighed(intake: Intake, *shown: object, item: str = "aurora-4") -> list[SignalHeard]:
    """The looks one after the other, an hour apart, from the first release on."""
    looks: list[SignalHeard] = []
    for number, each in enumerate(shown):
        before = looks[-1].look if looks else None
        heard = intake.weigh(item, AT_PYPI, each, before, QUIET + number * HOUR / 2)  # type: ignore[arg-type]
        assert heard is not None
        looks.append(heard)
    return looks


def the_item(store: Store, item_id: str = "aurora-4") -> Item:
    with store.reading() as tx:
        item = tx.items.get(item_id)
    assert item is not None
    return item


def open_quotes(store: Store) -> list[str]:
    with store.reading() as tx:
        return [stored.proposal.quote for stored in tx.proposals.open()]


def test_what_settles_itself_is_recorded_once_with_who_proved_it(store: Store) -> None:
    looks = weighed(an_intake(store, ITEM), EMPTY, THERE, THERE)
    assert [len(heard.let_in) for heard in looks] == [0, 1, 0]
    url = "https://pypi.org/project/aurora/4.0.0/"
    assert the_item(store).outcome == Outcome(Result.HAPPENED, date(2027, 5, 7), "PyPI", url, by=str(AT_PYPI))
    assert open_quotes(store) == []


def test_what_is_asked_about_waits_and_becomes_the_outcome_when_it_is_accepted(store: Store) -> None:
    intake = an_intake(store, ASKING)
    looks = weighed(intake, EMPTY, THERE, THERE)
    assert the_item(store).outcome is None
    assert open_quotes(store) == ["aurora 4.0.0 was published on PyPI on 6 May 2027 at 16:45 UTC."]
    intake.accept([looks[1].stored[0].id], NOW, by="mei")
    outcome = the_item(store).outcome
    assert outcome is not None
    assert (outcome.result, outcome.on, outcome.by) == (Result.HAPPENED, date(2027, 5, 7), "mei")


def test_what_was_yanked_after_it_was_recorded_is_an_open_proposal_to_reopen(store: Store) -> None:
    intake = an_intake(store, ITEM)
    looks = weighed(intake, EMPTY, THERE, YANKED, YANKED)
    assert the_item(store).outcome is not None
    assert open_quotes(store) == [
        "aurora 4.0.0 was published on PyPI on 6 May 2027 at 16:45 UTC, but was yanked from PyPI."
    ]
    intake.accept([looks[2].stored[0].id], NOW + HOUR, by="mei")
    assert the_item(store).outcome is None


def test_what_was_yanked_while_it_was_asked_about_is_asked_no_more_and_again_when_it_is_back(store: Store) -> None:
    intake = an_intake(store, ASKING)
    looks = weighed(intake, EMPTY, THERE, YANKED)
    assert open_quotes(store) == []
    back = intake.weigh("aurora-4", AT_PYPI, THERE, looks[-1].look, NOW + HOUR)
    assert back is not None
    assert [stored.state for stored in back.stored] == [ProposalState.OPEN]
    assert len(open_quotes(store)) == 1


def test_a_release_that_was_made_anew_on_the_same_day_is_another_one(store: Store) -> None:
    intake = an_intake(store, ITEM)
    looks = weighed(intake, EMPTY, THERE, YANKED)
    intake.accept([looks[-1].stored[0].id], NOW + HOUR, by="mei")
    again = listed(*YANKED.listed, release("4.0.1", "2027-05-06 18:30"))
    back = intake.weigh("aurora-4", AT_PYPI, again, looks[-1].look, NOW + 2 * HOUR)
    assert back is not None
    assert open_quotes(store) == ["aurora 4.0.1 was published on PyPI on 6 May 2027 at 18:30 UTC."]
    intake.accept([back.stored[0].id], NOW + 2 * HOUR, by="mei")
    outcome = the_item(store).outcome
    assert outcome is not None
    assert outcome.url == "https://pypi.org/project/aurora/4.0.1/"


def test_what_was_dismissed_stays_so_however_often_it_is_forgotten(store: Store) -> None:
    intake = an_intake(store, ASKING)
    looks = weighed(intake, EMPTY, THERE)
    intake.dismiss([looks[1].stored[0].id], NOW, by="mei")
    again = intake.weigh("aurora-4", AT_PYPI, THERE, None, NOW + HOUR)
    assert again is not None
    assert [stored.state for stored in again.stored] == [ProposalState.DISMISSED]


def test_a_signal_of_an_item_that_is_not_listed_says_nothing(store: Store) -> None:
    intake = an_intake(store, replace(ITEM, listed=False))
    assert intake.weigh("aurora-4", AT_PYPI, THERE, None, NOW) is None
    assert intake.weigh("unknown", AT_PYPI, THERE, None, NOW) is None


def test_a_deadline_whose_page_no_longer_has_the_words_has_passed(store: Store) -> None:
    item = an_item(said("6 May 2027", "2027-01-10"), item_id="call", zone="UTC", settle=Settle.ITSELF)
    intake = an_intake(store, item)
    first = intake.weigh("call", LACKS, page(says=True), None, QUIET)
    assert first is not None
    intake.weigh("call", LACKS, page(says=False), first.look, NOW)
    outcome = the_item(store, "call").outcome
    assert outcome is not None
    assert (outcome.source, outcome.on) == ("ministry.example", date(2027, 5, 6))
