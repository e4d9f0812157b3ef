"""What English verbs say of a date: that it is past, that it is ahead, or nothing.

"Launched on April 1" is the last such day, "launches on April 1" the next; `years.py` finds the year.
"""

from __future__ import annotations

from collections.abc import Sequence

from watchtracker.dates.english.grammar import Text
from watchtracker.dates.english.kinds import Kind, Token
from watchtracker.dates.years import Tense

_VERBAL = {Kind.WILL, Kind.WAS, Kind.MOVED, Kind.PAST_VERB, Kind.VERB, Kind.HOPED}
_FINITE = _VERBAL - {Kind.PAST_VERB}


def tense_at(text: Text, at: int, *, bound: bool) -> Tense:
    """The tense of the last verb before a phrase, or of the first behind it if there is none before.

    Beside a `bound` a participle says nothing of the date: "comments received by October 15".
    """
    verbal = _FINITE if bound else _VERBAL
    if text.kinds.isdisjoint(verbal):
        return Tense.NONE
    before = _tense(text.tokens[:at], verbal)
    if before is not Tense.NONE:
        return before
    first = next((at for at, token in enumerate(text.tokens) if token.kind in verbal), 0)
    return _tense(text.tokens[first : first + 1], verbal)


def _tense(tokens: Sequence[Token], verbal: set[Kind]) -> Tense:
    found, auxiliary = Tense.NONE, False
    for kind in [token.kind for token in tokens if token.kind in verbal]:
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
