"""The grammar of one Chinese date phrase: from a token on, the span that is named and where it ends.

    phrase = item [("至" | "或") item]
    item   = [year] (month [day | part] | quarter | half | season | part of the year) | week | weekday | count

The year comes first, a part last ("2026年4月下旬"). `words.py` has the words, `sentences.py` what
stands around a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from watchtracker.dates import han_places, iso, numeric, refusals, spans, times
from watchtracker.dates.chinese.kinds import ChineseKind as Kind
from watchtracker.dates.chinese.tokens import tokens
from watchtracker.dates.cursor import Cursor, Token, beyond
from watchtracker.dates.parts import part_of
from watchtracker.dates.spans import Span, fixed
from watchtracker.dates.units import Part, Unit
from watchtracker.errors import DateRefusedError, Refusal

Found = tuple[Span, int] | None
_MONTHS, _QUARTERS = 12, 4
_NAMES_A_DATE = {
    *(Kind.YEAR, Kind.THIS_YEAR, Kind.MONTH, Kind.THIS_MONTH, Kind.DAY, Kind.DAYS_AWAY, Kind.WEEK, Kind.WEEKDAY),
    *(Kind.NTH, Kind.NUMBERED_WEEK, Kind.PERIOD_END, Kind.QUARTER, Kind.THIS_QUARTER, Kind.HALF, Kind.SEASON),
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
_ENDS_A_CLAUSE = {",", "。", ";", "!"}
_DAYS_OFF = ("期间", "假期", "长假", "小长假")
_SPAN = {Kind.TO, Kind.DASH}
_PARTS = {Kind.PART, Kind.PART_OF_MONTH}

_BEYOND = beyond(Kind.NOTHING)


class ChineseText(Cursor[Kind]):
    """The tokens of a text, its times of day taken out of them."""

    __slots__ = ("clock_places", "clocks", "said_on")

    def __init__(self, tidy: str, said_on: date) -> None:
        self.tidy = tidy
        self.said_on = said_on
        self.clocks: list[times.Clock] = []
        self.clock_places: list[int] = []
        super().__init__(tidy, self._without_times(tokens(tidy)), _BEYOND)

    def _without_times(self, found: list[Token[Kind]]) -> list[Token[Kind]]:
        rest: list[Token[Kind]] = []
        zones = [token for token in found if token.kind in {Kind.ZONE, Kind.MANY_ZONES}]
        clocks = [token for token in found if token.kind is Kind.TIME]
        for token in found:
            match token.kind:
                case Kind.MIDNIGHT:
                    raise times.two_sided_midnight()
                case Kind.TIME:
                    zone = han_places.zone_of_time(self.tidy, token, zones, clocks)
                    self.clocks.append(self._clock(token, zone))
                    self.clock_places.append(token.start)
                case Kind.ZONE | Kind.MANY_ZONES:
                    continue
                case _:
                    rest.append(token)
        return rest

    def _clock(self, token: Token[Kind], zone: Token[Kind] | None) -> times.Clock:
        said = self.tidy[token.start : token.end]
        if zone is not None and zone.kind is Kind.MANY_ZONES:
            raise times.shared_zone_name(self.tidy[zone.start : zone.end], zone.value)
        clock = times.clock(token.value, zone and zone.value, said)
        return clock._replace(start=token.start, end=token.end)

    def is_date_in_chinese(self, token: Token[Kind]) -> bool:
        """Whether a token names a date and is written in Chinese; an ISO date is read as well in any language."""
        chinese = not self.tidy[token.start : token.end].isascii()
        return token.kind is Kind.NUMERIC or (token.kind in _NAMES_A_DATE and chinese)

    def is_comma(self, at: int) -> bool:
        """Whether a clause ends there."""
        return self.said(at) in _ENDS_A_CLAUSE


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
        last = spans.day(text.tokens[month].value, text.tokens[day].value, _year(text, at)[0])
        return _weekday_after(text, last, day + 1)
    if text.kind(day) in _PARTS:
        whole = spans.months(text.tokens[month].value, 1, _year(text, at)[0])
        return part_of(whole, text.tokens[day].value), day + 1
    return None


def _year(text: ChineseText, at: int) -> tuple[int | None, bool, int]:
    """The year before a date, if any, whether it is counted, and the place after it."""
    token = text.tokens[at]
    after = text.skip(at + 1, Kind.HEDGE)
    match token.kind:
        case Kind.YEAR:
            return token.value, False, after
        case Kind.THIS_YEAR:
            return text.said_on.year + token.value, True, after
        case Kind.THIS_MONTH:
            month = text.said_on.month + token.value
            return text.said_on.year + (month - 1) // _MONTHS, True, at
        case _:
            return None, False, at


def _item(text: ChineseText, at: int) -> Found:
    year, relative, after = _year(text, at)
    found = _in_year(text, after, year, relative=relative)
    if found is None and year is not None:
        found = _whole_year(text, after, year, relative=relative)
    return found or _counted(text, at)


def _in_year(text: ChineseText, at: int, year: int | None, *, relative: bool) -> Found:
    token = text.tokens[at]
    match token.kind:
        case Kind.MONTH:
            return _month(text, at, token.value, year, relative=relative)
        case Kind.THIS_MONTH:
            month = (text.said_on.month + token.value - 1) % _MONTHS + 1
            return _month(text, at, month, year, relative=True)
        case Kind.QUARTER:
            if not 1 <= token.value <= _QUARTERS:
                raise DateRefusedError(f"there is no quarter {token.value}: quarters are 1 to 4", Refusal.IMPOSSIBLE)
            return _part(text, at + 1, spans.months(token.value * 3 - 2, 3, year, relative=relative))
        case Kind.HALF:
            return _part(text, at + 1, spans.months(token.value * 6 - 5, 6, year, relative=relative))
        case Kind.SEASON if year is not None or token.end - token.start > 1:
            return _part(text, at + 1, spans.months(token.value, 3, year, relative=relative))
        case Kind.PART_OF_YEAR:
            whole = spans.months(1, 12, year, relative=relative)
            return part_of(whole, token.value), at + 1
        case Kind.NAMED_DAY:
            return _named_day(text, token, year), at + 1
        case Kind.HOLIDAY_WEEK:
            first, last = (spans.day(month, number, year) for month, number in token.value)
            return spans.join(first, last), at + 1
        case _:
            return None


def _named_day(text: ChineseText, token: Token[Kind], year: int | None) -> Span:
    if text.tidy.startswith(_DAYS_OFF, token.end):
        raise DateRefusedError(
            "how many days a holiday has is another each year: write the days that are meant", Refusal.NEEDS_CALENDAR
        )
    month, number = token.value
    return spans.day(month, number, year)


def _month(text: ChineseText, at: int, month: int, year: int | None, *, relative: bool) -> Found:
    if not 1 <= month <= _MONTHS:
        raise refusals.no_such_month(month)
    day = text.skip(at + 1, Kind.HEDGE)
    if text.kind(day) is Kind.DAY:
        found = spans.day(month, text.tokens[day].value, year)
        return _day(text, spans.counted_on(found) if relative else found, day + 1)
    whole = spans.months(month, 1, year, relative=relative)
    if nth := _nth(text, whole, day):
        return nth
    if text.kind(at + 1) in {Kind.LATER, Kind.WITHIN} and relative:
        return _ahead(text, whole, at + 1)
    return _part(text, at + 1, whole)


def _nth(text: ChineseText, whole: Span, at: int) -> Found:
    """The rest of 3月第二个星期二, 3月第一周."""
    token = text.tokens[at]
    match token.kind:
        case Kind.NTH:
            nth, weekday = token.value
            return spans.nth_weekday(nth, weekday, whole), at + 1
        case Kind.NUMBERED_WEEK:
            return spans.nth_week(token.value, whole), at + 1
        case _:
            return None


def _day(text: ChineseText, found: Span, at: int) -> Found:
    """A day with its weekday, if any, or the week that holds it: 11月18日周三, 11月18日当周."""
    if text.kind(at) is Kind.WEEK_OF:
        return spans.week_of(found), at + 1
    return _weekday_after(text, found, at)


def _weekday_after(text: ChineseText, found: Span, at: int) -> Found:
    weekday = text.skip(at, Kind.HEDGE)
    token = text.tokens[weekday]
    if token.kind is Kind.WEEKDAY and isinstance(token.value, int):
        return spans.on_weekday(found, token.value), text.skip(weekday + 1, Kind.HEDGE)
    return found, at


def _part(text: ChineseText, at: int, whole: Span) -> Found:
    """A part said after its whole: 4月下旬, 4月中下旬, 季末."""
    if text.kind(at) not in _PARTS:
        return whole, at
    first, end = text.tokens[at].value, at + 1
    found = part_of(whole, first)
    if text.kind(end) in _PARTS:
        found, end = spans.join(found, part_of(whole, text.tokens[end].value)), end + 1
    return found, end


def _whole_year(text: ChineseText, at: int, year: int, *, relative: bool) -> Found:
    whole = spans.months(1, 12, year, relative=relative)
    if text.kind(at) in {Kind.LATER, Kind.WITHIN} and relative:
        return _ahead(text, whole, at)
    if text.kind(at) is Kind.NUMBERED_WEEK:
        return spans.iso_week(text.tokens[at].value, year, relative=relative), at + 1
    return _part(text, at, whole)


def _ahead(text: ChineseText, whole: Span, at: int) -> Found:
    """What is still ahead of a month or year: 今年晚些时候, 年内."""
    return spans.still_ahead(whole, text.said_on, later=text.kind(at) is Kind.LATER), at + 1


def _counted(text: ChineseText, at: int) -> Found:
    """What counts from the day it was said, or is written in digits."""
    rule = _COUNTED.get(text.kind(at))
    return rule(text, at) if rule else None


def _days_away(text: ChineseText, at: int) -> Found:
    day = text.said_on + timedelta(days=text.tokens[at].value)
    return _weekday_after(text, fixed(day, relative=True), at + 1)


def _weekday(text: ChineseText, at: int) -> Found:
    day = text.tokens[at].value
    if day is Unit.WEEKEND:
        return spans.running(text.said_on, Unit.WEEKEND, 0), at + 1
    return spans.weekday(text.said_on, day), at + 1


def _this_quarter(text: ChineseText, at: int) -> Found:
    return _part(text, at + 1, spans.running(text.said_on, Unit.QUARTER, text.tokens[at].value))


def _part_of_this_month(text: ChineseText, at: int) -> Found:
    return part_of(spans.running(text.said_on, Unit.MONTH, 0), text.tokens[at].value), at + 1


def _end_of_this(text: ChineseText, at: int) -> Found:
    return part_of(spans.running(text.said_on, text.tokens[at].value, 0), Part.END), at + 1


def _within_the_year(text: ChineseText, at: int) -> Found:
    return spans.still_ahead(spans.running(text.said_on, Unit.YEAR, 0), text.said_on), at + 1


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
    return _weekday_after(text, fixed(*days), at + 1) if days else None


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


def _week(text: ChineseText, at: int) -> Found:
    ahead, day = text.tokens[at].value
    if day is Unit.WEEKEND:
        return spans.running(text.said_on, Unit.WEEKEND, ahead), at + 1
    week = spans.running(text.said_on, Unit.WEEK, ahead)
    if day is None:
        return _part(text, at + 1, week)
    return spans.nth_weekday(1, day, week), at + 1


_BEHIND_A_FEAST = {
    *(Kind.NOTHING, Kind.BEFORE, Kind.AFTER, Kind.OR_BEFORE, Kind.OR_AFTER, Kind.HEDGE, Kind.ONSET, Kind.WITHIN),
    *(Kind.ONWARDS, Kind.WILL, Kind.DASH, Kind.TO),
}
_COUNTED: dict[Kind, Callable[[ChineseText, int], Found]] = {
    Kind.DAYS_AWAY: _days_away,
    Kind.WEEK: _week,
    Kind.WEEKDAY: _weekday,
    Kind.THIS_QUARTER: _this_quarter,
    Kind.PART_OF_MONTH: _part_of_this_month,
    Kind.NUMBERED_WEEK: lambda text, at: (spans.iso_week(text.tokens[at].value), at + 1),
    Kind.PERIOD_END: _end_of_this,
    Kind.WITHIN_YEAR: _within_the_year,
    Kind.COUNT: _count,
    Kind.ISO: _iso,
    Kind.NUMERIC: lambda text, at: (numeric.day_in_digits(text.tokens[at].value), at + 1),
    Kind.BUSINESS: _refuse_business,
    Kind.FISCAL: _refuse_fiscal,
    Kind.LUNAR: _refuse_lunar,
    Kind.FEAST: _feast,
}
