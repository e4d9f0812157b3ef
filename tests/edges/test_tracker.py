"""The door for changes, on real databases: one transaction writes everything that a change comes to, or nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests import atom
from tests.builders import a_channel, an_item, at, happened, said
from watchtracker import dates, feed, items
from watchtracker.dates import Relation
from watchtracker.errors import DateRefusedError, InputError, ProblemsError, UnknownItemError, WatchtrackerError
from watchtracker.feed import ALL, Choice
from watchtracker.items import Declaration, Facts, Item, Kind, ShortForm, Standing, Statement
from watchtracker.notifications import Notification, NotificationKind, NotificationState
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.tracker import Applied, Tracker
from watchtracker.watchlist import WatchList
from watchtracker.wording import reminders

MORNING, NOON, EVENING = at("2026-04-10 06:00"), at("2026-04-10 12:00"), at("2026-04-10 18:00")
CALL = Facts(id="grants-call", title="Grants call", kind=Kind.DEADLINE, zone="Europe/Berlin")


def declared(facts: Facts = CALL, *claims: Statement) -> Declaration:
    return Declaration(facts, claims=claims or (said("May 20, 2026", "2026-04-01"),))


def a_list(*declarations: Declaration, digest: str = "1") -> WatchList:
    return WatchList(declarations, digest, Path("watchlist.toml"))


@pytest.fixture
def tracker(store: Store) -> Tracker:
    return Tracker(store, [a_channel()], DEFAULT_LEADS)


def recorded(store: Store, item_id: str = CALL.id) -> list[Notification]:
    with store.reading() as tx:
        return tx.notifications.of_items([item_id])


def stored(store: Store, item_id: str = CALL.id) -> Item:
    with store.reading() as tx:
        item = tx.items.get(item_id)
    assert item is not None
    return item


def whats(applied: Applied) -> list[tuple[str, str]]:
    return [(change.item_id, change.what) for change in applied.changes]


def test_a_first_import_plans_reminders_and_tells_nobody(store: Store, tracker: Tracker) -> None:
    applied = tracker.apply(a_list(declared()), MORNING)
    assert (whats(applied), applied.first_import) == ([("grants-call", "added")], True)
    assert {one.kind for one in recorded(store)} == {NotificationKind.UPCOMING, NotificationKind.LAST_CALL}


def test_an_item_that_appears_later_is_told_once(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    later = declared(replace(CALL, id="other"))
    tracker.apply(a_list(declared(), later, digest="2"), NOON)
    tracker.apply(a_list(declared(), later, digest="2"), EVENING)
    assert [one.kind for one in recorded(store, "other") if one.kind.is_change] == [NotificationKind.ADDED]


def test_applying_again_changes_nothing(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    before = (stored(store), recorded(store))
    assert tracker.apply(a_list(declared()), NOON).changes == ()
    assert (stored(store), recorded(store)) == before


def test_a_preview_says_what_applying_does_and_does_nothing(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    moved = a_list(declared(CALL, said("May 20, 2026", "2026-04-01"), said("May 6, 2026", "2026-04-09")), digest="2")
    before = (stored(store), recorded(store))
    previewed = tracker.preview(moved, NOON)
    assert (stored(store), recorded(store)) == before
    assert previewed == tracker.apply(moved, NOON)
    (change,) = previewed.changes
    assert (change.what, change.move) == ("moved", dates.Move(Relation.EARLIER, -14))
    assert [notice.kind for notice in change.notices] == [NotificationKind.MOVED]


def test_a_list_that_cannot_be_taken_leaves_everything_as_it_was(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    bad = Declaration(replace(CALL, id="bad"), short=ShortForm("05/06/2026", None, "Blog"))
    with pytest.raises(ProblemsError, match="bad: "):
        tracker.apply(a_list(bad, declared(CALL, said("May 6, 2026", "2026-04-09")), digest="2"), NOON)
    with store.reading() as tx:
        assert ([item.id for item in tx.items.all()], tx.items.last_applied()) == (["grants-call"], "1")


def test_an_item_taken_out_of_the_list_is_kept_unlisted(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    applied = tracker.apply(a_list(digest="2"), NOON)
    assert whats(applied) == [("grants-call", "removed")]
    assert (stored(store).listed, len(stored(store).claims)) == (False, 1)
    assert {one.state for one in recorded(store)} == {NotificationState.CANCELLED}


def test_an_item_of_the_cli_is_left_alone_by_a_list_that_never_named_it(store: Store, tracker: Tracker) -> None:
    tracker.add(replace(CALL, id="by-hand"), said("May 20, 2026", "2026-04-01"), MORNING)
    tracker.apply(a_list(declared()), NOON)
    assert stored(store, "by-hand").listed


def test_each_change_raises_the_revision_and_its_second(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    tracker.claim(CALL.id, said("May 6, 2026", "2026-04-10"), NOON)
    tracker.claim(CALL.id, said("May 6, 2026", "2026-04-10"), EVENING)
    item = stored(store)
    assert (item.revision, item.revised_at) == (1, NOON)


def test_a_clock_that_is_set_back_takes_no_revision_back(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), NOON)
    tracker.claim(CALL.id, said("May 6, 2026", "2026-04-10"), MORNING)
    item = stored(store)
    assert (item.revision, item.revised_at) == (1, NOON)


def test_a_date_that_was_lost_and_comes_back_goes_on_counting(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    events: list[bytes | None] = []
    for when in ("May 6, 2026", "soon", "May 6, 2026"):
        tracker.claim(CALL.id, said(when, "2026-04-10", source=f"Blog {len(events)}"), NOON)
        events.append(feed.event(stored(store), public_url="https://watch.example"))
    first, lost, back = events
    assert lost is None
    assert first is not None
    assert back is not None
    assert b"UID:grants-call@watchtracker\r\nSEQUENCE:1\r\n" in first
    assert b"UID:grants-call@watchtracker\r\nSEQUENCE:3\r\n" in back


def test_a_claim_replans_and_owes_one_notice(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    change = tracker.claim(CALL.id, said("May 6, 2026", "2026-04-10"), NOON)
    assert change.what == "moved"
    planned = [one for one in recorded(store) if one.state is NotificationState.PLANNED]
    assert {one.target for one in planned} == {"r1", "2026-05-06", "2026-05-06T22:00:00Z"}


def test_an_outcome_and_its_withdrawal_are_told_and_planned(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    assert tracker.resolve(CALL.id, happened("2026-04-10"), NOON).what == "resolved"
    assert {one.state for one in recorded(store) if not one.kind.is_change} == {NotificationState.CANCELLED}
    change = tracker.reopen(CALL.id, EVENING)
    assert (change.what, [notice.kind for notice in change.notices]) == ("reopened", [NotificationKind.MOVED])
    with pytest.raises(InputError, match="has no outcome to take back"):
        tracker.reopen(CALL.id, EVENING)


def test_no_outcome_is_forgotten_and_each_is_news_when_it_is_recorded(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), at("2027-03-01 09:00"))
    tracker.resolve(CALL.id, happened("2027-03-02"), at("2027-03-20 09:00"))
    tracker.resolve(CALL.id, replace(happened("2027-03-02"), source="A better one"), at("2027-03-21 09:00"))
    tracker.reopen(CALL.id, at("2027-03-22 09:00"))
    tracker.resolve(CALL.id, happened("2027-03-02"), at("2027-03-23 09:00"))
    more = declared(CALL, said("May 20, 2026", "2026-04-01"), said("July 9, 2027", "2027-03-01"))
    tracker.apply(a_list(more, digest="2"), at("2027-03-24 09:00"))
    endings = [(one.outcome.source, one.recorded_at, one.withdrawn_at) for one in stored(store).endings]
    assert endings == [
        ("A better one", at("2027-03-20 09:00"), at("2027-03-22 09:00")),
        ("Gazette", at("2027-03-23 09:00"), None),
    ]
    told = atom.read(feed.compose_news(ALL, Choice(), [stored(store)], public_url="https://watch.example")).entries
    assert [(one.title.partition(":")[0], one.updated) for one in told[1:4]] == [
        ("Happened", at("2027-03-23 09:00")),
        ("Open again", at("2027-03-22 09:00")),
        ("Happened", at("2027-03-20 09:00")),
    ]
    assert len({one.id for one in told}) == len(told)


def test_an_outcome_cannot_lie_in_the_future(tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    with pytest.raises(InputError, match="cannot lie in the future"):
        tracker.resolve(CALL.id, happened("2026-04-12"), NOON)


def test_a_retraction_moves_the_date_back(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    tracker.claim(CALL.id, said("May 6, 2026", "2026-04-10"), NOON)
    change = tracker.retract(CALL.id, stored(store).claims[-1].id, EVENING)
    assert change.move == dates.Move(Relation.SLIPPED, 14)


def test_an_edited_zone_that_moves_the_close_is_told(tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    applied = tracker.apply(a_list(declared(replace(CALL, zone="Asia/Shanghai")), digest="2"), NOON)
    assert [notice.kind for notice in applied.changes[0].notices] == [NotificationKind.MOVED]


def test_an_unknown_id_is_refused_with_the_nearest_ones(tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    with pytest.raises(UnknownItemError, match="there is no item 'grant-call': did you mean grants-call"):
        tracker.confirm("grant-call", "mei", NOON)


def test_a_refused_date_changes_nothing(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    with pytest.raises(DateRefusedError):
        tracker.claim(CALL.id, said("Feb 30, 2026", "2026-04-10"), NOON)
    assert len(stored(store).claims) == 1


def test_an_id_that_is_taken_is_refused(tracker: Tracker) -> None:
    tracker.add(CALL, said("May 20, 2026", "2026-04-01"), MORNING)
    with pytest.raises(InputError, match="there is an item 'grants-call' already"):
        tracker.add(CALL, said("May 20, 2026", "2026-04-01"), MORNING)


def test_planning_ahead_follows_the_settings(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    other = Tracker(store, [a_channel("other")], DEFAULT_LEADS)
    other.plan_ahead(NOON)
    by_channel = {one.channel for one in recorded(store) if one.state is NotificationState.PLANNED}
    assert by_channel == {"other"}


def test_confirming_is_a_recheck_and_quotes_nobody(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    change = tracker.confirm(CALL.id, "mei", NOON)
    assert (change.move, change.notices) == (dates.Move(Relation.CONFIRMED, 0), ())
    known = items.item_as_of(stored(store))
    assert known is not None
    assert known.claim is not None
    assert (known.claim.said.source, known.rechecked_by) == ("Gazette", "mei")


def test_what_is_over_takes_no_claim_and_no_recheck(tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    tracker.resolve(CALL.id, happened("2026-04-10"), NOON)
    with pytest.raises(InputError, match="it happened on 10 Apr 2026: reopen it first"):
        tracker.claim(CALL.id, said("June 2026", "2026-04-10"), EVENING)
    with pytest.raises(InputError, match="reopen it first"):
        tracker.confirm(CALL.id, "mei", EVENING)


def told(store: Store) -> list[tuple[str, str | None, str]]:
    item = stored(store)
    known = items.item_as_of(item)
    assert known is not None
    return [
        (one.kind.value, one.code, reminders.line(one, known, now=EVENING).partition(":")[0])
        for one in recorded(store)
        if one.kind.is_change
    ]


def test_a_retraction_is_told_as_taken_back(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    tracker.claim(CALL.id, said("June 20, 2026", "2026-04-10"), NOON)
    tracker.retract(CALL.id, stored(store).claims[-1].id, EVENING)
    assert told(store) == [("moved", "moved", "Grants call"), ("moved", "taken_back", "Taken back")]


def test_a_corrected_claim_is_told_as_corrected(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    (wrong,) = stored(store).claims
    change = tracker.correct(CALL.id, wrong.id, lambda claim: replace(claim, when="May 21, 2026"), NOON, by="mei")
    assert (change.what, told(store)) == ("corrected", [("moved", "corrected", "Corrected")])
    known = items.item_as_of(stored(store))
    assert known is not None
    assert (known.moves, known.slipped_days) == (0, 0)


def test_an_edited_claim_of_the_list_and_an_edited_zone_are_told_as_corrected(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    edited = said("May 21, 2026", "2026-04-01")
    tracker.apply(a_list(declared(CALL, edited), digest="2"), NOON)
    tracker.apply(a_list(declared(replace(CALL, zone="Asia/Shanghai"), edited), digest="3"), EVENING)
    assert [code for _, code, _ in told(store)] == ["corrected", "corrected"]


def test_a_standing_that_lets_a_claim_take_over_is_a_move(store: Store, tracker: Tracker) -> None:
    first, rumour = said("May 20, 2026", "2026-04-01"), said("June 20, 2026", "2026-04-02", "X", Standing.RUMOUR)
    tracker.apply(a_list(declared(CALL, first, rumour)), MORNING)
    stronger = replace(rumour, standing=Standing.REPORTED)
    tracker.apply(a_list(declared(CALL, first, stronger), digest="2"), NOON)
    assert [code for _, code, _ in told(store)] == ["moved"]


def test_a_claim_that_was_made_already_says_why_nothing_changes(tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    change = tracker.claim(CALL.id, said("May 20, 2026", "2026-04-01"), NOON)
    assert change.notes == ('Gazette is on record as saying "May 20, 2026" on 2026-04-01 already',)


def test_learning_takes_items_as_they_are_known(store: Store, tracker: Tracker) -> None:
    tracker.begin([an_item(said("April 2026", "2026-03-01"))], MORNING)
    tracker.learn([an_item(said("April 2026", "2026-03-01"), said("May 2026", "2026-04-10"))], NOON)
    notices = [one for one in recorded(store, "launch") if one.kind.is_change]
    assert [one.kind for one in notices] == [NotificationKind.MOVED]


def several(number: int, digest: str) -> WatchList:
    return a_list(*(declared(replace(CALL, id=f"call-{one}")) for one in range(number)), digest=digest)


@pytest.mark.parametrize(("named", "left"), [(7, 3), (4, 0), (9, 4)])
def test_a_list_that_leaves_out_most_of_its_items_must_be_meant(
    store: Store, tracker: Tracker, named: int, left: int
) -> None:
    tracker.apply(several(named, "1"), MORNING)
    with pytest.raises(WatchtrackerError, match=r"watchlist.toml would take out .* `watchtracker apply --take-out`"):
        tracker.apply(several(left, "2"), NOON)
    with store.reading() as tx:
        assert (sum(item.listed for item in tx.items.all()), tx.items.last_applied()) == (named, "1")
    assert tracker.preview(several(left, "2"), NOON).too_many_out
    assert len(tracker.apply(several(left, "2"), NOON, take_out=True).changes) == named - left


@pytest.mark.parametrize(("named", "left"), [(3, 0), (8, 4), (5, 2), (100, 50)])
def test_three_items_or_half_of_them_may_be_taken_out_without_a_word(tracker: Tracker, named: int, left: int) -> None:
    tracker.apply(several(named, "1"), MORNING)
    assert len(tracker.apply(several(left, "2"), NOON).changes) == named - left


def test_items_of_the_cli_do_not_count_among_those_that_a_list_named(tracker: Tracker) -> None:
    for one in range(9):
        tracker.add(replace(CALL, id=f"by-hand-{one}"), said("May 20, 2026", "2026-04-01"), MORNING)
    tracker.apply(several(5, "1"), MORNING)
    with pytest.raises(WatchtrackerError):
        tracker.apply(several(1, "2"), NOON)


def test_who_takes_back_an_outcome_or_a_claim_is_kept(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    tracker.resolve(CALL.id, happened("2026-04-10"), MORNING)
    tracker.reopen(CALL.id, NOON, by="mei")
    tracker.retract(CALL.id, stored(store).claims[0].id, EVENING, by="ola")
    with store.reading() as tx:
        given = [(answer.what.value, answer.by.name, answer.at) for answer in tx.holds.answers_of(CALL.id)]
    assert given == [("reopen", "mei", NOON), ("not_right", "ola", EVENING)]


def test_changes_within_a_transaction_are_undone_with_it(store: Store, tracker: Tracker) -> None:
    tracker.apply(a_list(declared()), MORNING)
    before = stored(store), recorded(store)

    def cut_off() -> None:
        with store.writing() as tx:
            within = tracker.within(tx)
            within.claim(CALL.id, said("May 27, 2026", "2026-04-10"), NOON)
            within.confirm(CALL.id, "mei", NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        cut_off()
    assert (stored(store), recorded(store)) == before
