"""What a page declares about itself: its title, and the day of its publication.

Only what is meant as the day of publication counts. A page about a deadline is full of days, and the one beside a
`<time>` is more often that of the event than that of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from watchtracker.sources import published
from watchtracker.sources.published import Published
from watchtracker.wording.safe_text import clean, cut

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_METAS = (
    'meta[property="article:published_time" i]',
    'meta[name="article:published_time" i]',
    'meta[itemprop="datePublished"]',
    'meta[name="datePublished" i]',
    'meta[name="citation_publication_date" i]',
    'meta[name="dcterms.issued" i]',
    'meta[name="dc.date.issued" i]',
    'meta[name="dc.date" i]',
)
_TIMES = "time[itemprop=datePublished], time[pubdate], time.dt-published, time.published, time.entry-date"
# The text around a `<time>` that says when the text itself was published, and nothing else.
_ABOUT_ITSELF = re.compile(
    r"(?:\s|[|·•,.:/\u2013\u2014-]|published|posted|released on|date|on|at|written)*(?:by\b.{0,60})?",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"article|posting|report|webpage|press", re.IGNORECASE)
_LONGEST_TITLE = 300
_MOST_THINGS = 5_000


def title(tree: LexborHTMLParser, main: LexborNode) -> str:
    """The title as it stands for others to quote, or for the window; else the first heading of the text."""
    for nodes, attribute in (
        (tree.css('meta[property="og:title" i]'), "content"),
        (tree.css("head title"), ""),
        (main.css("h1"), ""),
        (tree.css("h1"), ""),
    ):
        for node in nodes[:1]:
            text = (node.attributes.get(attribute) or "") if attribute else node.text()
            if shown := clean(text):
                return cut(shown, _LONGEST_TITLE)
    return ""


def published_of(tree: LexborHTMLParser, main: LexborNode) -> Published | None:
    """The day or moment of publication, or None if it is not declared, or in several ways that differ."""
    for selector in _METAS:
        for node in tree.css(selector):
            if (found := published.read(node.attributes.get("content"))) is not None:
                return found
    return _in_linked_data(tree) or _in_times(main)


def _in_linked_data(tree: LexborHTMLParser) -> Published | None:
    """`datePublished` of the article in JSON-LD; a list of several articles says nothing about the page."""
    days: list[Published] = []
    for script in tree.css('script[type="application/ld+json" i]'):
        try:
            data = json.loads(script.text())
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            said, kinds = thing.get("datePublished"), str(thing.get("@type", ""))
            if isinstance(said, str) and _ARTICLES.search(kinds) and (day := published.read(said)) is not None:
                days.append(day)
    return days[0] if days and len(set(days)) == 1 else None


def _things(data: Any) -> Iterator[dict[str, Any]]:
    stack, seen = [data], 0
    while stack and seen < _MOST_THINGS:
        seen += 1
        thing = stack.pop()
        if isinstance(thing, dict):
            yield thing
            stack.extend(thing.values())
        elif isinstance(thing, list):
            stack.extend(thing)


def _in_times(main: LexborNode) -> Published | None:
    """The day of a `<time>` that is marked as such, or that stands by itself under the heading."""
    for node in main.css(_TIMES)[:1]:
        return published.read(node.attributes.get("datetime"))
    for node in main.css("time[datetime]")[:1]:
        parent = node.parent
        while parent is not None and parent.tag in {"span", "small", "em", "i", "b", "strong", "a"}:
            parent = parent.parent
        if parent is None or parent.tag in {"td", "th", "li", "dd", "h1", "h2", "h3", "h4"}:
            return None
        around = parent.text(separator=" ").replace(node.text(), " ", 1)
        if parent.tag in {"article", "header", "main", "section", "body"}:
            around = ""  # it is a block by itself; what else stands there are other blocks
        return published.read(node.attributes.get("datetime")) if _ABOUT_ITSELF.fullmatch(around) else None
    return None
