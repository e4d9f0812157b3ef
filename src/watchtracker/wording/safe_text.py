"""Text from outside made safe to show: one line, no control characters, cut where a reader would cut.

Titles and sources come from anywhere. A newline, a terminal's escape sequence or a change of the writing direction
inside one would let it pretend to be something else. How Slack wants its text escaped is `slack/blocks.py`'s matter.
"""

from __future__ import annotations

import re
import unicodedata

from watchtracker import lengths

_ELLIPSIS = "…"
_ZERO_WIDTH_JOINER = "\u200d"
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)
_VARIATIONS = range(0xFE00, 0xFE10)
_HANGUL = range(0x1100, 0x1200)


def clean(text: str) -> str:
    """`text` on one line, without control characters, changes of direction and broken characters."""
    if text.isprintable() and "  " not in text:
        return text.strip()  # nearly all text is so, and a listing cleans thousands of pieces
    shown = _SURROGATES.sub("\ufffd", _DIRECTIONS.sub("", text))
    return _BREAKS.sub(" ", shown).strip()


def clean_lines(text: str) -> str:
    """`text` with its line ends, each line made clean."""
    return "\n".join(clean(line) for line in text.splitlines()).strip()


def link(url: str | None) -> str | None:
    """`url` if it is an ordinary web address, else None: nobody should click on `javascript:`."""
    if url is None:
        return None
    from urllib.parse import urlsplit  # noqa: PLC0415 - of what is shown, little is a link

    shown = _SURROGATES.sub("", _DIRECTIONS.sub("", url)).strip()
    try:
        parts = urlsplit(shown)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc or _BREAKS.search(shown):
        return None
    return shown.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C").replace('"', "%22")


def link_from_outside(url: str | None) -> str | None:
    """`url` if it may be kept of what a stranger wrote: one that a watch list could name too, and not another's.

    What stands before an @ looks like the host to whoever reads it.
    """
    shown = link(url)
    if shown is None or len(shown) > lengths.URL or not shown.isprintable():
        return None
    from urllib.parse import urlsplit  # noqa: PLC0415 - as above

    parts = urlsplit(shown)
    try:
        parts.port  # noqa: B018 - reading it is the check
    except ValueError:
        return None
    return shown if parts.hostname and "@" not in parts.netloc else None


def cut(text: str, most: int) -> str:
    """`text` in at most `most` characters, ending in an ellipsis where something is missing.

    It is cut between what people see as characters, never inside an emoji or between a letter and its accent.
    """
    if len(text) <= most:
        return text
    end = most - len(_ELLIPSIS)
    while end > 0 and _joined(text, end):
        end -= 1
    return text[:end] + _ELLIPSIS if end >= 0 else ""


def _joined(text: str, at: int) -> bool:
    """Whether the characters on both sides of `at` are seen as one (the main rules of Unicode's UAX 29)."""
    before, after = text[at - 1], text[at]
    if _ZERO_WIDTH_JOINER in {before, after}:
        return True
    if unicodedata.category(after) in {"Mn", "Me", "Mc"} or _extends(after):
        return True
    if ord(after) in _HANGUL and ord(before) in _HANGUL:
        return True
    return ord(after) in _FLAGS and ord(before) in _FLAGS and _flags_before(text, at) % 2 == 1


def _extends(character: str) -> bool:
    code = ord(character)
    return code in _SKIN_TONES or code in _VARIATIONS or code in _TAGS


def _flags_before(text: str, at: int) -> int:
    """How many regional indicators stand right before `at`: two of them make one flag."""
    start = at
    while start > 0 and ord(text[start - 1]) in _FLAGS:
        start -= 1
    return at - start
