"""What Slack is answered at once, as a status and a body. Pure.

Only a form, a command and a field that offers choices take a sentence with the reply; whoever pressed a button hears it
at the address that came with the press.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, assert_never

from watchtracker.channels.slack.blocks import escape
from watchtracker.inbox.at_once import Answered, AtOnce, NotRecorded, Passed, Recorded, Refused
from watchtracker.inbox.intents import Command, Intent, OptionsAsked, Submission

_OK, _AWAY = 200, 503


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, and a body of JSON or of plain text; over a socket nothing but a 200 is an ack."""

    status: int = _OK
    json: str = ""
    text: str = ""


def reply(intent: Intent, outcome: AtOnce) -> Reply:
    """What is answered to an intent that came to this outcome."""
    match outcome:
        case Recorded() | Passed():
            return Reply()
        case Answered():
            return Reply(json="" if outcome.reply is None else json.dumps(outcome.reply))
        case Refused() | NotRecorded():
            told = _told(intent, outcome.sentence)
            if told is not None:
                return Reply(json=json.dumps(told))
            return Reply() if isinstance(outcome, Refused) else Reply(_AWAY, text=outcome.sentence)
        case _:
            assert_never(outcome)


def errors(form: Submission, sentence: str) -> dict[str, Any]:
    """A sentence that the form shows below its first field, so that what was typed stays; without one, on top of it."""
    if form.form.asked:
        return {"response_action": "errors", "errors": {form.form.asked[0]: sentence}}
    return {"response_action": "push", "view": _note(sentence)}


def _told(intent: Intent, sentence: str) -> dict[str, Any] | None:
    match intent:
        case Submission():
            return errors(intent, sentence)
        case Command():
            return {"response_type": "ephemeral", "text": escape(sentence)}
        case OptionsAsked():
            return {"options": []}
        case _:
            return None


def _note(sentence: str) -> dict[str, Any]:
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Not recorded"},
        "close": {"type": "plain_text", "text": "Back"},
        "blocks": [{"type": "section", "text": {"type": "plain_text", "text": sentence}}],
    }
