"""The words of a title without what stands at their edges: small words, signs, half of a pair of brackets."""

from __future__ import annotations

from functools import lru_cache

from watchtracker.reading.titling import title_words as words_of

LONGEST = 60
_EDGES = " \t,;:.!?-\u2013\u2014|/、，；：。*_#\"'\u201c\u201d()（）「」=\u2192>"
# What pairs is stripped only once it is known to have no other half.
_NO_PAIRS = _EDGES.translate({ord(mark): None for mark in '()（）「」"'})


@lru_cache(maxsize=256)
def cleaned(words: str) -> str:
    """The words without what belongs to no title at their beginning and end; empty if nothing else is left."""
    words = " ".join(words.split()).strip(_NO_PAIRS)
    words = words_of.TRAILING.sub("", words_of.LEADING.sub("", words_of.LEADING_CLOCK.sub("", words)))
    words = words_of.TRAILING.sub("", _without_halves(words).rstrip())
    quoted = words.startswith("「") and words.find("」") < len(words) - 1
    named = words.endswith('"') and words.count('"') > 1 and not words.startswith('"')
    words = ("「" if quoted else "") + words.strip(_EDGES) + ('"' if named else "")
    words += ")" * (words.count("(") - words.count(")")) + "）" * (words.count("（") - words.count("）"))
    closes = words.find("\u201d")
    if closes > 0 and "\u201c" not in words:
        words = f"\u201c{words}"  # "“Blue Sky” tariff", which stood at the edge
    words = words_of.LEADING_YEAR.sub("", words)
    return "" if words_of.ONLY_SMALL.fullmatch(words) else words


def _without_halves(words: str) -> str:
    """The words up to a bracket or a quotation mark that is never closed."""
    opened = max(words.rfind("("), words.rfind("（"))
    if opened > 0 and not words_of.CLOSED.search(words, opened):
        words = words[:opened]
    opened = words.rfind("\u201c")
    if opened > 0 and words.find("\u201d", opened) < 0 and not words[opened + 1 : opened + 2].isupper():
        words = words[:opened]
    if words.count('"') % 2:
        before, _, quoted = words.rpartition('"')
        words = words + '"' if before and quoted[:1].isupper() else before or quoted
    return words


def fitting(words: str) -> str:
    """The words as far as a title goes, cut between two of them."""
    if not words.isprintable():
        words = "".join(letter for letter in words if letter.isprintable())
    if len(words) <= LONGEST:
        return words
    space = words.rfind(" ", 0, LONGEST + 1)
    cut = words[: space if space > LONGEST // 2 else LONGEST].strip(_EDGES)
    return words_of.TRAILING.sub("", cut).removesuffix(" v")
