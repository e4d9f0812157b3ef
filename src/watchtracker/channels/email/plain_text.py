"""A message as plain text: lines of a terminal's width, links on lines of their own that nothing cuts apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from watchtracker.outbox.messages import Entry, Message

_WIDTH = 76
# A word without the spaces before it; where no spaces are written, each letter may end a line.
_UNSPACED = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_PIECES = re.compile(rf"\s*(?:[{_UNSPACED}]|[^\s{_UNSPACED}]+)")


def written(message: Message, channel: str) -> str:
    """The text of a message that was fitted."""
    lines = list(_lines(message))
    while lines and not lines[0]:
        lines.pop(0)
    signed = _wrapped(f"watchtracker, channel {channel}", "", "")
    address = [message.more_url] if message.more_url else []
    return "\n".join([*lines, "", "-- ", *signed, *address]) + "\n"


def _lines(message: Message) -> Iterator[str]:
    if message.title is not None:
        yield from _wrapped(message.title, "", "")
        yield "=" * min(_WIDTH, max(map(_columns, _wrapped(message.title, "", ""))))
    for entry in message.entries:
        yield ""
        yield from _entry(entry, listed=message.title is not None)
    if message.more:
        yield ""
        yield f"and {message.more} more: {message.more_url}".removesuffix(": ")


def _entry(entry: Entry, *, listed: bool) -> Iterator[str]:
    if entry.heading:
        yield from _wrapped(entry.text.removesuffix(":").upper(), "", "")
        return
    bullet, indent = ("* ", "  ") if listed else ("", "")
    yield from _wrapped(entry.text, bullet, indent)
    if not listed and (entry.owner or entry.url or entry.page):
        yield ""
    if entry.owner:
        yield from _wrapped(f"Owner: {entry.owner}", indent, indent)
    if entry.url:
        yield f"{indent}{'Source' if entry.names_source else 'Link'}: {entry.url}"
    if entry.page and entry.page != entry.url and not listed:
        yield f"{indent}Page: {entry.page}"


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    """`text` in lines that begin with `first` and `rest`, as wide as a terminal shows them."""
    lines, line, width = [], first, len(first)
    empty = True
    for found in _PIECES.findall(text):
        if not empty and width + _columns(found) > _WIDTH:
            lines.append(line)
            line, width, empty = rest, len(rest), True
        piece = found.lstrip() if empty else found
        line, width, empty = line + piece, width + _columns(piece), False
    return [*lines, line]


def _columns(text: str) -> int:
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1
        for letter in text
    )
