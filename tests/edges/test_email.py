"""E-mail as a mail server sees it: what arrives, byte for byte, and what follows from every way it can go wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.mail_stand_in import PASSWORD, SENDER, USER, Fault, MailStandIn, listening, mail_stand_in, trusted
from watchtracker.channels.email import Mail, MailServer, Server, client
from watchtracker.outbox.messages import Entry, Message, SendResult, SendStatus
from watchtracker.targets import EmailTarget, Security

MOVED = Entry(
    "V4 launch: slipped by 69 days to Apr 2026, was mid-Feb 2026 (Whale Lab, 23 Mar 2026). So far: 1 move.",
    title="V4 launch",
    kind="moved",
    page="http://127.0.0.1:8765/items/v4",
)
NOTICE = Message((MOVED,))
TO = ("legal@example.org", "counsel@example.org")


@pytest.fixture(autouse=True)
def _trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", trusted(tmp_path))


@pytest.fixture
def mail() -> Iterator[MailStandIn]:
    with mail_stand_in() as server:
        yield server


def through(server: MailStandIn, *, host: str = "localhost", user: str = USER, **more: Any) -> MailServer:
    password = more.pop("password", PASSWORD)
    sender = more.pop("sender", SENDER)
    reached = Server(host, server.port, more.pop("security", server.security), user, password if user else "")
    return MailServer(reached, sender=sender, name="watchtracker", timeout=more.pop("timeout", 10.0))


def sender(server: MailStandIn, *to: str, **more: Any) -> Mail:
    return through(server, **more).sender("legal", EmailTarget(to or TO))


def sent(server: MailStandIn, message: Message = NOTICE, *to: str, **more: Any) -> SendResult:
    return sender(server, *to, **more).send(message, "key-1")


# What arrives.


def test_one_mail_goes_to_all_addresses_of_a_channel(mail: MailStandIn) -> None:
    assert sent(mail) == SendResult(SendStatus.SENT)
    (received,) = mail.mails
    assert (received.sender, received.recipients) == (SENDER, TO)
    assert received.message["To"] == "legal@example.org, counsel@example.org"
    assert received.message["Subject"] == "V4 launch: slipped by 69 days to Apr 2026, was mid-Feb 2026"
    assert received.part("plain").startswith("V4 launch: slipped by 69 days to Apr 2026")
    assert "Slipped by 69 days" in received.part("html")
    assert (mail.log_ins, mail.secured) == ([USER], [True])


def test_a_lone_dot_on_a_line_arrives_as_it_was_written(mail: MailStandIn) -> None:
    text = f"{'x' * 60} . . . . . . . . . . ... .\x2e .. {'. ' * 90}"
    assert sent(mail, Message((Entry(text),))).status is SendStatus.SENT
    assert mail.mails[0].part("plain").replace("\n", " ").split()[:5] == text.split()[:5]
    assert mail.mails[0].part("plain").partition("-- ")[0].split() == text.split()


def test_lines_that_begin_with_a_dot_arrive_byte_for_byte(mail: MailStandIn) -> None:
    content = b"Subject: x\r\n\r\n.\r\n..x\r\n.y\r\nend\r\n"
    reached = Server("localhost", mail.port, mail.security, USER, PASSWORD)
    assert client.send(reached, client.Envelope(SENDER, TO, lambda _: content)).status is SendStatus.SENT
    assert mail.mails[0].raw == content


@pytest.mark.parametrize("security", list(Security))
def test_each_way_of_security_delivers(security: Security) -> None:
    with mail_stand_in(security=security) as server:
        assert sent(server) == SendResult(SendStatus.SENT)
        assert server.secured == [security is not Security.NONE]


def test_without_a_user_nobody_logs_in(mail: MailStandIn) -> None:
    assert sent(mail, user="").status is SendStatus.SENT
    assert mail.log_ins == []


def test_a_password_of_any_letters_is_accepted(mail: MailStandIn) -> None:
    mail.passwords["wächter"] = "пароль 密码"
    assert sent(mail, user="wächter", password="пароль 密码").status is SendStatus.SENT


def test_a_server_that_asks_for_the_password_apart_is_given_it() -> None:
    with mail_stand_in(without_log_in_by=("PLAIN",)) as server:
        server.passwords[USER] = "пароль"
        assert sent(server, password="пароль").status is SendStatus.SENT
        assert sent(server, password="herring").status is SendStatus.CREDENTIALS_REFUSED


def test_a_server_that_offers_no_log_in_is_told_no_password() -> None:
    with mail_stand_in(without_log_in_by=("PLAIN", "LOGIN")) as server:
        result = sent(server)
        assert (result.status, server.log_ins) == (SendStatus.CREDENTIALS_REFUSED, [])
        assert result.detail == "logging in: the server offers no log-in by PLAIN or LOGIN"


INJECTIONS = [
    "=?utf-8?q?Launch=0D=0ABcc:_eve@example.net?=",
    "=?utf-8?b?TGF1bmNoDQpCY2M6IGV2ZUBleGFtcGxlLm5ldA==?=",
    "Launch\r\nBcc: eve@example.net",
    "Launch\nBcc: eve@example.net\n\nbody",
    "Launch\u2028Bcc: eve@example.net",
    "Launch\rBcc: eve@example.net",
    "Launch\x00\x0bBcc: eve@example.net",
    "Launch =?utf-8?q?=0D?= =?utf-8?q?=0ABcc:_eve@example.net?=",
]


@pytest.mark.parametrize("title", INJECTIONS)
def test_no_title_makes_a_header(mail: MailStandIn, title: str) -> None:
    entry = replace(MOVED, text=f"{title}: slipped", title=title, owner=title)
    for message in (Message((entry,)), Message((entry, MOVED), title=title)):
        assert sent(mail, message).status is SendStatus.SENT
        head, _, _ = mail.mails[-1].raw.partition(b"\r\n\r\n")
        names = [line.partition(b":")[0].lower() for line in head.split(b"\r\n") if line[:1] not in {b" ", b"\t"}]
        assert b"bcc" not in names
        assert len(names) == len(set(names))
        assert b"\r" not in head.replace(b"\r\n", b"")
        assert b"\n" not in head.replace(b"\r\n", b"")
        assert mail.mails[-1].recipients == TO


def test_titles_of_any_language_arrive_as_they_are(mail: MailStandIn) -> None:
    title = "生成AI事業者ガイドラインの改定案に関する意見募集、締め切りは翌月末まで「総務省・経済産業省」🐋 Größe"
    assert (
        sent(mail, Message((replace(MOVED, text=f"{title}: moved to 6 May 2026.", title=title),))).status
        is SendStatus.SENT
    )
    assert mail.subjects() == [f"{title}: moved to 6 May 2026"]
    assert all(len(line) <= 998 and line.isascii() for line in mail.mails[0].raw.split(b"\r\n"))


# International addresses.


def test_an_international_address_is_written_to(mail: MailStandIn) -> None:
    assert sent(mail, NOTICE, "δοκιμή@example.org").status is SendStatus.SENT
    assert mail.mails[0].recipients == ("δοκιμή@example.org",)


def test_a_server_without_international_addresses_gets_those_that_it_can_take() -> None:
    with mail_stand_in(international=False) as server:
        some = sent(server, NOTICE, "δοκιμή@example.org", "legal@example.org")
        assert some.status is SendStatus.SENT
        assert some.detail == "δοκιμή@example.org refused: 553 the mail server takes no international addresses"
        assert server.mails[0].recipients == ("legal@example.org",)
        assert sent(server, NOTICE, "δοκιμή@example.org").status is SendStatus.TARGET_REFUSED
        assert sent(server, sender="wächter@example.org").status is SendStatus.CREDENTIALS_REFUSED


# What goes wrong.


def faulty(*faults: Fault, **more: Any) -> Callable[[MailStandIn], SendResult]:
    def send(server: MailStandIn) -> SendResult:
        server.faults.extend(faults)
        return sent(server, **more)

    return send


BEFORE_THE_MESSAGE = ["GREETING", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA"]


@pytest.mark.parametrize("step", [*BEFORE_THE_MESSAGE, "END"])
@pytest.mark.parametrize("reply", ["450 4.2.0 later", "421 4.3.2 closing"])
def test_what_is_refused_for_now_was_certainly_not_sent(mail: MailStandIn, step: str, reply: str) -> None:
    result = faulty(Fault(step, reply, once=False))(mail)
    assert (result.status, mail.mails) == (SendStatus.NOT_SENT, [])
    assert reply in result.detail


@pytest.mark.parametrize("step", BEFORE_THE_MESSAGE)
def test_a_connection_that_is_lost_before_the_end_of_a_message_has_sent_nothing(mail: MailStandIn, step: str) -> None:
    assert faulty(Fault(step, lost=True, once=False))(mail).status is SendStatus.NOT_SENT


@pytest.mark.parametrize("accepts", [True, False])
def test_a_connection_that_is_lost_after_the_end_of_a_message_leaves_it_unclear(
    mail: MailStandIn, *, accepts: bool
) -> None:
    assert faulty(Fault("END", lost=True, accepts=accepts))(mail).status is SendStatus.UNCLEAR
    assert len(mail.mails) == accepts


@pytest.mark.parametrize("step", [*BEFORE_THE_MESSAGE, "END", "QUIT"])
def test_a_call_ends_in_time_however_slowly_the_server_dribbles(mail: MailStandIn, step: str) -> None:
    began = time.monotonic()
    result = faulty(Fault(step, dribbles=True, accepts=True), timeout=0.7)(mail)
    assert time.monotonic() - began < 5
    expected = {"END": SendStatus.UNCLEAR, "QUIT": SendStatus.SENT}.get(step, SendStatus.NOT_SENT)
    assert result.status is expected
    if step not in {"END", "QUIT"}:
        assert mail.mails == []


@pytest.mark.parametrize(
    ("step", "reply", "expected"),
    [
        ("GREETING", "554 5.3.2 no service here", SendStatus.NOT_SENT),
        ("STARTTLS", "501 5.5.4 no", SendStatus.NOT_SENT),
        ("AUTH", "535 5.7.8 bad credentials", SendStatus.CREDENTIALS_REFUSED),
        ("AUTH", "534 5.7.9 stronger mechanism needed", SendStatus.CREDENTIALS_REFUSED),
        ("AUTH", "538 5.7.11 encryption needed", SendStatus.CREDENTIALS_REFUSED),
        ("MAIL", "530 5.7.0 log in first", SendStatus.CREDENTIALS_REFUSED),
        ("MAIL", "553 5.7.1 not your address", SendStatus.CREDENTIALS_REFUSED),
        ("MAIL", "552 5.3.4 too large", SendStatus.PAYLOAD_REFUSED),
        ("RCPT", "550 5.1.1 no such user", SendStatus.TARGET_REFUSED),
        ("RCPT", "530 5.7.0 log in first", SendStatus.CREDENTIALS_REFUSED),
        ("DATA", "554 5.5.1 no", SendStatus.PAYLOAD_REFUSED),
        ("END", "552 5.3.4 too large", SendStatus.PAYLOAD_REFUSED),
        ("END", "554 5.7.1 looks like spam", SendStatus.PAYLOAD_REFUSED),
        ("END", "550 5.7.1 policy", SendStatus.PAYLOAD_REFUSED),
    ],
)
def test_a_refusal_has_its_class(mail: MailStandIn, step: str, reply: str, expected: SendStatus) -> None:
    result = faulty(Fault(step, reply, once=False))(mail)
    assert (result.status, mail.mails) == (expected, [])
    assert reply in result.detail


def test_a_recipient_who_is_refused_keeps_nothing_from_the_others(mail: MailStandIn) -> None:
    result = faulty(Fault("RCPT", "550 5.1.1 no such user", recipient="legal@example.org"))(mail)
    assert result == SendResult(SendStatus.SENT, "legal@example.org refused: 550 5.1.1 no such user")
    assert mail.mails[0].recipients == ("counsel@example.org",)


def test_recipients_of_whom_one_may_be_accepted_later_are_tried_again(mail: MailStandIn) -> None:
    gone = Fault("RCPT", "550 5.1.1 no such user", recipient="legal@example.org")
    full = Fault("RCPT", "452 4.2.2 full", recipient="counsel@example.org")
    assert faulty(gone, full)(mail).status is SendStatus.NOT_SENT


def test_a_wrong_password_is_refused_and_told_without_it(mail: MailStandIn) -> None:
    result = sent(mail, password="herring")
    assert result.status is SendStatus.CREDENTIALS_REFUSED
    assert result.detail.startswith("logging in: 535 ")


def test_a_server_that_repeats_the_password_is_not_repeated(mail: MailStandIn) -> None:
    result = faulty(Fault("AUTH", f"535 5.7.8 {PASSWORD} is wrong"))(mail)
    assert result.detail == "logging in: 535 5.7.8 *** is wrong"


def test_a_server_without_starttls_is_not_told_the_password() -> None:
    with mail_stand_in(offers_starttls=False) as server:
        result = sent(server)
        assert result.status is SendStatus.NOT_SENT
        assert "offers no STARTTLS" in result.detail
        assert (server.log_ins, server.mails) == ([], [])


def test_nobody_there_is_certainly_not_sent() -> None:
    server = MailStandIn()
    with listening(server):
        pass
    assert sent(server) == SendResult(SendStatus.NOT_SENT, "connecting: connection refused")
    unknown = sent(server, host="no-such-host.invalid")
    assert unknown.status is SendStatus.NOT_SENT
    assert "name is not known" in unknown.detail


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_certificate_of_another_host_is_refused(security: Security) -> None:
    with mail_stand_in(security=security, certificate_for="elsewhere.example") as server:
        result = sent(server)
        assert (result.status, server.log_ins) == (SendStatus.NOT_SENT, [])
        assert "certificate is not accepted" in result.detail


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_certificate_that_nobody_vouches_for_is_refused(monkeypatch: pytest.MonkeyPatch, security: Security) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with mail_stand_in(security=security) as server:
        result = sent(server)
        assert (result.status, server.log_ins) == (SendStatus.NOT_SENT, [])
        assert "certificate is not accepted" in result.detail


def test_a_server_that_speaks_no_tls_is_not_sent_to() -> None:
    with mail_stand_in(security=Security.NONE) as server:
        result = sent(server, security=Security.TLS, timeout=2.0)
        assert (result.status, server.log_ins) == (SendStatus.NOT_SENT, [])
        assert result.detail == "connecting: the server does not speak TLS there"


# The log-in without a message.


def test_a_probe_logs_in_and_sends_nothing(mail: MailStandIn) -> None:
    assert through(mail).probe() == SendResult(SendStatus.SENT)
    assert (mail.log_ins, mail.mails) == ([USER], [])
    assert "DATA" not in mail.steps
