"""Rules for days of a month: "October 22", "22 to 24 October 2026", "Oct 22 (Thursday)", "Christmas".

Two days that are no range are refused, and a weekday beside a day must fit it. `names.py` has the rules for
months and what is longer.
"""

from __future__ import annotations

from watchtracker.dates import spans
from watchtracker.dates.english.grammar import CONNECTORS, EnglishText, Found
from watchtracker.dates.english.kinds import NUMBERS, UNITS
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.numeric import YEARS_TO_COME
from watchtracker.dates.spans import Span
from watchtracker.dates.units import MONTH_NAMES
from watchtracker.errors import DateRefusedError, Refusal

SPELLED_LIKE_VERBS = {3, 5}
_AFTER_A_DAY = {
    *(Kind.NOTHING, Kind.STOP, Kind.COMMA, Kind.CLOSE, Kind.OPEN, Kind.YEAR, Kind.TO, Kind.DASH, Kind.OR, Kind.UNTIL),
    *(Kind.LATEST, Kind.EARLIEST),
}
_LEADS_TO_A_MONTH = {Kind.MONTH, Kind.OF, Kind.STOP, Kind.AND, *CONNECTORS}
_LONGEST_MONTH = 31
_DIGITS_OF_A_DAY = 2


def is_day(text: EnglishText, at: int) -> bool:
    """Whether the number behind a month is its day; after a comma it may count something else ("in May, 20 people")."""
    if text.kind(at) not in NUMBERS or text.kind(at + 1) in UNITS:
        return False
    return text.kind(at - 1) is not Kind.COMMA or text.kind(at + 1) in _AFTER_A_DAY


def days_after_month(text: EnglishText, named: int, at: int) -> Found:
    """From the number after a month on: "22", "22 to 24", "22, 2026"."""
    first = text.tokens[at].value
    last, end = _second_number(text, at + 1)
    if last is not None and text.kind(end) in {Kind.MONTH, Kind.UNIT, Kind.UNITS}:
        last, end = None, at + 1
    found = days_of_month(text, named, (first, last), end)
    in_a_year = text.kind(at - 4) is Kind.YEAR  # "2026-Nov-13"
    if last is None and found and found[0].year is None and not in_a_year and _could_be_a_year(text, at):
        words = text.words(at - 1 - (text.kind(at - 1) is Kind.DASH), at + 1)
        raise DateRefusedError(
            f'"{words}" could be a day or a year: write the month as in "June 2027", or the day first',
            Refusal.AMBIGUOUS,
        )
    return found


def _could_be_a_year(text: EnglishText, at: int) -> bool:
    """Whether this is the number of "Jun-27", or of "Jun27"."""
    if text.tokens[at - 1].end == text.tokens[at].start and text.kind(at - 1) is Kind.MONTH:
        return text.tokens[at].value in YEARS_TO_COME
    return len(text.said(at)) == _DIGITS_OF_A_DAY and text.kind(at - 1) is Kind.DASH and text.glued(at - 1)


def _second_number(text: EnglishText, at: int, *, month_follows: bool = False) -> tuple[int | None, int]:
    """The other number of "22 to 24", with the token behind it; two days that are no range are refused."""
    if text.kind(at) is Kind.STOP and text.kind(at + 1) in CONNECTORS and _is_glued(text, at):
        at += 1  # "6./7. May"
    kind = text.kind(at)
    if kind is not Kind.AND and kind not in CONNECTORS:
        return None, at
    after = text.skip(at + 1, Kind.THE, Kind.WEEKDAY)
    if text.kind(after) not in NUMBERS:
        return None, at
    if month_follows and kind is Kind.AND and text.kind(text.skip(after + 1, Kind.OF, Kind.STOP)) is not Kind.MONTH:
        return None, at  # "area codes 030 and 040"
    if kind is Kind.AND and not follows_between(text, at):
        return _refuse_list(text, at, after)
    return text.tokens[after].value, after + 1


def follows_between(text: EnglishText, at: int) -> bool:
    """Whether the "and" there is that of "between ... and ..."."""
    return any(text.kind(before) is Kind.BETWEEN for before in range(max(0, at - 5), at))


def _refuse_list(text: EnglishText, at: int, after: int) -> tuple[int | None, int]:
    if text.kind(after + 1) in {Kind.UNIT, Kind.UNITS, Kind.OTHER}:
        return None, at
    first, second = text.tokens[at - 1].value, text.tokens[after].value
    raise DateRefusedError(
        f'"{first} and {second}" are two days and no range: write "{first} to {second}", or one of them',
        Refusal.TWO_DATES,
    )


def days_of_month(
    text: EnglishText, named: int, numbers: tuple[int, int | None], end: int, weekday: int | None = None
) -> Found:
    """One day or a range of two in a month, with the year and a weekday behind them."""
    first, last = numbers
    year, relative, end = text.year(end)
    found = spans.day(named, first, year)
    if last is not None:
        second = spans.day(named, last, year)
        found = spans.join(found, second if weekday is None else spans.on_weekday(second, weekday))
    if relative:
        found = spans.counted_on(found)
    return _with_weekday(text, found, end)


def _with_weekday(text: EnglishText, found: Span, at: int) -> Found:
    """The weekday after a day, "22 October (Thursday)", must fit."""
    after = text.skip(at, Kind.COMMA, Kind.OPEN)
    if after == at or text.kind(after) is not Kind.WEEKDAY:
        return found, at
    last, end = _last_weekday(text, after + 1)
    found = spans.on_weekday(found, text.tokens[after].value, last)
    year, _, end = text.year(end)
    if year is not None and found.year is None:
        return spans.in_the_year(found, year), end
    return found, text.skip(end, Kind.CLOSE)


def _last_weekday(text: EnglishText, at: int) -> tuple[int | None, int]:
    """The second weekday of "6 to 8 May (Wed-Fri)", with the token behind it."""
    if text.kind(at) in CONNECTORS and text.kind(at + 1) is Kind.WEEKDAY and text.kind(at + 2) is not Kind.COMMA:
        return text.tokens[at + 1].value, at + 2
    return None, at


def slashed_days(text: EnglishText, named: int, at: int) -> Found:
    """As in "Oct 22/23"."""
    numbers = text.tokens[at].value.split("/")
    if len(numbers) > _DIGITS_OF_A_DAY or int(numbers[1]) > _LONGEST_MONTH:
        return None
    return days_of_month(text, named, (int(numbers[0]), int(numbers[1])), at + 1)


def month_after_number(text: EnglishText, at: int) -> Found:
    """As in "22 October", "22 to 24 October 2026", "the 3rd of November"."""
    if text.kind(at + 1) not in _LEADS_TO_A_MONTH:
        return None
    first = text.tokens[at]
    spelled = not text.said(at)[0].isdigit()
    if spelled and (first.kind is Kind.NUMBER or text.kind(at + 1) is not Kind.OF):
        return None
    last, end = _second_number(text, at + 1, month_follows=True)
    named = end + 1 if _is_glued(text, end) else text.skip(end, Kind.OF)
    if text.kind(named) is not Kind.MONTH:
        return None
    if text.kind(named + 1) is Kind.STREET or (text.tokens[named].value in SPELLED_LIKE_VERBS and is_verb(text, named)):
        return None
    weekday = next((token.value for token in text.tokens[at + 1 : end] if token.kind is Kind.WEEKDAY), None)
    end = named + 1
    following = text.tokens[end]
    if following.kind in NUMBERS and first.kind is Kind.NUMBER and following.value <= _LONGEST_MONTH:
        if text.kind(at - 1) is Kind.OTHER:
            return None
        name = MONTH_NAMES[text.tokens[named].value - 1]
        raise DateRefusedError(
            f'"{first.value} {name} {following.value}" could be two days: write the year in full', Refusal.AMBIGUOUS
        )
    return days_of_month(text, text.tokens[named].value, (first.value, last), end, weekday)


def _is_glued(text: EnglishText, at: int) -> bool:
    """Whether the mark behind a day belongs to it: "10-Oct-2026", "12. May"."""
    if text.kind(at) is Kind.STOP:
        return text.tokens[at - 1].end == text.tokens[at].start
    return text.kind(at) is Kind.DASH and text.glued(at)


def is_verb(text: EnglishText, at: int) -> bool:
    """Whether "may" or "march" behind a number is a verb: "Claude 5 may be released", "only 12 may join"."""
    after = text.kind(at + 1)
    if text.words(at, at + 1) in {"May", "March"} and text.kind(at - 2) in _BEFORE_A_DAY:
        return False  # "the webinar on 6 May will start at 15:00"
    return after in _AFTER_MAY or (after in {Kind.OTHER, Kind.NOUN} and text.words(at, at + 1).islower())


_BEFORE_A_DAY = {Kind.ON, Kind.BY, Kind.UNTIL, Kind.FROM, Kind.BEFORE, Kind.AFTER, Kind.NOT_BEFORE, Kind.WEEKDAY}
_AFTER_MAY = {Kind.VERB, Kind.WILL, Kind.PAST_VERB, Kind.NOT, Kind.MOVED, Kind.HOPED, Kind.READY, Kind.VAGUE}


def named_day(text: EnglishText, at: int) -> Found:
    """As in "Christmas", "New Year's Eve 2026"."""
    year, _, end = text.year(at + 1)
    month, number = text.tokens[at].value
    return spans.day(month, number, year), end
