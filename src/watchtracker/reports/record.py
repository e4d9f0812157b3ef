"""The track record: how the dates that a source named turned out, counted from the claims alone. Pure.

A claim is a promise of its window. It is over once its item took place, or once the window itself is: then it held, or
what it was about slipped past it or came before it. How far is measured as everywhere else, from end to end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from statistics import median
from typing import Any, assert_never

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.items import Claim, Item, ItemAsOf, Kind, Result, item_as_of, today
from watchtracker.notifications.records import KeptWord
from watchtracker.reports.listing import moment

# Of fewer claims nobody can say how well their source keeps its word.
FEWEST_RANKED = 3


class By(StrEnum):
    """Whose record is counted."""

    SOURCE = "source"
    OWNER = "owner"
    TAG = "tag"


class End(StrEnum):
    """How a claim turned out."""

    HELD = "held"
    SLIPPED = "slipped"
    EARLY = "early"


@dataclass(frozen=True, slots=True)
class ClaimEnd:
    """A claim that counts: when it was said, how it ended (None while it is ahead), and by how many days it was off.

    The days are positive where it slipped, negative where it came early, 0 where it held.
    """

    said_on: date
    end: End | None = None
    days: int = 0


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What became of all dated claims of `name`, which is a source, an owner or a tag; `since` is the day of the first.

    `median` is over all claims that are over, None while none is.
    """

    name: str
    claims: int
    held: int
    slipped: int
    early: int
    median: float | None
    since: date

    @property
    def over(self) -> int:
        """How many of the claims are over."""
        return self.held + self.slipped + self.early

    @property
    def ranked(self) -> bool:
        """Whether it has claims enough to be compared with others."""
        return self.claims >= FEWEST_RANKED

    @property
    def kept(self) -> KeptWord | None:
        """The part of it that a sentence has; None while no claim is over."""
        return None if self.median is None else KeptWord(over=self.over, held=self.held, median=self.median)


def records(
    items: Iterable[Item], by: By = By.SOURCE, *, now: datetime, as_of: date | None = None
) -> list[TrackRecord]:
    """The records of all sources, owners or tags of the list, those who keep their word best first.

    With `as_of` they are counted as they stood at the first moment of that day, as in a listing. Those with fewer than
    three claims are not compared with anyone and stand at the end, by name.
    """
    counted: dict[str, list[ClaimEnd]] = {}
    for item in items:
        known = item_as_of(item, as_of) if item.listed else None
        if known is None:
            continue
        for claim, end in _counted(known, moment(known, now, as_of)):
            for name in _names(known, claim, by):
                counted.setdefault(name, []).append(end)
    return sorted((_record(name, ends) for name, ends in counted.items()), key=_place)


def of_source(items: Iterable[Item], source: str, now: datetime) -> TrackRecord | None:
    """The record of one source; None if it named no date."""
    theirs = (item for item in items if any(claim.said.source == source for claim in item.claims))
    return next((record for record in records(theirs, now=now) if record.name == source), None)


def records_json(found: Iterable[TrackRecord], *, as_of: datetime, by: By = By.SOURCE) -> dict[str, Any]:
    """The object of `record --json`; `as_of` is the moment for which it was made."""
    return {
        "as_of": dates.instant(as_of),
        f"{by.value}s": [
            {
                by.value: record.name,
                "claims": record.claims,
                "over": record.over,
                "held": record.held,
                "slipped": record.slipped,
                "early": record.early,
                "median_slip_days": record.median,
                "since": record.since.isoformat(),
            }
            for record in found
        ],
    }


def _record(name: str, counted: list[ClaimEnd]) -> TrackRecord:
    ends = [each.end for each in counted]
    over = [each.days for each in counted if each.end is not None]
    return TrackRecord(
        name=name,
        claims=len(counted),
        held=ends.count(End.HELD),
        slipped=ends.count(End.SLIPPED),
        early=ends.count(End.EARLY),
        median=_whole(median(over)) if over else None,
        since=min(each.said_on for each in counted),
    )


def _whole(days: float) -> float:
    """The days as an int where they are whole: between two claims the middle may be half a day."""
    return int(days) if days == int(days) else days


def _place(record: TrackRecord) -> tuple[bool, bool, float, int, str]:
    share = record.held / record.over if record.over else 0.0
    if not record.ranked:
        return True, False, 0.0, 0, record.name
    return False, record.over == 0, -share, -record.over, record.name


def _names(known: ItemAsOf, claim: Claim, by: By) -> tuple[str, ...]:
    match by:
        case By.SOURCE:
            return (claim.said.source,)
        case By.OWNER:
            return (known.facts.owner,) if known.facts.owner else ()
        case By.TAG:
            return known.facts.tags
        case _:
            assert_never(by)


def _counted(known: ItemAsOf, now: datetime) -> Iterator[tuple[Claim, ClaimEnd]]:
    """The claims of an item that count: dated, not taken back, and a window of a source once."""
    seen: set[tuple[str, DateWindow]] = set()
    for step in known.steps:
        claim = step.claim
        key = claim.said.source, claim.window
        if claim.retracted or not claim.window.dated or key in seen:
            continue
        seen.add(key)
        found = _off_by(claim.window, known, now)
        if found is None:
            yield claim, ClaimEnd(claim.said.said_on)
        else:
            yield claim, ClaimEnd(claim.said.said_on, *found)


def _off_by(window: DateWindow, known: ItemAsOf, now: datetime) -> tuple[End, int] | None:
    """How a window turned out; None while that is open, and for good where the item was called off."""
    if known.outcome is not None:
        return _against_outcome(window, known) if known.outcome.result in {Result.HAPPENED, Result.DONE} else None
    zone = dates.zone(known.facts.zone)
    if known.facts.kind is not Kind.RELEASE and _is_over(known.window, known, now):
        # Nobody has to say of a deadline or an event that it came: it did so on the date in force.
        if window == known.window:
            return End.HELD, 0
        return _by_sign(dates.days_between(window, known.window, zone) or 0)
    if not _is_over(window, known, now):
        return None
    last = window.last_day(zone)
    assert last is not None  # what has no end is never over
    so_far = (today(known, now) - last).days
    return End.SLIPPED, max(so_far, dates.days_between(window, known.window, zone) or 0)


def _against_outcome(window: DateWindow, known: ItemAsOf) -> tuple[End, int]:
    assert known.outcome is not None
    zone, on = dates.zone(known.facts.zone), known.outcome.on
    first, last = window.first_day(zone), window.last_day(zone)
    if (first is None or first <= on) and (last is None or on <= last):
        return End.HELD, 0
    return _by_sign(dates.days_between(window, DateWindow(on, on), zone) or 0)


def _by_sign(days: int) -> tuple[End, int]:
    return (End.EARLY if days < 0 else End.SLIPPED), days


def _is_over(window: DateWindow, known: ItemAsOf, now: datetime) -> bool:
    closes = window.closes_at(dates.zone(known.facts.zone))
    return closes is not None and closes <= now
