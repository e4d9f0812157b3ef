"""What is answered in a form counts for the message that the form was opened from, and is told there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.answers import DAY, NOW, Desk
from tests.slack_hands import Hands
from tests.slack_stand_in import TOKEN, SlackStandIn
from watchtracker.channels.slack import buttons
from watchtracker.channels.slack.client import WORKSPACE
from watchtracker.channels.slack.teller import Teller
from watchtracker.inbox.intents import View, Where
from watchtracker.items import Standing, Statement
from watchtracker.notifications.answers import Action
from watchtracker.notifications.holds import Person
from watchtracker.outbox.offers import Offers
from watchtracker.store.engine import Store

NEW_DATE = {"when": "Jun 9, 2026", "said_on": "2026-04-29", "source": "Gazette", "standing": "official"}
FROM_LEGAL = {"c": "C0LEGAL", "m": "1777000000.000007"}


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    desk = Desk(store)
    desk.watch()
    with desk.open():
        yield desk


def pressed_in_a_form(hands: Hands, offers: Offers, action: str, kept: dict[str, Any]) -> dict[str, Any]:
    """What Slack sends of a button in a form: it names no channel and no message, and has no way back."""
    message = {"ts": "1.1", "blocks": buttons.actions(offers, "Grants call", "b1")}
    view = {"id": "V1", "hash": "h", "callback_id": "wt.answer", "private_metadata": json.dumps({"v": 1, **kept})}
    payload = hands.press(message, action, view=view, container={"type": "view", "view_id": "V1"})
    return {name: value for name, value in payload.items() if name not in {"channel", "message", "response_url"}}


def of_the_call() -> Offers:
    return Offers((Action.TAKE.value, Action.NEW_DATE.value), item="call", revision=1)


def test_who_answers_to_a_digest_answers_for_its_channel_and_hears_of_it_there(desk: Desk) -> None:
    hands = desk.hands()
    desk.deliver(hands, pressed_in_a_form(hands, of_the_call(), "take", {"at": FROM_LEGAL}))
    (worked,) = desk.work()
    assert [hold.channel for hold in desk.holds()] == ["legal"]
    assert worked.telling is not None
    there = Where("C0LEGAL", "1777000000.000007")
    assert (worked.telling.thread, worked.telling.below, worked.telling.came_from_home) == (there, there, False)


def test_an_answer_of_no_message_counts_for_the_first_channel_that_hears_of_the_item(desk: Desk) -> None:
    hands = desk.hands()
    desk.deliver(hands, pressed_in_a_form(hands, of_the_call(), "take", {}))
    (worked,) = desk.work()
    assert [hold.channel for hold in desk.holds()] == ["policy"]
    assert worked.telling is not None
    assert worked.telling.came_from_home


def test_who_hands_back_on_their_own_page_hands_back_what_they_took_wherever_that_was(desk: Desk) -> None:
    for channel, who in (("policy", Person("bo", "U0BO")), ("legal", Person("ana", "U0ANA"))):
        desk.tracker.take("call", channel, who, NOW)
    hands, offers = desk.hands(), Offers((Action.HAND_BACK.value,), item="call", revision=1)
    desk.deliver(hands, pressed_in_a_form(hands, offers, "hand_back", {}))
    assert desk.said() == ["Handed back: this channel is reminded of Grants call again."]
    assert [(hold.by.name, hold.channel) for hold in desk.holds()] == [("bo", "policy")]


def test_a_page_on_which_another_date_stands_confirms_nothing(desk: Desk) -> None:
    offers = Offers((Action.SAME.value,), item="call", revision=desk.item().revision)
    hands, kept = desk.hands(), {"ts": "1.1"}
    pages = [buttons.actions(offers, "Grants call", buttons.block_on_page("1", NOW, offers))]
    desk.tracker.edit("call", lambda item: replace(item, facts=replace(item.facts, title="Call")), NOW + DAY / 24)
    desk.now += DAY
    page = {"view": {"id": "V1", "type": "home", "private_metadata": ""}, "container": {"type": "view"}}
    press = hands.press({**kept, "blocks": pages[0]}, "same", **page)
    desk.deliver(hands, {name: value for name, value in press.items() if name not in {"channel", "message"}})
    # It was called otherwise, and had that date.
    assert desk.said() == ["Recorded: you looked at Call today, and 6 May 2026 still holds."]
    said = Statement("May 20, 2026", desk.now.date(), "Gazette", standing=Standing.OFFICIAL)
    desk.tracker.claim("call", said, desk.now)
    desk.now += DAY
    press = hands.press({**kept, "blocks": pages[0]}, "same", **page)
    desk.deliver(hands, {name: value for name, value in press.items() if name not in {"channel", "message"}})
    assert desk.said() == ["The date has changed since: now 20 May 2026."]


def test_who_is_refused_on_their_own_page_hears_it_in_a_message_and_who_is_not_sees_it_there(
    desk: Desk, slack: SlackStandIn
) -> None:
    hands, teller = desk.hands(), Teller(token=TOKEN, api_url=slack.url)
    offers = Offers((Action.TAKE.value, Action.WAKE.value), item="call", revision=1)
    for action in ("take", "wake"):
        desk.deliver(hands, pressed_in_a_form(hands, offers, action, {}))
        (worked,) = desk.work()
        assert worked.telling is not None
        teller.tell(worked.telling)
    said = [(message["channel"], message["text"]) for message in slack.messages]
    assert said == [("D0ANA", "Not recorded: it is not snoozed in this channel.")]


def test_while_the_token_is_refused_who_fills_in_a_form_hears_that_its_message_stays_as_it_was(desk: Desk) -> None:
    with desk.store.writing() as tx:
        tx.gates.set(replace(tx.gates.wait_for(WORKSPACE, NOW), closed_since=NOW, reason="token_revoked"))
    desk.submit(View.NEW_DATE, desk.told(), NEW_DATE, kept={"at": {"c": "C0POLICY", "m": "1777000000.000001"}})
    (said,) = desk.said()
    assert said is not None
    assert said.endswith(" The message cannot be redrawn now, as our token is refused: it shows what was so before.")


@pytest.mark.parametrize("action", ["accept", "dismiss", "undo", "not_right"])
def test_what_is_pressed_of_a_proposal_is_never_taken_for_an_item(desk: Desk, action: str) -> None:
    before = desk.item()
    button = {"type": "button", "action_id": f"wt.{action}", "value": '{"v":1,"p":1}'}
    message = {"ts": "1.1", "channel": "C0POLICY", "blocks": [{"type": "actions", "elements": [button]}]}
    hands = desk.hands()
    desk.deliver(hands, hands.press(message, action))
    assert all(said is not None and said.startswith("Not recorded: ") for said in desk.said())
    assert desk.item() == before
