"""The console: messages printed to a stream, a line each.

It is what a first run has and what everything falls back to, so a terminal that went away must not take the program
with it: that is an answer like any other.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TextIO

from watchtracker.checks import Check, Finding
from watchtracker.outbox.messages import Entry, Limits, Message, SendResult, SendStatus
from watchtracker.wording.safe_text import clean, link

# A terminal takes whatever comes.
LIMITS = Limits(called="the console")


def declared(name: str, about: str) -> Check:
    """A channel of the settings that leads here."""
    return Check(f"channel {name}", Finding.OK, f"the console: {about}")


class Console:
    """Prints messages to `stream`, each line headed by the channel's name."""

    limits = LIMITS

    def __init__(self, stream: TextIO, name: str) -> None:
        self._stream = stream
        self._name = name
        self._lock = threading.Lock()

    def send(self, message: Message, key: str) -> SendResult:
        """Print it and flush; a stream that is closed or broken counts as not sent."""
        del key
        lines = "".join(f"{line}\n" for line in self._lines(message))
        try:
            with self._lock:
                self._stream.write(_writable(lines, self._stream.encoding))
                self._stream.flush()
        except (OSError, ValueError) as error:
            return SendResult(SendStatus.NOT_SENT, f"the console cannot be written to: {error}")
        return SendResult(SendStatus.SENT)

    def _lines(self, message: Message) -> Iterator[str]:
        indent = f"[{clean(self._name)}] "
        if message.title is not None:
            yield f"{indent}{clean(message.title)}"
            indent = "  "
        for entry in message.entries:
            yield f"{indent}{'' if entry.heading or message.title is None else '- '}{_line(entry)}"
        if message.more:
            yield f"{indent}and {message.more} more: {message.more_url}"


def _line(entry: Entry) -> str:
    owner = f" Owner: {clean(entry.owner)}." if entry.owner else ""
    address = link(entry.url)
    return f"{clean(entry.text)}{owner}{f' {address}' if address else ''}"


def _writable(text: str, encoding: str | None) -> str:
    """`text` with what the stream's encoding lacks replaced: a C locale must not lose a reminder."""
    return text if encoding is None else text.encode(encoding, "backslashreplace").decode(encoding)
