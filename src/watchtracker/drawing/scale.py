"""Days along a line: the near ones as wide as they need, the far ones closer together, and where the scale changes.

A single item in five years would press the coming months into a few points if all days were equally wide. So a scale
has up to three zones, each even in itself: what is long past, what is near, what is far. The picture says where one
ends. Days are ordinals (`date.toordinal`), because the day after the last one of the calendar has no date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from watchtracker.drawing.measure import text_width

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHORTEST = 21
_NEAR_AT_LEAST, _NEAR_AT_MOST = 60, 400
_BEHIND_AT_LEAST, _BEHIND_AT_MOST = 30, 120
_MOST_BEFORE_A_BREAK = 1.2
_WITHIN_NEAR = 0.85
_MONTH_WITH_ROOM = 22
_ALMOST_EVEN = 1.5
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_FIRST, _LAST = date(1, 1, 1).toordinal(), date.max.toordinal()
_APART = 8.0
_LEAST_BETWEEN_LINES = 10


@dataclass(frozen=True, slots=True)
class Zone:
    """The days from `first` to `end` (which is no longer in it), evenly from `left` to `right`."""

    first: int
    end: int
    left: float
    right: float

    @property
    def a_day(self) -> float:
        """The width of a day."""
        return (self.right - self.left) / (self.end - self.first)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale. `label` is empty where there is no room for it; `year` for the labels of the upper row."""

    x: float
    label: str
    year: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """Where the scale changes: the zone from `left` to `right` has its days `times` closer together than what is near.

    `words` say it, and `day` is the first day behind the change.
    """

    x: float
    left: float
    right: float
    times: float
    words: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Zones beside each other; `near` is the place of the one that has today."""

    zones: tuple[Zone, ...]
    near: int

    def x(self, day: float) -> float:
        """Where an ordinal begins; what lies outside is at the edge."""
        zone = next((zone for zone in self.zones if day < zone.end), self.zones[-1])
        return zone.left + (min(max(day, zone.first), zone.end) - zone.first) * zone.a_day

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.zones[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.zones[-1].right

    def breaks(self) -> tuple[Break, ...]:
        """Where it changes, from the left."""
        return tuple(self._break(number) for number in range(len(self.zones)) if number != self.near)

    def _break(self, number: int) -> Break:
        zone, near = self.zones[number], self.zones[self.near]
        times = near.a_day / zone.a_day
        closer = (
            f"{times:.0f} times closer" if times >= _ALMOST_EVEN else f"a little {'closer' if times > 1 else 'wider'}"
        )
        if number < self.near:
            return Break(zone.right, zone.left, zone.right, times, f"before {_day(zone.end)}: {closer}")
        return Break(zone.left, zone.left, zone.right, times, f"from {_day(zone.first)} on: {closer}")


def scale(days: Iterable[date], today: date, *, left: float, right: float) -> Scale:
    """A scale from `left` to `right` that has today and all `days`: a day counts as often as it is given."""
    now = today.toordinal()
    points = sorted([*(day.toordinal() for day in days), now])
    ahead, behind = [point for point in points if point >= now], [point for point in points if point < now]
    first, end = points[0], points[-1] + 1
    roomy = (right - left) / (end - first) * 30 >= _MONTH_WITH_ROOM
    near_end = end if roomy else _near_end(ahead, now, end)
    near_first = first if roomy else _near_first(behind, now, first, near_end)
    inner = max(_SHORTEST, near_end - near_first)
    margin = max(2, inner // 24)
    far, past = end > near_end, first < near_first
    edges = [
        near_first if past else max(_FIRST, near_first - margin),
        near_end if far else min(_LAST + 1, near_first + inner + margin),
    ]
    widths = [1.0]
    if far:
        beyond = sum(1 for point in ahead if point >= near_end) / len(ahead)
        edges.append(min(_LAST + 1, end + max(20, (end - near_end) // 14)))
        widths.append(min(0.7, 0.25 + 0.5 * beyond))
    if past:
        edges.insert(0, max(_FIRST, first - max(10, (near_first - first) // 14)))
        widths.insert(0, 0.18)
    return Scale(tuple(_laid_out(edges, widths, left, right)), near=int(past))


def even(days: Iterable[date], *, left: float, right: float) -> Scale:
    """A scale without breaks from `left` to `right` that has all `days`, of which there is at least one."""
    points = sorted(day.toordinal() for day in days)
    first, end = points[0], max(points[-1] + 1, points[0] + _SHORTEST)
    margin = max(2, (end - first) // 20)
    return Scale((Zone(max(_FIRST, first - margin), min(_LAST + 1, end + margin), left, right),), near=0)


def upright_ticks(scale: Scale, *, apart: float) -> tuple[Tick, ...]:
    """The lines of an even scale that stands upright: weeks, months or years, at least `apart`, each with its label."""
    (zone,) = scale.zones
    if zone.a_day * 7 >= apart:
        monday = zone.first + (7 - date.fromordinal(zone.first).weekday()) % 7
        return tuple(_tick(zone, day, _short_day(day)) for day in range(monday, zone.end, 7))
    months = next((months for months in _STEPS if zone.a_day * 28 * months >= apart), 12_000)
    return tuple(_tick(zone, day, _month_label(day, months)) for day in _months(zone, months))


def ticks(scale: Scale, *, size: float) -> tuple[Tick, ...]:
    """The lines of a scale with labels in letters of `size`, of which no two of a row overlap."""
    lower = [tick for zone in scale.zones for tick in _units(zone, size)]
    upper = [tick for zone in scale.zones for tick in _years(zone, size)]
    return (*_without_overlaps(upper, scale.right, size), *_without_overlaps(lower, scale.right, size))


def _near_end(ahead: Sequence[int], now: int, end: int) -> int:
    """The first day that is far: a month's first, `end` where nothing is."""
    most_within = ahead[int(_WITHIN_NEAR * (len(ahead) - 1))] + 1
    wanted = _month_after(min(max(most_within, now + _NEAR_AT_LEAST), now + _NEAR_AT_MOST))
    # The calendar ends: there is no month after the last one.
    return wanted if wanted > now and end - wanted > _MOST_BEFORE_A_BREAK * (wanted - now) else end


def _near_first(behind: Sequence[int], now: int, first: int, near_end: int) -> int:
    """The first day that is not long past, which is always some days before today."""
    if not behind:
        return now
    most_within = behind[int((1 - _WITHIN_NEAR) * len(behind))]
    longest = max(_BEHIND_AT_LEAST, min(_BEHIND_AT_MOST, near_end - now))
    wanted = _month_of(max(min(most_within, now - _BEHIND_AT_LEAST), now - longest))
    return wanted if wanted - first > _MOST_BEFORE_A_BREAK * (now - wanted) else first


def _laid_out(edges: Sequence[int], widths: Sequence[float], left: float, right: float) -> Iterator[Zone]:
    whole, x = sum(widths), left
    for (first, end), share in zip(pairwise(edges), widths, strict=True):
        further = x + (right - left) * share / whole
        yield Zone(first, end, x, further)
        x = further


def _units(zone: Zone, size: float) -> Iterator[Tick]:
    """Weeks, or months as many at a time as there is room for; nothing where only years have room."""
    if zone.a_day * 7 >= text_width("30 Mar", size) + _APART:
        monday = zone.first + (7 - date.fromordinal(zone.first).weekday()) % 7
        yield from (_tick(zone, day, _short_day(day)) for day in range(monday, zone.end, 7))
        return
    room = text_width("Mar", size) + _APART
    named = next((months for months in (1, 2, 3, 6) if zone.a_day * 28 * months >= room), None)
    if named is None:
        return
    for day in _months(zone, 1 if zone.a_day * 28 >= _LEAST_BETWEEN_LINES else named):
        month = date.fromordinal(day).month - 1
        yield _tick(zone, day, "" if month % named else _MONTHS[month])


def _years(zone: Zone, size: float) -> Iterator[Tick]:
    """The years, with that of the first day where there is room before the next one."""
    room = text_width("2026", size) + _APART
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if zone.a_day * 365 * step >= room), 1000)
    firsts = [day for day in _months(zone, 12) if date.fromordinal(day).year % step == 0]
    days_before = (firsts[0] if firsts else zone.end) - zone.first
    if days_before * zone.a_day >= room:
        yield Tick(zone.left, str(date.fromordinal(zone.first).year), year=True)
    for day in firsts:
        yield replace(_tick(zone, day, str(date.fromordinal(day).year)), year=True)


def _months(zone: Zone, step: int) -> Iterator[int]:
    day = date.fromordinal(zone.first)
    month = day.year * 12 + day.month - 1 + (day.day > 1)
    month += -month % step
    while month // 12 <= date.max.year:
        ordinal = date(month // 12, month % 12 + 1, 1).toordinal()
        if ordinal >= zone.end:
            return
        yield ordinal
        month += step


def _without_overlaps(ticks: Iterable[Tick], right: float, size: float) -> Iterator[Tick]:
    """The same lines, without the labels that would run into the one before or over the edge."""
    free = float("-inf")
    for tick in ticks:
        end = tick.x + text_width(tick.label, size) + _APART / 2
        shown = tick.x >= free and end <= right + _APART
        free = end if shown else free
        yield tick if shown else replace(tick, label="")


def _tick(zone: Zone, day: int, label: str) -> Tick:
    return Tick(zone.left + (day - zone.first) * zone.a_day, label)


def _short_day(ordinal: int) -> str:
    day = date.fromordinal(ordinal)
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _month_label(ordinal: int, step: int) -> str:
    day = date.fromordinal(ordinal)
    return str(day.year) if step % 12 == 0 else f"{_MONTHS[day.month - 1]} {day.year}"


def _day(ordinal: int) -> str:
    return f"{_short_day(ordinal)} {date.fromordinal(ordinal).year}"


def _month_of(ordinal: int) -> int:
    return date.fromordinal(max(_FIRST, ordinal)).replace(day=1).toordinal()


def _month_after(ordinal: int) -> int:
    first = date.fromordinal(min(ordinal, _LAST - 40)).replace(day=1)
    return (first + timedelta(days=32)).replace(day=1).toordinal()
