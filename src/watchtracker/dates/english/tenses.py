"""What English verbs say of a date: that it is past, that it is ahead, or nothing.

"Launched on April 1" is the last such day, "launches on April 1" the next; `years.py` finds the year.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from watchtracker.dates.cursor import Token
from watchtracker.dates.english.grammar import EnglishText
from watchtracker.dates.english.kinds import VERBAL
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.years import Tense

_MARKS = {";", "!", "?"}
_DONE_TO_A_PLAN = {Kind.HOPED, Kind.MOVED}
_FINITE = VERBAL - {Kind.PAST_VERB}


def tense_at(text: EnglishText, at: int, *, bound: bool) -> Tense:
    """The tense of the last verb before a phrase, or of the first behind it if there is none before.

    Beside a `bound` a participle says nothing of the date: "comments received by October 15".
    """
    if at and text.kind(at - 1) is Kind.FROM and text.tokens[at - 1].value:
        return Tense.PAST  # "live since March 3"
    verbal = _FINITE if bound else VERBAL
    if text.kinds.isdisjoint(verbal):
        return Tense.NONE
    copula = text.tokens[text.before(at, Kind.THE, Kind.HEDGE)] if at else None
    if copula and copula.kind is Kind.WAS and copula.value:
        return Tense.NONE  # "the date has been May 6 for long"
    stops = Kind.STOP in text.kinds
    begin = next((place for place in reversed(range(at)) if text.said(place) in _MARKS), 0) if stops else 0
    before = _tense(text.tokens[begin:at], verbal)
    if before is not Tense.NONE:
        return before
    first = next((place for place in range(begin, text.end) if text.kind(place) in verbal), text.end)
    done = text.skip(first + 1, Kind.NOT)
    if text.kind(first) is Kind.WAS and (text.kind(done) in _DONE_TO_A_PLAN or text.said(done).startswith("not ")):
        return Tense.NONE  # "the June 12 launch has been confirmed"
    return _tense(text.tokens[first : first + 1], verbal)


def _tense(tokens: Sequence[Token[Kind]], verbal: AbstractSet[Kind]) -> Tense:
    found, auxiliary, agreed = Tense.NONE, False, False
    before = Kind.NOTHING
    for token in tokens:
        infinitive, will = before is Kind.TO and found is not Tense.NONE, before is Kind.WILL
        before = token.kind
        if agreed and before is Kind.TO:
            found, agreed = Tense.FUTURE, False  # "agreed yesterday to hold it"
        if token.kind not in verbal or (will and token.kind is Kind.WAS and token.value):
            continue  # "will have been released"
        if infinitive:  # "was supposed to ship" stays past; "is set to be shipped", "agreed to ship" are ahead
            auxiliary = token.kind is Kind.WILL
            continue
        agreed = token.kind is Kind.PAST_VERB and bool(token.value)
        match token.kind:
            case Kind.WILL:
                found, auxiliary = Tense.FUTURE, True
            case Kind.WAS:
                # "Has been confirmed for May 6" is ahead, and "was confirmed" is not.
                found, auxiliary = (Tense.FUTURE if _hopes_next(tokens, token) else Tense.PAST), True
            case Kind.MOVED:
                found, auxiliary = Tense.FUTURE, False
            case Kind.PAST_VERB | Kind.HOPED if auxiliary:
                auxiliary = False
            case Kind.PAST_VERB:
                found = Tense.PAST
            case _:
                found, auxiliary = Tense.FUTURE, False
    return found


def _hopes_next(tokens: Sequence[Token[Kind]], perfect: Token[Kind]) -> bool:
    after = tokens[tokens.index(perfect) + 1 :]
    return bool(perfect.value and after and after[0].kind is Kind.HOPED)
