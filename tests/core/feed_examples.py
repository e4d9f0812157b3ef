"""The items of the golden feeds: every kind of window, move and outcome, as a watch list would have them.

Each has its own id, so that a golden file can be read beside this one; what it is to show stands in its title.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tests.builders import OFFICIAL, RUMOUR, an_item, at, deepseek, happened, said
from watchtracker import items
from watchtracker.items import Item, Kind, Origin, Outcome, Result, Statement

STORED = datetime(2026, 4, 15, 12, tzinfo=UTC)
DEADLINE, EVENT, RELEASE = Kind.DEADLINE, Kind.EVENT, Kind.RELEASE
BERLIN, LOS_ANGELES = "Europe/Berlin", "America/Los_Angeles"


def stored(item: Item, revision: int = 1, at_second: datetime = STORED) -> Item:
    return replace(item, revision=revision, revised_at=at_second)


def titled(title: str, *claims: Statement, **more: Any) -> Item:
    """An item whose id is its title, stored once for each claim and for its outcome."""
    item_id = "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())
    item = an_item(*claims, item_id=item_id, **more)
    return stored(replace(item, facts=replace(item.facts, title=title)), len(claims) - (item.outcome is None))


def on(when: str, title: str, kind: Kind = RELEASE, zone: str = "Asia/Shanghai", **more: Any) -> Item:
    return titled(title, said(when, "2026-04-10"), kind=kind, zone=zone, **more)


def ended(title: str, result: Result, when: str, kind: Kind, **more: Any) -> Item:
    outcome = Outcome(result, happened("2026-04-24").on, "Gazette", url="https://gazette.example/2026/24")
    return on(when, title, kind, outcome=outcome, **more)


def retracted(item: Item, *places: int) -> Item:
    for place in places:
        item = items.retracted(item, item.claims[place].id, origin=Origin.CLI, now=at("2026-05-09 12:00"))
    return replace(item, revision=item.revision + len(places))


WINDOWS = (
    on("May 6, 2026", "Exact day of a release"),
    on("May 6, 2026", "Exact day of an event", EVENT, BERLIN),
    on("through May 6, 2026", "Exact day of a deadline", DEADLINE),
    on("May 6, 2026", "Exact day of a deadline anywhere on earth", DEADLINE, "AoE"),
    titled("Exact day by rumour", said("May 6, 2026", "2026-04-10", standing=RUMOUR)),
    titled("Exact day by its owner", said("May 6, 2026", "2026-04-10", standing=OFFICIAL, quote="We ship\non May 6.")),
    on("2026-06-01T17:30+02:00", "Instant of a deadline", DEADLINE, BERLIN),
    on("2026-06-01T23:59:59+02:00", "Instant with seconds", DEADLINE, BERLIN),
    on("2026-06-01T00:00+02:00", "Instant at a midnight that begins", EVENT, BERLIN),
    on("2026-06-01T00:00+02:00", "Instant at a midnight that closes", DEADLINE, BERLIN),
    on("10am PT on June 1, 2026", "Instant of a release", RELEASE, LOS_ANGELES),
    on("week of June 8, 2026", "Week"),
    on("June 2026", "Month"),
    on("late April 2026", "Part of a month", tags=("models", "chips"), owner="@mei", notes="Why: compare; then tell."),
    on("Q3 2026", "Quarter"),
    on("H2 2026", "Half"),
    on("2027", "Year"),
    on("December 20, 2026 to January 10, 2027", "Span over New Year", EVENT),
    on("Q3 2026", "Quarter of a deadline", DEADLINE),
    on("by June 30, 2026", "Open start"),
    on("by June 30, 2026", "Open start of a deadline", DEADLINE),
    on("not before May 6, 2026", "Open end"),
    on("not before May 6, 2026", "Open end of a deadline", DEADLINE),
    on("soon", "Undated"),
)

MOVES = (
    stored(deepseek(), 4),
    titled("Dated", said("soon", "2026-04-01"), said("May 6, 2026", "2026-04-05")),
    titled("Dated by a blog", said("soon", "2026-04-01", standing=OFFICIAL), said("May 2026", "2026-04-05", "Blog")),
    titled("Sharpened", said("May 2026", "2026-04-01"), said("May 6, 2026", "2026-04-05")),
    titled("Widened", said("May 6, 2026", "2026-04-01"), said("May 2026", "2026-04-05")),
    titled("Slipped", said("May 6, 2026", "2026-04-01"), said("May 20, 2026", "2026-04-05"), kind=DEADLINE),
    titled(
        "Slipped within a day",
        said("2026-06-01T15:00+02:00", "2026-04-01"),
        said("2026-06-01T17:30+02:00", "2026-04-05"),
        kind=EVENT,
        zone=BERLIN,
    ),
    titled(
        "Slipped by nothing", said("by June 30, 2026", "2026-04-01"), said("not before June 30, 2026", "2026-04-05")
    ),
    titled("Earlier", said("May 20, 2026", "2026-04-01"), said("May 6, 2026", "2026-05-05")),
    titled(
        "Earlier within a day",
        said("2026-06-01T17:30+02:00", "2026-04-01"),
        said("2026-06-01T15:00+02:00", "2026-04-05"),
        kind=EVENT,
        zone=BERLIN,
    ),
    titled("Lost", said("May 6, 2026", "2026-04-01"), said("soon", "2026-04-05")),
    titled(
        "Lost and back",
        said("May 6, 2026", "2026-04-01"),
        said("postponed indefinitely", "2026-04-05"),
        said("June 3, 2026", "2026-05-02"),
        kind=EVENT,
    ),
    titled(
        "Contradicted",
        said("May 6, 2026", "2026-04-01", standing=OFFICIAL, url="https://gazette.example/1", quote="by May 6"),
        said("May 20, 2026", "2026-04-02", "Blog", url="https://blog.example/新闻"),
    ),
    titled(
        "Contradicted, and right in the end",
        said("May 6, 2026", "2026-04-01", standing=OFFICIAL),
        said("May 20, 2026", "2026-04-02", "Blog"),
        said("May 20, 2026", "2026-04-05", standing=OFFICIAL),
    ),
    titled(
        "Left alone",
        said("late April 2026", "2026-04-01", standing=OFFICIAL),
        said("April 24, 2026", "2026-04-02", "Blog"),
    ),
    titled(
        "Confirmed", said("May 6, 2026", "2026-04-01", standing=OFFICIAL), said("May 6, 2026", "2026-04-02", "Blog")
    ),
    titled("Missed", said("April 6, 2026", "2026-04-01", standing=OFFICIAL), said("May 6, 2026", "2026-04-08", "Blog")),
    retracted(titled("Retracted", said("May 6, 2026", "2026-04-01"), said("May 20, 2026", "2026-04-05", "Blog")), 1),
    retracted(
        titled(
            "Retracted for a slip of the pen",
            said("May 6, 2026", "2026-04-01", "Gazete"),
            said("May 6, 2026", "2026-04-01"),
        ),
        0,
    ),
    retracted(titled("Retracted altogether", said("May 6, 2026", "2026-04-01")), 0),
    titled("Moved again and again", *(said(f"May {6 + day}, 2026", f"2026-04-{day + 1:02}") for day in range(15))),
)

OUTCOMES = (
    ended("Release that happened", Result.HAPPENED, "late April 2026", RELEASE),
    ended("Event that happened", Result.HAPPENED, "2026-04-24T09:00+08:00", EVENT),
    ended("Deadline that happened", Result.HAPPENED, "May 6, 2026", DEADLINE),
    ended("Undated and happened", Result.HAPPENED, "soon", RELEASE),
    ended("Release that is done", Result.DONE, "late April 2026", RELEASE),
    ended("Event that is done", Result.DONE, "May 6, 2026", EVENT),
    ended("Deadline that is done", Result.DONE, "May 6, 2026", DEADLINE),
    ended("Deadline at an hour that is done", Result.DONE, "2026-05-06T17:30+08:00", DEADLINE),
    ended("Imprecise deadline that is done", Result.DONE, "Q3 2026", DEADLINE),
    ended("Undated and done", Result.DONE, "soon", DEADLINE),
    ended("Release that is cancelled", Result.CANCELLED, "late April 2026", RELEASE),
    ended("Event that is cancelled", Result.CANCELLED, "May 6, 2026", EVENT),
    ended("Deadline that is cancelled", Result.CANCELLED, "by June 30, 2026", DEADLINE),
    ended("Undated and cancelled", Result.CANCELLED, "soon", EVENT),
    ended("Release that is superseded", Result.SUPERSEDED, "Q3 2026", RELEASE),
    ended("Event that is superseded", Result.SUPERSEDED, "May 6, 2026", EVENT),
    ended("Deadline that is superseded", Result.SUPERSEDED, "2026-05-06T17:30+08:00", DEADLINE),
    ended("Undated and superseded", Result.SUPERSEDED, "soon", RELEASE),
    titled(
        "Moved, then happened",
        said("early April 2026", "2026-03-01"),
        said("late April 2026", "2026-04-10"),
        outcome=happened("2026-04-24"),
    ),
    # Its outcome was taken back: two revisions more, and nothing else.
    stored(on("May 6, 2026", "Reopened", EVENT), 2),
)
