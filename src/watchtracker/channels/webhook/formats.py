"""What a webhook is sent, in each of the formats, within the limits of those who take them. Pure.

Titles come from anywhere, and chats read markup in a text: so what would call people, or hide where a link leads, is
taken apart by characters that nobody sees. Links of ours stand whole, where their reader sees where they lead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, assert_never

from watchtracker import dates
from watchtracker.outbox.messages import Entry, Message
from watchtracker.targets import WebhookFormat
from watchtracker.wording import links
from watchtracker.wording.safe_text import clean, cut, link

# Google Chat takes 4,096 characters; Mattermost once took 4,000.
MOST_IN_TEXT = 4_000
# Discord's own limit, in units of UTF-16.
MOST_IN_DISCORD = 2_000
# Bytes: Teams takes 28 KB.
MOST_IN_TEAMS = 24_000
_MOST_IN_STANDARD = 100_000
_MOST_IN_A_LINE = 1_500
_MOST_IN_A_TITLE = 250
_MOST_IN_AN_OWNER = 100
_MOST_IN_A_LINK = 500
_ROOM_FOR_MORE = 700
_SUPPRESS_EMBEDS = 4

_BREAK = "\u200b"
_IN_NO_PLACE = re.compile(r"[@()\\]")
_ENCODED = {"@": "%40", "[": "%5B", "]": "%5D", "(": "%28", ")": "%29", "`": "%60"}
_CALLS = re.compile(r"[@\uff20](?=\S)")
_LINKS = re.compile(r"\](?=[(\[:])")
_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
_CARD = "application/vnd.microsoft.card.adaptive"


def body(form: WebhookFormat, message: Message, *, channel: str, now: datetime) -> bytes:
    """The body that says `message`; `now` stands in it only where the message does not know its own time."""
    match form:
        case WebhookFormat.STANDARD:
            return _json(_standard(message, channel, now))
        case WebhookFormat.TEXT:
            return _json({"text": text(message, MOST_IN_TEXT)})
        case WebhookFormat.TEAMS:
            return _json(_teams(message))
        case WebhookFormat.DISCORD:
            content = text(message, MOST_IN_DISCORD)
            return _json({"content": content, "allowed_mentions": {"parse": []}, "flags": _SUPPRESS_EMBEDS})
        case _:
            assert_never(form)


def text(message: Message, most: int) -> str:
    """A message as lines of a chat that call nobody, in at most `most` characters as JavaScript counts them."""
    return _lines(message, most, _harmless)


def units(shown: str) -> int:
    """How long a text is in units of UTF-16: what lies beyond the first plane counts twice."""
    return len(shown) + sum(character > "\uffff" for character in shown)


def _json(value: object) -> bytes:
    # In ASCII, for whoever takes it for Latin-1.
    return json.dumps(value, separators=(",", ":")).encode()


def _harmless(shown: str) -> str:
    """A text in which no chat finds a mention, or a link under other words."""
    shown = _CALLS.sub(lambda match: f"{match[0]}{_BREAK}", clean(shown))
    return _LINKS.sub(f"]{_BREAK}", shown).replace("<", "\u2039").replace(">", "\u203a")


def _address(url: str | None) -> str | None:
    """An address as a link that stands for itself, if it is one and not too long."""
    found = link(url)
    if found is None or len(found := links.link(found)) > _MOST_IN_A_LINK:
        return None
    scheme, slashes, rest = found.partition("://")
    place, slash, path = rest.partition("/")
    if _IN_NO_PLACE.search(place):
        return None
    for sign, encoded in _ENCODED.items():
        path = path.replace(sign, encoded)
    return f"{scheme}{slashes}{place}{slash}{path}"


def _lines(message: Message, most: int, shown: Callable[[str], str]) -> str:
    """A line for each entry, as many as there is room for, and how many more there are."""
    lines = [] if message.title is None else [_fit(shown(message.title), _MOST_IN_A_TITLE)]
    room = most - sum(units(line) + 1 for line in lines) - _ROOM_FOR_MORE
    left_out = 0
    for number, entry in enumerate(message.entries):
        bullet = "" if entry.heading or message.title is None else "• "
        said, rest = f"{bullet}{shown(entry.text)}", _beside(entry, shown)
        if number and units(said) + units(rest) + 1 > room:
            left_out = len(message.entries) - number
            break
        lines.append(f"{_fit(said, min(room - 1, _MOST_IN_A_LINE) - units(rest))}{rest}")
        room -= units(lines[-1]) + 1
    return "\n".join([*lines, *_more(message, left_out)]).strip() or "(no text)"


def _beside(entry: Entry, shown: Callable[[str], str]) -> str:
    """What stands after the text of an entry: whom it concerns, and a link."""
    owner = f" Owner: {_fit(shown(entry.owner), _MOST_IN_AN_OWNER)}." if entry.owner else ""
    address = _address(entry.url or entry.page)
    return f"{owner} {address}" if address else owner


def _fit(shown: str, most: int) -> str:
    """As much of a text as takes at most `most` units."""
    end = min(len(shown), most)
    while (fitted := cut(shown, end)) and units(fitted) > most:
        end -= max(1, (units(fitted) - most) // 2)
    return fitted


def _more(message: Message, left_out: int) -> list[str]:
    more = message.more + left_out
    if not more:
        return []
    return [f"and {more} more: {_address(message.more_url) or ''}".rstrip(": ")]


def _teams(message: Message) -> dict[str, Any]:
    """A card as a workflow of Teams takes it; its texts are runs, in which no markup is read."""
    blocks = [_text_block(message)] if message.plain else _rich_blocks(message)
    card = {"$schema": _SCHEMA, "type": "AdaptiveCard", "version": "1.4", "body": blocks, "msteams": {"width": "Full"}}
    return {"type": "message", "attachments": [{"contentType": _CARD, "contentUrl": None, "content": card}]}


def _text_block(message: Message) -> dict[str, Any]:
    return {"type": "TextBlock", "text": text(message, MOST_IN_TEXT), "wrap": True}


def _rich_blocks(message: Message) -> list[dict[str, Any]]:
    title = _fit(clean(message.title or ""), _MOST_IN_A_TITLE)
    blocks = [_block([_run(title, strong=True)])] if title else []
    room = MOST_IN_TEAMS - len(_json(blocks)) - 2 * _ROOM_FOR_MORE
    left_out = 0
    for number, entry in enumerate(message.entries):
        block = _block(_runs(entry, listed=message.title is not None))
        room -= len(_json(block)) + 1
        if number and room < 0:
            left_out = len(message.entries) - number
            break
        blocks.append(block)
    if more := message.more + left_out:
        blocks.append(_block([_run(f"and {more} more", _address(message.more_url))]))
    return blocks


def _runs(entry: Entry, *, listed: bool) -> list[dict[str, Any]]:
    bullet = "• " if listed and not entry.heading else ""
    runs = [_run(f"{bullet}{_fit(clean(entry.text), _MOST_IN_A_LINE)}", strong=entry.heading)]
    if entry.owner:
        runs.append(_run(f" Owner: {_fit(clean(entry.owner), _MOST_IN_AN_OWNER)}."))
    for words, url in (("page", entry.page), ("source" if entry.names_source else "link", entry.url)):
        if address := _address(url):
            runs += [_run(" "), _run(words, address)]
    return runs


def _block(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": list(runs)}


def _run(words: str, url: str | None = None, *, strong: bool = False) -> dict[str, Any]:
    run: dict[str, Any] = {"type": "TextRun", "text": words or " "}
    if strong:
        run["weight"] = "Bolder"
    return {**run, "selectAction": {"type": "Action.OpenUrl", "url": url}} if url else run


def _standard(message: Message, channel: str, now: datetime) -> dict[str, Any]:
    entries = [_standard_entry(entry) for entry in message.entries if not entry.heading]
    said = _lines(message, _MOST_IN_STANDARD, clean)
    data = {"channel": channel, "kind": message.kind, "text": said, "entries": entries}
    # Its own time, so that the body is the same when it is sent again.
    return {"type": "notification", "timestamp": message.made_at or dates.instant(now), "data": data}


def _standard_entry(entry: Entry) -> dict[str, Any]:
    return {
        "item": entry.item,
        "kind": entry.notification,
        "text": _fit(clean(entry.text), _MOST_IN_A_LINE),
        "url": link(entry.page),
        "source_url": link(entry.url) if entry.names_source else None,
        "window": entry.window,
        "due_at": entry.due_at,
    }
