"""How the date of an item slipped: what was said against the day on which it was said. Milestone trend analysis.

Across runs the day on which something was said, up the days that were said. A source that keeps its word draws a flat
line, one that slips a rising one. On the diagonal what was said is today: nothing can lie ahead below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.drawing.scale import Scale, Tick, even, ticks, upright_ticks
from watchtracker.drawing.timeline import Bar, bar
from watchtracker.items import HistoryEntry, ItemAsOf, Kind, Result
from watchtracker.wording.events import effect
from watchtracker.wording.items import day
from watchtracker.wording.safe_text import clean

_BESIDE = 10.0
_ACROSS = 21  # days, at least


@dataclass(frozen=True, slots=True)
class Promise:
    """A claim at `x`; `bar` runs upwards and is None if no date was said. `holds`: its date came into force by it.

    Claims of one day stand beside each other.
    """

    x: float
    bar: Bar | None
    source: str
    told: str
    holds: bool
    retracted: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A date that was in force, at the height `up`, from `left` to `right`."""

    left: float
    right: float
    up: float


@dataclass(frozen=True, slots=True)
class SlipChart:
    """The chart of an item; heights count from its lower edge.

    `met` is the part of the diagonal that lies within: two points. `ended` is where the outcome lies.
    """

    across: Scale
    up: Scale
    days_said: tuple[Tick, ...]
    days_meant: tuple[Tick, ...]
    promises: tuple[Promise, ...]
    in_force: tuple[Stretch, ...]
    now: float
    met: tuple[tuple[float, float], tuple[float, float]] | None
    result: Result | None
    ended: tuple[float, float] | None


def slip_chart(
    known: ItemAsOf, today: date, *, left: float, right: float, height: float, size: float
) -> SlipChart | None:
    """The chart from `left` to `right`, `height` high, with labels of `size`; None for an item without any date."""
    meant = [*_meant(known)]
    if not meant:
        return None
    said = [step.claim.said.said_on for step in known.steps]
    outcome = known.outcome
    ends = [outcome.on] if outcome else [today]
    last = max(*said, *ends)
    # Nothing is said after today: what has few days gets more of them before the first.
    across = even([*said, *ends, date.fromordinal(max(1, last.toordinal() - _ACROSS))], left=left, right=right)
    up = even([*meant, *ends], left=0, right=height)
    return SlipChart(
        across=across,
        up=up,
        days_said=ticks(across, size=size),
        days_meant=upright_ticks(up, apart=2 * size),
        promises=tuple(_promises(known, across, up)),
        in_force=tuple(_in_force(known, across, up, last)),
        now=across.x(today.toordinal() + 0.5),
        met=_met(across, up),
        result=outcome.result if outcome else None,
        ended=_at(outcome.on, across, up) if outcome else None,
    )


def _meant(known: ItemAsOf) -> Iterator[date]:
    zone = dates.zone(known.facts.zone)
    for step in known.steps:
        window = step.claim.window
        yield from filter(None, (window.first_day(zone), window.last_day(zone)))


def _promises(known: ItemAsOf, across: Scale, up: Scale) -> Iterator[Promise]:
    beside: dict[date, int] = {}
    for step in known.steps:
        said = step.claim.said
        place = beside[said.said_on] = beside.get(said.said_on, -1) + 1
        yield Promise(
            x=across.x(said.said_on.toordinal() + 0.5) + place * _BESIDE,
            bar=bar(step.claim.window, known.facts.zone, up, (up.right - up.left) / 6),
            source=clean(said.source),
            told=_told(step),
            holds=step.verdict.took_over,
            retracted=step.claim.retracted,
        )


def _told(step: HistoryEntry) -> str:
    said = step.claim.said
    words = f"{day(said.said_on)}, {said.source}: “{said.when}” = {dates.display(step.claim.window)}"
    more = "taken back" if step.claim.retracted else effect(step)
    return clean(f"{words}; {more}" if more else words)


def _in_force(known: ItemAsOf, across: Scale, up: Scale, until: date) -> Iterator[Stretch]:
    steps: Sequence[HistoryEntry] = [step for step in known.steps if step.verdict.took_over]
    ends = [*(step.claim.said.said_on for step in steps[1:]), until][: len(steps)]
    for step, end in zip(steps, ends, strict=True):
        named = in_force_day(step.claim.window, known)
        if named is not None:
            begin = across.x(step.claim.said.said_on.toordinal() + 0.5)
            yield Stretch(begin, max(begin, across.x(end.toordinal() + 0.5)), up.x(named.toordinal() + 0.5))


def in_force_day(window: DateWindow, known: ItemAsOf) -> date | None:
    """The day of a window that counts: the first of a deadline, which is safe, and the last of anything else."""
    zone = dates.zone(known.facts.zone)
    first, last = window.first_day(zone), window.last_day(zone)
    return first or last if known.facts.kind is Kind.DEADLINE else last or first


def _met(across: Scale, up: Scale) -> tuple[tuple[float, float], tuple[float, float]] | None:
    first = max(across.zones[0].first, up.zones[0].first)
    last = min(across.zones[0].end, up.zones[0].end)
    return ((across.x(first), up.x(first)), (across.x(last), up.x(last))) if first < last else None


def _at(on: date, across: Scale, up: Scale) -> tuple[float, float]:
    return across.x(on.toordinal() + 0.5), up.x(on.toordinal() + 0.5)
