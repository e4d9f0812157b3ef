"""English sentences: the date phrases in one, each with the role its neighbours give it and a verb's tense.

A claim is a clause more often than a bare date. Names, verbs and version numbers are passed over; what
counts is the word before a phrase ("by", "not before") and the one after it ("at the latest"). `grammar.py`
reads the phrase itself, `chinese/sentences.py` is the same for Chinese.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from watchtracker.dates.english import clocks, counting, digits, names
from watchtracker.dates.english.grammar import Found, Text
from watchtracker.dates.english.kinds import Kind
from watchtracker.dates.english.tokens import Token, tokens
from watchtracker.dates.roles import Phrase, Role, Sentence
from watchtracker.dates.stretches import Stretch
from watchtracker.dates.years import Tense
from watchtracker.errors import DateRefusedError

# The rule files register their rules when they are imported.
RULES = (counting, digits, names)


_ROLES = {
    Kind.BY: Role.BY,
    Kind.LATEST: Role.BY,
    Kind.BEFORE: Role.BEFORE,
    Kind.AFTER: Role.AFTER,
    Kind.NOT_BEFORE: Role.NOT_BEFORE,
    Kind.EARLIEST: Role.NOT_BEFORE,
    Kind.FROM: Role.NOT_BEFORE,
    Kind.UNTIL: Role.LAST_DAY,
}
_NEGATED = {Role.BEFORE: Role.NOT_BEFORE, Role.LAST_DAY: Role.NOT_BEFORE, Role.AFTER: Role.BY}
_BETWEEN_ROLE_AND_DATE = {Kind.VAGUE, Kind.THE, Kind.ON, Kind.IN, Kind.HEDGE, Kind.A, Kind.CALENDAR}
_BETWEEN_DATE_AND_POSTFIX = {Kind.CLOSE, Kind.COMMA, Kind.HEDGE}
_CUT_OFF = {Kind.PART, Kind.ORDINAL, Kind.LATER, Kind.EARLIER, Kind.TURN}
_VERBAL = {Kind.WILL, Kind.WAS, Kind.MOVED, Kind.PAST_VERB, Kind.VERB, Kind.HOPED}
_RANGE = {Kind.TO, Kind.DASH, Kind.UNTIL}
_ONSET = {Kind.VERB, Kind.PAST_VERB, Kind.WILL, Kind.NOUN, Kind.HOPED}
_PROMISES = {Kind.VAGUE, Kind.ONCE, Kind.WILL, Kind.HOPED, Kind.LATER, Kind.AFTER}
_UNITS = {Kind.UNIT, Kind.UNITS}
_AROUND_VAGUE_UNITS = {Kind.IN, Kind.WITHIN, Kind.WHICH, Kind.FEW, Kind.HENCE}


def sentence(tidy: str, said_on: date) -> Sentence:
    """What an English text says: its date phrases, its times of day, and whether it promises anything."""
    rest, times = clocks.split(tokens(tidy), tidy)
    text = Text(tidy, rest, said_on)
    found = _phrases(text, tidy)
    return Sentence(tuple(found), tuple(times), promises=not found and _promises(text))


def _phrases(text: Text, tidy: str) -> list[Phrase]:
    found: list[Phrase] = []
    at = 0
    while text.tokens[at].kind is not Kind.NOTHING:
        old = _left_behind(text, at)
        phrase = old or text.phrase(at)
        if phrase is None:
            at += 1
            continue
        if old:
            at = old[1]
            continue
        found.append(_phrase(text, tidy, phrase[0], at, phrase[1]))
        at = phrase[1]
    return found


def _left_behind(text: Text, at: int) -> Found:
    """The old date of "moved from May 6 to May 20", which is no range."""
    if text.kind(at - 1) is not Kind.FROM or all(token.kind is not Kind.MOVED for token in text.tokens[:at]):
        return None
    old = text.item(at)
    return old if old and text.kind(old[1]) is Kind.TO and text.item(old[1] + 1) else None


def _phrase(text: Text, tidy: str, stretch: Stretch, at: int, end: int) -> Phrase:
    role = _role_after(text, end) or _role_before(text, at)
    if text.kind(at - 1) is Kind.FROM and any(token.kind in _RANGE for token in text.tokens[at:end]):
        role = Role.ITSELF
    tense = Tense.NONE if stretch.year is not None and not stretch.past else _tense_at(text, at)
    return Phrase(stretch, role, tense, tidy[text.tokens[at].start : text.tokens[end - 1].end])


def _tense_at(text: Text, at: int) -> Tense:
    """The tense of the last verb before a phrase, or of what follows if there is none before it."""
    before = _tense(text.tokens[:at])
    return before if before is not Tense.NONE else _tense(text.tokens[at:])


def _promises(text: Text) -> bool:
    """Whether a text without a date promises something all the same: "soon", "once testing is complete"."""
    kinds = {token.kind for token in text.tokens}
    return bool(kinds & _PROMISES or (kinds & _UNITS and kinds & _AROUND_VAGUE_UNITS))


def _role_after(text: Text, end: int) -> Role | None:
    after = text.skip(end, *_BETWEEN_DATE_AND_POSTFIX)
    return _ROLES[text.kind(after)] if text.kind(after) in {Kind.LATEST, Kind.EARLIEST} else None


def _role_before(text: Text, at: int) -> Role:
    before = at - 1
    while text.kind(before) in _BETWEEN_ROLE_AND_DATE:
        before -= 1
    kind = text.kind(before)
    if kind in _CUT_OFF and text.said(before) != "end":
        raise DateRefusedError(f'what "{text.said(before)}" means here is not clear: write the days that are meant')
    role = _ROLES.get(kind, Role.ITSELF)
    earlier = {token.kind for token in text.tokens[: max(before, 0)]}
    if kind is Kind.FROM and earlier & _ONSET:
        role = Role.ITSELF
    if kind is Kind.UNTIL and Kind.MOVED in earlier:
        role = Role.ITSELF
    if Kind.NOT in earlier or kind is Kind.NOT:
        return _negated(role)
    return role


def _negated(role: Role) -> Role:
    if role in _NEGATED:
        return _NEGATED[role]
    if role in {Role.NOT_BEFORE, Role.BY}:
        return role
    raise DateRefusedError("this says only when it is not: write when it is, or TBD")


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
