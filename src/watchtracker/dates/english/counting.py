"""Rules for dates that count from the day they were said: tomorrow, next week, in two months, later this year.

"This" is the unit that runs, "next" the one after it, and "coming" the nearest ahead. `names.py` and `days.py`
have the rules that need no such day, `weeks.py` those for weekdays.
"""

from __future__ import annotations

from datetime import date, timedelta

from watchtracker.dates import refusals, spans
from watchtracker.dates.english.days import follows_between, month_after_number
from watchtracker.dates.english.grammar import CONNECTORS, EnglishText, Found
from watchtracker.dates.english.kinds import ANCHORS, UNITS
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.english.names import counts_from_an_event, numbered_stretch, ordinal_stretch
from watchtracker.dates.english.weeks import numbered_week, week_of_day, weekday
from watchtracker.dates.parts import part_of
from watchtracker.dates.spans import Span, fixed
from watchtracker.dates.units import Part, Unit
from watchtracker.errors import DateRefusedError, Refusal


def days_away(text: EnglishText, at: int) -> Found:
    """As in "tomorrow", "the day after tomorrow"."""
    return fixed(text.said_on + timedelta(days=text.tokens[at].value), relative=True), at + 1


def now(text: EnglishText, at: int) -> Found:
    """As in "between now and June 30", "now through May"; elsewhere it says nothing of a date."""
    if text.kind(at - 1) is not Kind.BETWEEN and text.kind(at + 1) not in _TO:
        return None
    return fixed(text.said_on, relative=True), at + 1


def from_now(text: EnglishText, at: int) -> Found:
    """As in "from today to June 30"."""
    if text.tokens[at].value is None or text.kind(at + 1) not in _TO or not text.said(at).startswith("from"):
        return None
    return fixed(text.said_on, relative=True), at + 1


_TO = {Kind.TO, Kind.UNTIL, Kind.DASH}


def which(text: EnglishText, at: int) -> Found:
    """As in "next quarter", "this Thursday", "last Friday of October", "the coming weekend", "next 10 days"."""
    ahead, token = text.tokens[at].value, text.tokens[at + 1]
    if ahead == -1 and (found := _last_of(text, at)):
        return found
    match token.kind:
        case Kind.UNIT:
            return _which_unit(text, at)
        case Kind.NUMBER if ahead != -1 and (amount := _amount(text, at + 1)):
            _, count, unit, end = amount
            return fixed(text.said_on, spans.counted(text.said_on, count, unit), relative=True), end
        case Kind.WEEKDAY:
            return _which_weekday(text, at)
        case Kind.PERIOD_END if ahead is not None:
            return part_of(spans.running(text.said_on, token.value, ahead), Part.END), at + 2
        case Kind.MONTH | Kind.SEASON | Kind.NAMED_DAY:
            return _which_year(text, at)
        case Kind.OR if text.kind(at + 2) is Kind.WHICH and text.kind(at + 3) is Kind.UNIT:
            left = spans.running(text.said_on, text.tokens[at + 3].value, ahead or 0)
            right = which(text, at + 2)
            return right and (spans.join(left, right[0]), right[1])
    return None


def _which_unit(text: EnglishText, at: int) -> Found:
    ahead, unit, end = text.tokens[at].value, text.tokens[at + 1].value, at + 2
    if unit is Unit.DAY:
        return None
    ahead = 1 if ahead is None and unit is not Unit.WEEKEND else ahead or 0
    found = spans.running(text.said_on, unit, ahead)
    if text.kind(end) is Kind.OR and text.kind(end + 1) is Kind.WHICH and text.kind(end + 2) is not Kind.UNIT:
        after = spans.running(text.said_on, unit, text.tokens[end + 1].value or 1)
        return spans.join(found, after), end + 2
    day = text.skip(end, Kind.ON, Kind.COMMA)
    if found.week and text.kind(day) is Kind.WEEKDAY and text.kind(day + 1) not in {Kind.NUMBER, Kind.MONTH}:
        return spans.nth_weekday(1, text.tokens[day].value, found), day + 1
    return found, end


def _which_weekday(text: EnglishText, at: int) -> Found:
    ahead, day = text.tokens[at].value, text.tokens[at + 1].value
    dated = weekday(text, at + 1)
    if dated and dated[1] > at + 2:
        return dated
    if ahead == 1:
        return spans.nth_weekday(1, day, spans.running(text.said_on, Unit.WEEK, 1)), at + 2
    if ahead == -1:
        return spans.last_weekday(text.said_on, day), at + 2
    return spans.weekday(text.said_on, day), at + 2


def _which_year(text: EnglishText, at: int) -> Found:
    """Next March is the next year's, this March the running year's, the coming March the nearest."""
    ahead = text.tokens[at].value
    found = text.item(at + 1)
    if found is None or found[0].year is not None or ahead is None:
        return found
    year = text.said_on.year + ahead
    if found[0].months == (12, 3) and text.said_on.month in {1, 2}:
        year -= 1
    return spans.counted_on(spans.in_the_year(found[0], year)), found[1]


def _last_of(text: EnglishText, at: int) -> Found:
    return _nth_of(text, -1, at + 1)


def _nth_of(text: EnglishText, nth: int, at: int) -> Found:
    """From "Thursday of November" or "week of November" on, the `nth` of it."""
    if text.kind(at) is Kind.BUSINESS:
        raise refusals.working_days()
    if text.kind(at + 1) not in {Kind.OF, Kind.IN}:
        return None
    whole = text.item(at + 2) or _plain_of(text, at + 2)
    if whole is None or whole[0].months is None:
        return None
    _refuse_each_month(text, at, whole[1])
    token = text.tokens[at]
    match token.kind, token.value:
        case Kind.WEEKDAY, _:
            return spans.nth_weekday(nth, token.value, whole[0]), whole[1]
        case Kind.UNIT, Unit.WEEK:
            return spans.nth_week(nth, whole[0]), whole[1]
        case Kind.UNIT, Unit.WEEKEND:
            saturday = spans.nth_weekday(nth, 5, whole[0])
            return spans.week_of(saturday, weekend=True), whole[1]
        case Kind.UNIT, Unit.DAY:
            return spans.nth_day(nth, whole[0]), whole[1]
        case Kind.UNIT, Unit.QUARTER if nth < 0 and whole[0].months == (1, 12):
            return spans.months(10, 3, whole[0].year, relative=whole[0].relative), whole[1]
    return None


def _plain_of(text: EnglishText, at: int) -> Found:
    plain = text.skip(at, Kind.THE)
    if text.kind(plain) is not Kind.UNIT or counts_from_an_event(text, plain + 1):
        return None
    return spans.running(text.said_on, text.tokens[plain].value, 0), plain + 1


def _refuse_each_month(text: EnglishText, at: int, end: int) -> None:
    """As in "meets on the second Monday of the month", which comes again and again."""
    if text.kind(at) is Kind.WEEKDAY and text.kind(text.skip(at + 2, Kind.THE)) is Kind.UNIT:
        raise refusals.recurring(text.words(at - 1, end))


def ordinal(text: EnglishText, at: int) -> Found:
    """As in "third Thursday of November", "fourth quarter", "first week of June", "3rd of November"."""
    return _one_ordinal(text, at) or _nth_to_nth(text, at) or month_after_number(text, at)


def _one_ordinal(text: EnglishText, at: int) -> Found:
    return _nth_of(text, text.tokens[at].value, at + 1) or _day_of_counted_month(text, at) or ordinal_stretch(text, at)


def _nth_to_nth(text: EnglishText, at: int) -> Found:
    """As in "second or third quarter of 2027", "the first or second week of May": what is counted stands once."""
    second = text.skip(at + 2, Kind.THE)
    if text.kind(at + 1) not in {*CONNECTORS, Kind.AND} or text.kind(second) is not Kind.ORDINAL:
        return None
    right = _one_ordinal(text, second)
    if right is None:
        return None
    if text.kind(at + 1) is Kind.AND and not follows_between(text, at + 1):
        raise refusals.two_dates(f'"{text.words(at, right[1])}"')
    once = EnglishText(text.tidy, [text.tokens[at], *text.tokens[second + 1 : right[1]]], text.said_on, text.rules)
    left = _one_ordinal(once, 0)
    return left and (spans.join(left[0], right[0]), right[1])


def _day_of_counted_month(text: EnglishText, at: int) -> Found:
    """As in "the 20th of next month"."""
    if text.kind(at + 1) is not Kind.OF or text.kind(text.skip(at + 2, Kind.THE)) not in {Kind.WHICH, Kind.UNIT}:
        return None
    whole = text.item(at + 2) or _plain_of(text, at + 2)
    if whole is None or whole[0].months is None or whole[0].months[1] != 1:
        return None
    month, year = whole[0].months[0], whole[0].year
    return spans.counted_on(spans.day(month, text.tokens[at].value, year)), whole[1]


def this_time(text: EnglishText, at: int) -> Found:
    """As in "this time next year"."""
    ahead, unit = text.tokens[at + 1], text.tokens[at + 2]
    if ahead.kind is not Kind.WHICH or unit.kind is not Kind.UNIT or ahead.value is None:
        return None
    return fixed(spans.counted(text.said_on, ahead.value, unit.value), relative=True), at + 3


def unit(text: EnglishText, at: int) -> Found:
    """As in "week of June 8", "the weekend of November 7", "the month after next", "the day after Christmas"."""
    named, after = text.tokens[at].value, text.tokens[at + 1]
    if after.kind is Kind.AFTER_NEXT:
        return spans.running(text.said_on, named, 2), at + 2
    if named is Unit.WEEK and after.kind in {Kind.NUMBER, Kind.NUMERIC}:
        return numbered_week(text, at + 1)
    if named in {Unit.QUARTER, Unit.HALF} and after.kind is Kind.NUMBER:
        return numbered_stretch(text, after.value, named, at + 2)
    if named is Unit.DAY and after.kind in ANCHORS and (anchor := text.item(at + 2)):
        return spans.counted_from(anchor[0], -1 if after.kind is Kind.BEFORE else 1, named), anchor[1]
    if named not in {Unit.WEEK, Unit.WEEKEND} or after.kind is not Kind.OF:
        return None
    return week_of_day(text, named, at + 2)


_COUNTED = {*UNITS, Kind.BUSINESS}


def number(text: EnglishText, at: int) -> Found:
    """As in "22 October", "22 to 24 October 2026", or an amount."""
    if Kind.MONTH in text.kinds and (day := month_after_number(text, at)):
        return day
    return None if text.kinds.isdisjoint(_COUNTED) else counted(text, at)


def counted(text: EnglishText, at: int) -> Found:
    """As in "two days from now", "6 weeks after May 6", "half a year from today"."""
    amount = _amount(text, at)
    if amount is None or text.kind(at - 1) is Kind.FEW:
        return None  # "more than a year away"
    low, high, unit, end = amount
    token = text.tokens[end]
    if token.kind is Kind.FROM_NOW:
        return _reach(text, token.value * low, token.value * high, unit), end + 1
    if token.kind in ANCHORS and (anchor := text.item(end + 1)) and not anchor[0].months:
        sign = -1 if token.kind is Kind.BEFORE else 1
        return spans.counted_from(anchor[0], sign * low, unit), anchor[1]
    return None


def _amount(text: EnglishText, at: int) -> tuple[int, int, Unit, int] | None:
    """The least, the most and the unit of "two weeks", "a month", "3 to 4 weeks", and the token behind it."""
    at = text.skip(at, Kind.HEDGE)
    if text.kind(at) is Kind.AMOUNT:
        count, unit = text.tokens[at].value
        return count, count, unit, at + 1
    low = high = text.tokens[at].value
    if text.kind(at) not in {Kind.NUMBER, Kind.A}:
        return None
    if text.kind(at + 1) in {Kind.TO, Kind.DASH, Kind.OR} and text.kind(at + 2) is Kind.NUMBER:
        high, at = text.tokens[at + 2].value, at + 2
    at = text.skip(at + 1, Kind.CALENDAR, Kind.DASH)
    if text.kind(at) is Kind.BUSINESS:
        _refuse_business_days(text, at + 1)
        return None
    if text.kind(at) not in UNITS or text.tokens[at].value in {Unit.WEEKEND, Unit.HALF}:
        return None
    if high < low:
        raise DateRefusedError(f'"{low} to {high}" goes down: write the smaller number first', Refusal.CONTRADICTION)
    unit, end = text.tokens[at].value, at + 1
    if text.kind(end) is Kind.OR and text.kind(end + 1) is Kind.NUMBER and text.kind(end + 2) not in UNITS:
        return low, text.tokens[end + 1].value, unit, end + 2  # "in a month or two"
    return low, high, unit, end


def _refuse_business_days(text: EnglishText, at: int) -> None:
    """Of an event whose day is not said ("within 20 business days of approval") they are only no date."""
    if text.kind(at + 1) in {Kind.OF, Kind.AFTER, Kind.FROM} and text.item(at + 2) is None:
        return
    raise refusals.working_days()


def _reach(text: EnglishText, low: int, high: int, unit: Unit) -> Span:
    ends = spans.counted(text.said_on, low, unit), spans.counted(text.said_on, high, unit)
    return fixed(min(ends), max(ends), relative=True)


def in_so_long(text: EnglishText, at: int) -> Found:
    """As in "in two weeks", "in the next two weeks", "over the coming 10 days", "in two weeks' time"."""
    after = text.skip(at + 1, Kind.THE)
    if after > at + 1 and text.kind(after) is Kind.WHICH:
        return _in_the_next(text, after)
    if text.tokens[after].value is Unit.WEEKEND and text.kind(after + 1) is not Kind.OF:
        return spans.running(text.said_on, Unit.WEEKEND, 0), after + 1
    amount = _amount(text, at + 1)
    if amount is None:
        return None
    low, high, unit, end = amount
    return _reach(text, low, high, unit), text.skip(end, Kind.FROM_NOW)


def _in_the_next(text: EnglishText, at: int) -> Found:
    token = text.tokens[at + 1]
    coming = text.tokens[at].value in {1, None} and text.kind(at + 2) is not Kind.OF
    if token.kind is Kind.UNIT and token.value in {Unit.WEEK, Unit.MONTH, Unit.YEAR} and coming:
        return fixed(text.said_on, spans.counted(text.said_on, 1, token.value), relative=True), at + 2
    return which(text, at)


def within(text: EnglishText, at: int) -> Found:
    """As in "within 10 days", "within the next two months", "within the year", but not "within 10 days of approval"."""
    after = text.skip(at + 1, Kind.THE, Kind.HEDGE)
    if text.kind(after) is Kind.WHICH:
        return _in_the_next(text, after)
    if after > at + 1 and text.kind(after) is Kind.UNIT:
        whole = spans.running(text.said_on, text.tokens[after].value, 0)
        return spans.still_ahead(whole, text.said_on), after + 1
    amount = _amount(text, after)
    if amount is None:
        return None
    _, count, unit, end = amount
    if text.kind(end) in {Kind.OF, Kind.AFTER, Kind.FROM}:
        anchor = text.item(end + 1)
        return anchor and (spans.join(anchor[0], spans.counted_from(anchor[0], count, unit)), anchor[1])
    last = spans.counted(text.said_on, count, unit)
    return fixed(text.said_on, last, relative=True), text.skip(end, Kind.FROM_NOW)


def later(text: EnglishText, at: int) -> Found:
    """What is still ahead, or past: "later this month", "later in 2026", "the rest of the year"."""
    plain = text.skip(at + 1, Kind.THE, Kind.IN)
    found = _plain_of(text, plain) if text.kind(plain) is Kind.UNIT else text.item(plain)
    if found is None:
        return None
    whole, end = found
    if whole.months is None and not whole.week:
        return None
    if text.kind(at) is Kind.LATER:
        return spans.still_ahead(whole, text.said_on, later=True), end
    return _behind(whole, text.said_on), end


def _behind(whole: Span, said_on: date) -> Span:
    first, last = whole.days(said_on.year if whole.year is None else whole.year)
    if not first <= said_on <= last:
        return whole
    return fixed(first, max(first, said_on - timedelta(days=1)), relative=True)
