"""Promises without a date: words of time from a closed list, in a sentence with something that is to come."""

from __future__ import annotations

from watchtracker.reading.records import FindKind
from watchtracker.reading.statements import Passage
from watchtracker.reading.words import Cue

_FAR = 120


def promise(sentence: Passage) -> tuple[int, int] | None:
    """Where a sentence without a date says that something is to come; None if it promises nothing."""
    found = sentence.words.undated.search(sentence.text)
    if found is None or not sentence.words.to_come.search(sentence.text):
        return None
    past = [hit for hit in sentence.words.past.finditer(sentence.text) if hit.end() <= found.start()]
    ahead = sentence.words.ahead.search(sentence.text)
    if past and not ahead and not sentence.short and found.start() - past[-1].end() < _FAR // 4:
        return None
    return found.start(), found.end()


def kind(sentence: Passage, place: tuple[int, int]) -> FindKind | None:
    """The kind of a promise: the strongest cue near it."""

    def cost(cue: Cue) -> int:
        return cue.weight + max(place[0] - cue.end, cue.start - place[1], 0)

    near = [cue for cue in sentence.cues if cost(cue) <= _FAR]
    return min(near, key=cost).kind if near else None
