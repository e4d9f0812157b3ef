"""The grammar of one Japanese date phrase: from a token on, the span that is named and where it ends.

    phrase = item [("から" | "~" | "または") item ["まで"] ["の間"]]
    item   = [year | fiscal year] (month [day [weekday] | part] | quarter | half | season | part) | week | count

The year comes first, a part last (令和8年6月下旬). A fiscal year, 年度, runs from April to March, and so its quarters,
halves and parts are known. `words.py` has the words, `sentences.py` what stands around a phrase.
"""

from __future__ import annotations

from watchtracker.dates import refusals, spans
from watchtracker.dates.japanese.counting import ALONE
from watchtracker.dates.japanese.kinds import JapaneseKind as Kind
from watchtracker.dates.japanese.parts import (
    APRIL,
    FISCAL_HALVES,
    MONTHS,
    PARTS,
    Found,
    JapaneseText,
    day_of,
    fiscal,
    quarter,
    weekday_after,
    with_part,
)
from watchtracker.dates.parts import part_of
from watchtracker.dates.spans import Span
from watchtracker.errors import DateRefusedError

_CONNECTORS = {Kind.FROM, Kind.RANGE, Kind.OR, Kind.COMMA, Kind.NO}
_RANGES = {Kind.FROM, Kind.RANGE}
_MOVES = {Kind.MOVED, Kind.CHANGED, Kind.DELAYED}
_FISCAL_YEARS = {Kind.FISCAL_YEAR, Kind.THIS_FISCAL_YEAR}
_SAME = {Kind.SAME_YEAR, Kind.SAME_MONTH}
_AFTER_A_SEASON = {
    *(Kind.NOTHING, Kind.HEDGE, Kind.NO, Kind.TO, Kind.PARTICLE, Kind.COMMA, Kind.STOP, Kind.OPEN, Kind.CLOSE),
    *(
        Kind.FROM,
        Kind.RANGE,
        Kind.UNTIL,
        Kind.BY,
        Kind.ONWARDS,
        Kind.SPAN,
        Kind.ONSET,
        Kind.WILL,
        Kind.PART,
        Kind.OR,
        Kind.BEFORE,
    ),
}


def phrase(text: JapaneseText, at: int) -> Found:
    """A date or a range of two."""
    left = item(text, at)
    if left is None:
        return None
    if text.kind(at) is Kind.WHOLE_DAY is text.kind(left[1] + 1) and text.said(left[1]) == "/":
        right = item(text, left[1] + 1)  # an interval of ISO 8601
        return right and (spans.join(left[0], right[0]), right[1])
    place = text.skip(left[1], Kind.HEDGE, Kind.WITHIN)
    kind = text.kind(place)
    if kind not in _CONNECTORS:
        return left
    right = _right(text, at, place)
    if right is None:
        return left
    if kind is Kind.FROM and _is_moved_to(text, right[1]):
        return right
    if kind in _RANGES:
        return spans.join(left[0], right[0]), right[1]
    if kind is Kind.NO or _is_several_days(text, place, right[1]):
        return left
    return spans.join(left[0], right[0]), right[1]


def _right(text: JapaneseText, at: int, place: int) -> Found:
    """The right side of a range or a choice, from its connector on."""
    connector = text.kind(place)
    start = text.skip(place + 1, Kind.HEDGE, Kind.COMMA)
    if connector is Kind.FROM and text.kind(place + 1) is Kind.COMMA:
        return None
    if connector is Kind.COMMA and not _is_or_list(text, place):
        return None
    if text.kind(at) in _FISCAL_YEARS:
        year, counted = _which_fiscal_year(text, at)
        return _in_fiscal_year(text, start, year, relative=counted) or item(text, start)
    return _within_the_left(text, at, start) or item(text, start)


def _is_moved_to(text: JapaneseText, end: int) -> bool:
    """Whether the phrase that ends there is the new date of 5月6日から13日に延期."""
    if text.kinds.isdisjoint(_MOVES):
        return False
    to = text.skip(end, Kind.HEDGE, Kind.UNTIL)
    moved = text.skip(to, Kind.TO, Kind.COMMA)
    return moved > end and text.kind(moved) in _MOVES


def _is_or_list(text: JapaneseText, place: int) -> bool:
    """Whether the comma stands in 6,7月: nothing but months, days or parts on both sides."""
    lists = {Kind.MONTH, Kind.DAY, Kind.PART}
    return text.kind(place - 1) in lists and text.kind(place - 1) is text.kind(place + 1)


def _is_several_days(text: JapaneseText, place: int, end: int) -> bool:
    """Whether a list of days follows, of which only one could be meant: "6月30日,7月1日"; 5月または6月 is a span."""
    whole = {Kind.MONTH, *PARTS, Kind.QUARTER, Kind.HALF, Kind.SEASON}
    return not (text.kind(place - 1) in whole and text.kind(end - 1) in whole)


def _within_the_left(text: JapaneseText, at: int, right: int) -> Found:
    """The right side of 4月21日から30日, 同年7月1日, 翌年3月, 上旬から中旬: in the year or month of the left."""
    year, relative, month = _year(text, at)
    kind = text.kind(right)
    if kind in _SAME:
        ahead = text.tokens[right].value
        if kind is Kind.SAME_YEAR:
            if year is None and not ahead:
                return _in_year(text, right + 1, None, relative=False)
            return None if year is None else _in_year(text, right + 1, year + ahead, relative=relative)
        if text.kind(month) not in {Kind.MONTH, Kind.THIS_MONTH} or ahead:
            return None
        kind, right = text.kind(right + 1), right + 1
    number = _month_number(text, month)
    if number is None and year is not None and kind in PARTS:
        return with_part(text, right, spans.months(1, MONTHS, year, relative=relative))
    if number is None:
        return _in_year(text, right, year, relative=relative) if year is not None and kind is Kind.MONTH else None
    if kind is Kind.DAY:
        return weekday_after(text, spans.day(number, text.tokens[right].value, year), right + 1)
    if kind in PARTS:
        return with_part(text, right, spans.months(number, 1, year, relative=relative))
    return None


def _month_number(text: JapaneseText, at: int) -> int | None:
    token = text.tokens[at]
    match token.kind:
        case Kind.MONTH:
            return int(token.value)
        case Kind.THIS_MONTH:
            return (text.said_on.month + int(token.value) - 1) % MONTHS + 1
        case _:
            return None


def _year(text: JapaneseText, at: int) -> tuple[int | None, bool, int]:
    """The year before a date, if any, whether it is counted, and the place after it."""
    token = text.tokens[at]
    after = at + 1
    if text.kind(after) in {Kind.NO, Kind.HEDGE}:
        after += 1
    match token.kind:
        case Kind.YEAR:
            return token.value, False, after
        case Kind.THIS_YEAR:
            return text.said_on.year + token.value, True, after
        case Kind.THIS_MONTH:
            return text.said_on.year + (text.said_on.month + token.value - 1) // MONTHS, True, at
        case _:
            return None, False, at


def item(text: JapaneseText, at: int) -> Found:
    """One date, without a range."""
    if text.kind(at) in _FISCAL_YEARS:
        return _fiscal_year(text, at)
    year, relative, after = _year(text, at)
    found = _in_year(text, after, year, relative=relative)
    if found is None and year is not None:
        found = _whole_year(text, at + 1, year, relative=relative)
    if found is None:
        rule = ALONE.get(text.kind(at))
        found = rule(text, at) if rule else None
    return found and _counted_from(text, *found)


def _in_year(text: JapaneseText, at: int, year: int | None, *, relative: bool) -> Found:
    token = text.tokens[at]
    match token.kind:
        case Kind.MONTH:
            return _month(text, at, token.value, year, relative=relative)
        case Kind.THIS_MONTH:
            return _month(text, at, _month_number(text, at) or 1, year, relative=True)
        case Kind.QUARTER:
            first = quarter(token.value) * 3 - 2
            return with_part(text, at + 1, spans.months(first, 3, year, relative=relative))
        case Kind.HALF:
            return with_part(text, at + 1, spans.months(token.value * 6 - 5, 6, year, relative=relative))
        case Kind.SEASON if year is not None or text.kind(at + 1) in _AFTER_A_SEASON:
            return with_part(text, at + 1, spans.months(token.value, 3, year, relative=relative))
        case Kind.PART_OF_YEAR:
            return part_of(spans.months(1, 12, year, relative=relative), token.value), at + 1
        case Kind.NAMED_DAY:
            month, number = token.value
            return weekday_after(text, spans.day(month, number, year), at + 1)
        case _:
            return None


def _month(text: JapaneseText, at: int, month: int, year: int | None, *, relative: bool) -> Found:
    if not 1 <= month <= MONTHS:
        raise refusals.no_such_month(month)
    day = at + 1
    if text.kind(day) is Kind.NO:
        day += 1
    if text.kind(day) is Kind.DAY:
        found = spans.day(month, text.tokens[day].value, year)
        return day_of(text, spans.counted_on(found) if relative else found, day + 1)
    whole = spans.months(month, 1, year, relative=relative)
    match text.kind(day):
        case Kind.NTH:
            nth, weekday = text.tokens[day].value
            return spans.nth_weekday(nth, weekday, whole), day + 1
        case Kind.NTH_WEEK:
            return spans.nth_week(text.tokens[day].value, whole), day + 1
        case Kind.WITHIN if relative:
            return spans.still_ahead(whole, text.said_on), day + 1
        case kind if kind in PARTS:
            return with_part(text, day, whole)
        case _:
            return whole, at + 1


def _whole_year(text: JapaneseText, at: int, year: int, *, relative: bool) -> Found:
    whole = spans.months(1, 12, year, relative=relative)
    if text.kind(at) is Kind.WITHIN and relative:
        return spans.still_ahead(whole, text.said_on), at + 1
    return with_part(text, at, whole)


def _fiscal_year(text: JapaneseText, at: int) -> Found:
    year, counted = _which_fiscal_year(text, at)
    after = text.skip(at + 1, Kind.NO)
    if text.kind(after) is Kind.WITHIN and counted:
        return spans.still_ahead(fiscal(year, relative=True), text.said_on), after + 1
    return _in_fiscal_year(text, after, year, relative=counted) or with_part(
        text, at + 1, fiscal(year, relative=counted)
    )


def _which_fiscal_year(text: JapaneseText, at: int) -> tuple[int, bool]:
    """The 年度 that is named, and whether it counts from the day it was said."""
    token, counted = text.tokens[at], text.kind(at) is Kind.THIS_FISCAL_YEAR
    said = text.said_on
    return token.value + (said.year - (said.month < APRIL) if counted else 0), counted


def _in_fiscal_year(text: JapaneseText, at: int, year: int, *, relative: bool) -> Found:
    """A quarter, a half or a month of a 年度; a month is in the year that has it."""
    part = text.tokens[at]
    match part.kind:
        case Kind.QUARTER:
            first = APRIL + 3 * (quarter(part.value) - 1)
            return with_part(text, at + 1, spans.months(first, 3, year, relative=relative))
        case Kind.HALF:
            first = APRIL + 6 * (part.value - 1)
            return with_part(text, at + 1, spans.months(first, 6, year, relative=relative))
        case Kind.FISCAL if text.said(at) in FISCAL_HALVES:
            first = FISCAL_HALVES[text.said(at)]
            return with_part(text, at + 1, spans.months(first, 6, year, relative=relative))
        case Kind.MONTH | Kind.SEASON:
            return _in_year(text, at, year + (part.value < APRIL and part.kind is Kind.MONTH), relative=relative)
        case _:
            return None


def _counted_from(text: JapaneseText, found: Span, end: int) -> Found:
    """The rest of 6月1日の2週間後, 6月30日の翌日."""
    count = text.skip(end, Kind.NO, Kind.FROM)
    if count == end or text.kind(count) is not Kind.COUNT:
        return found, end
    low, high, unit, when = text.tokens[count].value
    if when == "以内" or low != high:
        raise DateRefusedError(f'"{text.words(count, count + 1)}" counts from a date: write the days that are meant')
    return spans.counted_from(found, -low if when == "前" else low, unit), count + 1
