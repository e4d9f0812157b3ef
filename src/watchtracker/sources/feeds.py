"""A feed as entries: RSS and Atom, also broken ones, with days that are read strictly.

The parser is good at what is broken and bad at days: it makes some up. So each day is taken as it was written, and
what is not exactly a date is none. Entities that a feed defines for itself are cut out before it is parsed, since
only attacks have them, and those of HTML are put in where XML does not know them.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from html import unescape
from html.entities import html5
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from watchtracker.errors import InputError
from watchtracker.sources import charsets, cleaning, published
from watchtracker.sources.documents import html_to_text
from watchtracker.sources.published import Published
from watchtracker.wording import safe_text

_LONGEST_TITLE = 300
_LONGEST_GUID = 1_000
# More than any feed has that is read by somebody; an archive is no news.
MOST_ENTRIES = 1_000
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>\s*")
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\b[^>]*>", re.IGNORECASE)
_FIRST_ELEMENT = re.compile(r"<[A-Za-z]")
_AMPERSAND = re.compile(r"&(?:#(x[0-9a-f]{1,8}|[0-9]{1,8});|(\w{2,32});)?", re.IGNORECASE)
_CHARACTER = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG = re.compile(
    r"<(?:p|br|hr|div|ul|ol|li|a|h[1-6]|table|span|b|i|em|strong|img|figure|blockquote|pre|section|article)\b[^>]{0,500}>",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<[/A-Za-z!]|&#?\w+;")


class NoFeedError(InputError):
    """It is no feed that can be read: look at the address."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `guid` only says whether to look again: feeds change it, leave it out and give it away twice."""

    guid: str
    address: str
    title: str
    published: Published | None
    text: str


@dataclass(frozen=True, slots=True)
class FeedRead:
    """What a feed offers, in its own order; `beyond` is how many more entries it has, which were not read."""

    title: str
    entries: tuple[FeedEntry, ...]
    beyond: int = 0


def feed(body: bytes, *, address: str, charset: str | None = None) -> FeedRead:
    """The feed in `body`, which came from `address`; raises an InputError with one sentence."""
    import feedparser

    text = _harmless(charsets.decoded(body, charset))
    try:
        parsed = feedparser.parse(
            BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception:  # noqa: BLE001 - the parser falls over some tags that are not where it expects them
        raise NoFeedError(f"{address} is a feed that cannot be read: its XML is damaged") from None
    if not parsed.get("version") and not parsed.entries:
        raise NoFeedError(_what_it_is(text, address))
    entries = (_entry(entry, address) for entry in parsed.entries[:MOST_ENTRIES])
    beyond = max(len(parsed.entries) - MOST_ENTRIES, 0)
    return FeedRead(_title(dict.get(parsed.feed, "title")), tuple(entries), beyond)


def _harmless(text: str) -> str:
    """A feed without its declaration, whose charset is no longer true, and without entities of its own."""
    text = _AMPERSAND.sub(_spelt, _DECLARATION.sub("", text.lstrip("\ufeff"), count=1))
    first = _FIRST_ELEMENT.search(text)
    head, rest = (text[: first.start()], text[first.start() :]) if first else (text, "")
    return _ENTITY.sub("", _DOCTYPE.sub("", head)).replace("]>", "") + rest if "<!" in head else text


def _spelt(found: re.Match[str]) -> str:
    """An ampersand as XML wants it: by itself, or as one of the few names that XML knows."""
    number, name = found[1], found[2]
    if number is not None:
        code = int(f"0{number}", 16) if number[0] in "xX" else int(number)
        return found[0] if _is_character(code) else "\ufffd"
    if name is None:
        return "&amp;"
    if name in {"amp", "lt", "gt", "quot", "apos"}:
        return found[0]
    return html5.get(f"{name};", f"&amp;{name};")


def _is_character(code: int) -> bool:
    """Whether XML has a character of this number."""
    return code <= sys.maxunicode and _CHARACTER.fullmatch(chr(code)) is not None


def _entry(entry: Any, address: str) -> FeedEntry:
    """An entry as it stands; a key of the parser that is missing would be looked for under other names, so none is."""
    guid, link = _text(dict.get(entry, "id")), _text(dict.get(entry, "link"))
    said = _text(dict.get(entry, "published")) or _text(dict.get(entry, "updated"))
    return FeedEntry(
        guid=guid[:_LONGEST_GUID],
        address=_address(link or guid, address),
        title=_title(dict.get(entry, "title")),
        published=published.read(said),
        text=_longest(entry),
    )


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _title(value: Any) -> str:
    said = _text(value)
    return safe_text.cut(safe_text.clean(html_to_text(said) if _MARKUP.search(said) else said), _LONGEST_TITLE)


def _address(link: str, feed_address: str) -> str:
    """Where an entry leads, or the feed itself if it leads nowhere on the web."""
    try:
        joined = urljoin(feed_address, link) if "://" in link or link.startswith(("/", "?")) else link
        return safe_text.link_from_outside(joined) or feed_address
    except ValueError:
        return feed_address


def _longest(entry: Any) -> str:
    """The text of an entry: its content or its summary, whichever says more."""
    details = [*(dict.get(entry, "content") or ()), dict.get(entry, "summary_detail")]
    texts = [
        _plain(_text(dict.get(detail, "value")), is_plain=dict.get(detail, "type") == "text/plain")
        for detail in details
        if isinstance(detail, dict)
    ]
    return max(texts, key=len, default="")


def _plain(said: str, *, is_plain: bool) -> str:
    """What was said as text; many feeds say that plain text is HTML, and some the other way round."""
    if _TAG.search(said):
        return html_to_text(said)
    return cleaning.cleaned(said if is_plain else unescape(said))


def _what_it_is(text: str, address: str) -> str:
    """Why it cannot be read, with the address of the feed that a page names."""
    if not re.search(r"<html\b|<!doctype html", text[:2_000], re.IGNORECASE):
        return f"{address} is no feed that can be read: look at it in a browser"
    from selectolax.lexbor import LexborHTMLParser

    for link in LexborHTMLParser(text).css('link[rel~="alternate" i][href]'):
        kind = (link.attributes.get("type") or "").lower()
        href = _text(link.attributes.get("href"))
        if kind in {"application/rss+xml", "application/atom+xml"} and (
            found := safe_text.link(urljoin(address, href))
        ):
            return f"{address} is a page, no feed: its feed is at {found}"
    return f'{address} is a page, no feed: write kind = "page", or give the address of its feed'
