"""Notices in English that say their names and days again in Chinese or Japanese: "30 September 2028 不遲於九月三十日".

The English is read, and what it says again is passed over: both are one statement.
"""

from __future__ import annotations

import re

from watchtracker.reading.languages.letters import CJK, SHORT_MONTHS
from watchtracker.reading.languages.words import pattern
from watchtracker.reading.layout.markup import Plain

_GLOSS = re.compile(
    r" ?(?:\d{1,4}(?=[年月日]))?[\u3040-\u30ff\u4e00-\u9fff]"
    r"(?:[\d\u3001-\u30ff\u4e00-\u9fff（）：]*[\u3001-\u30ff\u4e00-\u9fff）])?"
)
_OWN_SIGNS = re.compile(r"[。，；]")  # of a sentence in Chinese, as no gloss has them
_HAN_DATE = re.compile(r"[年月日]")
_WORD = re.compile(r"[A-Za-z][a-z'\u2019-]+")
_SMALL = pattern(
    r"\b(?:the|of|is|are|be|will|shall|to|and|in|on|for|from|before|by|not|must|was|has|have|it|at|with)\b"
)
_VERB = pattern(
    r"\b(?:is|are|was|were|be|been|will|shall|must|has|have|can|may|goes|opens|closes|starts|ends|enters)\b"
)
_DATE = pattern(rf"""
    \b(?:{SHORT_MONTHS})[a-z]*\b|\d{{4}}-\d\d|\b\d{{1,2}}/\d{{1,2}}\b|
    \b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:soon|shortly|later|today|tomorrow)\b
""")
_ENOUGH = 3  # small words that make a sentence English
_SHARE = 3  # and at most so many signs of the other script for each of its words


def in_english(said: Plain) -> Plain | None:
    """The English of a sentence that has glosses in Chinese or Japanese; None if the sentence is not English."""
    text = said.text
    if len(_SMALL.findall(text)) < _ENOUGH or not _VERB.search(text) or _OWN_SIGNS.search(text):
        return None
    if len(CJK.findall(text)) > _SHARE * len(_WORD.findall(text)):
        return None
    if _HAN_DATE.search(text) and not _DATE.search(text):
        return None
    kept: list[int] = []
    at = 0
    for gloss in _GLOSS.finditer(text):
        kept += range(at, gloss.start())
        at = gloss.end()
    kept += range(at, len(text))
    return Plain("".join(text[place] for place in kept), tuple(said.places[place] for place in kept))
