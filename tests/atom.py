"""A strict reader of Atom feeds: what RFC 4287 demands is asserted, and what a feed says is returned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

_ATOM = "{http://www.w3.org/2005/Atom}"
_ONCE = ("id", "title", "updated")
_AT_MOST_ONCE = ("content", "generator", "icon", "logo", "published", "rights", "subtitle", "summary")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_TAG = re.compile(r"tag:watchtracker,2026:[A-Za-z0-9;/?:@&=+$.\-_!~*'()%,]+")  # RFC 4151


@dataclass(frozen=True)
class Entry:
    id: str
    title: str
    updated: datetime
    author: str | None
    links: dict[str, str]
    categories: list[str]
    paragraphs: list[str]


@dataclass(frozen=True)
class Atom:
    id: str
    title: str
    updated: datetime
    links: dict[str, str]
    entries: list[Entry]


def read(body: bytes) -> Atom:
    root = ET.fromstring(body)
    assert root.tag == f"{_ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    entries = [_entry(entry) for entry in root.findall(f"{_ATOM}entry")]
    assert _author(root) is not None or all(entry.author for entry in entries)
    assert len({entry.id for entry in entries}) == len(entries)
    assert not {child.tag.removeprefix(_ATOM) for child in root} - {*_ONCE, *_AT_MOST_ONCE, "author", "link", "entry"}
    return Atom(_id(root), _text(root, "title"), _updated(root), _links(root), entries)


def _entry(entry: ET.Element) -> Entry:
    links = _links(entry)
    assert "alternate" in links
    content = entry.find(f"{_ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    known = {*_ONCE, *_AT_MOST_ONCE, "author", "link", "category"}
    assert not {child.tag.removeprefix(_ATOM) for child in entry} - known
    return Entry(
        id=_id(entry),
        title=_text(entry, "title"),
        updated=_updated(entry),
        author=_author(entry),
        links=links,
        categories=[category.attrib["term"] for category in entry.findall(f"{_ATOM}category")],
        paragraphs=_Paragraphs.of(content.text or ""),
    )


def _id(element: ET.Element) -> str:
    identity = _text(element, "id")
    assert _TAG.fullmatch(identity)
    return identity


def _text(element: ET.Element, name: str) -> str:
    for once in _ONCE:
        assert len(element.findall(f"{_ATOM}{once}")) == 1
    for once in _AT_MOST_ONCE:
        assert len(element.findall(f"{_ATOM}{once}")) <= 1
    found = element.find(f"{_ATOM}{name}")
    assert found is not None
    assert found.get("type", "text") == "text"
    assert not list(found)
    return found.text or ""


def _updated(element: ET.Element) -> datetime:
    text = _text(element, "updated")
    assert _INSTANT.fullmatch(text)
    return datetime.fromisoformat(text)


def _author(element: ET.Element) -> str | None:
    author = element.find(f"{_ATOM}author")
    if author is None:
        return None
    assert [child.tag for child in author] == [f"{_ATOM}name"]
    assert author[0].text
    return author[0].text


def _links(element: ET.Element) -> dict[str, str]:
    links = element.findall(f"{_ATOM}link")
    assert all(_ABSOLUTE.fullmatch(link.attrib["href"]) for link in links)
    found = {link.get("rel", "alternate"): link.attrib["href"] for link in links}
    assert len(found) == len(links)
    return found


class _Paragraphs(HTMLParser):
    """The text of each paragraph; a tag that we never write fails the test, for a text may have brought it in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @classmethod
    def of(cls, content: str) -> list[str]:
        parser = cls()
        parser.feed(content)
        parser.close()
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"p", "br", "a"}
        for name, value in attrs:
            assert name == "href"
            assert re.match("https?://", value or "", re.IGNORECASE)
        if tag == "p":
            self.found.append("")
        elif tag == "br":
            self.found[-1] += "\n"

    def handle_data(self, data: str) -> None:
        self.found[-1] += data
