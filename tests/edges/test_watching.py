"""A date of a message in Slack is watched: from the shortcut, through both forms, to what is recorded and said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from tests.builders import a_channel, at
from tests.serving import Site, serving
from tests.sites import a_site
from tests.slack_hands import SECRET, Hands, Member
from tests.slack_stand_in import TEAM, TOKEN, Fault, SlackStandIn
from watchtracker.answering.desk import Desk
from watchtracker.answering.reception import TEAM as OUR_TEAM
from watchtracker.answering.reception import Reception
from watchtracker.answering.worker import Worker
from watchtracker.channels.slack.feedback import Feedback
from watchtracker.channels.slack.inbound import read
from watchtracker.channels.slack.modals import Modals
from watchtracker.channels.slack.teller import Teller
from watchtracker.inbox.consequences import Audience
from watchtracker.items import Facts, Item, Kind, Origin, Standing, Statement, item_as_of
from watchtracker.notifications import Answerers
from watchtracker.notifications.answers import AnswerResult
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.store.inbox import ReceivedState
from watchtracker.targets import SlackTarget
from watchtracker.tracker import Tracker
from watchtracker.web.slack import Interactions

NOW = at("2026-04-11 09:00")
POLICY = a_channel("policy", "Asia/Shanghai", to=SlackTarget("C0POLICY"), tags=("china",))
SAID = "DeepSeek V4 is expected in <https://example.com/2027|late April> :rocket:"
TWO = "The grants call closes on 30 June 2026, and results are out by mid September 2026."
LINK = "https://ours.slack.com/archives/C0POLICY/p1775890800000100"


def message(text: str, **more: Any) -> dict[str, Any]:
    """A message of somebody else, written today."""
    return {"ts": "1775890800.000100", "channel": "C0POLICY", "user": "U0MEI", "text": text, **more}


def text(value: str) -> dict[str, Any]:
    return {"type": "plain_text_input", "value": value}


def chosen(value: str) -> dict[str, Any]:
    return {"type": "static_select", "selected_option": {"value": value}}


def field_of(form: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(block for block in form["blocks"] if block.get("block_id") == name)
    return found


def filled(form: dict[str, Any], **values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What a client sends of a form: what stands in it already, but for what is filled in anew."""
    found: dict[str, dict[str, Any]] = {}
    for block in form["blocks"]:
        element = block.get("element", {})
        if "initial_option" in element:
            found[block["block_id"]] = {"type": element["type"], "selected_option": element["initial_option"]}
        elif "initial_value" in element:
            found[block["block_id"]] = text(element["initial_value"])
        elif "initial_date" in element:
            found[block["block_id"]] = {"type": "datepicker", "selected_date": element["initial_date"]}
    return {**found, **values}


@dataclass
class Room:
    site: Site
    slack: SlackStandIn
    store: Store
    guests: dict[str, bool] = field(default_factory=dict)
    answers: Answerers = Answerers.WORKSPACE
    _hands: dict[str, Hands] = field(default_factory=dict)

    def hands(self, who: Member | None = None) -> Hands:
        who = who or Member()
        return self._hands.setdefault(who.id, Hands(self.site, lambda: NOW, self.slack, who))

    def open(self, said: dict[str, Any], who: Member | None = None, **more: Any) -> dict[str, Any]:
        hands = self.hands(who)
        assert hands.send(hands.shortcut(said, **more)).status == 200
        return list(self.slack.forms.views.values())[-1]

    def sent(self, form: dict[str, Any], who: Member | None = None, **values: dict[str, Any]) -> dict[str, Any] | None:
        return self.hands(who).submitted(form["id"], filled(form, **values))

    def watch(self, said: dict[str, Any], who: Member | None = None, **values: dict[str, Any]) -> None:
        """Through both forms, and worked off."""
        form = self.open(said, who)
        second = self.sent(form, who, **values)
        assert second is not None
        assert "errors" not in second, second["errors"]
        assert self.sent(second, who) is None
        self.work()

    @property
    def tracker(self) -> Tracker:
        return Tracker(self.store, [POLICY], DEFAULT_LEADS)

    def work(self) -> None:
        teller = Teller(token=TOKEN, api_url=self.slack.url)
        worker = Worker(
            self.store,
            self.tracker,
            [replace(POLICY, answers=self.answers)],
            read,
            is_guest=lambda person: self.guests.get(person.name, False),
        )
        while (worked := worker.work_off(NOW)) is not None:
            if worked.telling is not None:
                teller.tell(worked.telling)

    def items(self) -> list[Item]:
        with self.store.reading() as tx:
            return [item for item in tx.items.all() if item.listed]

    @property
    def waiting(self) -> int:
        with self.store.reading() as tx:
            return tx.inbox.counts()[ReceivedState.WAITING]


@pytest.fixture
def room(store: Store, slack: SlackStandIn) -> Iterator[Room]:
    with store.writing() as tx:
        tx.meta.set(OUR_TEAM, TEAM)
    slack.forms.people["U0MEI"] = {"id": "U0MEI", "name": "mei", "profile": {"display_name": "Mei"}}
    modals, audience = Modals(token=TOKEN, api_url=slack.url), Audience((POLICY,), DEFAULT_LEADS)
    desk = Desk(
        store,
        modals,
        audience,
        public_url="https://watch.example",
        channels=(POLICY,),
    )
    reception = Reception(
        store,
        read=read,
        now=lambda: NOW,
        answer=desk.answer,
        tell=Feedback(slack.url).tell,
        writes_within=10,
        reads_within=10,
    )
    with serving(a_site(store, now=lambda: NOW, interactions=Interactions(SECRET, reception, lambda: NOW))) as site:
        yield Room(site, slack, store)
    reception.close()


def test_the_date_of_a_message_is_watched_after_it_was_shown_as_it_was_read(room: Room) -> None:
    form = room.open(message(SAID))
    assert form["callback_id"] == "wt.watch"
    assert field_of(form, "title")["element"]["initial_value"] == "DeepSeek V4"
    assert field_of(form, "source")["element"]["initial_value"] == "Mei"
    assert field_of(form, "link")["element"]["initial_value"] == LINK
    second = room.sent(form)
    assert second is not None
    assert "late Apr 2026" in str(second["blocks"])
    assert "Tells policy that it is new on the list." in str(second["blocks"])
    assert (room.waiting, room.items()) == (0, [])
    assert room.sent(second) is None
    assert room.waiting == 1
    room.work()
    (item,) = room.items()
    assert (item.id, item.facts.title, item.facts.zone, item.facts.tags) == (
        "deepseek-v4",
        "DeepSeek V4",
        "Asia/Shanghai",
        ("china",),
    )
    (claim,) = item.claims
    assert (claim.said.when, claim.said.source, claim.said.url, claim.by) == ("late April", "Mei", LINK, "ana")
    assert claim.origin is Origin.SLACK
    (told,) = room.slack.forms.ephemeral
    assert (told["channel"], told["user"], told.get("thread_ts")) == ("C0POLICY", "U0ANA", None)
    assert told["text"] == "Watching: DeepSeek V4, late Apr 2026."
    assert room.slack.messages == []
    with room.store.reading() as tx:
        assert [(each.by.name, each.channel) for each in tx.holds.answers_of("deepseek-v4")] == [("ana", "policy")]


def test_of_two_dates_the_other_one_can_be_chosen(room: Room) -> None:
    form = room.open(message(TWO))
    options = field_of(form, "reading")["element"]["options"]
    assert [option["value"] for option in options] == ["w:30 June 2026", "w:by mid September 2026", "other"]
    room.watch(message(TWO), reading=chosen(options[1]["value"]), title=text("Results"))
    (item,) = room.items()
    assert [claim.said.when for claim in item.claims] == ["by mid September 2026"]


def test_a_message_without_a_date_takes_the_words_of_one(room: Room) -> None:
    form = room.open(message("Any news of the grants call?"))
    assert [block["block_id"] for block in form["blocks"] if block.get("block_id") == "reading"] == []
    assert "No date was found" in field_of(form, "when")["hint"]["text"]
    stays = room.sent(form)
    assert stays is not None
    assert list(stays["errors"]) == ["when"]
    room.watch(message("Any news of the grants call?"), when=text("Q3 2026"), title=text("大模型"))
    assert [item.id for item in room.items()] == ["watched"]


def test_other_words_are_echoed_and_count_where_they_are_chosen(room: Room) -> None:
    form = room.open(message(SAID))
    state = {"values": {name: {name: value} for name, value in filled(form, when=text("mid May")).items()}}
    action = {"type": "plain_text_input", "action_id": "when", "block_id": "when", "value": "mid May"}
    hands = room.hands()
    assert hands.send(hands.clicked({"ts": "1.1"}, action, view={**form, "state": state})).status == 200
    assert "mid-May 2026" in str(room.slack.forms.views[form["id"]]["blocks"])
    both = room.sent(form, when=text("mid May"))
    assert both is not None
    assert "Other words" in both["errors"]["when"]
    room.watch(message(SAID), when=text("mid May"), reading=chosen("other"))
    assert [claim.said.when for item in room.items() for claim in item.claims] == ["mid May"]


@pytest.fixture
def call(room: Room) -> str:
    facts = Facts(id="call", title="Grants call", kind=Kind.DEADLINE, zone="Europe/Berlin", tags=("china",))
    said = Statement("May 6, 2026", NOW.date(), "Gazette", standing=Standing.RUMOUR)
    room.tracker.add(facts, said, NOW)
    return "call"


def test_a_date_goes_to_an_item_that_is_on_the_list(room: Room, call: str) -> None:
    hands = room.hands()
    asked = {"type": "block_suggestion", "block_id": "item", "action_id": "item", "value": "grant", **hands._who()}
    offered = json.loads(hands.send(asked).body or b"{}")
    assert [option["value"] for option in offered["options"]] == [call]
    room.watch(message(TWO), item=chosen(call))
    (item,) = room.items()
    known = item_as_of(item)
    assert known is not None
    assert (len(item.claims), str(known.window.latest)) == (2, "2026-06-30")
    assert room.slack.forms.ephemeral[-1]["text"] == "Watching: Grants call, 30 Jun 2026."
    assert room.slack.messages == []


def test_an_item_that_moved_between_the_two_forms_is_shown_again(room: Room, call: str) -> None:
    form = room.open(message(TWO))
    second = room.sent(form, item=chosen(call))
    assert second is not None
    moved = Statement("May 20, 2026", NOW.date(), "CAC", standing=Standing.RUMOUR)
    room.tracker.claim(call, moved, NOW)
    again = room.sent(second)
    assert again is not None
    assert "look again" in str(again["blocks"])
    assert room.waiting == 0
    assert room.sent(again) is None
    room.work()
    assert [len(item.claims) for item in room.items()] == [3]


def test_the_same_message_twice_says_who_recorded_it(room: Room) -> None:
    room.watch(message(SAID))
    bo = Member("U0BO", "bo")
    form = room.open(message(SAID), bo)
    assert "Already recorded by ana on 11 Apr 2026." in str(form["blocks"])
    again = room.sent(form, bo)
    assert again is not None
    assert again["errors"] == {"when": "Already recorded by ana on 11 Apr 2026."}
    assert [len(item.claims) for item in room.items()] == [1]


def test_of_two_who_watch_a_message_at_once_the_second_is_told_of_the_first(room: Room) -> None:
    bo = Member("U0BO", "bo")
    forms = [(who, room.open(message(SAID), who)) for who in (Member(), bo)]
    seconds = [(who, room.sent(form, who)) for who, form in forms]
    for who, second in seconds:
        assert second is not None
        assert room.sent(second, who) is None
    room.work()
    assert [len(item.claims) for item in room.items()] == [1]
    assert room.slack.forms.ephemeral[-1]["text"] == "Already recorded by ana on 11 Apr 2026."


def test_guests_do_not_watch(room: Room) -> None:
    room.guests["ana"] = True
    room.watch(message(SAID))
    assert room.items() == []
    said = "Not recorded: guests can take and snooze; dates and outcomes are for members."
    assert [told["text"] for told in room.slack.forms.ephemeral] == [said]


def test_in_a_private_conversation_a_warning_stands_above(room: Room) -> None:
    assert "This conversation is private." not in str(room.open(message(SAID))["blocks"])
    private = {"id": "C0LEGAL", "name": "privategroup"}
    assert "This conversation is private." in str(room.open(message(SAID), channel=private)["blocks"])
    assert "This conversation is private." in str(room.open(message(SAID, channel="D0ANA"))["blocks"])


def test_what_is_watched_is_shown_and_taken_back(room: Room) -> None:
    room.watch(message(SAID))
    (told,) = room.slack.forms.ephemeral
    passing = {"type": "message", "message_ts": "1800000000.9", "channel_id": "C0POLICY", "is_ephemeral": True}
    blocks = json.loads(told["blocks"]) if isinstance(told["blocks"], str) else told["blocks"]
    line = {"ts": "1800000000.9", "channel": "C0POLICY", "blocks": blocks}
    hands = room.hands()
    assert hands.send(hands.press(line, "history", container=passing)).status == 200
    assert list(room.slack.forms.views.values())[-1]["callback_id"] == "wt.history"
    assert hands.send(hands.press(line, "undo", container=passing)).status == 200
    room.work()
    assert room.items() == []
    assert room.slack.forms.ways[-1].said[-1]["text"] == "Taken back: DeepSeek V4 is not watched any more."
    assert hands.send(hands.press(line, "undo", container=passing)).status == 200
    room.work()
    assert room.slack.forms.ways[-1].said[-1]["text"] == "Not recorded: this is no longer on the list."
    room.watch(message(SAID))
    assert [item.id for item in room.items()] == ["deepseek-v4-2"]


def test_undo_takes_back_what_this_person_recorded_and_nothing_of_others(room: Room, call: str) -> None:
    room.watch(message(TWO), item=chosen(call))
    (told,) = room.slack.forms.ephemeral
    later = Statement("July 9, 2026", NOW.date(), "CAC", standing=Standing.OFFICIAL)
    room.tracker.claim(call, later, NOW, by="bo", origin=Origin.SLACK)
    blocks = json.loads(told["blocks"]) if isinstance(told["blocks"], str) else told["blocks"]
    hands = room.hands()
    line = {"ts": "1800000000.9", "channel": "C0POLICY", "blocks": blocks}
    assert hands.send(hands.press(line, "undo")).status == 200
    room.work()
    (item,) = room.items()
    assert [claim.said.source for claim in item.claims if claim.retracted] == ["Mei"]


def test_the_command_opens_the_form_of_something_new(room: Room) -> None:
    answer = room.hands().command("add")
    assert (answer.status, answer.body) == (200, b"")
    form = list(room.slack.forms.views.values())[-1]
    second = room.sent(form, when=text("late April"), title=text("V4"))
    assert second is not None
    assert room.sent(second) is None
    room.work()
    assert [item.id for item in room.items()] == ["v4"]
    assert room.slack.forms.ephemeral[-1]["text"] == "Watching: V4, late Apr 2026."
    assert "add" in room.hands().command("help").text


def test_what_is_typed_behind_the_command_is_read_as_a_message_is(room: Room) -> None:
    room.hands().command("add DeepSeek V4 in late April")
    form = list(room.slack.forms.views.values())[-1]
    assert field_of(form, "title")["element"]["initial_value"] == "DeepSeek V4"
    assert field_of(form, "reading")["element"]["initial_option"]["value"] == "w:late April"


def test_what_was_sent_is_recorded_once_however_often_it_comes(room: Room) -> None:
    form = room.open(message(SAID))
    second = room.sent(form)
    assert second is not None
    hands = room.hands()
    payload = hands.submit(second, filled(second))
    for _ in range(3):
        assert hands.send(payload).status == 200
    room.work()
    assert [len(item.claims) for item in room.items()] == [1]
    with room.store.reading() as tx:
        (answer,) = tx.holds.answers_of("deepseek-v4")
    assert answer.result is AnswerResult.APPLIED


def test_where_the_app_is_no_member_of_the_channel_a_direct_message_says_it(room: Room) -> None:
    room.slack.faults.append(Fault(method="chat.postEphemeral", error="not_in_channel"))
    room.watch(message(SAID))
    assert room.slack.forms.ephemeral == []
    (told,) = room.slack.messages
    assert (told["channel"], told["text"]) == ("D0ANA", "Watching: DeepSeek V4, late Apr 2026.")


def test_a_name_that_slack_does_not_tell_is_left_to_be_written(room: Room) -> None:
    form = room.open(message(SAID, user="U0NOBODY"))
    assert "initial_value" not in field_of(form, "source")["element"]
    stays = room.sent(form)
    assert stays is not None
    assert stays["errors"] == {"source": "Write who said it"}
    assert field_of(room.open(message(SAID, user="U0ANA")), "source")["element"]["initial_value"] == "ana"


def test_where_nobody_may_answer_nothing_is_watched(room: Room) -> None:
    room.answers = Answerers.NOBODY
    room.watch(message(SAID))
    assert room.items() == []
    said = "Not recorded: the settings of this channel name others to answer here."
    assert [told["text"] for told in room.slack.forms.ephemeral] == [said]


def test_whoever_gets_no_form_is_told_so(room: Room) -> None:
    said = "The form could not be opened, and nothing is recorded: try again in a moment."
    room.slack.faults.append(Fault(method="views.open", error="internal_error"))
    assert json.loads(room.hands().command("add").text)["text"] == said
    room.slack.faults.append(Fault(method="views.open", error="internal_error"))
    hands = room.hands()
    assert hands.send(hands.shortcut(message(SAID))).status == 200
    way = room.slack.forms.ways[-1]
    room.site.within_seconds(20, "/healthz", lambda _: bool(way.said))
    assert way.said[-1]["text"] == said
