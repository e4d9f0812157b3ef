"""What a response of a mail server means, by the step of the dialogue that it came to.

A message counts as taken when its end is answered with 250 and not before (RFC 5321, 4.2.5), so whatever went wrong
earlier has left nothing behind. Only a connection that is lost between the end of the message and its response leaves
open what became of it. Pure; `client` talks.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping, Sequence
from enum import Enum

from watchtracker.outbox.messages import SendResult, SendStatus

Reply = tuple[int, str]


class Step(Enum):
    """Where a dialogue is; the value says what was done there.

    CONTENT begins with the DATA command, so a refusal of that command is one of CONTENT as well; END is the last dot.
    """

    CONNECT = "connecting"
    TLS = "agreeing on TLS"
    LOG_IN = "logging in"
    SENDER = "naming the sender"
    RECIPIENTS = "naming the recipients"
    CONTENT = "sending the message"
    END = "ending the message"


_CREDENTIALS = {530, 534, 535, 538}
_TOO_LARGE = 552
# What the account may send in a day is used up (RFC 3463); tomorrow it may again.
_SENT_ENOUGH = "5.4.5"
_LONGEST_DETAIL = 300


def is_accepted(reply: Reply) -> bool:
    """Whether a reply says that the step is done."""
    return 200 <= reply[0] < 300  # noqa: PLR2004 - the classes of replies


def of_refusal(step: Step, reply: Reply) -> SendResult:
    """What a reply means that is no acceptance."""
    return SendResult(_status_of_refusal(step, *reply), plain(f"{step.value}: {said(reply)}"))


def of_error(step: Step, error: BaseException) -> SendResult:
    """What it means that a dialogue broke off at a step."""
    lost = SendStatus.UNCLEAR if step is Step.END else SendStatus.NOT_SENT
    return SendResult(lost, plain(f"{step.value}: {_in_words(error)}"))


def of_recipients(accepted: Sequence[str], refused: Mapping[str, Reply]) -> SendResult | None:
    """What it means that recipients were refused; None where one at least is accepted, and the message can go.

    Such refusals are not sorted by `of_refusal`, because each recipient has a reply of its own. Refusals for now make
    all of it due again, unless others can have the message at once: a mailbox that is full for days must not keep it
    from them.
    """
    if accepted or not refused:
        return None
    detail = plain(f"{Step.RECIPIENTS.value}: {without(refused)}")
    codes = [code for code, _ in refused.values()]
    if any(code in _CREDENTIALS for code in codes):
        return SendResult(SendStatus.CREDENTIALS_REFUSED, detail)
    if all(_is_final(code) for code in codes):
        return SendResult(SendStatus.TARGET_REFUSED, detail)
    return SendResult(SendStatus.NOT_SENT, detail)


def without(refused: Mapping[str, Reply]) -> str:
    """Who was refused, each with what was said: addresses are no secrets, they are in the settings."""
    return "; ".join(f"{address} refused: {said(reply)}" for address, reply in refused.items())


def said(reply: Reply) -> str:
    """A reply for people."""
    code, text = reply
    return f"{code} {text}".strip() if code > 0 else "a response that is none of SMTP's"


def plain(text: str) -> str:
    """Short, and without what a database or a terminal would not take, whatever the other side wrote."""
    return "".join(letter if letter.isprintable() else " " for letter in text[:_LONGEST_DETAIL])


def _status_of_refusal(step: Step, code: int, text: str) -> SendStatus:
    if not _is_final(code):
        # 4xx: not now. What is no response at all says nothing of a message that was ended.
        broken = step is Step.END and not _is_for_now(code)
        return SendStatus.UNCLEAR if broken else SendStatus.NOT_SENT
    if code in _CREDENTIALS:
        return SendStatus.CREDENTIALS_REFUSED
    match step:
        case Step.LOG_IN:
            return SendStatus.CREDENTIALS_REFUSED
        case Step.SENDER:
            # Whom an account may write as is the account's, and concerns every message.
            return SendStatus.PAYLOAD_REFUSED if code == _TOO_LARGE else SendStatus.CREDENTIALS_REFUSED
        case Step.CONTENT | Step.END:
            # Whether 552, 554 or another: its recipients were accepted, so it is what stands in it.
            return SendStatus.NOT_SENT if text.startswith(_SENT_ENOUGH) else SendStatus.PAYLOAD_REFUSED
        case _:
            # A server that serves nobody, or no TLS, may again after somebody looked at it.
            return SendStatus.NOT_SENT


def _is_final(code: int) -> bool:
    return 500 <= code < 600  # noqa: PLR2004 - the classes of replies


def _is_for_now(code: int) -> bool:
    return 400 <= code < 500  # noqa: PLR2004 - the classes of replies


def _in_words(error: BaseException) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return f"the server's certificate is not accepted: {error.verify_message}"
        case ssl.SSLError() if getattr(error, "reason", None) == "WRONG_VERSION_NUMBER":
            return "the server does not speak TLS there"
        case ssl.SSLError():
            return f"TLS failed: {getattr(error, 'reason', None) or error}"
        case socket.gaierror():
            return f"the server's name is not known: {error.strerror}"
        case TimeoutError():
            return "no answer in time"
        case OSError():
            return error.strerror.lower() if error.strerror else str(error) or type(error).__name__
        case _:
            return f"{type(error).__name__}: {error}"
