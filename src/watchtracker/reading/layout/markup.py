"""The words of a piece of text without the signs of Markdown, and where each of them stands in the text as it came.

Nothing is replaced in the text itself: `Plain.text` is what is read, and `Plain.places` leads back.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import NamedTuple

_CJK = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
# What is passed over, and what is kept of it as group "kept".
_MAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]+ |"
_SIGNS, _SIGNS_AND_MAIL = (
    re.compile(
        rf"""
    (?P<comment><!--.*?(?:-->|\Z))
    # What is struck out, unless the words behind it say what became of it.
    | (?:~~[^~\n]{{1,200}}~~|<(?P<struck>del|s|strike)(?:\s[^<>\n]{{0,200}})?>[^<]{{0,200}}</(?P=struck)\s*>)
      (?!\W{{0,3}}(?i:cancel|called\soff|scrapped|withdrawn|dropped|is\soff\b)|\W{{0,3}}(?:取消|中止|撤回))
    | !\[[^\]\n]{{0,300}}\]\([^)\s]{{0,2000}}(?:\s"[^"]{{0,300}}")?\)                  # a picture
    | (?<!!)\[(?P<link>[^\]\n]{{1,300}})\](?:\([^)\s]{{0,2000}}(?:\s"[^"]{{0,300}}")?\)|\[[^\]\n]{{0,300}}\])
    | <?(?:https?://|www\.)[^\s<>\u3000-\u9fff)\]]+>?
    | {mail}
      `(?P<code>[^`\n]{{1,300}})`
    | </?[a-zA-Z][^<>\n]{{0,300}}>
    | \*{{1,3}} | ~~ | (?<![\w_])_{{1,2}}(?=\S) | (?<=\S)_{{1,2}}(?![\w_])
    | \\(?=[^\w\s])
    | (?P<entity>&(?:[a-zA-Z]{{2,8}}|\#\d{{1,5}});)
    | (?P<join>(?<=[{_CJK}])[ \t]*\n[ \t]*(?:>[ \t]?)*(?=[{_CJK}]))
    | (?P<wrap>(?<![ \t])[ \t]*\n[ \t]*(?:>[ \t]?)*)
        """,
        re.VERBOSE | re.DOTALL,
    )
    for mail in ("", _MAIL)  # which is tried at each letter, and most texts have none
)
_PROGRAM = re.compile(r"\d{4}-\d\d|[={}?$<>;]|: |--|/\w+/")
_MIGHT_HAVE_SIGNS = re.compile(r"[*_`<\[\\\n@&]|~~|://|www\.")
_CLOSES = frozenset("\u201d\u2019\u00bb\u203a\"')")


class Plain(NamedTuple):
    """The words of a piece, and for each of their characters its place in the whole text."""

    text: str
    places: tuple[int, ...] | range

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from `start` to `end` stand in the whole text; `end` must be behind `start`."""
        return self.places[start], self.places[end - 1] + 1

    def part(self, start: int, end: int) -> Plain:
        """The characters from `start` to `end`, without the white space around them."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        end = max(start, end)
        return Plain(self.text[start:end], self.places[start:end])


def plain(text: str, start: int, end: int) -> Plain:
    """The words of `text[start:end]` without Markdown's signs, addresses and the breaks of its lines."""
    raw = text[start:end]
    if not _MIGHT_HAVE_SIGNS.search(raw):
        return Plain(raw, range(start, end)).part(0, len(raw))
    letters: list[str] = []
    places: list[int] = []

    def keep(piece: str, at: int) -> None:
        letters.append(piece)
        places.extend(range(start + at, start + at + len(piece)))

    _without_signs(raw, 0, keep)
    text_of = "".join(letters)
    return Plain(text_of, tuple(places)).part(0, len(text_of))


def _without_signs(raw: str, offset: int, keep: Callable[[str, int], None]) -> None:
    last = 0
    for sign in (_SIGNS_AND_MAIL if "@" in raw else _SIGNS).finditer(raw):
        keep(raw[last : sign.start()], offset + last)
        last = sign.end()
        if sign["link"] is not None:
            _without_signs(sign["link"], offset + sign.start("link"), keep)
        elif sign["code"] is not None and (sign[0] == raw.strip() or not _PROGRAM.search(sign["code"])):
            keep(sign["code"], offset + sign.start("code"))
        elif sign["entity"] is not None:
            letter = html.unescape(sign[0]).replace("\u00a0", " ")
            # A quote takes in the whole entity at its end, as it does at its beginning.
            keep(letter, offset + (sign.end() - 1 if letter in _CLOSES else sign.start()))
        elif sign["wrap"] is not None:
            keep(" ", offset + sign.start() + sign[0].index("\n"))
    keep(raw[last:], offset + last)
