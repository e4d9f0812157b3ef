"""A real server for tests: uvicorn on a free port of this machine, and requests as raw as a test needs them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Thread
from time import monotonic

import uvicorn
from starlette.types import ASGIApp

from watchtracker.runtime.parsers import available

Parser = type[asyncio.Protocol]

_PATIENCE = 15.0


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Site:
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers)

    def soon(self, path: str, holds: Callable[[Answer], bool], **headers: str) -> Answer:
        """Ask until the answer is as it should be: usually within a second, but longer on a busy machine."""
        return self.within_seconds(_PATIENCE, path, holds, **headers)

    def within_seconds(self, seconds: float, path: str, holds: Callable[[Answer], bool], **headers: str) -> Answer:
        """Ask until the answer is as it should be; fails if that takes more than so many seconds."""
        until = monotonic() + seconds
        while not holds(answer := self.get(path, **headers)):
            assert monotonic() < until, answer
        return answer

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """One request; the header names may be written with underscores, as keywords are."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            sent = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()


@contextmanager
def serving(app: ASGIApp, parser: Parser | None = None) -> Iterator[Site]:
    """`app` behind uvicorn until the block ends. The socket listens before the server runs, so nobody waits for it."""
    # asyncio sends small answers without delay only on sockets that are TCP by name.
    with socket.socket(proto=socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        config = uvicorn.Config(app, http=parser or available()[0], log_config=None, access_log=False, ws="none")
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield Site(listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(timeout=10)
