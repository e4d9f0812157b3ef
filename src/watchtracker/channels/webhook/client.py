"""Talking to a webhook: one POST, one answer, never a second try, and no redirect.

http.client is used by hand, since the difference that counts is whether the request can have begun to leave. A call
ends after a fixed time in all, however slowly the other side dribbles, because a lease stands behind it: it runs in a
thread of its own, and one that is given up before it asked does not ask any more.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from http.client import HTTPConnection
from urllib.parse import SplitResult, urlsplit

from watchtracker.channels.webhook import formats, proxies, responses, signature
from watchtracker.outbox.messages import Limits, Message, SendResult, SendStatus
from watchtracker.targets import WebhookFormat, WebhookTarget

LONGEST_CALL = timedelta(seconds=15)
# Chats allow a message a second, or about that.
_PAUSE = timedelta(seconds=1.1)
_GRACE = 1.0


def scope(name: str) -> str:
    """The gate of a webhook, by its channel's name; what follows a colon would be a part of it."""
    return f"webhook-{name}"


def limits(name: str, target: WebhookTarget) -> Limits:
    """What the webhook of a channel can bear."""
    return Limits(
        called=f"the webhook {name}",
        pause=None if target.format is WebhookFormat.STANDARD else _PAUSE,
        one_per_beat=True,
        longest_call=LONGEST_CALL,
        shared_gate=scope(name),
        if_refused="look at its address, and at the secret that signs",
        takes_corrections=False,
        drops_repetitions=target.format is WebhookFormat.STANDARD,
        has_plain_form=target.format is WebhookFormat.TEAMS,
    )


class Webhook:
    """Posts messages to the webhook of one channel; a call ends after `longest_call` seconds at the latest."""

    def __init__(
        self,
        name: str,
        target: WebhookTarget,
        *,
        clock: Callable[[], datetime],
        longest_call: float = LONGEST_CALL.total_seconds(),
    ) -> None:
        self.limits = limits(name, target)
        self._name = name
        self._target = target
        self._longest_call = longest_call
        self._clock = clock

    def send(self, message: Message, key: str) -> SendResult:
        """Post `message`; its key travels as the id by which a receiver can drop a repetition."""
        now = self._clock()
        body = formats.body(self._target.format, message, channel=self._name, now=now)
        named = signature.headers(body, key=key, at=now, secret=self._target.secret)
        if self._target.format is not WebhookFormat.STANDARD and not self._target.secret:
            named = {}
        headers = {"Content-Type": "application/json", "User-Agent": "watchtracker", **named}
        return _Post(urlsplit(self._target.address), body, headers, self._longest_call, now).result()


class _AbandonedError(Exception):
    """Nobody waits for this call any more."""


class _Post(threading.Thread):
    """One POST; `answer` is there once it is over."""

    def __init__(
        self, address: SplitResult, body: bytes, headers: Mapping[str, str], longest: float, now: datetime
    ) -> None:
        super().__init__(name="webhook", daemon=True)
        self._address = address
        self._body = body
        self._headers = headers
        self._longest = longest
        self._ends = time.monotonic() + longest
        self._now = now
        # Under this lock it is decided whether it asks, so that what was given up before cannot begin to.
        self._lock = threading.Lock()
        self._asked = False
        self._given_up = False
        self._connection: HTTPConnection | None = None
        self._answer: SendResult | None = None

    def result(self) -> SendResult:
        """Ask, and wait for the answer as long as one may; what is known of it then."""
        self.start()
        self.join(self._longest)
        with self._lock:
            self._given_up = True
            if self._answer is not None:
                return self._answer
        _end(self._connection)
        what, answer = ("answer", SendStatus.UNCLEAR) if self._asked else ("connection", SendStatus.NOT_SENT)
        return SendResult(answer, f"no {what} within {self._longest:g} seconds")

    def run(self) -> None:
        """Ask, and keep what was answered, or what is known of why nothing was."""
        try:
            answer = self._posted()
        except Exception as error:  # noqa: BLE001 - whatever went wrong on the way has its class as well
            answer = responses.not_answered(error, asked=self._asked)
        finally:
            if self._connection is not None:
                self._connection.close()
        with self._lock:
            self._answer = answer

    def _posted(self) -> SendResult:
        proxy = proxies.proxy_for(self._address)
        connection = self._connection = proxies.unconnected(self._address, proxy, self._left())
        connection.connect()
        with self._lock:
            if self._given_up:
                raise _AbandonedError
            self._asked = True
        connection.sock.settimeout(self._left())
        path, headers = proxies.requested(self._address, proxy)
        connection.request("POST", path, self._body, {**self._headers, **headers})
        response = connection.getresponse()
        return responses.classify(response.status, dict(response.headers.items()), self._now)

    def _left(self) -> float:
        """How many seconds a step may take: a little longer than somebody waits, who then says how far it came."""
        return max(self._ends - time.monotonic(), 0) + _GRACE


def _end(connection: HTTPConnection | None) -> None:
    """Close a connection under the thread that waits for it, which then ends as well."""
    sock = connection.sock if connection else None
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
