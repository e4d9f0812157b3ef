"""Messages that people can answer are edited until they show what is so; on both databases."""

from __future__ import annotations

import signal
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import said
from tests.conftest import sqlite_in
from tests.edges.delivering import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    SECOND,
    SLACK,
    URL,
    Recorder,
    due,
    notifications,
    overtake,
    owe,
)
from tests.edges.faces import ANSWERABLE, MEI, a_dispatcher, a_tracker, sent
from tests.slack_stand_in import TOKEN, Fault, SlackStandIn
from tests.starting import status_at
from watchtracker.channels.slack import Slack
from watchtracker.delivery import Dispatcher
from watchtracker.delivery.faces import Drew, Ended, FaceDrawer
from watchtracker.errors import InputError
from watchtracker.failpoints import Failpoint
from watchtracker.items import Outcome, Result
from watchtracker.notifications import Answerers, NotificationState
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.outbox.faces import Shown, drawn
from watchtracker.outbox.messages import Message, Receipt, SendResult, SendStatus
from watchtracker.outbox.seeing import AsSeen
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker

LATER = NOW + HOUR


def a_drawer(store: Store, sender: Recorder | Slack, **more: Any) -> FaceDrawer:
    channel = more.pop("channel", SLACK)
    return FaceDrawer(store, (channel,), {"policy": sender}, public_url=URL, monotonic=lambda: 0.0, uniform=max, **more)


def until_settled(drawer: FaceDrawer, now: datetime, within: timedelta = MINUTE) -> list[datetime]:
    """Draw whenever it may be, until nothing waits; returns when edits were made."""
    edits, end = [], now + within
    while now <= end:
        drew = drawer.draw(now)
        edits += [now] if drew.edited else []
        if drew.again_at is None:
            break
        now = drew.again_at
    return edits


def edits(recorder: Recorder) -> list[Message]:
    return [message for message in recorder.messages if message.edits is not None]


def shows(message: Message) -> tuple[str, str | None]:
    return message.entries[0].text, message.context


def test_what_shows_what_is_so_is_not_edited(store: Store) -> None:
    slack = sent(store, "call")
    assert until_settled(a_drawer(store, slack), LATER) == []
    assert len(slack.messages) == 1


CHANGES: dict[str, tuple[Callable[[Tracker], object], str, str | None]] = {
    "taken": (lambda tracker: tracker.take("call", "policy", MEI, LATER), "Call: due", "mei is on it since 29 Apr"),
    "snoozed": (
        lambda tracker: tracker.snooze("call", "policy", MEI, LATER, until=NOW + DAY),
        "Call: due",
        "Snoozed by mei until 30 Apr 2026, 09:00 UTC.",
    ),
    "done": (
        lambda tracker: tracker.resolve("call", Outcome(Result.DONE, date(2026, 4, 28), "x", by="mei"), LATER),
        "Call: done on 28 Apr 2026 (mei). It was due 6 May 2026.",
        "Recorded by mei, 29 Apr 2026.",
    ),
    "moved": (
        lambda tracker: tracker.claim("call", said("May 20, 2026", "2026-04-29"), LATER),
        "Correction: Call: the date in force is now 20 May 2026",
        "Now 20 May 2026, Gazette.",
    ),
}


@pytest.mark.parametrize(("change", "text", "context"), CHANGES.values(), ids=CHANGES)
def test_a_face_shows_what_changed_in_one_edit(
    store: Store, change: Callable[[Tracker], object], text: str, context: str
) -> None:
    slack = sent(store, "call")
    drawer = a_drawer(store, slack)
    until_settled(drawer, LATER)
    change(a_tracker(store))
    assert until_settled(drawer, LATER) == [LATER]
    (edit,) = edits(slack)
    assert (edit.edits, slack.keys[-1]) == (Receipt("C0POLICY", "1700000000.000001"), slack.keys[0])
    assert edit.entries[0].text.startswith(text)
    assert edit.context is not None
    assert edit.context.startswith(context)
    assert until_settled(drawer, LATER + MINUTE) == []


def test_what_is_handed_back_looks_as_it_did_at_first(store: Store) -> None:
    slack = sent(store, "call")
    drawer, tracker = a_drawer(store, slack), a_tracker(store)
    tracker.take("call", "policy", MEI, LATER)
    until_settled(drawer, LATER)
    tracker.hand_back("call", "policy", MEI, LATER)
    until_settled(drawer, LATER + MINUTE)
    first, _, last = slack.messages
    assert (shows(last), last.offers) == (shows(first), first.offers)


def test_a_snooze_that_is_over_is_not_shown_any_more(store: Store) -> None:
    slack = sent(store, "call")
    drawer, tracker = a_drawer(store, slack), a_tracker(store)
    tracker.snooze("call", "policy", MEI, NOW, until=LATER)
    until_settled(drawer, NOW + MINUTE)
    assert until_settled(drawer, LATER - SECOND) == []
    assert until_settled(drawer, LATER) == [LATER]
    assert until_settled(drawer, LATER + MINUTE) == []
    assert [message.context is None for message in edits(slack)] == [False, True]


def test_what_changes_while_it_is_snoozed_is_shown_at_once(store: Store) -> None:
    slack = sent(store, "call")
    drawer, tracker = a_drawer(store, slack), a_tracker(store)
    tracker.snooze("call", "policy", MEI, NOW, until=NOW + DAY)
    until_settled(drawer, NOW + MINUTE)
    tracker.wake("call", "policy", MEI, LATER)
    assert until_settled(drawer, LATER) == [LATER]


def test_what_is_taken_off_the_list_says_so(store: Store) -> None:
    slack = sent(store, "call")
    with store.writing() as tx:
        (item,) = tx.items.all()
        tx.items.save([replace(item, listed=False, revision=2)])
        tx.faces.mark(["call"], LATER)
    until_settled(a_drawer(store, slack), LATER)
    (edit,) = edits(slack)
    assert (edit.entries[0].text, edit.offers) == ("Call: no longer on the list.", None)


def test_what_happens_between_two_edits_takes_one(store: Store) -> None:
    slack = sent(store, "call")
    drawer, tracker = a_drawer(store, slack), a_tracker(store)
    tracker.take("call", "policy", MEI, LATER)
    tracker.hand_back("call", "policy", MEI, LATER)
    tracker.snooze("call", "policy", MEI, LATER, until=NOW + DAY)
    assert len(until_settled(drawer, LATER)) == 1
    assert edits(slack)[0].context == "Snoozed by mei until 30 Apr 2026, 09:00 UTC."


def test_what_changes_while_an_edit_is_under_way_is_drawn_after_it(store: Store) -> None:
    slack = sent(store, "call")
    drawer, tracker = a_drawer(store, slack), a_tracker(store)
    tracker.take("call", "policy", MEI, LATER)

    def hand_back() -> None:
        slack.before = lambda: None
        tracker.hand_back("call", "policy", MEI, LATER)

    slack.before = hand_back
    assert len(until_settled(drawer, LATER)) == 2
    assert [message.context is None for message in edits(slack)] == [False, True]


def test_of_two_hundred_at_once_forty_go_in_a_minute_and_who_pressed_waits_two_seconds(store: Store) -> None:
    slack = sent(store, *(f"a{number}" for number in range(200)))
    start = NOW + HOUR
    drawer, tracker = a_drawer(store, slack), a_tracker(store)
    until_settled(drawer, start)
    for number in range(200):
        tracker.take(f"a{number}", "policy", MEI, start)
    made = [start]
    drawer.draw(start)
    pressed = start + 10 * SECOND
    made += until_settled(drawer, start, 10 * SECOND)
    with store.writing() as tx:
        tx.faces.press(Receipt("C0POLICY", "1700000000.000001"), pressed)
    before = len(edits(slack))
    after = until_settled(drawer, pressed, 10 * MINUTE)
    assert after[0] <= pressed + 2 * SECOND
    assert edits(slack)[before].edits == Receipt("C0POLICY", "1700000000.000001")
    made += after
    assert len(edits(slack)) == 200
    assert all(sum(begin <= at <= begin + MINUTE for at in made) <= 40 for begin in made)


def test_who_is_asked_for_patience_edits_nothing_until_then_and_reminders_go_on(store: Store) -> None:
    slack = sent(store, "call", "other")
    drawer, tracker = a_drawer(store, slack), a_tracker(store)
    until_settled(drawer, LATER)
    tracker.take("call", "policy", MEI, LATER)
    tracker.take("other", "policy", MEI, LATER)
    slack.answers = [SendResult(SendStatus.TRY_LATER, "ratelimited", retry_after=MINUTE)]
    assert drawer.draw(LATER).edited
    assert not drawer.draw(LATER + 30 * SECOND).edited
    owe(store, due("third", LATER, channel="policy"))
    a_dispatcher(store, slack).dispatch(LATER + 31 * SECOND)
    assert slack.messages[-1].edits is None
    until_settled(drawer, LATER + 2 * MINUTE)
    assert [message.context is not None for message in edits(slack)] == [True, True, True]


def test_an_edit_of_which_nobody_knows_what_became_is_made_again_and_given_up_after_three_days(store: Store) -> None:
    slack, ended = sent(store, "call"), list[Ended]()
    drawer = a_drawer(store, slack, ended=ended.append)
    a_tracker(store).take("call", "policy", MEI, LATER)
    slack.answers = [SendResult(SendStatus.UNCLEAR, "no answer")]
    assert drawer.draw(LATER).edited
    assert drawer.draw(LATER + SECOND) == Drew()
    assert until_settled(drawer, LATER + MINUTE) == [LATER + MINUTE]
    assert until_settled(drawer, LATER + 2 * MINUTE) == []
    a_tracker(store).hand_back("call", "policy", MEI, LATER)
    at = LATER + HOUR
    while not ended and at < LATER + 5 * DAY:
        slack.answers = [SendResult(SendStatus.UNCLEAR, "no answer")]
        drawer.draw(at)
        at += 30 * MINUTE
    assert LATER + 3 * DAY < at < LATER + 3 * DAY + 8 * HOUR
    assert len(slack.messages) < 40


def replies(recorder: Recorder) -> list[str]:
    return [message.entries[0].text for message in recorder.messages if message.replies_to is not None]


@pytest.mark.parametrize("answer", [SendStatus.TARGET_REFUSED, SendStatus.PAYLOAD_REFUSED])
def test_a_message_that_cannot_be_edited_ends_and_its_thread_says_once_what_matters(
    store: Store, answer: SendStatus
) -> None:
    slack, ended = sent(store, "call"), list[Ended]()
    drawer, tracker = a_drawer(store, slack, ended=ended.append), a_tracker(store)
    tracker.take("call", "policy", MEI, LATER)
    slack.answers = [SendResult(answer, "edit_window_closed")]
    until_settled(drawer, LATER)
    tracker.hand_back("call", "policy", MEI, LATER)
    tracker.take("call", "policy", MEI, LATER)
    assert until_settled(drawer, LATER + MINUTE) == []
    assert [each.why for each in ended] == ["edit_window_closed"]
    assert replies(slack) == ["Call: mei is on it since 29 Apr 2026. The message above cannot be changed any more."]
    assert [bool(message.edits or message.replies_to) for message in slack.messages] == [False, True, True]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("take", "Call: mei is on it since"),
        ("move", "Correction: Call: the date in force is now 20 May 2026"),
        ("resolve", "Call: done on 28 Apr 2026 (x). It was due 6 May 2026."),
        ("take back", "Taken back: Call: no date is known any more."),
        ("snooze", None),
    ],
)
def test_below_a_message_that_cannot_be_edited_stands_what_somebody_would_do_wrongly_on_it(
    store: Store, step: str, said: str | None
) -> None:
    slack = sent(store, "call")
    drawer, tracker = a_drawer(store, slack), a_tracker(store)
    until_settled(drawer, LATER)
    if step == "take back":
        with store.reading() as tx:
            (item,) = tx.items.some(["call"])
        tracker.retract("call", item.claims[-1].id, LATER)
    else:
        STEPS[step](tracker, LATER)
    slack.answers = [SendResult(SendStatus.TARGET_REFUSED, "cant_update_message")]
    until_settled(drawer, LATER)
    assert [text.startswith(said or "") for text in replies(slack)] == ([True] if said else [])


def test_nothing_is_said_below_a_message_that_was_deleted(store: Store) -> None:
    slack = sent(store, "call")
    a_tracker(store).take("call", "policy", MEI, LATER)
    slack.answers = [SendResult(SendStatus.TARGET_REFUSED, "message_not_found", gone=True)]
    until_settled(a_drawer(store, slack), LATER)
    assert replies(slack) == []


def test_a_line_that_certainly_did_not_arrive_is_said_later_and_one_that_may_have_is_not(store: Store) -> None:
    slack = sent(store, "call", "other")
    drawer, tracker = a_drawer(store, slack), a_tracker(store)
    until_settled(drawer, LATER)
    refused = SendResult(SendStatus.TARGET_REFUSED, "edit_window_closed")
    tracker.take("call", "policy", MEI, LATER)
    slack.answers = [refused, SendResult(SendStatus.TRY_LATER, "ratelimited")]
    until_settled(drawer, LATER)
    slack.answers = [refused, SendResult(SendStatus.UNCLEAR, "no answer")]
    assert len(until_settled(drawer, LATER + 2 * MINUTE)) == 1
    assert until_settled(drawer, LATER + HOUR) == []
    assert len(replies(slack)) == 2


def test_what_was_answered_to_that_very_message_has_its_line_already(store: Store) -> None:
    slack = sent(store, "call")
    drawer = a_drawer(store, slack)
    until_settled(drawer, LATER)
    (told,) = notifications(store)
    with store.writing() as tx:
        answer = GivenAnswer(LATER, MEI, Action.DONE, AnswerResult.APPLIED, item="call", notification=told.id)
        tx.holds.note(answer)
        a_tracker(store).within(tx).resolve("call", Outcome(Result.DONE, date(2026, 4, 28), "x"), LATER)
    slack.answers = [SendResult(SendStatus.TARGET_REFUSED, "edit_window_closed")]
    until_settled(drawer, LATER)
    assert replies(slack) == []


def test_one_that_cannot_be_drawn_keeps_no_other_waiting(store: Store) -> None:
    slack, ended = sent(store, "call", "other"), list[Ended]()
    drawer, tracker = a_drawer(store, slack, ended=ended.append), a_tracker(store)
    until_settled(drawer, LATER)
    tracker.take("call", "policy", MEI, LATER)
    tracker.take("other", "policy", MEI, LATER)
    with store.writing() as tx:
        tx.connection.exec_driver_sql(
            "UPDATE deliveries SET payload = '{\"entries\": []}' WHERE id = (SELECT max(id) FROM deliveries)"
        )
    until_settled(drawer, LATER)
    assert (len(ended), [shows(message)[0][:5] for message in edits(slack)]) == (1, ["Call:"])


def test_a_refused_token_waits_until_messages_are_accepted_again(store: Store) -> None:
    slack = sent(store, "call")
    drawer = a_drawer(store, slack)
    a_tracker(store).take("call", "policy", MEI, LATER)
    slack.answers = [SendResult(SendStatus.CREDENTIALS_REFUSED, "token_revoked")]
    drawer.draw(LATER)
    assert not drawer.draw(LATER + MINUTE).edited
    probes = {"workspace": lambda: SendResult(SendStatus.SENT)}
    dispatcher = Dispatcher(
        store, (SLACK,), {"policy": slack}, public_url=URL, probes=probes, uniform=max, monotonic=lambda: 0.0
    )
    dispatcher.dispatch(LATER + 2 * MINUTE)
    assert len(until_settled(drawer, LATER + 3 * MINUTE)) == 1


def test_where_nobody_may_answer_any_more_the_buttons_go(store: Store) -> None:
    slack = sent(store, "call")
    with store.writing() as tx:
        tx.faces.mark(["call"], LATER)
    until_settled(a_drawer(store, slack, channel=replace(SLACK, answers=Answerers.NOBODY)), LATER)
    assert [message.offers for message in edits(slack)] == [None]


def test_what_was_overtaken_under_way_is_said_by_its_face_and_needs_no_correction(store: Store) -> None:
    owe(store, due("call", channel="policy"))
    slack = Recorder(limits=ANSWERABLE)

    def move() -> None:
        slack.before = lambda: None
        a_tracker(store).claim("call", said("May 20, 2026", "2026-04-29"), NOW)

    slack.before = move
    dispatcher, drawer = a_dispatcher(store, slack), a_drawer(store, slack)
    dispatcher.dispatch(NOW)
    overtake(store, "the date moved")
    dispatcher.dispatch(NOW + 2 * SECOND)
    assert edits(slack) == []
    until_settled(drawer, NOW + 2 * SECOND)
    dispatcher.dispatch(NOW + 10 * SECOND)
    (edit,) = edits(slack)
    assert edit.entries[0].text.startswith("Correction: Call: the date in force is now 20 May 2026")
    assert edit.offers is not None
    assert [each.overtaken for each in notifications(store) if each.state is NotificationState.SENT] == [None, None]
    assert not any(message.replies_to for message in slack.messages)


def test_what_was_overtaken_and_cannot_be_edited_is_said_in_its_thread(store: Store) -> None:
    owe(store, due("call", channel="policy"))
    slack = Recorder(limits=ANSWERABLE)
    slack.before = lambda: overtake(store, "the date moved")
    dispatcher, drawer = a_dispatcher(store, slack), a_drawer(store, slack)
    dispatcher.dispatch(NOW)
    slack.before = lambda: None
    a_tracker(store).take("call", "policy", MEI, NOW + SECOND)
    slack.answers = [SendResult(SendStatus.TARGET_REFUSED, "edit_window_closed")]
    until_settled(drawer, NOW + 2 * SECOND)
    slack.answers = [SendResult(SendStatus.TARGET_REFUSED, "edit_window_closed")]
    dispatcher.dispatch(NOW + 10 * SECOND)
    assert [bool(message.replies_to) for message in slack.messages] == [False, False, False, True]


STEPS: dict[str, Callable[[Tracker, datetime], object]] = {
    "take": lambda tracker, now: tracker.take("call", "policy", MEI, now),
    "hand back": lambda tracker, now: tracker.hand_back("call", "policy", MEI, now),
    "snooze": lambda tracker, now: tracker.snooze("call", "policy", MEI, now, until=now + 2 * HOUR),
    "wake": lambda tracker, now: tracker.wake("call", "policy", MEI, now),
    "move": lambda tracker, now: tracker.claim("call", said("May 20, 2026", "2026-04-29"), now),
    "move back": lambda tracker, now: tracker.claim("call", said("May 6, 2026", "2026-04-30"), now),
    "resolve": lambda tracker, now: tracker.resolve("call", Outcome(Result.DONE, date(2026, 4, 28), "x"), now),
    "reopen": lambda tracker, now: tracker.reopen("call", now),
}
# What comes of an edit in between; None: nobody draws.
ANSWERS = [None, SendStatus.SENT, SendStatus.UNCLEAR, SendStatus.NOT_SENT, SendStatus.TRY_LATER]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(ANSWERS)), max_size=6))
def test_whatever_the_order_and_whatever_becomes_of_edits_a_face_comes_to_show_what_is_so(
    steps: list[tuple[str, SendStatus | None]],
) -> None:
    with TemporaryDirectory() as folder, closing(Store.open(sqlite_in(Path(folder)))) as store:
        slack = sent(store, "call")
        drawer, tracker = a_drawer(store, slack), a_tracker(store)
        for number, (step, answer) in enumerate(steps):
            now = LATER + number * MINUTE
            with suppress(InputError):
                STEPS[step](tracker, now)
            if answer is not None:
                slack.answers = [SendResult(answer)]
                drew = drawer.draw(now)
                # What was not sent is not shown; of what is unclear, suppose that it arrived.
                if drew.edited and answer in {SendStatus.NOT_SENT, SendStatus.TRY_LATER}:
                    slack.messages.pop()
                slack.answers = []
        end = LATER + 20 * MINUTE
        until_settled(drawer, end, HOUR)
        assert shows(slack.messages[-1]) == shows(drawn_anew(store, slack.messages[0], end))


def drawn_anew(store: Store, first: Message, now: datetime) -> Message:
    with store.reading() as tx:
        (item,) = tx.items.all()
        held = tx.holds.of_items(["call"]).get("call", [])
        (member,) = (each for each in tx.notifications.of_items(["call"]) if each.state is NotificationState.SENT)
        seen = AsSeen(item, "policy", now, held, tx.holds.answers_of("call"))
    return drawn(Shown(first, NOW, [member]), {"call": seen}, now, URL)


# In Slack, over HTTP.


def in_slack(stand_in: SlackStandIn) -> Slack:
    return Slack("C0POLICY", token=TOKEN, api_url=stand_in.url, answerable=True)


def posted(store: Store, slack: SlackStandIn) -> Slack:
    owe(store, due("call", channel="policy"))
    sender = in_slack(slack)
    Dispatcher(store, (SLACK,), {"policy": sender}, public_url=URL, uniform=max, monotonic=lambda: 0.0).dispatch(NOW)
    return sender


def test_slack_gets_the_same_blocks_with_new_ids_and_the_same_metadata(store: Store, slack: SlackStandIn) -> None:
    sender = posted(store, slack)
    (first,) = [dict(message) for message in slack.messages]
    a_tracker(store).take("call", "policy", MEI, LATER)
    until_settled(a_drawer(store, sender), LATER)
    (edit,) = slack.edits
    assert [block["type"] for block in first["blocks"]] == ["rich_text", "actions", "context"]
    assert [block["type"] for block in edit["blocks"]] == ["rich_text", "actions", "context"]
    assert first["blocks"][1]["block_id"] != edit["blocks"][1]["block_id"]
    assert (edit["metadata"], edit["parse"]) == (first["metadata"], "none")
    assert edit["text"].endswith("mei is on it since 29 Apr 2026.")


def test_an_edit_whose_answer_was_lost_is_made_again(store: Store, slack: SlackStandIn) -> None:
    sender = posted(store, slack)
    a_tracker(store).take("call", "policy", MEI, LATER)
    slack.faults.append(Fault(method="chat.update", reset=True, accepts=True))
    drawer = a_drawer(store, sender)
    until_settled(drawer, LATER)
    until_settled(drawer, LATER + MINUTE)
    assert [edit["blocks"][-1]["type"] for edit in slack.edits] == ["context", "context"]
    assert len(slack.messages) == 1


@pytest.mark.parametrize(("point", "arrived"), [(Failpoint.BEFORE_EDIT, 0), (Failpoint.AFTER_EDIT, 1)])
def test_who_is_killed_before_or_after_an_edit_leaves_it_to_be_drawn_again(
    point: Failpoint, arrived: int, store: Store, store_url: str, slack: SlackStandIn
) -> None:
    sender = posted(store, slack)
    a_tracker(store).take("call", "policy", MEI, LATER)
    assert status_at(point, "failing", store_url, slack.url, "draw") == -signal.SIGKILL
    assert len(slack.edits) == arrived
    drawer = a_drawer(store, sender)
    assert until_settled(drawer, LATER + SECOND) == []
    assert len(until_settled(drawer, LATER + MINUTE)) == 1
    assert slack.edits[-1]["text"].endswith("mei is on it since 29 Apr 2026.")


def test_whoever_draws_alone_takes_up_what_was_left_at_once(store: Store) -> None:
    slack = sent(store, "call")
    a_tracker(store).take("call", "policy", MEI, LATER)
    with store.writing() as tx:
        face = tx.faces.next(["policy"], LATER)
        assert face is not None
        tx.faces.lease(face, LATER + MINUTE)
    drawer = a_drawer(store, slack)
    drawer.begin(alone=True)
    assert len(until_settled(drawer, LATER + SECOND)) == 1
