"""What a press of "Undo" takes back, by what is recorded of an item."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.builders import OFFICIAL, RUMOUR, an_item, as_known, at, said
from watchtracker import items
from watchtracker.inbox.undoing import (
    Raising,
    Recording,
    Retraction,
    Undoable,
    last_of,
    made_by,
    shown_by,
)
from watchtracker.items import Item, Origin, Outcome, Result
from watchtracker.notifications import Change, Notification, NotificationKind
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.notifications.holds import Person
from watchtracker.revisions import Revision, revised

NOW = at("2026-04-29 09:00")
HOUR = timedelta(hours=1)
ANA, BO = Person("ana", "U0ANA"), Person("bo", "U0BO")
CALL = an_item(
    said("May 6, 2026", "2026-04-01", "Gazette", OFFICIAL),
    said("June 9, 2026", "2026-04-02", "Blog", RUMOUR),
)
FIRST, BLOG = (claim.id for claim in CALL.claims)


def answered(what: Action, by: Person = ANA, result: AnswerResult = AnswerResult.APPLIED) -> GivenAnswer:
    return GivenAnswer(NOW, by, what, result, item="call")


def told(kind: NotificationKind = NotificationKind.UPCOMING, change: Change | None = None) -> Notification:
    sent = NOW - HOUR
    return Notification(
        "k",
        CALL.id,
        "policy",
        kind,
        "1d",
        "t",
        sent,
        sent.replace(tzinfo=None),
        "UTC",
        "why",
        change=change,
        sent_at=sent,
    )


def back(item: Item = CALL, identity: str = FIRST, by: str = "ana") -> Item:
    return items.retracted(item, identity, origin=Origin.SLACK, now=NOW, by=by)


def done() -> Item:
    outcome = Outcome(Result.DONE, NOW.date(), "ana", by="ana")
    return revised(Revision(CALL, items.resolved(CALL, outcome, now=NOW)), NOW).after


def what(found: Undoable | None) -> str:
    match found:
        case Retraction(claim) | Raising(claim) | Recording(claim):
            return f"{type(found).__name__} of {claim.said.source}"
        case _:
            return type(found).__name__


def test_what_an_answer_made_is_found_by_its_moment_and_its_name() -> None:
    raised = items.raised(CALL, BLOG, by="ana", now=NOW)
    heard = items.recorded(CALL, said("May 7, 2026", "2026-04-29", "CAC"), origin=Origin.SLACK, now=NOW, by="ana")
    looked = items.rechecked(CALL, by="ana", origin=Origin.SLACK, now=NOW)
    rows = [
        (Action.NOT_RIGHT, back(), "Retraction of Gazette"),
        (Action.NOT_RIGHT, back(by="bo"), "NoneType"),
        (Action.TAKE_NEW, raised, "Raising of Blog"),
        (Action.TAKE_NEW, items.lowered(raised, BLOG), "NoneType"),
        (Action.NEW_DATE, heard, "Recording of CAC"),
        (Action.NEW_DATE, back(heard, heard.claims[-1].id, "bo"), "NoneType"),
        (Action.SAME, looked, "Looking"),
        (Action.DONE, done(), "Ending"),
        (Action.DONE, items.reopened(done()), "NoneType"),
    ]
    for action, item, found in rows:
        assert what(made_by(answered(action), item)) == found, action
    later = replace(answered(Action.NOT_RIGHT), at=NOW + HOUR)
    assert made_by(later, back()) is None


def test_the_last_answer_of_an_account_counts_unless_it_was_refused_or_cannot_be_undone() -> None:
    mine = answered(Action.NOT_RIGHT)
    others = [
        answered(Action.DONE, BO),
        answered(Action.DONE, result=AnswerResult.REFUSED),
        answered(Action.TAKE),
    ]
    assert last_of([mine, *others], "U0ANA") == mine
    undone = answered(Action.UNDO)
    assert last_of([mine, undone], "U0ANA") == undone
    assert last_of([], "U0ANA") is None


def test_a_message_shows_that_the_claim_it_told_was_taken_back() -> None:
    assert what(shown_by(told(), back())) == "Retraction of Gazette"
    # It told of another date, and nothing of this claim.
    assert shown_by(told(), back(identity=BLOG)) is None
    change = Change(as_known(CALL).window, CALL.claims[1].window)
    assert what(shown_by(told(NotificationKind.CONTRADICTED, change), back(identity=BLOG))) == "Retraction of Blog"
    again = items.recorded(back(), said("May 6, 2026", "2026-04-29", "CAC"), origin=Origin.CLI, now=NOW)
    assert shown_by(told(), again) is None  # somebody else says the same


def test_a_message_shows_what_took_over_and_who_looked() -> None:
    change = Change(as_known(CALL).window, CALL.claims[1].window)
    raised = items.raised(CALL, BLOG, by="ana", now=NOW)
    assert what(shown_by(told(NotificationKind.CONTRADICTED, change), raised)) == "Raising of Blog"
    assert shown_by(told(), raised) is None
    looked = items.rechecked(CALL, by="ana", origin=Origin.SLACK, now=NOW)
    assert what(shown_by(told(NotificationKind.RECHECK), looked)) == "Looking"
    before = items.rechecked(CALL, by="ana", origin=Origin.SLACK, now=NOW - 2 * HOUR)
    by_hand = items.rechecked(CALL, by="ana", origin=Origin.CLI, now=NOW)
    assert [shown_by(told(NotificationKind.RECHECK), item) for item in (before, by_hand)] == [None, None]
