"""The answerer over a stand-in of Slack: who is told what and where, and that nothing ends it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

import pytest

from tests.answers import ANA, BO, Desk
from tests.slack_hands import elements
from tests.slack_stand_in import TOKEN, Fault, SlackStandIn
from watchtracker.answering.case import Worked
from watchtracker.answering.worker import Worker
from watchtracker.channels.slack.inbound import read
from watchtracker.channels.slack.teller import Teller
from watchtracker.inbox.intents import Intent, View
from watchtracker.notifications.holds import Person
from watchtracker.runtime.answerer import Answerer
from watchtracker.store.engine import Store


@pytest.fixture
def desk(store: Store, slack: SlackStandIn) -> Iterator[Desk]:
    desk = Desk(store, slack=slack)
    desk.watch()
    with desk.open():
        yield desk


def teller(desk: Desk, token: str = TOKEN) -> Teller:
    assert desk.slack is not None
    return Teller(token=token, api_url=desk.slack.url)


def worked_through(desk: Desk, done: list[Worked] | None = None, token: str = TOKEN) -> None:
    """Work off and tell all that waits, in threads, until they have ended."""
    found: list[Worked] = [] if done is None else done
    answerer = Answerer(desk.worker(), teller(desk, token), lambda: desk.now, observe=found.append)
    with answerer.working():
        until = monotonic() + 20
        while desk.states().keys() - {"done", "refused"}:
            assert monotonic() < until, desk.states()


def ways(desk: Desk) -> list[list[str]]:
    """What was said where people had pressed, in the order of their presses."""
    assert desk.slack is not None
    return [[said["text"] for said in way.said] for way in desk.slack.forms.ways]


def lines(desk: Desk) -> list[tuple[str, str, str]]:
    """The lines in threads: channel, thread, text."""
    assert desk.slack is not None
    return [(sent["channel"], sent["thread_ts"], sent["text"]) for sent in desk.slack.messages]


def test_what_was_received_before_it_began_is_worked_off_and_told(desk: Desk) -> None:
    desk.press("take", desk.told())
    done: list[Worked] = []
    worked_through(desk, done)
    assert [worked.result and worked.result.value for worked in done] == ["applied"]
    assert ways(desk) == [
        ["You are on it: Grants call. Its reminders come to you by direct message, and only the last call here."]
    ]
    assert lines(desk) == [("C0POLICY", "1777000000.000001", "<@U0ANA> is on it.")]


def test_what_concerns_reminders_alone_makes_no_line(desk: Desk) -> None:
    told = desk.told()
    for action in ("take", "hand_back", "snooze", "wake", "same"):
        desk.press(action, told)
    worked_through(desk)
    assert len(lines(desk)) == 1
    assert [len(said) for said in ways(desk)] == [1] * 5


def test_who_sent_a_form_is_told_below_the_message(desk: Desk) -> None:
    desk.submit(View.HAPPENED, desk.told(), {"source": "CAC <!channel>"})
    worked_through(desk)
    assert desk.slack is not None
    assert desk.slack.forms.ephemeral == []  # there is no message of ours yet that its row knows
    desk.sent(desk.told(), "C0POLICY", "1777000000.000009")
    desk.submit(View.REOPEN, desk.told(), {})
    worked_through(desk)
    (said,) = desk.slack.forms.ephemeral
    assert "wt.undo" not in str(said)  # who opened it again by mistake says anew how it ended
    assert (said["channel"], said["user"], said["thread_ts"]) == ("C0POLICY", "U0ANA", "1777000000.000009")
    assert said["text"] == "Recorded: Grants call is open again: 6 May 2026."


def test_who_takes_a_claim_back_can_undo_it_in_what_they_alone_are_told(desk: Desk) -> None:
    before = desk.item().claims
    desk.sent(desk.told(), "C0POLICY", "1777000000.000009")
    desk.submit(View.NOT_RIGHT, desk.told(), {}, kept={"claim": before[0].id})
    worked_through(desk)
    assert desk.slack is not None
    (said,) = desk.slack.forms.ephemeral
    blocks = json.loads(said["blocks"]) if isinstance(said["blocks"], str) else said["blocks"]
    ((_, button),) = elements({"blocks": blocks})
    assert (button["action_id"], button["text"]["text"]) == ("wt.undo", "Undo")
    assert json.loads(button["value"]) == {"v": 1, "n": desk.told().id, "r": desk.item().revision}
    passing = {"type": "message", "message_ts": "1777000001.9", "channel_id": "C0POLICY", "is_ephemeral": True}
    line = {"ts": "1777000001.9", "channel": "C0POLICY", "blocks": blocks}
    desk.deliver(desk.hands(), desk.hands().press(line, "undo", container=passing))
    worked_through(desk)
    assert desk.item().claims == before
    assert ways(desk)[-1][-1].startswith("Undone, it counts again: Gazette said 6 May 2026.")


def test_the_page_of_who_answered_is_drawn_again_after_they_were_told_and_of_nobody_who_was_told_nothing(
    desk: Desk,
) -> None:
    drawn: list[tuple[str, datetime]] = []
    desk.press("take", desk.told())
    desk.press("take", desk.told())  # a slip of the finger
    answerer = Answerer(
        desk.worker(), teller(desk), lambda: desk.now, shown=lambda telling, at: drawn.append((telling.key, at))
    )
    with answerer.working():
        until = monotonic() + 20
        while desk.states().keys() - {"done", "refused"}:
            assert monotonic() < until, desk.states()
    assert [at for _, at in drawn] == [desk.now]
    assert len(ways(desk)[0]) == 1


def test_whether_to_take_over_is_asked_in_a_form_whose_sending_takes_over(desk: Desk) -> None:
    told = desk.told()
    desk.press("take", told)
    desk.press("take", told, BO)
    worked_through(desk)
    assert desk.slack is not None
    (view,) = desk.slack.forms.views.values()
    assert "'ana'" in str(view["blocks"])
    hands = desk.hands(BO)
    assert hands.submitted(view["id"], {}) is None
    worked_through(desk)
    assert desk.taken_by() == ["bo"]
    assert [text for _, _, text in lines(desk)][-1:] == ["<@U0BO> is on it, in place of <@U0ANA>."]


@pytest.mark.parametrize(
    ("profile", "guest"),
    [
        ({"is_restricted": True}, True),
        ({"is_ultra_restricted": True}, True),
        ({"is_restricted": False}, False),
        ({}, False),
    ],
)
def test_slack_says_who_is_a_guest(desk: Desk, profile: dict[str, Any], guest: object) -> None:
    assert desk.slack is not None
    desk.slack.forms.people["U0ANA"] = {"id": "U0ANA", **profile}
    assert teller(desk).is_guest(Person("ana", "U0ANA")) is guest


@pytest.mark.parametrize(
    ("fault", "guest"),
    [
        (Fault(error="missing_scope", method="users.info"), False),
        (Fault(error="token_revoked", method="users.info"), False),
        (Fault(error="ratelimited", method="users.info"), None),
        (Fault(status=503, method="users.info"), None),
        (Fault(body="<html>Log in to this network</html>", method="users.info"), None),
        (Fault(reset=True, method="users.info"), None),
    ],
)
def test_where_slack_does_not_say_who_is_a_guest_answers_are_not_lost(desk: Desk, fault: Fault, guest: object) -> None:
    assert desk.slack is not None
    desk.slack.faults.append(fault)
    assert teller(desk).is_guest(Person("ana", "U0ANA")) is guest


def test_slack_says_who_is_in_a_group_and_only_of_groups_is_it_asked(desk: Desk) -> None:
    assert desk.slack is not None
    desk.slack.faults += [
        Fault(method="usergroups.users.list", body='{"ok": true, "users": ["U0ANA"]}'),
        Fault(method="usergroups.users.list", error="missing_scope"),
    ]
    asks = teller(desk)
    assert [asks.members(name) for name in ("U0ANA", "S0LEGAL", "S0LEGAL")] == [frozenset(), frozenset({"U0ANA"}), None]
    assert len(desk.slack.calls) == 2


def test_what_cannot_be_told_is_recorded_all_the_same(desk: Desk) -> None:
    assert desk.slack is not None
    desk.slack.faults += [Fault(error="channel_not_found", once=False)]
    desk.press("take", desk.told())
    worked_through(desk, token="xoxb-refused")
    assert (desk.taken_by(), lines(desk)) == (["ana"], [])


def test_a_channel_that_never_answers_keeps_nobody_from_being_recorded_nor_us_from_ending(desk: Desk) -> None:
    assert desk.slack is not None
    desk.slack.faults.append(Fault(slow=True, once=False))
    desk.press("take", desk.told())
    desk.press("done", desk.told(), BO)
    began = monotonic()
    worked_through(desk)
    assert monotonic() - began < 10
    assert (desk.taken_by(), desk.states()) == ([], {"done": 2})
    desk.slack.released.set()


def test_an_answer_that_fails_each_time_keeps_no_other_from_being_recorded(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    told = desk.told()
    desk.press("take", told)
    desk.press("snooze", told, BO)

    def reading(text: str, now: Any, team: str | None) -> Intent:
        if ANA.id in text:
            raise RuntimeError("a mistake of ours")
        return read(text, now, team)

    worker = Worker(desk.store, desk.tracker, [], reading, is_guest=lambda _: False)
    answerer = Answerer(worker, teller(desk), lambda: desk.now)
    caplog.set_level(logging.CRITICAL)
    pauses = [answerer.beat() for _ in range(4)]
    assert pauses[:2] == [1.0, 2.0]
    assert pauses[3] > 2
    with desk.store.reading() as tx:
        assert {state.value: number for state, number in tx.inbox.counts().items() if number} == {"refused": 2}


def test_what_another_process_left_half_received_is_found_by_its_age(desk: Desk) -> None:
    with desk.store.writing() as tx:
        tx.inbox.put("k", "{}", desk.now)
    assert desk.work() == []
    desk.now += timedelta(seconds=6)
    assert len(desk.work()) == 1
