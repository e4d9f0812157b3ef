"""The day that stands alone at the head of a plain text, as newsletters have it below their name.

A page or a mail declares its day; a plain text has only such a line. It counts where a whole day with its year stands
alone in it, or beside no more than a label or the number of the issue, and where all such lines name one day. A day
that is still to come is not meant: that of an event stands there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date

from watchtracker import dates
from watchtracker.errors import InputError

_LINES, _LONGEST_LINE = 5, 100
_SIGNS = "#*_>-=~|[]() \t"
_LABEL = re.compile(
    r"(?:published|posted|issued|date|issue date|发布日期|日期|日付|発行日)"
    r"\s*[:：]\s*",
    re.IGNORECASE,
)
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
# What the reader of dates passes over, such as a sentence around them, must not stand here.
_WHOLE_DAY = re.compile(
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}}\.?,? )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.? {_MONTH}\.?,? \d{{4}}|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
    r"|\d{4}-\d{2}-\d{2}|\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s[|\u00b7\u2022\u2013\u2014-]\s")


def day_at_head(text: str, today: date) -> date | None:
    """The day below the name of a text; None if there is none, if it is after `today`, or if there are several."""
    found = {day for day in _days(text, today) if day <= today}
    return found.pop() if len(found) == 1 else None


def _days(text: str, today: date) -> Iterator[date]:
    lines = (line.strip(_SIGNS) for line in text[: 4 * _LINES * _LONGEST_LINE].splitlines())
    for line in [line for line in lines if line][:_LINES]:
        if len(line) > _LONGEST_LINE:
            return
        for part in _BETWEEN.split(line):
            day = _day(_LABEL.sub("", part.strip(_SIGNS), count=1).strip(_SIGNS), today)
            if day is not None:
                yield day


def _day(words: str, today: date) -> date | None:
    if not _WHOLE_DAY.fullmatch(words):
        return None
    try:
        window = dates.read(words, said_on=today, zone=UTC)
    except InputError:
        return None
    return window.earliest if window.earliest == window.latest and window.instant is None else None
