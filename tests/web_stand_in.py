"""A web server of this machine, over TLS if asked, that answers each path as it was told, trouble included.

What it was asked is kept, so that a test can say what came and what never did. Nothing in it waits for time to pass:
what drips or hangs goes on until the client has left.
"""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

import trustme


@dataclass(frozen=True)
class Asked:
    """A request as it came: its path, and its headers by their names in lower case."""

    path: str
    headers: dict[str, str]


@dataclass
class WebStandIn:
    """Where it listens, what it answers by path, and what it was asked."""

    port: int
    secure: bool
    answers: dict[str, list[Callable[[socket.socket], None]]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    connections: list[str] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"{'https' if self.secure else 'http'}://{host}:{self.port}{path}"

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def gives(self, path: str, *answers: bytes | Callable[[socket.socket], None]) -> None:
        """Let `path` be answered so, one after the other; the last stays."""
        self.answers[path] = [sending(answer) if isinstance(answer, bytes) else answer for answer in answers]

    def answer(self, connection: socket.socket) -> None:
        """Read one request, and answer it."""
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(65536)
            if not piece:
                return
            head += piece
        first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        path = first.split(" ")[1]
        pairs = (line.split(": ", 1) for line in lines)
        self.asked.append(Asked(path, {name.lower(): value for name, value in pairs}))
        ways = self.answers.get(path, [sending(response(404))])
        (ways.pop(0) if len(ways) > 1 else ways[0])(connection)


def response(status: int = 200, body: bytes = b"", *headers: str, length: int | None = None) -> bytes:
    """An answer as it goes over the wire."""
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(location: str, status: int = 302) -> bytes:
    """An answer that leads elsewhere."""
    return response(status, b"", f"Location: {location}")


def sending(raw: bytes) -> Callable[[socket.socket], None]:
    """Answer with these bytes."""
    return lambda connection: connection.sendall(raw)


def endless(begin: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    """Answer with `begin`, then `piece` for ever, as fast as it goes."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(begin)
        while True:
            connection.sendall(piece)

    return answer


def dripping(begin: bytes, piece: bytes, left: Event) -> Callable[[socket.socket], None]:
    """Answer with `begin`, then with `piece` every few milliseconds until the client has `left`."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(begin)
        while not left.wait(0.005):
            connection.sendall(piece)

    return answer


def hanging(begin: bytes = b"") -> Callable[[socket.socket], None]:
    """Answer with `begin`, and then with nothing until the client hangs up."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(begin)
        while connection.recv(1024):
            pass

    return answer


def reset(begin: bytes = b"") -> Callable[[socket.socket], None]:
    """Answer with `begin`, then cut the connection off."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(begin)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return answer


@contextmanager
def serving(tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> Iterator[WebStandIn]:
    """A server that listens while the block runs."""
    with socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET) as listener:
        web = WebStandIn(listener.getsockname()[1], secure=tls is not None)
        Thread(target=_accepting, args=(listener, web, tls), daemon=True).start()
        yield web
        web.over.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def _accepting(listener: socket.socket, web: WebStandIn, tls: ssl.SSLContext | None) -> None:
    with suppress(OSError):
        while True:
            connection, peer = listener.accept()
            web.connections.append(peer[0])
            Thread(target=_connected, args=(connection, web, tls), daemon=True).start()


def _connected(connection: socket.socket, web: WebStandIn, tls: ssl.SSLContext | None) -> None:
    with suppress(OSError), connection:
        connection.settimeout(10)
        if tls is None:
            web.answer(connection)
            return
        with tls.wrap_socket(connection, server_side=True) as secured:
            web.answer(secured)


def certified(*names: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context for these names, and that of a client which trusts it."""
    authority = trustme.CA()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(server)
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(client)
    return server, client


def names(hosts: dict[str, Sequence[str]]) -> Callable[[str, int], Sequence[str]]:
    """A look-up that knows these hosts, and no other."""

    def look_up(host: str, _port: int) -> Sequence[str]:
        if host not in hosts:
            raise OSError("no such host")
        return hosts[host]

    return look_up
