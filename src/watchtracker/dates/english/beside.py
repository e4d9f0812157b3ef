"""English dates that stand beside the one that is meant: of a dateline, of an act that is only mentioned, of a period.

"The law of 3 March applies from July", "BERLIN, April 9 - the app launches May 6", "results for the quarter ended June
30": only asked where a text has another date. `standing.py` tells of each what it is.
"""

from __future__ import annotations

from watchtracker.dates.cursor import Run
from watchtracker.dates.english.grammar import EnglishText
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.spans import Span, has_come

# What was done to a text on a day; what it says takes place on another.
_ENACTED_WORDS = """
    adopted passed signed enacted published issued gazetted promulgated ratified approved posted updated modified edited
    printed notified submitted concluded dated
"""
ENACTED = frozenset(_ENACTED_WORDS.split())
_ACTS = {"act", "law", "directive", "decree", "ordinance", "regulation", "resolution", "treaty", "agreement", "opinion"}
# What says something: its day is not that of what it says.
_STATEMENTS = {"filing", "memo", "letter", "tweet", "interview", "statement", "announcement", "notice", "circular"}
_STATEMENTS |= {"ruling", "order"}
_DATED = {*_STATEMENTS, "decision", "judgment"}  # "the decision of April 2"
_OF_A_DAY = {"of", "dated", "from", "on"}
# "The April 2 hearing"
_BEHIND_THEIR_DAY = {*_STATEMENTS, "post", "email", "newsletter", "bulletin", "minutes", "meeting", "hearing"}
_PERIODS = {Kind.UNIT, Kind.UNITS, Kind.FISCAL}
_WHICH = {"which", "who", "that", "whose", "where"}
_CITY = {Kind.OTHER, Kind.COMMA, Kind.OPEN, Kind.CLOSE, Kind.SLASH, Kind.STOP, Kind.MONTH}
_LONGEST_CITY = 6
_LEAD = (Kind.THE, Kind.ON, Kind.IN, Kind.COLON)
_ENDS = {Kind.STOP, Kind.NOTHING}


def is_beside(text: EnglishText, run: Run, span: Span) -> bool:
    """Whether the phrase `run` dates something else than what the sentence announces."""
    return (
        ((_is_of_an_act(text, run) or _is_of_a_statement(text, run)) and _had_come(text, span))
        or _ends_a_period(text, run)
        or _is_in_a_relative_clause(text, run)
        or _is_after_something(text, run)
        or _is_dateline(text, run, span)
    )


def is_of_a_dated_statement(text: EnglishText, before: int) -> bool:
    """Whether the words that end at `before` name a statement by its day: "the decision of", "a letter dated"."""
    statement = before - (before > 0 and text.said(before) == "dated")
    return statement >= 0 and text.said(statement) in _DATED and text.said(statement + 1) in _OF_A_DAY


def _is_of_an_act(text: EnglishText, run: Run) -> bool:
    """As in "the law of 3 March", "the rules adopted on 3 March", "updated 9 April:", "signed by X on 3 March"."""
    before = text.before(run[0], *_LEAD, Kind.OF)
    if text.kind(before) is Kind.BY:
        return False
    if text.said(before) in _ACTS:
        return text.kind(before + 1) is Kind.OF
    while before >= 0 and text.kind(before) in {Kind.OTHER, Kind.BY, Kind.THE, Kind.COLON, Kind.IN, Kind.TO, Kind.NOUN}:
        if text.said(before) in ENACTED:
            break
        before -= 1
    if text.said(before) not in ENACTED or text.kind(before - 1) is Kind.WILL:
        return False
    return text.kind(run[1]) is not Kind.AND  # "passed on 4 March and applies from 1 July" are two events


def _is_of_a_statement(text: EnglishText, run: Run) -> bool:
    """As in "per the April 2 memo", "in an April 2 blog post"."""
    return not {text.said(run[1]), text.said(run[1] + 1)}.isdisjoint(_BEHIND_THEIR_DAY)


def _ends_a_period(text: EnglishText, run: Run) -> bool:
    """As in "the quarter ended March 31", "the six months ending June 30"."""
    before = text.before(run[0], *_LEAD)
    return text.said(before) in {"ended", "ending"} and text.kind(before - 1) in _PERIODS


def _is_in_a_relative_clause(text: EnglishText, run: Run) -> bool:
    """As in "the beta, which started in March, ends May 6": the clause has commas on both sides."""
    if text.kind(run[1]) is not Kind.COMMA:
        return False
    at = run[0] - 1
    while text.kind(at) not in {*_ENDS, Kind.COMMA, Kind.COLON}:
        at -= 1
    return text.kind(at) is Kind.COMMA and text.said(at + 1) in _WHICH


def _is_after_something(text: EnglishText, run: Run) -> bool:
    """As in "After its beta in March, the app launches May 6"; "After March 3, ..." is a bound."""
    if text.kind(run[1]) is not Kind.COMMA:
        return False
    at = run[0] - 1
    names = False
    while text.kind(at) not in {*_ENDS, Kind.COMMA, Kind.COLON, Kind.AFTER}:
        names = names or text.kind(at) in {Kind.OTHER, Kind.NOUN}
        at -= 1
    return names and text.kind(at) is Kind.AFTER and text.kind(at - 1) in {*_ENDS, Kind.COLON}


def _is_dateline(text: EnglishText, run: Run, span: Span) -> bool:
    """As in "BERLIN, April 9, 2026 /PRNewswire/ -- Acme ..." with a day that has come."""
    first, end = run
    if not 0 < first <= _LONGEST_CITY or any(text.kind(at) not in _CITY for at in range(first)):
        return False
    city = text.before(first, Kind.OPEN)
    if text.kind(city) is not Kind.COMMA and not text.words(city, city + 1).isupper():
        return False
    while text.kind(end) in {Kind.SLASH, Kind.OTHER, Kind.OPEN, Kind.CLOSE, Kind.COMMA}:
        end += 1
    return text.kind(end) is Kind.DASH and span.months is None and _had_come(text, span)


def _had_come(text: EnglishText, span: Span) -> bool:
    """Whether the days had begun when it was said, and do not count from that day."""
    return not span.relative and has_come(span, text.said_on)
