"""Connections that reach exactly what was checked, and end when the whole fetch has to end.

A name is looked up once. Each number that came of it is checked, and the connection goes to one of those that passed,
so a second look-up cannot give another answer. TLS still asks for the name, and so does the `Host` header.

One deadline holds for everything: the look-up, the connection, the handshake and each read. A timeout for each read
alone would let a server that sends a byte now and then keep the fetch for hours.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address
from typing import Any

import httpcore2

from watchtracker.sources.addresses import Allowed, IPAddress, RefusedAddressError, WebAddress

Lookup = Callable[[str, int], Sequence[str]]

_LONGEST_CONNECT = 10.0
_MOST_NUMBERS = 4


class NoHostError(Exception):
    """A name that cannot be looked up."""


class DeadlineError(Exception):
    """The time for the whole fetch is over."""


class Deadline:
    """The moment at which a fetch ends."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        """Whether nothing more may be begun."""
        return self._ends <= time.monotonic()

    def left(self) -> float:
        """How many seconds are left; raises DeadlineError if none are."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise DeadlineError
        return left

    def shared(self, parts: int) -> float:
        """How many seconds one of several attempts may take."""
        return min(self.left() / parts, _LONGEST_CONNECT)


def look_up(host: str, port: int) -> list[str]:
    """The numbers of a host, as the system finds them; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def checked_numbers(address: WebAddress, allowed: Allowed, lookup: Lookup, deadline: Deadline) -> list[IPAddress]:
    """The numbers of an address that may be asked, looked up once.

    Raises NoHostError if there are none at all, and RefusedAddressError if none of them may be asked.
    """
    numbers = [ip_address(text) for text in _looked_up(address, lookup, deadline)]
    passed, refusal = [], None
    for number in numbers:
        try:
            allowed.check(address, number)
        except RefusedAddressError as error:
            refusal = error
        else:
            passed.append(number)
    if passed:
        return passed[:_MOST_NUMBERS]
    raise refusal or NoHostError


def _looked_up(address: WebAddress, lookup: Lookup, deadline: Deadline) -> Sequence[str]:
    """What the look-up says, unless it takes too long: the system's own cannot be ended, so a thread waits for it."""
    found: list[Sequence[str]] = []

    def ask() -> None:
        try:
            found.append(lookup(address.host, address.port))
        except (OSError, UnicodeError):
            found.append(())

    thread = threading.Thread(target=ask, name="lookup", daemon=True)
    thread.start()
    thread.join(deadline.left())
    if not found:
        raise DeadlineError
    if not found[0]:
        raise NoHostError
    return found[0]


class Pinned(httpcore2.NetworkBackend):
    """Connects to the numbers that were checked, whatever name it is asked for."""

    def __init__(self, address: WebAddress, numbers: Sequence[IPAddress], deadline: Deadline) -> None:
        self._address = address
        self._numbers = numbers
        self._deadline = deadline
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline says it
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first number that answers."""
        if (host.strip("[]"), port) != (self._address.host, self._address.port):
            raise RuntimeError(f"{host}:{port} was not checked")
        error: Exception | None = None
        for place, number in enumerate(self._numbers):
            try:
                stream = self._sockets.connect_tcp(
                    str(number),
                    port,
                    timeout=self._deadline.shared(len(self._numbers) - place),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as failed:
                error = failed
            else:
                return _Timed(stream, self._deadline)
        self._deadline.left()
        raise error or RuntimeError("no number was given")

    def connect_unix_socket(self, *_args: Any, **_named: Any) -> httpcore2.NetworkStream:
        """Nothing that is fetched is reached through a file."""
        raise NotImplementedError


class _Timed(httpcore2.NetworkStream):
    """A connection on which each step takes at most what is left of the whole."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline says it
        return self._stream.read(max_bytes, timeout=self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - the deadline says it
        self._stream.write(buffer, timeout=self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the deadline says it
    ) -> httpcore2.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname=server_hostname, timeout=self._deadline.left())
        return _Timed(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
