"""A mail as a document: its subject, the day in its `Date`, and what its writer wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart

from watchtracker import lengths
from watchtracker.errors import InputError
from watchtracker.sources import charsets, published
from watchtracker.sources.published import Published
from watchtracker.wording.safe_text import clean, cut

_QUOTED = re.compile(r"^>.*\n?", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- \n.*\Z", re.MULTILINE | re.DOTALL)
_LONGEST_TITLE, _LONGEST_NAME = 300, lengths.SOURCE


class NoMailError(InputError):
    """The mail cannot be taken apart: save its text as a file, and read that."""


@dataclass(frozen=True, slots=True)
class MailText:
    """What a mail says, and the name of who sent it: its text in two forms, of which either can be missing."""

    title: str
    published: Published | None
    plain: str
    html: str
    writer: str = ""


def mail(body: bytes) -> MailText:
    """A mail as it is saved or piped; raises NoMailError."""
    try:
        message = message_from_bytes(body, policy=policy.default)
        plain, html = _text(message, "plain"), _text(message, "html")
        subject = _header(message, "Subject")
        day, writer = published.read(_date(message)), _writer(message)
    except (MessageError, RecursionError, ValueError, LookupError, AttributeError, TypeError, IndexError) as error:
        if isinstance(error, InputError):
            raise
        raise NoMailError from None
    return MailText(cut(clean(subject), _LONGEST_TITLE), day, _own_words(plain), html, writer)


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name, ""))


def _writer(message: EmailMessage) -> str:
    """The name of who sent a mail, or else where it is from: "grants.example"; empty where that cannot be read."""
    try:
        senders = getattr(message.get("From"), "addresses", ())
        return next((cut(clean(sender.display_name or sender.domain), _LONGEST_NAME) for sender in senders), "")
    except (ValueError, LookupError, AttributeError, TypeError):  # the library does not bear every broken address
        return ""


def _date(message: EmailMessage) -> str:
    """The `Date` as it was written: the library reads every unknown zone as UTC."""
    return next((str(value) for name, value in message.raw_items() if name.lower() == "date"), "")


def _text(message: EmailMessage, kind: str) -> str:
    """The part that is shown in this form, or nothing."""
    part = message.get_body(preferencelist=(kind,))
    if part is None or part.get_content_maintype() != "text":
        return ""
    return _decoded(part)


def _decoded(part: MIMEPart) -> str:
    raw = part.get_payload(decode=True)
    declared = part.get_content_charset()
    return charsets.decoded(raw, declared) if isinstance(raw, bytes) else ""


def _own_words(plain: str) -> str:
    """Without what is quoted from other mails, whose days were other days, and without a signature."""
    text = plain.replace("\r\n", "\n")
    return _SIGNATURE.sub("", _QUOTED.sub("", text))
