"""Promises without a date: words of time from a closed list, in a sentence with something that is to come."""

from __future__ import annotations

import re

from watchtracker.reading.records import FindKind
from watchtracker.reading.statements import Passage
from watchtracker.reading.words import Cue, pattern

_FAR = 120
_SHORT = 2  # characters of a Chinese or Japanese word that may mean much else
_SOON = re.compile(
    r"(?:coming |very |really )*(?:soon|shortly|before long|imminently)"
    r"|\u4e0d\u4e45|\u5f88\u5feb|\u8fd1\u671f|\u8fd1\u304f",
    re.IGNORECASE,
)
_PROMISES = {"\u656c\u8bf7\u671f\u5f85", "\u656c\u8acb\u671f\u5f85", "\u4e5e\u3046\u3054\u671f\u5f85"}
_THE_DATE = re.compile(r"\W*The (?:exact |precise |final )?(?:dates?|days?|times?) ", re.IGNORECASE)
# Words that say when, and not that nobody knows it.
_TIMELY = pattern(r"""
    once\b|eventually|down the|as soon as\b|at some point|sometime|at a later|
    within\b|in (?:a few|a couple|several)\b|over the\b|
    indefinitely|until further|on (?:the|its|their) (?:way|horizon)|around the|round the|imminent
""")
_ORDER = pattern(r"""
    [^,.;]{0,40}, (?:you (?:can|may)\b|(?:please )?(?:add|let|press|click|remove|turn|open|close|run|put|take|leave|
    stir|mix|cook|bake|serve|check|select|tap|type|restart|pull|push|wait)\b)
""")


def promise(passage: Passage) -> tuple[int, int] | None:
    """Where a sentence without a date says that something is to come; None if it promises nothing."""
    found = passage.words.undated.search(passage.text)
    if found is None or passage.told or passage.words.details.search(passage.text[: found.start()]):
        return None
    if not _has_cue(passage, found[0]):
        return None
    if _is_told_or_ordered(passage, found.start(), found.end()):
        return None
    if _SOON.fullmatch(found[0]) and not _is_to_come(passage, found.start()):
        return None
    return found.start(), found.end()


def is_of_the_same(passage: Passage) -> bool:
    """Whether a sentence only adds to the one before that its day is not fixed: "The date will be announced"."""
    return bool(_THE_DATE.match(passage.text))


def _is_told_or_ordered(passage: Passage, start: int, end: int) -> bool:
    """Whether words of time stand beside a verb of what is over, or in an order: "once it boils, add the rice"."""
    if not _TIMELY.match(passage.text, start):
        return False
    if _ORDER.match(passage.text, end):
        return True
    if passage.words.moves.search(passage.text):
        return False
    first, last = passage.clause(start, end)
    past = any(first <= at < last for at, _ in passage.past)
    return past and not any(first <= at < last for at, _ in passage.ahead)


def _is_to_come(passage: Passage, at: int) -> bool:
    """Whether "soon" is said of something ahead, and not told as in "he was soon asleep"."""
    if not passage.words.to_come.search(passage.text):
        return False
    past = [hit for hit in passage.words.past.finditer(passage.text) if hit.end() <= at]
    ahead = passage.words.ahead.search(passage.text)
    return not past or bool(ahead) or passage.short or at - past[-1].end() >= _FAR // 4


def _has_cue(passage: Passage, words: str) -> bool:
    """Whether a word says of what kind the promise is, or what it stands under does."""
    if passage.short or passage.cues or " " in words.strip() or words in _PROMISES:
        return True
    return passage.verb_last and len(words) > _SHORT and bool(passage.words.to_come.search(passage.text))


def kind(passage: Passage, place: tuple[int, int]) -> FindKind | None:
    """The kind of a promise: the strongest cue near it."""

    def cost(cue: Cue) -> int:
        return cue.weight + max(place[0] - cue.end, cue.start - place[1], 0)

    outside = [cue for cue in passage.cues if cue.end <= place[0] or cue.start >= place[1] or cue.weight < _FAR // 2]
    near = [cue for cue in outside if cost(cue) <= _FAR]
    return min(near, key=cost).kind if near else None
