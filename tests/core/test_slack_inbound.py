"""What Slack sends, made into intents: whatever comes is one, or is not known, and nothing raises."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker.channels.slack import buttons
from watchtracker.channels.slack.inbound import greeting, read, text_of
from watchtracker.inbox.intents import (
    READ,
    Command,
    FieldFilled,
    HomeOpened,
    LinkShared,
    OfItem,
    OfNotification,
    OfProposal,
    OptionsAsked,
    Press,
    Shortcut,
    Submission,
    Unknown,
    View,
    writes,
)
from watchtracker.notifications.answers import Action
from watchtracker.outbox.offers import Offers

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)
WHO = {
    "user": {"id": "U0ANA", "name": "ana", "team_id": "T0OURS"},
    "team": {"id": "T0OURS", "domain": "ours"},
    "trigger_id": "1.2.abc",
}


def meant(payload: object, team: str | None = "T0OURS") -> Any:
    return read(json.dumps(payload), NOW, team)


def pressed(action: Mapping[str, object], **more: object) -> Any:
    container = {"message_ts": "1800000000.000001", "channel_id": "C1", "thread_ts": "1700000000.000001"}
    return meant({"type": "block_actions", **WHO, "container": container, "actions": [action], **more})


def submitted(view: Mapping[str, object]) -> Any:
    return meant({"type": "view_submission", **WHO, "view": {"id": "V1", "hash": "h", **view}})


def test_a_button_says_what_for_which_notification_and_where() -> None:
    press = pressed({"action_id": "wt.take", "value": '{"v":1,"n":17,"r":3}'}, response_url="https://hooks.slack.com/x")
    assert (press.action, press.about) == (Action.TAKE, OfNotification(17, 3))
    assert (press.coming.who.person.name, press.coming.who.person.account) == ("ana", "U0ANA")
    assert (press.coming.where.channel, press.coming.where.message) == ("C1", "1800000000.000001")
    assert press.coming.where.thread == "1700000000.000001"
    assert (press.coming.key, press.coming.opens, press.coming.moment) == ("1.2.abc", "1.2.abc", NOW)
    assert press.coming.reply_at == "https://hooks.slack.com/x"


def test_a_button_can_be_about_an_item_or_a_proposal() -> None:
    assert pressed({"action_id": "wt.done", "value": '{"v":1,"i":"grants","r":3}'}).about == OfItem("grants", 3)
    assert pressed({"action_id": "wt.accept", "value": '{"v":1,"p":"8"}'}).about == OfProposal("8")
    assert pressed({"action_id": "wt.accept", "value": '{"v":1,"p":8}'}).about == OfProposal("8")
    # One name of two buttons: another day of what is done, and a proposal that is not quite right. Both open a form.
    edits = [pressed({"action_id": "wt.edit", "value": f'{{"v":1,{about}}}'}) for about in ('"n":8,"r":3', '"p":8')]
    assert [each.about for each in edits] == [OfNotification(8, 3), OfProposal("8")]
    assert not any(writes(each) for each in edits)


def test_a_button_below_what_somebody_was_told_says_of_which_answer() -> None:
    button = {"action_id": "wt.undo", "value": '{"v":1,"n":17,"r":3}'}
    offers = Offers(("undo",), item="2027.5", revision=3)
    for block_id, row in {
        buttons.block_below(12, offers): 12,
        buttons.block_below(None, offers): None,
        "answer.99999999999.3.call": None,
        "answer.9999999999.3.call": None,
        "answer.": None,
        "b1": None,
    }.items():
        assert pressed({**button, "block_id": block_id}).below == row, block_id
    assert pressed({**button, "block_id": 5}).below is None


def test_an_entry_of_a_menu_is_the_button_that_it_names() -> None:
    press = pressed({"action_id": "wt.more", "selected_option": {"value": "snooze|17|3"}})
    assert (press.action, press.about) == (Action.SNOOZE, OfNotification(17, 3))
    for item, written in {"grants": "grants", "2027": "i:2027"}.items():
        press = pressed({"action_id": "wt.more", "selected_option": {"value": f"history|{written}|3"}})
        assert (press.action, press.about) == (Action.HISTORY, OfItem(item, 3))


@pytest.mark.parametrize(
    "action",
    [
        {"action_id": "wt.take", "value": '{"v":2,"n":17,"r":3}'},
        {"action_id": "wt.take", "value": "17"},
        {"action_id": "wt.take", "value": '{"v":1,"n":99999999999999999999,"r":3}'},
        {"action_id": "wt.take", "value": '{"v":1,"n":true,"r":3}'},
        {"action_id": "wt.take", "value": '{"v":1,"n":' + "9" * 5000 + "}"},
        {"action_id": "wt.take"},
        {"action_id": "wt.fly", "value": '{"v":1,"n":17,"r":3}'},
        {"action_id": "theirs", "value": '{"v":1,"n":17,"r":3}'},
        {"action_id": "wt.more", "selected_option": {"value": "take|17"}},
        {"action_id": "wt.more", "selected_option": {"value": "take||3"}},
    ],
)
def test_a_button_that_we_never_drew_is_not_known(action: Mapping[str, object]) -> None:
    assert isinstance(pressed(action), Unknown)


def test_whoever_belongs_to_another_team_is_a_partner() -> None:
    button = {"action_id": "wt.take", "value": '{"v":1,"n":17,"r":3}'}
    assert not pressed(button).coming.who.is_partner
    theirs = {"id": "U9", "name": "eve", "team_id": "T9"}
    assert pressed(button, user=theirs).coming.who.is_partner
    assert meant({"type": "block_actions", **WHO, "actions": [button], "user": theirs}, None).coming.who.is_partner
    assert pressed(button, user={"id": "U1"}, team={"id": "T9"}).coming.who.is_partner


def test_a_bot_is_told_apart_from_people() -> None:
    button = {"action_id": "wt.take", "value": '{"v":1,"n":17,"r":3}'}
    assert pressed(button, user={"id": "U1", "team_id": "T0OURS", "is_bot": True}).coming.who.is_bot


def test_a_form_says_what_is_filled_in_by_field() -> None:
    values = {
        "when": {"when": {"type": "plain_text_input", "value": "late April 2026"}},
        "said_on": {"said_on": {"type": "datepicker", "selected_date": "2026-03-01"}},
        "until": {"until": {"type": "datetimepicker", "selected_date_time": 1800000000}},
        "standing": {"standing": {"type": "static_select", "selected_option": {"value": "official"}}},
        "owner": {"owner": {"type": "users_select", "selected_user": "U7"}},
        "reading": {"reading": {"type": "checkboxes", "selected_options": [{"value": "1"}, {"value": "2"}]}},
        "quote": {"quote": {"type": "plain_text_input", "value": None}},
    }
    kept = json.dumps({"v": 1, "n": 17, "r": 3, READ: "late April 2026"})
    form = submitted({"callback_id": "wt.new_date", "private_metadata": kept, "state": {"values": values}})
    assert isinstance(form, Submission)
    assert (form.view, form.form.about, form.form.id, form.form.hash) == (
        View.NEW_DATE,
        OfNotification(17, 3),
        "V1",
        "h",
    )
    assert writes(form)
    assert form.form.fields == {
        "when": "late April 2026",
        "said_on": "2026-03-01",
        "until": datetime.fromtimestamp(1800000000, UTC),
        "standing": "official",
        "owner": "U7",
        "reading": ("1", "2"),
    }


def test_a_form_of_nobody_is_not_known() -> None:
    assert isinstance(submitted({"callback_id": "theirs"}), Unknown)
    assert isinstance(submitted({"callback_id": "wt.fly"}), Unknown)


def test_a_field_of_an_open_form_is_no_button() -> None:
    view = {"id": "V1", "callback_id": "wt.new_date", "private_metadata": '{"v":1,"i":"grants","r":1}'}
    filled = meant({"type": "block_actions", **WHO, "view": view, "actions": [{"action_id": "when", "value": "May"}]})
    assert isinstance(filled, FieldFilled)
    assert (filled.name, filled.within.about) == ("when", OfItem("grants", 1))


def test_a_shortcut_brings_the_message_with_its_moment() -> None:
    message = {"type": "message", "text": "out in May", "user": "U7", "ts": "1800000000.000100"}
    shortcut = meant(
        {"type": "message_action", **WHO, "callback_id": "wt.watch", "channel": {"id": "C1"}, "message": message}
    )
    assert isinstance(shortcut, Shortcut)
    assert (shortcut.text, shortcut.said_by, shortcut.is_private) == ("out in May", "U7", False)
    assert shortcut.link == "https://ours.slack.com/archives/C1/p1800000000000100"
    assert shortcut.said_at == datetime.fromtimestamp(1800000000, UTC)
    assert (shortcut.coming.where.channel, shortcut.coming.where.message) == ("C1", "1800000000.000100")


def shortcut_on(message: Mapping[str, object], **more: object) -> Shortcut:
    chosen = {"type": "message_action", **WHO, "callback_id": "wt.watch", "channel": {"id": "C1"}, "message": message}
    found = meant({**chosen, **more})
    assert isinstance(found, Shortcut)
    return found


def test_the_address_of_a_reply_leads_into_its_thread() -> None:
    reply = {"text": "in May", "ts": "1800000000.000200", "thread_ts": "1800000000.000100"}
    address = "https://ours.slack.com/archives/C1/p1800000000000200?thread_ts=1800000000.000100&cid=C1"
    assert shortcut_on(reply).link == address
    assert shortcut_on({**reply, "thread_ts": "1800000000.000200"}).link == address.partition("?")[0]
    assert shortcut_on(reply, team={"id": "T0OURS", "domain": "evil.example/"}).link == ""
    assert shortcut_on({"text": "in May"}).link == ""


def test_a_shortcut_brings_the_text_as_people_read_it_and_the_name_that_the_message_has() -> None:
    message = {"text": "out in <https://a.example/2031|*late* April> :rocket:", "ts": "1800000000.000100"}
    assert shortcut_on(message).text == "out in late April"
    assert shortcut_on(message).source is None
    assert shortcut_on({**message, "bot_profile": {"name": "News"}}).source == "News"
    assert shortcut_on({**message, "user_profile": {"display_name": "", "real_name": "Mei"}}).source == "Mei"


@pytest.mark.parametrize("name", ["privategroup", "directmessage", "mpdm-ana--bo-1"])
def test_a_shortcut_tells_private_conversations(name: str) -> None:
    assert shortcut_on({"text": "in May"}, channel={"id": "C1", "name": name}).is_private
    assert shortcut_on({"text": "in May"}, channel={"id": "D1"}).is_private
    assert not shortcut_on({"text": "in May"}, channel={"id": "C1", "name": "policy"}).is_private


def test_a_command_comes_as_a_flat_form() -> None:
    form = {"command": "/watch", "text": "list 30d", "user_id": "U1", "team_id": "T0OURS", "channel_id": "C1"}
    command = read(text_of(urlencode(form).encode()), NOW, "T0OURS")
    assert isinstance(command, Command)
    assert (command.name, command.text, command.coming.where.channel) == ("watch", "list 30d", "C1")
    assert not command.coming.who.is_partner


def test_a_click_comes_as_json_in_a_form() -> None:
    payload = {"type": "block_actions", **WHO, "actions": [{"action_id": "wt.take", "value": '{"v":1,"n":1,"r":1}'}]}
    press = read(text_of(urlencode({"payload": json.dumps(payload)}).encode()), NOW, "T0OURS")
    assert isinstance(press, Press)


def test_options_home_and_links_are_told_apart() -> None:
    asked = meant({"type": "block_suggestion", **WHO, "block_id": "item", "action_id": "item", "value": "gr"})
    assert isinstance(asked, OptionsAsked)
    assert (asked.name, asked.typed) == ("item", "gr")
    of_event = {"type": "event_callback", "team_id": "T0OURS", "event_id": "Ev1"}
    home = meant({**of_event, "event": {"type": "app_home_opened", "user": "U1", "tab": "home", "channel": "D1"}})
    assert isinstance(home, HomeOpened)
    assert home.coming.key == "Ev1"
    assert isinstance(meant({**of_event, "event": {"type": "app_home_opened", "user": "U1", "tab": "about"}}), Unknown)
    link = {"type": "link_shared", "user": "U1", "channel": "C1", "links": [{"url": "https://w.example.org/items/a"}]}
    shared = meant({**of_event, "event": link})
    assert isinstance(shared, LinkShared)
    assert shared.links == ("https://w.example.org/items/a",)


def test_slack_is_told_that_we_are_there() -> None:
    assert greeting(json.dumps({"type": "url_verification", "challenge": "abc"})) == "abc"
    assert greeting(text_of(b"ssl_check=1&token=x")) == ""
    assert greeting(json.dumps({"type": "block_actions"})) is None


def test_what_comes_without_an_id_has_its_content_for_a_key() -> None:
    button = {"action_id": "wt.take", "value": '{"v":1,"n":17,"r":3}'}
    first, again = pressed(button, trigger_id=None), pressed(button, trigger_id=None)
    assert first.coming.key == again.coming.key
    assert first.coming.key != pressed({**button, "action_ts": "2"}, trigger_id=None).coming.key
    assert len(pressed(button, trigger_id="x" * 10_000).coming.key) < 100


def test_nothing_in_a_text_keeps_it_out_of_a_database() -> None:
    view = {"callback_id": "wt.happened", "state": {"values": {"source": {"source": {"value": "a\ud800b\x00c"}}}}}
    form = submitted(view)
    assert form.form.fields["source"] == "a\ufffdb\ufffdc"
    named = pressed({"action_id": "wt.take", "value": '{"v":1,"n":1}'}, user={"id": "U1", "name": "a\n\x1b[1mb" * 99})
    assert named.coming.who.person.name.isprintable()
    assert len(named.coming.who.person.name) <= 100


NO_PAYLOAD = ["", "{", "[" * 100_000, '{"a":' * 100_000, "[]", "null", '{"type":[]}', "{}", "\ud800"]


@pytest.mark.parametrize("text", NO_PAYLOAD)
def test_what_is_no_payload_is_not_known(text: str) -> None:
    assert isinstance(read(text, NOW, "T0OURS"), Unknown)


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**400)
    | st.floats()
    | st.text(st.characters(exclude_categories=[]))
    | st.sampled_from(["wt.take", "wt.more", "take|1|1", '{"v":1,"n":1,"r":1}', "wt.new_date", "app_home_opened"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
NAMES = st.sampled_from(
    [
        "user",
        "team",
        "container",
        "channel",
        "message",
        "actions",
        "view",
        "event",
        "trigger_id",
        "event_id",
        "callback_id",
        "command",
        "text",
        "state",
        "response_url",
        "value",
        "user_id",
        "team_id",
        "block_id",
        "links",
        "private_metadata",
        "values",
        "id",
        "action_id",
        "selected_option",
    ]
)
NESTED = st.recursive(ODD, lambda inner: st.dictionaries(NAMES, inner) | st.lists(inner, max_size=2), max_leaves=20)
TYPES = st.sampled_from(
    ["block_actions", "view_submission", "message_action", "block_suggestion", "event_callback", "view_closed"]
)


@given(TYPES | ODD, st.dictionaries(NAMES, NESTED))
def test_any_json_is_an_intent_or_not_known(kind: object, payload: Mapping[str, object]) -> None:
    writes(meant({"type": kind, **payload}))
    writes(meant({"type": kind, **WHO, **payload}))
    greeting(json.dumps({"type": kind, **payload}))


@given(st.binary() | st.text().map(lambda text: f"payload={text}".encode()))
def test_any_bytes_are_an_intent_or_not_known(body: bytes) -> None:
    text = text_of(body)
    writes(read(text, NOW, "T0OURS"))
    greeting(text)
