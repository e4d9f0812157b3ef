"""The part of the stand-in of Slack that answers hands: forms that are opened, ways back, people, permalinks.

As at Slack a ticket opens one form within three seconds, a form is changed only by whoever knows its latest hash, and a
way back takes five messages within half an hour.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

_TICKET_HOLDS = timedelta(seconds=3)
_WAY_HOLDS, _WAY_TAKES = timedelta(minutes=30), 5
_MOST_IN_STACK = 3
_MOST_BLOCKS = 100
_LONGEST_TITLE = 24


@dataclass
class Way:
    """An address that takes messages for somebody."""

    channel: str
    user: str
    since: datetime | None
    said: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Forms:
    """What people see besides messages; `clock` says what time it is, or that tickets and ways hold for good."""

    clock: Callable[[], datetime | None] = lambda: None
    tickets: dict[str, datetime | None] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    homes: dict[str, dict[str, Any]] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    ephemeral: list[dict[str, Any]] = field(default_factory=list)
    unfurled: list[dict[str, Any]] = field(default_factory=list)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: int = 0

    def ticket(self, name: str) -> str:
        """A ticket that opens one form."""
        self.tickets[name] = self.clock()
        return name

    def way_back(self, channel: str, user: str) -> int:
        """The number of a new way back."""
        self.ways.append(Way(channel, user, self.clock()))
        return len(self.ways) - 1

    def take_back(self, number: int, said: dict[str, Any]) -> tuple[int, str]:
        """A message on a way back: the status and the text of the answer."""
        way, now = self.ways[number], self.clock()
        if way.since is not None and now is not None and now - way.since > _WAY_HOLDS:
            return 404, "expired_url"
        if len(way.said) >= _WAY_TAKES:
            return 404, "used_url"
        way.said.append(said)
        return 200, "ok"

    def sent(self, view_id: str, answer: dict[str, Any]) -> dict[str, Any] | None:
        """What becomes of a form that was sent, by the answer to it: the form on top then, None once it is closed."""
        view = self.views[view_id]
        match answer.get("response_action"):
            case None:
                del self.views[view_id]
                return self.views.get(view.get("previous_view_id", ""))
            case "errors":
                assert answer["errors"].keys() <= {block.get("block_id") for block in _inputs(view)}, answer
                view["errors"] = answer["errors"]
                return view
            case "update":
                return self._redrawn(view, answer["view"])
            case "push":
                return self._made(answer["view"], view)
            case "clear":
                self.views.clear()
                return None
            case other:
                raise AssertionError(f"Slack knows no response_action {other!r}")

    def answer(self, method: str, given: dict[str, Any]) -> dict[str, Any] | None:
        """The answer to a call; None where the call is none of these."""
        match method:
            case "views.open" | "views.push":
                return self._opened(given, pushed=method == "views.push")
            case "views.update":
                return self._updated(given)
            case "views.publish":
                self.homes[given["user_id"]] = _read(given["view"])
                return {"ok": True, "view": self.homes[given["user_id"]]}
            case "users.info":
                person = self.people.get(given["user"])
                return {"ok": True, "user": person} if person else {"ok": False, "error": "user_not_found"}
            case "chat.postEphemeral":
                self.ephemeral.append(given)
                return {"ok": True, "message_ts": f"1800000000.9{len(self.ephemeral):05d}"}
            case "chat.unfurl":
                return self._unfurled(given)
            case "chat.getPermalink":
                ts = given["message_ts"].replace(".", "")
                return {"ok": True, "permalink": f"https://ours.slack.com/archives/{given['channel']}/p{ts}"}
            case _:
                return None

    def _unfurled(self, given: dict[str, Any]) -> dict[str, Any]:
        given = {**given, "unfurls": _read(given["unfurls"])}
        if any(block["type"] == "rich_text" for each in given["unfurls"].values() for block in each["blocks"]):
            return {"ok": False, "error": "invalid_blocks"}
        self.unfurled.append(given)
        return {"ok": True}

    def _opened(self, given: dict[str, Any], *, pushed: bool) -> dict[str, Any]:
        ticket, now = given.get("trigger_id", ""), self.clock()
        if ticket in self.used:
            return {"ok": False, "error": "exchanged_trigger_id"}
        if ticket not in self.tickets:
            return {"ok": False, "error": "invalid_trigger_id"}
        since = self.tickets[ticket]
        if since is not None and now is not None and now - since > _TICKET_HOLDS:
            return {"ok": False, "error": "expired_trigger_id"}
        view = _read(given["view"])
        if wrong := _wrong(view):
            return {"ok": False, "error": "invalid_arguments", "response_metadata": {"messages": [wrong]}}
        if pushed and len(self.views) >= _MOST_IN_STACK:
            return {"ok": False, "error": "push_limit_reached"}
        self.used.add(ticket)
        below = list(self.views.values())[-1] if pushed and self.views else None
        return {"ok": True, "view": self._made(view, below)}

    def _updated(self, given: dict[str, Any]) -> dict[str, Any]:
        view = self.views.get(given.get("view_id", ""))
        if view is None:
            return {"ok": False, "error": "not_found"}
        if "hash" in given and given["hash"] != view["hash"]:
            return {"ok": False, "error": "hash_conflict"}
        drawn = _read(given["view"])
        if wrong := _wrong(drawn):
            return {"ok": False, "error": "invalid_arguments", "response_metadata": {"messages": [wrong]}}
        return {"ok": True, "view": self._redrawn(view, drawn)}

    def _made(self, view: dict[str, Any], below: dict[str, Any] | None) -> dict[str, Any]:
        self.made += 1
        previous = {} if below is None else {"previous_view_id": below["id"]}
        made = {**view, "id": f"V{self.made}", "hash": f"hash{self.made}", **previous}
        self.views[made["id"]] = made
        return made

    def _redrawn(self, view: dict[str, Any], drawn: dict[str, Any]) -> dict[str, Any]:
        self.made += 1
        kept: dict[str, Any] = {name: view[name] for name in ("id", "previous_view_id") if name in view}
        self.views[view["id"]] = {**drawn, **kept, "hash": f"hash{self.made}"}
        return self.views[view["id"]]


def _read(view: Any) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(view) if isinstance(view, str) else view
    return read


def _inputs(view: dict[str, Any]) -> list[dict[str, Any]]:
    return [block for block in view.get("blocks", []) if block["type"] == "input"]


def _wrong(view: dict[str, Any]) -> str:
    """What Slack would refuse in a form; empty if there is nothing."""
    if view.get("type") not in {"modal", "home"}:
        return "type"
    if _inputs(view) and "submit" not in view:
        return "submit is missing"
    if len(view.get("blocks", [])) > _MOST_BLOCKS:
        return "more than 100 blocks"
    words = (view.get(name, {}).get("text", "") for name in ("title", "submit", "close"))
    return "a text longer than 24" if any(len(text) > _LONGEST_TITLE for text in words) else ""
