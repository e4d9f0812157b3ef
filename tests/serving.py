"""A real server for tests: uvicorn on a free port of this machine, and requests as raw as a test needs them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Event, Thread
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
        server = _Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield Site(listening.getsockname()[1])
        finally:
            server.end()
            thread.join(timeout=10)


class _Server(uvicorn.Server):
    """uvicorn's server, which ends as soon as it is told to and its answers are given.

    uvicorn looks ten times a second whether it shall end, and then waits as long again: too long for hundreds of tests
    with a server each.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._told = Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over = asyncio.Event()

    def end(self) -> None:
        """Let it end, from another thread; it may not have begun yet."""
        self._told.set()
        if self._loop is not None:
            with suppress(RuntimeError):  # it has ended by itself
                self._loop.call_soon_threadsafe(self._over.set)

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        if self._told.is_set():
            return
        ticking = asyncio.ensure_future(super().main_loop())
        over = asyncio.ensure_future(self._over.wait())
        await asyncio.wait({ticking, over}, return_when=asyncio.FIRST_COMPLETED)
        for task in (ticking, over):
            task.cancel()
        await asyncio.gather(ticking, over, return_exceptions=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listening in sockets or []:
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110 - they are sets, without events
            await asyncio.sleep(0.001)
        for server in self.servers:
            await server.wait_closed()
        await self.lifespan.shutdown()
