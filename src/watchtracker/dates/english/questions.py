"""English texts that claim nothing: questions, and what depends on something that may not be.

"So it launches May 6?", "it launches if approved by May 6", "had it shipped on May 6": the date is no one's word yet.
"""

from __future__ import annotations

import re

from watchtracker.dates import refusals
from watchtracker.dates.cursor import Run
from watchtracker.dates.english.grammar import EnglishText
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.errors import DateRefusedError, Refusal

_ASKS = {Kind.ASK, Kind.WHEN, Kind.WILL, Kind.WAS}
_IFS = {"if", "unless"}
_DONE = {Kind.PAST_VERB, Kind.READY, Kind.MOVED}
_GUESSES = re.compile(
    r"\b(?:maybe|perhaps|probably|possibly|hopefully|hope|guess|likely|around|about|roughly)\b", re.IGNORECASE
)
_WOULD = re.compile(r"\b(?:would|could|might)\b|'d\b", re.IGNORECASE)
_WORDS = {Kind.OTHER, Kind.NOUN, Kind.VERB, Kind.PAST_VERB, Kind.WILL, Kind.MOVED, Kind.WAS, Kind.READY}
_BEHIND_HAD = {Kind.OTHER, Kind.THE, Kind.NOUN}


def refuse_a_question(text: EnglishText) -> None:
    """Refuse a text that is one question from its first word on."""
    if _is_one_question(text):
        raise refusals.question()


def _is_one_question(text: EnglishText) -> bool:
    return text.tidy.endswith("?") and text.kind(0) in _ASKS


def refuse_what_is_open(text: EnglishText, runs: list[Run]) -> None:
    """Refuse dates that are only asked for, or are only of a condition; guesses stand: "Q3?", "maybe in May?"."""
    asks = "?" in text.tidy and not text.kinds.isdisjoint(_WORDS) and not _GUESSES.search(text.tidy)
    if _is_one_question(text):
        raise refusals.question()
    if asks and all(_is_asked(text, end) for _, end in runs):
        raise refusals.question()
    if Kind.WHEN in text.kinds and any(_is_of_a_condition(text, first) for first, _ in runs):
        raise DateRefusedError("this date is only that of a condition: write when it takes place, or TBD")
    if text.said(0) == "had" and text.kind(1) in _BEHIND_HAD and _WOULD.search(text.tidy):
        raise DateRefusedError("this says what would have been: write what holds", Refusal.NO_DATE)


def _is_asked(text: EnglishText, end: int) -> bool:
    """Whether the sentence that goes on at `end` is a question."""
    while text.kind(end) not in {Kind.STOP, Kind.NOTHING}:
        end += 1
    return text.said(end) == "?" if text.kind(end) is Kind.STOP else False


def _is_of_a_condition(text: EnglishText, first: int) -> bool:
    """As in "if approved by May 6"; "if you register by May 6" is a deadline."""
    at = first - 1
    while text.kind(at) not in {Kind.NOTHING, Kind.STOP, Kind.COMMA}:
        if text.said(at) in _IFS:
            return text.kind(at + 1) in _DONE
        at -= 1
    return False
