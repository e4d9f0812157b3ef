"""Hands in Slack: people who press the very buttons that were posted, fill in the forms that were opened, and so on.

What they do is sent as Slack sends it, signed, to any of our replicas, and as often as a test wants.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any
from urllib.parse import urlencode

from tests.serving import Answer, Site
from tests.slack_stand_in import APP, TEAM, SlackStandIn

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
PATH = "/slack/interactions"
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Member:
    """Somebody in Slack."""

    id: str = "U0ANA"
    name: str = "ana"
    team: str = TEAM
    is_bot: bool = False


def signed(body: bytes, now: datetime, secret: str = SECRET, content_type: str = _FORM) -> dict[str, str]:
    """The headers that Slack sends with a body."""
    timestamp = str(int(now.timestamp()))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={digest}",
        "Content-Type": content_type,
    }


def as_form(payload: Mapping[str, Any]) -> bytes:
    """A payload as Slack sends clicks and forms: JSON in a field of a form."""
    return urlencode({"payload": json.dumps(payload)}).encode()


def elements(message: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What can be pressed in a message or a form, with the id of its block."""
    for block in message.get("blocks", []):
        found = block.get("elements", []) if block.get("type") == "actions" else [block.get("accessory")]
        for element in found:
            if element and "action_id" in element:
                yield block.get("block_id", ""), element


@dataclass
class Hands:
    """Somebody at a client of Slack: `send` delivers to `site`, or to another replica where a test names one."""

    site: Site
    now: Callable[[], datetime]
    slack: SlackStandIn | None = None
    who: Member = Member()
    secret: str = SECRET
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def press(self, message: Mapping[str, Any], action: str, **more: Any) -> dict[str, Any]:
        """What Slack sends when the button `action` of a message is pressed, be it visible or in the menu."""
        for block_id, element in elements(message):
            pressed = {"type": element["type"], "action_id": element["action_id"], "block_id": block_id}
            if element["action_id"] == f"wt.{action}" and element["type"] == "button":
                return self.clicked(message, {**pressed, "value": element["value"]}, **more)
            for option in element.get("options", []):
                if option["value"].partition("|")[0] == action:
                    return self.clicked(message, {**pressed, "selected_option": option}, **more)
        raise AssertionError(f"the message has no button {action}: {[each for _, each in elements(message)]}")

    def clicked(self, message: Mapping[str, Any], action: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        """What Slack sends for an action in a message, whatever the action is."""
        channel = {"id": message.get("channel", "C0POLICY"), "name": "policy"}
        container = {"type": "message", "message_ts": message["ts"], "channel_id": channel["id"], "is_ephemeral": False}
        if "thread_ts" in message:
            container["thread_ts"] = message["thread_ts"]
        return {
            "type": "block_actions",
            **self._who(),
            "container": container,
            "channel": channel,
            "message": dict(message),
            "state": {"values": {}},
            "actions": [{**action, "action_ts": f"{self.now().timestamp():.6f}"}],
            **self._ways_back(channel["id"]),
            **more,
        }

    def submit(self, view: Mapping[str, Any], values: Mapping[str, Mapping[str, Any]], **more: Any) -> dict[str, Any]:
        """What Slack sends when an open form is sent with these values, by block."""
        state = {"values": {block: {block: dict(value)} for block, value in values.items()}}
        return {"type": "view_submission", **self._who(), **self._ticket(), "view": {**view, "state": state}, **more}

    def shortcut(self, message: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        """What Slack sends when "Watch this date" is chosen on a message."""
        channel = {"id": message.get("channel", "C0POLICY"), "name": "policy"}
        about = {"callback_id": "wt.watch", "message": dict(message), "message_ts": message["ts"], "channel": channel}
        return {"type": "message_action", **self._who(), **about, **self._ways_back(channel["id"]), **more}

    def submitted(self, view_id: str, values: Mapping[str, Mapping[str, Any]]) -> dict[str, Any] | None:
        """Send the form that is open, and see what the answer makes of it: the form on top, None once it is closed."""
        assert self.slack is not None
        answer = self.send(self.submit(self.slack.forms.views[view_id], values))
        assert answer.status == 200, answer
        return self.slack.forms.sent(view_id, json.loads(answer.body or b"{}"))

    def send(
        self, payload: Mapping[str, Any], *, to: Site | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Deliver a payload, signed."""
        body = as_form(payload)
        return (to or self.site).ask("POST", PATH, headers or signed(body, self.now(), self.secret), body)

    def command(self, text: str, **more: str) -> Answer:
        """Type `/watch` with a text."""
        ways = self._ways_back("C0POLICY")
        about = {"command": "/watch", "text": text, "user_id": self.who.id, "user_name": self.who.name}
        body = urlencode({**about, "team_id": TEAM, "channel_id": "C0POLICY", **ways, **more}).encode()
        return self.site.ask("POST", PATH, signed(body, self.now(), self.secret), body)

    def event(self, event: Mapping[str, Any], event_id: str | None = None) -> Answer:
        """Have something happen that we asked to hear of."""
        about: dict[str, Any] = {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": event_id or f"Ev{next(self._numbers)}",
        }
        body = json.dumps({**about, "event": {"user": self.who.id, **event}}).encode()
        return self.site.ask("POST", PATH, signed(body, self.now(), self.secret, "application/json"), body)

    def _who(self) -> dict[str, Any]:
        user = {"id": self.who.id, "username": self.who.name, "name": self.who.name, "team_id": self.who.team}
        return {
            "user": {**user, "is_bot": True} if self.who.is_bot else user,
            "team": {"id": TEAM, "domain": "ours"},
            "api_app_id": APP,
        }

    def _ticket(self) -> dict[str, Any]:
        ticket = f"{next(self._numbers)}.{id(self)}.{self.who.id}"
        if self.slack is not None:
            self.slack.forms.ticket(ticket)
        return {"trigger_id": ticket}

    def _ways_back(self, channel: str) -> dict[str, Any]:
        address = self.slack.way_back(channel, self.who.id) if self.slack else "https://hooks.slack.com/actions/T/1/x"
        return {**self._ticket(), "response_url": address}
