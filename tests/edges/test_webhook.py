"""A webhook over real HTTP: what arrives there, and what each answer, and each call without one, is taken for."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme

from tests.builders import at
from tests.webhook_stand_in import Misfortune, WebhookStandIn, webhook_stand_in
from watchtracker.channels.webhook import Webhook
from watchtracker.outbox.messages import Entry, Message, SendResult, SendStatus
from watchtracker.runtime.clock import now
from watchtracker.targets import WebhookFormat, WebhookTarget

NOW = at("2026-04-29 09:00")
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE = Message(entries=(Entry("Call for papers: 6 May 2026."),))


@pytest.fixture
def receiver() -> Iterator[WebhookStandIn]:
    with webhook_stand_in() as found:
        yield found


def a_webhook(address: str, form: WebhookFormat = WebhookFormat.STANDARD, secret: str = "", **more: Any) -> Webhook:
    return Webhook(more.pop("name", "hub"), WebhookTarget(address, form, secret), clock=lambda: NOW, **more)


def sent(receiver: WebhookStandIn, **more: Any) -> SendResult:
    return a_webhook(receiver.url, **more).send(MESSAGE, "0123abcd")


def verified(headers: Any, body: bytes, secret: str) -> bool:
    """Whether a request is ours, as the specification tells receivers to look."""
    named = {name.lower(): value for name, value in headers.items()}
    content = f"{named['webhook-id']}.{named['webhook-timestamp']}.".encode() + body
    digest = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), content, hashlib.sha256).digest()
    return any(
        hmac.compare_digest(f"v1,{base64.b64encode(digest).decode()}", one)
        for one in named["webhook-signature"].split()
    )


def test_a_receiver_can_verify_what_arrives(receiver: WebhookStandIn) -> None:
    assert sent(receiver, secret=SECRET).status is SendStatus.SENT
    (request,) = receiver.requests
    assert request.path == "/in/s3cret"
    assert request.headers["Content-Type"] == "application/json"
    assert (request.headers["webhook-id"], request.headers["webhook-timestamp"]) == ("0123abcd", "1777453200")
    assert verified(request.headers, request.body, SECRET)
    assert not verified(request.headers, request.body + b" ", SECRET)
    assert json.loads(request.body)["data"]["text"] == "Call for papers: 6 May 2026."


def test_the_readme_tells_receivers_how_to_verify(receiver: WebhookStandIn) -> None:
    recipe = (Path(__file__).parents[2] / "README.md").read_text().split("```python\n")[1].split("```")[0]
    found: dict[str, Any] = {}
    exec(recipe, found)
    is_ours = found["is_ours"]
    target = WebhookTarget(receiver.url, WebhookFormat.STANDARD, SECRET)
    Webhook("hub", target, clock=now).send(MESSAGE, "fresh")
    Webhook("hub", target, clock=lambda: now() - timedelta(minutes=6)).send(MESSAGE, "old")
    fresh, old = receiver.requests
    assert is_ours(fresh.headers, fresh.body, SECRET)
    assert not is_ours(fresh.headers, fresh.body + b" ", SECRET)
    assert not is_ours(fresh.headers, fresh.body, "whsec_" + base64.b64encode(b"another").decode())
    assert not is_ours(old.headers, old.body, SECRET)


def test_without_a_secret_nothing_is_signed(receiver: WebhookStandIn) -> None:
    sent(receiver)
    assert "webhook-signature" not in receiver.requests[0].headers
    assert receiver.requests[0].headers["webhook-id"] == "0123abcd"


@pytest.mark.parametrize("form", [WebhookFormat.TEXT, WebhookFormat.TEAMS, WebhookFormat.DISCORD])
def test_chats_get_no_headers_of_the_standard(receiver: WebhookStandIn, form: WebhookFormat) -> None:
    sent(receiver, form=form)
    assert not [name for name in receiver.requests[0].headers if name.lower().startswith("webhook-")]


def test_the_whole_address_is_asked_for(receiver: WebhookStandIn) -> None:
    address = f"http://127.0.0.1:{receiver.port}/a%20b/c?key=1&x=%2F"
    assert a_webhook(address).send(MESSAGE, "k").status is SendStatus.SENT
    assert a_webhook(f"http://127.0.0.1:{receiver.port}").send(MESSAGE, "k").status is SendStatus.SENT
    assert [one.path for one in receiver.requests] == ["/a%20b/c?key=1&x=%2F", "/"]


ANSWERS = [
    (Misfortune(202), SendStatus.SENT, ""),
    (Misfortune(204), SendStatus.SENT, ""),
    (Misfortune(410), SendStatus.TARGET_REFUSED, "HTTP 410 Gone"),
    (Misfortune(401, body="s3cret"), SendStatus.CREDENTIALS_REFUSED, "HTTP 401 Unauthorized"),
    (Misfortune(413), SendStatus.PAYLOAD_REFUSED, "HTTP 413"),
    (Misfortune(429, {"Retry-After": "7"}), SendStatus.TRY_LATER, "HTTP 429 Too Many Requests"),
    (Misfortune(503), SendStatus.TRY_LATER, "HTTP 503 Service Unavailable"),
    (Misfortune(500, body="<html>"), SendStatus.UNCLEAR, "HTTP 500 Internal Server Error"),
    (Misfortune(408), SendStatus.UNCLEAR, "HTTP 408 Request Timeout"),
    (Misfortune(reset=True), SendStatus.UNCLEAR, "connection reset by peer"),
]


@pytest.mark.parametrize(("misfortune", "answer", "detail"), ANSWERS)
def test_each_answer_has_its_class(
    receiver: WebhookStandIn, misfortune: Misfortune, answer: SendStatus, detail: str
) -> None:
    receiver.misfortunes.append(misfortune)
    found = sent(receiver)
    assert found.status is answer
    assert found.detail.startswith(detail)
    assert len(receiver.requests) == 1
    assert (found.retry_after is not None) == (answer is SendStatus.TRY_LATER)


def test_a_connection_that_breaks_before_the_request_was_read_is_unclear_all_the_same(receiver: WebhookStandIn) -> None:
    receiver.misfortunes.append(Misfortune(reset_early=True))
    assert sent(receiver).status is SendStatus.UNCLEAR


def test_no_redirect_is_followed(receiver: WebhookStandIn) -> None:
    with webhook_stand_in() as elsewhere:
        receiver.misfortunes.append(Misfortune(308, {"Location": elsewhere.url}))
        assert sent(receiver).status is SendStatus.TARGET_REFUSED
        assert not elsewhere.requests


@pytest.mark.parametrize("misfortune", [Misfortune(dribbles=True), Misfortune(hangs=True)])
def test_a_call_ends_after_a_fixed_time_however_slowly_it_is_answered(
    receiver: WebhookStandIn, misfortune: Misfortune
) -> None:
    receiver.misfortunes.append(misfortune)
    found = sent(receiver, longest_call=0.3)
    assert found == SendResult(SendStatus.UNCLEAR, "no answer within 0.3 seconds")
    assert len(receiver.requests) == 1


def test_what_no_call_waits_for_any_more_ends_as_well(receiver: WebhookStandIn) -> None:
    receiver.misfortunes.append(Misfortune(dribbles=True))
    sent(receiver, longest_call=0.2)
    for thread in threading.enumerate():
        if thread.name == "webhook":
            thread.join(5)
            assert not thread.is_alive()


def test_where_nobody_listens_nothing_was_sent() -> None:
    with webhook_stand_in() as gone:
        pass
    found = sent(gone)
    assert found == SendResult(SendStatus.NOT_SENT, "connection refused")


def test_a_name_without_an_address_was_sent_nothing() -> None:
    found = a_webhook("https://-no-such-host.invalid/in/s3cret").send(MESSAGE, "k")
    assert found == SendResult(SendStatus.NOT_SENT, "no address is known for its host")


def test_whoever_takes_no_hand_was_sent_nothing() -> None:
    """A listener that never shakes hands for TLS: the time is over before the request could leave."""
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        port = silent.getsockname()[1]
        found = a_webhook(f"https://127.0.0.1:{port}/in", longest_call=0.3).send(MESSAGE, "k")
    assert found.status is SendStatus.NOT_SENT


def _tls(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority that this machine trusts, as a user makes it trust one."""
    found = trustme.CA()
    found.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return found


def test_a_trusted_certificate_is_talked_to(authority: trustme.CA) -> None:
    with webhook_stand_in(_tls(authority, "127.0.0.1")) as receiver:
        assert sent(receiver, secret=SECRET).status is SendStatus.SENT
        assert verified(receiver.requests[0].headers, receiver.requests[0].body, SECRET)


def test_a_certificate_of_somebody_else_is_not(authority: trustme.CA) -> None:
    with webhook_stand_in(_tls(authority, "other.example")) as receiver:
        found = sent(receiver)
        assert found.status is SendStatus.NOT_SENT
        assert found.detail.startswith("its certificate is not trusted: ")
        assert not receiver.requests


@pytest.mark.usefixtures("authority")
def test_a_certificate_that_nobody_vouches_for_is_not() -> None:
    with webhook_stand_in(_tls(trustme.CA(), "127.0.0.1")) as receiver:
        found = sent(receiver)
        assert (found.status, receiver.requests) == (SendStatus.NOT_SENT, [])


def test_http_goes_by_the_proxy_of_the_environment(receiver: WebhookStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in for a receiver stands in for a proxy as well: it is asked for the whole address."""
    monkeypatch.setenv("http_proxy", f"http://me:p%40ss@127.0.0.1:{receiver.port}")
    monkeypatch.setenv("no_proxy", "")
    assert a_webhook("http://hub.invalid:8080/in?x=1").send(MESSAGE, "k").status is SendStatus.SENT
    (request,) = receiver.requests
    assert request.path == "http://hub.invalid:8080/in?x=1"
    assert request.headers["Host"] == "hub.invalid:8080"
    assert request.headers["Proxy-Authorization"] == f"Basic {base64.b64encode(b'me:p@ss').decode()}"


def test_https_goes_through_a_tunnel_that_a_proxy_may_refuse(
    receiver: WebhookStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{receiver.port}")
    found = a_webhook("https://hub.invalid/in/s3cret").send(MESSAGE, "k")
    assert found == SendResult(SendStatus.NOT_SENT, "the proxy of the environment refuses: HTTP 501")
    assert not receiver.requests


def test_no_proxy_is_respected(receiver: WebhookStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert sent(receiver).status is SendStatus.SENT


def test_a_proxy_of_another_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:1")
    found = a_webhook("https://hub.invalid/in").send(MESSAGE, "k")
    assert found.status is SendStatus.NOT_SENT
    assert found.detail.endswith("the proxy of the environment is no http:// address")
