"""Watch lists of any length, and the same items as other programs want them.

Every item lies ahead within a year, so that the peers, which list a span of days, show as many as we do.
`racing.py` measures what is made of them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

_DAYS = 360
_SAID_ON = date(2026, 1, 5)
_ITEM = """[[item]]
id = "item-{number}"
title = "Item {number}: an announced thing, with a title of usual length"
kind = "{kind}"
zone = "{zone}"
tags = ["tag-{tag}", "bench"]

[[item.claim]]
when = "{when}"
said_on = {said_on}
source = "Source {tag}"
url = "https://example.org/{number}"

"""
_EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//benchmark//EN
BEGIN:{component}
UID:item-{number}@benchmark
DTSTAMP:20260105T000000Z
{start};VALUE=DATE:{day:%Y%m%d}
SUMMARY:Item {number}: an announced thing, with a title of usual length
CATEGORIES:tag-{tag},bench
END:{component}
END:VCALENDAR
"""


def days_ahead(count: int) -> list[date]:
    """A day for each of `count` items, from tomorrow on, spread over a year."""
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)  # noqa: TID251 - peers list from their own today
    return [tomorrow + timedelta(days=number * 7919 % _DAYS) for number in range(count)]


def as_watch_list(count: int) -> str:
    """TOML of `count` items with a claim each: exact days, and kinds and zones in turn."""
    kinds, zones = ("release", "deadline", "event"), ("Asia/Shanghai", "Europe/Berlin", "UTC")
    return "".join(
        _ITEM.format(
            number=number,
            kind=kinds[number % 3],
            zone=zones[number // 3 % 3],
            tag=number % 20,
            when=day.isoformat(),
            said_on=_SAID_ON,
        )
        for number, day in enumerate(days_ahead(count))
    )


def workplace(folder: Path, count: int) -> Path:
    """A folder with a watch list of `count` items and its settings; answers the settings' path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "watchlist.toml").write_text(as_watch_list(count))
    settings = folder / "watchtracker.toml"
    settings.write_text('watchlist = "watchlist.toml"\ndatabase = "sqlite:///watchtracker.db"\n')
    return settings


def as_calendar_files(folder: Path, count: int, *, component: str) -> None:
    """The same items as one iCalendar file each: VEVENT for khal, VTODO for todoman."""
    folder.mkdir(parents=True, exist_ok=True)
    start = "DUE" if component == "VTODO" else "DTSTART"
    for number, day in enumerate(days_ahead(count)):
        text = _EVENT.format(component=component, start=start, number=number, day=day, tag=number % 20)
        (folder / f"item-{number}.ics").write_bytes(text.replace("\n", "\r\n").encode())
