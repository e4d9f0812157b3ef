"""Promises without a date: words of time from a closed list, in a sentence with something that is to come."""

from __future__ import annotations

from watchtracker.reading.records import FindKind
from watchtracker.reading.statements import Passage
from watchtracker.reading.words import Cue

_FAR = 120


def promise(passage: Passage) -> tuple[int, int] | None:
    """Where a sentence without a date says that something is to come; None if it promises nothing."""
    found = passage.words.undated.search(passage.text)
    if found is None or not passage.words.to_come.search(passage.text):
        return None
    if passage.words.details.search(passage.text[: found.start()]) or not _has_cue(passage, found[0]):
        return None
    past = [hit for hit in passage.words.past.finditer(passage.text) if hit.end() <= found.start()]
    ahead = passage.words.ahead.search(passage.text)
    if past and not ahead and not passage.short and found.start() - past[-1].end() < _FAR // 4:
        return None
    return found.start(), found.end()


def _has_cue(passage: Passage, words: str) -> bool:
    """Whether a word says of what kind the promise is, or what it stands under does."""
    return passage.short or bool(passage.cues) or " " in words.strip()


def kind(passage: Passage, place: tuple[int, int]) -> FindKind | None:
    """The kind of a promise: the strongest cue near it."""

    def cost(cue: Cue) -> int:
        return cue.weight + max(place[0] - cue.end, cue.start - place[1], 0)

    outside = [cue for cue in passage.cues if cue.end <= place[0] or cue.start >= place[1] or cue.weight == 0]
    near = [cue for cue in outside if cost(cue) <= _FAR]
    return min(near, key=cost).kind if near else None
