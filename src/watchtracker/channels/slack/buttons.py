"""The buttons below a message: one block of actions, at most three visible and a menu "More" for the rest. Pure.

The ids are a contract: messages that were posted stay clickable for ever, so an id or a value is never renamed. A value
says what a button was drawn for; who may do what is decided by the rows that it names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from watchtracker.notifications.answers import Action
from watchtracker.outbox.offers import Offers
from watchtracker.wording.answers import LABELS, label
from watchtracker.wording.safe_text import clean, cut

# Slack's limits: a label that screen readers say in place of the button's own, and the options of a menu.
_MOST_SAID = 75
_MOST_OPTIONS = 5
_LONGEST_BLOCK_ID = 255
_ON_PAGE = re.compile(r"home\.([0-9]{1,17})\.")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BELOW = re.compile(r"answer\.([0-9]{1,10})\.")
# Done today takes one press, and asks first: an outcome is told to everybody.
_ASKS_FIRST = {Action.DONE}


def actions(
    offers: Offers, title: str, block_id: str, labels: Mapping[Action, str] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """The block with the buttons of a message about `title`; none where nothing can be answered.

    `block_id` must be another one in each version of a message, or a client may keep an old choice selected. `labels`
    are words for buttons that are called otherwise here.
    """
    elements = [_button(Action(action), offers, title, labels) for action in offers.visible]
    if offers.more:
        elements.append(_menu(offers, title))
    return [{"type": "actions", "block_id": block_id, "elements": elements}] if elements else []


def asking(proposal: int, title: str, block_id: str) -> dict[str, Any]:
    """The block with the buttons of a proposal, which say nothing but its number."""
    value = _value_of_proposal(proposal)
    elements = [
        {
            "type": "button",
            "action_id": f"wt.{action.value}",
            "text": _plain(LABELS[action]),
            "value": value,
            "accessibility_label": _said(LABELS[action], title),
        }
        for action in (Action.ACCEPT, Action.DISMISS, Action.EDIT)
    ]
    return {"type": "actions", "block_id": block_id, "elements": elements}


def block_below(answer: int | None, offers: Offers) -> str:
    """The id of the block below what somebody is told of their answer; it says of which one."""
    told = "said" if answer is None else f"answer.{answer}"
    return cut(f"{told}.{offers.revision}.{offers.item}", _LONGEST_BLOCK_ID)


def answer_above(block_id: str) -> int | None:
    """The answer that such a block stands below; None where it says none."""
    found = _BELOW.match(block_id)
    return int(found[1]) if found else None


def block_on_page(place: str, made_at: datetime, offers: Offers) -> str:
    """The id of the block of an item on somebody's page; it says when the page was made, as nothing else does."""
    made = (made_at - _EPOCH) // timedelta(microseconds=1)
    return cut(f"home.{made}.{place}.{offers.revision}.{offers.item}", _LONGEST_BLOCK_ID)


def page_made_at(block_id: str) -> datetime | None:
    """When the page was made on which such a block stands; None where it says nothing."""
    found = _ON_PAGE.match(block_id)
    return _EPOCH + timedelta(microseconds=int(found[1])) if found else None


def value_of(offers: Offers) -> str:
    """What a button carries: the notification or the item it is about, and the revision it was drawn for."""
    if offers.proposal is not None:
        return _value_of_proposal(offers.proposal)
    about: dict[str, Any] = {"n": offers.notification} if offers.notification is not None else {"i": offers.item}
    return json.dumps({"v": 1, **about, "r": offers.revision}, separators=(",", ":"))


def _value_of_proposal(proposal: int) -> str:
    return json.dumps({"v": 1, "p": proposal}, separators=(",", ":"))


def _button(action: Action, offers: Offers, title: str, labels: Mapping[Action, str]) -> dict[str, Any]:
    words = labels.get(action) or label(action, offers.snooze)
    button = {
        "type": "button",
        "action_id": f"wt.{action.value}",
        "text": _plain(words),
        "value": value_of(offers),
        "accessibility_label": _said(words, title),
    }
    if action.value == offers.primary:
        button["style"] = "primary"
    if action in _ASKS_FIRST:
        button["confirm"] = {
            "title": _plain("Done today?"),
            "text": _plain(cut(clean(f"{title}: it is recorded as done today, and everybody is told."), 300)),
            "confirm": _plain("Done"),
            "deny": _plain("Not yet"),
        }
    return button


def _menu(offers: Offers, title: str) -> dict[str, Any]:
    options = [
        {"text": _plain(label(Action(action), offers.snooze)), "value": _choice(action, offers)}
        for action in offers.more[:_MOST_OPTIONS]
    ]
    words = LABELS[Action.MORE]
    # A menu says what was chosen by the value of its option, and has one id of its own.
    return {
        "type": "overflow",
        "action_id": f"wt.{Action.MORE.value}",
        "options": options,
        "accessibility_label": _said(words, title),
    }


def _choice(action: str, offers: Offers) -> str:
    # Ids of items may be numbers too, so that one of an item says that it is one.
    about = offers.notification if offers.notification is not None else f"i:{offers.item}"
    return f"{action}|{about}|{offers.revision}"


def _plain(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words, "emoji": False}


def _said(words: str, title: str) -> str:
    return cut(clean(f"{words}: {title}"), _MOST_SAID)
