"""Leasing: what is due for a channel becomes one message, and is ours before its bytes leave."""

from __future__ import annotations

from threading import Event

import pytest

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
    deliveries,
    due,
    notifications,
    owe,
    policy,
    states,
)
from watchtracker.delivery import Pulse
from watchtracker.notifications import NotificationKind
from watchtracker.outbox.messages import MessageForm
from watchtracker.outbox.records import NewDelivery
from watchtracker.store.engine import Store


def test_the_delivery_is_committed_before_the_bytes_leave(store: Store) -> None:
    owe(store, due())
    seen: list[list[str]] = []
    team = Recorder(before=lambda: seen.append(deliveries(store)))
    a_delivery(store, {"team": team}).dispatch(NOW)
    assert seen == [["sending"]]


def test_a_console_takes_several_at_a_beat_and_slack_one(store: Store) -> None:
    owe(store, due("a"), due("b"), *policy("c", "d"))
    team, slack = Recorder(), Recorder()
    delivery = a_delivery(store, {"team": team, "policy": slack}, CONSOLE, SLACK)
    delivery.dispatch(NOW)
    assert (len(team.messages), len(slack.messages)) == (2, 1)
    delivery.dispatch(NOW + SECOND)
    assert len(slack.messages) == 1
    delivery.dispatch(NOW + 2 * SECOND)
    assert len(slack.messages) == 2


def test_four_at_once_are_one_message_with_all_as_members(store: Store) -> None:
    owe(store, *(due(f"call-{number}") for number in range(30)))
    team = Recorder()
    a_delivery(store, {"team": team}).dispatch(NOW)
    (message,) = team.messages
    assert (message.title, len(message.entries), message.more) == ("30 notifications at once", 20, 10)
    assert states(store) == {"sent": 30}


def test_a_late_one_says_when_it_was_due_and_older_ones_are_superseded(store: Store) -> None:
    owe(store, due(moment=NOW - DAY, rule="14d"), due(moment=NOW - HOUR))
    team = Recorder()
    a_delivery(store, {"team": team}).dispatch(NOW)
    assert len(team.messages) == 1
    assert "(This was due 29 Apr 2026, 08:00 UTC.)" in team.texts[0][0]
    assert states(store) == {"sent": 1, "superseded": 1}


def test_what_was_missed_for_good_is_one_message(store: Store) -> None:
    owe(store, due("a", NOW - HOUR), due("b", NOW - HOUR), when="April 28, 2026")
    team = Recorder()
    a_delivery(store, {"team": team}).dispatch(NOW)
    assert [message.title for message in team.messages] == ["Missed while down: 2 notifications"]


def test_a_digest_is_a_message_of_its_own(store: Store) -> None:
    owe(store, due("a"), due(None, kind=NotificationKind.DIGEST, rule="digest", target="2026-04-29"))
    team = Recorder()
    a_delivery(store, {"team": team}).dispatch(NOW)
    assert sorted(message.title or "" for message in team.messages) == ["", "Weekly digest, 29 Apr 2026"]
    assert states(store) == {"sent": 2}


class KilledError(BaseException):
    """The process ends here."""


def test_a_crash_after_the_claim_is_unknown_once_the_lease_is_over_and_then_told_as_a_repetition(store: Store) -> None:
    def dies() -> None:
        raise KilledError

    owe(store, due())
    with pytest.raises(KilledError):
        a_delivery(store, {"team": Recorder(before=dies)}).dispatch(NOW)
    team = Recorder()
    delivery = a_delivery(store, {"team": team})
    delivery.dispatch(NOW + 59 * SECOND)
    assert deliveries(store) == ["sending"]
    delivery.dispatch(NOW + 61 * SECOND)
    assert (deliveries(store), team.messages) == (["unknown"], [])
    delivery.dispatch(NOW + 2 * MINUTE)
    assert (deliveries(store), states(store)) == (["sent"], {"sent": 1})
    assert team.texts[0][0].endswith("(This may have been sent before: whether it arrived could not be seen.)")


def test_sending_does_not_end_because_time_passed(store: Store) -> None:
    owe(store, due())
    beside = Recorder()

    def meanwhile() -> None:
        a_delivery(store, {"team": beside}).dispatch(NOW + DAY)

    a_delivery(store, {"team": Recorder(before=meanwhile)}).dispatch(NOW)
    # The other process held the lease over; what arrived is sent all the same, since nobody has sent it again.
    assert (beside.messages, deliveries(store)) == ([], ["sent"])


def test_too_little_of_a_lease_hands_back_what_was_claimed(store: Store) -> None:
    owe(store, due())
    seconds = [0.0]
    team = Recorder()

    class Slow(Pulse):
        """50 seconds pass between leasing and sending."""

        def tick(self) -> None:
            seconds[0] = 50.0

    delivery = a_delivery(store, {"team": team}, monotonic=lambda: seconds[0])
    delivery.dispatch(NOW, pulse=Slow(lambda: seconds[0]))
    assert team.messages == []
    assert states(store) == {"planned": 1}


def test_stopping_hands_back_what_has_not_left(store: Store) -> None:
    owe(store, due("a"), due("b"))
    stopping = Event()
    team = Recorder(before=stopping.set)
    a_delivery(store, {"team": team}).dispatch(NOW, stopping)
    assert (len(team.messages), states(store)) == (1, {"planned": 1, "sent": 1})


def test_an_announcement_tells_of_what_is_dead_and_sends_none_of_it(store: Store) -> None:
    owe(store, due())
    (one,) = notifications(store)
    with store.writing() as tx:
        told = NewDelivery("k", "team", MessageForm.DEAD_LETTERS, "{}", NOW, "t", NOW + MINUTE)
        tx.queue.begin(told, [one.stored_id])
    assert states(store) == {"planned": 1}


def test_a_lease_that_runs_on_is_given_up_only_where_its_sender_is_known_to_be_gone(store: Store) -> None:
    owe(store, due())
    (one,) = notifications(store)
    with store.writing() as tx:
        new = NewDelivery("k", "team", MessageForm.SINGLE, "{}", NOW, "t", NOW + MINUTE)
        begun = tx.queue.begin(new, [one.stored_id])
        assert not tx.outcomes.give_up_lease(begun.id, NOW + SECOND, proves_from=NOW)
        assert tx.outcomes.give_up_lease(begun.id, NOW + SECOND, proves_from=NOW, sender_gone=True)
