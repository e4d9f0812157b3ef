"""The timeline as SVG, in three shapes: wide, compact for above a list, and narrow with each bar below its title."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from watchtracker.drawing.measure import shortened, text_width
from watchtracker.drawing.svg import document, kind_mark, legend, number, result_mark, said, text, upright
from watchtracker.drawing.timeline import Bar, Lane, Room, Timeline, timeline
from watchtracker.items import Kind, Result
from watchtracker.reports.listing import Row
from watchtracker.wording.items import count, day

_SMALL = 12
_HEAD = 46
_PADDING = 12


@dataclass(frozen=True, slots=True)
class Shape:
    """How a row is laid out, from its top: its height, its lines of text and its bar; `titles` is their room.

    `words` is None where the date stands beside its bar. The scale is written again below every `again` rows.
    """

    width: float
    room: Room
    row: float
    title: float
    words: float | None
    bar: float
    titles: float
    again: int


WIDE = Shape(896, Room(290, 846, 870, 70, _SMALL), row=42, title=18, words=34, bar=25, titles=266, again=16)
COMPACT = Shape(896, Room(270, 846, 870, 60, _SMALL), row=26, title=18, words=None, bar=14, titles=246, again=99)
NARROW = Shape(358, Room(10, 318, 338, 40, _SMALL), row=74, title=18, words=35, bar=54, titles=338, again=10)


def timeline_svg(
    rows: Sequence[Row],
    today: date,
    shape: Shape = WIDE,
    *,
    address: Callable[[str], str] | None = None,
    most: int | None = None,
) -> str:
    """The picture of `rows` on the day `today`; with the `address` of each item as a part of a page, else alone."""
    picture = timeline(rows, today, shape.room, most=most)
    body, height = _body(picture, shape, address)
    name = f"Timeline of {count(len(picture.lines), 'item')}, {day(today)}"
    return document(shape.width, height, name, body, alone=address is None)


def _body(picture: Timeline, shape: Shape, address: Callable[[str], str] | None) -> tuple[str, float]:
    dated = [line for line in picture.lines if line.dated]
    undated = [line for line in picture.lines if not line.dated]
    places, heads, y = [], [0.0], float(_HEAD)
    for number_, line in enumerate(dated):
        if number_ and number_ % shape.again == 0 and len(dated) - number_ > 2:  # noqa: PLR2004 - not for two rows
            heads.append(y)
            y += _HEAD
        places.append((line, y))
        y += shape.row
    bottom = y
    if undated:
        y += 26
        places += [(line, y + shape.row * place) for place, line in enumerate(undated)]
        y += shape.row * len(undated)
    drawn = [
        *_ground(picture, heads, bottom),
        *([_group_of_undated(shape, bottom)] if undated else []),
        *(_row(line, top, shape, address) for line, top in places),
    ]
    below, high = legend(_legend(picture), _PADDING, shape.width - _PADDING, y + 8)
    return "\n".join([*drawn, below]), y + 8 + high


def _ground(picture: Timeline, heads: Sequence[float], bottom: float) -> Iterator[str]:
    """What stands behind the rows: zones with another scale, the lines of the scale, today."""
    for change in picture.scale.breaks():
        wide, high = number(change.right - change.left), number(bottom - _HEAD)
        yield f'<rect class="far" x="{number(change.left)}" y="{_HEAD}" width="{wide}" height="{high}"/>'
    for tick in picture.ticks:
        yield upright(tick.x, _HEAD - (18 if tick.year else 0), bottom, "year" if tick.year else "line")
    for change in picture.scale.breaks():
        yield upright(change.x, _HEAD, bottom, "break")
        yield _zigzag(change.x, _HEAD)
    yield upright(picture.now, _HEAD - 2, bottom, "now")
    for top in heads:
        yield from _head(picture, top)


def _head(picture: Timeline, top: float) -> Iterator[str]:
    if top:
        left, across = number(picture.scale.left), number(picture.scale.right - picture.scale.left)
        yield f'<rect class="paper" x="{left}" y="{number(top)}" width="{across}" height="{_HEAD}"/>'
    words = f"today, {picture.today.day} {_short_month(picture.today)}"
    wide = text_width(words, _SMALL)
    x = min(max(picture.now, picture.scale.left + wide / 2), picture.scale.right - wide / 2)
    yield text(x, top + 12, words, "today m")
    for change in picture.scale.breaks():
        closer = change.words.partition(": ")[2]
        room = change.right - change.left - text_width(closer, _SMALL)
        if room >= 4 and (x + wide / 2 < change.left or x - wide / 2 > change.right):  # noqa: PLR2004
            yield text(change.left + 2, top + 12, closer, "s")
    for tick in picture.ticks:
        if tick.label:
            yield text(tick.x + 2, top + (27 if tick.year else 42), tick.label, "s b" if tick.year else "s")


def _zigzag(x: float, y: float) -> str:
    return f'<path class="arrow" d="M{number(x - 4)} {number(y + 5)}l8-4m-8 8l8-4"/>'


def _short_month(on: date) -> str:
    return day(on).split()[1]


def _group_of_undated(shape: Shape, top: float) -> str:
    rule = f'<path class="year" d="M{_PADDING} {number(top + 4)}H{number(shape.width - _PADDING)}"/>'
    return rule + text(_PADDING, top + 20, "No date yet", "s b")


def _row(line: Lane, top: float, shape: Shape, address: Callable[[str], str] | None) -> str:
    at, wide, high = top + shape.bar, number(shape.width - 4), number(shape.row - 2)
    words = shortened(line.title, 14, shape.titles)
    # Lines of the scale would run through the words where these stand above the bar.
    covered = shape.room.left < shape.titles
    paper = (
        f'<rect class="paper" x="0" y="{number(top)}" width="{number(shape.width)}" height="{number(shape.bar - 13)}"/>'
    )
    drawn = [
        f"<title>{said(line.told)}</title>",
        *([paper] if covered else []),
        f'<rect class="hit" x="2" y="{number(top + 1)}" width="{wide}" height="{high}" rx="5"/>',
        text(_PADDING, top + shape.title, words, "title"),
        *_when(line, top, shape),
        *_drawn(line, at),
    ]
    inner = "".join(drawn)
    group = f'<g class="row {line.state.value} {line.kind.value}">{inner}</g>'
    if address is None:
        return group
    return f'<a href="{said(address(line.id))}">{group}</a>'


def _when(line: Lane, top: float, shape: Shape) -> Iterator[str]:
    """The date in words: below the title, or beside the bar where there is room."""
    if shape.words is not None:
        yield text(_PADDING, top + shape.words, shortened(line.when, _SMALL, shape.titles), "s")
        return
    wide, xs = text_width(line.when, _SMALL), list(_extent(line))
    if not xs:
        return
    if max(xs) + 12 + wide <= shape.width - _PADDING:
        yield text(max(xs) + 12, top + shape.title, line.when, "s")
    elif min(xs) - 12 - wide >= shape.room.left:
        yield text(min(xs) - 12, top + shape.title, line.when, "s e")


def _extent(line: Lane) -> Iterator[float]:
    for bar in (*line.ghosts, *([line.bar] if line.bar else [])):
        yield from (bar.left, bar.right)
    if line.mark is not None and line.dated:
        yield line.mark
    if line.ended is not None:
        yield line.ended


def _drawn(line: Lane, y: float) -> Iterator[str]:
    targets = [ghost.middle for ghost in line.ghosts[1:]]
    target = line.mark if line.mark is not None else line.ended
    for ghost in line.ghosts:
        yield (
            f'<rect class="ghost" x="{number(ghost.left)}" y="{number(y - 4)}" '
            f'width="{number(max(1.0, ghost.right - ghost.left))}" height="8" rx="{_corner(line.kind)}"/>'
        )
    for ghost, to in zip(line.ghosts, [*targets, *([target] if target is not None else [])], strict=False):
        yield _arrow(ghost.middle, to, y)
    if line.bar is not None:
        yield from _bar(line.bar, y, line.kind)
    if line.mark is not None:
        yield kind_mark(line.kind, line.mark, y)
    if line.result is not None and line.ended is not None:
        yield result_mark(line.result, line.ended, y)


def _bar(bar: Bar, y: float, kind: Kind) -> Iterator[str]:
    """A bar; where it fades out it falls into pieces that grow paler, which needs no gradient and prints well."""
    if not bar.fades_left and not bar.fades_right:
        yield _piece(bar.left, bar.right, y, _corner(kind))
        return
    pieces = max(3, min(8, int((bar.right - bar.left) / 6)))
    step = (bar.right - bar.left) / pieces
    for place in range(pieces):
        left = bar.left + place * step
        known = pieces - place if bar.fades_right else place + 1
        yield _piece(left + 1, left + step - 1, y, 0, f' opacity="{number(known / pieces)}"')


def _piece(left: float, right: float, y: float, corner: float, more: str = "") -> str:
    wide = number(max(0.0, right - left))
    return f'<rect class="bar" x="{number(left)}" y="{number(y - 5)}" width="{wide}" height="10" rx="{corner}"{more}/>'


def _corner(kind: Kind) -> float:
    return 5 if kind is Kind.RELEASE else 0


def _arrow(start: float, end: float, y: float) -> str:
    """An arc from a former window to the one after it; none where they lie on top of each other."""
    if abs(end - start) < 14:  # noqa: PLR2004 - there is no room for an arc
        return ""
    peak = number(y - 19)
    return (
        f'<path class="arrow" d="M{number(start)} {number(y - 5)}Q{number((start + end) / 2)} {peak} {number(end)} '
        f'{number(y - 8)}m-4-3.5l4 3.5 3.2-4.2"/>'
    )


_KIND_WORDS = {Kind.RELEASE: "release", Kind.DEADLINE: "deadline", Kind.EVENT: "event"}
_RESULT_WORDS = {
    Result.HAPPENED: "happened",
    Result.DONE: "done",
    Result.CANCELLED: "cancelled",
    Result.SUPERSEDED: "superseded",
}


def _legend(picture: Timeline) -> list[tuple[str, str]]:
    kinds, results = {line.kind for line in picture.lines}, {line.result for line in picture.lines}
    entries = [(kind_mark(kind, 0, 0), words) for kind, words in _KIND_WORDS.items() if kind in kinds]
    entries += [(result_mark(result, 0, 0), words) for result, words in _RESULT_WORDS.items() if result in results]
    if any(line.ghosts for line in picture.lines):
        entries.append(('<rect class="ghost" x="-7" y="-4" width="14" height="8"/>', "where it was before"))
    if any(bar.fades_left or bar.fades_right for line in picture.lines if (bar := line.bar)):
        pieces = "".join(_bar(Bar(-8, 8, fades_right=True), 0, Kind.DEADLINE))
        entries.append((f'<g class="row">{pieces}</g>', "its other end is not known"))
    entries += [("", f"Scale {change.words}.") for change in picture.scale.breaks()]
    return entries
