"""What the tests of a database in trouble share: a loop whose sleeps cost no time, and a wire that can be cut.

The loop is the real one. It sleeps on an event that it is given, so a test gives it one that moves the clock on
instead: half an hour of outage and back is a matter of milliseconds, and the same each time.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import TypeVar

from sqlalchemy import URL, make_url

from tests.edges.delivering import NOW, SLACK, a_delivery, notifications, slack_sender
from tests.slack_stand_in import SlackStandIn
from watchtracker.channels.slack import LIMITS, Slack
from watchtracker.notifications import NotificationState
from watchtracker.outbox.messages import Message, SendResult
from watchtracker.outbox.records import DeliveryState
from watchtracker.runtime.clock_guard import ClockWatch
from watchtracker.runtime.heartbeat import Heartbeat
from watchtracker.store.engine import Store, Transaction


@dataclass
class Hands:
    """The hands of both clocks; a machine that sleeps moves the wall clock alone."""

    wall: float = 0
    running: float = 0
    slept: float = 0

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.wall)

    def monotonic(self) -> float:
        return self.running

    def elapsed(self) -> float:
        """As the clock that counts a sleep."""
        return self.running + self.slept

    def turn(self, seconds: float) -> None:
        self.wall += seconds
        self.running += seconds


@dataclass
class Posting:
    """The real sender, with what happens while the answer is on its way."""

    sender: Slack
    meanwhile: list[Callable[[], object]] = field(default_factory=list)
    limits = LIMITS

    def send(self, message: Message, key: str) -> SendResult:
        outcome = self.sender.send(message, key)
        if self.meanwhile:
            self.meanwhile.pop(0)()
        return outcome

    def find(self, *asked: object) -> object:
        return self.sender.find(*asked)  # type: ignore[arg-type]

    def take_back(self, *asked: object) -> object:
        return self.sender.take_back(*asked)  # type: ignore[arg-type]


class Sleeps(Event):
    """What the loop sleeps on: each sleep turns the hands, and `until` seconds on, the loop is stopped."""

    def __init__(self, hands: Hands, until: float) -> None:
        super().__init__()
        self._hands = hands
        self.until = until
        self.slept: list[float] = []
        self.at: dict[float, Callable[[], object]] = {}
        self.stop: Callable[[], None] = lambda: None

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.slept.append(timeout)
        self._hands.turn(timeout)
        for moment in [moment for moment in self.at if moment <= self._hands.running]:
            self.at.pop(moment)()
        if self._hands.running > self.until:
            self.stop()
        return False


class Loop:
    """A heartbeat over `store` that sends to a stand-in of Slack, on clocks of its own."""

    def __init__(self, store: Store, slack: SlackStandIn, *, until: float = 200) -> None:
        self.store = store
        self.slack = slack
        self.hands = Hands()
        self.posting = Posting(slack_sender(slack))
        self.sleeps = Sleeps(self.hands, until)
        self.delivery = a_delivery(store, {"policy": self.posting}, SLACK, monotonic=self.hands.monotonic)
        self.heartbeat = Heartbeat(
            self.delivery,
            clock=self.hands.now,
            server_clock=lambda: None,
            watch=ClockWatch(self.hands.elapsed),
            monotonic=self.hands.monotonic,
            wake=self.sleeps,
        )
        self.sleeps.stop = self.heartbeat.stop

    def run(self) -> None:
        """Have the loop run for its time; whatever left it would fail the test here."""
        self.heartbeat.run()

    def sent_once(self) -> list[str]:
        """What Slack accepted, after making sure that all was sent, each once, and that each has its receipt."""
        keys, texts = self.slack.keys(), self.slack.texts()
        assert len(set(keys)) == len(keys)
        assert len(set(texts)) == len(texts)
        owed = notifications(self.store)
        assert {one.state for one in owed} == {NotificationState.SENT}
        with self.store.reading() as tx:
            sent = tx.deliveries.in_state(DeliveryState.SENT)
            members = [member for one in sent for member in tx.deliveries.members(one.id)]
        receipts = {(one.key, one.receipt_ts) for one in sent}
        assert receipts == {(key, message["ts"]) for key, message in zip(keys, self.slack.messages, strict=True)}
        assert sorted(members) == sorted(one.stored_id for one in owed)
        return texts


class Befallen(Store):
    """A store of whose writing transactions one is befallen by something, at its start or before its commit."""

    counted = 0
    _number = 0
    _at = ""
    _what: Callable[[Transaction], object]

    def befall(self, number: int, at: str, what: Callable[[Transaction], object]) -> None:
        """Counted from here, from 1; `at` is "start" or "commit"."""
        self.counted, self._number, self._at, self._what = 0, number, at, what

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        with super().writing() as tx:
            self.counted += 1
            mine = self.counted == self._number
            if mine and self._at == "start":
                self._what(tx)
            yield tx
            if mine and self._at == "commit":
                self._what(tx)


Kind = TypeVar("Kind", bound=Befallen)


@contextmanager
def befallen(url: str, kind: type[Kind]) -> Iterator[Kind]:
    store = kind.open(url)
    assert isinstance(store, kind)
    try:
        yield store
    finally:
        store.close()


@dataclass
class Wire:
    """A wire to a PostgreSQL server that can be cut at any question, counted from the moment of asking for it.

    A question is what ends in the server being ready for the next one. Cut `before` it, the server never hears it;
    cut after it, the server has done it, and nobody hears the answer.
    """

    url: str = ""
    asked: int = 0
    cuts: int = 0
    _cut: Callable[[int, bytes], bool] = lambda number, question: False  # noqa: ARG005 - named as it is called
    _before: bool = False

    def begin(self, cut: Callable[[int, bytes], bool], *, before: bool = False) -> None:
        """Count from here, and cut as `cut` says of a number and its question."""
        self.asked, self._cut, self._before = 0, cut, before

    def is_cut(self, question: bytes, *, before: bool) -> bool:
        self.asked += before
        cut = before is self._before and self._cut(self.asked, question)
        self.cuts += cut
        return cut


@contextmanager
def a_wire(url: str) -> Iterator[Wire]:
    """A wire to the server of `url`; `Wire.url` is the same database over it."""
    address = make_url(url)
    wire = Wire()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        plain = {"sslmode": "disable", "gssencmode": "disable"}
        over = address.set(host="127.0.0.1", port=port, query=plain)
        wire.url = over.render_as_string(hide_password=False)
        thread = Thread(target=_accept, args=(listening, address, wire), daemon=True)
        thread.start()
        try:
            yield wire
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _accept(listening: socket.socket, address: URL, wire: Wire) -> None:
    with suppress(OSError):
        while True:
            client, _ = listening.accept()
            Thread(target=_carry, args=(client, address, wire), daemon=True).start()


def _carry(client: socket.socket, address: URL, wire: Wire) -> None:
    with client, suppress(OSError), _server(address) as server:
        server.sendall(_framed(client, typed=False))
        _authenticate(client, server)
        while True:
            question = _question(client)
            if wire.is_cut(question, before=True):
                return
            server.sendall(question)
            answer = _answer(server)
            if wire.is_cut(question, before=False):
                return
            client.sendall(answer)


def _server(address: URL) -> socket.socket:
    host, port = str(address.query.get("host") or address.host), address.port or 5432
    if not host.startswith("/"):
        return socket.create_connection((host, port), timeout=20)
    server = socket.socket(socket.AF_UNIX)
    server.connect(f"{host}/.s.PGSQL.{port}")
    return server


def _authenticate(client: socket.socket, server: socket.socket) -> None:
    asks_for_more = {3, 5, 10, 11}
    while True:
        message = _framed(server)
        client.sendall(message)
        if message[:1] == b"Z":
            return
        if message[:1] == b"R" and int.from_bytes(message[5:9], "big") in asks_for_more:
            server.sendall(_framed(client))


def _question(client: socket.socket) -> bytes:
    asked = b""
    while True:
        message = _framed(client)
        asked += message
        if message[:1] in {b"Q", b"S"}:
            return asked
        if message[:1] == b"X":
            raise ConnectionAbortedError


def _answer(server: socket.socket) -> bytes:
    answered = b""
    while True:
        message = _framed(server)
        answered += message
        if message[:1] == b"Z":
            return answered


def _framed(end: socket.socket, *, typed: bool = True) -> bytes:
    kind = _exactly(end, 1) if typed else b""
    length = _exactly(end, 4)
    return kind + length + _exactly(end, int.from_bytes(length, "big") - 4)


def _exactly(end: socket.socket, size: int) -> bytes:
    read = b""
    while len(read) < size:
        part = end.recv(size - len(read))
        if not part:
            raise ConnectionAbortedError
        read += part
    return read
