"""English sentences: the date phrases in one, and whether it promises something without any.

A claim is a clause more often than a bare date. Names, verbs and version numbers are passed over. `grammar.py`
reads the phrase itself, `roles.py` and `tenses.py` what stands around it; `chinese/sentences.py` is the same for
Chinese.
"""

from __future__ import annotations

from datetime import date

from watchtracker.dates.english import clocks, counting, digits, names
from watchtracker.dates.english.grammar import Found, Text
from watchtracker.dates.english.kinds import Kind
from watchtracker.dates.english.roles import role_of
from watchtracker.dates.english.tenses import tense_at
from watchtracker.dates.english.tokens import tokens
from watchtracker.dates.roles import Phrase, Role, Sentence
from watchtracker.dates.stretches import Stretch
from watchtracker.dates.years import Tense

# The rule files register their rules when they are imported.
RULES = (counting, digits, names)

_BOUNDS = {Role.BY, Role.BEFORE, Role.AFTER, Role.NOT_BEFORE}
_NAMES = {Kind.OTHER, Kind.NOUN}
_BEFORE_A_NAME = {Kind.NOTHING, Kind.OTHER, Kind.NOUN, Kind.THE, Kind.VERB, Kind.PAST_VERB, Kind.WILL, Kind.STOP}
_ENDS_A_NAME = {Kind.COMMA, Kind.STOP, Kind.AND, Kind.OR}
_APPOSITION = {Kind.COMMA, Kind.OPEN, Kind.DASH, Kind.ON, Kind.IN, Kind.THE}
_LEAVE_BEHIND = {Kind.MOVED, Kind.INSTEAD}
_PROMISES = {Kind.VAGUE, Kind.ONCE, Kind.HOPED, Kind.LATER, Kind.AFTER}
_CONDITIONS = {Kind.WHEN, Kind.NOT_BEFORE}
_UNITS = {Kind.UNIT, Kind.UNITS}
_AROUND_VAGUE_UNITS = {Kind.IN, Kind.WITHIN, Kind.WHICH, Kind.FEW, Kind.HENCE}


def sentence(tidy: str, said_on: date) -> Sentence:
    """What an English text says: its date phrases, its times of day, and whether it promises anything."""
    text = Text(tidy, tokens(tidy), said_on)
    times = clocks.take_out(text)
    found = _phrases(text)
    return Sentence(tuple(found), times, promises=not found and _promises(text))


def _phrases(text: Text) -> list[Phrase]:
    found: list[Phrase] = []
    moved = not text.kinds.isdisjoint(_LEAVE_BEHIND)
    at = before = 0
    while text.tokens[at].kind is not Kind.NOTHING:
        if moved and (old := _left_behind(text, at)):
            at = old[1]
        elif phrase := text.phrase(at):
            found.append(_phrase(text, phrase, at, before))
            at = before = phrase[1]
        else:
            at += 1
    return found


def _left_behind(text: Text, at: int) -> Found:
    """The old date of "moved from May 6 to May 20", which is no range, and of "May 20 instead of May 6"."""
    if text.kind(text.before(at, Kind.THE, Kind.ON, Kind.IN)) is Kind.INSTEAD:
        return text.phrase(at)
    if text.kind(at - 1) is not Kind.FROM or Kind.MOVED not in text.kinds:
        return None
    old = text.item(at)
    return old if old and text.kind(old[1]) is Kind.TO and text.item(old[1] + 1) else None


def _phrase(text: Text, found: tuple[Stretch, int], at: int, before: int) -> Phrase:
    """The phrase from `at` on; the one in front of it ended at `before`."""
    stretch, end = found
    role = role_of(text, at, end)
    tense = Tense.NONE if stretch.year is not None and not stretch.past else tense_at(text, at)
    # "Comments received by October 15": the verb is not about the day.
    if tense is Tense.PAST and role in _BOUNDS:
        tense = Tense.FUTURE
    return Phrase(
        stretch,
        role,
        tense,
        text.words(at, end),
        aside=stretch.months is not None and _names_something(text, at, end),
        apposed=before > 0 and all(token.kind in _APPOSITION for token in text.tokens[before:at]),
    )


def _names_something(text: Text, at: int, end: int) -> bool:
    """Whether "the Q3 results" or "the 2027 budget" is what takes place: a date comes later in the clause."""
    if text.kind(end) not in _NAMES or text.kind(at - 1) not in _BEFORE_A_NAME:
        return False
    while text.kind(end) not in {Kind.NOTHING, *_ENDS_A_NAME}:
        if text.phrase(end):
            return True
        end += 1
    return False


def _promises(text: Text) -> bool:
    """Whether a text without a date promises something all the same: "soon", "once testing is complete"."""
    kinds = text.kinds
    if any(token.kind is Kind.WILL and token.value for token in text.tokens):
        return True
    counted_vaguely = kinds & _UNITS and kinds & _AROUND_VAGUE_UNITS
    conditional = kinds & _CONDITIONS and Kind.WILL in kinds and kinds & {Kind.READY, Kind.PAST_VERB}
    return bool(kinds & _PROMISES or counted_vaguely or conditional)
