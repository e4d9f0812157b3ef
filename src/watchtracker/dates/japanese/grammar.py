"""The grammar of one Japanese date phrase: from a token on, the span that is named and where it ends.

    phrase = item [("から" | "~" | "または") item ["まで"] ["の間"]]
    item   = [year | fiscal year] (month [day [weekday] | part] | quarter | half | season | part) | week | count

The year comes first, a part last (令和8年6月下旬). A fiscal year, 年度, runs from April to March, and so its quarters,
halves and parts are known. `words.py` has the words, `sentences.py` what stands around a phrase.
"""

from __future__ import annotations

from watchtracker.dates import spans
from watchtracker.dates.han.grammar import MONTHS, in_year, month_number, quarter, whole_year, with_part, year_of
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.han.text import Found
from watchtracker.dates.japanese.counting import ALONE
from watchtracker.dates.japanese.parts import APRIL, FISCAL_HALVES, JapaneseText, fiscal
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
    whole = {Kind.MONTH, *text.parts, Kind.QUARTER, Kind.HALF, Kind.SEASON}
    return not (text.kind(place - 1) in whole and text.kind(end - 1) in whole)


def _within_the_left(text: JapaneseText, at: int, right: int) -> Found:
    """The right side of 4月21日から30日, 同年7月1日, 翌年3月, 上旬から中旬: in the year or month of the left."""
    year, relative, month = year_of(text, at)
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
    number = month_number(text, month)
    if number is None and year is not None and kind in text.parts:
        return with_part(text, right, spans.months(1, MONTHS, year, relative=relative))
    if number is None:
        return _in_year(text, right, year, relative=relative) if year is not None and kind is Kind.MONTH else None
    if kind is Kind.DAY:
        return text.weekday_after(spans.day(number, text.tokens[right].value, year), right + 1)
    if kind in text.parts:
        return with_part(text, right, spans.months(number, 1, year, relative=relative))
    return None


def item(text: JapaneseText, at: int) -> Found:
    """One date, without a range."""
    if text.kind(at) in _FISCAL_YEARS:
        return _fiscal_year(text, at)
    year, relative, after = year_of(text, at)
    found = _in_year(text, after, year, relative=relative)
    if found is None and year is not None:
        found = whole_year(text, at + 1, year, relative=relative)
    if found is None:
        rule = ALONE.get(text.kind(at))
        found = rule(text, at) if rule else None
    return found and _counted_from(text, *found)


def _in_year(text: JapaneseText, at: int, year: int | None, *, relative: bool) -> Found:
    token = text.tokens[at]
    match token.kind:
        case Kind.SEASON if year is not None or text.kind(at + 1) in _AFTER_A_SEASON:
            return with_part(text, at + 1, spans.months(token.value, 3, year, relative=relative))
        case Kind.NAMED_DAY:
            month, number = token.value
            return text.weekday_after(spans.day(month, number, year), at + 1)
        case _:
            return in_year(text, at, year, relative=relative)


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
