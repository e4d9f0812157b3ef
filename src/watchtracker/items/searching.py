"""Words that people search items by: folded, so that capitals, accents and wide letters make no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from watchtracker.items.history import ItemAsOf

# Accents above and below Latin, Greek and Cyrillic letters. Other marks make other letters: か is not が.
_ACCENTS = re.compile("[\u0300-\u036f]")


def search_words(typed: str) -> tuple[str, ...]:
    """The words that were typed, folded, each once."""
    return tuple(dict.fromkeys(folded(typed).split()))


def folded(text: str) -> str:
    """`text` as it is looked for: without capitals, accents and the widths of letters."""
    if text.isascii():
        return text.casefold()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFKC", plain.casefold())


def has_words(known: ItemAsOf, words: Sequence[str]) -> bool:
    """Whether every one of the folded `words` is in the item's id, its title, its tags or the source of its date."""
    if not words:
        return True
    source = known.claim.said.source if known.claim else ""
    text = folded("\n".join((known.id, known.facts.title, *known.facts.tags, source)))
    return all(word in text for word in words)
