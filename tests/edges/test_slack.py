"""Slack over real HTTP: one call a message, and an answer of every kind has its class."""

from __future__ import annotations

import socket

import pytest

from tests.edges.delivering import slack_sender
from tests.slack_stand_in import TOKEN, Fault, SlackStandIn
from watchtracker.channels.slack import Slack
from watchtracker.outbox.messages import Entry, Message, Receipt, SendStatus

HELLO = Message(entries=(Entry("Call <closes> today & ends"),))


def test_a_message_arrives_with_its_key_and_comes_back_with_its_receipt(slack: SlackStandIn) -> None:
    outcome = slack_sender(slack).send(HELLO, "k1")
    (message,) = slack.messages
    assert (outcome.status, outcome.receipt) == (SendStatus.SENT, Receipt("C0POLICY", message["ts"]))
    assert (slack.keys(), slack.texts()) == (["k1"], ["Call &lt;closes&gt; today &amp; ends"])


def test_an_edit_changes_the_message_and_posts_nothing(slack: SlackStandIn) -> None:
    sender = slack_sender(slack)
    receipt = sender.send(HELLO, "k1").receipt
    outcome = sender.send(Message(entries=(Entry("Correction"),), edits=receipt), "k1")
    assert (outcome.status, slack.texts(), len(slack.edits)) == (SendStatus.SENT, ["Correction"], 1)


def test_a_reply_goes_into_the_thread(slack: SlackStandIn) -> None:
    sender = slack_sender(slack)
    receipt = sender.send(HELLO, "k1").receipt
    sender.send(Message(entries=(Entry("Correction"),), replies_to=receipt), "k2")
    assert slack.messages[1]["thread_ts"] == slack.messages[0]["ts"]


def test_editing_what_is_gone_is_refused(slack: SlackStandIn) -> None:
    gone = Message(entries=(Entry("Correction"),), edits=Receipt("C0POLICY", "1.1"))
    assert slack_sender(slack).send(gone, "k").status is SendStatus.TARGET_REFUSED


def test_a_wrong_token_is_refused_by_the_probe_and_by_a_message(slack: SlackStandIn) -> None:
    stranger = Slack("C0POLICY", token="xoxb-other", api_url=slack.url)
    assert stranger.probe().status is SendStatus.CREDENTIALS_REFUSED
    assert stranger.send(HELLO, "k").status is SendStatus.CREDENTIALS_REFUSED
    assert slack_sender(slack).probe().status is SendStatus.SENT


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_token_does_not_go_where_a_redirect_leads(slack: SlackStandIn, status: int) -> None:
    elsewhere = {"Location": f"http://localhost:{slack.port}/api/auth.test"}
    slack.faults.append(Fault(status=status, headers=elsewhere))
    assert slack_sender(slack).send(HELLO, "k").status is SendStatus.UNCLEAR
    assert (slack.tokens[0], set(slack.tokens[1:]) - {""}) == (TOKEN, set())


@pytest.mark.parametrize(
    ("fault", "expected", "arrived"),
    [
        (Fault(error="is_archived"), SendStatus.TARGET_REFUSED, 0),
        (Fault(error="invalid_blocks"), SendStatus.PAYLOAD_REFUSED, 0),
        (Fault(error="never_heard_of"), SendStatus.UNCLEAR, 0),
        (Fault(status=429, headers={"Retry-After": "7"}, body="{}"), SendStatus.TRY_LATER, 0),
        (Fault(error="fatal_error", accepts=True), SendStatus.UNCLEAR, 1),
        (Fault(status=500), SendStatus.UNCLEAR, 0),
        (Fault(status=503, accepts=True), SendStatus.UNCLEAR, 1),
        (Fault(body='{"ok": true, "chan', accepts=True), SendStatus.UNCLEAR, 1),
        (Fault(body="", accepts=True), SendStatus.UNCLEAR, 1),
        (Fault(body="null", accepts=True), SendStatus.UNCLEAR, 1),
        (Fault(body='["ok"]', accepts=True), SendStatus.UNCLEAR, 1),
        (Fault(body="<html>hello</html>", headers={"Content-Type": "text/html"}), SendStatus.UNCLEAR, 0),
        (Fault(body="{}", headers={"Content-Type": "application/gzip"}), SendStatus.UNCLEAR, 0),
        (Fault(reset=True), SendStatus.UNCLEAR, 0),
        (Fault(reset=True, accepts=True), SendStatus.UNCLEAR, 1),
    ],
)
def test_each_fault_has_its_class_and_is_not_tried_again(
    slack: SlackStandIn, fault: Fault, expected: SendStatus, arrived: int
) -> None:
    slack.faults.append(fault)
    outcome = slack_sender(slack).send(HELLO, "k")
    assert (outcome.status, len(slack.calls), len(slack.messages)) == (expected, 1, arrived)
    assert outcome.detail


def test_a_slow_answer_is_unclear_in_time(slack: SlackStandIn) -> None:
    slack.faults.append(Fault(slow=True, accepts=True))
    outcome = slack_sender(slack, hard_timeout=0.2).send(HELLO, "k")
    assert (outcome.status, len(slack.messages)) == (SendStatus.UNCLEAR, 1)


def test_a_server_that_does_not_listen_was_not_sent_anything() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/api/"
        assert Slack("C1", token=TOKEN, api_url=url).send(HELLO, "k").status is SendStatus.NOT_SENT


def test_a_connection_that_never_stands_was_not_sent_anything() -> None:
    with socket.socket() as full, socket.socket() as filler:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        filler.connect(full.getsockname())
        url = f"http://127.0.0.1:{full.getsockname()[1]}/api/"
        outcome = Slack("C1", token=TOKEN, api_url=url, timeout=1).send(HELLO, "k")
    assert outcome.status is SendStatus.NOT_SENT


def test_a_server_that_does_not_speak_tls_was_not_sent_anything(slack: SlackStandIn) -> None:
    outcome = Slack("C1", token=TOKEN, api_url=slack.url.replace("http:", "https:")).send(HELLO, "k")
    assert (outcome.status, slack.calls) == (SendStatus.NOT_SENT, [])


def test_metadata_is_in_the_history_only_if_asked_for(slack: SlackStandIn) -> None:
    slack_sender(slack).send(HELLO, "k1")
    asked = slack.answer("conversations.history", TOKEN, {"channel": "C0POLICY", "include_all_metadata": "true"})
    plain = slack.answer("conversations.history", TOKEN, {"channel": "C0POLICY"})
    assert ("k1" in asked.body, "k1" in plain.body) == (True, False)
