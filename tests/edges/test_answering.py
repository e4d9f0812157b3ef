"""Answers from buttons and forms, worked off on both databases: what each does, who may, and what people are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.answers import ANA, BO, DAY, LEGAL, NOW, POLICY, Desk
from tests.builders import at
from tests.slack_hands import Member
from watchtracker import watchlist
from watchtracker.answering.case import Worked
from watchtracker.answering.groups import Groups
from watchtracker.channels.slack.client import WORKSPACE
from watchtracker.channels.slack.views import said as said_alone
from watchtracker.inbox.intents import View
from watchtracker.items import Kind, Origin, Outcome, Result
from watchtracker.notifications import Answerers, Notification, NotificationKind
from watchtracker.notifications.answers import Action, AnswerResult
from watchtracker.notifications.holds import HoldKind
from watchtracker.store.engine import Store
from watchtracker.wording.feedback import plain

RECHECK, OVERDUE = NotificationKind.RECHECK, NotificationKind.OVERDUE


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    desk = Desk(store)
    desk.watch()
    with desk.open():
        yield desk


def test_who_presses_is_on_it_and_everybody_is_told(desk: Desk) -> None:
    told = desk.told()
    desk.press("take", told)
    (worked,) = desk.work()
    assert desk.taken_by() == ["ana"]
    assert worked.telling is not None
    assert worked.telling.told is not None
    said = "You are on it: Grants call. Its reminders come to you by direct message, and only the last call here."
    assert worked.telling.told.said == said
    assert plain(worked.telling.told.line or ()) == "ana is on it."
    (answer,) = desk.given()
    assert (answer.what, answer.result, answer.by.account) == (Action.TAKE, AnswerResult.APPLIED, "U0ANA")
    assert (answer.channel, answer.notification, answer.detail) == ("policy", told.id, None)
    assert desk.states() == {"done": 1}


def test_a_press_that_comes_three_times_has_one_effect(desk: Desk) -> None:
    desk.press("take", desk.told(), times=3)
    assert len(desk.work()) == 1
    assert (desk.taken_by(), len(desk.given()), desk.states()) == (["ana"], 1, {"done": 1})


def test_a_double_click_says_nothing(desk: Desk) -> None:
    told = desk.told()
    desk.press("take", told)
    desk.press("take", told)
    assert desk.said()[1:] == [None]
    desk.now += timedelta(minutes=1)
    desk.press("take", told)
    assert desk.said() == ["You are on it already: Grants call."]
    assert len(desk.given()) == 1


def test_who_changes_their_mind_within_seconds_is_heard(desk: Desk) -> None:
    told = desk.told()
    for action in ("take", "hand_back", "take"):
        desk.press(action, told)
    assert None not in desk.said()
    assert desk.taken_by() == ["ana"]


def test_who_takes_it_again_after_another_handed_it_back_is_heard(desk: Desk) -> None:
    told = desk.told()
    for action, who in (("take", ANA), ("hand_back", BO), ("take", ANA)):
        desk.press(action, told, who)
    assert None not in desk.said()
    assert desk.taken_by() == ["ana"]


def test_the_same_answer_in_another_channel_is_another_answer(desk: Desk) -> None:
    desk.press("take", desk.told())
    with desk.store.reading() as tx:
        there = next(each for each in tx.notifications.of_items(["call"]) if each.channel == LEGAL.name)
    desk.press("take", there)
    assert None not in desk.said()
    assert sorted(hold.channel for hold in desk.holds()) == ["legal", "policy"]


def test_to_take_over_is_asked_first_and_then_told_to_both(desk: Desk) -> None:
    told = desk.told()
    desk.press("take", told)
    desk.press("take", told, BO)
    _, asked = desk.work()
    assert asked.telling is not None
    assert (asked.telling.asks.holder if asked.telling.asks else None, desk.taken_by()) == ("ana", ["ana"])
    desk.submit(View.TAKE_OVER, told, {}, BO)
    (over,) = desk.work()
    assert over.telling is not None
    assert over.telling.told is not None
    assert (desk.taken_by(), plain(over.telling.told.line or ())) == (["bo"], "bo is on it, in place of ana.")


def test_it_is_handed_back_once(desk: Desk) -> None:
    told = desk.told()
    for action in ("take", "hand_back", "hand_back"):
        desk.press(action, told)
        desk.now += timedelta(minutes=1)
    assert desk.said()[1:] == [
        "Handed back: this channel is reminded of Grants call again.",
        "Not recorded: nobody is on it in this channel.",
    ]
    assert (desk.taken_by(), desk.states()) == ([], {"done": 2, "refused": 1})
    assert [answer.result.value for answer in desk.given()] == ["applied", "applied", "refused"]


def test_a_deadline_is_snoozed_until_the_hour_of_its_channel_tomorrow(desk: Desk) -> None:
    told = desk.told()
    desk.press("snooze", told)
    desk.press("wake", told)
    assert [hold.until for hold in desk.holds()] == []
    assert desk.said() == [
        "Snoozed: this channel hears of Grants call again at 30 Apr 2026, 09:00 Europe/Berlin (2026-04-30 07:00Z).",
        "Awake: this channel is reminded of Grants call again.",
    ]


@pytest.mark.parametrize(("kind", "until"), [(OVERDUE, "2026-05-27 07:00"), (RECHECK, "2026-07-28 07:00")])
def test_how_long_one_press_snoozes_depends_on_the_message(desk: Desk, kind: NotificationKind, until: str) -> None:
    desk.watch("2026", Kind.RELEASE, "weights")
    desk.press("snooze", desk.told(kind, "weights"))
    desk.work()
    (hold,) = desk.holds("weights")
    assert (hold.kind, hold.until) == (HoldKind.SNOOZED, at(until))


def test_a_snooze_goes_no_further_than_the_last_call(desk: Desk) -> None:
    desk.submit(View.SNOOZE_UNTIL, desk.told(), {"until": int(at("2026-05-06 21:00").timestamp())})
    (said,) = desk.said()
    assert said is not None
    assert said.startswith("Not recorded: it can be snoozed until ")
    desk.submit(View.SNOOZE_UNTIL, desk.told(), {"until": int((NOW + timedelta(minutes=14)).timestamp())})
    earliest = "29 Apr 2026, 11:15 Europe/Berlin"
    assert desk.said() == [f"Not recorded: a snooze lasts at least 15 minutes: name {earliest} or a later moment."]
    assert desk.holds() == []


def test_a_deadline_is_done_by_who_presses(desk: Desk) -> None:
    desk.press("done", desk.told())
    desk.press("done", desk.told(), BO)
    assert desk.said() == [
        "Recorded: Grants call was done on 29 Apr 2026.",
        "Already recorded: done on 29 Apr 2026 (ana).",
    ]
    assert desk.item().outcome == Outcome(Result.DONE, date(2026, 4, 29), "ana", None, by="ana")


@pytest.mark.parametrize(("view", "result"), [(View.HAPPENED, Result.HAPPENED), (View.CANCELLED, Result.CANCELLED)])
def test_an_outcome_has_the_day_and_the_source_of_its_form(desk: Desk, view: View, result: Result) -> None:
    desk.submit(view, desk.told(), {"on": "2026-04-20", "source": "CAC", "link": "https://cac.example/1"})
    desk.work()
    assert desk.item().outcome == Outcome(result, date(2026, 4, 20), "CAC", "https://cac.example/1", by="ana")


def test_an_outcome_of_tomorrow_is_refused(desk: Desk) -> None:
    desk.submit(View.HAPPENED, desk.told(), {"on": "2026-04-30"})
    (said,) = desk.said()
    assert said is not None
    assert said.startswith("Not recorded: an outcome cannot lie in the future")
    assert desk.item().outcome is None


@pytest.mark.parametrize("action", ["same", "keep"])
def test_a_recheck_has_a_name_and_can_be_taken_back(desk: Desk, action: str) -> None:
    told = desk.told(RECHECK)
    desk.press(action, told)
    assert desk.said() == ["Recorded: you looked at Grants call today, and 6 May 2026 still holds."]
    assert [(recheck.by, recheck.on) for recheck in desk.item().rechecks] == [("ana", NOW.date())]
    desk.press("undo", told, BO)
    assert desk.said() == ["Taken back: Grants call was not looked at."]
    assert desk.item().rechecks == ()


def test_who_takes_a_recheck_back_never_takes_back_what_was_said(desk: Desk) -> None:
    told = desk.told(RECHECK)
    desk.submit(View.NEW_DATE, told, {"when": "May 20, 2026", "source": "Gazette", "standing": "official"})
    desk.press("same", desk.told(RECHECK))
    desk.press("undo", told)
    desk.press("undo", told, BO)
    assert desk.said()[-2:] == [
        "Taken back: Grants call was not looked at.",
        "Not recorded: this message shows nothing any more that could be undone.",
    ]
    assert [claim.retracted for claim in desk.item().claims] == [False, False]


def test_a_recheck_of_a_date_that_has_moved_since_is_refused(desk: Desk) -> None:
    told = desk.told(RECHECK)
    hands = desk.hands()
    drawn = hands.press(desk.message(told), "same")
    with desk.store.writing() as tx:
        sent = tx.connection.exec_driver_sql
        sent(f"UPDATE notifications SET sent_at = '2026-04-28T09:00:00.000000Z' WHERE id = {told.id}")
    desk.submit(View.NEW_DATE, told, {"when": "May 20, 2026", "source": "Gazette", "standing": "official"})
    desk.deliver(hands, drawn)
    assert desk.said()[1:] == ["The date has changed since: now 20 May 2026."]
    assert desk.item().rechecks == ()


def test_a_new_date_is_a_claim_of_who_recorded_it(desk: Desk) -> None:
    fields = {
        "when": "May 20, 2026",
        "said_on": "2026-04-28",
        "source": "Gazette",
        "standing": "official",
        "link": "https://gazette.example/2",
        "quote": "until 20 May",
    }
    desk.submit(View.NEW_DATE, desk.told(), fields)
    assert desk.said() == ["Recorded: Grants call: now 20 May 2026, before 6 May 2026 (Gazette)."]
    claim = desk.item().claims[-1]
    assert (claim.by, claim.origin.value, claim.said.said_on) == ("ana", "slack", date(2026, 4, 28))
    assert (claim.said.url, claim.said.quote) == ("https://gazette.example/2", "until 20 May")
    with desk.store.reading() as tx:
        moved = [each for each in tx.notifications.of_items(["call"]) if each.kind is NotificationKind.MOVED]
    assert sorted(each.channel for each in moved) == ["legal", "policy"]


@pytest.mark.parametrize(
    "odd", ["\x07", "\x1b[31m", "\u202e", "\u2066", "\x85", "\ud800", "\x00", "\x0c", "\u2028", "\r\n"]
)
def test_a_list_can_be_written_and_read_with_whatever_was_pasted_into_a_form(
    desk: Desk, tmp_path: Path, odd: str
) -> None:
    pasted = f"until{odd} 20 May{odd}"
    link = 'https://gazette.example/<a>|"b"'
    fields = {"when": "May 20, 2026", "source": pasted, "quote": f"{pasted}\nor so", "link": link}
    desk.submit(View.NEW_DATE, desk.told(), fields, Member("U0ODD", pasted))
    desk.submit(View.HAPPENED, desk.told(), {"source": pasted, "link": link}, Member("U0ODD", pasted))
    assert [worked.result for worked in desk.work()] == [AnswerResult.APPLIED] * 2
    (tmp_path / "list.toml").write_text(watchlist.write([desk.item()]))
    read = watchlist.read(tmp_path / "list.toml", default_zone="UTC", now=desk.now)
    assert [claim.quote for claim in read.declarations[0].claims][-1] == desk.item().claims[-1].said.quote


def test_words_that_name_no_date_are_refused_in_the_words_of_the_reader(desk: Desk) -> None:
    desk.submit(View.NEW_DATE, desk.told(), {"when": "soon, 5/6", "source": "Gazette"})
    (said,) = desk.said()
    assert said is not None
    assert said.startswith("Not recorded: ")
    assert len(desk.item().claims) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("link", "javascript:alert(1)"), ("said_on", "2026-05-01"), ("source", " \u202e"), ("when", "x" * 2000)],
)
def test_what_no_form_of_ours_would_send_is_refused(desk: Desk, name: str, value: str) -> None:
    right: dict[str, str | int] = {"when": "May 20, 2026", "source": "Gazette", "standing": "official"}
    desk.submit(View.NEW_DATE, desk.told(), {**right, name: value})
    (said,) = desk.said()
    assert said is not None
    assert said.startswith("Not recorded: ")
    assert (len(desk.item().claims), desk.states()) == (1, {"refused": 1})


def test_a_claim_that_is_not_right_is_taken_back_by_its_id(desk: Desk) -> None:
    told = desk.told()
    desk.submit(View.NEW_DATE, told, {"when": "May 20, 2026", "source": "Blog", "standing": "official"})
    desk.work()
    claim = desk.item().claims[-1]
    desk.submit(View.NOT_RIGHT, told, {"reason": "a hoax"}, BO, {"claim": claim.id})
    assert desk.said() == ["Recorded, taken back: Blog said 20 May 2026. Grants call: now 6 May 2026."]
    assert desk.item().claims[-1].retracted
    assert desk.given()[-1].detail == "Blog said 20 May 2026 (a hoax)"


def test_a_reason_is_kept_on_one_line_and_no_longer_than_its_field_takes(desk: Desk) -> None:
    desk.submit(View.NOT_RIGHT, desk.told(), {"reason": "it was\n\x1b[31m\u202ea joke" + "!" * 100_000})
    desk.work()
    (answer,) = desk.given()
    assert answer.detail is not None
    said, _, reason = answer.detail.partition(" (")
    assert said == "Gazette said 6 May 2026"
    assert reason.startswith("it was [31ma joke!!!")
    assert len(reason) == len("…)") + 499


def test_what_is_over_is_opened_again(desk: Desk) -> None:
    told = desk.told()
    desk.press("done", told)
    desk.submit(View.REOPEN, told, {"reason": "the wrong one"}, BO)
    assert desk.said()[1:] == ["Recorded: Grants call is open again: 6 May 2026."]
    assert desk.item().outcome is None


def contradicted(desk: Desk) -> tuple[str, str]:
    desk.submit(View.NEW_DATE, desk.told(), {"when": "June 9, 2026", "source": "Blog", "standing": "rumour"})
    desk.work()
    with desk.store.reading() as tx:
        kinds = [each for each in tx.notifications.of_items(["call"]) if each.kind is NotificationKind.CONTRADICTED]
    assert kinds
    return desk.item().claims[0].id, desk.item().claims[1].id


def test_a_date_that_contradicts_takes_over_where_somebody_takes_it(desk: Desk) -> None:
    contradicted(desk)
    desk.press("take_new", desk.told(NotificationKind.CONTRADICTED), BO)
    assert desk.said() == ["Recorded: Grants call: now 9 Jun 2026, before 6 May 2026 (Blog)."]
    claim = desk.item().claims[-1]
    assert (claim.said.standing.value, claim.by, claim.said.said_on) == ("official", "bo", NOW.date())


def test_a_date_does_not_take_over_where_a_later_claim_would_still_hold(desk: Desk) -> None:
    contradicted(desk)
    told = desk.told(NotificationKind.CONTRADICTED)
    desk.now += 2 * DAY
    later = {"when": "May 13, 2026", "source": "Gazette", "standing": "official", "said_on": "2026-04-30"}
    desk.submit(View.NEW_DATE, told, later)
    desk.work()
    desk.press("take_new", told, BO)
    (said,) = desk.said()
    assert said is not None
    assert said.startswith("Not recorded: what Gazette said on 2026-04-30 would still hold")


def test_where_nothing_came_from_here_nothing_is_taken_back(desk: Desk) -> None:
    desk.press("undo", desk.told())
    assert desk.said() == ["Not recorded: this message shows nothing any more that could be undone."]


# A sentence that only whoever answered sees, as Slack says of a press in it.
ONLY_FOR_THEM = {"type": "message", "message_ts": "1777000001.9", "channel_id": "C0POLICY", "is_ephemeral": True}


def press_undo(desk: Desk, told: Notification, who: Member, where: Mapping[str, object] | None) -> None:
    """Press it in the message, or in what only this person sees."""
    if where is None:
        desk.press("undo", told, who)
    else:
        desk.press("undo", told, who, container=where)


def test_a_claim_that_was_taken_back_stands_again_where_the_message_is_or_where_it_was_said(desk: Desk) -> None:
    told = desk.told()
    before = desk.item().claims
    for where in (None, ONLY_FOR_THEM):
        desk.submit(View.NOT_RIGHT, told, {}, ANA, {"claim": before[0].id})
        (worked,) = desk.work()
        assert desk.item().claims[0].retracted_by == "ana"
        assert worked.telling is not None
        assert worked.telling.offered is not None
        assert worked.telling.offered.actions == (Action.UNDO,)
        desk.now += timedelta(minutes=1)
        press_undo(desk, told, ANA, where)
        said = "Undone, it counts again: Gazette said 6 May 2026. Grants call: now 6 May 2026."
        assert desk.said() == [said]
        assert desk.item().claims == before
        desk.now += timedelta(minutes=1)
    assert [(answer.what, answer.by.name) for answer in desk.given()] == [
        (Action.NOT_RIGHT, "ana"),
        (Action.UNDO, "ana"),
    ] * 2


def test_what_somebody_else_undid_is_not_undone_again(desk: Desk) -> None:
    told = desk.told()
    desk.submit(View.NOT_RIGHT, told, {}, ANA, {"claim": desk.item().claims[0].id})
    desk.press("undo", told, BO)
    desk.work()
    said = []
    for who, where in ((ANA, ONLY_FOR_THEM), (BO, ONLY_FOR_THEM), (BO, None)):
        desk.now += timedelta(minutes=1)
        press_undo(desk, told, who, where)
        said += desk.said()
    assert said == [
        "Not recorded: what you recorded of call was changed or undone since: its history says how.",
        "Not recorded: it was undone already.",
        "Not recorded: this message shows nothing any more that could be undone.",
    ]


@pytest.mark.parametrize("alone", [False, True])
def test_a_date_that_took_over_weighs_what_it_weighed_once_that_is_undone(desk: Desk, *, alone: bool) -> None:
    contradicted(desk)
    before, told = desk.item().claims, desk.told(NotificationKind.CONTRADICTED)
    desk.press("take_new", told, BO)
    desk.work()
    assert desk.item().claims != before
    press_undo(desk, told, BO, ONLY_FOR_THEM if alone else None)
    assert desk.said() == ["Undone: Blog said 9 Jun 2026 (rumour), which weighs less. Grants call: now 6 May 2026."]
    assert desk.item().claims == before
    with desk.store.reading() as tx:
        moved = [each for each in tx.notifications.of_items(["call"]) if each.kind is NotificationKind.MOVED]
    assert {each.code for each in moved} <= {"moved", "corrected"}


def test_each_answer_that_is_recorded_with_one_press_is_undone_with_one(desk: Desk) -> None:
    desk.now += timedelta(microseconds=123_457)
    before = desk.item()
    for action in ("done", "same"):
        desk.press(action, desk.told(RECHECK))
        desk.work()
        desk.now += timedelta(minutes=1)
        desk.press("undo", desk.told(RECHECK), container=ONLY_FOR_THEM)
        desk.work()
    desk.submit(View.NEW_DATE, desk.told(), {"when": "May 20, 2026", "source": "Blog", "standing": "official"})
    desk.press("undo", desk.told(), container=ONLY_FOR_THEM)
    assert desk.said()[1:] == ["Recorded, taken back: Blog said 20 May 2026. Grants call: now 6 May 2026."]
    after = desk.item()
    assert (after.outcome, after.rechecks, after.claims[:1]) == (before.outcome, before.rechecks, before.claims)


def told_alone(worked: Worked) -> dict[str, Any]:
    """What only whoever answered sees of it, with its buttons."""
    telling = worked.telling
    assert telling is not None
    assert telling.offered is not None
    drawn = said_alone.offering(telling.offered, "Recorded.", telling.answer)
    return {"ts": "1777000001.9", "channel": "C0POLICY", "blocks": drawn["blocks"]}


def test_below_an_older_answer_that_answer_is_undone_and_not_the_last(desk: Desk) -> None:
    told = desk.told()
    seen: list[dict[str, Any]] = []
    for when in ("May 20, 2026", "May 21, 2026"):
        desk.submit(View.NEW_DATE, told, {"when": when, "source": "Blog", "standing": "official"})
        seen += map(told_alone, desk.work())
        desk.now += timedelta(minutes=1)
    hands = desk.hands()
    for line, taken_back in ((seen[0], [False, True, False]), (seen[1], [False, True, True])):
        desk.deliver(hands, hands.press(line, "undo", container=ONLY_FOR_THEM))
        (worked,) = desk.work()
        assert worked.result is AnswerResult.APPLIED
        assert [claim.retracted for claim in desk.item().claims] == taken_back
        desk.now += timedelta(seconds=3)  # another press of the same button by now would be a slip of the finger
    desk.deliver(hands, hands.press(seen[1], "undo", container=ONLY_FOR_THEM))
    assert desk.said() == [None]
    desk.now += timedelta(minutes=1)
    desk.deliver(hands, hands.press(seen[0], "undo", container=ONLY_FOR_THEM))
    assert desk.said() == ["Not recorded: what you recorded of call was changed or undone since: its history says how."]


def test_what_was_watched_before_stays_on_the_list_where_its_last_claim_is_undone(desk: Desk) -> None:
    told, (first,) = desk.told(), desk.item().claims
    desk.submit(View.NEW_DATE, told, {"when": "May 20, 2026", "source": "Blog", "standing": "official"})
    (line,) = map(told_alone, desk.work())
    desk.now += timedelta(minutes=1)
    desk.submit(View.NOT_RIGHT, told, {}, BO, {"claim": first.id})
    desk.work()
    hands = desk.hands()
    desk.deliver(hands, hands.press(line, "undo", container=ONLY_FOR_THEM))
    said = "Recorded, taken back: Blog said 20 May 2026. Grants call: no date is known now."
    assert desk.said() == [said]
    assert ([claim.retracted for claim in desk.item().claims], desk.item().listed) == ([True, True], True)


def test_nobody_undoes_what_another_answered_by_what_that_one_was_told(desk: Desk) -> None:
    desk.press("done", desk.told())
    (line,) = map(told_alone, desk.work())
    desk.now += timedelta(minutes=1)
    hands = desk.hands(BO)
    desk.deliver(hands, hands.press(line, "undo", container=ONLY_FOR_THEM))
    assert desk.said() == ["Not recorded: nothing that you recorded of call from here stands any more."]
    assert desk.item().outcome is not None


@pytest.mark.parametrize("origin", [Origin.SLACK, Origin.WATCHLIST])
def test_what_is_said_again_is_theirs_who_said_it_again_and_can_be_undone_by_them(desk: Desk, origin: Origin) -> None:
    again = {"when": "May 20, 2026", "source": "Blog", "standing": "official", "said_on": "2026-04-29"}
    desk.submit(View.NEW_DATE, desk.told(), again, BO)
    desk.work()
    newest = desk.item().claims[-1].id
    if origin is Origin.WATCHLIST:
        declared = [replace(each, origin=origin, by=None) for each in desk.item().claims]
        desk.tracker.edit("call", lambda item: replace(item, claims=tuple(declared)), desk.now)
    desk.now += timedelta(minutes=1)
    desk.submit(View.NOT_RIGHT, desk.told(), {}, BO, {"claim": newest})
    desk.work()
    desk.now += timedelta(minutes=1)
    desk.submit(View.NEW_DATE, desk.told(), again, ANA)
    desk.work()
    claim = desk.item().claims[-1]
    assert (claim.id, claim.retracted, claim.by) == (newest, False, "ana" if origin is Origin.SLACK else None)
    desk.now += timedelta(minutes=1)
    press_undo(desk, desk.told(), ANA, ONLY_FOR_THEM)
    assert desk.said() == ["Recorded, taken back: Blog said 20 May 2026. Grants call: now 6 May 2026."]


def test_what_was_done_on_another_day_is_said_where_it_was_recorded(desk: Desk) -> None:
    told = desk.told()
    desk.press("done", told)
    (worked,) = desk.work()
    assert worked.telling is not None
    assert worked.telling.offered is not None
    assert worked.telling.offered.actions == (Action.UNDO, Action.EDIT)
    desk.now += timedelta(minutes=1)
    desk.submit(View.DONE_ON, told, {"on": "2026-04-20", "source": "the registry"}, BO)
    assert desk.said() == ["Recorded: Grants call was done on 20 Apr 2026."]
    assert desk.item().outcome == Outcome(Result.DONE, date(2026, 4, 20), "the registry", by="bo")
    desk.now += timedelta(minutes=1)
    press_undo(desk, told, BO, ONLY_FOR_THEM)
    assert desk.said() == ["Recorded: Grants call is open again: 6 May 2026."]


def test_another_day_is_refused_of_what_ended_otherwise(desk: Desk) -> None:
    told = desk.told()
    desk.submit(View.CANCELLED, told, {})
    desk.submit(View.DONE_ON, told, {"on": "2026-04-20"}, BO)
    assert desk.said()[1:] == ["Already recorded: cancelled on 29 Apr 2026 (ana)."]


def test_a_guest_takes_but_does_not_end_it(desk: Desk) -> None:
    desk.guests["gus"] = True
    gus = Member("U0GUS", "gus")
    told = desk.told()
    desk.press("take", told, gus)
    desk.press("done", told, gus)
    desk.press("done", told, gus)
    assert desk.said()[1:] == ["Not recorded: guests can take and snooze; dates and outcomes are for members."] * 2
    assert (desk.taken_by(), desk.item().outcome, desk.asked) == (["gus"], None, ["gus"])


def test_where_it_cannot_be_learnt_who_is_a_guest_they_are_asked_to_press_again(desk: Desk) -> None:
    desk.guests["gus"] = None
    desk.press("done", desk.told(), Member("U0GUS", "gus"))
    why = (
        "Not recorded: it cannot be learnt now whether you are a full member of the workspace: press again in a minute."
    )
    assert desk.said() == [why]


def test_where_nobody_says_who_is_a_guest_few_are_asked_about_and_none_has_to_wait(desk: Desk) -> None:
    told, people = desk.told(), [Member(f"U0P{number}", f"p{number}") for number in range(6)]
    desk.guests = dict.fromkeys((member.name for member in people), None)
    worker = desk.worker()
    for member in people:
        desk.press("done", told, member)
    while worker.work_off(desk.now) is not None:
        pass
    assert (desk.asked, desk.states()) == (["p0", "p1"], {"refused": 6})
    desk.now += timedelta(seconds=61)
    desk.guests.clear()
    desk.press("done", told, people[5])
    worker.work_off(desk.now)
    assert (desk.asked, desk.item().outcome is not None) == (["p0", "p1", "p5"], True)


def test_once_the_clock_was_set_back_it_is_asked_again_who_is_a_guest_and_who_is_in_a_group(desk: Desk) -> None:
    told, people = desk.told(), [Member(f"U0P{number}", f"p{number}") for number in range(3)]
    desk.guests = dict.fromkeys((member.name for member in people), None)
    worker = desk.worker()
    for member in people:
        desk.press("done", told, member)
        worker.work_off(desk.now)
    desk.now -= timedelta(hours=2)
    desk.guests.clear()
    desk.press("done", told, people[2])
    worker.work_off(desk.now)
    assert (desk.asked, desk.item().outcome is not None) == (["p0", "p1", "p2"], True)

    members = [frozenset({"U0ANA"}), frozenset({"U0BO"})]
    groups = Groups([replace(POLICY, answers=frozenset({"S0LEGAL"}))], lambda _: members.pop(0))
    for moment in (NOW, NOW - timedelta(hours=2)):
        groups.look(moment)
    assert groups.of("U0BO") == {"S0LEGAL"}


def test_those_answer_whom_the_channel_names(desk: Desk) -> None:
    desk.answers = frozenset({"U0BO"})
    desk.press("take", desk.told(), ANA)
    desk.press("take", desk.told(), BO)
    assert desk.said()[0] == "Not recorded: the settings of this channel name others to answer here."
    assert desk.taken_by() == ["bo"]
    desk.answers = Answerers.NOBODY
    desk.press("hand_back", desk.told(), BO)
    assert desk.said() == ["Not recorded: the settings of this channel name others to answer here."]


def test_members_of_a_group_answer_where_the_channel_names_it(desk: Desk) -> None:
    desk.answers = frozenset({"S0LEGAL", "S0GONE"})
    desk.groups["S0LEGAL"] = frozenset({BO.id})
    desk.press("take", desk.told(), ANA)
    desk.press("take", desk.told(), BO)
    assert desk.said()[0] == "Not recorded: the settings of this channel name others to answer here."
    assert desk.taken_by() == ["bo"]


def test_a_group_is_asked_for_its_members_once_an_hour_and_believed_where_that_fails() -> None:
    said: list[frozenset[str] | None] = [frozenset({"U0ANA"}), None, frozenset({"U0BO"})]
    groups = Groups([replace(POLICY, answers=frozenset({"S0LEGAL"}))], lambda _: said.pop(0))
    found = []
    for moment in (NOW, NOW + timedelta(minutes=59), NOW + timedelta(hours=1), NOW + timedelta(minutes=61)):
        groups.look(moment)
        found.append((len(said), groups.of("U0ANA"), groups.of("U0BO")))
    legal, none = frozenset({"S0LEGAL"}), frozenset[str]()
    assert found == [(2, legal, none), (2, legal, none), (1, legal, none), (0, none, legal)]


def test_what_waited_for_eleven_minutes_is_refused(desk: Desk) -> None:
    desk.press("take", desk.told())
    desk.now += timedelta(minutes=11)
    assert desk.said() == ["Not recorded: ten minutes passed before it was looked at. Press again if it still holds."]
    assert (desk.taken_by(), desk.states()) == ([], {"refused": 1})
    (answer,) = desk.given()
    assert answer.came_too_late
    assert answer.came == NOW


def test_while_the_token_is_refused_answers_are_recorded_and_people_hear_that_nothing_is_redrawn(desk: Desk) -> None:
    with desk.store.writing() as tx:
        tx.gates.set(replace(tx.gates.wait_for(WORKSPACE, NOW), closed_since=NOW, reason="token_revoked"))
    desk.press("take", desk.told())
    (said,) = desk.said()
    assert said is not None
    assert said.endswith(" The message cannot be redrawn now, as our token is refused: it shows what was so before.")
    assert desk.taken_by() == ["ana"]


def test_of_what_was_worked_off_no_address_and_no_token_is_kept(desk: Desk) -> None:
    hands, told = desk.hands(), desk.told()
    pressed = hands.press(desk.message(told), "take")
    desk.deliver(hands, {**pressed, "token": "verification", "response_url": "https://hooks.slack.com/actions/1"})
    (worked,) = desk.work()
    assert worked.telling is not None
    assert worked.telling.coming.reply_at == "https://hooks.slack.com/actions/1"
    with desk.store.reading() as tx:
        kept = tx.connection.exec_driver_sql("SELECT payload FROM inbox").scalar_one()
    assert "verification" not in kept
    assert "hooks.slack.com" not in kept
    assert ANA.id in kept


def test_a_button_that_names_nothing_of_ours_is_refused(desk: Desk) -> None:
    told = desk.told()
    hands = desk.hands()
    pressed = hands.press(desk.message(told), "take")
    pressed["actions"][0]["value"] = '{"v":1,"n":99999,"r":1}'
    desk.deliver(hands, pressed)
    assert desk.said() == ["Not recorded: this is no longer on the list."]
    assert desk.states() == {"refused": 1}
