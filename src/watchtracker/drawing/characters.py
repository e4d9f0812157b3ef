"""The same pictures in characters, for a terminal: each row a strip of as many cells as it is told.

Whoever writes them puts titles and dates beside the strips, because only the terminal knows how wide letters are there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from watchtracker import dates
from watchtracker.drawing.scale import Scale, Tick, scale, ticks
from watchtracker.drawing.slip import in_force_day
from watchtracker.drawing.timeline import Bar, Lane, Room, bar, timeline
from watchtracker.items import HistoryEntry, ItemAsOf, Kind, Result
from watchtracker.reports.listing import Row

# Scales think in the points of a screen: a cell is as wide as a letter there.
_CELL = 8
_SIZE = 12.0
_FADE = 6 * _CELL


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters of a picture; each takes one cell."""

    bar: str
    faint: str
    ghost: str
    today: str
    undated: str
    kinds: tuple[str, str, str]
    results: tuple[str, str, str, str]

    def kind(self, kind: Kind) -> str:
        """The mark of a kind."""
        return self.kinds[list(Kind).index(kind)]

    def result(self, result: Result) -> str:
        """The mark of an outcome."""
        return self.results[list(Result).index(result)]


UNICODE = Signs("━", "╌", "·", "│", "?", ("●", "▶", "◆"), ("✓", "✓", "✗", "→"))
ASCII = Signs("=", "-", ".", "|", "?", ("o", ">", "*"), ("v", "v", "x", "+"))


@dataclass(frozen=True, slots=True)
class Strips:
    """A picture in characters: the lines of its scale, and a strip for each row."""

    head: tuple[str, ...]
    rows: tuple[str, ...]


def timeline_strips(rows: Sequence[Row], today: date, cells: int, signs: Signs) -> Strips:
    """The timeline of `rows` on the day `today`, each strip `cells` wide."""
    edge = (cells - 1) * _CELL
    picture = timeline(rows, today, Room(0, edge - _CELL, edge, _FADE, _SIZE))
    now = _cell(picture.now)
    drawn = tuple(_lane(lane, now, cells, signs) for lane in picture.lines)
    return Strips(_head(picture.ticks, picture.scale, cells), drawn)


def slip_strips(known: ItemAsOf, steps: Sequence[HistoryEntry], today: date, cells: int, signs: Signs) -> Strips:
    """What each of `steps` said, one below the other; a fine mark stands on the day on which it was said.

    The marks of the days make the diagonal: a date that lies on it is today. An outcome has a row of its own, the last.
    """
    zone = dates.zone(known.facts.zone)
    windows = [step.claim.window for step in steps]
    days = [day for window in windows for day in (window.first_day(zone), window.last_day(zone)) if day]
    said = [step.claim.said.said_on for step in steps]
    until = known.outcome.on if known.outcome else today
    along = scale([*days, *said], until, left=0, right=(cells - 1) * _CELL)
    rows = [_step(step, known, along, cells, signs) for step in steps]
    if known.outcome is not None:
        at = _cell(along.x(known.outcome.on.toordinal() + 0.5))
        rows.append((" " * at + signs.result(known.outcome.result)).ljust(cells))
    return Strips(_head(ticks(along, size=_SIZE), along, cells), tuple(rows))


def _lane(lane: Lane, now: int, cells: int, signs: Signs) -> str:
    strip = [" "] * cells
    strip[now] = signs.today
    for ghost in lane.ghosts:
        _fill(strip, ghost, signs.ghost, signs.ghost)
    if lane.bar is not None:
        _fill(strip, lane.bar, signs.bar, signs.faint)
    if lane.mark is not None:
        strip[_cell(lane.mark)] = signs.kind(lane.entry.kind) if lane.entry.dated else signs.undated
    if lane.entry.result is not None and lane.ended is not None:
        strip[_cell(lane.ended)] = signs.result(lane.entry.result)
    return "".join(strip)


def _step(step: HistoryEntry, known: ItemAsOf, along: Scale, cells: int, signs: Signs) -> str:
    strip, claim = [" "] * cells, step.claim
    strip[_cell(along.x(claim.said.said_on.toordinal() + 0.5))] = signs.today
    drawn = bar(claim.window, known.facts.zone, along, _FADE)
    named = in_force_day(claim.window, known)
    if drawn is not None and named is not None:
        full = signs.bar if step.verdict.took_over else signs.ghost
        _fill(strip, drawn, full, signs.faint if step.verdict.took_over else signs.ghost)
        if step.verdict.took_over:
            strip[_cell(along.x(named.toordinal() + 0.5))] = signs.kind(known.facts.kind)
    return "".join(strip)


def _fill(strip: list[str], drawn: Bar, full: str, faint: str) -> None:
    first, last = _cell(drawn.left), min(_cell(drawn.right - 0.01), len(strip) - 1)
    if drawn.right - drawn.left <= _CELL:
        # It fits into a cell, wherever it happens to lie across two.
        first = last = _cell(drawn.middle)
    middle = (first + last) / 2
    for place in range(first, last + 1):
        unsure = (drawn.fades_right and place > middle) or (drawn.fades_left and place < middle)
        strip[place] = faint if unsure else full


def _cell(x: float) -> int:
    return max(0, int(x / _CELL))


def _head(marks: Sequence[Tick], along: Scale, cells: int) -> tuple[str, ...]:
    """The years above the months or the weeks; of labels that run into each other the later is left out."""
    lines = []
    for year in (True, False):
        line = ""
        for tick in marks:
            at = _cell(tick.x)
            fits = at >= len(line) + bool(line) and at + len(tick.label) <= cells
            if tick.label and tick.year is year and fits:
                line = line.ljust(at) + tick.label
        lines.append(line)
    changes = [f"{change.words}" for change in along.breaks()]
    return (*filter(None, lines), *(f"({words})"[:cells] for words in changes))
