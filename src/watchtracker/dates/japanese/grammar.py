"""The grammar of one Japanese date phrase: from a token on, the stretch that is named and where it ends.

    phrase = item [("から" | "~" | "または") item ["まで"] ["の間"]]
    item   = [year | fiscal year] (month [day [weekday] | part] | quarter | half | season | part) | week | count

The year comes first, a part last (令和8年6月下旬). A fiscal year, 年度, runs from April to March, and so its quarters,
halves and parts are known. `words.py` has the words, `sentences.py` what stands around a phrase.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from watchtracker.dates import numeric, stretches
from watchtracker.dates.cursor import Cursor, Token
from watchtracker.dates.japanese.kinds import Kind
from watchtracker.dates.stretches import Stretch, fixed
from watchtracker.dates.units import Part, Unit
from watchtracker.errors import DateRefusedError

Found = tuple[Stretch, int] | None

_MONTHS, _QUARTERS, _APRIL = 12, 4, 4
_CONNECTORS = {Kind.FROM, Kind.RANGE, Kind.OR, Kind.COMMA, Kind.NO}
_RANGES = {Kind.FROM, Kind.RANGE}
_MOVES = {Kind.MOVED, Kind.CHANGED}
_PARTS = {Kind.PART, Kind.LAST_DAY}
_SAME = {Kind.SAME_YEAR, Kind.SAME_MONTH}
_AFTER_A_SEASON = {
    *(Kind.NOTHING, Kind.HEDGE, Kind.NO, Kind.TO, Kind.PARTICLE, Kind.COMMA, Kind.STOP, Kind.OPEN, Kind.CLOSE),
    *(Kind.FROM, Kind.RANGE, Kind.UNTIL, Kind.BY, Kind.ONWARDS, Kind.ONSET, Kind.WILL, Kind.PART, Kind.OR, Kind.BEFORE),
}
_BEFORE_A_COUNT = {
    Kind.NOTHING,
    Kind.COMMA,
    Kind.PARTICLE,
    Kind.HEDGE,
    Kind.STOP,
    Kind.VAGUE,
    Kind.OPEN,
    Kind.AT_LATEST,
}


class Text(Cursor[Kind]):
    """The tokens of a text, its times of day taken out of them."""

    __slots__ = ("said_on",)

    def __init__(self, tidy: str, found: list[Token[Kind]], said_on: date) -> None:
        super().__init__(tidy, found, Kind.NOTHING)
        self.said_on = said_on


def phrase(text: Text, at: int) -> Found:
    """A date or a range of two."""
    left = item(text, at)
    if left is None:
        return None
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
        return stretches.join(left[0], right[0]), right[1]
    if kind is Kind.NO or _is_several_days(text, place, right[1]):
        return left
    return stretches.join(left[0], right[0]), right[1]


def _right(text: Text, at: int, place: int) -> Found:
    """The right side of a range or a choice, from its connector on."""
    connector = text.kind(place)
    start = text.skip(place + 1, Kind.HEDGE, Kind.COMMA)
    if connector is Kind.FROM and text.kind(place + 1) is Kind.COMMA:
        return None
    if connector is Kind.COMMA and not _is_or_list(text, place):
        return None
    return _within_the_left(text, at, start) or item(text, start)


def _is_moved_to(text: Text, end: int) -> bool:
    """Whether the phrase that ends there is the new date of 5月6日から13日に延期."""
    if text.kinds.isdisjoint(_MOVES):
        return False
    to = text.skip(end, Kind.HEDGE, Kind.UNTIL)
    moved = text.skip(to, Kind.TO, Kind.COMMA)
    return moved > end and text.kind(moved) in _MOVES


def _is_or_list(text: Text, place: int) -> bool:
    """Whether the comma stands in 6,7月: nothing but months, days or parts on both sides."""
    lists = {Kind.MONTH, Kind.DAY, Kind.PART}
    return text.kind(place - 1) in lists and text.kind(place - 1) is text.kind(place + 1)


def _is_several_days(text: Text, place: int, end: int) -> bool:
    """Whether a list of days follows, of which only one could be meant: "6月30日,7月1日"; 5月または6月 is a span."""
    whole = {Kind.MONTH, *_PARTS, Kind.QUARTER, Kind.HALF, Kind.SEASON}
    return not (text.kind(place - 1) in whole and text.kind(end - 1) in whole)


def _within_the_left(text: Text, at: int, right: int) -> Found:
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
    if number is None:
        return _in_year(text, right, year, relative=relative) if year is not None and kind is Kind.MONTH else None
    if kind is Kind.DAY:
        return _weekday_after(text, stretches.day(number, text.tokens[right].value, year), right + 1)
    if kind in _PARTS:
        return _part(text, right, stretches.months(number, 1, year, relative=relative))
    return None


def _month_number(text: Text, at: int) -> int | None:
    token = text.tokens[at]
    match token.kind:
        case Kind.MONTH:
            return int(token.value)
        case Kind.THIS_MONTH:
            return (text.said_on.month + int(token.value) - 1) % _MONTHS + 1
        case _:
            return None


def _year(text: Text, at: int) -> tuple[int | None, bool, int]:
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
            return text.said_on.year + (text.said_on.month + token.value - 1) // _MONTHS, True, at
        case _:
            return None, False, at


def item(text: Text, at: int) -> Found:
    """One date, without a range."""
    if text.kind(at) in {Kind.FISCAL_YEAR, Kind.THIS_FISCAL_YEAR}:
        return _fiscal_year(text, at)
    year, relative, after = _year(text, at)
    found = _in_year(text, after, year, relative=relative)
    if found is None and year is not None:
        found = _whole_year(text, at + 1, year, relative=relative)
    if found is None:
        rule = _ALONE.get(text.kind(at))
        found = rule(text, at) if rule else None
    return found and _counted_from(text, *found)


def _in_year(text: Text, at: int, year: int | None, *, relative: bool) -> Found:
    token = text.tokens[at]
    match token.kind:
        case Kind.MONTH:
            return _month(text, at, token.value, year, relative=relative)
        case Kind.THIS_MONTH:
            return _month(text, at, _month_number(text, at) or 1, year, relative=True)
        case Kind.QUARTER:
            first = _quarter(token.value) * 3 - 2
            return _part(text, at + 1, stretches.months(first, 3, year, relative=relative))
        case Kind.HALF:
            return _part(text, at + 1, stretches.months(token.value * 6 - 5, 6, year, relative=relative))
        case Kind.SEASON if year is not None or text.kind(at + 1) in _AFTER_A_SEASON:
            return _part(text, at + 1, stretches.months(token.value, 3, year, relative=relative))
        case Kind.PART_OF_YEAR:
            return stretches.part_of(stretches.months(1, 12, year, relative=relative), token.value), at + 1
        case Kind.NAMED_DAY:
            month, number = token.value
            return _weekday_after(text, stretches.day(month, number, year), at + 1)
        case _:
            return None


def _quarter(number: int) -> int:
    if not 1 <= number <= _QUARTERS:
        raise DateRefusedError(f"there is no quarter {number}: quarters are 1 to 4")
    return number


def _month(text: Text, at: int, month: int, year: int | None, *, relative: bool) -> Found:
    if not 1 <= month <= _MONTHS:
        raise DateRefusedError(f"there is no month {month}: months are 1 to 12")
    day = at + 1
    if text.kind(day) is Kind.NO:
        day += 1
    if text.kind(day) is Kind.DAY:
        found = stretches.day(month, text.tokens[day].value, year)
        return _day(text, stretches.counted_on(found) if relative else found, day + 1)
    whole = stretches.months(month, 1, year, relative=relative)
    match text.kind(day):
        case Kind.NTH:
            nth, weekday = text.tokens[day].value
            return stretches.nth_weekday(nth, weekday, whole), day + 1
        case Kind.NTH_WEEK:
            return stretches.nth_week(text.tokens[day].value, whole), day + 1
        case Kind.WITHIN if relative:
            return _ahead(text, whole), day + 1
        case kind if kind in _PARTS:
            return _part(text, day, whole)
        case _:
            return whole, at + 1


def _day(text: Text, found: Stretch, at: int) -> Found:
    """A day with its weekday, if any, or the week that holds it: 6月15日の週."""
    if text.kind(at) is Kind.WEEK_OF:
        return stretches.week_of(found), at + 1
    return _weekday_after(text, found, at)


def _weekday_after(text: Text, found: Stretch, at: int) -> tuple[Stretch, int]:
    token = text.tokens[at]
    if token.kind in {Kind.WEEKDAY, Kind.WEEKDAY_MARK}:
        return stretches.on_weekday(found, token.value), at + 1
    if token.kind is Kind.OPEN and text.kind(at + 1) is Kind.WEEKDAY:
        return stretches.on_weekday(found, text.tokens[at + 1].value), text.skip(at + 2, Kind.CLOSE)
    return found, at


def _part(text: Text, at: int, whole: Stretch) -> tuple[Stretch, int]:
    """A part said after its whole: 4月下旬, 2027年の半ば, 6月末日; 上中旬 are two."""
    if text.kind(at) is Kind.NO and text.kind(at + 1) in _PARTS:
        at += 1
    if text.kind(at) is Kind.LAST_DAY:
        return stretches.nth_day(-1, whole), at + 1
    if text.kind(at) is not Kind.PART:
        return whole, at
    found, end = stretches.part_of(whole, text.tokens[at].value), at + 1
    if text.kind(end) is Kind.PART:
        found, end = stretches.join(found, stretches.part_of(whole, text.tokens[end].value)), end + 1
    return found, end


def _whole_year(text: Text, at: int, year: int, *, relative: bool) -> Found:
    whole = stretches.months(1, 12, year, relative=relative)
    if text.kind(at) is Kind.WITHIN and relative:
        return _ahead(text, whole), at + 1
    return _part(text, at, whole)


def _fiscal_year(text: Text, at: int) -> Found:
    """2026年度, April to March, with its quarters, halves and parts; a month in it is in the year that has it."""
    token, counted = text.tokens[at], text.kind(at) is Kind.THIS_FISCAL_YEAR
    said = text.said_on
    year = token.value + (said.year - (said.month < _APRIL) if counted else 0)
    after = text.skip(at + 1, Kind.NO)
    part = text.tokens[after]
    match part.kind:
        case Kind.QUARTER:
            first = _APRIL + 3 * (_quarter(part.value) - 1)
            return _part(text, after + 1, stretches.months(first, 3, year, relative=counted))
        case Kind.HALF:
            first = _APRIL + 6 * (part.value - 1)
            return _part(text, after + 1, stretches.months(first, 6, year, relative=counted))
        case Kind.FISCAL if text.said(after) in _FISCAL_HALVES:
            first = _FISCAL_HALVES[text.said(after)]
            return _part(text, after + 1, stretches.months(first, 6, year, relative=counted))
        case Kind.MONTH:
            of_year = year + (part.value < _APRIL)
            return _in_year(text, after, of_year, relative=counted)
        case Kind.SEASON:
            of_year = year + (part.value < _APRIL)
            return _in_year(text, after, of_year, relative=counted)
        case Kind.WITHIN if counted:
            return _ahead(text, _fiscal(year, relative=True)), after + 1
        case _:
            return _part(text, at + 1, _fiscal(year, relative=counted))


_FISCAL_HALVES = {"上期": _APRIL, "下期": _APRIL + 6}


def _fiscal(year: int, *, relative: bool = False) -> Stretch:
    return stretches.months(_APRIL, _MONTHS, year, relative=relative)


def _ahead(text: Text, whole: Stretch) -> Stretch:
    """What is still ahead of a month or year that runs: 今月中, 年内."""
    first, last = whole.days(whole.year or text.said_on.year)
    return fixed(text.said_on, last, relative=True) if first <= text.said_on <= last else whole


def _counted_from(text: Text, found: Stretch, end: int) -> Found:
    """The rest of 6月1日の2週間後, 6月30日の翌日."""
    count = text.skip(end, Kind.NO, Kind.FROM)
    if count == end or text.kind(count) is not Kind.COUNT:
        return found, end
    low, high, unit, when = text.tokens[count].value
    if when == "以内" or low != high:
        raise DateRefusedError(f'"{text.words(count, count + 1)}" counts from a date: write the days that are meant')
    return stretches.counted_from(found, -low if when == "前" else low, unit), count + 1


def _running(unit: Unit, part: Part | None) -> Callable[[Text, int], Found]:
    def rule(text: Text, at: int) -> Found:
        whole = stretches.running(text.said_on, unit, 0)
        if part is None:
            return _ahead(text, whole), at + 1
        return stretches.part_of(whole, part), at + 1

    return rule


def _part_of_month(text: Text, at: int) -> Found:
    return stretches.part_of(stretches.running(text.said_on, Unit.MONTH, 0), text.tokens[at].value), at + 1


def _part_of_fiscal_year(text: Text, at: int) -> Found:
    whole = _fiscal(text.said_on.year - (text.said_on.month < _APRIL), relative=True)
    part = text.tokens[at].value
    return (_ahead(text, whole) if part is None else stretches.part_of(whole, part)), at + 1


def _days_away(text: Text, at: int) -> Found:
    day = text.said_on + timedelta(days=text.tokens[at].value)
    return _weekday_after(text, fixed(day, relative=True), at + 1)


def _week(text: Text, at: int) -> Found:
    ahead, day = text.tokens[at].value
    if day is Unit.WEEKEND:
        return stretches.running(text.said_on, Unit.WEEKEND, ahead), at + 1
    week = stretches.running(text.said_on, Unit.WEEK, ahead)
    if day is None:
        return _part(text, at + 1, week)
    return stretches.nth_weekday(1, day, week), at + 1


def _after_weekend(text: Text, at: int) -> Found:
    return stretches.part_of(stretches.running(text.said_on, Unit.WEEK, 1), Part.BEGINNING), at + 1


def _weekday(text: Text, at: int) -> Found:
    return stretches.weekday(text.said_on, text.tokens[at].value), at + 1


def _this_quarter(text: Text, at: int) -> Found:
    return _part(text, at + 1, stretches.running(text.said_on, Unit.QUARTER, text.tokens[at].value))


def _whole_day(text: Text, at: int) -> Found:
    year, month, number = text.tokens[at].value
    if not 1 <= month <= _MONTHS:
        raise DateRefusedError(f'there is no day "{text.said(at)}": check its numbers')
    return _day(text, stretches.day(month, number, year), at + 1)


def _year_month(text: Text, at: int) -> Found:
    year, month = text.tokens[at].value
    return _part(text, at + 1, stretches.months(month, 1, year))


def _numeric(text: Text, at: int) -> Found:
    """6/30; with the weekday that it is, the month comes first even where both numbers could be one."""
    written = text.said(at)
    first, second, *years = (int(part) for part in written.replace(".", "/").replace("-", "/").split("/"))
    weekday = text.kind(at + 1) is Kind.WEEKDAY_MARK
    if weekday and not years and 1 <= first <= _MONTHS:
        return _weekday_after(text, stretches.day(first, second), at + 1)
    if years and years[0] < 1000:  # noqa: PLR2004
        raise DateRefusedError(f'"{written}" could be several days: write the date as YYYY-MM-DD')
    return numeric.day_in_digits(written), at + 1


def _count(text: Text, at: int) -> Found:
    """As in 2週間後, 今後3か月以内; what counts from an event, 公布後6か月以内, is no date."""
    if text.kind(at - 1) not in _BEFORE_A_COUNT:
        return None
    low, high, unit, when = text.tokens[at].value
    if when == "前":
        if Kind.PAST not in text.kinds:
            return None
        return fixed(stretches.counted(text.said_on, -low, unit), relative=True), at + 1
    last = stretches.counted(text.said_on, high, unit)
    first = text.said_on if when == "以内" else stretches.counted(text.said_on, low, unit)
    return fixed(first, last, relative=True), at + 1


def _fiscal_term(text: Text, at: int) -> Found:
    """The year of a company that ends in the month it names: 2027年3月期, with its quarters and halves."""
    year, month = text.tokens[at].value
    if not 1 <= month <= _MONTHS:
        raise DateRefusedError(f"there is no month {month}: months are 1 to 12")
    first, begins = month % _MONTHS + 1, year - (month < _MONTHS)
    after = text.skip(at + 1, Kind.NO)
    part = text.tokens[after]
    if part.kind is Kind.QUARTER:
        return stretches.months(first + 3 * (_quarter(part.value) - 1), 3, begins), after + 1
    if part.kind is Kind.HALF or text.said(after) in _FISCAL_HALVES:
        second = part.value == 2 or text.said(after) == "下期"  # noqa: PLR2004
        return stretches.months(first + 6 * second, 6, begins), after + 1
    return stretches.months(first, _MONTHS, begins), at + 1


_ALONE: dict[Kind, Callable[[Text, int], Found]] = {
    Kind.FISCAL_TERM: _fiscal_term,
    Kind.DAYS_AWAY: _days_away,
    Kind.WEEK: _week,
    Kind.WEEKDAY: _weekday,
    Kind.AFTER_WEEKEND: _after_weekend,
    Kind.THIS_QUARTER: _this_quarter,
    Kind.PART_OF_MONTH: _part_of_month,
    Kind.PART_OF_FISCAL_YEAR: _part_of_fiscal_year,
    Kind.WITHIN_YEAR: _running(Unit.YEAR, None),
    Kind.WITHIN_MONTH: _running(Unit.MONTH, None),
    Kind.WITHIN_WEEK: _running(Unit.WEEK, None),
    Kind.COUNT: _count,
    Kind.WHOLE_DAY: _whole_day,
    Kind.YEAR_MONTH: _year_month,
    Kind.NUMERIC: _numeric,
}
