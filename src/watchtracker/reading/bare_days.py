"""Days that Chinese and Japanese news name without their month: "15日" is that of the month of the text.

A claim needs its month, so `dates` reads no such words. In a text with a day of publication they have one meaning: the
day of this month, or of the next where this one is over and the clause says that it is still to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from watchtracker.dates import DateWindow
from watchtracker.reading.statements import Dated, Passage

_DAY = re.compile(
    r"(?<![\d\u6708\u5e74/.\u7b2c-])(\d{1,2})\u65e5"
    r"(?![\u9593\u95f4\u5185\u5167\u4ee5\u76ee\u5206\u672c\u5e38\u4ed8\u5f8c\u540e\u524d\u671f\u81f3\u5230\u301c\uff5e~-])"
)
_MONTH = timedelta(days=31)


def bare_days(passage: Passage, known: list[Dated], day: date | None) -> Iterator[Dated]:
    """The days without a month that stand apart from the dates of `known`."""
    if day is None or not passage.verb_last:
        return
    for found in _DAY.finditer(passage.text):
        start, end = found.span()
        if any(start < dated.end and end > dated.start for dated in known):
            continue
        ahead = passage.words.ahead.search(passage.text, *passage.clause(start, end)) is not None
        meant = _of_month(day, int(found[1]))
        if meant and meant < day and ahead:
            meant = _of_month(day.replace(day=1) + _MONTH, int(found[1]))
        if meant:
            yield Dated(start, end, found[0], DateWindow(meant, meant))


def _of_month(day: date, number: int) -> date | None:
    try:
        return day.replace(day=number)
    except ValueError:
        return None
