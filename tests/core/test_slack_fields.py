"""Reading what Slack sends field by field: what is missing or of another type is None."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from watchtracker.channels.slack.fields import asked, at, filled, json_at, list_at, moment, name, text_at


def test_what_is_missing_or_of_another_type_is_none() -> None:
    assert at({"a": {"b": 1}}, "a", "b") == 1
    assert at({"a": [1]}, "a", "b") is None
    assert text_at({"a": 1}, "a") is None
    assert list_at({"a": {}}, "a") == []
    assert json_at({"a": "[" * 100_000}, "a") is None
    assert json_at({}, "a") is None


def test_a_text_has_nothing_that_a_database_cannot_hold() -> None:
    assert text_at({"a": "x\ud800\x00y"}, "a") == "x\ufffd\ufffdy"
    assert name("\x00\n ") == "?"
    kept = json.dumps({"read": {"quote": "x\ud800", "\x00": ["\x00", 1, "\U0001f600"]}})
    assert json_at({"a": kept}, "a") == {"read": {"quote": "x\ufffd", "\ufffd": ["\ufffd", 1, "\U0001f600"]}}


@pytest.mark.parametrize("ts", [None, "", "x", "1.", "-1", "1e9", "9" * 5000, "\u0661"])
def test_an_odd_time_of_a_message_is_none(ts: str | None) -> None:
    assert moment(ts) is None


def test_the_time_of_a_message_is_read_to_the_second() -> None:
    assert moment("1800000000.000100") == datetime.fromtimestamp(1800000000, UTC)


@pytest.mark.parametrize("seconds", [-1, 10**400, True, "1800000000", 1.5])
def test_a_moment_out_of_range_is_not_filled_in(seconds: object) -> None:
    state = {"values": {"until": {"until": {"selected_date_time": seconds}}}}
    assert filled({"state": state}) == {}


def test_the_fields_of_a_form_are_those_of_its_inputs() -> None:
    blocks = [{"type": "section", "block_id": "a"}, {"type": "input", "block_id": "on"}, {"type": "input"}, 7]
    assert asked({"blocks": blocks}) == ("on",)
    assert asked(None) == ()
