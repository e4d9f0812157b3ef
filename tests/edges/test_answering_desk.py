"""What is shown at once in Slack: forms that open, dates that are read before they are recorded, and no trace of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import OFFICIAL, RUMOUR, a_channel, an_item, said
from tests.edges.delivering import a_delivery, due, owe, slack_sender
from tests.serving import serving
from tests.sites import NOW, a_site, save, watched
from tests.slack_hands import SECRET, Hands
from tests.slack_stand_in import TEAM, TOKEN, SlackStandIn
from watchtracker import items
from watchtracker.answering.desk import Desk
from watchtracker.answering.reception import TEAM as OUR_TEAM
from watchtracker.answering.reception import Reception
from watchtracker.channels.slack.inbound import read
from watchtracker.channels.slack.modals import Modals
from watchtracker.inbox.consequences import Audience
from watchtracker.inbox.intents import Coming, Where, Who
from watchtracker.inbox.tellings import Telling
from watchtracker.items import Outcome, Result
from watchtracker.notifications import NotificationKind
from watchtracker.notifications.holds import Person
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.store.inbox import ReceivedState
from watchtracker.targets import SlackTarget
from watchtracker.tracker import Tracker
from watchtracker.web.slack import Interactions

POLICY = a_channel("policy", to=SlackTarget("C0POLICY"))
WHEN = {
    "when": {"type": "plain_text_input", "value": "July 20"},
    "source": {"type": "plain_text_input", "value": "CAC"},
    "said_on": {"type": "datepicker", "selected_date": "2026-04-11"},
}


@dataclass
class Room:
    hands: Hands
    slack: SlackStandIn
    store: Store
    desk: Desk

    def open(self, action: str, item: str = "measures") -> dict[str, Any]:
        button = {"type": "button", "action_id": f"wt.{action}", "value": f'{{"v":1,"i":"{item}","r":1}}'}
        message = {"ts": "1.1", "channel": "C0POLICY", "blocks": [{"type": "actions", "elements": [button]}]}
        assert self.hands.send(self.hands.press(message, action)).status == 200
        return list(self.slack.forms.views.values())[-1]

    @property
    def waiting(self) -> int:
        with self.store.reading() as tx:
            return tx.inbox.counts()[ReceivedState.WAITING]


@pytest.fixture
def room(store: Store, slack: SlackStandIn) -> Iterator[Room]:
    save(store, watched())
    with store.writing() as tx:
        tx.meta.set(OUR_TEAM, TEAM)
    modals, audience = Modals(token=TOKEN, api_url=slack.url), Audience((POLICY,), DEFAULT_LEADS)
    desk = Desk(store, modals, audience, public_url="https://watch.example", channels=(POLICY,))
    reception = Reception(store, read=read, now=lambda: NOW, answer=desk.answer, writes_within=10, reads_within=10)
    with serving(a_site(store, now=lambda: NOW, interactions=Interactions(SECRET, reception, lambda: NOW))) as site:
        yield Room(Hands(site, lambda: NOW, slack), slack, store, desk)
    reception.close()


def test_a_typed_date_is_shown_as_it_was_read_before_it_is_recorded(room: Room) -> None:
    form = room.open("new_date")
    shown = room.hands.submitted(form["id"], WHEN)
    assert shown is not None
    assert "20 Jul 2026" in str(shown["blocks"])
    assert room.waiting == 0
    assert room.hands.submitted(form["id"], {}) is None
    assert room.waiting == 1


def test_words_that_are_no_date_come_back_with_the_sentence_of_the_reader(room: Room) -> None:
    form = room.open("new_date")
    words = {"when": {"type": "plain_text_input", "value": "3/4/2026"}}
    stays = room.hands.submitted(form["id"], {**WHEN, **words})
    assert stays is not None
    assert list(stays["errors"]) == ["when"]
    assert room.waiting == 0


def test_a_date_that_moved_between_reading_and_recording_is_shown_again(room: Room) -> None:
    form = room.open("new_date")
    room.hands.submitted(form["id"], WHEN)
    with room.store.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE items SET revision = revision + 1")
    again = room.hands.submitted(form["id"], {})
    assert again is not None
    assert "look again" in str(again["blocks"])
    assert room.waiting == 0
    assert room.hands.submitted(form["id"], {}) is None
    assert room.waiting == 1


def test_enter_echoes_how_the_words_are_read(room: Room) -> None:
    form = room.open("new_date")
    state = {"values": {"when": {"when": {"type": "plain_text_input", "value": "July 20"}}}}
    action = {"type": "plain_text_input", "action_id": "when", "block_id": "when", "value": "July 20"}
    echo = room.hands.clicked({"ts": "1.1"}, action, view={**form, "state": state})
    assert room.hands.send(echo).status == 200
    assert "20 Jul 2026" in str(room.slack.forms.views[form["id"]]["blocks"])


@pytest.mark.parametrize("action", ["happened", "cancelled", "not_right", "history", "snooze_until"])
def test_each_button_opens_its_form_and_leaves_no_trace(room: Room, action: str) -> None:
    form = room.open(action)
    assert form["callback_id"] == f"wt.{action}"
    assert room.waiting == 0


def test_an_outcome_of_a_day_to_come_is_refused_at_its_field(room: Room) -> None:
    form = room.open("happened", "deepseek-v4")
    day = {"on": {"type": "datepicker", "selected_date": "2026-04-20"}}
    source = {"source": {"type": "plain_text_input", "value": "Ana"}}
    stays = room.hands.submitted(form["id"], {**day, **source})
    assert stays is not None
    assert "future" in stays["errors"]["on"]
    assert room.waiting == 0


def test_what_is_not_right_of_a_contradiction_is_the_claim_that_contradicts(room: Room) -> None:
    rumour = said("August 20", "2026-04-11", "Blog", RUMOUR)
    rules = an_item(said("July 15", "2026-04-10", "CAC", OFFICIAL), item_id="rules", tags=("policy",))
    save(room.store, [rules])
    Tracker(room.store, [POLICY], DEFAULT_LEADS).claim("rules", rumour, NOW)
    with room.store.reading() as tx:
        (told,) = [each for each in tx.notifications.of_items(["rules"]) if each.kind is NotificationKind.CONTRADICTED]
    button = {"type": "button", "action_id": "wt.not_right", "value": f'{{"v":1,"n":{told.id},"r":1}}'}
    message = {"ts": "1.1", "channel": "C0POLICY", "blocks": [{"type": "actions", "elements": [button]}]}
    assert room.hands.send(room.hands.press(message, "not_right")).status == 200
    (form,) = room.slack.forms.views.values()
    assert json.loads(form["private_metadata"])["claim"] == items.claim_id("rules", rumour)


def test_what_says_nothing_any_more_is_shown_as_a_refusal(room: Room) -> None:
    form = room.open("reopen")
    assert form["title"]["text"] == "Not recorded"
    assert room.waiting == 0


def test_of_a_message_about_several_one_is_chosen_and_then_answered(room: Room) -> None:
    names = ("grants", "papers", "posters", "talks")
    owe(room.store, *(due(name, NOW, channel="policy") for name in names))
    a_delivery(room.store, {"policy": slack_sender(room.slack)}, POLICY).dispatch(NOW)
    with room.store.reading() as tx:
        first = min(told.stored_id for told in tx.notifications.of_items(names))
    button = {"type": "button", "action_id": "wt.answer", "value": f'{{"v":1,"n":{first},"r":1}}'}
    message = {"ts": "1.1", "channel": "C0POLICY", "blocks": [{"type": "actions", "elements": [button]}]}
    assert room.hands.send(room.hands.press(message, "answer")).status == 200
    (form,) = room.slack.forms.views.values()
    chosen = {"member": {"type": "radio_buttons", "selected_option": {"value": "papers"}}}
    shown = room.hands.submitted(form["id"], chosen)
    assert shown is not None
    (actions,) = [block for block in shown["blocks"] if block["type"] == "actions"]
    assert [each["action_id"] for each in actions["elements"]][:2] == ["wt.take", "wt.done"]
    assert room.waiting == 0
    pressed = room.hands.clicked({"ts": "1.1"}, actions["elements"][0], view=shown)
    assert room.hands.send(pressed).status == 200
    assert room.waiting == 1


def test_each_item_of_a_digest_can_be_answered_as_it_stands_also_what_is_late_or_has_no_date(room: Room) -> None:
    late = an_item(said("mid-March 2026", "2026-02-01"), item_id="sdk")
    undated = an_item(said("soon", "2026-02-01"), item_id="roadmap")
    save(room.store, [late, undated])
    owe(room.store, due(None, NOW, channel="policy", kind=NotificationKind.DIGEST, rule="digest", target="2026-04-12"))
    a_delivery(room.store, {"policy": slack_sender(room.slack, answerable=True)}, POLICY).dispatch(NOW)
    (message,) = [each for each in room.slack.messages if "Weekly digest" in each["text"]]
    assert "sdk" in message["text"].lower()
    assert "roadmap" in message["text"].lower()
    shown = {**message, "blocks": json.loads(message["blocks"])} if isinstance(message["blocks"], str) else message
    assert room.hands.send(room.hands.press(shown, "answer")).status == 200
    (form,) = room.slack.forms.views.values()
    offered = {}
    for item in ("sdk", "roadmap"):
        chosen = {"member": {"type": "radio_buttons", "selected_option": {"value": item}}}
        with_buttons = room.hands.submitted(form["id"], chosen)
        assert with_buttons is not None
        (actions,) = [block for block in with_buttons["blocks"] if block["type"] == "actions"]
        offered[item] = actions["elements"][0]["action_id"]
    assert offered == {"sdk": "wt.happened", "roadmap": "wt.same"}


def test_a_command_is_answered_for_whoever_typed_it_alone(room: Room) -> None:
    for text, words in {
        "": "What you can ask",
        "list": "deepseek-v4",
        "list #policy": "consultation",
        "show measures": "15 Jul 2026",
        "show mesures": "did you mean",
        "when late April": "late Apr 2026",
        "mine": "nothing",
        "lst": "list",
    }.items():
        answer = room.hands.command(text)
        assert answer.status == 200
        said = json.loads(answer.body)
        assert said["response_type"] == "ephemeral"
        assert words in answer.text, answer.text
    assert room.waiting == 0


def test_the_page_of_a_person_is_drawn_when_it_is_opened(room: Room) -> None:
    assert room.hands.event({"type": "app_home_opened", "tab": "home", "channel": "D1"}).status == 200
    assert "Waiting for you" in str(room.slack.forms.homes["U0ANA"])
    assert room.waiting == 0


def test_another_day_is_asked_for_where_it_is_recorded_as_done(room: Room, store: Store) -> None:
    refused = room.open("edit", "consultation")
    assert "It is not recorded as done any more." in str(refused["blocks"])
    done = Outcome(Result.DONE, NOW.date() - timedelta(days=2), "mei", by="mei")
    Tracker(store, [POLICY], DEFAULT_LEADS).resolve("consultation", done, NOW)
    form = room.open("edit", "consultation")
    assert form["callback_id"] == "wt.done_on"
    days = [block["element"] for block in form["blocks"] if block.get("block_id") == "on"]
    assert [day["initial_date"] for day in days] == [done.on.isoformat()]


def test_the_page_of_somebody_is_drawn_again_once_they_answered(room: Room) -> None:
    coming = Coming(Who(Person("ana", "U0ANA"), TEAM), Where("C0POLICY", "1.1"), "k", NOW)
    room.desk.show_home_again(Telling(coming, "k"), NOW)
    assert room.slack.forms.homes == {}  # they never opened it
    room.desk.show_home_again(Telling(coming, "k", came_from_home=True), NOW)
    assert "Waiting for you" in str(room.slack.forms.homes.pop("U0ANA"))
    room.desk.show_home_again(Telling(coming, "k"), NOW)
    assert list(room.slack.forms.homes) == ["U0ANA"]
    other = replace(coming, who=Who(Person("bo", "U0BO"), TEAM))
    room.desk.show_home_again(Telling(other, "k"), NOW)
    assert list(room.slack.forms.homes) == ["U0ANA"]


def test_another_day_is_never_asked_for_of_a_proposal(room: Room) -> None:
    button = {"type": "button", "action_id": "wt.edit", "value": '{"v":1,"p":1}'}
    message = {"ts": "1.1", "channel": "C0POLICY", "blocks": [{"type": "actions", "elements": [button]}]}
    assert room.hands.send(room.hands.press(message, "edit")).status == 200
    (form,) = room.slack.forms.views.values()
    assert (form["title"]["text"], room.waiting) == ("Not recorded", 0)
