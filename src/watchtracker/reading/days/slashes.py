"""Days with slashes and without their year: "TUESDAY 3/9", "Deadline: 2/11", "13/02 ball", "4/5(月)".

A claim with "2/11" is refused, as nobody knows which number is the month. In a text a weekday beside it, the other
days of the text, or its language show it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta, tzinfo

from watchtracker.dates import DateWindow
from watchtracker.reading.days import refused
from watchtracker.reading.languages.letters import CAPITAL_LESS
from watchtracker.reading.statements import Dated

MONTH_FIRST, DAY_FIRST = "month first", "day first"
_MONTHS = 12
_CLOSE = 40  # letters before a pair in which what says that it is a day, or none, stands
_BACK = timedelta(days=120)  # what lies so near behind the day of the text is not that of the next year
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HAN_WEEKDAYS = ("月一", "火二", "水三", "木四", "金五", "土六", "日天")
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_PAIR = r"\d{1,2}/\d{1,2}(?![\d/%]|\.\d)"
_ANY = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])")
_SLASH = re.compile(
    rf"(?:\b(?P<bound>by|before|until|till|through|from|after|starting|no later than|not before"
    rf"|on|is|opens?|closes?|meets|due|starts|begins|ends) )?"
    rf"(?:(?:(?:this|next) )?\b(?P<weekday>{_WEEKDAY})\b\.?,? ?\(?)?"
    rf"(?<![\d/.,$-])(?P<first>{_PAIR})"
    rf"(?:[ ]?[(（](?P<beside>(?:{_WEEKDAY}|[月火水木金土日一二三四五六天]|[周週][一二三四五六日天])"
    r"(?:[・·][祝休])?)[)）])?"
    rf"(?: ?(?:[-\u2013~〜～]|to|through|until|から) ?(?:{_WEEKDAY},? ?)?"
    rf"(?P<last>{_PAIR}|\d{{1,2}}(?![\d:/%]|[ ]?[ap]m)))?"
    r"(?P<time>,?[ ](?:at[ ])?(?:noon|\d{1,2}[:.]\d\d(?:[ ]?[ap]\.?m\b\.?)?|\d{1,2}[ ]?[ap]\.?m\b\.?)"
    r"(?:[ ](?-i:[A-Z]{2,4}|Eastern|Pacific|Central|Mountain)\b)?)?",
    re.IGNORECASE,
)
# It begins with a digit, and what stands before that comes behind it: `re` passes over all else.
_YEARS = re.compile(r"(\d(?<![\d/.]\d)\d?)[/.](\d{1,2})[/.](?:(?:19|20)\d\d|2\d)(?![\d/])")
_BEFORE = re.compile(r"(?:^|[\n:;：(（\u2022|\t]|\s[-\u2013\u2014]|,)\s*$")
_AMERICAN = re.compile(
    r"America/(?:New_York|Chicago|Denver|Los_Angeles|Detroit|Phoenix|Anchorage|Boise|Indiana/.*)|US/.*|Pacific/Honolulu"
)
_NO_DAY = re.compile(
    r"\b(?:rat(?:ed|ing)|scored?|grade|step|part|page|slide|chapter|build|ratio|24/7)\W*$", re.IGNORECASE
)
_BOUNDS = {"by", "before", "until", "till", "through", "from", "after", "starting", "no later than", "not before"}


def order(text: str, day: date | None) -> str:
    """How a text writes its days with slashes: which number is the month; empty where nothing shows it."""
    if "/" not in text and not _YEARS.search(text):
        return ""
    seen = Counter(
        MONTH_FIRST if int(found[2]) > _MONTHS else DAY_FIRST for found in _YEARS.finditer(text) if _tells(found)
    )
    if not seen and day and _ANY.search(text):
        for found in _SLASH.finditer(text):
            first, second = _numbers(found["first"])
            named = found["weekday"] or found["beside"]
            if named:
                seen.update(_orders_of(first, second, _weekday(named), day))
            elif _is_placed(text, found) and (first > _MONTHS) != (second > _MONTHS):
                seen[MONTH_FIRST if second > _MONTHS else DAY_FIRST] += 1
    if len(seen) == 1:
        return next(iter(seen))
    return ""


def _tells(found: re.Match[str]) -> bool:
    return (int(found[1]) > _MONTHS) != (int(found[2]) > _MONTHS)


def _numbers(pair: str) -> tuple[int, int]:
    first, _, second = pair.partition("/")
    return int(first), int(second)


def _weekday(name: str) -> int:
    short = name[:3].lower()
    if short in _WEEKDAYS:
        return _WEEKDAYS.index(short)
    letter = name[1] if name[0] in "周週" else name[0]
    return next(at for at, letters in enumerate(_HAN_WEEKDAYS) if letter in letters)


def _orders_of(first: int, second: int, weekday: int, day: date) -> set[str]:
    """The orders in which the numbers are a day with that weekday; none or one."""
    fits = {
        order
        for order, month, number in ((MONTH_FIRST, first, second), (DAY_FIRST, second, first))
        if (meant := _near(month, number, day)) and meant.weekday() == weekday
    }
    return fits if len(fits) == 1 else set()


def _near(month: int, number: int, day: date) -> date | None:
    """The day of this year, of the next where that lies long behind, or of the last in January."""
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            meant = date(year, month, number)
        except ValueError:
            continue
        if meant >= day - _BACK:
            return meant
    return None


def days(text: str, known: str, day: date | None, zone: tzinfo) -> Iterator[Dated]:
    """The days with slashes in a sentence; `known` is the order of its text."""
    if day is None or "/" not in text or not _ANY.search(text):
        return
    usual = MONTH_FIRST if CAPITAL_LESS.search(text) or _AMERICAN.fullmatch(str(zone)) else ""
    for found in _SLASH.finditer(text):
        first, second = _numbers(found["first"])
        named = found["weekday"] or found["beside"]
        orders = _orders_of(first, second, _weekday(named), day) if named else set()
        if (named and not orders) or not (named or _is_placed(text, found)):
            continue
        unclear = first <= _MONTHS and second <= _MONTHS
        known = known or (usual if named or found["bound"] or found["last"] or CAPITAL_LESS.search(text) else "")
        how = next(iter(orders), known) if unclear or orders else MONTH_FIRST if second > _MONTHS else DAY_FIRST
        dated = _dated(found, how, day, zone) if how else None
        if dated:
            yield dated


def _is_placed(text: str, found: re.Match[str]) -> bool:
    """Whether two numbers with a slash stand where a date would: after a preposition or a colon, or at the head."""
    # What decides stands close before: from the head of a text each pair of a long row would read all before it.
    start = found.start("first")
    near = max(0, start - _CLOSE)
    if _NO_DAY.search(text, near, start) or found["first"] == "24/7":
        return False
    return bool(found["bound"] or found["last"] or _BEFORE.search(text, near, start))


def _dated(found: re.Match[str], how: str, day: date, zone: tzinfo) -> Dated | None:
    first = _day(found["first"], how, day)
    if first is None:
        return None
    bound = (found["bound"] or "").lower()
    start = (
        found.start("bound")
        if bound in _BOUNDS
        else found.start("weekday")
        if found["weekday"]
        else found.start("first")
    )
    words = found.string[start : found.end()]
    if found["last"]:
        last = _day(found["last"] if "/" in found["last"] else _with_month(found, how), how, first)
        return Dated(start, found.end(), words, DateWindow(first, last)) if last and last >= first else None
    said = f"{bound if bound in _BOUNDS else ''} {first.isoformat()}{found['time'] or ''}".strip()
    window = refused.read_words(said, day, zone)
    return Dated(start, found.end(), said, window) if window else None


def _with_month(found: re.Match[str], how: str) -> str:
    first, second = _numbers(found["first"])
    return f"{first}/{found['last']}" if how == MONTH_FIRST else f"{found['last']}/{second}"


def _day(pair: str, how: str, day: date) -> date | None:
    first, second = _numbers(pair)
    return _near(first, second, day) if how == MONTH_FIRST else _near(second, first, day)
