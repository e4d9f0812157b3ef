"""A mail server, as far as watchtracker talks to it: real SMTP on this machine, with what goes wrong given as data.

Every mail that it accepted is kept with the bytes that it received. A fault says at which step of the dialogue
something goes wrong, and what; `accepts` says whether a mail was taken before its answer went wrong. Its certificate is
from a CA of its own, whose file a test names in SSL_CERT_FILE, as a user would.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from socket import socket
from threading import Event, Thread
from typing import Any, AnyStr, cast

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from watchtracker.targets import Security

USER, PASSWORD = "watch", "swordfish"
SENDER = "watch@example.org"


@dataclass(frozen=True)
class Fault:
    """What goes wrong at a step: a `reply`, a connection that is lost, no answer at all, or an answer that never ends.

    Steps are the commands, "GREETING", and "END" for the end of a mail. With `once` it happens at the next such step
    only, else at each until the test removes the fault; `recipient` limits it to one of them.
    """

    step: str
    reply: str = ""
    lost: bool = False
    dribbles: bool = False
    accepts: bool = False
    once: bool = True
    recipient: str | None = None


@dataclass(frozen=True)
class Received:
    """A mail that was accepted: its envelope, and its bytes as they came."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)

    def part(self, subtype: str) -> str:
        body = self.message.get_body((subtype,))
        assert body is not None
        return str(body.get_content())


@dataclass
class MailStandIn:
    """A mail server: the mails it accepted, in order, the users it knows, and who logged in."""

    security: Security = Security.STARTTLS
    offers_starttls: bool = True
    international: bool = True
    certificate_for: str = "localhost"
    without_log_in_by: tuple[str, ...] = ()
    mails: list[Received] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    passwords: dict[str, str] = field(default_factory=lambda: {USER: PASSWORD})
    log_ins: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    secured: list[bool] = field(default_factory=list)
    port: int = 0
    released: Event = field(default_factory=Event)

    def subjects(self) -> list[str]:
        return [str(mail.message["Subject"]) for mail in self.mails]

    def ids(self) -> list[str]:
        return [str(mail.message["Message-ID"]) for mail in self.mails]

    def take(self, mail: Received) -> None:
        """Keep a mail that is accepted, before the client gets its answer."""
        self.mails.append(mail)

    def fault(self, step: str, recipient: str | None = None) -> Fault | None:
        self.steps.append(step)
        for fault in self.faults:
            if fault.step == step and fault.recipient in (None, recipient):
                if fault.once:
                    self.faults.remove(fault)
                return fault
        return None


@cache
def authority() -> trustme.CA:
    """The CA that signs the certificates of all mail servers of the tests."""
    return trustme.CA()


def trusted(folder: Path) -> str:
    """The file of the CA, in `folder`."""
    path = folder / "authority.pem"
    authority().cert_pem.write_to_path(str(path))
    return str(path)


@contextmanager
def mail_stand_in(**more: Any) -> Iterator[MailStandIn]:
    """A mail server that listens until the block ends."""
    server = MailStandIn(**more)
    with listening(server):
        yield server


@contextmanager
def listening(server: MailStandIn) -> Iterator[None]:
    """Let a mail server listen until the block ends; if it listened before, it has the same port again."""
    server.released.clear()
    loop = asyncio.new_event_loop()
    dialogues: list[_Dialogue] = []

    def begun(dialogue: _Dialogue) -> _Dialogue:
        dialogues.append(dialogue)
        return dialogue

    context = _context(server.certificate_for)
    implicit = context if server.security is Security.TLS else None
    listener = loop.run_until_complete(
        loop.create_server(lambda: begun(_Dialogue(server, context, loop)), "127.0.0.1", server.port, ssl=implicit)
    )
    server.port = listener.sockets[0].getsockname()[1]
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.released.set()
        asyncio.run_coroutine_threadsafe(_ended(listener, dialogues), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


_MOST_TURNS = 100_000


async def _ended(listener: asyncio.Server, dialogues: list[_Dialogue]) -> None:
    listener.close()
    # A connection that was accepted just now gets its dialogue in the next turns of the loop.
    for _ in range(3):
        await asyncio.sleep(0)
    for dialogue in dialogues:
        dialogue.cut()
    others = asyncio.all_tasks() - {cast("asyncio.Task[Any]", asyncio.current_task())}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    # What was cut is closed in later turns of the loop, below TLS some more of them later.
    turns = 0
    while any(dialogue.is_open() for dialogue in dialogues):
        assert (turns := turns + 1) < _MOST_TURNS, "a connection of the mail server stays open"
        await asyncio.sleep(0)


def _context(name: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority().issue_cert(name).configure_cert(context)
    return context


class _Handler:
    """Takes a mail whose end has come, unless a fault says otherwise."""

    def __init__(self, server: MailStandIn) -> None:
        self._server = server

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(server, _Dialogue)
        fault = self._server.fault("END")
        if fault is None or fault.accepts:
            content = envelope.original_content
            assert content is not None
            self._server.secured.append(session.ssl is not None or self._server.security is Security.TLS)
            self._server.take(Received(str(envelope.mail_from), tuple(map(str, envelope.rcpt_tos)), content))
        if fault is not None:
            await server.lose_or_hang(fault)
        return "250 2.0.0 taken" if fault is None else fault.reply or "250 2.0.0 taken"


class _Dialogue(SMTP):
    """A dialogue, in which each step may have its fault."""

    def __init__(self, server: MailStandIn, context: ssl.SSLContext, loop: asyncio.AbstractEventLoop) -> None:
        starttls = server.security is Security.STARTTLS and server.offers_starttls
        super().__init__(
            _Handler(server),
            hostname="localhost",
            ident="stand-in",
            loop=loop,
            enable_SMTPUTF8=server.international,
            tls_context=context if starttls else None,
            authenticator=self._known,
            auth_require_tls=starttls,
            auth_exclude_mechanism=server.without_log_in_by,
        )
        self._mail = server
        self._greeted = False
        self._connections: list[asyncio.BaseTransport] = []
        self._sockets: list[socket] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep hold of the connection: below TLS it stays open for long after the dialogue has forgotten it."""
        self._connections.append(transport)
        self._sockets.append(transport.get_extra_info("socket"))
        super().connection_made(transport)

    def cut(self) -> None:
        """Lose the connection, and the one below it if TLS was begun later."""
        for transport in (self.transport, self._original_transport, *self._connections):
            if isinstance(transport, asyncio.Transport):
                transport.abort()

    def is_open(self) -> bool:
        """Whether a connection of it still has its socket."""
        return any(each.fileno() != -1 for each in self._sockets)

    async def lose_or_hang(self, fault: Fault) -> None:
        """Lose the connection, or keep the other side waiting."""
        if fault.lost:
            self.cut()
        while fault.dribbles and not self._mail.released.is_set():
            assert self._writer is not None
            self._writer.write(b"2")
            await asyncio.sleep(0.02)

    async def push(self, status: AnyStr) -> None:
        """Send a reply; the first one of a dialogue is the greeting, which can have its fault."""
        if not self._greeted:
            self._greeted = True
            if (fault := self._mail.fault("GREETING")) is not None:
                await self._answer_with(fault)
                return
        with suppress(ConnectionError):
            await super().push(status)

    async def _answer_with(self, fault: Fault) -> None:
        await self.lose_or_hang(fault)
        if fault.reply:
            await super().push(fault.reply)
        if fault.reply.startswith("421"):
            assert self.transport is not None
            self.transport.close()

    async def _step(self, name: str, real: Callable[[str], Awaitable[None]], arg: str) -> None:
        recipient = arg.partition("<")[2].partition(">")[0] if name == "RCPT" else None
        fault = self._mail.fault(name, recipient)
        if fault is None:
            await real(arg)
        else:
            await self._answer_with(fault)

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802
        await self._step("EHLO", super().smtp_EHLO, hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        await self._step("STARTTLS", super().smtp_STARTTLS, arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        await self._step("AUTH", super().smtp_AUTH, arg)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        await self._step("MAIL", super().smtp_MAIL, arg or "")

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        await self._step("RCPT", super().smtp_RCPT, arg or "")

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        await self._step("DATA", super().smtp_DATA, arg)

    async def smtp_QUIT(self, arg: str) -> None:  # noqa: N802
        await self._step("QUIT", super().smtp_QUIT, arg)

    def _known(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        del server, session, envelope, mechanism
        assert isinstance(data, LoginPassword)
        user, password = data.login.decode(), data.password.decode()
        self._mail.log_ins.append(user)
        known = self._mail.passwords.get(user) == password
        return AuthResult(success=known, handled=False)
