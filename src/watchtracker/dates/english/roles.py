"""The role that its neighbours give an English date phrase: "by" before it, "at the latest" after it, a "not".

What a role makes of the days is for `dates/bounds.py`.
"""

from __future__ import annotations

from itertools import pairwise

from watchtracker.dates.bounds import Role, negated
from watchtracker.dates.english.grammar import EnglishText
from watchtracker.dates.english.kinds import ALL_NUMBERS, ANCHORS, NUMBERS, UNITS
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.english.numbered import in_front
from watchtracker.errors import DateRefusedError, Refusal

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
_BETWEEN_ROLE_AND_DATE = {
    Kind.VAGUE,
    Kind.THE,
    Kind.ON,
    Kind.IN,
    Kind.HEDGE,
    Kind.NOW,
    Kind.A,
    Kind.CALENDAR,
    Kind.COLON,
}
_BETWEEN_DATE_AND_POSTFIX = {Kind.CLOSE, Kind.COMMA, Kind.HEDGE, Kind.NOW}
_PARTS_OF_A_DAY = {"morning", "afternoon", "evening", "night", "lunchtime"}
_CUT_OFF = {
    Kind.PART,
    Kind.ORDINAL,
    Kind.LATER,
    Kind.EARLIER,
    Kind.TURN,
    Kind.WEEK_OF,
    Kind.FISCAL,
    Kind.NUMERIC,
    Kind.YEAR,
}
_CUT_OFF_BEFORE_OF = {Kind.UNIT, Kind.UNITS, Kind.WEEKDAY, Kind.NUMBER, Kind.FEW}
_BEFORE_A_LIST = {*NUMBERS, Kind.NUMERIC}
_LIST_GOES_ON = {Kind.COMMA, Kind.SLASH}
_AFTER_A_LIST = {Kind.NOTHING, Kind.STOP, Kind.COMMA, Kind.CLOSE, Kind.AND, Kind.OR}
_MAY_CUT_OFF = {*_CUT_OFF, *ANCHORS, Kind.NUMBER, Kind.OF}
_NAMES = {Kind.OTHER, Kind.NOUN}
_MARKS = {Kind.COMMA, Kind.OPEN, Kind.DASH, Kind.SLASH}
_POSTFIXES = {Kind.LATEST, Kind.EARLIEST, Kind.BY}
_ENDS_A_PHRASE = {Kind.NOTHING, Kind.STOP, Kind.CLOSE, Kind.COMMA}
# Of "the earliest it could ship is May 6"; "the latest version is of May 6" says nothing of the kind.
_WHOSE_EXTREME = {"it", "we", "they", "you", "he", "she", "this", "that", "possible", "i", "one"}
_EXTREMES = {Kind.LATEST, Kind.EARLIEST}
_RANGE = {Kind.TO, Kind.DASH, Kind.UNTIL}
_MOVED = {Kind.MOVED}
_NOT, _NO = {Kind.NOT}, {Kind.NOT, Kind.NO}
_WITH_NO = {Role.BY, Role.BEFORE, Role.AFTER, Role.LAST_DAY}  # "no launch before October"
_NEGATIONS, _WITH_THEIR_NOT = {Kind.NOT, Kind.NO, Kind.EXCEPT}, {Kind.BY, Kind.AFTER}
_ENDS_A_CLAUSE = {Kind.STOP, Kind.COLON, Kind.BUT}
_SAYS = {"said", "says", "adding", "added"}  # behind what was said: "nobody will queue again", said the mayor
_BEGINS_ANEW = {(Kind.COMMA, Kind.AND), (Kind.COMMA, Kind.BUT)}
_ONSET = {Kind.VERB, Kind.PAST_VERB, Kind.WILL, Kind.NOUN, Kind.HOPED, Kind.READY}


def role_of(text: EnglishText, at: int, end: int) -> tuple[Role, int, int]:
    """The role of the phrase from `at` to `end`, and the run of both: "by May 6", "May 6 at the latest".

    Refused where a neighbour shows that only a part of the phrase was read.
    """
    if end == at + 1 and text.kind(at) is Kind.YEAR:
        _refuse_number(text, at)
        _refuse_parts(text, end)
    if text.kind(at - 1) is Kind.OTHER or text.kind(end) is Kind.OTHER:
        _refuse_sign(text, at, end)  # which is no word of ours
    if text.kind(end) in _LIST_GOES_ON:
        _refuse_more_days(text, end)
    if not text.kinds.isdisjoint(_POSTFIXES) and (behind := _after(text, end)):
        return _ROLES[text.kind(behind)], at, behind + 1
    role, begin = _before(text, at)
    if role is Role.NOT_BEFORE and text.kind(at - 1) is Kind.FROM:
        whole_range = any(token.kind in _RANGE for token in text.tokens[at:end])
        return (Role.ITSELF if whole_range else role), begin, end
    return role, begin, end


def _after(text: EnglishText, end: int) -> int | None:
    """Where an "at the latest" or "or later" behind a phrase is."""
    after = end
    while text.kind(after) in _BETWEEN_DATE_AND_POSTFIX or text.said(after) in _PARTS_OF_A_DAY:
        after += 1
    if text.kind(after) is Kind.BY and text.kind(after + 1) in _ENDS_A_PHRASE and after > end:
        return after  # "May 6, no later"
    return after if text.kind(after) in _POSTFIXES - {Kind.BY} else None


def _before(text: EnglishText, at: int) -> tuple[Role, int]:
    """The role that the word in front gives, and where that word is, or the phrase if there is none."""
    before = at - 1
    while text.kind(before) in _BETWEEN_ROLE_AND_DATE:
        before -= 1
    kind = text.kind(before)
    if kind in _MAY_CUT_OFF:
        _refuse_cut_off(text, before)
    role = _ROLES.get(kind, Role.ITSELF)
    if kind is Kind.WILL and not text.kinds.isdisjoint(_EXTREMES):
        role = _extreme(text, before)
    if (kind is Kind.FROM and text.any_before(before, _ONSET)) or (
        kind is Kind.UNTIL and text.any_before(before, _MOVED)
    ):
        role = Role.ITSELF
    begin = before if kind in _ROLES else at
    if text.kinds.isdisjoint(_NEGATIONS):
        return role, begin
    # "No later than May 6" and "until after May 6" have a "not" in themselves, or are as they are with one.
    settled = kind is Kind.NOT_BEFORE or (kind in _WITH_THEIR_NOT and text.tokens[before].value)
    says_not = kind is Kind.EXCEPT or _says_not(text, before + 1, _NO if role in _WITH_NO else _NOT)
    return (negated(role) if says_not and not settled else role), begin


def _extreme(text: EnglishText, at: int) -> Role:
    """The role that "the earliest it could ship" gives to the date behind its "is"."""
    while at >= 0 and text.kind(at) is not Kind.STOP:
        if text.kind(at) in _EXTREMES and text.said(at + 1) in _WHOSE_EXTREME:
            return _ROLES[text.kind(at)]
        at -= 1
    return Role.ITSELF


def _says_not(text: EnglishText, at: int, nots: set[Kind]) -> bool:
    """Whether a "not" stands in front, in the same clause: not in "Not a drill: it launches March 3"."""
    if text.kinds.isdisjoint(nots):
        return False
    kinds = [token.kind for token in text.tokens[: max(at, 0)]]
    last = next((place for place in reversed(range(len(kinds))) if kinds[place] in nots), None)
    if last is None or not _ENDS_A_CLAUSE.isdisjoint(kinds[last:]):
        return False
    # "If not, it ships after Jan 1"; "it will not be touched, and will still launch on 27 August"
    begins_anew = any(pair in _BEGINS_ANEW for pair in pairwise(kinds[last:]))
    begins_anew = begins_anew or any(text.said(at) in _SAYS for at in range(last, max(at, 0)))
    # "If nothing changes, it is on June 12"
    return not begins_anew and not (kinds[last - 1 : last] == [Kind.WHEN] and Kind.COMMA in kinds[last:])


def _refuse_cut_off(text: EnglishText, before: int) -> None:
    """What belongs to a date and was not read as a part of it changes its meaning: "the nth quarter of 2026"."""
    kind = text.kind(before)
    cut_off = kind in _CUT_OFF and text.said(before) != "end"
    if kind is Kind.WEEK_OF and text.kind(before - 1) is Kind.A:
        cut_off = False  # "five hours a week starting May 4"
    if kind is Kind.YEAR and (text.kind(before + 1) is Kind.COLON or _names_the_year(text, before)):
        cut_off = False  # "3 June 2026: week 23", "CES 2027 on January 6"
    if kind is Kind.NUMBER and text.said(before).isalpha() and text.kind(before + 1) is Kind.MONTH:
        cut_off = True  # "twelve May"
    if kind in ANCHORS and text.kind(before - 1) in UNITS:
        before, cut_off = before - 1, True  # "three weeks after June 2027"
    if kind is Kind.OF and text.kind(before - 1) in _CUT_OFF_BEFORE_OF:
        before, cut_off = before - 1, True
    if kind is Kind.OF and text.kind(before - 1) in _NAMES and text.kind(before - 2) is Kind.ORDINAL:
        before, cut_off = before - 1, True
    if cut_off:
        raise DateRefusedError(f'what "{text.said(before)}" means here is not clear: write the days that are meant')


def _names_the_year(text: EnglishText, at: int) -> bool:
    """Whether this is the year of "CES 2027", "the report for 2026"."""
    return text.kind(in_front(text, at)) is Kind.OTHER or text.said(at - 1) == "for"


def _refuse_more_days(text: EnglishText, end: int) -> None:
    """As in "May 6, 7, 8": what is said of one day holds for none of several."""
    days = text.kind(end - 1) in _BEFORE_A_LIST and text.kind(end + 1) in NUMBERS
    if days and text.kind(end + 2) in _AFTER_A_LIST:
        raise DateRefusedError(
            f'"{text.words(end - 1, end + 2)}" are several days: write one, or a range', Refusal.TWO_DATES
        )


def _refuse_parts(text: EnglishText, end: int) -> None:
    """As in "2026. 5. 6.", which names a day with spaces between."""
    if text.kind(end) is Kind.STOP and text.kind(end + 1) is Kind.NUMBER and text.kind(end + 2) is Kind.STOP:
        words = text.words(end - 1, end + 2)
        raise DateRefusedError(f'what "{words}" means is not clear: write the day as in 2026-05-06')


def _refuse_sign(text: EnglishText, at: int, end: int) -> None:
    """A sign that makes a bound of a date is no word, and could be one of something else: "<= 6 May", "Q3+"."""
    sign = at > 0 and _compares(text, at)
    plus = text.said(end) == "+" and text.tokens[end].start == text.tokens[end - 1].end
    if sign or (plus and text.kind(end + 1) not in ALL_NUMBERS):
        words = text.words(max(at - 1, 0) if sign else at, end + (not sign))
        raise DateRefusedError(
            f'what the sign in "{words}" means is not clear: write "by", "before", "after" or "from"'
        )


_SIGNS = frozenset("<>=\u2264\u2265")


def _compares(text: EnglishText, at: int) -> bool:
    """Whether "<=", ">=" or "<" stands in front of the date, and no arrow, quote (">") or end of a tag."""
    start = text.tokens[at].start
    if text.tidy[max(0, start - 2) : start].strip()[-1:] not in _SIGNS:
        return False
    front = text.tidy[:start].rstrip()
    return front.endswith((">=", "<=", "=<", "\u2265", "\u2264", "<")) or (
        front.endswith(" >") and text.tidy[start - 1 : start] == " "
    )


def _refuse_number(text: EnglishText, at: int) -> None:
    """Four digits behind another number and a mark are no year by themselves: "vol. 41, no. 5 (2027)"."""
    if text.kind(at - 1) in _MARKS and text.kind(at - 2) in ALL_NUMBERS:
        raise DateRefusedError(
            f'what "{text.words(at - 2, at + 1)}" means is not clear: write the year alone, or a day'
        )
