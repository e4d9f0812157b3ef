"""The web server: uvicorn in a thread, with a limit on its connections.

Each connection uses a file descriptor, and sending needs some too. So this process raises its limit as far as the
system allows, and connections may use half of it. A connection that has not sent a whole request head within ten
seconds is closed; if there are too many, the one that has been idle longest is closed. This works with each of
uvicorn's parsers.
"""

from __future__ import annotations

import asyncio
import logging
import os
import resource
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from watchtracker.errors import WatchtrackerError
from watchtracker.runtime.clock import elapsed
from watchtracker.runtime.parsers import available
from watchtracker.web.doors.proxies import Connected

HEAD_WITHIN = 10.0  # seconds
_STOPS_WITHIN = 15.0  # seconds
_MOST_DESCRIPTORS = 65_536
_MOST_CONNECTIONS = 1000
# How many new connections the loop accepts before it serves those it has; further ones wait in the kernel's queue.
_AT_ONCE = 8
_QUEUE = 1024
_A_MOMENT = 0.002  # seconds; event loops are not more exact
_SLOW = 60.0  # seconds, for a client that does not fetch its answer
_SAID_EVERY = 60.0  # seconds
# Modules of `web` that log whenever a stranger asks, above all while the database is away.
_REPEAT = ("application", "health", "metrics", "sessions", "slack")

log = logging.getLogger(__name__)


@contextmanager
def answering(
    web: ASGIApp,
    listening: socket.socket,
    crowd: Crowd | None = None,
    parser: type[asyncio.Protocol] | None = None,
) -> Iterator[None]:
    """Run uvicorn in a thread until the block ends.

    In a thread it installs no signal handlers, so that ours work. It writes no access log, because paths can hold
    tokens: `web.access_log` masks them.
    """
    server = _Server(_config(web, crowd or Crowd(most=room()), parser or available()[0]))
    thread = threading.Thread(target=server.run, args=([listening],), name="web", daemon=True)
    with _thinned("asyncio", "uvicorn.error", *(f"watchtracker.web.{name}" for name in _REPEAT)):
        thread.start()
        try:
            yield
        finally:
            server.should_exit = True
            thread.join(_STOPS_WITHIN)


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens at `host` and `port`; raises WatchtrackerError if that is not possible."""
    with ExitStack() as stack:
        try:
            family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            # The protocol is given because asyncio switches Nagle's delay off only for a socket that names TCP.
            found = stack.enter_context(socket.socket(family, kind, proto))
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind(address)
            found.listen()
        except (OSError, UnicodeError) as error:
            # A UnicodeError has no strerror: Python itself refuses a host name with an empty or very long label.
            reason = (getattr(error, "strerror", None) or "that is no name of a host").lower()
            raise WatchtrackerError(
                f"nobody can listen at {host} port {port}: {reason}; choose another with --port"
            ) from error
        yield found


def room() -> int:
    """Raise the limit of open files as far as the system allows; returns how many connections may be open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, _MOST_DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        # Some systems report a limit that they do not grant.
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    granted = _MOST_DESCRIPTORS if soft == resource.RLIM_INFINITY else soft
    return max(1, min(_MOST_CONNECTIONS, granted // 2))


@dataclass(slots=True, eq=False)
class _Guest:
    """A connection; `since` is when it became idle, or when its request came if it is being `answered`."""

    transport: asyncio.Transport
    since: float
    answered: bool = False
    timer: asyncio.TimerHandle | None = None


@dataclass(slots=True)
class Crowd:
    """The open connections, at most `most`; an idle one is closed after `within` seconds. For one event loop."""

    most: int
    within: float = HEAD_WITHIN
    _guests: set[_Guest] = field(default_factory=set)

    def come(self, transport: asyncio.Transport) -> _Guest:
        """Add a connection; if there are too many, close the one that has been idle longest."""
        loop = asyncio.get_running_loop()
        if len(self._guests) >= self.most:
            self._make_room(loop.time())
        guest = _Guest(transport, loop.time())
        self._guests.add(guest)
        guest.timer = loop.call_later(self.within, self._check, guest)
        return guest

    def wait(self, guest: _Guest) -> None:
        """The connection is idle: from now on its time to send a request runs."""
        loop = asyncio.get_running_loop()
        guest.answered, guest.since = False, loop.time()
        if guest.timer is None:
            guest.timer = loop.call_later(self.within, self._check, guest)

    def asked(self, guest: _Guest) -> None:
        """A whole request head has come, and is being answered."""
        guest.answered, guest.since = True, asyncio.get_running_loop().time()

    def go(self, guest: _Guest) -> None:
        """The connection is closed."""
        self._guests.discard(guest)
        if guest.timer is not None:
            guest.timer.cancel()

    def _check(self, guest: _Guest) -> None:
        """Close it if its time is up, else check again later: setting a timer anew for each request would cost more."""
        guest.timer = None
        if guest.answered:
            return
        loop = asyncio.get_running_loop()
        left = guest.since + self.within - loop.time()
        if left > _A_MOMENT:
            guest.timer = loop.call_later(left, self._check, guest)
        else:
            guest.transport.abort()

    def _make_room(self, now: float) -> None:
        log.warning("%d connections are open, the most there may be: the one that waits longest is closed", self.most)
        closable = [guest for guest in self._guests if not guest.answered or now - guest.since > _SLOW] or self._guests
        oldest = min(closable, key=lambda guest: (guest.answered, guest.since))
        self.go(oldest)
        oldest.transport.abort()


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Lengthen the kernel's queue again, which uvicorn made as short as `_AT_ONCE` (its backlog)."""
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(_QUEUE)


def _config(web: ASGIApp, crowd: Crowd, parser: type[asyncio.Protocol]) -> uvicorn.Config:
    # uvicorn would do so by itself, and then nobody could tell any more which proxy a request came from.
    trusted = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
    return uvicorn.Config(
        Connected(ProxyHeadersMiddleware(web, trusted_hosts=trusted)),  # type: ignore[arg-type]
        proxy_headers=False,
        loop="auto",  # uvloop if it is installed
        http=_counted(parser, crowd),
        ws="none",
        access_log=False,
        log_config=None,
        lifespan="on",
        backlog=_AT_ONCE,
        timeout_graceful_shutdown=5,
    )


def _counted(parser: type[asyncio.Protocol], crowd: Crowd) -> type[asyncio.Protocol]:
    """`parser`, a protocol class of uvicorn, made to report each connection to `crowd`."""

    class Counted(parser):  # type: ignore[misc, valid-type]
        app: ASGIApp

        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            inner = self.app

            async def reporting(scope: Scope, receive: Receive, send: Send) -> None:
                # Whichever parser it uses, uvicorn calls the application when a request head is complete.
                crowd.asked(self.guest)
                try:
                    await inner(scope, receive, send)
                finally:
                    if not self.guest.transport.is_closing():
                        crowd.wait(self.guest)

            self.app = reporting

        def connection_made(self, transport: asyncio.Transport) -> None:
            self.guest = crowd.come(transport)
            super().connection_made(transport)

        def connection_lost(self, exc: Exception | None) -> None:
            crowd.go(self.guest)
            super().connection_lost(exc)

    return Counted


class Thinning(logging.Filter):
    """Lets a line that repeats through once a minute, with the number of those held back.

    `elapsed` gives seconds that only rise. The time of the log record would not do: if the clock were set back by a
    day, the line would not be logged again for a day.
    """

    def __init__(self, elapsed: Callable[[], float]) -> None:
        super().__init__()
        self._elapsed = elapsed
        self._said: dict[tuple[str, int, str], tuple[float, int]] = {}
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log the record."""
        key = record.name, record.levelno, str(record.msg)[:200].partition("\n")[0]
        with self._lock:
            now = self._elapsed()
            before, held = self._said.get(key, (float("-inf"), 0))
            if now - before < _SAID_EVERY:
                self._said[key] = before, held + 1
                return False
            if len(self._said) > _MOST_CONNECTIONS:
                self._said.clear()
            self._said[key] = now, 0
        if held:
            record.msg, record.args = f"{record.getMessage()} (and {held} times since it was said last)", None
        return True


@contextmanager
def _thinned(*names: str) -> Iterator[None]:
    """Hold back repeated lines of these loggers until the block ends."""
    thinning, loggers = Thinning(elapsed), [log, *map(logging.getLogger, names)]
    for logger in loggers:
        logger.addFilter(thinning)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeFilter(thinning)
