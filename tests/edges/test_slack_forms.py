"""The stand-in of Slack keeps Slack's rules about forms and ways back, so that a test with it means something."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.slack_forms import Forms

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)
FORM = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "New date"},
    "submit": {"type": "plain_text", "text": "Read it"},
    "blocks": [{"type": "input", "block_id": "when"}],
}


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


def opened(forms: Forms, view: dict[str, Any] | None = None, ticket: str = "t") -> dict[str, Any]:
    found = forms.answer("views.open", {"trigger_id": ticket, "view": view or FORM})
    assert found is not None
    return found


def test_a_ticket_opens_one_form_within_three_seconds() -> None:
    clock = Clock()
    forms = Forms(clock)
    forms.ticket("t")
    assert opened(forms)["ok"]
    assert opened(forms)["error"] == "exchanged_trigger_id"
    assert opened(forms, ticket="never")["error"] == "invalid_trigger_id"
    forms.ticket("late")
    clock.now += timedelta(seconds=4)
    assert opened(forms, ticket="late")["error"] == "expired_trigger_id"


def test_a_form_with_a_field_needs_a_button_to_send_it() -> None:
    forms = Forms()
    forms.ticket("t")
    assert opened(forms, {**FORM, "submit": {"text": "x" * 25}})["error"] == "invalid_arguments"
    view = {name: value for name, value in FORM.items() if name != "submit"}
    assert opened(forms, view)["error"] == "invalid_arguments"


def test_a_form_is_changed_only_with_its_latest_hash() -> None:
    forms = Forms()
    forms.ticket("t")
    view = opened(forms)["view"]
    given = {"view_id": view["id"], "hash": view["hash"], "view": FORM}
    changed, again = forms.answer("views.update", given), forms.answer("views.update", given)
    assert changed is not None
    assert changed["ok"]
    assert again == {"ok": False, "error": "hash_conflict"}


def test_an_answer_to_a_form_closes_it_changes_it_or_puts_another_on_top() -> None:
    forms = Forms()
    forms.ticket("t")
    first = opened(forms)["view"]["id"]
    stays = forms.sent(first, {"response_action": "errors", "errors": {"when": "no date"}})
    assert stays is not None
    assert stays["errors"] == {"when": "no date"}
    with pytest.raises(AssertionError):
        forms.sent(first, {"response_action": "errors", "errors": {"no such field": "x"}})
    top = forms.sent(first, {"response_action": "push", "view": FORM})
    assert top is not None
    assert top["previous_view_id"] == first
    below = forms.sent(top["id"], {})
    assert below is not None
    assert below["id"] == first
    assert forms.sent(first, {"response_action": "clear"}) is None
    assert forms.views == {}


def test_a_way_back_takes_five_messages_within_half_an_hour() -> None:
    clock = Clock()
    forms = Forms(clock)
    way = forms.way_back("C1", "U1")
    assert [forms.take_back(way, {})[0] for _ in range(6)] == [200] * 5 + [404]
    other = forms.way_back("C1", "U1")
    clock.now += timedelta(minutes=31)
    assert forms.take_back(other, {}) == (404, "expired_url")
