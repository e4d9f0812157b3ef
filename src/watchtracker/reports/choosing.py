"""What narrows a list beyond the facts of its items: words to look for, and days between which a date lies. Pure.

The command line, the page, the API and the pictures all choose by this, so that words find the same items everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from watchtracker.errors import InputError
from watchtracker.items import ItemAsOf

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


def is_between(day: date | None, first: date | None, last: date | None) -> bool:
    """Whether `day` is neither before `first` nor after `last`; what has no day is between no two."""
    if first is None and last is None:
        return True
    return day is not None and (first is None or first <= day) and (last is None or day <= last)


def refuse_reversed(first: date | None, last: date | None) -> None:
    """Raise InputError for days that nothing can lie between."""
    if first is not None and last is not None and last < first:
        raise InputError(f"'from' is {first} and 'to' is {last}, which is before it: nothing lies between them")
