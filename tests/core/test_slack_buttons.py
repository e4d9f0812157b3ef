"""The buttons below a message in Slack: their ids, their values and their limits."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from watchtracker.channels.slack.buttons import actions, block_on_page, page_made_at, value_of
from watchtracker.items import Kind
from watchtracker.notifications import NotificationKind
from watchtracker.outbox.offers import FaceState, Offers, offers


def drawn(kind: NotificationKind = NotificationKind.UPCOMING, item: Kind = Kind.DEADLINE) -> Offers:
    found = offers(kind, item)
    assert found is not None
    return replace(found, notification=17, item="call", revision=4)


def test_a_button_carries_its_notification_and_revision() -> None:
    (block,) = actions(drawn(), "Grants call", "b1")
    take, done, new_date, menu = block["elements"]
    assert (block["type"], block["block_id"]) == ("actions", "b1")
    assert [each["action_id"] for each in block["elements"]] == ["wt.take", "wt.done", "wt.new_date", "wt.more"]
    assert json.loads(take["value"]) == {"v": 1, "n": 17, "r": 4}
    assert (take["style"], "style" in done, "confirm" in done) == ("primary", False, True)
    assert new_date["text"]["text"] == "New date…"
    assert [option["value"] for option in menu["options"]] == [
        "snooze|17|4",
        "snooze_until|17|4",
        "not_right|17|4",
        "history|17|4",
    ]


def test_without_a_notification_a_button_carries_the_item() -> None:
    assert json.loads(value_of(replace(drawn(), notification=None))) == {"v": 1, "i": "call", "r": 4}


def test_an_answered_message_has_its_menu_alone() -> None:
    found = offers(NotificationKind.RESOLVED, Kind.EVENT, FaceState.ENDED)
    assert found is not None
    (block,) = actions(found, "Launch", "b2")
    assert [each["action_id"] for each in block["elements"]] == ["wt.more"]


@given(st.text(max_size=400), st.sampled_from(NotificationKind), st.sampled_from(Kind), st.sampled_from(FaceState))
def test_whatever_the_title_nothing_is_too_long_for_slack(
    title: str, kind: NotificationKind, item: Kind, state: FaceState
) -> None:
    found = offers(kind, item, state)
    for block in actions(found, title, "b") if found else []:
        ids = [each["action_id"] for each in block["elements"]]
        assert len(ids) == len(set(ids)) <= 4
        for each in block["elements"]:
            assert len(each["accessibility_label"]) <= 75
            assert len(each.get("value", "")) <= 2000
            assert len(each.get("confirm", {}).get("text", {}).get("text", "")) <= 300
            assert all(len(option["value"]) <= 150 for option in each.get("options", []))


def test_a_block_on_a_page_says_to_the_microsecond_when_the_page_was_made() -> None:
    made = datetime(2027, 6, 1, 12, 0, 0, 123_457, tzinfo=UTC)
    block_id = block_on_page("1", made, Offers(("same",), item="i" * 300, revision=3))
    assert (page_made_at(block_id), len(block_id)) == (made, 255)
    assert [page_made_at(odd) for odd in ("home.x.1", "home.", "b1", "home." + "9" * 18 + ".")] == [None] * 4
    assert page_made_at("home." + "9" * 17 + ".") is not None
