"""Days that are named without their month: "15日", "on the 27th", and "Sat 5" under the heading of its month.

A claim needs its month, so `dates` reads no such words. In a text they have one meaning: the day of the month that
was named before, else of the month of the text, or of the next where this one is over and the clause looks ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from watchtracker.dates import DateWindow
from watchtracker.reading.days import day_lists, diary
from watchtracker.reading.languages.letters import HAN_WEEKDAY, SHORT_WEEKDAYS
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.rules import outcomes
from watchtracker.reading.statements import Dated, Passage

_DAY = re.compile(
    r"(?<![\d月年/.第-])(\d{1,2})日"
    r"(?![間间内內以目分本常付後后前期至到〜～~-])"
)
_THE = r"the (\d{1,2})(?:st|nd|rd|th)\b"
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b", re.IGNORECASE)
_ENGLISH_DAY = re.compile(
    rf"\b(?:(?:on|by|from|until|till|through|before|is|for|starting) (?={_THE})){_THE}"
    rf"(?:,? (?:and|to|until|through|till) {_THE})?"
    r"(?! (?:of|in a row|(?:\w+ )?(?:century|anniversary|edition|floor|time|birthday|place|round|grade|annual|amendment"
    r"|issue|street|avenue|percentile|year|day|one)))",
    re.IGNORECASE,
)
_MOVED = re.compile(r"\b(?:mov|postpon|shift|push|delay|reschedul|chang|brought)\w*\b[^.;]{0,40}$", re.IGNORECASE)
_OF_A_MONTH = re.compile(
    rf"(?P<weekday>(?:{SHORT_WEEKDAYS})[a-z]*\.?,? +)?(?P<first>\d{{1,2}})(?:st|nd|rd|th)?"
    r"(?: ?[\u2013-] ?(?P<last>\d{1,2})(?:st|nd|rd|th)?)?(?P<behind>$|[ \t]*[:\u2013\u2014]|\s{2,}|[ \t]+-\s)?",
    re.IGNORECASE,
)
_TITLED = re.compile(r" [A-Z][a-z]")  # "12 Leeds, The Wardrobe"
_LONGEST_LINE = 80
_HAN_OF_A_MONTH = re.compile(
    rf"(?P<days>(?:(\d{{1,2}})日?(?:[(（]{HAN_WEEKDAY}[)）])? ?[-~〜～\u2013、・至] ?)?"
    rf"(\d{{1,2}})日(?:[(（]{HAN_WEEKDAY}(?:[・·][祝休])?[)）])?)[ \t\u3000:：]"
)
_HAN_WEEKDAY_OPENS = re.compile(r"(?:周|週|星期)[一二三四五六日天][(（]$")
_HAN_WEEKDAY_BEHIND = re.compile(rf"[(（]{HAN_WEEKDAY}[)）]")
_NEXT_WEEK = re.compile(r"\bnext week\b|下周|下週|下星期|来週", re.IGNORECASE)
_WEEKDAY_ALONE = re.compile(
    rf"(?:{SHORT_WEEKDAYS})[a-z]*|(?:[周週]|星期)[一二三四五六日天]|[月火水木金土日]曜日?", re.IGNORECASE
)
_WEEK = timedelta(days=7)
_NEWS = 7  # days for which something is news
_MONTH = timedelta(days=31)


def bare_days(passage: Passage, known: list[Dated], day: date | None) -> Iterator[Dated]:
    """The days without a month that stand apart from the dates of `known`."""
    if day is None:
        return
    if not passage.verb_last:
        yield from _english(passage, known, day)
        return
    for found in _DAY.finditer(passage.text):
        start, end = found.span()
        if any(start < dated.end and end > dated.start for dated in known):
            continue
        meant = _beside(known, start, int(found[1])) or _of_han(passage, day, int(found[1]), (start, end))
        if meant:
            start, end = _with_weekday(passage.text, start, end)
            yield Dated(start, end, found[0], DateWindow(meant, meant))


def _beside(known: list[Dated], start: int, number: int) -> date | None:
    """The day of the month that the sentence itself names before it: "11月17日至19日停、20日恢复"."""
    named = [dated.window.latest for dated in known if dated.end <= start and "月" in dated.words]
    month = named[-1] if named else None
    return _of_month(month, number) if month and month.day < number else None


def _of_han(passage: Passage, day: date, number: int, place: tuple[int, int]) -> date | None:
    """The day of the month of the sentence before, where that is to come, else of this month, or of the next."""
    month = passage.earlier.named if passage.earlier else None
    if month and month > day and month.day < number:
        return _of_month(month, number)
    meant = _of_month(day, number)
    ahead = passage.words.ahead.search(passage.text, *passage.clause(*place)) is not None
    begin, _ = passage.clause(*place)
    told = any(begin <= at for _, at, _ in outcomes.told(passage)) and passage.words.past.search(passage.text, begin)
    if meant and meant < day and ahead and not (told and (day - meant).days <= _NEWS):
        return _of_month(day.replace(day=1) + _MONTH, number)
    if meant and meant > day and told and not ahead and not passage.ahead:
        return _of_month(day.replace(day=1) - timedelta(days=1), number)  # "28日", told on the second
    return meant


def _with_weekday(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a day with the weekday around or behind it, which is no part of what is said of the day."""
    before, behind = _HAN_WEEKDAY_OPENS.search(text[:start]), _HAN_WEEKDAY_BEHIND.match(text, end)
    if before and text.startswith((")", "）"), end):
        return before.start(), end + 1
    return start, behind.end() if behind else end


def in_next_week(passage: Passage, dated: Dated, day: date) -> Dated:
    """A weekday under "Next week" or "下周看点" is that of the next week, though it may come earlier in this one."""
    heading = passage.block.heading
    bare = dated.window.exact and _WEEKDAY_ALONE.fullmatch(dated.words) and (dated.start <= 1 or passage.short)
    if not bare or dated.window.earliest is None or not _NEXT_WEEK.search(heading):
        return dated
    ends = day + timedelta(days=6 - day.weekday())
    meant = dated.window.earliest + (_WEEK if dated.window.earliest <= ends and day != ends else timedelta())
    return replace(dated, window=DateWindow(meant, meant))


def of_month(passage: Passage, month: date | None, day: date | None) -> Iterator[Dated]:
    """The days at the head of a line that stands under the name of its month, or behind it: "Sat 5", "11-27"."""
    if passage.block.kind is BlockKind.HEADING:
        return
    key = diary.month(passage.block.subject, day) if passage.block.kind is BlockKind.ITEM else None
    if key:
        yield from day_lists.of_key(passage, key)
        return
    found = _OF_A_MONTH.match(passage.text) if month and passage.earlier is None else None
    han = _HAN_OF_A_MONTH.match(passage.text) if month and passage.earlier is None else None
    if month and han:
        first, last = _of_month(month, int(han[2] or han[3])), _of_month(month, int(han[3]))
        if first and last and first <= last:
            yield Dated(0, han.end("days"), han["days"], DateWindow(first, last))
        return
    if month is None or found is None:
        return
    whole = passage.block.kind is BlockKind.CELL and found.end() == len(passage.text)
    titled = _TITLED.match(passage.text, found.end()) and len(passage.text) <= _LONGEST_LINE
    if not (whole or found["weekday"] or found["behind"] or titled):
        return
    first, last = _of_month(month, int(found["first"])), _of_month(month, int(found["last"] or found["first"]))
    if first and last and first <= last:
        end = found.start("behind") if found["behind"] is not None else found.end()
        yield Dated(0, end, passage.text[:end], DateWindow(first, last))


def _english(passage: Passage, known: list[Dated], day: date) -> Iterator[Dated]:
    if not _ORDINAL.search(passage.text):
        return
    for found in _ENGLISH_DAY.finditer(passage.text):
        start, end = found.span()
        if any(start < dated.end and end > dated.start for dated in known):
            continue
        first = _meant(passage, known, day, int(found[2]), (start, end))
        last = _of_month(first, int(found[3])) if first and found[3] else first
        if last and found[3] and _MOVED.search(passage.text[:start]):
            first = last
        if first and last and first <= last:
            bound = found[0][:3].lower() == "by "
            yield Dated(start, end, found[0], DateWindow(None if bound else first, last))


def _meant(passage: Passage, known: list[Dated], day: date, number: int, place: tuple[int, int]) -> date | None:
    """The day of the month that was named last, else the next such day, or the last behind a past verb."""
    named = [dated.window.earliest for dated in known if dated.end <= place[0] and dated.window.exact]
    month = named[-1] if named else passage.earlier.named if passage.earlier else None
    if month:
        return _of_month(month, number)
    meant = _of_month(day, number)
    begin, end = passage.clause(*place)
    past = any(begin <= at < end for at, _ in passage.past) and not any(begin <= at < end for at, _ in passage.ahead)
    if meant and meant < day and not past:
        return _of_month(day.replace(day=1) + _MONTH, number)
    if meant and meant > day and past:
        return _of_month(day.replace(day=1) - timedelta(days=1), number)
    return meant


def _of_month(day: date, number: int) -> date | None:
    try:
        return day.replace(day=number)
    except ValueError:
        return None
