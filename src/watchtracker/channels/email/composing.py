"""A message as mail: its headers as bytes, with the plain text and the HTML below them.

The headers are written here, letter for letter, and not by `email.message`: that reads the encoded words in what it is
given, and so makes a header of its own of a title such as `=?utf-8?q?=0D=0ABcc:...?=`. Here such a title is encoded
once more, and arrives as it was written. Pure; `client` sends it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.policy import SMTP

from watchtracker.channels.email import html_text, plain_text
from watchtracker.channels.email.fitting import fitted
from watchtracker.outbox.messages import Entry, Message
from watchtracker.wording.around_title import around_title
from watchtracker.wording.safe_text import clean, cut

MOST_IN_A_SUBJECT = 120
# What a title keeps of a subject that is too long, before what became of it is cut.
_LEAST_OF_A_TITLE = 40
# Encoded words have 75 characters at most (RFC 2047): 45 bytes are 60 characters of base64.
_BYTES_IN_A_WORD = 45
_ATOM = re.compile(r"[A-Za-z0-9_-]+")
_WORDS = re.compile(r"[A-Za-z0-9 _-]+")
_SENTENCE_ENDS = re.compile(r" \(|\.( |$)")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: the sender's address and name, and the channel, which is the list that the mail belongs to."""

    sender: str
    name: str
    channel: str

    @property
    def domain(self) -> str:
        """Where ids are made."""
        return self.sender.rpartition("@")[2]


def composed(message: Message, key: str, head: Letterhead, recipients: Sequence[str], date: str) -> bytes:
    """The mail, as it travels; the delivery key makes its id, so that it is the same when it is sent again."""
    shown, head = fitted(message), replace(head, name=clean(head.name), channel=clean(head.channel))
    fields = {
        "Date": date,
        "From": _mailbox(head.name, head.sender),
        "To": ",\r\n ".join(recipients),
        "Subject": _encoded(subject(shown)),
        "Message-ID": _id(key, head.domain) if _ATOM.fullmatch(key) else _id(_hashed(key), head.domain),
        **_thread(shown, head.domain),
        "List-Id": _list_id(head),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }
    headers = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return headers.encode() + _body(shown, head, f"=_{_hashed(key)}").as_bytes(policy=SMTP)


def subject(message: Message) -> str:
    """What happened, on one line: the message's title, or the head of its one sentence."""
    if message.title:
        return cut(message.title, MOST_IN_A_SUBJECT)
    text = next((entry.text for entry in message.entries), "")
    around = around_title(text, message.entries[0].title if message.entries else None)
    if around is None:
        return cut(text, MOST_IN_A_SUBJECT) or "(no text)"
    title, before, behind = message.entries[0].title or "", around[0], _first(around[1])
    room = max(_LEAST_OF_A_TITLE, MOST_IN_A_SUBJECT - len(before) - len(behind))
    return cut(f"{before}{cut(title, room)}{behind}", MOST_IN_A_SUBJECT)


def _first(behind: str) -> str:
    """A sentence without its source and what follows; of "Last call: TITLE. It closes ..." the second as well."""
    begins = 2 if behind.startswith(". ") else 0
    end = _SENTENCE_ENDS.search(behind, begins)
    return behind[: end.start()] if end else behind


def _thread(message: Message, domain: str) -> dict[str, str]:
    """What puts the notices of one item into one thread: they all answer a message that never was."""
    items = {_item(entry) for entry in message.entries}
    item = items.pop() if len(items) == 1 else None
    if item is None:
        return {}
    root = _id(f"item.{_hashed(item)}", domain)
    return {"In-Reply-To": root, "References": root}


def _item(entry: Entry) -> str | None:
    return (entry.page or "").rpartition("/")[2] or None


def _id(local: str, domain: str) -> str:
    return f"<{local}@{domain}>"


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _list_id(head: Letterhead) -> str:
    name = head.channel
    label = name.lower() if _ATOM.fullmatch(name) else _hashed(name)
    return f"{_phrase(f'watchtracker, {name}')} <{label}.watchtracker.{head.domain}>"


def _mailbox(name: str, address: str) -> str:
    return f"{_phrase(name)} <{address}>" if name else address


def _phrase(text: str) -> str:
    """A name before an address: as it is, in quotes, or encoded."""
    if _WORDS.fullmatch(text):
        return text
    if not text.isascii() or "=?" in text:
        return _encoded(text)
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def _encoded(text: str) -> str:
    """`text`, which is one line, as a header can carry it (RFC 2047)."""
    if text.isascii() and "=?" not in text:
        return text
    words, word = [], b""
    for letter in text:
        if len(word) + len(letter.encode()) > _BYTES_IN_A_WORD:
            words.append(word)
            word = b""
        word += letter.encode()
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(part).decode('ascii')}?=" for part in [*words, word])


def _body(message: Message, head: Letterhead, boundary: str) -> EmailMessage:
    """The plain text, and the HTML beside it unless the message is to be without looks."""
    body = EmailMessage(policy=SMTP)
    body.set_content(plain_text.written(message, head.channel), cte="quoted-printable")
    if not message.plain:
        body.add_alternative(
            html_text.written(message, subject(message), head.channel), subtype="html", cte="quoted-printable"
        )
        # No line of quoted-printable begins so: its equals signs are all encoded.
        body.set_boundary(boundary)
    return body
