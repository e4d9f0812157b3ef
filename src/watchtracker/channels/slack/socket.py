"""What Slack sends over a socket that we opened (Socket Mode): for whoever cannot be reached from outside.

A guard in a thread with a loop of its own keeps one connection, and replaces it before it ends where Slack announces
that. It needs aiohttp, which `socket_mode` looks for. A payload is acked when it was answered or written down, and
never otherwise: whoever pressed a button sees then that nothing was recorded.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

from slack_sdk.socket_mode.request import SocketModeRequest

from watchtracker.channels.slack.replies import reply
from watchtracker.channels.slack.socket_connection import Connection, NoConnectionError, connected
from watchtracker.channels.slack.socket_standing import Pace, SocketStanding, SocketState, Tries, Trouble
from watchtracker.inbox.at_once import AtOnce
from watchtracker.inbox.intents import Intent

_ACKED = 200
_STOPS_WITHIN = 3.0  # seconds beyond those that acks in flight have

_log = logging.getLogger("watchtracker.channels.slack.socket")


class Socket:
    """Keeps a connection to Slack, and answers what comes over it with what `receive` makes of it.

    `heard` is called in the thread of the socket at each change of its standing.
    """

    def __init__(
        self,
        app_token: str,
        api_url: str,
        receive: Callable[[str], Awaitable[tuple[Intent, AtOnce]]],
        *,
        now: Callable[[], datetime],
        heard: Callable[[SocketStanding], object] = lambda _: None,
        pace: Pace | None = None,
    ) -> None:
        self._app_token = app_token
        self._api_url = api_url
        self._receive = receive
        self._now = now
        self._heard = heard
        self._pace = pace or Pace()
        self._began = threading.Event()
        self._stopping = asyncio.Event()
        self._current: Connection | None = None
        self._connections: set[Connection] = set()
        self._retiring: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._run, name="slack socket", daemon=True)
        self.standing = SocketStanding(SocketState.STOPPED, now())

    @property
    def is_stopping(self) -> bool:
        """Whether nothing more is taken."""
        return self._stopping.is_set()

    def start(self) -> None:
        """Connect, and stay connected, in the background."""
        self._thread.start()
        self._began.wait()

    def stop(self) -> None:
        """Take nothing more, let what is being answered be acked within moments, and close."""
        with suppress(RuntimeError):  # it was stopped before, and its loop is closed
            self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(self._pace.drain + _STOPS_WITHIN)

    def _run(self) -> None:
        asyncio.run(self._live())

    async def _live(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._began.set()
        self._stand(SocketState.CONNECTING)
        guard = asyncio.create_task(self._keep_connected())
        await self._stopping.wait()
        guard.cancel()
        await asyncio.wait([guard])
        pending = {task for connection in self._connections for task in connection.pending}
        if pending:
            await asyncio.wait(pending, timeout=self._pace.drain)
        if self._retiring:
            await asyncio.wait(self._retiring, timeout=self._pace.drain)
        await asyncio.gather(*(connection.end() for connection in self._connections), return_exceptions=True)
        self._stand(SocketState.STOPPED)

    async def _keep_connected(self) -> None:
        """Have a connection always; what goes wrong is waited out, and nothing ends this but being stopped."""
        tries = Tries()
        while True:
            trouble, stood = await self._until_trouble()
            tries = tries.after(trouble, stood, self._pace)
            pause = tries.pause(trouble, self._pace)
            if trouble.is_refusal:
                _log.warning("nobody is heard in Slack for %g seconds: %s", pause, trouble.why)
            else:
                _log.info("the connection to Slack is made anew in %g seconds: %s", pause, trouble.why)
            if pause:
                self._stand(SocketState.WAITING, trouble.why, self._now() + timedelta(seconds=pause))
                await asyncio.sleep(pause)

    async def _until_trouble(self) -> tuple[Trouble, float]:
        """Connect, and stay so until there is trouble; returns it, and for how many seconds the connection stood."""
        try:
            connection = await connected(self._app_token, self._api_url, self._take, self._pace)
        except NoConnectionError as error:
            return error.trouble, 0.0
        except Exception as error:  # noqa: BLE001 - nothing that a library raises may end the guard
            _log.error("a connection to Slack could not be made: %r", error)
            return Trouble("unreachable", f"Slack cannot be reached: {type(error).__name__}"), 0.0
        began, before = self._loop.time(), self._current
        self._current = connection
        self._connections.add(connection)
        self._stand(SocketState.CONNECTED)
        if before is not None:
            self._retire(before)
        trouble = await connection.over()
        if not trouble.is_handover:
            # One that Slack gives notice of goes on working until the next is there.
            self._current = None
            self._retire(connection)
            self._stand(SocketState.CONNECTING)
        return trouble, self._loop.time() - began

    def _retire(self, connection: Connection) -> None:
        task = asyncio.create_task(self._retired(connection))
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)

    async def _retired(self, connection: Connection) -> None:
        """Close a connection once what came over it is acked."""
        if connection.pending:
            await asyncio.wait(connection.pending, timeout=self._pace.drain)
        self._connections.discard(connection)
        await connection.end()

    async def _take(self, connection: Connection, request: SocketModeRequest) -> None:
        """Answer a payload, and ack it if it was answered or written down. Nothing of what is sent is logged."""
        if self._stopping.is_set():
            return
        try:
            said = reply(*await self._receive(json.dumps(request.payload)))
            if said.status != _ACKED:
                return
            ack: dict[str, object] = {"envelope_id": request.envelope_id}
            if said.json and request.accepts_response_payload:
                ack["payload"] = json.loads(said.json)
            await self._acked(connection, json.dumps(ack))
        except Exception as error:  # noqa: BLE001 - the SDK would log what was sent
            _log.error("what came from Slack was not acked: %s", type(error).__name__)

    async def _acked(self, connection: Connection, ack: str) -> None:
        """Send an ack over the connection that its payload came over, or over the one that took its place."""
        try:
            await connection.send(ack)
        except OSError:
            if self._current is None or self._current is connection:
                raise
            await self._current.send(ack)

    def _stand(self, state: SocketState, why: str = "", again_at: datetime | None = None) -> None:
        self.standing = SocketStanding(state, self._now(), why, again_at)
        self._heard(self.standing)
