"""Slack, as far as watchtracker talks to it: real HTTP on this machine, with what goes wrong given as data.

Every message that it accepted is kept, so a test can ask what arrived, and how often. A fault says at which call
something goes wrong, and what; `accepts` says whether the message was taken before the answer went wrong. `clock` is
what time it is there, by the Date of its answers and by its messages' `ts`.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import parse_qs

from tests.slack_forms import Forms

TOKEN = "xoxb-stand-in"
TEAM, APP = "T0OURS", "A0OURS"


@dataclass(frozen=True)
class Fault:
    """What goes wrong at a call: `error` in an ordinary answer, or a `status`, a `body`, a `reset`, or a slow answer.

    With `once` it happens to the next call only, else to each until the test removes the fault; `after` lets as many
    calls of the method pass first.
    """

    error: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None
    reset: bool = False
    slow: bool = False
    accepts: bool = False
    method: str = "chat.postMessage"
    once: bool = True
    channel: str | None = None
    with_blocks: bool = False
    after: int = 0


@dataclass
class SlackStandIn:
    """A workspace: messages by channel, in the order in which they were accepted."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    edits: list[dict[str, Any]] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    posted: int = 0
    members: set[str] | None = None
    accepted_tokens: set[str] = field(default_factory=lambda: {TOKEN})
    port: int = 0
    clock: datetime | None = None
    deleted: set[tuple[str, str]] = field(default_factory=set)
    overlap: int = 0
    released: Event = field(default_factory=Event)
    forms: Forms = field(default_factory=Forms)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.forms.clock = lambda: self.clock

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def way_back(self, channel: str, user: str) -> str:
        """A new address that takes messages for somebody, as a click brings one."""
        return f"http://127.0.0.1:{self.port}/ways/{self.forms.way_back(channel, user)}"

    def texts(self, channel: str | None = None) -> list[str]:
        return [message["text"] for message in self.messages if channel in (None, message["channel"])]

    def keys(self) -> list[str]:
        return [message["metadata"]["event_payload"]["delivery_key"] for message in self.messages]

    def answer(self, method: str, token: str, given: dict[str, Any]) -> Answer:
        with self._lock:
            self.calls.append((method, given))
            self.tokens.append(token)
            fault = self._fault(method, given)
            if fault is None or fault.accepts:
                real = self._real(method, token, given)
                if fault is None:
                    return Answer(body=json.dumps(real))
            if fault.error:
                body = json.dumps({"ok": False, "error": fault.error})
            else:
                body = fault.body if fault.body is not None else "<html>broken</html>"
            return Answer(fault.status, body, fault.headers, fault.reset, fault.slow)

    def _fault(self, method: str, given: dict[str, Any]) -> Fault | None:
        for fault in self.faults:
            if fault.after and sum(called == fault.method for called, _ in self.calls) <= fault.after:
                continue
            channel = fault.channel in (None, given.get("channel"))
            if fault.method == method and channel and (not fault.with_blocks or "blocks" in given):
                if fault.once:
                    self.faults.remove(fault)
                return fault
        return None

    def _real(self, method: str, token: str, given: dict[str, Any]) -> dict[str, Any]:
        if token not in self.accepted_tokens:
            return {"ok": False, "error": "invalid_auth"}
        match method:
            case "auth.test":
                return {"ok": True, "user_id": "U0BOT", "bot_id": "B0BOT", "team_id": TEAM}
            case "bots.info":
                return {"ok": True, "bot": {"id": "B0BOT", "app_id": APP}}
            case "chat.postMessage":
                return self._post(given)
            case "chat.update":
                return self._update(given)
            case "conversations.history":
                return self._history(given)
            case "conversations.replies":
                return self._replies(given)
            case "conversations.open":
                return {"ok": True, "channel": {"id": f"D{given['users'][1:]}"}}
            case "chat.delete":
                return self._delete(given)
            case _:
                return self.forms.answer(method, given) or {"ok": False, "error": "unknown_method"}

    def _post(self, given: dict[str, Any]) -> dict[str, Any]:
        if (given["channel"], given.get("thread_ts")) in self.deleted:
            return {"ok": False, "error": "thread_not_found"}
        self.posted += 1
        ts = f"{int(self.clock.timestamp()) if self.clock else 1_800_000_000}.{self.posted:06d}"
        # A person's id in the place of a channel's leads to the conversation with them, which has an id of its own.
        channel = f"D{given['channel'][1:]}" if given["channel"].startswith("U") else given["channel"]
        self.messages.append({**given, "channel": channel, "ts": ts, "bot_id": "B0BOT"})
        return {"ok": True, "channel": channel, "ts": ts, "message": {"text": given["text"]}}

    def _update(self, given: dict[str, Any]) -> dict[str, Any]:
        for message in self.messages:
            if (message["channel"], message["ts"]) == (given["channel"], given["ts"]):
                self.edits.append(given)
                message.update(given)
                return {"ok": True, "channel": given["channel"], "ts": given["ts"], "text": given["text"]}
        return {"ok": False, "error": "message_not_found"}

    def _delete(self, given: dict[str, Any]) -> dict[str, Any]:
        named = given["channel"], given["ts"]
        self.deleted.add(named)
        kept = [message for message in self.messages if (message["channel"], message["ts"]) != named]
        gone = len(self.messages) - len(kept)
        self.messages[:] = kept
        return {"ok": True} if gone else {"ok": False, "error": "message_not_found"}

    def _history(self, given: dict[str, Any]) -> dict[str, Any]:
        """Newest first, in pages, without the replies of threads; metadata only if it was asked for."""
        if self.members is not None and given["channel"] not in self.members:
            return {"ok": False, "error": "not_in_channel"}
        if given["channel"].startswith("U"):
            return {"ok": False, "error": "channel_not_found"}
        oldest = str(given.get("oldest", "0"))
        there = [message for message in reversed(self.messages) if message["channel"] == given["channel"]]
        found = [message for message in there if "thread_ts" not in message and message["ts"] >= oldest]
        return self._page(found, given)

    def _replies(self, given: dict[str, Any]) -> dict[str, Any]:
        """A message and what stands below it, oldest first."""
        if self.members is not None and given["channel"] not in self.members:
            return {"ok": False, "error": "not_in_channel"}
        if (given["channel"], given["ts"]) in self.deleted:
            return {"ok": False, "error": "thread_not_found"}
        there = [message for message in self.messages if message["channel"] == given["channel"]]
        found = [message for message in there if given["ts"] in (message["ts"], message.get("thread_ts"))]
        return self._page(found, given)

    def _page(self, found: list[dict[str, Any]], given: dict[str, Any]) -> dict[str, Any]:
        start, limit = int(given.get("cursor") or 0), int(given.get("limit", 100))
        start = max(0, start - self.overlap)
        page = found[start : start + limit]
        if str(given.get("include_all_metadata", "")).lower() not in {"1", "true"}:
            page = [{name: value for name, value in message.items() if name != "metadata"} for message in page]
        more = start + limit < len(found)
        cursor = {"next_cursor": str(start + limit)} if more else {}
        return {"ok": True, "messages": page, "has_more": more, "response_metadata": cursor}


@dataclass(frozen=True)
class Answer:
    status: int = 200
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    reset: bool = False
    slow: bool = False


@contextmanager
def slack_stand_in() -> Iterator[SlackStandIn]:
    """A workspace that listens until the block ends."""
    slack = SlackStandIn()
    with listening(slack):
        yield slack


@contextmanager
def listening(slack: SlackStandIn) -> Iterator[None]:
    """Let a workspace listen until the block ends; if it listened before, it has the same address again."""
    slack.released.clear()

    handler = type("Handler", (_Handler,), {"slack": slack})
    with _Server(("127.0.0.1", slack.port), handler) as server:
        slack.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            slack.released.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    slack: SlackStandIn

    def do_GET(self) -> None:
        method, _, query = self.path.rpartition("/")[2].partition("?")
        self._serve(method, {name: values[-1] for name, values in parse_qs(query).items()})

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        given = _given(raw, self.headers.get_content_type())
        if self.path.startswith("/ways/"):
            status, body = self.slack.forms.take_back(int(self.path.rpartition("/")[2]), given)
            self._write(Answer(status, body))
            return
        self._serve(self.path.rpartition("/")[2], given)

    def _serve(self, method: str, given: dict[str, Any]) -> None:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        answer = self.slack.answer(method, token, given)
        if answer.reset:
            # A linger of zero makes closing a reset.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        if answer.slow:
            self.slack.released.wait(20)
        self._write(answer)

    def _write(self, answer: Answer) -> None:
        body = answer.body.encode()
        try:
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            # The client has gone.
            self.close_connection = True

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(self.slack.clock.timestamp() if self.slack.clock else timestamp)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        del format, args


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that was reset on purpose is nothing to print."""
        del request, client_address


def _given(raw: bytes, content_type: str) -> dict[str, Any]:
    if not raw:
        return {}
    if content_type == "application/json":
        given: dict[str, Any] = json.loads(raw)
        return given
    return {name: values[-1] for name, values in parse_qs(raw.decode()).items()}
