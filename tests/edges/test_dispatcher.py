"""The dispatcher: what is due goes out once, dead letters are announced, and it says when to beat next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import in_words
from tests.edges.delivering import (
    CONSOLE,
    DAY,
    HOUR,
    MINUTE,
    NOW,
    SECOND,
    SLACK,
    Recorder,
    a_delivery,
    due,
    ids,
    notifications,
    owe,
    policy,
    retry,
    states,
)
from watchtracker.errors import InputError
from watchtracker.items import item_as_of
from watchtracker.notifications import NotificationState
from watchtracker.notifications.holds import Hold, HoldChange, HoldKind, Person
from watchtracker.outbox.messages import SendResult, SendStatus
from watchtracker.store.engine import Store


def test_what_is_due_goes_out_and_is_sent(store: Store) -> None:
    owe(store, due())
    team = Recorder()
    report = a_delivery(store, {"team": team}).dispatch(NOW)
    assert report.sent == 1
    assert states(store) == {"sent": 1}
    assert team.texts[0][0].startswith("Call")


def test_a_reminder_that_goes_out_names_who_is_on_it(store: Store) -> None:
    owe(store, due())
    with store.writing() as tx:
        known = item_as_of(next(iter(tx.items.all())))
        assert known is not None
        held = Hold("call", "policy", HoldKind.TAKEN, Person("mei"), NOW - DAY, known.window)
        tx.holds.change(HoldChange(begins=held))
    team = Recorder()
    a_delivery(store, {"team": team}).dispatch(NOW)
    assert team.texts[0][0].endswith(" mei (policy) is on it.")


def test_nothing_goes_out_before_its_time(store: Store) -> None:
    owe(store, due(moment=NOW + SECOND))
    team = Recorder()
    delivery = a_delivery(store, {"team": team})
    assert not delivery.dispatch(NOW).busy
    assert delivery.next_moment(NOW) == NOW + SECOND
    assert states(store) == {"planned": 1}


def test_nothing_goes_out_twice(store: Store) -> None:
    owe(store, due())
    team = Recorder()
    delivery = a_delivery(store, {"team": team})
    for moment in (NOW, NOW, NOW + DAY, NOW - DAY):
        delivery.dispatch(moment)
    assert len(team.messages) == 1


def test_what_fails_on_the_way_for_72_hours_is_dead_and_announced_once(store: Store) -> None:
    owe(store, due("a", channel="policy"))
    slack, team = Recorder([SendResult(SendStatus.NOT_SENT, "refused")] * 100), Recorder()
    delivery = a_delivery(store, {"policy": slack, "team": team}, SLACK, CONSOLE, fallback_channel="team")
    for hour in (0, 24, 71, 72, 73, 74):
        delivery.dispatch(NOW + hour * HOUR)
    assert states(store) == {"dead": 1}
    assert len(slack.messages) == 3
    assert [message.title for message in team.messages] == ["1 notification could not be delivered"]
    assert "72 hours" in team.texts[0][0]


@pytest.mark.parametrize("begins", [True, False])
def test_an_announcement_that_was_cut_off_is_told_again_though_no_channel_is_the_console(
    store: Store,
    *,
    begins: bool,
) -> None:
    def killed() -> None:
        raise SystemExit

    owe(store, due("a", channel="policy"))
    refusing = Recorder(answers=[SendResult(SendStatus.TARGET_REFUSED, "is_archived")])
    cut_off, console = Recorder(before=killed), Recorder()
    delivery = a_delivery(store, {"policy": refusing, "console": cut_off}, SLACK)
    with pytest.raises(SystemExit):
        delivery.dispatch(NOW)
    again = a_delivery(store, {"policy": refusing, "console": console}, SLACK)
    if begins:
        again.begin(NOW, alone=True)
    at = NOW
    while at < NOW + 3 * MINUTE:
        again.dispatch(at)
        at = max(at + SECOND, again.next_moment(at) or at + MINUTE)
    assert [one.title and "may have been sent before" in one.title for one in console.messages] == [True]


def test_of_several_to_retry_none_is_if_one_is_not_dead(store: Store) -> None:
    owe(store, due("a", channel="policy"))
    delivery = a_delivery(store, {"policy": Recorder(answers=[SendResult(SendStatus.TARGET_REFUSED, "gone")])}, SLACK)
    delivery.dispatch(NOW)
    with pytest.raises(InputError, match="no dead notification has the id 99999"):
        retry(store, [*ids(store, NotificationState.DEAD), 99999], NOW)
    assert states(store) == {"dead": 1}


def test_the_next_moment_waits_for_the_gate(store: Store) -> None:
    owe(store, *policy("a", "b"))
    delivery = a_delivery(store, {"policy": Recorder()}, SLACK)
    delivery.dispatch(NOW)
    moment = delivery.next_moment(NOW)
    assert moment is not None
    assert timedelta(seconds=1) < moment - NOW < timedelta(seconds=3)


def test_what_is_unknown_in_a_channel_that_was_taken_out_of_the_settings_ends_with_a_reason(store: Store) -> None:
    owe(store, due(channel="policy"))
    slack = Recorder()
    slack.answers = [SendResult(SendStatus.UNCLEAR, "no answer")]
    a_delivery(store, {"policy": slack}, SLACK).dispatch(NOW)
    a_delivery(store, {"policy": slack}, SLACK).begin(NOW + MINUTE, alone=False)
    with store.reading() as tx:
        assert tx.deliveries.counts()["unknown"] == 1
    a_delivery(store, {"team": Recorder()}).begin(NOW + MINUTE, alone=False)
    with store.reading() as tx:
        assert tx.deliveries.counts()["unknown"] == 0
    (one,) = notifications(store)
    assert one.state is NotificationState.CANCELLED
    assert in_words(one.reason) == "the channel is no longer in the settings; whether it arrived is not known"
