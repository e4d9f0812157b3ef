"""A client that asks as fast as it is answered, in a process of its own, so that it takes no time from a server.

It speaks just enough HTTP over bare sockets: what Python's own clients do with an answer takes longer than a good
server needs to give it. `Load` has the process, which reads its jobs from standard input and says when one is done.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

# Enough that a server never waits for the client to wake up.
_AT_ONCE = 8
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Job:
    """`count` times the same request, on connections that stay; `each_connects`: as subscribers come, hours apart."""

    port: int
    path: str
    status: int
    count: int
    headers: dict[str, str] = field(default_factory=dict)
    each_connects: bool = False


class Load:
    """The client's process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, job: Job) -> None:
        """Comes back when everything was answered; raises where anything was answered with another status."""
        asked, done = self._process.stdin, self._process.stdout
        assert asked is not None
        assert done is not None
        asked.write(f"{json.dumps(asdict(job))}\n")
        asked.flush()
        if done.readline() != "done\n":
            raise RuntimeError(f"the client could not finish {job}")


@contextmanager
def load() -> Iterator[Load]:
    """The client, until the block ends."""
    command = [sys.executable, "-m", "benchmarks.load"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Load(process)
        finally:
            process.terminate()


def _serve_jobs() -> None:
    for line in sys.stdin:
        job = Job(**json.loads(line))
        (_ask_each_anew if job.each_connects else _ask)(job)
        print("done", flush=True)


def _ask(job: Job) -> None:
    request = _request(job)
    connections = [_connected(job.port) for _ in range(min(_AT_ONCE, job.count))]
    for connection in connections:
        connection.sendall(request)
    for number in range(job.count):
        connection = connections[number % len(connections)]
        _read(connection, job.status)
        if number + len(connections) < job.count:
            connection.sendall(request)
    for connection in connections:
        connection.close()


def _ask_each_anew(job: Job) -> None:
    request = _request(job)
    for _ in range(job.count):
        with _connected(job.port) as connection:
            connection.sendall(request)
            _read(connection, job.status)


def _request(job: Job) -> bytes:
    headers = {"Host": f"127.0.0.1:{job.port}", **job.headers}
    lines = [f"GET {job.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join((*lines, "", "")).encode()


def _connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def _read(connection: socket.socket, status: int) -> None:
    head = b""
    while _END not in head:
        head += _received(connection)
    head, _, body = head.partition(_END)
    if not head.startswith(b"HTTP/1.1 %d " % status):
        raise RuntimeError(f"answered with {head[:20]!r} instead of {status}")
    # A 304 may say how long the body would be.
    length = None if status == 304 else _LENGTH.search(head)
    left = int(length[1]) - len(body) if length else 0
    while left > 0:
        left -= len(_received(connection))


def _received(connection: socket.socket) -> bytes:
    received = connection.recv(1 << 20)
    if not received:
        raise RuntimeError("the server hung up")
    return received


if __name__ == "__main__":
    _serve_jobs()
