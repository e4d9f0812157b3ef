"""Slack's end of Socket Mode: real websockets on this machine, with what goes wrong done when a test says so.

A connection is opened as Slack wants it: an app token is given for an address that works once. What is acked lies in
`acks` with the number of the connection that it came over.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from queue import Queue
from threading import Event, Thread
from typing import Any

from aiohttp import WSMsgType, web

APP_TOKEN = "xapp-1-A0OURS-stand-in"
_PATIENCE = 20.0


@dataclass
class SlackSockets:
    """What Slack knows of an app's connections; `refuses` is the error that every attempt to open one gets."""

    refuses: str = ""
    says_first: str = "hello"
    presses_at_once: list[Mapping[str, Any]] = field(default_factory=list)
    opened: int = 0
    port: int = 0
    acks: Queue[tuple[int, dict[str, Any]]] = field(default_factory=Queue)
    connected: Queue[int] = field(default_factory=Queue)
    closed: Queue[int] = field(default_factory=Queue)
    _tickets: set[str] = field(default_factory=set)
    _serial: Iterator[int] = field(default_factory=count)
    _open: dict[int, web.WebSocketResponse] = field(default_factory=dict)
    _transports: dict[int, asyncio.Transport] = field(default_factory=dict)
    _frozen: set[int] = field(default_factory=set)
    _numbers: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def address(self) -> str:
        """An address that works once."""
        ticket = f"t{next(self._serial)}"
        self._tickets.add(ticket)
        return f"ws://127.0.0.1:{self.port}/link/?ticket={ticket}"

    def send(
        self, payload: Mapping[str, Any], kind: str = "interactive", *, envelope: str = "e1", takes: bool = True
    ) -> None:
        """Deliver a payload over the newest connection."""
        message = {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": takes}
        self._do(self._say(message))

    def disconnect(self, reason: str) -> None:
        """Announce the end of the newest connection."""
        self._do(self._say({"type": "disconnect", "reason": reason, "debug_info": {}}))

    def cut(self, number: int) -> None:
        """End a connection without a word."""
        self._loop.call_soon_threadsafe(self._transports[number].abort)

    def freeze(self, number: int) -> None:
        """Read no more of a connection, and answer nothing."""
        self._frozen.add(number)
        self._loop.call_soon_threadsafe(self._transports[number].pause_reading)

    def ack(self) -> tuple[int, dict[str, Any]]:
        """The next ack, and the number of its connection."""
        return self.acks.get(timeout=_PATIENCE)

    def connection(self) -> int:
        """The number of the next connection that was made."""
        return self.connected.get(timeout=_PATIENCE)

    def ended(self) -> int:
        """The number of the next connection that has ended."""
        return self.closed.get(timeout=_PATIENCE)

    def _do(self, doing: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(doing, self._loop).result(_PATIENCE)

    async def _say(self, message: Mapping[str, Any]) -> None:
        await self._open[self._numbers].send_str(json.dumps(message))

    async def _opens(self, request: web.Request) -> web.Response:
        self.opened += 1
        if request.headers.get("Authorization") != f"Bearer {APP_TOKEN}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if self.refuses:
            return web.json_response({"ok": False, "error": self.refuses})
        return web.json_response({"ok": True, "url": self.address()})

    async def _link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401)
        self._tickets.remove(ticket)
        link = web.WebSocketResponse(autoping=False, max_msg_size=0)
        await link.prepare(request)
        self._numbers += 1
        number = self._numbers
        self._open[number] = link
        assert isinstance(request.transport, asyncio.Transport)
        self._transports[number] = request.transport
        for payload in self.presses_at_once:
            await link.send_str(json.dumps({"type": "interactive", "envelope_id": "e0", "payload": payload}))
        if self.says_first == "hello":
            info = {"app_id": "A0OURS"}
            await link.send_str(json.dumps({"type": "hello", "num_connections": 1, "connection_info": info}))
        else:
            await link.send_str(json.dumps({"type": "disconnect", "reason": self.says_first}))
        self.connected.put(number)
        async for message in link:
            if message.type is WSMsgType.PING and number not in self._frozen:
                await link.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self.acks.put((number, json.loads(message.data)))
        self.closed.put(number)
        return link

    def _run(self, ready: Event, done: asyncio.Event) -> None:
        async def live() -> None:
            app = web.Application()
            app.router.add_post("/api/apps.connections.open", self._opens)
            app.router.add_get("/link/", self._link)
            runner = web.AppRunner(app, shutdown_timeout=0.1)
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            self.port = runner.addresses[0][1]
            ready.set()
            await done.wait()
            for transport in self._transports.values():
                transport.abort()
            await runner.cleanup()

        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(live())
        self._loop.close()

    @contextmanager
    def running(self) -> Iterator[SlackSockets]:
        """It can be reached until the block ends."""
        ready, done = Event(), asyncio.Event()
        thread = Thread(target=self._run, args=(ready, done))
        thread.start()
        assert ready.wait(_PATIENCE)

        try:
            yield self
        finally:
            self._loop.call_soon_threadsafe(done.set)
            thread.join(_PATIENCE)
