"""Talking to a mail server: one dialogue for each message, one answer, never a second try.

The end of a message is sent apart from what stands before it. Until then nothing was accepted for certain, and after
it only the answer says what became of it. A dialogue ends after a fixed time in all, however slowly the other side
dribbles: then its connection is cut, and what was not ended cannot be any more. `responses` says what came back.
"""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from watchtracker.channels.email import responses
from watchtracker.channels.email.responses import Reply, Step
from watchtracker.outbox.messages import SendResult, SendStatus
from watchtracker.targets import Security

SOCKET_TIMEOUT = 20.0
HARD_TIMEOUT = 24.0
_LAST_WORDS = 2.0
_GOES_ON = 354
_CLOSING = 421
_NOT_INTERNATIONAL = (553, "the mail server takes no international addresses")


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over, and as whom. Without a `user` nobody logs in."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who a message is from and who gets it, by address; `content` makes it for those that the server can take."""

    sender: str
    recipients: tuple[str, ...]
    content: Callable[[tuple[str, ...]], bytes]


class _RefusedError(Exception):
    """The server refused a step; `result` says what follows."""

    def __init__(self, result: SendResult) -> None:
        super().__init__(result.detail)
        self.result = result


class _TooLateError(Exception):
    """Nobody waits for the dialogue any more, and it must not end its message."""


def send(server: Server, envelope: Envelope, *, timeout: float = HARD_TIMEOUT) -> SendResult:
    """Hand a message over."""
    return _Dialogue(server, timeout).run(lambda dialogue: dialogue.deliver(envelope))


def try_log_in(server: Server, sender: str, *, timeout: float = HARD_TIMEOUT) -> SendResult:
    """Log in and name the sender, which the server may refuse; no message is sent."""
    return _Dialogue(server, timeout).run(lambda dialogue: dialogue.knock(sender))


class _Dialogue:
    """One connection, from its opening to what came of it; `step` is where it is."""

    def __init__(self, server: Server, timeout: float) -> None:
        self._server = server
        self._timeout = timeout
        self._step = Step.CONNECT
        self._result: SendResult | None = None
        self._given_up = False
        self._settled = threading.Event()
        self._smtp: smtplib.SMTP | None = None
        # Held where a step begins, so that nothing is ended once the dialogue was given up.
        self._lock = threading.Lock()

    def run(self, work: Callable[[_Dialogue], SendResult]) -> SendResult:
        """What came of `work`, or that there was no answer in time."""
        threading.Thread(target=self._work, args=(work,), name="email", daemon=True).start()
        # Nobody waits for the good-bye that follows once it is known what came of it.
        self._settled.wait(self._timeout)
        with self._lock:
            if self._result is not None:
                return self._result
            self._given_up = True
            step = self._step
        self._cut()
        lost = SendStatus.UNCLEAR if step is Step.END else SendStatus.NOT_SENT
        return SendResult(lost, f"{step.value}: no answer within {self._timeout:g} seconds")

    def deliver(self, envelope: Envelope) -> SendResult:
        """Hand a message over to whoever of its recipients is accepted."""
        with self._logged_in() as smtp:
            recipients, refused = _takable(smtp, envelope)
            if recipients:
                self._name_sender(smtp, envelope.sender, international=_is_international(envelope.sender, *recipients))
            self._enter(Step.RECIPIENTS)
            accepted = []
            for recipient in recipients:
                reply = _decoded(smtp.rcpt(recipient))
                if responses.is_accepted(reply):
                    accepted.append(recipient)
                elif reply[0] == _CLOSING:
                    raise _RefusedError(responses.of_refusal(self._step, reply))
                else:
                    refused[recipient] = reply
            if (result := responses.of_recipients(accepted, refused)) is not None:
                return result
            self._hand_over(smtp, envelope.content(recipients))
            result = SendResult(SendStatus.SENT, responses.plain(responses.without(refused)))
            self._settle(result)
            return result

    def knock(self, sender: str) -> SendResult:
        """Log in and name the sender."""
        with self._logged_in() as smtp:
            self._name_sender(smtp, sender, international=_is_international(sender))
            result = SendResult(SendStatus.SENT)
            self._settle(result)
            return result

    def _work(self, work: Callable[[_Dialogue], SendResult]) -> None:
        try:
            result = work(self)
        except _RefusedError as refused:
            result = refused.result
        except Exception as error:  # noqa: BLE001 - whatever went wrong on the way has its class as well
            result = responses.of_error(self._step, error)
        self._settle(result)

    def _settle(self, result: SendResult) -> None:
        """Keep what came of it; what came first holds."""
        with self._lock:
            self._result = self._result or result
        self._settled.set()

    @contextmanager
    def _logged_in(self) -> Iterator[smtplib.SMTP]:
        self._smtp = smtp = self._unconnected()
        try:
            self._accept(_decoded(smtp.connect(self._server.host, self._server.port)))
            # A dialogue that was given up while it connected ends here.
            self._enter(Step.CONNECT)
            self._accept(_decoded(smtp.ehlo()))
            if self._server.security is Security.STARTTLS:
                self._enter(Step.TLS)
                self._start_tls(smtp)
            if self._server.user:
                self._enter(Step.LOG_IN)
                self._log_in(smtp)
            yield smtp
            with suppress(smtplib.SMTPException, OSError):
                smtp.sock.settimeout(_LAST_WORDS)  # type: ignore[union-attr]
                smtp.quit()
        finally:
            smtp.close()

    def _unconnected(self) -> smtplib.SMTP:
        server, timeout = self._server, min(SOCKET_TIMEOUT, self._timeout)
        # smtplib would ask for a full name of this machine, for which some networks take longer than a call may.
        name = host if "." in (host := socket.gethostname()) and host.isascii() else "[127.0.0.1]"
        smtp: smtplib.SMTP
        if server.security is Security.TLS:
            smtp = smtplib.SMTP_SSL(local_hostname=name, timeout=timeout, context=ssl.create_default_context())
        else:
            smtp = smtplib.SMTP(local_hostname=name, timeout=timeout)
        # What a server's certificate is compared with.
        smtp._host = server.host  # type: ignore[attr-defined]  # noqa: SLF001 - set by the constructor, which would connect
        return smtp

    def _start_tls(self, smtp: smtplib.SMTP) -> None:
        if not smtp.has_extn("starttls"):
            said = "the server offers no STARTTLS, and mail is not sent unprotected"
            raise _RefusedError(SendResult(SendStatus.NOT_SENT, f"{self._step.value}: {said}"))
        try:
            smtp.starttls(context=ssl.create_default_context())
        except smtplib.SMTPResponseException as refused:
            text = refused.smtp_error
            self._accept(_decoded((refused.smtp_code, text if isinstance(text, bytes) else text.encode())))
        self._accept(_decoded(smtp.ehlo()))

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        offered = smtp.esmtp_features.get("auth", "").upper().split()
        user, password = self._server.user, self._server.password
        if "PLAIN" in offered:
            reply = _decoded(smtp.docmd("AUTH", f"PLAIN {_base64(chr(0), user, chr(0), password)}"))
        elif "LOGIN" in offered:
            reply = _decoded(smtp.docmd("AUTH", f"LOGIN {_base64(user)}"))
            if reply[0] == 334:  # noqa: PLR2004 - go on
                reply = _decoded(smtp.docmd(_base64(password)))
        else:
            said = "the server offers no log-in by PLAIN or LOGIN"
            raise _RefusedError(SendResult(SendStatus.CREDENTIALS_REFUSED, f"{self._step.value}: {said}"))
        # What a server repeats of what it was told must not be told on.
        hidden = (password, _base64(password), _base64(chr(0), user, chr(0), password))
        self._accept((reply[0], _hiding(reply[1], hidden)))

    def _name_sender(self, smtp: smtplib.SMTP, sender: str, *, international: bool) -> None:
        self._enter(Step.SENDER)
        if international and not smtp.has_extn("smtputf8"):
            raise _RefusedError(responses.of_refusal(self._step, _NOT_INTERNATIONAL))
        options = ("SMTPUTF8", "BODY=8BITMIME") if international else ()
        self._accept(_decoded(smtp.mail(sender, options)))

    def _hand_over(self, smtp: smtplib.SMTP, content: bytes) -> None:
        self._enter(Step.CONTENT)
        reply = _decoded(smtp.docmd("DATA"))
        if reply[0] != _GOES_ON:
            raise _RefusedError(responses.of_refusal(self._step, reply))
        smtp.send(_dotted(content))
        self._enter(Step.END)
        smtp.send(b".\r\n")
        self._accept(_decoded(smtp.getreply()))

    def _accept(self, reply: Reply) -> None:
        if not responses.is_accepted(reply):
            raise _RefusedError(responses.of_refusal(self._step, reply))

    def _enter(self, step: Step) -> None:
        with self._lock:
            if self._given_up:
                raise _TooLateError
            self._step = step

    def _cut(self) -> None:
        """Wake up whoever still reads or writes."""
        sock = self._smtp.sock if self._smtp else None
        if isinstance(sock, socket.socket):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


def _takable(smtp: smtplib.SMTP, envelope: Envelope) -> tuple[tuple[str, ...], dict[str, Reply]]:
    """The recipients that the server can be told of, and those that it cannot."""
    if smtp.has_extn("smtputf8"):
        return envelope.recipients, {}
    plain = tuple(address for address in envelope.recipients if address.isascii())
    return plain, {address: _NOT_INTERNATIONAL for address in envelope.recipients if not address.isascii()}


def _is_international(*addresses: str) -> bool:
    return not all(map(str.isascii, addresses))


def _decoded(reply: tuple[int, bytes]) -> Reply:
    code, text = reply
    return code, text.decode(errors="replace")


def _base64(*parts: str) -> str:
    return base64.b64encode("".join(parts).encode()).decode("ascii")


def _hiding(text: str, secrets: tuple[str, ...]) -> str:
    for secret in filter(None, secrets):
        text = text.replace(secret, "***")
    return text


def _dotted(content: bytes) -> bytes:
    """As it travels: a line that begins with a dot gets another (RFC 5321, 4.5.2), and the last line is a whole one."""
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    return b"".join((b"." if line.startswith(b".") else b"") + line + b"\r\n" for line in lines)
