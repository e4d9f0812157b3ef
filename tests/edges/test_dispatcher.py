"""Delivery on real databases: what is due goes out once, and whatever is answered has its end."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event

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
    overtake,
    owe,
    retry,
    states,
)
from watchtracker.delivery import Pulse
from watchtracker.errors import InputError, StoreError
from watchtracker.notifications import Channel, IfUnclear, Notification, NotificationKind, NotificationState
from watchtracker.outbox.messages import Answer, MessageForm, SendResult
from watchtracker.outbox.records import DeliveryState, NewDelivery
from watchtracker.store.engine import Store, Transaction
from watchtracker.targets import SlackTarget

REFUSED = SendResult(Answer.CREDENTIALS_REFUSED, "token_expired")


def deliveries(store: Store) -> list[str]:
    with store.reading() as tx:
        return sorted(state.value for state in DeliveryState for _ in tx.deliveries.in_state(state))


def policy(*names: str) -> list[Notification]:
    return [due(name, channel="policy") for name in names]


def test_what_is_due_goes_out_and_is_sent(store: Store) -> None:
    owe(store, due())
    team = Recorder()
    report = a_delivery(store, {"team": team}).dispatch(NOW)
    assert report.sent == 1
    assert states(store) == {"sent": 1}
    assert team.texts[0][0].startswith("Call")


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


def test_a_receipt_is_kept(store: Store) -> None:
    owe(store, due(channel="policy"))
    a_delivery(store, {"policy": Recorder()}, SLACK).dispatch(NOW)
    (sent,) = notifications(store)
    with store.reading() as tx:
        (delivery,) = tx.deliveries.of_notification(sent.stored_id)
        events = [event for _, event, _ in tx.deliveries.attempts(delivery.id)]
    assert (delivery.receipt_channel, delivery.receipt_ts) == ("C0POLICY", "1700000000.000001")
    assert (delivery.state, delivery.outcome) == (DeliveryState.SENT, "sent")
    assert events == ["started", "sent"]
    assert sent.sent_at is not None
    assert sent.sent_at >= NOW


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


@pytest.mark.parametrize("answer", [Answer.NOT_SENT, Answer.TRY_LATER, Answer.CREDENTIALS_REFUSED])
def test_what_certainly_was_not_sent_is_due_again(store: Store, answer: Answer) -> None:
    owe(store, due(channel="policy"))
    slack = Recorder([SendResult(answer, "no")])
    delivery = a_delivery(store, {"policy": slack}, SLACK)
    delivery.dispatch(NOW)
    assert states(store) == {"planned": 1}
    assert deliveries(store) == ["dissolved"]
    delivery.dispatch(NOW + 2 * MINUTE)
    assert states(store) == {"sent": 1}
    assert len(set(slack.keys)) == 2


def test_failing_on_the_way_waits_longer_each_time(store: Store) -> None:
    owe(store, due(channel="policy"))
    slack = Recorder([SendResult(Answer.NOT_SENT, "refused")] * 2)
    delivery = a_delivery(store, {"policy": slack}, SLACK)
    tried = []
    for second in range(9):
        delivery.dispatch(NOW + second * SECOND)
        tried.append(len(slack.messages))
    assert tried == [1, 1, 2, 2, 2, 2, 3, 3, 3]


def test_a_rate_limit_closes_one_channel_for_as_long_as_it_says(store: Store) -> None:
    other = Channel(name="other", zone="UTC", to=SlackTarget("C0OTHER"))
    owe(store, due("a", channel="policy"), due("b", channel="other"))
    slack = Recorder([SendResult(Answer.TRY_LATER, "ratelimited", retry_after=30 * SECOND)])
    free = Recorder()
    delivery = a_delivery(store, {"policy": slack, "other": free}, SLACK, other)
    for second in (0, 10, 29):
        delivery.dispatch(NOW + second * SECOND)
    assert (len(slack.messages), len(free.messages)) == (1, 1)
    delivery.dispatch(NOW + 31 * SECOND)
    assert states(store) == {"sent": 2}


def test_refused_credentials_pause_the_workspace_until_a_probe_is_accepted(store: Store) -> None:
    owe(store, *policy("a", "b"), due("c"))
    slack, team = Recorder([REFUSED]), Recorder()
    probes = [REFUSED, SendResult(Answer.SENT)]
    delivery = a_delivery(store, {"policy": slack, "team": team}, SLACK, CONSOLE, probe=lambda: probes.pop(0))
    for second in (0, 5, 30, 61):
        delivery.dispatch(NOW + second * SECOND)
    assert (len(slack.messages), len(team.messages), len(probes)) == (1, 1, 1)
    assert states(store) == {"planned": 2, "sent": 1}
    for second in (122, 124):
        delivery.dispatch(NOW + second * SECOND)
    assert states(store) == {"sent": 3}


def test_the_72_hours_stand_still_while_credentials_are_refused(store: Store) -> None:
    owe(store, due("a", channel="policy"), due("b", NOW + HOUR, channel="policy"))
    probes = [REFUSED] * 4
    delivery = a_delivery(
        store,
        {"policy": (slack := Recorder([REFUSED]))},
        SLACK,
        probe=lambda: probes.pop() if probes else SendResult(Answer.SENT),
    )
    for day in range(6):
        delivery.dispatch(NOW + day * DAY)
    delivery.dispatch(NOW + 5 * DAY + 2 * SECOND)
    assert states(store) == {"sent": 2}
    assert len(slack.messages) == 3


def test_what_fails_on_the_way_for_72_hours_is_dead_and_announced_once(store: Store) -> None:
    owe(store, due("a", channel="policy"))
    slack, team = Recorder([SendResult(Answer.NOT_SENT, "refused")] * 100), Recorder()
    delivery = a_delivery(store, {"policy": slack, "team": team}, SLACK, CONSOLE, fallback_channel="team")
    for hour in (0, 24, 71, 72, 73, 74):
        delivery.dispatch(NOW + hour * HOUR)
    assert states(store) == {"dead": 1}
    assert len(slack.messages) == 3
    assert [message.title for message in team.messages] == ["1 notification could not be delivered"]
    assert "72 hours" in team.texts[0][0]


def test_a_refused_target_is_dead_at_once_and_can_be_sent_again(store: Store) -> None:
    owe(store, due("a", channel="policy"))
    slack, team = Recorder([SendResult(Answer.TARGET_REFUSED, "is_archived")] * 2), Recorder()
    delivery = a_delivery(store, {"policy": slack, "console": team}, SLACK)
    delivery.dispatch(NOW)
    assert [in_words(one.reason) for one in notifications(store)] == ["the channel refused it: is_archived"]
    assert len(team.messages) == 1
    delivery.dispatch(NOW + MINUTE)
    assert (len(slack.messages), len(team.messages)) == (1, 1)
    dead = ids(store, NotificationState.DEAD)
    assert retry(store, dead, NOW + DAY) == dead
    delivery.dispatch(NOW + DAY)
    assert (states(store), len(team.messages)) == ({"dead": 1}, 2)
    assert retry(store, None, NOW + 9 * DAY) == dead
    assert retry(store, None, NOW + 9 * DAY) == []


def test_a_refused_payload_goes_out_once_more_as_plain_text_with_the_same_key(store: Store) -> None:
    owe(store, due("a", channel="policy"))
    slack = Recorder([SendResult(Answer.PAYLOAD_REFUSED, "invalid_blocks")])
    a_delivery(store, {"policy": slack}, SLACK).dispatch(NOW)
    assert [message.plain for message in slack.messages] == [False, True]
    assert len(set(slack.keys)) == 1
    assert states(store) == {"sent": 1}
    (sent,) = notifications(store)
    with store.reading() as tx:
        (delivery,) = tx.deliveries.of_notification(sent.stored_id)
        events = [event for _, event, _ in tx.deliveries.attempts(delivery.id)]
    assert delivery.plain
    assert events == ["started", "payload_refused", "started", "sent"]


def test_a_payload_that_is_refused_as_plain_text_too_is_dead(store: Store) -> None:
    owe(store, due("a", channel="policy"))
    slack = Recorder([SendResult(Answer.PAYLOAD_REFUSED, "no_text")] * 2)
    a_delivery(store, {"policy": slack}, SLACK).dispatch(NOW)
    assert (states(store), len(slack.messages)) == ({"dead": 1}, 2)


def test_a_payload_is_refused_once_where_the_channel_has_no_plainer_form(store: Store) -> None:
    owe(store, due("a"))
    team = Recorder([SendResult(Answer.PAYLOAD_REFUSED, "no")] * 2)
    a_delivery(store, {"team": team}).dispatch(NOW)
    assert (states(store), len(team.messages)) == ({"dead": 1}, 1)


def test_an_unclear_answer_is_held_where_nobody_can_look_and_the_channel_says_so(store: Store) -> None:
    owe(store, due("a", channel="policy"))
    slack = Recorder([SendResult(Answer.UNCLEAR, "fatal_error")])
    delivery = a_delivery(store, {"policy": slack}, replace(SLACK, unclear=IfUnclear.HOLD))
    for day in range(9):
        delivery.dispatch(NOW + day * DAY)
    assert (states(store), deliveries(store), len(slack.messages)) == ({"sending": 1}, ["unknown"], 1)
    with store.reading() as tx:
        assert tx.deliveries.counts() == {"sending": 0, "unknown": 1, "dead": 0}


def test_a_channel_that_raises_counts_as_unclear(store: Store) -> None:
    def fails() -> None:
        raise RuntimeError("a fault of ours")

    owe(store, due())
    a_delivery(store, {"team": Recorder(before=fails)}).dispatch(NOW)
    assert deliveries(store) == ["unknown"]


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


def test_a_result_that_the_database_could_not_take_is_written_later(store: Store) -> None:
    owe(store, due())
    team = Recorder()
    delivery = a_delivery(store, {"team": team})
    failing = Unwritable(store)
    delivery._store = failing  # type: ignore[assignment]
    with pytest.raises(StoreError):
        delivery.dispatch(NOW)
    delivery._store = store
    delivery.dispatch(NOW + SECOND)
    assert (len(team.messages), states(store)) == (1, {"sent": 1})


class Unwritable:
    """A store that takes a claim and then nothing more."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writes = 0

    def writing(self) -> AbstractContextManager[Transaction]:
        self._writes += 1
        if self._writes > 1:
            raise StoreError
        return self._store.writing()

    def reading(self) -> AbstractContextManager[Transaction]:
        return self._store.reading()

    def clock(self) -> datetime | None:
        return self._store.clock()


def moved_under_way(store: Store, slack: Recorder) -> None:
    slack.before = lambda: overtake(store, "the date in force is now 9 Jun 2026")


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
    slack.answers = [SendResult(Answer.TARGET_REFUSED, "edit_window_closed")]
    delivery.dispatch(NOW + 2 * SECOND)
    assert [bool(message.replies_to) for message in slack.messages] == [False, False, True]


def test_a_reply_that_certainly_did_not_go_out_is_tried_again(store: Store) -> None:
    owe(store, due(channel="team"))
    team = Recorder()
    moved_under_way(store, team)
    delivery = a_delivery(store, {"team": team})
    team.answers = [SendResult(Answer.SENT), SendResult(Answer.NOT_SENT, "closed")]
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
    channel.answers = [SendResult(Answer.UNCLEAR, "is_inactive")]
    delivery.dispatch(NOW + 2 * SECOND)
    owe(store, due("b", NOW + MINUTE, channel="policy"))
    channel.answers = []
    delivery.dispatch(NOW + 6 * MINUTE)
    assert channel.messages[-1].edits is None
    assert states(store) == {"sent": 2}


@pytest.mark.parametrize("begins", [True, False])
def test_an_announcement_that_was_cut_off_is_told_again_though_no_channel_is_the_console(
    store: Store,
    *,
    begins: bool,
) -> None:
    def killed() -> None:
        raise SystemExit

    owe(store, due("a", channel="policy"))
    refusing = Recorder(answers=[SendResult(Answer.TARGET_REFUSED, "is_archived")])
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


def test_an_announcement_tells_of_what_is_dead_and_sends_none_of_it(store: Store) -> None:
    owe(store, due())
    (one,) = notifications(store)
    with store.writing() as tx:
        told = NewDelivery("k", "team", MessageForm.DEAD_LETTERS, "{}", NOW, "t", NOW + MINUTE)
        tx.queue.begin(told, [one.stored_id])
    assert states(store) == {"planned": 1}


def test_what_cannot_be_written_of_one_channel_keeps_no_other_waiting(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    # What cannot be written cannot be logged for another process either, and tests may run in several.
    caplog.set_level("CRITICAL")
    owe(store, due("a", channel="policy"), due("b"))
    bad, team = Recorder(answers=[SendResult(Answer.UNCLEAR, "half a letter: \ud800")]), Recorder()
    delivery = a_delivery(store, {"policy": bad, "team": team}, SLACK, CONSOLE)
    with pytest.raises(InputError, match="is no text"):
        delivery.dispatch(NOW)
    delivery.dispatch(NOW + SECOND)
    assert (len(team.messages), states(store)) == (1, {"sending": 1, "sent": 1})


def test_of_several_to_retry_none_is_if_one_is_not_dead(store: Store) -> None:
    owe(store, due("a", channel="policy"))
    delivery = a_delivery(store, {"policy": Recorder(answers=[SendResult(Answer.TARGET_REFUSED, "gone")])}, SLACK)
    delivery.dispatch(NOW)
    with pytest.raises(InputError, match="no dead notification has the id 99999"):
        retry(store, [*ids(store, NotificationState.DEAD), 99999], NOW)
    assert states(store) == {"dead": 1}


def test_what_was_overtaken_and_not_sent_is_superseded(store: Store) -> None:
    owe(store, due(channel="policy"))
    slack = Recorder([SendResult(Answer.NOT_SENT, "refused")])
    moved_under_way(store, slack)
    a_delivery(store, {"policy": slack}, SLACK).dispatch(NOW)
    (one,) = notifications(store)
    assert (one.state, in_words(one.reason)) == (NotificationState.SUPERSEDED, "the date in force is now 9 Jun 2026")


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
    slack.answers = [SendResult(Answer.UNCLEAR, "no answer")]
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


def test_an_edit_of_which_nobody_knows_what_became_is_tried_less_and_less_often_and_given_up(store: Store) -> None:
    owe(store, due(channel="policy"))
    slack = Recorder()
    moved_under_way(store, slack)
    delivery = a_delivery(store, {"policy": slack}, SLACK)
    delivery.dispatch(NOW)
    tried = []
    for minute in range(1, 5 * 24 * 60, 15):
        slack.answers = [SendResult(Answer.UNCLEAR, "no answer")]
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
