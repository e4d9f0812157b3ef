"""Whoever decides on proposals, fetches or applies a watch list locks in one order, so that no two wait for each other.

Items come first, then sources, then proposals. SQLite has one writer, so this is about PostgreSQL alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest

from tests.builders import an_item, said
from tests.core.test_intake_proposals import NOW, WEEKLY, a_proposal
from tests.databases import Server
from watchtracker.collecting.recording import Progress, write_source
from watchtracker.collecting.statements import Statements
from watchtracker.errors import InputError
from watchtracker.intake.matching import Match, MatchedBy
from watchtracker.intake.plausibility import Counted
from watchtracker.intake.proposing import MatchedProposal
from watchtracker.intake.text_sources import SourceKind, TextSource, Trust
from watchtracker.items import Facts, Kind
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store, Transaction
from watchtracker.tracker import Tracker
from watchtracker.tracker.intake import Instead, Intake

MINE = a_proposal(item="launch")
SOURCE = TextSource(WEEKLY, kind=SourceKind.FEED, address="https://weekly.example/feed", trust=Trust.KNOWN)
_WAITING = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
def store(postgresql: Server) -> Iterator[Store]:
    postgresql.emptied()
    with postgresql.store() as store:
        yield store


@pytest.fixture
def intake(store: Store) -> Intake:
    tracker = Tracker(store, (), DEFAULT_LEADS)
    tracker.begin([an_item(said("April 2026", "2026-04-01"), zone="UTC")], NOW - timedelta(hours=1))
    return Intake(store, tracker)


def lock_the_item(tx: Transaction) -> None:
    tx.items.lock(["launch"])


def meets(
    store: Store,
    work: Callable[[], object],
    then: Callable[[Transaction], object],
    *,
    first: Callable[[Transaction], object] = lock_the_item,
) -> str:
    """How `work` ends that meets a transaction which has locked something `first`, and `then` what else it wants."""
    ended: list[str] = []

    def run() -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - the test says which it was
            ended.append(str(error))
        else:
            ended.append("well")

    thread = Thread(target=run)
    with store.writing() as tx:
        first(tx)
        thread.start()
        while not _somebody_waits(store):
            assert thread.is_alive(), ended
        then(tx)
    thread.join(30)
    return ended[0]


def _somebody_waits(store: Store) -> bool:
    with store.reading() as tx:
        return tx.connection.exec_driver_sql(_WAITING).first() is not None


def test_whoever_accepts_or_undoes_has_no_proposal_while_waiting_for_its_item(store: Store, intake: Intake) -> None:
    (stored,) = intake.hear([MINE], NOW)
    for work in (lambda: intake.accept([stored.id], NOW, by="mei"), lambda: intake.undo(stored.id, NOW, by="mei")):
        assert meets(store, work, lambda tx: tx.proposals.lock([stored.id])) == "well"


def test_many_who_accept_and_undo_what_becomes_a_new_item_wait_for_one_another(intake: Intake) -> None:
    (stored,) = intake.hear([replace(MINE, item=None)], NOW)

    def decide(number: int) -> str:
        try:
            if number % 2:
                intake.undo(stored.id, NOW, by="mei")
            else:
                intake.accept([stored.id], NOW, by="mei", instead=Instead(new_id="launch-2"))
        except InputError:
            return "too late"
        return "well"

    with ThreadPoolExecutor(4) as pool:
        assert {*pool.map(decide, range(36))} <= {"well", "too late"}


def test_a_fetch_has_neither_its_source_nor_a_proposal_while_waiting_for_an_item(store: Store, intake: Intake) -> None:
    with store.writing() as tx:
        tx.sources.declare([SOURCE])
        row = tx.sources.lease(WEEKLY, "feed", "mine", NOW, NOW + timedelta(minutes=2))
    assert row is not None
    row = replace(row, first_at=NOW - timedelta(days=1))
    (stored,) = intake.hear([replace(MINE, source="Daily")], NOW)
    said_now = Statements((MatchedProposal(MINE, Match("launch", MatchedBy.IDENTIFIER)),), (), Counted(1, None))

    def apply(tx: Transaction) -> None:
        tx.sources.declare([replace(SOURCE, tags=("lab",))])
        tx.proposals.lock([stored.id])

    step = Progress(row, row, "mine", NOW)
    assert meets(store, lambda: write_source(store, intake, SOURCE, said_now, step), apply) == "well"
    with store.reading() as tx:
        assert tx.proposals.let_in_since(WEEKLY, NOW) == 1


NEW = a_proposal(title="Orchid 7", quote="Orchid 7 comes in late April.", new_id="orchid-7")


def lock_the_new_id(tx: Transaction) -> None:
    """What somebody does first who adds the item by hand, before they look at what waits about it."""
    tx.items.lock_new(["orchid-7"])


def add_by_hand(tracker: Tracker) -> None:
    tracker.add(Facts("orchid-7", "Orchid 7", Kind.RELEASE, "UTC"), said("May 2026", "2026-04-01"), NOW)


def test_whoever_adds_by_hand_what_another_accepts_at_that_moment_is_told_that_the_id_is_taken(
    store: Store, intake: Intake
) -> None:
    (stored,) = intake.hear([NEW], NOW)
    ended = meets(
        store,
        lambda: add_by_hand(Tracker(store, (), DEFAULT_LEADS)),
        lambda _: None,
        first=lambda tx: intake.within(tx).accept([stored.id], NOW, by="mei"),
    )
    assert ended.startswith("there is an item 'orchid-7' already"), ended


def test_whoever_accepts_something_new_has_no_proposal_while_another_adds_it_by_hand(
    store: Store, intake: Intake
) -> None:
    (stored,) = intake.hear([NEW], NOW)

    ended = meets(
        store,
        lambda: intake.accept([stored.id], NOW, by="mei"),
        lambda tx: add_by_hand(Tracker(store, (), DEFAULT_LEADS).within(tx)),
        first=lock_the_new_id,
    )
    assert ended == "well"
    with store.reading() as tx:
        (item,) = [item for item in tx.items.all() if item.id.startswith("orchid")]
    assert [claim.said.when for claim in item.claims] == ["May 2026", "late April"]


def test_whoever_reads_and_accepts_something_new_has_no_proposal_while_another_adds_it(
    store: Store, intake: Intake
) -> None:
    (waiting,) = intake.hear([replace(NEW, source="Daily")], NOW)
    ended = meets(
        store,
        lambda: intake.take(NEW, NOW, by="mei"),
        lambda tx: tx.proposals.lock([waiting.id]),
        first=lock_the_new_id,
    )
    assert ended == "well"


def test_a_fetch_that_may_add_items_has_not_its_source_while_a_watch_list_that_adds_them_is_applied(
    store: Store, intake: Intake
) -> None:
    calendar = replace(SOURCE, kind=SourceKind.CALENDAR, trust=Trust.ALL)
    with store.writing() as tx:
        tx.sources.declare([calendar])
        row = tx.sources.lease(WEEKLY, "calendar", "mine", NOW, NOW + timedelta(minutes=2))
    assert row is not None
    row = replace(row, first_at=NOW - timedelta(days=1))
    said_now = Statements((MatchedProposal(NEW, Match(None)),), (), Counted(1, None))
    step = Progress(row, row, "mine", NOW)
    ended = meets(
        store,
        lambda: write_source(store, intake, calendar, said_now, step),
        lambda tx: tx.sources.declare([replace(calendar, tags=("lab",))]),
        first=lock_the_new_id,
    )
    assert ended == "well"


def test_two_who_accept_what_waits_under_one_new_title_do_not_wait_for_each_other(store: Store, intake: Intake) -> None:
    new = a_proposal(title="Orchid 7", quote="Orchid 7 comes in late April.", new_id="orchid-7")
    later = a_proposal("May 2026", title="Orchid 7", quote="Orchid 7 comes in May 2026.", new_id="orchid-7")
    mine, yours = intake.hear([new, later], NOW)
    ended = meets(
        store,
        lambda: intake.accept([mine.id], NOW, by="mei"),
        lambda tx: tx.proposals.lock([mine.id]),
        first=lambda tx: tx.proposals.lock([yours.id]),
    )
    assert ended == "well"
