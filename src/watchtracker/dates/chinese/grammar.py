"""The grammar of one Chinese date phrase: from a token on, the span that is named and where it ends.

    phrase = item [("至" | "或") item]
    item   = [year] (month [day | part] | quarter | half | season | part of the year) | week | weekday | count

The year comes first, a part last ("2026年4月下旬"). `words.py` has the words, `sentences.py` what
stands around a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from watchtracker.dates import iso, numeric, refusals, spans
from watchtracker.dates.cursor import Token
from watchtracker.dates.han.grammar import (
    days_away,
    end_of_this,
    in_year,
    part_of_this_month,
    this_quarter,
    week,
    whole_year,
    with_part,
    within_this,
    year_of,
)
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.han.text import Found, HanText
from watchtracker.dates.parts import part_of
from watchtracker.dates.spans import Span, fixed
from watchtracker.dates.units import Unit
from watchtracker.errors import DateRefusedError, Refusal

_NAMES_A_DATE = {
    *(Kind.YEAR, Kind.THIS_YEAR, Kind.MONTH, Kind.THIS_MONTH, Kind.DAY, Kind.DAYS_AWAY, Kind.WEEK, Kind.WEEKDAY),
    *(Kind.NTH, Kind.NTH_WEEK, Kind.PERIOD_END, Kind.QUARTER, Kind.THIS_QUARTER, Kind.HALF, Kind.SEASON),
    *(
        Kind.PART_OF_YEAR,
        Kind.PART_OF_MONTH,
        Kind.NAMED_DAY,
        Kind.HOLIDAY_WEEK,
        Kind.COUNT,
        Kind.WITHIN_YEAR,
        Kind.BUSINESS,
        Kind.FISCAL,
    ),
    *(Kind.EVERY, Kind.EVENT),
}
_DAYS_OFF = ("期间", "假期", "长假", "小长假")
_SPAN = {Kind.TO, Kind.RANGE}


class ChineseText(HanText):
    """A text in simplified characters, with its numerals as digits where a unit follows."""

    __slots__ = ()

    after_year = after_month = (Kind.HEDGE,)
    parts = frozenset({Kind.PART, Kind.PART_OF_MONTH})

    def weekday_after(self, found: Span, at: int) -> tuple[Span, int]:
        """A day with its weekday, 11月18日周三, which must be its own; 周末 is none."""
        weekday = self.skip(at, Kind.HEDGE)
        token = self.tokens[weekday]
        if token.kind is Kind.WEEKDAY and isinstance(token.value, int):
            return spans.on_weekday(found, token.value), self.skip(weekday + 1, Kind.HEDGE)
        return found, at


def is_date_in_chinese(text: ChineseText, token: Token[Kind]) -> bool:
    """Whether a token names a date and is written in Chinese; an ISO date is read as well in any language."""
    chinese = not text.tidy[token.start : token.end].isascii()
    return token.kind is Kind.NUMERIC or (token.kind in _NAMES_A_DATE and chinese)


def phrase(text: ChineseText, at: int) -> Found:
    """A date or a range of two."""
    left = _item(text, at)
    if left is None:
        return None
    connector = text.skip(left[1], Kind.ONWARDS)
    if text.kind(connector) not in _SPAN:
        connector = left[1]
    if text.kind(connector) not in {*_SPAN, Kind.OR}:
        return left
    right = _item(text, text.skip(connector + 1, Kind.HEDGE)) or _same_month(text, at, connector + 1)
    if right is None:
        return left
    if text.kind(at - 1) is Kind.FROM and Kind.MOVED in text.kinds and text.kind(connector) in _SPAN:
        return right
    return spans.join(left[0], right[0]), text.skip(right[1], Kind.END)


def _same_month(text: ChineseText, at: int, day: int) -> Found:
    """The right side of 4月21日至30日."""
    month = at + 1 if text.kind(at) in {Kind.YEAR, Kind.THIS_YEAR} else at
    if text.kind(month) is not Kind.MONTH:
        return None
    if text.kind(day) is Kind.DAY:
        last = spans.day(text.tokens[month].value, text.tokens[day].value, year_of(text, at)[0])
        return text.weekday_after(last, day + 1)
    if text.kind(day) in text.parts:
        whole = spans.months(text.tokens[month].value, 1, year_of(text, at)[0])
        return part_of(whole, text.tokens[day].value), day + 1
    return None


def _item(text: ChineseText, at: int) -> Found:
    year, relative, after = year_of(text, at)
    found = _in_year(text, after, year, relative=relative)
    if found is None and year is not None:
        found = _whole_year(text, after, year, relative=relative)
    return found or _counted(text, at)


def _in_year(text: ChineseText, at: int, year: int | None, *, relative: bool) -> Found:
    token = text.tokens[at]
    match token.kind:
        case Kind.SEASON if year is not None or token.end - token.start > 1:
            return with_part(text, at + 1, spans.months(token.value, 3, year, relative=relative))
        case Kind.NAMED_DAY:
            return _named_day(text, token, year), at + 1
        case Kind.HOLIDAY_WEEK:
            first, last = (spans.day(month, number, year) for month, number in token.value)
            return spans.join(first, last), at + 1
        case _:
            return in_year(text, at, year, relative=relative)


def _whole_year(text: ChineseText, at: int, year: int, *, relative: bool) -> Found:
    if text.kind(at) is Kind.NTH_WEEK:
        return spans.iso_week(text.tokens[at].value, year, relative=relative), at + 1
    return whole_year(text, at, year, relative=relative)


def _named_day(text: ChineseText, token: Token[Kind], year: int | None) -> Span:
    if text.tidy.startswith(_DAYS_OFF, token.end):
        raise DateRefusedError(
            "how many days a holiday has is another each year: write the days that are meant", Refusal.NEEDS_CALENDAR
        )
    month, number = token.value
    return spans.day(month, number, year)


def _counted(text: ChineseText, at: int) -> Found:
    """What counts from the day it was said, or is written in digits."""
    rule = _COUNTED.get(text.kind(at))
    return rule(text, at) if rule else None


def _weekday(text: ChineseText, at: int) -> Found:
    day = text.tokens[at].value
    if day is Unit.WEEKEND:
        return spans.running(text.said_on, Unit.WEEKEND, 0), at + 1
    return spans.weekday(text.said_on, day), at + 1


def _count(text: ChineseText, at: int) -> Found:
    """As in 两周后, 三个月内; after an event whose day is not said, 公布之日起30日后, it is no date."""
    if follows_an_event(text, at):
        return None
    low, high, unit, inside = text.tokens[at].value
    last = spans.counted(text.said_on, high, unit)
    first = text.said_on if inside else spans.counted(text.said_on, low, unit)
    return fixed(first, last, relative=True), at + 1


def follows_an_event(text: ChineseText, at: int) -> bool:
    """As in 公布之日起满6个月后, 签约后15个工作日内."""
    before = text.before(at, Kind.HEDGE, Kind.FULL, Kind.NOT_BEFORE, Kind.BY)
    return text.kind(before) is Kind.EVENT or (text.kind(before) is Kind.AFTER and before == at - 1)


def _iso(text: ChineseText, at: int) -> Found:
    days = iso.days("-".join(part.zfill(2) for part in re.split(r"[/.-]", text.tokens[at].value)))
    return text.weekday_after(fixed(*days), at + 1) if days else None


def _refuse_business(text: ChineseText, at: int) -> Found:
    if follows_an_event(text, at):
        return None
    raise refusals.working_days()


def _refuse_fiscal(_text: ChineseText, _at: int) -> Found:
    raise DateRefusedError(
        "a fiscal year begins where its company says: write the months that are meant", Refusal.NEEDS_CALENDAR
    )


def _refuse_lunar(_text: ChineseText, _at: int) -> Found:
    raise DateRefusedError(
        "a day of the lunar calendar is another each year: write it as in 2026年5月6日", Refusal.NEEDS_CALENDAR
    )


def _feast(text: ChineseText, at: int) -> Found:
    """A feast of another day each year is refused where it is the date: 2027年春节, 春节前后; a 春节活动 is a name."""
    if text.tokens[at].value:  # 五月初五
        return _refuse_lunar(text, at) if text.kind(at - 1) is Kind.MONTH else None
    of_a_year = text.kind(at - 1) in {Kind.YEAR, Kind.THIS_YEAR}
    dated = not text.kinds.isdisjoint({Kind.DAY, Kind.ISO, Kind.NUMERIC})
    if text.kind(at + 1) in _BEHIND_A_FEAST and (of_a_year or not dated):
        return _refuse_lunar(text, at)
    return None


_BEHIND_A_FEAST = {
    *(Kind.NOTHING, Kind.BEFORE, Kind.AFTER, Kind.OR_BEFORE, Kind.OR_AFTER, Kind.HEDGE, Kind.ONSET, Kind.WITHIN),
    *(Kind.ONWARDS, Kind.WILL, Kind.RANGE, Kind.TO),
}
_COUNTED: dict[Kind, Callable[[ChineseText, int], Found]] = {
    Kind.DAYS_AWAY: days_away,
    Kind.WEEK: week,
    Kind.WEEKDAY: _weekday,
    Kind.THIS_QUARTER: this_quarter,
    Kind.PART_OF_MONTH: part_of_this_month,
    Kind.NTH_WEEK: lambda text, at: (spans.iso_week(text.tokens[at].value), at + 1),
    Kind.PERIOD_END: end_of_this,
    Kind.WITHIN_YEAR: within_this,
    Kind.COUNT: _count,
    Kind.ISO: _iso,
    Kind.NUMERIC: lambda text, at: (numeric.day_in_digits(text.tokens[at].value), at + 1),
    Kind.BUSINESS: _refuse_business,
    Kind.FISCAL: _refuse_fiscal,
    Kind.LUNAR: _refuse_lunar,
    Kind.FEAST: _feast,
}
