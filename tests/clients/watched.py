"""What the calendar programs of these tests subscribe to, and what their readers must see of it.

Every kind of date, state and zone is here once, in the words of a watch list, beside the days written down by hand.
Nothing in it comes from the feed. `of_the_records` says the same of any watch list, from what `list --json` says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

# Where readers sit: the first and the last zone to begin a day, one with half hours, two that change their clocks.
READERS = ("Pacific/Kiritimati", "Asia/Kolkata", "Europe/Berlin", "America/Los_Angeles", "Etc/GMT+12")

_SURE, _UNSURE, _OFF = "CONFIRMED", "TENTATIVE", "CANCELLED"


@dataclass(frozen=True, slots=True)
class Shown:
    """An event as a reader finds it: its days, the time it begins at unless it is of whole days, title and status."""

    days: tuple[date, ...]
    time: str | None
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class Watched:
    """An item of the watch list; `first` and `last` are its days everywhere, an instant has neither."""

    item_id: str
    lines: str
    title: str = ""
    status: str = _SURE
    first: str = ""
    last: str = ""
    instant: str = ""

    @property
    def declared(self) -> str:
        """The item as the watch list has it."""
        return f'[[item]]\nid = "{self.item_id}"\ntitle = "{self.item_id}"\n{self.lines}\n'

    def shown(self, reader: str) -> Shown:
        """What a reader in the zone `reader` must see."""
        title = self.title or self.item_id
        if self.instant:
            local = datetime.fromisoformat(self.instant).astimezone(ZoneInfo(reader))
            return Shown((local.date(),), f"{local:%H:%M}", title, self.status)
        return Shown(days(self.first, self.last or self.first), None, title, self.status)


def days(first: str, last: str) -> tuple[date, ...]:
    """Every day from `first` to `last`."""
    begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    return tuple(begins + timedelta(days=number) for number in range((ends - begins).days + 1))


def said(when: str, *, kind: str = "event", zone: str = "UTC", standing: str = "reported") -> str:
    """The lines of an item with one claim."""
    return (
        f'kind = "{kind}"\nzone = "{zone}"\nwhen = "{when}"\n'
        f'said_on = 2026-02-01\nsource = "Gazette"\nstanding = "{standing}"\n'
    )


def said_twice(first: str, then: str) -> str:
    """The lines of a release whose date was said anew."""
    claims = (
        f'[[item.claim]]\nwhen = "{when}"\nsaid_on = 2026-02-{day}\nsource = "Gazette"\n'
        for when, day in ((first, "01"), (then, "09"))
    )
    return 'kind = "release"\n' + "".join(claims)


def ended(result: str, when: str, kind: str) -> str:
    """The lines of an item with an outcome."""
    return f'{said(when, kind=kind)}[item.outcome]\nresult = "{result}"\non = 2026-04-24\nsource = "Gazette"\n'


WATCHED = (
    # A day is that day for every reader, wherever it is said to end.
    Watched("exact-day", said("May 6, 2026"), first="2026-05-06"),
    Watched("rumoured-day", said("May 6, 2026", standing="rumour"), status=_UNSURE, first="2026-05-06"),
    Watched(
        "deadline-day",
        said("through May 6, 2026", kind="deadline", zone="Asia/Shanghai"),
        title="deadline-day (Shanghai)",
        first="2026-05-06",
    ),
    Watched("day-in-kiritimati", said("June 1, 2026", zone="Pacific/Kiritimati"), first="2026-06-01"),
    Watched("day-in-kolkata", said("June 1, 2026", zone="Asia/Kolkata"), first="2026-06-01"),
    Watched("day-in-los-angeles", said("June 1, 2026", zone="America/Los_Angeles"), first="2026-06-01"),
    Watched("day-anywhere", said("June 1, 2026", zone="AoE"), first="2026-06-01"),
    Watched("day-at-an-offset", said("June 1, 2026", zone="UTC+8"), first="2026-06-01"),
    # The days on which clocks change have 23 hours and 25.
    Watched("spring-day-in-berlin", said("March 29, 2026", zone="Europe/Berlin"), first="2026-03-29"),
    Watched("autumn-day-in-berlin", said("October 25, 2026", zone="Europe/Berlin"), first="2026-10-25"),
    Watched("spring-day-in-los-angeles", said("March 8, 2026", zone="America/Los_Angeles"), first="2026-03-08"),
    Watched("autumn-day-in-los-angeles", said("November 1, 2026", zone="America/Los_Angeles"), first="2026-11-01"),
    # Windows; the month and the quarter have a change of clocks within them.
    Watched(
        "part-of-a-month",
        said("late April 2026", kind="release", zone="AoE"),
        title="part-of-a-month (late Apr 2026)",
        status=_UNSURE,
        first="2026-04-21",
        last="2026-04-30",
    ),
    Watched(
        "month",
        said("March 2026", kind="release", zone="Europe/Berlin"),
        title="month (Mar 2026)",
        status=_UNSURE,
        first="2026-03-01",
        last="2026-03-31",
    ),
    Watched(
        "quarter",
        said("Q4 2026", kind="deadline", zone="America/Los_Angeles"),
        title="quarter (Q4 2026)",
        status=_UNSURE,
        first="2026-10-01",
        last="2026-12-31",
    ),
    Watched(
        "one-sided-end",
        said("by June 30, 2026", kind="release", zone="Pacific/Kiritimati"),
        title="one-sided-end (by 30 Jun 2026)",
        status=_UNSURE,
        first="2026-06-30",
    ),
    Watched(
        "one-sided-start",
        said("not before May 6, 2026", kind="release"),
        title="one-sided-start (not before 6 May 2026)",
        status=_UNSURE,
        first="2026-05-06",
    ),
    # What became of dates.
    Watched(
        "slipped",
        said_twice("early April 2026", "Q2 2026"),
        title="slipped (Q2 2026)",
        status=_UNSURE,
        first="2026-04-01",
        last="2026-06-30",
    ),
    Watched("dated-late", said_twice("soon", "May 6, 2026"), first="2026-05-06"),
    Watched(
        "happened", ended("happened", "late March 2026", "release"), title="Happened: happened", first="2026-04-24"
    ),
    Watched("done", ended("done", "May 6, 2026", "deadline"), title="Done: done", first="2026-05-06"),
    Watched(
        "cancelled",
        ended("cancelled", "late April 2026", "release"),
        title="Cancelled: cancelled (late Apr 2026)",
        status=_OFF,
        first="2026-04-21",
        last="2026-04-30",
    ),
    Watched(
        "superseded",
        ended("superseded", "May 6, 2026", "event"),
        title="Superseded: superseded",
        status=_OFF,
        first="2026-05-06",
    ),
    # A moment is on whatever day the reader's clock shows then. First near midnight where it is said ...
    Watched(
        "moment-in-kiritimati",
        said("June 1, 2026 at 00:30", zone="Pacific/Kiritimati", kind="deadline"),
        instant="2026-05-31T10:30Z",
    ),
    Watched(
        "moment-in-kolkata",
        said("June 1, 2026 at 00:15", zone="Asia/Kolkata", kind="deadline"),
        instant="2026-05-31T18:45Z",
    ),
    Watched(
        "moment-in-los-angeles",
        said("June 1, 2026 at 23:59", zone="America/Los_Angeles", kind="deadline"),
        instant="2026-06-02T06:59Z",
    ),
    Watched("moment-anywhere", said("June 1, 2026 at 23:59", zone="AoE", kind="deadline"), instant="2026-06-02T11:59Z"),
    Watched("last-second-of-a-day", said("2026-06-01T23:59:59+02:00", kind="deadline"), instant="2026-06-01T21:59:59Z"),
    # ... then the last minute before each change of clocks and the first one after it; in autumn an hour comes twice.
    Watched("before-spring-in-berlin", said("2026-03-29T00:59Z"), instant="2026-03-29T00:59Z"),
    Watched("after-spring-in-berlin", said("2026-03-29T01:00Z"), instant="2026-03-29T01:00Z"),
    Watched("before-autumn-in-berlin", said("2026-10-25T00:30Z"), instant="2026-10-25T00:30Z"),
    Watched("after-autumn-in-berlin", said("2026-10-25T01:30Z"), instant="2026-10-25T01:30Z"),
    Watched("before-spring-in-los-angeles", said("2026-03-08T09:59Z"), instant="2026-03-08T09:59Z"),
    Watched("after-spring-in-los-angeles", said("2026-03-08T10:00Z"), instant="2026-03-08T10:00Z"),
    Watched("before-autumn-in-los-angeles", said("2026-11-01T08:30Z"), instant="2026-11-01T08:30Z"),
    Watched("after-autumn-in-los-angeles", said("2026-11-01T09:30Z"), instant="2026-11-01T09:30Z"),
)

# These have no day, and so no event.
UNDATED = (
    Watched("undated", said("soon", kind="release")),
    Watched("date-lost", said_twice("May 6, 2026", "no release date yet")),
)


def watchlist(*more: Watched) -> str:
    """The watch list of these tests, and `more`."""
    return "\n".join(one.declared for one in (*WATCHED, *UNDATED, *more))


def must_be_shown(reader: str) -> dict[str, Shown]:
    """What somebody in the zone `reader` must see, by item."""
    return {one.item_id: one.shown(reader) for one in WATCHED}


def of_the_records(listed: Mapping[str, Any], reader: str) -> dict[str, tuple[tuple[date, ...], str | None]]:
    """The days and the time of each item of `list --all --json`, for somebody in the zone `reader`."""
    shown = {item["id"]: _days_of(item, reader) for item in listed["items"]}
    return {item_id: when for item_id, when in shown.items() if when is not None}


def _days_of(item: Mapping[str, Any], reader: str) -> tuple[tuple[date, ...], str | None] | None:
    window, outcome = item["window"], item["outcome"]
    if outcome is not None and outcome["result"] == "happened":
        return days(outcome["on"], outcome["on"]), None
    if window["kind"] == "undated":
        return None
    if window["kind"] == "instant":
        local = datetime.fromisoformat(window["earliest"]).astimezone(ZoneInfo(reader))
        return (local.date(),), f"{local:%H:%M}"
    return days(window["earliest"] or window["latest"], window["latest"] or window["earliest"]), None
