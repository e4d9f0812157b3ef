"""English sentences: the date phrases in one, and whether it promises something without any.

A claim is a clause more often than a bare date. Names and verbs are passed over, and so is what has digits if
`passed_over.py` knows it. `grammar.py` reads the phrase itself, `roles.py` and `tenses.py` what stands around it. What
only some sentences need is loaded by the first that does, so that a bare date is read at once.
"""

from __future__ import annotations

from datetime import date

from watchtracker.dates.bounds import DateStatus, Phrase, Role, Sentence
from watchtracker.dates.cursor import Run
from watchtracker.dates.english.grammar import EnglishText, Found
from watchtracker.dates.english.kinds import CLOCKS
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.english.names import FISCAL_VERBS
from watchtracker.dates.english.numbered import has_numbers_left
from watchtracker.dates.english.roles import role_of
from watchtracker.dates.english.rules import RULES
from watchtracker.dates.english.stopped import may_be_stopped
from watchtracker.dates.english.tenses import tense_at
from watchtracker.dates.english.tokens import tokens
from watchtracker.dates.spans import Span
from watchtracker.dates.times import Clock
from watchtracker.dates.years import Tense
from watchtracker.errors import DateRefusedError

_OPEN = {Kind.WHEN, Kind.WAS}
_MAY_BE_GONE = {Kind.MOVED, Kind.VAGUE}
_UNSETTLED = {Kind.MOVED, Kind.VAGUE, Kind.CALLED_OFF, Kind.DENIES, Kind.NO, Kind.NOT}

_BEGIN_DATES = {Kind.THE, *RULES}

_BOUNDS = {Role.BY, Role.BEFORE, Role.AFTER, Role.NOT_BEFORE}
_VERBS = {Kind.VERB, Kind.PAST_VERB, Kind.WILL, Kind.WAS, Kind.MOVED}
_AFTER_A_NAME = {Kind.OTHER, Kind.NOUN, *_VERBS}
_BEFORE_A_NAME = {Kind.NOTHING, Kind.OTHER, Kind.NOUN, Kind.THE, Kind.STOP, Kind.OPEN}
_ENDS_A_NAME = {Kind.NOTHING, Kind.WITH, Kind.COMMA, Kind.STOP, Kind.AND, Kind.BUT, Kind.OR}
_APPOSITION = {Kind.COMMA, Kind.OPEN, Kind.DASH, Kind.ON, Kind.IN, Kind.THE}
_BEFORE_A_DATE = (Kind.IN, Kind.ON, Kind.THE, Kind.HEDGE)
_NO_DATES = {Kind.FISCAL, Kind.HOLIDAY}
_FISCAL = {Kind.FISCAL, Kind.HOLIDAY, Kind.QUARTER, Kind.HALF, Kind.YEAR, Kind.UNIT, Kind.OF, Kind.THE}
# What a refused date goes on with.
_GO_ON = (Kind.NUMBER, Kind.ORDINAL, Kind.MONTH, Kind.YEAR, Kind.WEEKDAY, Kind.UNIT, Kind.UNITS, Kind.NUMERIC, Kind.OF)
_TOO_FEW_DIGITS = 3
_LEAVE_BEHIND = {Kind.MOVED, Kind.INSTEAD, Kind.NOT}
_NO_DATE_AT_ALL = {*_LEAVE_BEHIND, *_NO_DATES}
_MAY_BE_NO_DATE = {Kind.OF, *_BEGIN_DATES}


def sentence(tidy: str, said_on: date) -> Sentence:
    """What an English text says: its date phrases, its times of day, and whether it promises anything."""
    text = EnglishText(tidy, tokens(tidy), said_on, RULES)
    times = () if text.kinds.isdisjoint(CLOCKS) else _times(text)
    found = _phrases(text)
    if not found and tidy.endswith("?"):
        from watchtracker.dates.english.questions import refuse_a_question

        refuse_a_question(text)
    promised = _are_gone(found) if found else _promises(text)
    return Sentence(tuple(found), times, promised, tidy)


def _are_gone(found: list[Phrase]) -> bool:
    """Whether no date holds any more, so that the text is a promise without one."""
    holds = DateStatus.HOLDS
    return found[0].standing is not holds and all(phrase.standing is not holds for phrase in found)


def _promises(text: EnglishText) -> bool:
    from watchtracker.dates.english.promises import promises

    return promises(text)


def _times(text: EnglishText) -> tuple[Clock, ...]:
    from watchtracker.dates.english.clocks import take_out

    return take_out(text)


def _phrases(text: EnglishText) -> list[Phrase]:
    found: list[Phrase] = []
    runs: list[Run] = []
    passed: list[Run] = []
    seldom = not text.kinds.isdisjoint(_NO_DATE_AT_ALL)
    vague = Kind.VAGUE in text.kinds
    at = 0
    try:
        while (kind := text.tokens[at].kind) is not Kind.NOTHING:
            if seldom and kind in _MAY_BE_NO_DATE and (end := _no_date(text, at, others=bool(found))):
                passed.append((at, end))
                at = end
            elif kind in _BEGIN_DATES and (phrase := text.phrase(at)):
                if vague and _is_name_of_a_promise(text, phrase[0], at, phrase[1]):
                    return []
                found.append(_phrase(text, phrase, at, runs[-1][1] if runs else 0))
                runs.append((at, phrase[1]))
                at = phrase[1]
            else:
                at += 1
    except DateRefusedError as error:
        raise error.at(*text.place(at, text.skip(at + 1, *_GO_ON)), text.tidy) from None
    if found and has_numbers_left(text, runs):
        _refuse_unread(text, found, runs, passed)
    return _standing(text, found, runs) if found else found


def _no_date(text: EnglishText, at: int, *, others: bool) -> int | None:
    """Where what begins here ends, if it looks like a date and is none that counts."""
    if not text.kinds.isdisjoint(_LEAVE_BEHIND) and (old := _left_behind(text, at, others=others)):
        return old[1]
    return None if text.kinds.isdisjoint(_NO_DATES) else _name_without_date(text, at)


def _refuse_unread(text: EnglishText, found: list[Phrase], runs: list[Run], passed: list[Run]) -> None:
    """Refuse the date that is nearest to what was not read, unless that is known to be something else."""
    from watchtracker.dates.english.passed_over import TABLE, unread
    from watchtracker.dates.residue import refuse_unread

    for at in unread(text, runs, passed):
        nearest = min(runs, key=lambda run: max(run[0] - at, at - run[1]))
        year = found[runs.index(nearest)].span.year
        if year is None and _goes_on(text, nearest[1], at):
            words = text.words(nearest[0], at + 1)
            error = DateRefusedError(f'"{words}" is not clear: write the year in full, or the date alone')
            raise error.at(*text.place(nearest[0], at + 1), text.tidy)
        try:
            refuse_unread(text, [at], TABLE, text.said)
        except DateRefusedError as error:
            raise error.at(*text.place(*nearest), text.tidy) from None


def _goes_on(text: EnglishText, end: int, at: int) -> bool:
    """Whether a number stands behind a date as its year would: "28 May 202", "July 15, 202"."""
    if text.kind(at) is not Kind.NUMBER or not text.said(at).isdigit():
        return False
    return at == end or (at == text.skip(end, Kind.COMMA) and len(text.said(at)) == _TOO_FEW_DIGITS)


def _standing(text: EnglishText, found: list[Phrase], runs: list[Run]) -> list[Phrase]:
    """The phrases with what became of their dates."""
    if "?" in text.tidy or not text.kinds.isdisjoint(_OPEN):
        from watchtracker.dates.english.questions import refuse_what_is_open

        try:
            refuse_what_is_open(text, runs)
        except DateRefusedError as error:
            raise error.at(*text.place(runs[0][0], runs[-1][1]), text.tidy) from None
    if len(found) == 1 and text.kinds.isdisjoint(_UNSETTLED) and not may_be_stopped(text.lower):
        return found
    from watchtracker.dates.english.called_off import refuse
    from watchtracker.dates.english.standing import is_gone, is_only_of_the_saying, of_several

    try:
        refuse(text, runs)
    except DateRefusedError as error:
        raise error.at(*text.place(runs[0][0], runs[-1][1]), text.tidy) from None
    became = [DateStatus.HOLDS] * len(found)
    if len(found) > 1:
        became = of_several(text, runs, [phrase.span for phrase in found])
    elif is_only_of_the_saying(text, runs[0]):
        became = [DateStatus.OF_THE_SAYING]
    holding = [run for run, what in zip(runs, became, strict=True) if what is DateStatus.HOLDS]
    if holding and not text.kinds.isdisjoint(_MAY_BE_GONE) and is_gone(text, holding):
        became = [DateStatus.MOVED_AWAY] * len(found)
    return [
        _with_its_own_tense(text, phrase, runs, became, number)
        if what is DateStatus.HOLDS
        else phrase._replace(standing=what)
        for number, (phrase, what) in enumerate(zip(found, became, strict=True))
    ]


def _with_its_own_tense(
    text: EnglishText, phrase: Phrase, runs: list[Run], became: list[DateStatus], number: int
) -> Phrase:
    """The phrase without the past of a verb whose date is another: "approved on April 2 a fee due on May 6"."""
    if phrase.tense is not Tense.PAST or not number or became[number - 1] is DateStatus.HOLDS:
        return phrase
    between = range(runs[number - 1][1], runs[number][0])
    return phrase if any(text.kind(at) in _VERBS for at in between) else phrase._replace(tense=Tense.NONE)


def _name_without_date(text: EnglishText, at: int) -> int | None:
    """Where "FY27" ends in "the FY27 budget is out on May 6": it is not when, but what; a date comes later."""
    end = text.skip(at, *_FISCAL)
    if text.said(end) in FISCAL_VERBS:
        return None
    named = any(token.kind in _NO_DATES for token in text.tokens[at:end])
    return end if named and _names_something(text, at, end) else None


def _left_behind(text: EnglishText, at: int, *, others: bool) -> Found:
    """The date that holds no more of "moved from May 6 to May 20", "May 20 instead of May 6", "not May but June"."""
    before = text.kind(text.before(at, Kind.THE, Kind.ON, Kind.IN))
    if before is Kind.INSTEAD:
        return text.phrase(at)
    if (before is Kind.NOT or text.any_before(at, {Kind.NOT})) and (not_this := text.phrase(at)):
        but = text.skip(not_this[1], Kind.COMMA)
        corrected = text.kind(but) is Kind.BUT and (
            before is Kind.NOT or text.phrase(text.skip(but + 1, *_BEFORE_A_DATE))
        )
        return not_this if corrected or (others and before is Kind.NOT) else None
    if text.kind(at - 1) is not Kind.FROM or Kind.MOVED not in text.kinds:
        return None
    if others:
        return text.phrase(at)  # "delayed to May 20 from May 6"
    old = text.item(at)
    return old if old and text.kind(old[1]) in {Kind.TO, Kind.UNTIL} and text.item(old[1] + 1) else None


def _phrase(text: EnglishText, found: tuple[Span, int], at: int, before: int) -> Phrase:
    """The phrase from `at` on; the one in front of it ended at `before`."""
    span, end = found
    role, first, last = role_of(text, at, end)
    stated = span.year is not None and not span.past
    whole = span.months is not None or span.weekday is not None
    return Phrase(
        span,
        role,
        Tense.NONE if stated else tense_at(text, at, bound=role in _BOUNDS),
        text.words(at, end),
        aside=(text.kind(at) is Kind.YEAR and _is_year_of_a_report(text, at))
        or (span.week and span.year is None)  # "week 8" may count from anything
        or (whole and _names_something(text, at, end)),
        apposed=before > 0 and all(token.kind in _APPOSITION for token in text.tokens[before:at]),
        gloss=text.kind(at - 1) is Kind.OPEN,
        start=text.tokens[first].start,
        end=text.tokens[last - 1].end,
    )


def _is_year_of_a_report(text: EnglishText, at: int) -> bool:
    """Whether this is the year of "the annual report for 2026", beside a date."""
    return text.said(at - 1) == "for" and text.kind(at - 2) in {Kind.OTHER, Kind.NOUN}


def _names_something(text: EnglishText, at: int, end: int) -> bool:
    """Whether "the Q3 results" or "Friday Harbor" is what takes place: a date comes later in the clause."""
    end = text.skip(end, Kind.CLOSE)
    if text.kind(end) not in _AFTER_A_NAME:
        return False
    if text.kind(at - 1) not in _BEFORE_A_NAME and text.said(at - 1) not in {"for", "to"}:
        return False
    while text.kind(end) not in _ENDS_A_NAME:
        if text.phrase(end):
            return True
        end += 1
    return False


def _is_name_of_a_promise(text: EnglishText, span: Span, at: int, end: int) -> bool:
    """Whether a name that only looks like a date is promised without one: "Q4 quants coming soon"."""
    names = {Kind.OTHER, Kind.NOUN} if text.kind(at) is Kind.YEAR or end - at > 1 else {Kind.OTHER}
    if span.months is None or text.kind(end) not in names or text.kind(at - 1) not in _BEFORE_A_NAME:
        return False
    while text.kind(end) not in _ENDS_A_NAME:
        if text.kind(end) is Kind.VAGUE:
            return text.skip(end + 1, Kind.STOP) == text.end
        end += 1
    return False
