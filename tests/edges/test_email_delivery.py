"""What becomes of notifications that go by e-mail: delivered, lost on the way, refused, and set up by a user."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import a_channel
from tests.edges.command_line import CommandLine
from tests.edges.delivering import NOW, SECOND, a_delivery, due, owe, states
from tests.mail_stand_in import PASSWORD, SENDER, USER, Fault, MailStandIn, listening, mail_stand_in, trusted
from tests.programs import run, running
from watchtracker.channels import email
from watchtracker.channels.email import MailServer, Server
from watchtracker.delivery import Dispatcher
from watchtracker.notifications import Channel, IfUnclear
from watchtracker.store.engine import Store
from watchtracker.targets import EmailTarget

LEGAL = a_channel("legal", to=EmailTarget(("legal@example.org", "counsel@example.org")))
TEAM = a_channel("team", to=EmailTarget(("team@example.org",)))
LOST = Fault("END", lost=True)
PERHAPS = "This may have been sent before"


@pytest.fixture(autouse=True)
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The file that makes the stand-in's certificate trusted."""
    path = trusted(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", path)
    return path


@pytest.fixture
def mail() -> Iterator[MailStandIn]:
    """A mail server on this machine."""
    with mail_stand_in() as server:
        yield server


def by_mail(store: Store, server: MailStandIn, *channels: Channel) -> Dispatcher:
    reached = MailServer(
        Server("localhost", server.port, server.security, USER, PASSWORD), sender=SENDER, name="watchtracker"
    )
    senders = {}
    for channel in channels or (LEGAL,):
        assert isinstance(channel.to, EmailTarget)
        senders[channel.name] = reached.sender(channel.name, channel.to)
    return a_delivery(store, senders, *(channels or (LEGAL,)), probes={email.GATE: reached.probe})


def beats(delivery: Dispatcher, until: int, *, since: int = 0, step: int = 5) -> None:
    for seconds in range(since, until + 1, step):
        delivery.dispatch(NOW + seconds * SECOND)


def test_what_is_due_is_sent_once(store: Store, mail: MailStandIn) -> None:
    owe(store, due("call", channel="legal"))
    beats(by_mail(store, mail), 60)
    assert states(store) == {"sent": 1}
    assert mail.subjects() == ["Call: due in 7 days, 6 May 2026"]


def test_what_may_have_arrived_is_sent_again_under_its_id_and_says_so(store: Store, mail: MailStandIn) -> None:
    owe(store, due("call", channel="legal"))
    mail.faults.append(replace(LOST, accepts=True))
    beats(by_mail(store, mail), 300)
    assert states(store) == {"sent": 1}
    first, again = mail.mails
    assert first.message["Message-ID"] == again.message["Message-ID"]
    assert (PERHAPS in first.part("plain"), PERHAPS in again.part("plain")) == (False, True)
    assert PERHAPS in again.part("html")


@pytest.mark.parametrize(
    "put_off",
    [Fault("GREETING", "421 busy"), Fault("MAIL", lost=True), Fault("AUTH", "535 wrong"), Fault("END", "451")],
)
def test_what_may_have_arrived_keeps_its_id_where_its_repetition_is_put_off(
    store: Store, mail: MailStandIn, put_off: Fault
) -> None:
    owe(store, due("call", channel="legal"))
    delivery = by_mail(store, mail)
    mail.faults.append(replace(LOST, accepts=True))
    beats(delivery, 5)
    # Oftener than it would be repeated: what certainly did not leave is no repetition.
    mail.faults += [put_off] * 4
    beats(delivery, 590, since=10)
    assert (states(store), mail.faults) == ({"sent": 1}, [])
    assert len(mail.mails) == 2
    assert len(set(mail.ids())) == 1
    assert PERHAPS in mail.mails[1].part("plain")


def test_a_channel_that_holds_sends_nothing_again(store: Store, mail: MailStandIn) -> None:
    owe(store, due("call", channel="legal"))
    mail.faults.append(LOST)
    beats(by_mail(store, mail, replace(LEGAL, unclear=IfUnclear.HOLD)), 600)
    assert (states(store), mail.mails) == ({"sending": 1}, [])


def test_what_was_refused_for_now_is_sent_when_it_is_accepted(store: Store, mail: MailStandIn) -> None:
    owe(store, due("call", channel="legal"))
    mail.faults += [Fault("GREETING", "421 busy"), Fault("RCPT", "451 greylisted", recipient="legal@example.org")]
    mail.faults.append(Fault("END", "451 later"))
    beats(by_mail(store, mail), 300)
    assert (states(store), len(mail.mails)) == ({"sent": 1}, 1)


def test_refused_credentials_stop_all_channels_of_mail_until_a_log_in_is_accepted(
    store: Store, mail: MailStandIn
) -> None:
    mail.passwords[USER] = "herring"
    owe(store, due("call", channel="legal"), due("other", NOW + SECOND, channel="team"))
    delivery = by_mail(store, mail, LEGAL, TEAM)
    beats(delivery, 50)
    assert (states(store), len(mail.log_ins)) == ({"planned": 2}, 1)
    mail.passwords[USER] = PASSWORD
    beats(delivery, 150, since=55)
    assert (states(store), len(mail.mails)) == ({"sent": 2}, 2)


def test_recipients_who_are_refused_make_it_dead_and_the_others_get_theirs(store: Store, mail: MailStandIn) -> None:
    owe(store, due("call", channel="legal"), due("other", channel="team"))
    mail.faults.append(Fault("RCPT", "550 5.1.1 no such user", recipient="team@example.org", once=False))
    mail.faults.append(Fault("RCPT", "550 5.1.1 no such user", recipient="legal@example.org", once=False))
    beats(by_mail(store, mail, LEGAL, TEAM), 60)
    assert states(store) == {"sent": 1, "dead": 1}
    assert [one.recipients for one in mail.mails] == [("counsel@example.org",)]


def test_a_mail_that_is_refused_for_what_stands_in_it_goes_without_looks(store: Store, mail: MailStandIn) -> None:
    owe(store, due("call", channel="legal"))
    mail.faults.append(Fault("END", "554 5.7.1 no HTML here"))
    beats(by_mail(store, mail), 60)
    assert states(store) == {"sent": 1}
    assert [one.message.get_content_type() for one in mail.mails] == ["text/plain"]


# As a user sets it up.


def settings(folder: Path, port: int, more: str = "") -> None:
    (folder / "config/watchtracker.toml").write_text(
        f'[email]\nhost = "localhost"\nport = {port}\nuser = "{USER}"\nsender = "watchtracker <{SENDER}>"\n{more}\n'
        '[[channel]]\nname = "legal"\nemail = ["legal@example.org"]\n',
        encoding="utf-8",
    )


def findings(cli: CommandLine, **environment: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for check in cli("doctor", "--json", **environment).json["checks"]:
        found.setdefault(check["status"], []).append(f"{check['name']}: {check['message']}")
    return found


def test_the_doctor_tries_the_log_in_and_sends_nothing(cli: CommandLine, mail: MailStandIn) -> None:
    settings(cli.folder, mail.port)
    found = findings(cli, WATCHTRACKER_EMAIL__PASSWORD=PASSWORD)
    where = f"localhost:{mail.port} (starttls)"
    assert f"e-mail: {where} lets watch in and accepts the sender watch@example.org" in found["ok"]
    assert (mail.log_ins, mail.mails) == ([USER], [])
    wrong = findings(cli, WATCHTRACKER_EMAIL__PASSWORD="herring")
    assert wrong["bad"] == [f"e-mail: {where}: logging in: 535 5.7.8 Authentication credentials invalid"]
    without = findings(cli)
    seen = "there is no password for the mail server, so what is for legal@example.org goes to the console"
    assert f"channel legal: {seen}" in without["warn"]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault("GREETING", "554 5.3.2 closed"), "connecting: 554 5.3.2 closed"),
        (Fault("MAIL", "553 5.7.1 not yours"), "naming the sender: 553 5.7.1 not yours"),
        (Fault("STARTTLS", lost=True), "agreeing on TLS: "),
    ],
)
def test_the_doctor_says_why_no_mail_can_be_sent(cli: CommandLine, mail: MailStandIn, fault: Fault, said: str) -> None:
    settings(cli.folder, mail.port)
    mail.faults.append(fault)
    (found,) = findings(cli, WATCHTRACKER_EMAIL__PASSWORD=PASSWORD)["bad"]
    assert found.startswith(f"e-mail: localhost:{mail.port} (starttls): {said}")


def test_the_doctor_sends_a_test_message_to_a_channel_of_mail(cli: CommandLine, mail: MailStandIn) -> None:
    settings(cli.folder, mail.port)
    assert cli("doctor", "--send", "legal", WATCHTRACKER_EMAIL__PASSWORD=PASSWORD).status == 0
    assert mail.subjects() == ["This is a test of watchtracker: what is for the channel legal arrives here."]
    mail.faults.append(Fault("RCPT", "550 5.1.1 no such user"))
    refused = cli("doctor", "--send", "legal", WATCHTRACKER_EMAIL__PASSWORD=PASSWORD)
    assert refused.status == 1
    assert "legal@example.org refused: 550 5.1.1 no such user" in " ".join(refused.out.split())


def test_the_doctor_says_that_the_mail_server_cannot_be_reached(cli: CommandLine) -> None:
    server = MailStandIn()
    with listening(server):
        pass
    settings(cli.folder, server.port)
    (found,) = findings(cli, WATCHTRACKER_EMAIL__PASSWORD=PASSWORD)["bad"]
    assert found == f"e-mail: localhost:{server.port} (starttls): connecting: connection refused"


def test_a_run_from_cron_says_until_when_a_refused_password_makes_it_wait(
    cli: CommandLine, mail: MailStandIn, authority: str
) -> None:
    settings(cli.folder, mail.port)
    wrong = {"WATCHTRACKER_EMAIL__PASSWORD": "herring", "SSL_CERT_FILE": authority}
    assert cli("apply").status == 0
    assert cli("claim", "deepseek-v4", "--when", "Q3 2031", "--source", "Linos", "--said-on", "2026-04-20").status == 0
    log = run(cli.folder, "deliver", "--once", **wrong).stderr
    said = r"not everything that is due could be sent: logging in: 535 [^,]+, tried again from \S+ \S+Z on"
    assert re.search(said, log), log


def test_what_a_command_changes_arrives_by_mail(cli: CommandLine, mail: MailStandIn, authority: str) -> None:
    settings(cli.folder, mail.port)
    (cli.folder / "password").write_text(f"{PASSWORD}\n")
    secret = {"WATCHTRACKER_EMAIL__PASSWORD_FILE": str(cli.folder / "password"), "SSL_CERT_FILE": authority}
    assert cli("apply").status == 0
    moved = cli("claim", "deepseek-v4", "--when", "Q3 2031", "--source", "Linos", "--said-on", "2026-04-20")
    assert moved.status == 0, moved
    delivered = run(cli.folder, "deliver", "--once", **secret)
    assert delivered.returncode == 0, delivered.stderr
    assert any("DeepSeek V4 launch" in one.part("html") for one in mail.mails)
    assert {one.recipients for one in mail.mails} == {("legal@example.org",)}
    before = len(mail.mails)
    assert run(cli.folder, "deliver", "--once", **secret).returncode == 0
    assert len(mail.mails) == before
    with running(cli.folder, "serve", "--port", "0", **secret) as program:
        program.until_logged("serving at")
        again = run(cli.folder, "resolve", "consultation", "--as", "happened", "--source", "CAC", **secret)
        assert again.returncode == 0, again.stderr
        program.until_logged(": sent")
        program.stop()
    assert len(mail.mails) == before + 1
    assert all(PASSWORD not in line for line in (*program.output, *program.errors, delivered.stderr))
