"""Every answer of a mail server has its class, and only what was lost after the end of a message is unclear."""

from __future__ import annotations

import socket
import ssl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker.channels.email.responses import Step, of_error, of_recipients, of_refusal
from watchtracker.outbox.messages import SendStatus

BEFORE_THE_END = [step for step in Step if step is not Step.END]


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("code", [421, 450, 451, 452, 454])
def test_what_is_refused_for_now_was_not_accepted(step: Step, code: int) -> None:
    assert of_refusal(step, (code, "later")).status is SendStatus.NOT_SENT


@pytest.mark.parametrize("step", [step for step in Step if step is not Step.CONNECT])
@pytest.mark.parametrize("code", [530, 534, 535, 538])
def test_refused_credentials_are_told_at_every_step(step: Step, code: int) -> None:
    assert of_refusal(step, (code, "log in")).status is SendStatus.CREDENTIALS_REFUSED


@pytest.mark.parametrize("step", [Step.CONTENT, Step.END])
@pytest.mark.parametrize("code", [550, 552, 554, 571])
def test_what_refuses_a_message_after_its_recipients_refuses_what_stands_in_it(step: Step, code: int) -> None:
    assert of_refusal(step, (code, "no")).status is SendStatus.PAYLOAD_REFUSED


def test_a_used_up_day_of_an_account_kills_nothing() -> None:
    assert of_refusal(Step.END, (550, "5.4.5 Daily user sending limit exceeded")).status is SendStatus.NOT_SENT


@pytest.mark.parametrize("code", [-1, 0, 150, 354, 600])
def test_an_answer_that_is_none_leaves_only_an_ended_message_unclear(code: int) -> None:
    assert of_refusal(Step.END, (code, "?")).status is SendStatus.UNCLEAR
    assert {of_refusal(step, (code, "?")).status for step in BEFORE_THE_END} == {SendStatus.NOT_SENT}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "connection refused"),
        (socket.gaierror(-2, "Name or service not known"), "the server's name is not known: Name or service not known"),
        (TimeoutError("timed out"), "no answer in time"),
        (ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number"), "TLS failed: "),
        (ValueError("x"), "ValueError: x"),
    ],
)
def test_an_error_is_told_by_its_step_and_in_words(error: Exception, words: str) -> None:
    found = of_error(Step.CONNECT, error)
    assert found.status is SendStatus.NOT_SENT
    assert found.detail.startswith(f"connecting: {words}")
    assert of_error(Step.END, error).status is SendStatus.UNCLEAR


def test_recipients_decide_together() -> None:
    gone, full, log_in = (550, "no such user"), (452, "full"), (530, "log in")
    assert of_recipients(["a@b.org"], {"c@d.org": gone}) is None
    assert of_recipients(["a@b.org"], {}) is None
    refused = of_recipients([], {"c@d.org": gone, "e@f.org": gone})
    assert refused is not None
    assert refused.status is SendStatus.TARGET_REFUSED
    assert "c@d.org refused: 550 no such user; e@f.org refused" in refused.detail
    for others, expected in ((full, SendStatus.NOT_SENT), (log_in, SendStatus.CREDENTIALS_REFUSED)):
        found = of_recipients([], {"c@d.org": gone, "e@f.org": others})
        assert found is not None
        assert found.status is expected


@given(st.sampled_from(Step), st.integers(-1, 999), st.text(max_size=600))
def test_what_a_server_says_is_short_and_can_be_printed(step: Step, code: int, text: str) -> None:
    detail = of_refusal(step, (code, text)).detail
    assert len(detail) <= 300
    assert detail.isprintable()
