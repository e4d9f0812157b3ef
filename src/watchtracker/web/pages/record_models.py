"""The track record as the pages show it: everything that a template prints, computed beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from watchtracker.items import Item, ItemAsOf
from watchtracker.reports.record import By, TrackRecord, of_source
from watchtracker.wording import items as wording
from watchtracker.wording import record


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A source, an owner or a tag with its numbers; `share` is how much of what is over held, in percent.

    `query` lists the items that it is about, if that can be asked for.
    """

    name: str
    query: str
    counted: TrackRecord
    share: int
    held: str
    median: str
    since: str


@dataclass(frozen=True, slots=True)
class RecordGroup:
    """Rows below a heading; the first one has none."""

    heading: str
    rows: tuple[RecordRow, ...]


def record_groups(found: Iterable[TrackRecord], by: By) -> list[RecordGroup]:
    """Those that are ranked, then those with too few claims for that."""
    found = list(found)
    groups = (
        RecordGroup("", tuple(_row(each, by) for each in found if each.ranked)),
        RecordGroup(record.NOT_RANKED, tuple(_row(each, by) for each in found if not each.ranked)),
    )
    return [group for group in groups if group.rows]


def source_line(items: Iterable[Item], known: ItemAsOf, now: datetime) -> str:
    """How the source of an item's date kept its word; empty where that says nothing yet."""
    if known.claim is None:
        return ""
    source = known.claim.said.source
    found = of_source(items, source, now)
    return record.kept(source, found.kept) if found else ""


def _row(counted: TrackRecord, by: By) -> RecordRow:
    # No list is of all that a source ever said: it goes by who said the date in force.
    query = "" if by is By.SOURCE else urlencode({by.value: counted.name, "all": "1"})
    return RecordRow(
        name=counted.name,
        query=query,
        counted=counted,
        share=round(100 * counted.held / counted.over) if counted.over else 0,
        held=f"{counted.held} of {counted.over}" if counted.over else "",
        median=record.days(counted.median),
        since=wording.day(counted.since),
    )
