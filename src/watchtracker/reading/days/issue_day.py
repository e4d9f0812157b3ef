"""The day that a newsletter has in its head, where it is not quite the day on which it came.

Whoever says on which day a text was published may be a day or two before the day that is printed in it. That day is the
text's own, and nothing comes on it. So it is only where the head says that it is one of a series, such as "Weekly" or
"Issue 42", and no calendar: the day in the head of an invitation is that of what it invites to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta, tzinfo

from watchtracker.reading.days import mentions
from watchtracker.reading.languages.words import many, pattern

_LINES, _LONGEST_LINE = 6, 100
_NEAR = timedelta(days=7)
_SERIES = many(r"""
    \b(?:weekly|daily|monthly|fortnightly|newsletter|letter|digest|bulletin|briefing|gazette|round-?up|dispatch|issue|
    edition|no\.[ ]?\d|vol\.?[ ]?\d)\b|\#\d|^\W*(?:date|published|posted|issued)\b[ ]?:|
    [周日月][报刊]|週報|简报|通讯|第 ?\d+ ?[期号]|
    発行|ニュースレター|日期[:：]
""")
_CALENDAR = pattern(r"""
    \b(?:calendar|diary|agenda|schedule|programme|program|events?[ ]on|save[ ]the[ ]date|invit\w+)\b|
    日程|议程|予定
""")
_YEAR = re.compile(r"\d{4}")
_BETWEEN = re.compile(r"\s[|\u00b7\u2022\u2013\u2014-]\s|[:：]\s+|[(]|, (?=[A-Z]\w+day)|(?<=[期号报刊])\s+")
_TODAY = re.compile(r"\b(?:it is|it's|today is) $", re.IGNORECASE)
_PERHAPS_IN_WORDS = re.compile(
    r"\d{4}(?= \w).* (?:edition|issue|newsletter|digest|bulletin)\b|\b(?:it is|it's|today is) ", re.IGNORECASE
)
_ISSUE_BEHIND = re.compile(r" (?:edition|issue|newsletter|digest|bulletin)\b", re.IGNORECASE)
_SIGNS = " \t#*_>|.)\r"


def place(text: str, published: date | None, zone: tzinfo) -> tuple[int, int] | None:
    """Where the day of the issue stands in the head of `text`, if it is near the day on which it was published."""
    if published is None:
        return None
    head = list(_head(text))
    for start, end in head:
        if in_words := _in_words(text, start, end, published, zone):
            return in_words
    said = "\n".join(text[start:end] for start, end in head)
    if not _SERIES.search(said) or _CALENDAR.search(said):
        return None
    for start, end in head:
        for part_start, part_end in _parts(text, start, end):
            day = _day(text[part_start:part_end].strip(_SIGNS), published, zone)
            if day is not None and abs(day - published) <= _NEAR:
                return part_start, part_end
    return None


def _head(text: str) -> Iterator[tuple[int, int]]:
    """The first short lines of a text."""
    at = number = 0
    for line in text[: 4 * _LINES * _LONGEST_LINE].splitlines(keepends=True):
        if line.strip():
            if number == _LINES or len(line.strip()) > _LONGEST_LINE:
                return
            number += 1
            yield at, at + len(line.rstrip())
        at += len(line)


def _in_words(text: str, start: int, end: int, published: date, zone: tzinfo) -> tuple[int, int] | None:
    """Where a greeting says its own day: "Welcome to the 16 October 2030 edition"."""
    line = text[start:end]
    if not _YEAR.search(line) or not _PERHAPS_IN_WORDS.search(line):
        return None
    for found in mentions.find(line, published, zone):
        day = found.window.earliest if found.window and found.window.exact else None
        own = _ISSUE_BEHIND.match(line, found.end) or _TODAY.search(line[: found.start])
        if own and day is not None and abs(day - published) <= _NEAR:
            return start + found.start, start + found.end
    return None


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a line, from the back: the day stands behind the name."""
    cuts = [found.end() for found in _BETWEEN.finditer(text, start, end)]
    yield from ((cut, end) for cut in reversed(cuts))
    yield start, end


def _day(words: str, published: date, zone: tzinfo) -> date | None:
    """The day that some words name, which name nothing else."""
    if not _YEAR.search(words) or len(words) > _LONGEST_LINE // 2:
        return None
    named = mentions.find(words, published, zone)
    if len(named) != 1 or named[0].window is None or len(named[0].words) < len(words):
        return None
    window = named[0].window
    return window.earliest if window.exact else None
