"""What is drawn of an item on its row of the timeline: its window, where it was before, its marks."""

from __future__ import annotations

from collections.abc import Iterator
from math import atan2, cos, sin

from watchtracker.drawing.svg import kind_mark, number, result_mark
from watchtracker.drawing.timeline import Bar, Lane
from watchtracker.items import Kind

_PIECES = 5
_LEAST_WIDE = 8.0
_SHORTEST_ARROW = 10.0
_POINT, _SPREAD = 5.5, 0.42


def row_marks(line: Lane, y: int) -> Iterator[str]:
    """The bar, the ghosts with their arrows and the marks of an item, all around the height `y`."""
    target = line.mark if line.mark is not None else line.ended
    ends = [ghost.middle for ghost in line.ghosts[1:]]
    if target is not None:
        ends.append(target)
    for ghost in line.ghosts:
        yield _ghost(ghost, y, line.entry.kind)
    if line.bar is not None:
        yield from bar_pieces(line.bar, y, line.entry.kind)
    if line.mark is not None:
        yield kind_mark(line.entry.kind, line.mark, y)
    for ghost, end in zip(line.ghosts, ends, strict=False):
        yield _arrow(ghost.middle, end, y)
    if line.entry.result is not None and line.ended is not None:
        yield result_mark(line.entry.result, line.ended, y)


def bar_pieces(bar: Bar, y: int, kind: Kind) -> Iterator[str]:
    """A bar; where it fades out it falls into pieces that grow paler, which needs no gradient and prints well."""
    left, wide = bar.left, max(2.0, bar.right - bar.left)
    if not bar.fades_left and not bar.fades_right:
        corner = ' rx="5"' if kind is Kind.RELEASE else ""
        yield f'<rect class="bar" x="{number(left)}" y="{y - 5}" width="{number(wide)}" height="10"{corner}/>'
        return
    edges = [round(left + wide * place / _PIECES) for place in range(_PIECES + 1)]
    for place in range(_PIECES):
        paleness = place if bar.fades_right else _PIECES - 1 - place
        across = edges[place + 1] - edges[place]
        yield f'<path class="bar f{paleness}" d="M{edges[place]} {y - 5}h{across}v10h-{across}z"/>'


def _ghost(bar: Bar, y: int, kind: Kind) -> str:
    """Where it was: the outline of a window, or of a mark where the window is too short to be seen."""
    wide = bar.right - bar.left
    if wide < _LEAST_WIDE:
        return f'<circle class="ghost" cx="{number(bar.middle)}" cy="{y}" r="3.5"/>'
    corner = 4 if kind is Kind.RELEASE else 1
    return f'<rect class="ghost" x="{number(bar.left)}" y="{y - 4}" width="{number(wide)}" height="8" rx="{corner}"/>'


def _arrow(start: float, end: float, y: int) -> str:
    """From where it was to where it went, in an arc above the bars, with a point that follows the arc."""
    if abs(end - start) < _SHORTEST_ARROW:
        return ""
    from_y, to_y, peak, middle = y - 5, y - 10, y - 19, (start + end) / 2
    angle = atan2(to_y - peak, end - middle)
    (x, up), (to_x, to_up) = ((_POINT * cos(angle + turn), _POINT * sin(angle + turn)) for turn in (_SPREAD, -_SPREAD))
    return (
        f'<path class="arrow" d="M{number(start)} {from_y}Q{number(middle)} {peak} {number(end)} {to_y}'
        f'm{number(-x)} {number(-up)}l{number(x)} {number(up)} {number(-to_x)} {number(-to_up)}"/>'
    )
