"""The mail server as what all channels of mail share, and the senders of each.

`checks` logs in as sending would and sends nothing, so that people know before they rely on a reminder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from email.utils import formatdate

from watchtracker.channels.email import client
from watchtracker.channels.email.client import Envelope, Server
from watchtracker.channels.email.composing import Letterhead, composed
from watchtracker.checks import Check, Finding
from watchtracker.notifications import Channel
from watchtracker.outbox.messages import Limits, Message, SendResult, SendStatus
from watchtracker.targets import EmailTarget

# Gates are rows in databases that are kept, so their names stay.
GATE = "email"
LIMITS = Limits(
    called="the mail server",
    one_per_beat=True,
    longest_call=timedelta(seconds=client.HARD_TIMEOUT),
    shared_gate=GATE,
    if_refused="see that `user`, `sender` and the password in [email] are those that the mail server accepts",
    takes_corrections=False,
    has_plain_form=True,
)
# Seconds: with less patience than a mail is sent with, for somebody is waiting.
_PATIENCE = 10.0
_FIXES = {
    SendStatus.CREDENTIALS_REFUSED: LIMITS.if_refused,
    SendStatus.NOT_SENT: "nothing, if the server is down: everything waits for it; else look at `host`, `port` and"
    ' `security` in [email] (587 is for "starttls", 465 for "tls")',
}


class MailServer:
    """A mail server that takes what we send, and who sends to channels by way of it."""

    limits = LIMITS

    def __init__(self, server: Server, *, sender: str, name: str, timeout: float = client.HARD_TIMEOUT) -> None:
        self._server = server
        self._sender = sender
        self._name = name
        self._timeout = timeout

    def sender(self, channel: str, target: EmailTarget) -> Mail:
        """Who sends what goes to `channel`."""
        head = Letterhead(self._sender, self._name, channel)
        return Mail(self._server, head, target.addresses, timeout=self._timeout)

    def probe(self) -> SendResult:
        """Whether it lets us in and accepts the sender."""
        return client.try_log_in(self._server, self._sender, timeout=self._timeout)

    def clock(self) -> datetime | None:
        """Mail servers do not say what time it is."""
        return None

    def checks(self, channels: Iterable[Channel], now: datetime) -> Iterator[Check]:
        """Log in, if any channel is of mail."""
        del now
        if not any(isinstance(channel.to, EmailTarget) for channel in channels):
            return
        server = self._server
        result = client.try_log_in(server, self._sender, timeout=min(self._timeout, _PATIENCE))
        where = f"{server.host}:{server.port} ({server.security})"
        if result.status is SendStatus.SENT:
            whom = f"lets {server.user} in" if server.user else "takes mail without a log-in"
            yield Check("e-mail", Finding.OK, f"{where} {whom} and accepts the sender {self._sender}")
        else:
            yield Check("e-mail", Finding.BAD, f"{where}: {result.detail}", _FIXES.get(result.status, ""))


class Mail:
    """Sends messages to the addresses of one channel, all in one mail."""

    limits = LIMITS

    def __init__(
        self,
        server: Server,
        head: Letterhead,
        addresses: tuple[str, ...],
        *,
        timeout: float = client.HARD_TIMEOUT,
    ) -> None:
        self._server = server
        self._head = head
        self._addresses = addresses
        self._timeout = timeout

    def send(self, message: Message, key: str) -> SendResult:
        """Hand the mail over to the server; the key makes its Message-ID."""
        # When a mail was written is what its readers' programs sort by; nothing here depends on it.
        date = formatdate(localtime=True)
        envelope = Envelope(
            self._head.sender,
            self._addresses,
            lambda recipients: composed(message, key, self._head, recipients, date),
        )
        return client.send(self._server, envelope, timeout=self._timeout)


def declared(name: str, target: EmailTarget, about: str, *, set_up: bool) -> Check:
    """A channel of the settings: where it leads, or that it cannot without a password."""
    to = ", ".join(target.addresses)
    if set_up:
        return Check(f"channel {name}", Finding.OK, f"e-mail to {to}: {about}")
    seen = f"there is no password for the mail server, so what is for {to} goes to the console"
    return Check(f"channel {name}", Finding.WARN, seen, "set WATCHTRACKER_EMAIL__PASSWORD")
