"""The words to type for a date that was read, so that the claim means the same window as the find."""

from __future__ import annotations

import re
from datetime import date, timedelta, tzinfo

from watchtracker import dates
from watchtracker.dates import DateWindow, WindowKind
from watchtracker.errors import DateRefusedError

_LONGEST = 60
ANY_DAY = date(2000, 1, 1)
# A day that carries its year means the same wherever it stands, and one without it is the next such day, unless that is
# nearly a year away: neither need be read once more.
_WHOLE_DAY = re.compile(
    r"(?:on )?(?:(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2,8})|(?P<month_>[A-Z][a-z]{2,8}) (?P<day_>\d{1,2}),?)"
    r"(?: (?P<year>20\d\d)|(?<!,))|(?P<iso>20\d\d-\d\d-\d\d)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SOON = timedelta(days=300)
_ELSEWHERE = dates.zone("UTC-11:30")  # where no item is


def when(words: str, window: DateWindow, day: date | None, zone: tzinfo) -> str:
    """The words of the text if they mean `window` by themselves, with the zone if they name none; else our own."""
    said_on = day or ANY_DAY
    tidy = " ".join(words.split()).strip(" ,;:(")
    if tidy.endswith(".") and not tidy.lower().endswith(("a.m.", "p.m.")):
        tidy = tidy[:-1]
    if len(tidy) > _LONGEST or "\u2014" in tidy:
        return dates.display(window)
    whole = _whole_day(tidy, window, day)
    if whole is not None and window == DateWindow(whole, whole):
        return tidy
    if window.kind is not WindowKind.INSTANT:
        return tidy if _means(tidy, window, said_on, zone) else dates.display(window)
    # A time of day without a zone would mean another moment in the zone of another item.
    for candidate in (tidy, f"{tidy}, {getattr(zone, 'key', zone)}"):
        if _means(candidate, window, said_on, _ELSEWHERE):
            return candidate
    return dates.display(window)


def _means(words: str, window: DateWindow, said_on: date, zone: tzinfo) -> bool:
    try:
        return dates.read(words, said_on=said_on, zone=zone) == window
    except DateRefusedError:
        return False


def _whole_day(words: str, window: DateWindow, said_on: date | None) -> date | None:
    """The day that words name with its month, and its year or soon after `said_on`; None where they are anything else.

    Without its year it is that of `window`, if it is soon.
    """
    found = _WHOLE_DAY.fullmatch(words)
    if found is None:
        return None
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        month = _MONTHS.index((found["month"] or found["month_"])[:3].lower()) + 1
        number = int(found["day"] or found["day_"])
        if found["year"]:
            return date(int(found["year"]), month, number)
        near = date(window.earliest.year, month, number) if window.earliest else None
        return near if near and said_on and said_on <= near <= said_on + _SOON else None
    except ValueError:
        return None
