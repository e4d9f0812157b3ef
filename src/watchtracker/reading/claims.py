"""The words to type for a date that was read, so that the claim means the same window as the find."""

from __future__ import annotations

from datetime import date, tzinfo

from watchtracker import dates
from watchtracker.dates import DateWindow, WindowKind
from watchtracker.errors import DateRefusedError

_LONGEST = 60
ANY_DAY = date(2000, 1, 1)
_ELSEWHERE = dates.zone("UTC-11:30")  # where no item is


def when(words: str, window: DateWindow, day: date | None, zone: tzinfo) -> str:
    """The words of the text if they mean `window` by themselves, with the zone if they name none; else our own."""
    said_on = day or ANY_DAY
    tidy = " ".join(words.split()).strip(" ,;:(")
    if tidy.endswith(".") and not tidy.lower().endswith(("a.m.", "p.m.")):
        tidy = tidy[:-1]
    if len(tidy) > _LONGEST or "\u2014" in tidy:
        return dates.display(window)
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
