"""Bytes made into a document: its title, the day of publication as it declares it, and its text to read.

What kind of text it is, its type says, then its name, then how it begins. What can only be read with guesses (PDF,
office files, pictures) is refused with a sentence that says what to do instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import PurePosixPath
from typing import assert_never
from urllib.parse import urlsplit

from watchtracker.errors import InputError
from watchtracker.sources import charsets, cleaning
from watchtracker.sources.published import Published
from watchtracker.wording.safe_text import clean, cut

_LONGEST_TITLE = 300
_HEAD = 1_024
# Cells that go over many columns and rows say a page of kilobytes thousands of times.
_LONGEST_TEXT = 5_000_000


class UnreadableDocumentError(InputError):
    """It is no text that can be read: save it as text, and read that."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text: `published` is a moment, a day or unknown; `text` has headings, lists and tables as in Markdown.

    `writer` is the name of who sent a mail.
    """

    address: str
    title: str
    published: Published | None
    text: str
    writer: str = ""


class DocumentForm(Enum):
    """How a document is written."""

    HTML = auto()
    MAIL = auto()
    PLAIN = auto()


_TYPES = {
    "text/html": DocumentForm.HTML,
    "application/xhtml+xml": DocumentForm.HTML,
    "message/rfc822": DocumentForm.MAIL,
    "text/markdown": DocumentForm.PLAIN,
    "text/x-markdown": DocumentForm.PLAIN,
}
_NAMES = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), DocumentForm.HTML),
    ".eml": DocumentForm.MAIL,
    **dict.fromkeys((".md", ".markdown", ".txt", ".text", ".rst"), DocumentForm.PLAIN),
}
# A comment ends at its first end: with `.*?`, a hundred of them could be parted in more ways than can be tried.
_BEFORE_MARKUP = rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
_BEGINS_HTML = re.compile(_BEFORE_MARKUP + rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_BEGINS_MAIL = re.compile(
    rb"(?:From [^\n]+\n)?(?:[A-Za-z][A-Za-z0-9-]*:[ \t][^\n]*\n(?:[ \t][^\n]*\n)*)*?"
    rb"(?:Received|Return-Path|Message-ID|MIME-Version|Delivered-To|DKIM-Signature):[ \t]",
    re.IGNORECASE,
)
_BEGINS_FEED = re.compile(_BEFORE_MARKUP + rb"<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_BEGINS_CALENDAR = re.compile(rb"\s*BEGIN:VCALENDAR\b", re.IGNORECASE)
# What files begin with that are no text, and what they are.
_NO_TEXTS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an office file or an archive"),
    (b"\xd0\xcf\x11\xe0", "an office file"),
    (b"{\\rtf", "a file in Rich Text Format"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file"),
)
_LINKS = re.compile(r"https?://\S+")
_SHARE = 0.5
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)


def document(body: bytes, *, address: str = "", media_type: str = "", charset: str | None = None) -> Document:
    """The document in `body`, which came with this type and charset; raises an InputError with one sentence."""
    how = form(body, media_type, address, charset)
    match how:
        case DocumentForm.HTML:
            return _page(charsets.decoded(body, charset), address)
        case DocumentForm.MAIL:
            return _mail(body, address)
        case DocumentForm.PLAIN:
            text = cleaning.cleaned(charsets.decoded(body, charset))
            heading = _HEADING.search(text)
            return Document(address, cut(clean(heading[1]), _LONGEST_TITLE) if heading else "", None, text)
        case _:
            assert_never(how)


def form(body: bytes, media_type: str, address: str, charset: str | None = None) -> DocumentForm:
    """How a document is written; raises UnreadableDocumentError for what is no text."""
    head = body[:_HEAD]
    for begin, what in _NO_TEXTS:
        if head.startswith(begin):
            raise UnreadableDocumentError(f"{_named(address)}is {what}, which is not read: save it as text")
    source = "a feed" if _BEGINS_FEED.match(head) else "a calendar" if _BEGINS_CALENDAR.match(head) else None
    if source is not None:
        raise UnreadableDocumentError(f"{_named(address)}is {source}, no page: name it in the watch list as a source")
    if media_type in _TYPES:
        return _TYPES[media_type]
    if media_type.partition("/")[0] in {"image", "audio", "video", "font"} or (
        b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")) and "16" not in (charset or "")
    ):
        raise UnreadableDocumentError(f"{_named(address)}is no text: save it as text")
    by_name = _NAMES.get(PurePosixPath(urlsplit(address).path).suffix.lower())
    if by_name is not None and not media_type:
        return by_name
    if _BEGINS_HTML.match(head):
        return DocumentForm.HTML
    return DocumentForm.MAIL if not media_type and _BEGINS_MAIL.match(head) else DocumentForm.PLAIN


def _named(address: str) -> str:
    return f"{address} " if address else "this "


def _page(html: str, address: str) -> Document:
    from selectolax.lexbor import LexborHTMLParser

    from watchtracker.sources import declared, html_text

    tree = LexborHTMLParser(html)
    if tree.body is None:
        return Document(address, "", None, "")
    main = html_text.main_part(tree.body)
    text = cleaning.cleaned(html_text.page_text(tree.body)[:_LONGEST_TEXT])
    return Document(address, declared.title(tree, main), declared.published_of(tree, main), text)


def html_to_text(html: str) -> str:
    """The text of a piece of HTML, such as a feed's entry."""
    return _page(html, "").text


def _mail(body: bytes, address: str) -> Document:
    from watchtracker.sources.mail import mail

    found = mail(body)
    plain = cleaning.cleaned(found.plain)
    html = html_to_text(found.html)
    text = html if _says_little(plain, beside=html) else plain
    return Document(address, found.title, found.published, text, found.writer)


def _says_little(plain: str, *, beside: str) -> bool:
    """Whether a plain part is only there to say that a mail is in HTML: it is often a mere link."""
    letters = sum(map(str.isalnum, _LINKS.sub("", plain)))
    return letters < _SHARE * sum(map(str.isalnum, beside))
