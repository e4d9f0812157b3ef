"""The timeline: rows of a listing as a picture that no format knows yet. Where each thing stands, and what it says.

A row an item, in the order of the list. `svg` and `characters` only have to draw what stands here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.drawing.scale import Scale, Tick, scale, ticks
from watchtracker.items import ItemAsOf, Kind, Result, State
from watchtracker.reports.listing import Row
from watchtracker.wording.lines import ItemInWords, lines
from watchtracker.wording.safe_text import clean

_MOST_GHOSTS = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """The days of a window, from `left` to `right`; on a side where its end is not known it fades out."""

    left: float
    right: float
    fades_left: bool = False
    fades_right: bool = False

    @property
    def middle(self) -> float:
        """Its middle."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Lane:
    """An item: its bar, the mark of its kind on the day that it is listed by, and the mark of its outcome.

    Without a date its mark stands at the edge, and `dated` is False. `ghosts` are windows that were in force before,
    the oldest first. `when` has few words and `told` all of them.
    """

    id: str
    title: str
    when: str
    told: str
    kind: Kind
    state: State
    dated: bool
    bar: Bar | None
    mark: float | None
    ghosts: tuple[Bar, ...]
    result: Result | None
    ended: float | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A picture of `lines` above a scale; `left_out` more did not fit, `now` is where today stands, `edge` no date."""

    scale: Scale
    ticks: tuple[Tick, ...]
    today: date
    now: float
    edge: float
    lines: tuple[Lane, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """The room of the chart: from `left` to `right`, with the marks of undated items at `edge`.

    `fade` is how long a bar fades out, and labels have letters of `size`.
    """

    left: float
    right: float
    edge: float
    fade: float
    size: float


def timeline(rows: Sequence[Row], today: date, room: Room, *, most: int | None = None) -> Timeline:
    """The picture of at most `most` of `rows`, seen from the day `today`."""
    shown = rows if most is None else rows[:most]
    days = [day for row in shown for day in _days(row)]
    along = scale(days, today, left=room.left, right=room.right)
    return Timeline(
        scale=along,
        ticks=ticks(along, size=room.size),
        today=today,
        now=along.x(today.toordinal() + 0.5),
        edge=room.edge,
        lines=tuple(_lane(row, along, room) for row in shown),
        left_out=len(rows) - len(shown),
    )


def _lane(row: Row, along: Scale, room: Room) -> Lane:
    known, words = row.known, lines(row.known, row.now, row.intervals)
    moved = _former(known)
    return Lane(
        id=known.id,
        title=clean(known.facts.title),
        when=" · ".join(filter(None, (words.date, words.distance))),
        told=_told(row, words),
        kind=known.facts.kind,
        state=row.state,
        dated=row.sorts_by is not None,
        bar=bar(known.window, known.facts.zone, along, room.fade),
        mark=_mark(row, along, room),
        ghosts=tuple(ghost for window in moved if (ghost := bar(window, known.facts.zone, along, room.fade))),
        result=known.outcome.result if known.outcome else None,
        ended=along.x(known.outcome.on.toordinal() + 0.5) if known.outcome else None,
    )


def bar(window: DateWindow, zone_name: str, along: Scale, fade: float) -> Bar | None:
    """The bar of a window in the zone of its item; None for one without a date."""
    zone = dates.zone(zone_name)
    first, last = window.first_day(zone), window.last_day(zone)
    left = None if first is None else along.x(first.toordinal())
    right = None if last is None else along.x(last.toordinal() + 1)
    if left is not None and right is not None:
        return Bar(left, right)
    if left is not None:
        return Bar(left, max(left, min(along.right, left + fade)), fades_right=True)
    if right is not None:
        return Bar(min(right, max(along.left, right - fade)), right, fades_left=True)
    return None


def _mark(row: Row, along: Scale, room: Room) -> float | None:
    if row.sorts_by is None:
        return room.edge
    if row.known.outcome is None:
        return along.x(row.sorts_by.toordinal() + 0.5)
    zone = dates.zone(row.known.facts.zone)
    day = row.known.window.last_day(zone) or row.known.window.first_day(zone)
    return None if day is None else along.x(day.toordinal() + 0.5)


def _days(row: Row) -> Iterator[date]:
    """Every day that has to have a place on the scale."""
    known, zone = row.known, dates.zone(row.known.facts.zone)
    for window in (*_former(known), known.window):
        yield from filter(None, (window.first_day(zone), window.last_day(zone)))
    if known.outcome is not None:
        yield known.outcome.on


def _former(known: ItemAsOf) -> tuple[DateWindow, ...]:
    """The windows that were in force before the one that is, without repetitions, the last few."""
    former: list[DateWindow] = []
    for step in known.steps:
        window = step.claim.window
        if step.verdict.took_over and window.dated and window not in [*former[-1:], known.window]:
            former.append(window)
    return tuple(former[-_MOST_GHOSTS:])


def _told(row: Row, words: ItemInWords) -> str:
    known = row.known
    about = f"{clean(known.facts.title)} ({known.facts.kind.value}, {row.state.value})"
    date_words = ", ".join(filter(None, (words.date, words.distance)))
    said = (date_words, words.moved, words.closing, words.outcome or words.said, words.unconfirmed)
    return clean(f"{about}: {'; '.join(filter(None, said))}")
