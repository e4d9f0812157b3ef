"""Webhooks as a user sets them up: what `deliver` sends there, what becomes of refusals, and what `doctor` says."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import trustme

from tests.builders import a_channel, in_words
from tests.edges.command_line import CommandLine
from tests.edges.delivering import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    SECOND,
    URL,
    a_delivery,
    due,
    ids,
    notifications,
    overtake,
    owe,
    retry,
    states,
)
from tests.edges.test_webhook import SECRET, a_webhook, verified
from tests.mail_stand_in import PASSWORD, SENDER, USER, mail_stand_in, trusted
from tests.programs import run, running
from tests.slack_stand_in import TOKEN, SlackStandIn
from tests.webhook_stand_in import Misfortune, WebhookStandIn, receiving, webhook_stand_in
from watchtracker.delivery import Dispatcher, Pulse
from watchtracker.notifications import NotificationKind, NotificationState
from watchtracker.store.engine import Store
from watchtracker.targets import WebhookFormat, WebhookTarget
from watchtracker.wording.undelivered import PERHAPS_REPEATED

HUB = '[[channel]]\nname = "hub"\n'
WITHIN_72_HOURS = "it could not be sent within 72 hours of the time it was due"


@pytest.fixture
def receiver() -> Iterator[WebhookStandIn]:
    with webhook_stand_in() as found:
        yield found


def environment(receiver: WebhookStandIn) -> dict[str, str]:
    return {"WATCHTRACKER_WEBHOOK__HUB__ADDRESS": receiver.url, "WATCHTRACKER_WEBHOOK__HUB__SECRET": SECRET}


def settings(cli: CommandLine, text: str) -> None:
    (cli.folder / "config/watchtracker.toml").write_text(text)


def moved(cli: CommandLine, **environ: str) -> None:
    said = cli("claim", "consultation", "--when", "6 May 2031", "--source", "CAC", **environ)
    assert said.status == 0, said


def test_deliver_posts_what_is_due_and_its_receiver_can_verify_it(cli: CommandLine, receiver: WebhookStandIn) -> None:
    settings(cli, HUB)
    moved(cli, **environment(receiver))
    assert cli("deliver", "--once", **environment(receiver)).status == 0
    texts = []
    for request in receiver.requests:
        assert verified(request.headers, request.body, SECRET)
        texts.append(json.loads(request.body)["data"]["text"])
    assert any("Digital human rules: consultation closes" in text for text in texts)
    before = len(receiver.requests)
    assert cli("deliver", "--once", **environment(receiver)).status == 0
    assert len(receiver.requests) == before


def test_serve_posts_as_well(cli: CommandLine, receiver: WebhookStandIn) -> None:
    settings(cli, f'{HUB}format = "text"')
    address = {"WATCHTRACKER_WEBHOOK__HUB__ADDRESS": receiver.url}
    moved(cli, **address)
    with running(cli.folder, "serve", "--port", "0", **address) as program:
        program.until_logged("to hub: sent")
        assert program.stop() == 0
    assert "consultation closes" in json.loads(receiver.requests[0].body)["text"]
    assert not [line for line in [*program.output, *program.errors] if "s3cret" in line]


def test_the_program_posts_over_tls_to_whom_the_users_authority_vouches_for(cli: CommandLine) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(cli.folder / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    settings(cli, HUB)
    with webhook_stand_in(context) as receiver:
        distrusting = run(cli.folder, "doctor", "--send", "hub", **environment(receiver))
        assert (distrusting.returncode, receiver.requests) == (1, [])
        assert "its certificate is not trusted" in " ".join(distrusting.stdout.split())
        trusting = {**environment(receiver), "SSL_CERT_FILE": str(cli.folder / "ca.pem")}
        moved(cli, **trusting)
        assert run(cli.folder, "deliver", "--once", **trusting).returncode == 0
        assert receiver.requests


def a_hub(store: Store, receiver: WebhookStandIn) -> Dispatcher:
    """A delivery to the one channel "hub", a webhook."""
    return a_delivery(store, {"hub": a_webhook(receiver.url)}, a_channel("hub", to=WebhookTarget(receiver.url)))


def test_where_credentials_are_refused_a_message_a_minute_is_tried(store: Store, receiver: WebhookStandIn) -> None:
    owe(store, *(due(item, channel="hub") for item in ("a", "b")))
    delivery = a_hub(store, receiver)
    receiver.misfortunes.append(Misfortune(401, always=True))
    for moment in (NOW, NOW + MINUTE / 2, NOW + MINUTE, NOW + 2 * MINUTE):
        delivery.dispatch(moment)
    assert len(receiver.requests) == 3
    assert states(store) == {"planned": 2}
    receiver.misfortunes.clear()
    for number in range(4):
        delivery.dispatch(NOW + 4 * MINUTE + number * MINUTE)
    assert states(store) == {"sent": 2}


def test_a_webhook_that_refuses_us_keeps_no_other_waiting(store: Store, receiver: WebhookStandIn) -> None:
    with webhook_stand_in() as other:
        owe(store, due("a", channel="hub"), due("b", channel="other"))
        channels = [a_channel(name, to=WebhookTarget(one.url)) for name, one in (("hub", receiver), ("other", other))]
        senders = {"hub": a_webhook(receiver.url), "other": a_webhook(other.url, name="other")}
        receiver.misfortunes.append(Misfortune(403, always=True))
        a_delivery(store, senders, *channels).dispatch(NOW)
        assert states(store) == {"planned": 1, "sent": 1}


def test_a_webhook_that_is_gone_makes_a_dead_letter(store: Store, receiver: WebhookStandIn) -> None:
    owe(store, due(channel="hub"))
    delivery = a_hub(store, receiver)
    receiver.misfortunes.append(Misfortune(410))
    delivery.dispatch(NOW)
    assert states(store) == {"dead": 1}
    assert len(retry(store, ids(store, NotificationState.DEAD), NOW)) == 1
    delivery.dispatch(NOW + MINUTE)
    assert states(store) == {"sent": 1}


def test_a_webhook_is_waited_for_as_long_as_it_asks(store: Store, receiver: WebhookStandIn) -> None:
    owe(store, due(channel="hub"))
    delivery = a_hub(store, receiver)
    receiver.misfortunes.append(Misfortune(429, {"Retry-After": "600"}))
    delivery.dispatch(NOW)
    delivery.dispatch(NOW + 9 * MINUTE)
    assert len(receiver.requests) == 1
    delivery.dispatch(NOW + 11 * MINUTE)
    assert states(store) == {"sent": 1}


def test_while_nobody_listens_nothing_is_lost_and_nothing_sent_twice(store: Store) -> None:
    with webhook_stand_in() as receiver:
        pass
    owe(store, due(channel="hub"))
    delivery = a_hub(store, receiver)
    delivery.dispatch(NOW)
    assert states(store) == {"planned": 1}
    with receiving(receiver):
        delivery.dispatch(NOW + HOUR)
        delivery.dispatch(NOW + DAY)
    assert (states(store), len(receiver.requests)) == ({"sent": 1}, 1)


def test_what_may_have_arrived_is_sent_again(store: Store, receiver: WebhookStandIn) -> None:
    owe(store, due(channel="hub"))
    delivery = a_hub(store, receiver)
    receiver.misfortunes.append(Misfortune(500))
    for hours in range(5):
        delivery.dispatch(NOW + hours * HOUR)
    assert len(receiver.requests) == 2
    assert states(store) == {"sent": 1}


@pytest.mark.parametrize("put_off", [503, 429, 401, 403])
def test_what_may_have_arrived_keeps_its_id_and_body_where_its_repetition_is_put_off(
    store: Store, receiver: WebhookStandIn, put_off: int
) -> None:
    owe(store, due(channel="hub"))
    delivery = a_hub(store, receiver)
    receiver.misfortunes += [Misfortune(500), Misfortune(put_off), Misfortune(put_off)]
    for minutes in range(20):
        delivery.dispatch(NOW + minutes * MINUTE)
    assert (states(store), len(receiver.requests)) == ({"sent": 1}, 4)
    assert len({(request.headers["webhook-id"], request.body) for request in receiver.requests}) == 1


def test_what_may_have_arrived_keeps_its_id_and_body_while_nobody_listens(store: Store) -> None:
    owe(store, due(channel="hub"))
    with webhook_stand_in() as receiver:
        receiver.misfortunes.append(Misfortune(500))
        delivery = a_hub(store, receiver)
        delivery.dispatch(NOW)
    for minutes in range(30):
        delivery.dispatch(NOW + minutes * MINUTE)
    with receiving(receiver):
        for minutes in range(30, 60):
            delivery.dispatch(NOW + minutes * MINUTE)
    assert states(store) == {"sent": 1}
    first, again = receiver.requests
    assert (first.headers["webhook-id"], first.body) == (again.headers["webhook-id"], again.body)


def webhook_ids(receiver: WebhookStandIn) -> list[str]:
    return [request.headers["webhook-id"] for request in receiver.requests]


def test_a_repetition_that_stopping_hands_back_keeps_its_id(store: Store, receiver: WebhookStandIn) -> None:
    owe(store, due(channel="hub"))
    receiver.misfortunes.append(Misfortune(500))
    a_hub(store, receiver).dispatch(NOW)
    stopping = Event()

    class Stopped(Pulse):
        """It is told to stop between leasing and sending."""

        def tick(self) -> None:
            stopping.set()

    a_hub(store, receiver).dispatch(NOW + HOUR, stopping, Stopped(lambda: 0.0))
    assert len(receiver.requests) == 1
    a_hub(store, receiver).dispatch(NOW + 2 * HOUR)
    assert (states(store), len(receiver.requests), len(set(webhook_ids(receiver)))) == ({"sent": 1}, 2, 1)


def test_what_a_webhook_never_answers_is_repeated_with_one_id_less_and_less_often_and_given_up_after_72_hours(
    store: Store, receiver: WebhookStandIn
) -> None:
    owe(store, due(channel="hub"))
    delivery = a_hub(store, receiver)
    receiver.misfortunes.append(Misfortune(500, always=True))
    moment, tried = NOW, []
    while states(store) == {"sending": 1} or moment == NOW:
        before = len(receiver.requests)
        delivery.dispatch(moment)
        tried += [moment - NOW] * (len(receiver.requests) - before)
        moment = max(moment + SECOND, delivery.next_moment(moment) or moment + HOUR)
    waits = [later - earlier for earlier, later in pairwise(tried)]
    assert waits[:8] == [number * 15 * SECOND for number in (1, 2, 4, 8, 16, 32, 64, 128)]
    assert set(waits[8:]) == {HOUR}
    assert 71 * HOUR < tried[-1] <= 72 * HOUR < moment - NOW < 74 * HOUR
    assert (len(set(webhook_ids(receiver))), len({request.body for request in receiver.requests})) == (1, 1)
    assert [in_words(found.reason) for found in notifications(store)] == [WITHIN_72_HOURS]


def test_what_a_webhook_did_not_answer_is_said_anew_with_an_id_of_its_own_when_its_date_moved(
    store: Store, receiver: WebhookStandIn
) -> None:
    owe(store, due(channel="hub"), due("b", channel="hub"), due("c", channel="hub"), due("d", channel="hub"))
    delivery = a_hub(store, receiver)
    receiver.misfortunes.append(Misfortune(500))
    delivery.dispatch(NOW)
    overtake(store, "the date moved to 9 May 2026", [found for found in notifications(store) if found.item == "b"])
    for hours in range(1, 5):
        delivery.dispatch(NOW + hours * HOUR)
    assert states(store) == {"sent": 3, "superseded": 1}
    assert len(set(webhook_ids(receiver))) == 4, "four at once became one message, and late ones come one by one"


def test_an_announcement_of_what_was_repeated_for_days_is_repeated_as_soon_as_any_message(
    store: Store, receiver: WebhookStandIn
) -> None:
    owe(store, due(channel="hub"))
    delivery = a_delivery(
        store,
        {"hub": a_webhook(receiver.url)},
        a_channel("hub", to=WebhookTarget(receiver.url)),
        fallback_channel="hub",
    )
    receiver.misfortunes.append(Misfortune(500, always=True))
    moment = NOW
    while states(store) != {"dead": 1}:
        delivery.dispatch(moment)
        moment = max(moment + SECOND, delivery.next_moment(moment) or moment + HOUR)
    announced = {*webhook_ids(receiver)}
    before = len(receiver.requests)
    for seconds in range(0, 120, 5):
        delivery.dispatch(moment + seconds * SECOND)
    assert (len(announced), len({*webhook_ids(receiver)})) == (2, 2)
    assert len(receiver.requests) > before + 1


def test_an_announcement_of_an_item_that_was_taken_off_is_repeated_with_its_id(
    store: Store, receiver: WebhookStandIn
) -> None:
    owe(store, due(channel="hub"))
    with store.writing() as tx:
        tx.items.save([replace(item, listed=False) for item in tx.items.all()])
    hub = a_channel("hub", to=WebhookTarget(receiver.url))
    delivery = a_delivery(store, {"hub": a_webhook(receiver.url)}, hub, fallback_channel="hub")
    receiver.misfortunes += [Misfortune(500)] * 3
    with store.writing() as tx:
        tx.notifications.update([replace(found, state=NotificationState.DEAD) for found in notifications(store)])
    moment = NOW
    for _ in range(20):
        delivery.dispatch(moment)
        moment = max(moment + SECOND, delivery.next_moment(moment) or moment + MINUTE)
    assert (len(receiver.requests), len(set(webhook_ids(receiver)))) == (4, 1)


def test_a_card_that_teams_refuses_is_sent_once_more_without_looks(store: Store, receiver: WebhookStandIn) -> None:
    owe(store, due(channel="hub"))
    target = WebhookTarget(receiver.url, WebhookFormat.TEAMS)
    delivery = a_delivery(store, {"hub": a_webhook(receiver.url, target.format)}, a_channel("hub", to=target))
    receiver.misfortunes.append(Misfortune(400))
    delivery.dispatch(NOW)
    cards = [json.loads(one.body)["attachments"][0]["content"]["body"] for one in receiver.requests]
    assert [card[0]["type"] for card in cards] == ["RichTextBlock", "TextBlock"]
    assert states(store) == {"sent": 1}


def test_a_card_that_teams_refuses_without_looks_too_is_dead(store: Store, receiver: WebhookStandIn) -> None:
    owe(store, due(channel="hub"))
    target = WebhookTarget(receiver.url, WebhookFormat.TEAMS)
    receiver.misfortunes += [Misfortune(400), Misfortune(400)]
    a_delivery(store, {"hub": a_webhook(receiver.url, target.format)}, a_channel("hub", to=target)).dispatch(NOW)
    assert (states(store), len(receiver.requests)) == ({"dead": 1}, 2)


@pytest.mark.parametrize("form", [form for form in WebhookFormat if form is not WebhookFormat.TEAMS])
def test_what_would_be_the_same_bytes_without_looks_is_refused_once_and_dead(
    store: Store, receiver: WebhookStandIn, form: WebhookFormat
) -> None:
    owe(store, due(channel="hub"))
    target = WebhookTarget(receiver.url, form)
    receiver.misfortunes += [Misfortune(400), Misfortune(400)]
    a_delivery(store, {"hub": a_webhook(receiver.url, form)}, a_channel("hub", to=target)).dispatch(NOW)
    assert (states(store), len(receiver.requests)) == ({"dead": 1}, 1)


def test_doctor_looks_at_a_webhook_and_posts_nothing(cli: CommandLine, receiver: WebhookStandIn) -> None:
    settings(cli, HUB)
    said = cli("doctor", "--json", **environment(receiver))
    found = {check["message"]: check["status"] for check in said.json["checks"] if "hub" in check["name"]}
    assert found["127.0.0.1 answers, without TLS; `doctor --send hub` tries it"] == "ok"
    assert (said.status, receiver.requests) == (0, [])
    assert "s3cret" not in said.out


def test_doctor_warns_of_a_webhook_without_a_secret_and_of_a_short_one(
    cli: CommandLine, receiver: WebhookStandIn
) -> None:
    address = environment(receiver)
    del address["WATCHTRACKER_WEBHOOK__HUB__SECRET"]
    settings(cli, HUB)
    for more, words in (({}, "nothing is signed"), ({"WATCHTRACKER_WEBHOOK__HUB__SECRET": "whsec_YWJj"}, "guessed")):
        checks = cli("doctor", "--json", **address, **more).json["checks"]
        (check,) = [one for one in checks if one["name"] == "webhook hub" and one["status"] == "warn"]
        assert words in check["message"]
    settings(cli, f'{HUB}format = "text"')
    checks = cli("doctor", "--json", **address).json["checks"]
    assert [one["status"] for one in checks if one["name"] == "webhook hub"] == ["ok"]


def test_doctor_says_that_a_webhook_cannot_be_reached(cli: CommandLine) -> None:
    with webhook_stand_in() as gone:
        pass
    settings(cli, HUB)
    said = cli("doctor", "--json", **environment(gone))
    (bad,) = [one for one in said.json["checks"] if one["status"] == "bad"]
    assert bad["message"] == "127.0.0.1 cannot be reached: connection refused"
    assert said.status == 1


def test_doctor_looks_at_the_certificate(cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    settings(cli, HUB)
    with webhook_stand_in(context) as receiver:
        bad = [one for one in cli("doctor", "--json", **environment(receiver)).json["checks"] if one["status"] == "bad"]
        assert [one["message"][:55] for one in bad] == ["127.0.0.1 cannot be reached: its certificate is not tru"[:55]]
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        checks = cli("doctor", "--json", **environment(receiver)).json["checks"]
        assert [one["message"] for one in checks if one["name"] == "webhook hub"] == [
            "127.0.0.1 answers, and its certificate is trusted; `doctor --send hub` tries it"
        ]
        assert not receiver.requests


def test_doctor_sends_a_test_message(cli: CommandLine, receiver: WebhookStandIn) -> None:
    settings(cli, HUB)
    said = cli("doctor", "--send", "hub", **environment(receiver))
    assert (said.status, said.out) == (0, "ok    channel hub  the webhook hub took the test message\n")
    (request,) = receiver.requests
    assert verified(request.headers, request.body, SECRET)
    text = "This is a test of watchtracker: what is for the channel hub arrives here."
    data = json.loads(request.body)["data"]
    assert (data["kind"], data["text"], data["entries"][0]["kind"]) == ("test", text, "test")
    assert not (cli.folder / "var").exists()


@pytest.mark.parametrize(
    ("misfortune", "message"),
    [
        (Misfortune(404), "the webhook hub takes nothing for this channel: HTTP 404 Not Found"),
        (Misfortune(401), "the webhook hub refuses our credentials: HTTP 401 Unauthorized"),
        (Misfortune(400), "the webhook hub refuses the test message: HTTP 400 Bad Request"),
        (Misfortune(503), "the webhook hub takes nothing now: HTTP 503 Service Unavailable"),
        (
            Misfortune(500),
            "the webhook hub may or may not have taken the test message: HTTP 500 Internal Server Error",
        ),
    ],
)
def test_doctor_says_what_was_answered_to_its_test_message(
    cli: CommandLine, receiver: WebhookStandIn, misfortune: Misfortune, message: str
) -> None:
    settings(cli, HUB)
    receiver.misfortunes.append(misfortune)
    said = cli("doctor", "--send", "hub", "--json", **environment(receiver))
    assert (said.status, [one["message"] for one in said.json["checks"]]) == (1, [message])


def test_doctor_sends_to_slack_too(cli: CommandLine, slack: SlackStandIn) -> None:
    settings(cli, '[[channel]]\nname = "policy"\nslack = "C0POLICY"\n')
    api = {"WATCHTRACKER_SLACK__API_URL": slack.url, "WATCHTRACKER_SLACK__BOT_TOKEN": TOKEN}
    said = cli("doctor", "--send", "policy", **api)
    assert (said.status, said.out) == (0, "ok    channel policy  Slack took the test message\n")
    assert slack.texts("C0POLICY") == ["This is a test of watchtracker: what is for the channel policy arrives here."]
    slack.accepted_tokens.clear()
    said = cli("doctor", "--send", "policy", **api)
    assert (said.status, said.out.splitlines()[0]) == (
        1,
        "bad   channel policy  Slack refuses our credentials: invalid_auth",
    )


def test_doctor_sends_by_mail_too(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", trusted(cli.folder))
    with mail_stand_in() as mail:
        settings(
            cli,
            f'[email]\nhost = "localhost"\nport = {mail.port}\nuser = "{USER}"\nsender = "{SENDER}"\n'
            '[[channel]]\nname = "legal"\nemail = ["legal@example.org"]\n',
        )
        said = cli("doctor", "--send", "legal", WATCHTRACKER_EMAIL__PASSWORD=PASSWORD)
        assert (said.status, len(mail.subjects())) == (0, 1)


def test_doctor_sends_to_the_console_where_a_channel_is_not_set_up(cli: CommandLine) -> None:
    settings(cli, '[[channel]]\nname = "policy"\nslack = "C0POLICY"\n')
    said = cli("doctor", "--send", "policy")
    assert said.status == 0
    assert [line.split(":")[0] for line in said.out.splitlines()] == [
        *("[policy] This is a test of watchtracker", "ok    channel policy  the console took the test message"),
    ]


def test_doctor_sends_to_the_console_too(cli: CommandLine) -> None:
    said = cli("doctor", "--send", "console")
    assert said.out.splitlines() == [
        "[console] This is a test of watchtracker: what is for the channel console arrives here.",
        "ok    channel console  the console took the test message",
    ]
    said = cli("doctor", "--send", "console", "--json")
    assert said.json["checks"][0]["status"] == "ok"


def test_doctor_sends_nothing_to_a_channel_that_there_is_not(cli: CommandLine, receiver: WebhookStandIn) -> None:
    settings(cli, HUB)
    said = cli("doctor", "--send", "hubb", **environment(receiver))
    assert said.status == 2
    assert "there is no channel 'hubb': did you mean 'hub'?" in said.err


def posted(receiver: WebhookStandIn) -> list[dict[str, Any]]:
    return [json.loads(one.body) for one in receiver.requests]


def test_a_program_reads_the_item_its_date_and_when_it_was_owed(store: Store, receiver: WebhookStandIn) -> None:
    owe(store, due(channel="hub"))
    a_hub(store, receiver).dispatch(NOW + MINUTE)
    (found,) = posted(receiver)
    text = found["data"].pop("text")
    (entry,) = found["data"].pop("entries")
    assert found == {
        "type": "notification",
        "timestamp": "2026-04-29T09:01:00Z",
        "data": {"channel": "hub", "kind": "upcoming"},
    }
    assert entry.pop("text") in text
    assert entry == {
        "item": "call",
        "kind": "upcoming",
        "url": f"{URL}/items/call",
        "source_url": None,
        "window": {
            "kind": "exact",
            "earliest": "2026-05-06",
            "latest": "2026-05-06",
            "precision": "day",
            "edtf": "2026-05-06",
            "text": "6 May 2026",
        },
        "due_at": "2026-04-29T09:00:00Z",
    }


def test_several_at_once_are_a_group_and_what_is_over_was_missed(store: Store, receiver: WebhookStandIn) -> None:
    owe(store, *(due(item, channel="hub") for item in ("a", "b", "c", "d")))
    a_hub(store, receiver).dispatch(NOW)
    (group,) = posted(receiver)
    assert group["data"]["kind"] == "group"
    assert [entry["item"] for entry in group["data"]["entries"]] == ["a", "b", "c", "d"]
    owe(store, due("e", NOW - 20 * HOUR, channel="hub", target="2026-04-28"), when="April 28, 2026")
    a_hub(store, receiver).dispatch(NOW)
    missed = posted(receiver)[-1]["data"]
    assert (missed["kind"], [entry["item"] for entry in missed["entries"]]) == ("missed", ["e"])


def test_a_digest_has_an_entry_for_each_item_and_none_for_its_headings(store: Store, receiver: WebhookStandIn) -> None:
    owe(store, due("a", NOW - 30 * DAY, channel="elsewhere"), due(None, channel="hub", kind=NotificationKind.DIGEST))
    a_hub(store, receiver).dispatch(NOW)
    (found,) = posted(receiver)
    assert found["data"]["kind"] == "digest"
    assert [(one["item"], one["kind"], one["due_at"]) for one in found["data"]["entries"]] == [
        ("a", "digest", "2026-04-29T09:00:00Z")
    ]


def test_the_body_is_the_same_when_it_is_sent_again_and_so_is_the_id(store: Store, receiver: WebhookStandIn) -> None:
    owe(store, due(channel="hub"))
    receiver.misfortunes += [Misfortune(500), Misfortune(reset=True), Misfortune(408)]
    delivery = a_hub(store, receiver)
    for hours in range(8):
        delivery.dispatch(NOW + hours * HOUR)
    assert states(store) == {"sent": 1}
    assert len(receiver.requests) == 4
    assert len({one.body for one in receiver.requests}) == 1
    assert len({one.headers["webhook-id"] for one in receiver.requests}) == 1


def test_a_chat_is_told_that_it_may_have_this_already(store: Store, receiver: WebhookStandIn) -> None:
    owe(store, due(channel="hub"))
    target = WebhookTarget(receiver.url, WebhookFormat.TEXT)
    delivery = a_delivery(store, {"hub": a_webhook(receiver.url, target.format)}, a_channel("hub", to=target))
    receiver.misfortunes.append(Misfortune(500))
    for hours in range(4):
        delivery.dispatch(NOW + hours * HOUR)
    first, again = [one["text"] for one in posted(receiver)]
    assert PERHAPS_REPEATED in again
    assert PERHAPS_REPEATED not in first
