"""Rules for weeks and weekdays: "on Friday", "Monday, 16 November", "w/c 16 November", "the Friday after May 6".

Weeks run from Monday to Sunday. What comes every week is no date.
"""

from __future__ import annotations

from watchtracker.dates import refusals, spans
from watchtracker.dates.english.grammar import CONNECTORS, EnglishText, Found
from watchtracker.dates.english.kinds import NUMBERS
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.units import Unit
from watchtracker.errors import DateRefusedError

_SHORT_WEEKDAY = 4
_DIGITS_OF_A_YEAR = 4
_ENDS_A_DAY = {Kind.NOTHING, Kind.STOP, Kind.COMMA, Kind.CLOSE}
_SIDES = {Kind.AFTER: 1, Kind.BEFORE: -1}


def weekday(text: EnglishText, at: int) -> Found:
    """A weekday beside a day must fit it; alone, or with "next week" or "after May 6", it is the day."""
    return _weekdays_of_a_span(text, at) or _weekday(text, at)


def _weekday(text: EnglishText, at: int) -> Found:
    day = text.tokens[at].value
    if text.kind(at - 1) is Kind.THE and text.tokens[at].end - text.tokens[at].start <= _SHORT_WEEKDAY:
        return None
    after = text.skip(at + 1, Kind.COMMA, Kind.OPEN, Kind.THE, Kind.ON, Kind.OF)
    found = text.item(after) if text.kind(after) in _AFTER_WEEKDAY else None
    if found and found[0].week:
        return spans.nth_weekday(1, day, found[0]), found[1]
    if found and found[0].months and text.kind(after) is Kind.MONTH and after <= at + 2 and found[1] == after + 1:
        raise DateRefusedError(f'"{text.words(at, found[1])}" has no day: write the day with its month')
    if found and found[0].months is None:
        return spans.on_weekday(found[0], day), text.skip(found[1], Kind.CLOSE)
    if text.kind(after) is Kind.ORDINAL and text.kind(after - 1) is Kind.THE and text.kind(after + 1) in _ENDS_A_DAY:
        return spans.on_day(spans.weekday(text.said_on, day), text.tokens[after].value), after + 1
    if text.kind(after) in NUMBERS and text.kind(after + 1) in _ENDS_A_DAY and found is None and after == at + 1:
        raise DateRefusedError(f'"{text.words(at, after + 1)}" has no month: write the day with its month')
    if text.kind(at + 1) is Kind.AFTER_NEXT:
        return spans.nth_weekday(1, day, spans.running(text.said_on, Unit.WEEK, 2)), at + 2
    if text.tokens[at + 1].value is Unit.WEEK and text.kind(at + 2) not in {Kind.OF, Kind.NUMBER}:
        return spans.counted_from(spans.weekday(text.said_on, day), 1, Unit.WEEK), at + 2
    if text.kind(at + 1) in _SIDES and (text.kind(at - 1) is Kind.THE or text.item(at + 2)):
        return _beside_an_anchor(text, day, at + 1)  # "Friday after repairs" is the Friday
    return None if _is_name(text, at) else (spans.weekday(text.said_on, day), at + 1)


def _weekdays_of_a_span(text: EnglishText, at: int) -> Found:
    """As in "Wed-Fri, May 6-8", where both weekdays must fit."""
    if text.kind(at + 1) not in CONNECTORS or text.kind(at + 2) is not Kind.WEEKDAY:
        return None
    after = text.skip(at + 3, Kind.COMMA, Kind.OPEN, Kind.THE, Kind.ON)
    found = text.phrase(after) if text.kind(after) in _DAYS_OF_A_SPAN else None
    if found is None or found[0].months or found[0].week or text.tokens[found[1] - 1].kind is Kind.WEEKDAY:
        return None
    first, last = text.tokens[at].value, text.tokens[at + 2].value
    if any(token.kind in CONNECTORS for token in text.tokens[after : found[1]]):
        return spans.on_weekday(found[0], first, last), found[1]
    return None


def _beside_an_anchor(text: EnglishText, day: int, at: int) -> Found:
    """The weekday of "the Friday after May 6"; after an event whose day is not said it is no date."""
    anchor = text.item(at + 1)
    return anchor and (spans.weekday_beside(anchor[0], day, _SIDES[text.kind(at)]), anchor[1])


def _is_name(text: EnglishText, at: int) -> bool:
    """Whether "Sun", "Sat" or "Mon", with no day beside it, is a name: "the Sun", "SAT takes place", "Mon Repos"."""
    if text.tokens[at].end - text.tokens[at].start > _SHORT_WEEKDAY or _has_a_time(text, at):
        return False
    return text.kind(at - 1) is Kind.OTHER or text.kind(at + 1) in _AFTER_A_NAME


def _has_a_time(text: EnglishText, at: int) -> bool:
    """Whether a time of day, which is no token any more, stood right behind the word: "Tue 9:30 budget hearing"."""
    return at + 1 < text.end and bool(text.tidy[text.tokens[at].end : text.tokens[at + 1].start].strip())


_DAYS_OF_A_SPAN = {Kind.MONTH, Kind.NUMBER, Kind.ORDINAL, Kind.ISO}
_AFTER_WEEKDAY = {Kind.MONTH, Kind.NUMBER, Kind.ORDINAL, Kind.ISO, Kind.WHICH, Kind.NUMERIC, Kind.DAYS_AWAY}


def every(text: EnglishText, at: int) -> Found:
    """What comes again and again is refused: "every Monday", "on Mondays", "weekly from May 6"."""
    if text.tokens[at].value or text.kind(at + 1) in _RECURS:
        raise refusals.recurring(text.words(at, at + 1 if text.tokens[at].value else at + 2))
    return None


_RECURS = {Kind.WEEKDAY, Kind.MONTH, Kind.UNIT, Kind.NUMBER, Kind.ORDINAL, Kind.FEW, Kind.SEASON, Kind.QUARTER}
_AFTER_A_NAME = {Kind.OTHER, Kind.VERB, Kind.WILL, Kind.NOUN, Kind.IN}


def week_of(text: EnglishText, at: int) -> Found:
    """As in "week commencing 16 November", "w/c 16 November"."""
    if text.kind(at - 1) is Kind.A:
        return None  # "ten hours a week starting 7 June"
    return week_of_day(text, Unit.WEEK, at + 1)


def week_of_day(text: EnglishText, named: Unit, at: int) -> Found:
    """The week, or the weekend, that holds the day named from `at` on."""
    found = text.item(text.skip(at, Kind.THE, Kind.ON))
    if found is None or found[0].months:
        return None
    return spans.week_of(found[0], weekend=named is Unit.WEEKEND), found[1]


def numbered_week(text: EnglishText, at: int) -> Found:
    """From the number on: "47", "47 of 2026", "47/2026"."""
    number = text.tokens[at].value
    if text.kind(at) is Kind.NUMERIC:
        week, _, in_year = number.partition("/")
        is_year = len(in_year) == _DIGITS_OF_A_YEAR and in_year.isdecimal()
        return (spans.iso_week(int(week), int(in_year)), at + 1) if is_year else None
    year, relative, end = text.year_of_number(at + 1)
    return spans.iso_week(number, year, relative=relative), end
