"""The timeline: rows of a listing as a picture that no format knows yet. Where each thing stands, and what it says.

A row an item, in the order of the list. `svg` and `characters` only have to draw what stands here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

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
class DaySpan:
    """The days of a window, of which one end may not be known."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A row before it has a place: its words and its days, which are the same in every shape of the picture.

    `when` has few words and `told` all of them. `ghosts` are windows that were in force before, the oldest first. `day`
    is the one that it is listed by, and without one it is not `dated`; `ended` is the day of its outcome.
    """

    id: str
    title: str
    when: str
    told: str
    kind: Kind
    state: State
    window: DaySpan
    ghosts: tuple[DaySpan, ...]
    dated: bool
    day: date | None
    result: Result | None
    ended: date | None


@dataclass(frozen=True, slots=True)
class Lane:
    """An entry in its place: its bar, the mark of its kind on the day that it is listed by, and that of its outcome.

    Without a date its mark stands at the edge. `ghosts` are the bars of the windows that were in force before.
    """

    entry: TimelineEntry
    bar: Bar | None
    mark: float | None
    ghosts: tuple[Bar, ...]
    ended: float | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A picture of `lines` above a scale; `now` is where today stands."""

    scale: Scale
    ticks: tuple[Tick, ...]
    today: date
    now: float
    lines: tuple[Lane, ...]


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


def timeline(rows: Sequence[Row], today: date, room: Room) -> Timeline:
    """The picture of `rows`, seen from the day `today`."""
    return placed(entries(rows), today, room)


def entries(rows: Sequence[Row]) -> list[TimelineEntry]:
    """What is drawn of each row, wherever it is drawn."""
    return [_entry(row) for row in rows]


def placed(found: Sequence[TimelineEntry], today: date, room: Room) -> Timeline:
    """The picture of entries, each where it belongs in a room."""
    along = scale([day for entry in found for day in _days(entry)], today, left=room.left, right=room.right)
    return Timeline(
        scale=along,
        ticks=ticks(along, size=room.size),
        today=today,
        now=along.x(today.toordinal() + 0.5),
        lines=tuple(_lane(entry, along, room) for entry in found),
    )


def _entry(row: Row) -> TimelineEntry:
    known, words = row.known, lines(row.known, row.now, row.intervals)
    zone, outcome = dates.zone(known.facts.zone), known.outcome
    window = _span(known.window, zone)
    return TimelineEntry(
        id=known.id,
        title=clean(known.facts.title),
        when=" · ".join(filter(None, (words.date, words.distance))),
        told=_told(row, words),
        kind=known.facts.kind,
        state=row.state,
        window=window,
        ghosts=tuple(_span(former, zone) for former in _former(known)),
        dated=row.sorts_by is not None,
        day=row.sorts_by if outcome is None else window.last or window.first,
        result=outcome.result if outcome else None,
        ended=outcome.on if outcome else None,
    )


def _lane(entry: TimelineEntry, along: Scale, room: Room) -> Lane:
    return Lane(
        entry=entry,
        bar=_bar(entry.window, along, room.fade),
        mark=_at(entry.day, along) if entry.dated else room.edge,
        ghosts=tuple(ghost for span in entry.ghosts if (ghost := _bar(span, along, room.fade))),
        ended=_at(entry.ended, along),
    )


def bar(window: DateWindow, zone_name: str, along: Scale, fade: float) -> Bar | None:
    """The bar of a window in the zone of its item; None for one without a date."""
    return _bar(_span(window, dates.zone(zone_name)), along, fade)


def _span(window: DateWindow, zone: tzinfo) -> DaySpan:
    return DaySpan(window.first_day(zone), window.last_day(zone))


def _bar(span: DaySpan, along: Scale, fade: float) -> Bar | None:
    left = None if span.first is None else along.x(span.first.toordinal())
    right = None if span.last is None else along.x(span.last.toordinal() + 1)
    if left is not None and right is not None:
        return Bar(left, right)
    if left is not None:
        return Bar(left, max(left, min(along.right, left + fade)), fades_right=True)
    if right is not None:
        return Bar(min(right, max(along.left, right - fade)), right, fades_left=True)
    return None


def _at(day: date | None, along: Scale) -> float | None:
    return None if day is None else along.x(day.toordinal() + 0.5)


def _days(entry: TimelineEntry) -> Iterator[date]:
    """Every day that has to have a place on the scale."""
    for span in (*entry.ghosts, entry.window):
        yield from filter(None, (span.first, span.last))
    if entry.ended is not None:
        yield entry.ended


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
