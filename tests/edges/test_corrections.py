"""Corrections: what was sent while its date moved is edited, or replied to, until it says what holds."""

from __future__ import annotations

from tests.edges.delivering import (
    MINUTE,
    NOW,
    SECOND,
    SLACK,
    Recorder,
    a_delivery,
    due,
    moved_under_way,
    notifications,
    overtake,
    owe,
    policy,
    states,
)
from watchtracker.notifications import NotificationState
from watchtracker.outbox.messages import SendResult, SendStatus
from watchtracker.outbox.records import DeliveryState
from watchtracker.store.engine import Store


def test_what_was_overtaken_on_its_way_is_edited(store: Store) -> None:
    owe(store, due(channel="policy"))
    slack = Recorder()
    moved_under_way(store, slack)
    delivery = a_delivery(store, {"policy": slack}, SLACK)
    delivery.dispatch(NOW)
    delivery.dispatch(NOW + 2 * SECOND)
    delivery.dispatch(NOW + 4 * SECOND)
    first, edit = slack.messages
    assert (first.edits, edit.edits is not None) == (None, True)
    assert edit.entries[0].text.startswith("Correction: Call: the date in force is now")
    assert [(one.state, one.overtaken) for one in notifications(store)] == [(NotificationState.SENT, None)]


def test_a_group_with_one_overtaken_gets_a_reply_in_its_thread(store: Store) -> None:
    owe(store, *policy("a", "b", "c", "d"))
    slack = Recorder()
    slack.before = lambda: overtake(
        store, "the date in force is now 9 Jun 2026", [one for one in notifications(store) if one.item == "b"]
    )
    delivery = a_delivery(store, {"policy": slack}, SLACK)
    for second in (0, 2, 4):
        delivery.dispatch(NOW + second * SECOND)
    _, reply = slack.messages
    assert (reply.edits, reply.replies_to is not None, len(reply.entries)) == (None, True, 1)


def test_what_cannot_be_edited_gets_a_reply(store: Store) -> None:
    owe(store, due(channel="policy"))
    slack = Recorder()
    moved_under_way(store, slack)
    delivery = a_delivery(store, {"policy": slack}, SLACK)
    delivery.dispatch(NOW)
    slack.answers = [SendResult(SendStatus.TARGET_REFUSED, "edit_window_closed")]
    delivery.dispatch(NOW + 2 * SECOND)
    assert [bool(message.replies_to) for message in slack.messages] == [False, False, True]


def test_what_was_deleted_gets_no_reply_which_would_stand_in_the_channel(store: Store) -> None:
    owe(store, due(channel="policy"))
    slack = Recorder()
    moved_under_way(store, slack)
    delivery = a_delivery(store, {"policy": slack}, SLACK)
    delivery.dispatch(NOW)
    slack.answers = [SendResult(SendStatus.TARGET_REFUSED, "message_not_found", gone=True)]
    for second in (2, 4, 6):
        delivery.dispatch(NOW + second * SECOND)
    assert [bool(message.replies_to) for message in slack.messages] == [False, False]
    assert [one.overtaken for one in notifications(store)] == [None]


def test_a_reply_that_certainly_did_not_go_out_is_tried_again(store: Store) -> None:
    owe(store, due(channel="team"))
    team = Recorder()
    moved_under_way(store, team)
    delivery = a_delivery(store, {"team": team})
    team.answers = [SendResult(SendStatus.SENT), SendResult(SendStatus.NOT_SENT, "closed")]
    for second in (0, 2, 10, 20):
        delivery.dispatch(NOW + second * SECOND)
    assert len(team.messages) == 3
    assert [one.overtaken for one in notifications(store)] == [None]


def test_an_edit_that_slack_never_answers_keeps_nothing_waiting(store: Store) -> None:
    channel = Recorder()
    owe(store, due("a", channel="policy"))
    channel.before = lambda: overtake(store, "the date moved")
    delivery = a_delivery(store, {"policy": channel}, SLACK)
    delivery.dispatch(NOW)
    channel.before = lambda: None
    channel.answers = [SendResult(SendStatus.UNCLEAR, "is_inactive")]
    delivery.dispatch(NOW + 2 * SECOND)
    owe(store, due("b", NOW + MINUTE, channel="policy"))
    channel.answers = []
    delivery.dispatch(NOW + 6 * MINUTE)
    assert channel.messages[-1].edits is None
    assert states(store) == {"sent": 2}


def test_an_edit_of_which_nobody_knows_what_became_is_tried_less_and_less_often_and_given_up(store: Store) -> None:
    owe(store, due(channel="policy"))
    slack = Recorder()
    moved_under_way(store, slack)
    delivery = a_delivery(store, {"policy": slack}, SLACK)
    delivery.dispatch(NOW)
    tried = []
    for minute in range(1, 5 * 24 * 60, 15):
        slack.answers = [SendResult(SendStatus.UNCLEAR, "no answer")]
        before = len(slack.messages)
        delivery.dispatch(NOW + minute * MINUTE)
        tried += [minute] * (len(slack.messages) - before)
        if not any(one.overtaken for one in notifications(store)):
            break
    assert 10 < len(tried) < 25
    assert 65 * 60 < tried[-1] <= 72 * 60 + 15
    with store.reading() as tx:
        (one,) = tx.deliveries.in_state(DeliveryState.SENT)
        assert tx.deliveries.attempts(one.id)[-1][1] == "edit_given_up"
