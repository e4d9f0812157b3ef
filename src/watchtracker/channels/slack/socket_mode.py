"""Socket Mode, as far as it can be spoken of where aiohttp is not installed: it is in the extra `slack-socket`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from importlib.util import find_spec
from typing import Protocol

from watchtracker.channels.slack.fields import at, text_at
from watchtracker.channels.slack.socket_standing import Pace, SocketStanding
from watchtracker.checks import Check, Finding
from watchtracker.inbox.at_once import AtOnce
from watchtracker.inbox.intents import Intent

NOT_INSTALLED = "nobody is heard in Slack: there is an app token, but aiohttp, which Socket Mode needs, is missing"
INSTALL = "pip install 'watchtracker[slack-socket]', and start watchtracker again"


def is_installed() -> bool:
    """Whether what a socket needs is installed."""
    return find_spec("aiohttp") is not None


class Listener(Protocol):
    """Who listens at a socket in the background."""

    @property
    def standing(self) -> SocketStanding:
        """How the socket stands."""

    def start(self) -> None:
        """Connect, and stay connected."""

    def stop(self) -> None:
        """Take nothing more, let what is being answered be acked within moments, and close."""


def listener(
    app_token: str,
    api_url: str,
    receive: Callable[[str], Awaitable[tuple[Intent, AtOnce]]],
    now: Callable[[], datetime],
) -> Listener:
    """Who listens, and answers with what `receive` makes of each payload; `is_installed` is asked first."""
    from watchtracker.channels.slack.socket import Socket

    return Socket(app_token, api_url, receive, now=now)


def checks(app_token: str, api_url: str, pace: Pace | None = None) -> Iterator[Check]:
    """Whether a connection can be opened; it is closed at once.

    Slack hands each payload to any one of the connections of an app, so it may hand one to this in that moment. It is
    not acked: whoever pressed sees that it was not recorded, and so does whoever looks here.
    """
    if not is_installed():
        yield Check("Slack", Finding.BAD, NOT_INSTALLED, INSTALL)
        return
    hello, came, trouble = asyncio.run(_hello(app_token, api_url, pace or Pace()))
    if trouble is not None:
        fix = "nothing, if Slack is down; else look at the app token, and whether Socket Mode is on for the app"
        yield Check("Slack", Finding.BAD, f"no connection for answers (Socket Mode): {trouble}", fix)
        return
    app, others = text_at(hello, "connection_info", "app_id"), at(hello, "num_connections")
    named = f" for the app {app}" if app else ""
    counted = f"; with it there were {others}" if isinstance(others, int) and others > 1 else ""
    yield Check("Slack", Finding.OK, f"a connection for answers (Socket Mode) opens{named}{counted}")
    if came:
        seen = f"{came} of what people pressed came over that connection while it was open, and is not recorded"
        yield Check("Slack", Finding.WARN, seen, "nothing: Slack told whoever pressed, who can press again")


async def _hello(app_token: str, api_url: str, pace: Pace) -> tuple[object, int, str | None]:
    from watchtracker.channels.slack.socket_connection import Connection, NoConnectionError, connected

    came = 0

    async def take(connection: Connection, request: object) -> None:
        nonlocal came
        del connection, request
        came += 1

    try:
        connection = await connected(app_token, api_url, take, pace)
    except NoConnectionError as error:
        return None, 0, error.trouble.why
    await connection.end()
    return connection.hello, came, None
