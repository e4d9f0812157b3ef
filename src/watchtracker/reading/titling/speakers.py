"""Who said a statement, if its sentence names somebody, and whether it is told as a rumour."""

from __future__ import annotations

from functools import lru_cache

from watchtracker.reading.statements import Passage

_LONGEST = 60
_NOBODY = {
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "the company",
    "the",
    "this",
    "that",
    "which",
    "who",
    "here",
    "but",
    "and",
}


# A sentence of many dates is asked for each of them.
@lru_cache(maxsize=4)
def said_by(passage: Passage) -> str | None:
    """The person, outlet or office that a sentence quotes."""
    for found in passage.words.speakers.finditer(passage.text):
        name = next((group for group in found.groups() if group), "").strip(" .,:、，")
        if name and name.lower() not in _NOBODY and len(name) <= _LONGEST:
            return name
    return None


def is_rumour(passage: Passage) -> bool:
    """Whether a sentence tells what nobody stands for."""
    return passage.words.rumour.search(passage.text) is not None
