"""How wide text may become, without any font at hand: never narrower than what a browser draws.

Fonts differ, so each letter counts as it is in a wide one. What is cut by this estimate never runs into its neighbour;
at worst a letter more would have fitted.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from watchtracker.wording.safe_text import clean, cut

_THIN = frozenset("iIjl.,:;'| ")
_NARROW = frozenset("frt!()[]/-")
_BROAD = frozenset("mwMW@%&")
_OF_THIN, _OF_NARROW, _OF_BROAD, _OF_CAPITAL, _OF_LETTER, _OF_OTHER, _OF_WIDE = 0.37, 0.46, 1.0, 0.8, 0.65, 0.85, 1.15


# Titles stay as they are from one picture to the next.
@lru_cache(maxsize=8192)
def text_width(text: str, size: float) -> float:
    """The room that `text` may take in letters of `size`."""
    return size * sum(map(_ems, text))


@lru_cache(maxsize=8192)
def shortened(text: str, size: float, most: float) -> str:
    """`text` made clean, cut where a reader would cut so that it takes at most `most`."""
    text = clean(text)
    if text_width(text, size) <= most:
        return text
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text_width(cut(text, middle), size) <= most else (low, middle - 1)
    return cut(text, low)


@lru_cache(maxsize=4096)
def _ems(letter: str) -> float:
    if letter in _THIN:
        return _OF_THIN
    if letter in _NARROW:
        return _OF_NARROW
    if letter in _BROAD:
        return _OF_BROAD
    if letter.isascii():
        return _OF_CAPITAL if letter.isupper() else _OF_LETTER
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    return _OF_WIDE if unicodedata.east_asian_width(letter) in "WFA" else _OF_OTHER
