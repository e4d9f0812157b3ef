"""What English verbs say of a date: that it is past, that it is ahead, or nothing.

"Launched on April 1" is the last such day, "launches on April 1" the next; `years.py` finds the year.
"""

from __future__ import annotations

from collections.abc import Sequence

from watchtracker.dates.english.grammar import Text
from watchtracker.dates.english.kinds import Kind, Token
from watchtracker.dates.years import Tense

_VERBAL = {Kind.WILL, Kind.WAS, Kind.MOVED, Kind.PAST_VERB, Kind.VERB, Kind.HOPED}


def tense_at(text: Text, at: int) -> Tense:
    """The tense of the last verb before a phrase, or of what follows if there is none before it."""
    if text.kinds.isdisjoint(_VERBAL):
        return Tense.NONE
    before = _tense(text.tokens[:at])
    return before if before is not Tense.NONE else _tense(text.tokens[at:])


def _tense(tokens: Sequence[Token]) -> Tense:
    found, auxiliary = Tense.NONE, False
    for kind in [token.kind for token in tokens if token.kind in _VERBAL]:
        match kind:
            case Kind.WILL:
                found, auxiliary = Tense.FUTURE, True
            case Kind.WAS:
                found, auxiliary = Tense.PAST, True
            case Kind.MOVED:
                found, auxiliary = Tense.FUTURE, False
            case Kind.PAST_VERB | Kind.HOPED if auxiliary:
                auxiliary = False
            case Kind.PAST_VERB:
                found = Tense.PAST
            case Kind.VERB | Kind.HOPED:
                found, auxiliary = Tense.FUTURE, False
            case _:
                continue
    return found
