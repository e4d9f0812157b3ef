"""Several days of one month: "6, 13 and 20 May", "June 3, 10 and 17", "5月6日、13日、20日", "March: 3 - X; 17 - Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, tzinfo
from itertools import pairwise

from watchtracker.dates import DateWindow
from watchtracker.reading.days import refused
from watchtracker.reading.languages.letters import SHORT_WEEKDAYS
from watchtracker.reading.statements import Dated, Passage

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = rf"{_NUMBER}(?:(?:, ?(?:and |& )?| and | & |/){_NUMBER}(?![\d:.%]\d|\d))"
_ENGLISH = re.compile(
    rf"\b(?P<month>{_MONTH}) (?P<days>{_DAYS}{{2,}})(?:,? (?P<year>20\d\d))?\b"
    rf"|(?<![\d.,:$-])(?P<days_first>{_DAYS}{{1,}}) (?:of )?(?P<month_last>{_MONTH})(?:,? (?P<year_last>20\d\d))?\b"
)
_HAN_BETWEEN = r"(?:日?[ ]*(?:[(（][^()（）\d]{1,4}[)）])?[、,，・和及与])"
_HAN = re.compile(
    rf"(?:(?P<year>20\d\d)年)?(?P<month>\d{{1,2}})月(?P<days>\d{{1,2}}(?:{_HAN_BETWEEN}\d{{1,2}}(?![\d月年])){{1,}}日)"
    r"(?:[(（][^()（）\d]{1,4}[)）])?"
)
_BETWEEN = re.compile(r"\bbetween (?:the )?$", re.IGNORECASE)
_A_DAY = re.compile(r"\d{1,2}")
_WEEKDAY = rf"(?:(?:{SHORT_WEEKDAYS})[a-z]*\.?,? +)"
_OF_A_KEY = re.compile(
    rf"(?:^|[;,/\u2022\u00b7；、]\s*){_WEEKDAY}?(?P<first>\d{{1,2}})(?:st|nd|rd|th|日)?"
    r"(?: ?[\u2013-] ?(?P<last>\d{1,2})(?:st|nd|rd|th|日)?)?(?=\s*[-\u2013\u2014:：]?\s*[^\W\d])",
    re.IGNORECASE,
)


def days(text: str, day: date | None, zone: tzinfo) -> Iterator[Dated]:
    """Each day of a list of some in one month; days in a row are one span, and read as that elsewhere."""
    if day is None:
        return
    han = "日" in text
    if not han and " and " not in text and " & " not in text and "/" not in text:
        return  # most sentences end here
    pattern = _HAN if han else _ENGLISH
    for found in pattern.finditer(text):
        if _BETWEEN.search(text, 0, found.start()):
            continue
        numbers = [int(number) for number in _A_DAY.findall(_listed(found))]
        if any(after <= before for before, after in pairwise(numbers)) or numbers[-1] - numbers[0] < len(numbers):
            continue
        windows = [refused.read_words(_said(found, number), day, zone) for number in numbers]
        if all(window and window.exact for window in windows):
            yield from (Dated(*found.span(), found[0], window) for window in windows if window)


def _listed(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return groups.get("days") or groups.get("days_first") or ""


def _said(found: re.Match[str], number: int) -> str:
    groups = found.groupdict()
    year = groups.get("year") or groups.get("year_last")
    if found.re is _HAN:
        return f"{year}年{found['month']}月{number}日" if year else f"{found['month']}月{number}日"
    month = groups.get("month") or groups.get("month_last")
    return f"{month} {number}, {year}" if year else f"{month} {number}"


def of_key(passage: Passage, month: date) -> Iterator[Dated]:
    """The days of a line whose key is their month: "March: 3 - committee; 17 - spring dinner"."""
    key = passage.block.subject if passage.text.startswith(passage.block.subject) else ""
    begin = len(key) + len(passage.text[len(key) :]) - len(passage.text[len(key) :].lstrip(" :：*"))
    for found in _OF_A_KEY.finditer(passage.text[begin:]):
        try:
            first = month.replace(day=int(found["first"]))
            last = month.replace(day=int(found["last"] or found["first"]))
        except ValueError:
            continue
        start, end = begin + found.start("first"), begin + found.end()
        if first <= last:
            yield Dated(start, end, passage.text[start:end], DateWindow(first, last))
