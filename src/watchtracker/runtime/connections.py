"""The web server: uvicorn in a thread of its own, under a roof that no crowd of connections breaks.

Descriptors are what a crowd uses up, and sending needs some too: this process may open as many as the machine lets it,
and connections take half of those at most. Who has not said within ten seconds what is asked for is cut off, and where
there are too many, the one that has waited longest without asking goes. It is held around any of uvicorn's parsers.
"""

from __future__ import annotations

import asyncio
import logging
import resource
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from watchtracker.errors import WatchtrackerError
from watchtracker.runtime.clock import elapsed
from watchtracker.runtime.parsers import available

HEAD_WITHIN = 10.0
_STOPS_WITHIN = 15.0
_MOST_DESCRIPTORS = 65_536
_MOST_CONNECTIONS = 1000
# How many the loop takes at once before it looks at those it has; as many more wait with the kernel.
_AT_ONCE = 8
_QUEUE = 1024
_A_MOMENT = 0.002  # finer than loops count
_SLOW = 60.0  # an answer that nobody fetches
_SAID_EVERY = 60.0
# What of ours says something at the wish of strangers, above all while the database is away.
_REPEAT = ("application", "health", "metrics", "sessions")

log = logging.getLogger(__name__)


@contextmanager
def answering(
    web: ASGIApp,
    listening: socket.socket,
    crowd: Crowd | None = None,
    parser: type[asyncio.Protocol] | None = None,
) -> Iterator[None]:
    """Have uvicorn answer in a thread of its own, so that signals are ours. Paths can hold tokens: no access log."""
    server = _Server(_config(web, crowd or Crowd(most=room()), parser or available()[0]))
    thread = threading.Thread(target=server.run, args=([listening],), name="web", daemon=True)
    with _thinned("asyncio", "uvicorn.error", *(f"watchtracker.web.{one}" for one in _REPEAT)):
        thread.start()
        try:
            yield
        finally:
            server.should_exit = True
            thread.join(_STOPS_WITHIN)


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens; raises WatchtrackerError where it may not."""
    with ExitStack() as stack:
        try:
            family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            # With its protocol, or asyncio leaves Nagle's delay on.
            found = stack.enter_context(socket.socket(family, kind, proto))
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind(address)
            found.listen()
        except (OSError, UnicodeError) as error:
            # Python's own look at a name has no errno: an empty or endless label.
            reason = (getattr(error, "strerror", None) or "that is no name of a host").lower()
            raise WatchtrackerError(
                f"nobody can listen at {host} port {port}: {reason}; choose another with --port"
            ) from error
        yield found


def room() -> int:
    """How many connections may be open, once this process may open as many files as the machine lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, _MOST_DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        # Some systems name a limit that they do not grant.
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    granted = _MOST_DESCRIPTORS if soft == resource.RLIM_INFINITY else soft
    return max(1, min(_MOST_CONNECTIONS, granted // 2))


@dataclass(slots=True, eq=False)
class _Guest:
    """One connection: since when it has been asking nothing, or has been answered."""

    transport: asyncio.Transport
    since: float
    answered: bool = False
    timer: asyncio.TimerHandle | None = None


@dataclass(slots=True)
class Crowd:
    """The connections that are open, `most` of them."""

    most: int
    within: float = HEAD_WITHIN
    _guests: set[_Guest] = field(default_factory=set)

    def come(self, transport: asyncio.Transport) -> _Guest:
        """Let a connection in, in place of another where there are too many."""
        loop = asyncio.get_running_loop()
        if len(self._guests) >= self.most:
            self._make_room(loop.time())
        guest = _Guest(transport, loop.time())
        self._guests.add(guest)
        guest.timer = loop.call_later(self.within, self._look_at, guest)
        return guest

    def wait(self, guest: _Guest) -> None:
        """From now on it has to say what it asks for."""
        loop = asyncio.get_running_loop()
        guest.answered, guest.since = False, loop.time()
        if guest.timer is None:
            guest.timer = loop.call_later(self.within, self._look_at, guest)

    def asked(self, guest: _Guest) -> None:
        """It has said so, and is answered."""
        guest.answered, guest.since = True, asyncio.get_running_loop().time()

    def go(self, guest: _Guest) -> None:
        """It is closed."""
        self._guests.discard(guest)
        if guest.timer is not None:
            guest.timer.cancel()

    def _look_at(self, guest: _Guest) -> None:
        """Cut it off if its time is up. A timer set with each request would cost more than to look again."""
        guest.timer = None
        if guest.answered:
            return
        loop = asyncio.get_running_loop()
        left = guest.since + self.within - loop.time()
        if left > _A_MOMENT:
            guest.timer = loop.call_later(left, self._look_at, guest)
        else:
            guest.transport.abort()

    def _make_room(self, now: float) -> None:
        log.warning("%d connections are open, the most there may be: the one that waits longest is closed", self.most)
        ready = [one for one in self._guests if not one.answered or now - one.since > _SLOW] or self._guests
        oldest = min(ready, key=lambda one: (one.answered, one.since))
        self.go(oldest)
        oldest.transport.abort()


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """The loop takes a few at once; what comes faster waits with the kernel."""
        await super().startup(sockets)
        for one in sockets or ():
            one.listen(_QUEUE)


def _config(web: ASGIApp, crowd: Crowd, parser: type[asyncio.Protocol]) -> uvicorn.Config:
    return uvicorn.Config(
        web,
        loop="auto",  # uvloop where it is
        http=_under_a_roof(parser, crowd),
        ws="none",
        access_log=False,
        log_config=None,
        lifespan="on",
        backlog=_AT_ONCE,
        timeout_graceful_shutdown=5,
    )


def _under_a_roof(parser: type[asyncio.Protocol], crowd: Crowd) -> type[asyncio.Protocol]:
    """`parser` with `crowd` told of what becomes of each connection."""

    class Roofed(parser):  # type: ignore[misc, valid-type]
        app: ASGIApp

        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            inner = self.app

            async def noted(scope: Scope, receive: Receive, send: Send) -> None:
                # uvicorn calls the application once a head is complete, whichever parser read it.
                crowd.asked(self.guest)
                try:
                    await inner(scope, receive, send)
                finally:
                    if not self.guest.transport.is_closing():
                        crowd.wait(self.guest)

            self.app = noted

        def connection_made(self, transport: asyncio.Transport) -> None:
            self.guest = crowd.come(transport)
            super().connection_made(transport)

        def connection_lost(self, exc: Exception | None) -> None:
            crowd.go(self.guest)
            super().connection_lost(exc)

    return Roofed


class Thinning(logging.Filter):
    """Lets the same line through once a minute, with how many were held back; `elapsed` gives seconds that only rise.

    The moment of a record will not do: once the clock was set back by a day, nothing would be said again that day.
    """

    def __init__(self, elapsed: Callable[[], float]) -> None:
        super().__init__()
        self._elapsed = elapsed
        self._said: dict[tuple[str, int, str], tuple[float, int]] = {}
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it is said."""
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
    """Hold back what these loggers repeat, until the block ends."""
    thinning, loggers = Thinning(elapsed), [log, *map(logging.getLogger, names)]
    for one in loggers:
        one.addFilter(thinning)
    try:
        yield
    finally:
        for one in loggers:
            one.removeFilter(thinning)
