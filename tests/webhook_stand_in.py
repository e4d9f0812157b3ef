"""A receiver of webhooks: real HTTP on this machine, over TLS if asked, with what goes wrong given as data.

Every request that was read is kept as it came, so a test can verify its signature and compare bodies byte by byte.
"""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass(frozen=True)
class Misfortune:
    """What happens to the next call: a `status`, or a connection that is reset, dribbles or hangs.

    `reset_early` is before the request was read, `reset` after. With `always` it happens to every call; `accepts` says
    whether the request was taken before its answer went wrong.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    reset_early: bool = False
    reset: bool = False
    dribbles: bool = False
    hangs: bool = False
    always: bool = False
    accepts: bool = False

    @property
    def is_one(self) -> bool:
        """Whether anything goes wrong at all."""
        return self.status // 100 != 2 or self.reset or self.reset_early or self.dribbles or self.hangs


@dataclass(frozen=True)
class Posted:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class WebhookStandIn:
    """A receiver; `status` is what it answers where nothing goes wrong."""

    requests: list[Posted] = field(default_factory=list)
    misfortunes: list[Misfortune] = field(default_factory=list)
    status: int = 200
    port: int = 0
    scheme: str = "http"
    released: Event = field(default_factory=Event)

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/in/s3cret"

    def came(self, posted: Posted) -> Misfortune:
        """Keep a request that was read, and say what happens to it."""
        self.requests.append(posted)
        return self.next_misfortune()

    def next_misfortune(self) -> Misfortune:
        if not self.misfortunes:
            return Misfortune(self.status)
        found = self.misfortunes[0]
        if not found.always:
            self.misfortunes.pop(0)
        return found


@contextmanager
def webhook_stand_in(tls: ssl.SSLContext | None = None) -> Iterator[WebhookStandIn]:
    """A receiver that listens until the block ends."""
    receiver = WebhookStandIn(scheme="https" if tls else "http")
    with receiving(receiver, tls):
        yield receiver


@contextmanager
def receiving(receiver: WebhookStandIn, tls: ssl.SSLContext | None = None) -> Iterator[None]:
    """Let a receiver listen until the block ends; if it listened before, it has the same address again."""
    receiver.released.clear()
    handler = type("Handler", (_Handler,), {"receiver": receiver, "tls": tls})
    with _Server(("127.0.0.1", receiver.port), handler) as server:
        receiver.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            receiver.released.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    receiver: WebhookStandIn
    tls: ssl.SSLContext | None

    def setup(self) -> None:
        if self.tls is not None:
            # In the thread of this call, so that a client that never finishes the handshake does not block others.
            self.request = self.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        super().finish()
        if self.tls is not None:
            self.request.close()  # the server closes the one that it had before

    def handle(self) -> None:
        if self.receiver.misfortunes and self.receiver.misfortunes[0].reset_early:
            self.receiver.next_misfortune()
            self.connection.recv(1, socket.MSG_PEEK)  # it has begun to arrive
            self._reset()
            return
        super().handle()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        misfortune = self.receiver.came(Posted(self.path, dict(self.headers.items()), body))
        if misfortune.reset:
            self._reset()
        elif misfortune.dribbles:
            self._dribble()
        elif misfortune.hangs:
            self.receiver.released.wait(20)
        else:
            self._answer(misfortune)

    def _reset(self) -> None:
        # A linger of zero makes closing a reset.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def _dribble(self) -> None:
        with suppress(OSError):
            while not self.receiver.released.wait(0.02):
                self.wfile.write(b"H")
        self.close_connection = True

    def _answer(self, misfortune: Misfortune) -> None:
        body = misfortune.body.encode()
        with suppress(OSError):
            self.send_response(misfortune.status)
            for name, value in misfortune.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        del format, args


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: object) -> None:
        """A connection that was reset on purpose is nothing to print."""
        del request, client_address
