"""What a message looks like in Slack: the arguments of `chat.postMessage`, within Slack's limits.

Text of others stands in rich text, which Slack does not parse, so nobody's title can call a whole channel or pass as
a link; the fallback text, which Slack does parse, is escaped. Lengths are those of the escaped text, as Slack counts.
Pure; `client` sends it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from watchtracker.channels.slack.buttons import actions, asking
from watchtracker.items import Result
from watchtracker.notifications.kinds import KINDS, Sign
from watchtracker.outbox.messages import Entry, Message
from watchtracker.targets import account_of, is_group
from watchtracker.wording.around_title import around_title
from watchtracker.wording.safe_text import clean, cut, link

EVENT_TYPE = "watchtracker_reminder"

# Slack refuses blocks somewhere above 11,000 characters in all, and truncates texts of more than 4,000.
MOST_IN_BLOCKS = 9_000
MOST_IN_TEXT = 3_900
_MOST_IN_A_BLOCK = 2_900
_MOST_IN_A_HEADER = 150
_MOST_IN_A_LINK = 1_000
_MOST_IN_A_PAGE = 300
_MOST_IN_AN_OWNER = 100
_MOST_IN_CONTEXT = 300
# What a line takes beside its own text: the owner, a link, a bullet.
_ROOM_FOR_THE_REST = 400

# Slack's names for the signs that tell kinds and outcomes apart.
_EMOJI = {
    Sign.CALENDAR: "calendar",
    Sign.ALARM: "rotating_light",
    Sign.HOURGLASS_RUNNING: "hourglass_flowing_sand",
    Sign.HOURGLASS_EMPTY: "hourglass",
    Sign.PIN: "pushpin",
    Sign.WARNING: "warning",
    Sign.MAGNIFIER: "mag",
    Sign.ARROWS: "left_right_arrow",
    Sign.SPEECH: "speech_balloon",
    Sign.NEW: "new",
    Sign.FINISH: "checkered_flag",
}
_OUTCOMES = {
    Result.HAPPENED: "checkered_flag",
    Result.DONE: "white_check_mark",
    Result.CANCELLED: "no_entry_sign",
    Result.SUPERSEDED: "arrows_counterclockwise",
}
# By `Entry.kind`, which is the kind of a notification or the outcome that it tells.
_SIGNS: dict[str, str] = {
    **{kind.value: _EMOJI[traits.sign] for kind, traits in KINDS.items() if traits.sign is not None},
    **{result.value: emoji for result, emoji in _OUTCOMES.items()},
}


def arguments(message: Message, key: str) -> dict[str, Any]:
    """The arguments of `chat.postMessage` and `chat.update`, but for the channel and the `ts`."""
    fitted = _fitted(message)
    posted: dict[str, Any] = {
        "text": _fallback(fitted),
        "mrkdwn": False,
        "parse": "none",
        "unfurl_links": False,
        "unfurl_media": False,
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"delivery_key": key}},
    }
    return posted if message.plain else {**posted, "blocks": [*_blocks(fitted), *_below(fitted)]}


def _fallback(message: Message) -> str:
    """A message that was fitted, as text, escaped: what notifications show, and screen readers read."""
    lines = [] if message.title is None else [escape(message.title)]
    bullet = "" if message.title is None else "• "
    room = MOST_IN_TEXT - sum(map(len, lines)) - _ROOM_FOR_THE_REST
    for number, entry in enumerate(message.entries):
        line = _fallback_line(entry, "" if entry.heading else bullet)
        if len(line) > room and number:
            message = replace(message, more=message.more + len(message.entries) - number)
            break
        lines.append(line if len(line) <= room else escape(fit(entry.text, room)))
        room -= len(lines[-1]) + 1
    # Slack refuses a message without any text.
    context = [escape(message.context)] if message.context else []
    return "\n".join([*lines, *_more_line(message), *context]).strip() or "(no text)"


def _blocks(message: Message) -> list[dict[str, Any]]:
    """A message that was fitted, as blocks: a header, and rich text with a bullet for each entry."""
    built: list[dict[str, Any]] = []
    if message.title is not None:
        title = {"type": "plain_text", "text": message.title, "emoji": False}
        built.append({"type": "header", "text": title})
    if any(entry.proposal is not None for entry in message.entries):
        built += [block for entry in message.entries for block in _proposed(entry, message)]
    else:
        built += [_rich_text(chunk, listed=message.title is not None) for chunk in _chunks(message.entries)]
    if message.more:
        built.append({"type": "rich_text", "elements": [_section([_more(message)])]})
    return built


def _proposed(entry: Entry, message: Message) -> Iterator[dict[str, Any]]:
    """A proposal with its buttons, or in their place what became of it, so that an edit has the blocks there were."""
    yield _rich_text([entry], listed=False)
    if entry.asks and message.offers is not None and entry.proposal is not None:
        yield asking(entry.proposal, entry.title or entry.text, f"{_block_id(message)}.{entry.proposal}")
    else:
        words = f"{entry.became[:1].upper()}{entry.became[1:]}." if entry.became else f"Proposal {entry.proposal}"
        yield {"type": "context", "elements": [{"type": "mrkdwn", "text": escape(words), "verbatim": True}]}


def _below(message: Message) -> list[dict[str, Any]]:
    """What stands below the text of a message that was fitted: the buttons, and a line that says how things stand."""
    built: list[dict[str, Any]] = []
    if message.offers is not None:
        first = message.entries[0] if message.entries else None
        title = message.title or (first.title or first.text if first else "")
        built += actions(message.offers, title, _block_id(message))
    # Where nothing is to be said, the id stands there by which commands call the item, so that an edit has the blocks
    # that there were.
    item = message.offers.item if message.offers is not None and message.title is None else None
    if line := message.context or item:
        said = {"type": "mrkdwn", "text": escape(line), "verbatim": True}
        built.append({"type": "context", "elements": [said]})
    return built


def _block_id(message: Message) -> str:
    """An id for the buttons that is another one in each version, and one and the same when it is sent again."""
    return f"wt.{hashlib.sha256(message.as_json().encode(errors='replace')).hexdigest()[:16]}"


def escape(text: str) -> str:
    """Exactly what Slack asks for: `&`, `<` and `>`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fit(text: str, most: int) -> str:
    """As much of `text` as takes at most `most` characters once it is escaped; not escaped itself."""
    room = min(len(text), most)
    shown = cut(text, room)
    while room > 0 and (excess := len(escape(shown)) - most) > 0:
        room -= max(1, excess // len("&amp;"))
        shown = cut(text, room)
    return shown


def _fitted(message: Message) -> Message:
    """With every entry short enough for a block, and as many of them as a message holds."""
    room = MOST_IN_BLOCKS - _ROOM_FOR_THE_REST
    kept: list[Entry] = []
    for entry in message.entries:
        fitted = replace(
            entry,
            text=fit(clean(entry.text), _MOST_IN_A_BLOCK - _ROOM_FOR_THE_REST - _MOST_IN_A_LINK - _MOST_IN_A_PAGE),
            title=clean(entry.title) if entry.title else None,
            owner=fit(clean(entry.owner), _MOST_IN_AN_OWNER) if entry.owner else None,
            url=_short(link(entry.url), _MOST_IN_A_LINK),
            page=_short(link(entry.page), _MOST_IN_A_PAGE),
            became=fit(clean(entry.became), _MOST_IN_AN_OWNER) if entry.became else None,
        )
        room -= _weight(fitted)
        if room < 0:
            break
        kept.append(fitted)
    left_out = len(message.entries) - len(kept)
    title = fit(clean(message.title or ""), _MOST_IN_A_HEADER) or None
    context = fit(clean(message.context or ""), _MOST_IN_CONTEXT) or None
    return replace(message, title=title, entries=tuple(kept), more=message.more + left_out, context=context)


def _short(url: str | None, most: int) -> str | None:
    return url if url is not None and len(escape(url)) <= most else None


def _weight(entry: Entry) -> int:
    parts = (entry.text, entry.url, entry.page, entry.owner, _SIGNS.get(entry.kind or ""))
    return sum(len(escape(part or "")) for part in parts) + 20 + sum(len(whom) + 20 for whom in entry.mentions)


def _fallback_line(entry: Entry, bullet: str) -> str:
    parts = [f"{bullet}{escape(entry.text)}"]
    if entry.became:
        parts.append(f"({escape(entry.became)})")
    if entry.owner:
        user = account_of(entry.owner)
        parts.append(f"Owner: <@{user}>." if user else f"Owner: {escape(entry.owner)}.")
    if entry.mentions:
        parts.append(f"For {', '.join(map(_mention, entry.mentions))}.")
    if entry.url:
        parts.append(escape(entry.url))
    return " ".join(parts)


def _more_line(message: Message) -> list[str]:
    if not message.more:
        return []
    return [f"and {message.more} more: {escape(link(message.more_url) or '')}".rstrip(": ")]


def _chunks(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The entries in portions that fit into a block each."""
    chunk: list[Entry] = []
    room = _MOST_IN_A_BLOCK
    for entry in entries:
        if chunk and _weight(entry) > room:
            yield chunk
            chunk, room = [], _MOST_IN_A_BLOCK
        chunk.append(entry)
        room -= _weight(entry)
    if chunk:
        yield chunk


def _rich_text(entries: Sequence[Entry], *, listed: bool) -> dict[str, Any]:
    elements: list[dict[str, Any]] = []
    for heading, run in groupby(entries, key=lambda entry: entry.heading):
        if heading:
            elements += [_section([_text(entry.text, bold=True)]) for entry in run]
        elif listed:
            sections = [_section(_entry(entry)) for entry in run]
            elements.append({"type": "rich_text_list", "style": "bullet", "elements": sections})
        else:
            elements += [_section(_entry(entry)) for entry in run]
    return {"type": "rich_text", "elements": elements}


def _section(elements: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": elements}


def _entry(entry: Entry) -> list[dict[str, Any]]:
    elements = [*_signed(entry), *_sentence(entry)]
    if user := account_of(entry.owner):
        elements += [_text(" Owner: "), {"type": "user", "user_id": user}, _text(".")]
    elif entry.owner:
        elements.append(_text(f" Owner: {entry.owner}."))
    if entry.mentions:
        elements += [_text(" For "), *_mentions(entry.mentions), _text(".")]
    if entry.url:
        elements += [_text(" "), {"type": "link", "url": entry.url, "text": "source" if entry.names_source else "link"}]
    return elements


def _mention(whom: str) -> str:
    return f"<!subteam^{whom}>" if is_group(whom) else f"<@{whom}>"


def _mentions(accounts: Sequence[str]) -> Iterator[dict[str, Any]]:
    for number, whom in enumerate(accounts):
        if number:
            yield _text(", ")
        group = is_group(whom)
        yield {"type": "usergroup", "usergroup_id": whom} if group else {"type": "user", "user_id": whom}


def _signed(entry: Entry) -> list[dict[str, Any]]:
    sign = _SIGNS.get(entry.kind or "")
    return [{"type": "emoji", "name": sign}, _text(" ")] if sign else []


def _sentence(entry: Entry) -> list[dict[str, Any]]:
    """The text with what stands before its title ("Last call: ") and the title in bold, and the title as a link."""
    around = around_title(entry.text, entry.title)
    if entry.title is None or around is None:
        return [_text(entry.text)]
    before, rest = around
    title = _text(entry.title, bold=True)
    if entry.page:
        title = {**title, "type": "link", "url": entry.page}
    return [*([_text(before, bold=True)] if before else []), title, *([_text(rest)] if rest else [])]


def _text(text: str, *, bold: bool = False) -> dict[str, Any]:
    # Slack refuses an element without any text.
    element: dict[str, Any] = {"type": "text", "text": text or " "}
    return {**element, "style": {"bold": True}} if bold else element


def _more(message: Message) -> dict[str, Any]:
    words = f"and {message.more} more"
    address = link(message.more_url)
    return {"type": "link", "url": address, "text": words} if address else _text(words)
