"""The role that its neighbours give a Japanese date phrase, and the tense of its verb.

Both stand mostly behind it: 6月30日までに, 7月1日から施行. 前 leaves its day out, 以前 has it. What a role makes of the
days is for `dates/bounds.py`.
"""

from __future__ import annotations

from watchtracker.dates.bounds import Role, negated
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.japanese.parts import JapaneseText
from watchtracker.dates.spans import Span
from watchtracker.dates.years import Tense

_ROLES_AFTER = {
    Kind.UNTIL: Role.LAST_DAY,
    Kind.BY: Role.BY,
    Kind.OR_BEFORE: Role.BY,
    Kind.BEFORE: Role.BEFORE,
    Kind.AFTER: Role.AFTER,
    Kind.ONWARDS: Role.NOT_BEFORE,
}
_ROLES_BEFORE = {Kind.AT_LATEST: Role.BY, Kind.AT_EARLIEST: Role.NOT_BEFORE, Kind.RANGE: Role.LAST_DAY}
_BEGINS = {Kind.FROM, Kind.RANGE}
_ENDS_A_RANGE = {Role.LAST_DAY, Role.BY}
_CONTENT = {Kind.OTHER, Kind.NAME, Kind.ONSET, Kind.VAGUE, Kind.CHANGED, Kind.NUMBER, Kind.LENGTH}
_BETWEEN = {Kind.HEDGE, Kind.WITHIN, Kind.CLOSE}
_BETWEEN_IN_FRONT = (Kind.HEDGE, Kind.OPEN, Kind.PARTICLE, Kind.NO)
_VERBS = {Kind.WILL, Kind.PAST, Kind.NOT, Kind.SAYS, Kind.WAS_PLANNED, Kind.STATE}
_MOVES = {Kind.MOVED, Kind.CHANGED}
_LONGEST_BRACKET = 8


def role_of(text: JapaneseText, span: Span, at: int, end: int) -> Role:
    """The role of the phrase from `at` to `end`."""
    role = _role(text, span, at, end)
    if Kind.NOT not in text.kinds or role is Role.NOT_BEFORE or not _says_not(text, end):
        return role
    return negated(role)


def _says_not(text: JapaneseText, end: int) -> bool:
    """Whether the verb behind a phrase is denied, or all that is said in the clause: 5月に公開されるとは限らない."""
    if text.kind(verb_after(text, end)) is Kind.NOT:
        return True
    while text.kind(end) not in {Kind.COMMA, Kind.STOP, Kind.NOTHING}:
        if text.kind(end) is Kind.NOT and text.tokens[end].value:
            return True
        end += 1
    return False


def tense_of(text: JapaneseText, at: int, end: int) -> Tense:
    """The tense of the verb behind a phrase; a date that took the place of another is ahead."""
    if text.kind(text.before(at, *_BETWEEN_IN_FRONT, Kind.COMMA)) is Kind.NEW:
        return Tense.FUTURE
    verb = verb_after(text, end)
    became = text.tokens[verb].value == "became" and text.kind(verb - 1) in {Kind.TO, Kind.OR}
    if text.tokens[verb].value == "decided" or (became and after(text, end) == verb - 1):
        return Tense.FUTURE  # 発売日は2月25日に決定しました
    if text.kind(verb) in {Kind.WILL, Kind.NOTHING, Kind.STOP} and _is_already(text, end):
        return Tense.PAST
    if not text.kinds.isdisjoint(_MOVES) and any(token.kind in _MOVES for token in text.tokens[end:verb]):
        return Tense.FUTURE  # 5月20日に延期しました
    match text.kind(verb):
        case Kind.PAST | Kind.WAS_PLANNED:
            return Tense.PAST
        case Kind.WILL:
            return Tense.FUTURE
        case Kind.STATE:
            # 公開されています is past, 準備しています says nothing of the date.
            return Tense.PAST if text.kind(verb - 1) is Kind.ONSET else Tense.NONE
        case Kind.SAYS:
            # 5月6日に新製品を発表した and 5月6日の会見で発表した were said then, 5月6日の発売を発表した is ahead.
            then = text.kind(text.skip(end, *_BETWEEN)) in {Kind.TO, Kind.COMMA, Kind.PARTICLE}
            return Tense.PAST if then or "で" in map(text.said, range(end, verb)) else Tense.FUTURE
        case _:
            return Tense.NONE


def _is_already(text: JapaneseText, at: int) -> bool:
    while at > 0 and text.kind(at - 1) is not Kind.STOP:
        at -= 1
        if text.kind(at) is Kind.ALREADY:
            return True
    return False


def verb_after(text: JapaneseText, at: int) -> int:
    """Where the first verb behind a phrase is, or the end of the sentence."""
    while text.kind(at) not in _VERBS and text.kind(at) not in {Kind.STOP, Kind.NOTHING}:
        at += 1
    return at


def after(text: JapaneseText, end: int) -> int:
    """Where the word is that says the role behind a phrase; a bracket without a date is passed over."""
    place = end
    while True:
        place = text.skip(place, *_BETWEEN)
        if text.kind(place) is not Kind.OPEN:
            return place
        closed = next((at for at in range(place, place + _LONGEST_BRACKET) if text.kind(at) is Kind.CLOSE), None)
        if closed is None or any(text.kind(at) < Kind.BUSINESS for at in range(place, closed)):
            return place
        if text.kind(closed + 1) not in _ROLES_AFTER and text.kind(closed + 1) not in _BEGINS:
            return next((at for at in range(place, closed) if text.kind(at) is Kind.DUE), closed + 1)
        place = closed + 1


def place_of(text: JapaneseText, at: int, end: int) -> tuple[int, int]:
    """Where a phrase stands in the text, with the words of its role."""
    front, place = text.before(at, *_BETWEEN_IN_FRONT), after(text, end)
    first = front if text.kind(front) in {*_ROLES_BEFORE, Kind.DUE} else at
    last = place if text.kind(place) in {*_ROLES_AFTER, *_BEGINS, Kind.DUE} else end - 1
    return text.tokens[first].start, text.tokens[last].end


def _role(text: JapaneseText, span: Span, at: int, end: int) -> Role:
    place = after(text, end)
    kind = text.kind(place)
    in_front = text.kind(text.before(at, *_BETWEEN_IN_FRONT))
    said = _ROLES_BEFORE.get(in_front)
    if said in {Role.BY, Role.NOT_BEFORE}:
        return said
    role = _ROLES_AFTER.get(kind)
    if role is Role.LAST_DAY and text.said(place + 1) == "を" and text.kind(place + 2) is Kind.HEDGE:
        role = Role.BY  # 10月末までをめどに
    if role in _ENDS_A_RANGE and any(token.kind in _BEGINS for token in text.tokens[at:end]):
        return Role.ITSELF
    if role is not None:
        return role
    if kind in _BEGINS:
        return Role.ITSELF if _something_begins(text, place) else Role.NOT_BEFORE
    if Kind.DUE in {kind, in_front}:
        return Role.LAST_DAY if span.final else Role.ITSELF
    return said or Role.ITSELF


def _something_begins(text: JapaneseText, place: int) -> bool:
    """Whether から is followed by what begins then, or an onset stands in front; 順次 begins later on."""
    behind = text.skip(place + 1, Kind.HEDGE, Kind.COMMA, Kind.OPEN, Kind.PARTICLE, Kind.NO)
    if text.said(behind) == "順次":
        return False
    if text.kind(behind) in _CONTENT or (text.kind(behind) is Kind.WILL and text.tokens[behind].value):
        return True
    while place > 0 and text.kind(place) is not Kind.STOP:
        place -= 1
        if text.kind(place) is Kind.ONSET:
            return True
    return False
