"""The role that its neighbours give an English date phrase: "by" before it, "at the latest" after it, a "not".

What a role makes of the days is for `dates/roles.py`.
"""

from __future__ import annotations

from watchtracker.dates.english.grammar import Text
from watchtracker.dates.english.kinds import Kind
from watchtracker.dates.roles import Role
from watchtracker.errors import DateRefusedError

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
_BETWEEN_ROLE_AND_DATE = {Kind.VAGUE, Kind.THE, Kind.ON, Kind.IN, Kind.HEDGE, Kind.A, Kind.CALENDAR, Kind.COLON}
_BETWEEN_DATE_AND_POSTFIX = {Kind.CLOSE, Kind.COMMA, Kind.HEDGE}
_CUT_OFF = {Kind.PART, Kind.ORDINAL, Kind.LATER, Kind.EARLIER, Kind.TURN, Kind.WEEK_OF, Kind.FISCAL, Kind.NUMERIC}
_CUT_OFF_AT_JOINTS = {
    Kind.OF: {Kind.UNIT, Kind.UNITS, Kind.WEEKDAY, Kind.NUMBER, Kind.FEW},
}
_NAMES = {Kind.OTHER, Kind.NOUN}
_MARKS = {Kind.COMMA, Kind.OPEN, Kind.DASH, Kind.SLASH}
_NUMBERS = {Kind.NUMBER, Kind.ORDINAL, Kind.YEAR, Kind.NUMERIC}
_POSTFIXES = {Kind.LATEST, Kind.EARLIEST}
_RANGE = {Kind.TO, Kind.DASH, Kind.UNTIL}
_MOVED = {Kind.MOVED}
_ENDS_A_CLAUSE = {Kind.STOP, Kind.COLON}
_ONSET = {Kind.VERB, Kind.PAST_VERB, Kind.WILL, Kind.NOUN, Kind.HOPED, Kind.READY}


def role_of(text: Text, at: int, end: int) -> Role:
    """The role of the phrase from `at` to `end`; refused where a neighbour shows that only a part of it was read."""
    if end == at + 1 and text.kind(at) is Kind.YEAR:
        _refuse_number(text, at)
    role = _after(text, end) or _before(text, at)
    if role is Role.NOT_BEFORE and text.kind(at - 1) is Kind.FROM:
        whole_range = any(token.kind in _RANGE for token in text.tokens[at:end])
        return Role.ITSELF if whole_range else role
    return role


def _after(text: Text, end: int) -> Role | None:
    if text.kinds.isdisjoint(_POSTFIXES):
        return None
    after = text.skip(end, *_BETWEEN_DATE_AND_POSTFIX)
    return _ROLES[text.kind(after)] if text.kind(after) in _POSTFIXES else None


def _before(text: Text, at: int) -> Role:
    before = at - 1
    while text.kind(before) in _BETWEEN_ROLE_AND_DATE:
        before -= 1
    _refuse_cut_off(text, before)
    kind = text.kind(before)
    role = _ROLES.get(kind, Role.ITSELF)
    if (kind is Kind.FROM and text.any_before(before, _ONSET)) or (
        kind is Kind.UNTIL and text.any_before(before, _MOVED)
    ):
        role = Role.ITSELF
    # "Not until after May 6" is after it.
    if kind is Kind.AFTER and text.tokens[before].value:
        return role
    return _negated(role) if kind is Kind.EXCEPT or _says_not(text, before + 1) else role


def _says_not(text: Text, at: int) -> bool:
    """Whether a "not" stands in front, in the same clause: not in "Not a drill: it launches March 3"."""
    if Kind.NOT not in text.kinds:
        return False
    kinds = [token.kind for token in text.tokens[: max(at, 0)]]
    return Kind.NOT in kinds and not any(kind in _ENDS_A_CLAUSE for kind in kinds[_last(kinds, Kind.NOT) :])


def _last(kinds: list[Kind], kind: Kind) -> int:
    return len(kinds) - 1 - kinds[::-1].index(kind)


def _refuse_cut_off(text: Text, before: int) -> None:
    """What belongs to a date and was not read as a part of it changes its meaning: "the nth quarter of 2026"."""
    kind = text.kind(before)
    cut_off = kind in _CUT_OFF and text.said(before) != "end"
    if text.kind(before - 1) in _CUT_OFF_AT_JOINTS.get(kind, ()):
        before, cut_off = before - 1, True
    if kind is Kind.OF and text.kind(before - 1) in _NAMES and text.kind(before - 2) is Kind.ORDINAL:
        before, cut_off = before - 1, True
    if cut_off:
        raise DateRefusedError(f'what "{text.said(before)}" means here is not clear: write the days that are meant')


def _refuse_number(text: Text, at: int) -> None:
    """Four digits behind another number and a mark are no year by themselves: "vol. 41, no. 5 (2027)"."""
    if text.kind(at - 1) in _MARKS and text.kind(at - 2) in _NUMBERS:
        raise DateRefusedError(
            f'what "{text.words(at - 2, at + 1)}" means is not clear: write the year alone, or a day'
        )


def _negated(role: Role) -> Role:
    if role in _NEGATED:
        return _NEGATED[role]
    if role in {Role.NOT_BEFORE, Role.BY}:
        return role
    raise DateRefusedError("this says only when it is not: write when it is, or TBD")
