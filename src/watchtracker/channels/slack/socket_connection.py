"""One connection of Socket Mode, by the client of slack_sdk that is built on aiohttp: its other two lose acks.

That client connects anew by itself, and so fast that Slack refuses: here it never does, and whoever uses a connection
asks `over` why it has to be replaced. aiohttp is in the extra `slack-socket`, so this module is imported only where it
is installed.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from aiohttp import ClientError, WSMessage
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from watchtracker.channels.slack.fields import text_at
from watchtracker.channels.slack.socket_standing import (
    CLOSED,
    SILENT,
    Pace,
    Trouble,
    of_disconnect,
    of_refusal,
    unreachable,
)

_OPENS_WITHIN = 10.0
# The SDK goes on trying an address that works only once: a handshake that failed is given up with it.
_CONNECTS_WITHIN = 5.0
_CLOSES_WITHIN = 1.0

# What goes wrong is said by whoever watches; the SDK's own lines would say it twice, and with tracebacks.
_QUIET = logging.getLogger("watchtracker.slack_sdk.socket")
_QUIET.setLevel(logging.CRITICAL)

Take = Callable[["Connection", SocketModeRequest], Awaitable[None]]


class NoConnectionError(Exception):
    """There is no connection, because of a trouble."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.why)
        self.trouble = trouble


class _Client(SocketModeClient):
    """A client that keeps to one connection."""

    async def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: FBT001, FBT002 - the SDK's signature
        """Connect never anew: whoever watches the connection decides that."""


class Connection:
    """One connection to Slack, which hands each payload to `take`."""

    def __init__(self, web: AsyncWebClient, address: str, take: Take, pace: Pace) -> None:
        self._pace = pace
        self._take = take
        self._changed = asyncio.Event()
        self._trouble: Trouble | None = None
        self._heard_at = asyncio.get_running_loop().time()
        self._pong: float | None = None
        self._client = _Client(
            app_token="",
            logger=_QUIET,
            web_client=web,
            auto_reconnect_enabled=False,
            ping_interval=pace.ping,
            on_message_listeners=[self._heard],
            on_error_listeners=[self._closed],
            on_close_listeners=[self._closed],
        )
        self._client.wss_uri = address
        self._client.proxy = _proxy(address)
        self._client.socket_mode_request_listeners.append(self._requested)
        # What Slack said of itself, once it has; a payload being answered is in `pending`.
        self.hello: dict[str, Any] | None = None
        self.pending: set[asyncio.Task[Any]] = set()

    async def begin(self) -> None:
        """Connect, and wait for the hello; raises NoConnectionError."""
        try:
            async with asyncio.timeout(_CONNECTS_WITHIN):
                await self._client.connect()  # type: ignore[no-untyped-call]
        except TimeoutError as error:
            raise NoConnectionError(unreachable(error)) from None
        while self.hello is None:
            if (trouble := await self._look()) is not None:
                raise NoConnectionError(trouble)

    async def over(self) -> Trouble:
        """Wait until the connection has to be replaced, and say why."""
        while (trouble := await self._look()) is None:
            pass
        return trouble

    async def send(self, message: str) -> None:
        """Send a message; raises ConnectionError if the connection is closed."""
        await self._client.send_message(message)

    async def end(self) -> None:
        """Close it; a peer that does not close its side is not waited for."""
        client = self._client
        client.closed = True
        with suppress(TimeoutError, ClientError, OSError):
            async with asyncio.timeout(_CLOSES_WITHIN):
                await client.disconnect()  # type: ignore[no-untyped-call]
        for task in (client.message_processor, client.current_session_monitor, client.message_receiver):
            if task is not None:
                task.cancel()
        await client.aiohttp_client_session.close()

    async def _look(self) -> Trouble | None:
        """Wait for a moment, or until something happens; the trouble, if there is any by then."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pace.look):
                await self._changed.wait()
        self._changed.clear()
        session, now = self._client.current_session, asyncio.get_running_loop().time()
        if self._client.last_ping_pong_time != self._pong:
            self._pong, self._heard_at = self._client.last_ping_pong_time, now
        if self._trouble is not None:
            return self._trouble
        if session is None or session.closed:
            return CLOSED
        return SILENT if now - self._heard_at > self._pace.silence else None

    async def _heard(self, message: WSMessage) -> None:
        """Note what Slack says of the connection. The SDK sleeps for seconds where a listener raises: this never does.

        `begin` and `over` alone clear `_changed`, and the trouble stays, so nothing that happens between them is lost.
        """
        self._heard_at = asyncio.get_running_loop().time()
        try:
            said = json.loads(message.data)
        except (ValueError, TypeError, RecursionError):
            return
        match text_at(said, "type"):
            case "hello":
                self.hello = said
                self._changed.set()
            case "disconnect":
                self._trouble = of_disconnect(text_at(said, "reason") or "")
                self._changed.set()
            case _:
                return

    async def _closed(self, message: WSMessage) -> None:
        del message
        self._trouble = self._trouble or CLOSED
        self._changed.set()

    async def _requested(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        del client
        task = asyncio.current_task()
        assert task is not None  # the SDK makes one for each payload
        self.pending.add(task)
        try:
            await self._take(self, request)
        finally:
            self.pending.discard(task)


async def connected(app_token: str, api_url: str, take: Take, pace: Pace) -> Connection:
    """A connection that Slack has said hello on; raises NoConnectionError."""
    web = AsyncWebClient(
        base_url=api_url, timeout=int(_OPENS_WITHIN), retry_handlers=[], logger=_QUIET, trust_env_in_session=True
    )
    # The SDK's own choice would send plain http through HTTPS_PROXY and past NO_PROXY.
    web.proxy = None
    connection = Connection(web, await _address(web, app_token), take, pace)
    try:
        await connection.begin()
    except BaseException:
        await connection.end()
        raise
    return connection


async def _address(web: AsyncWebClient, app_token: str) -> str:
    try:
        async with asyncio.timeout(_OPENS_WITHIN):
            answer = await web.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        raise NoConnectionError(of_refusal(str(error.response.get("error")))) from None
    except (SlackClientError, ClientError, OSError, TimeoutError, ValueError) as error:
        raise NoConnectionError(unreachable(error)) from None
    address = answer.get("url")
    if not isinstance(address, str) or not address:
        raise NoConnectionError(Trouble("no_address", "Slack named no address to connect to"))
    return address


def _proxy(address: str) -> str | None:
    """The proxy that the environment names for an address, as for everything else that is sent."""
    parts = urlsplit(address)
    if proxy_bypass(parts.hostname or ""):
        return None
    return getproxies().get("https" if parts.scheme == "wss" else "http")
