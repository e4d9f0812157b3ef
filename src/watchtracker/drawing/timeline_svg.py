"""The timeline as SVG, in three shapes: wide, compact for above a list, and narrow with each bar below its title.

In a page a long picture is several below each other, each with the scale at its head, so that a printer cuts between
them. A picture that stands alone is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from watchtracker.drawing.measure import shortened, text_width
from watchtracker.drawing.rows_svg import bar_pieces, row_marks
from watchtracker.drawing.svg import document, kind_mark, legend, number, result_mark, said, text
from watchtracker.drawing.timeline import Bar, Lane, Room, Timeline, TimelineEntry, placed, timeline
from watchtracker.items import Kind, Result
from watchtracker.reports.listing import Row
from watchtracker.wording.items import count, day

_SMALL = 12
_HEAD = 46
_HEAD_OF_UNDATED = 30
_PADDING = 12
Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a row is laid out, from its top: its height, its lines of text and its bar; `titles` is their room.

    `words` is None where the date stands beside its bar. The scale is written again below every `again` rows.
    """

    width: int
    room: Room
    row: int
    title: int
    words: int | None
    bar: int
    titles: int
    again: int


WIDE = Shape(896, Room(300, 850, 872, 70, _SMALL), row=40, title=17, words=33, bar=22, titles=276, again=12)
COMPACT = Shape(896, Room(280, 850, 872, 60, _SMALL), row=28, title=19, words=None, bar=16, titles=256, again=99)
NARROW = Shape(358, Room(12, 318, 338, 40, _SMALL), row=76, title=20, words=37, bar=58, titles=334, again=10)


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows below a head, from `top` on; `at` is the place of the first row among all of them."""

    lines: Sequence[Lane]
    at: int
    top: int
    head: int

    def bottom(self, shape: Shape) -> int:
        return self.top + self.head + shape.row * len(self.lines)


def timeline_svg(rows: Sequence[Row], today: date, shape: Shape = WIDE) -> str:
    """The picture of `rows` on the day `today`, to stand alone."""
    picture = timeline(rows, today, shape.room)
    drawn: list[str] = []
    top = 6
    for lines, at in _groups(picture, shape):
        part = _Part(lines, at, top, _HEAD if lines[0].entry.dated else _HEAD_OF_UNDATED)
        drawn += _part(part, picture, shape, None)
        top = part.bottom(shape)
    if not drawn:
        drawn, top = [*_head(_Part((), 0, top, _HEAD), picture)], top + _HEAD
    below, high = legend(_legend(picture), _PADDING, shape.width - _PADDING, top + 8)
    return document(shape.width, top + 8 + high, _name(picture), "\n".join([*drawn, below]), alone=True)


def timeline_parts(found: Sequence[TimelineEntry], today: date, shape: Shape, address: Address) -> Iterator[str]:
    """The picture as parts of a page, where `address` says to where an item leads."""
    picture = placed(found, today, shape.room)
    groups = list(_groups(picture, shape))
    name = _name(picture)
    words, high = legend(_legend(picture), _PADDING, shape.width - _PADDING, 2)
    # What the marks mean stands above a long picture, because nobody would find its end.
    above = len(groups) > 1
    if above:
        yield document(shape.width, 2 + high, f"{name}: what the marks mean", words, alone=False)
    for lines, at in groups:
        part = _Part(lines, at, 0, _HEAD if lines[0].entry.dated else _HEAD_OF_UNDATED)
        drawn, bottom = [*_part(part, picture, shape, address)], part.bottom(shape)
        if not above:
            words, high = legend(_legend(picture), _PADDING, shape.width - _PADDING, bottom + 8)
            drawn.append(words)
            bottom += 8 + int(high)
        places = f": {at + 1} to {at + len(lines)}" if above else ""
        yield document(shape.width, bottom + 1, name + places, "\n".join(drawn), alone=False)


def _name(picture: Timeline) -> str:
    return f"Timeline of {count(len(picture.lines), 'item')}, {day(picture.today)}"


def _groups(picture: Timeline, shape: Shape) -> Iterator[tuple[Sequence[Lane], int]]:
    """The rows in groups that stand below one head, and where each begins: what has a date, then what has none."""
    dated = [line for line in picture.lines if line.entry.dated]
    undated = [line for line in picture.lines if not line.entry.dated]
    for lines, before in ((dated, 0), (undated, len(dated))):
        first = 0
        while first < len(lines):
            # Two rows are not worth a head of their own.
            last = len(lines) if len(lines) - first <= shape.again + 2 else first + shape.again
            yield lines[first:last], before + first
            first = last


def _part(part: _Part, picture: Timeline, shape: Shape, address: Address | None) -> Iterator[str]:
    top, bottom = part.top + part.head, part.bottom(shape)
    across = f"H{shape.width - _PADDING}"
    yield f'<path class="line" d="{"".join(f"M{_PADDING} {y}{across}" for y in range(top, bottom, shape.row))}"/>'
    if part.lines[0].entry.dated:
        yield from _ground(part, picture, shape)
        yield from _head(part, picture)
    else:
        yield text(_PADDING, part.top + 21, "No date yet", "s b")
    for place, line in enumerate(part.lines):
        yield _row(line, top + shape.row * place, shape, address)


def _ground(part: _Part, picture: Timeline, shape: Shape) -> Iterator[str]:
    """What stands behind the rows: zones with another scale, the lines of the scale, today."""
    top, bottom, changes = part.top + part.head, part.bottom(shape), picture.scale.breaks()
    for change in changes:
        wide = number(change.right - change.left)
        yield f'<rect class="far" x="{number(change.left)}" y="{top}" width="{wide}" height="{bottom - top}"/>'
    for classes, wanted, above in (("line", False, 0), ("year", True, 18)):
        xs = (tick.x for tick in picture.ticks if tick.year is wanted)
        yield _uprights(classes, xs, [(top - above, bottom)])
    yield _uprights("break", (change.x for change in changes), [(top, bottom)])
    spans, zigzag = [(top - 2, bottom)], top + 5
    if shape.room.left < shape.titles:
        # The lines would run through the words where these stand above the bar.
        high, rows = shape.bar - 15, range(top, bottom, shape.row)
        yield f'<path class="paper" d="{"".join(f"M0 {y + 1}h{shape.width}v{high}H0z" for y in rows)}"/>'
        zigzag = top + shape.bar - 9
        spans = [(top - 4, top), *((y + shape.bar - 14, y + shape.row) for y in rows)]
    yield from (f'<path class="arrow" d="M{number(change.x - 4)} {zigzag}l8-4m-8 8l8-4"/>' for change in changes)
    yield _uprights("now", [picture.now], spans)


def _uprights(classes: str, xs: Iterable[float], spans: Sequence[tuple[int, int]]) -> str:
    """Lines from top to bottom, all of one class as one path."""
    lines = "".join(f"M{number(x)} {top}V{bottom}" for x in xs for top, bottom in spans)
    return f'<path class="{classes}" d="{lines}"/>' if lines else ""


def _head(part: _Part, picture: Timeline) -> Iterator[str]:
    top, along = part.top, picture.scale
    words = f"today, {picture.today.day} {day(picture.today).split()[1]}"
    wide = text_width(words, _SMALL)
    x = min(max(picture.now, along.left + wide / 2), along.right - wide / 2)
    # Nobody wants to hear the scale again and again.
    yield '<g aria-hidden="true">' if part.at else "<g>"
    yield text(x, top + 12, words, "today m")
    for change in along.breaks():
        closer = change.words.partition(": ")[2]
        room = change.right - change.left - text_width(closer, _SMALL)
        if room >= 4 and (x + wide / 2 < change.left or x - wide / 2 > change.right):  # noqa: PLR2004
            yield text(change.left + 2, top + 12, closer, "s")
    for tick in picture.ticks:
        if tick.label:
            yield text(tick.x + 2, top + (27 if tick.year else 41), tick.label, "s b" if tick.year else "s")
    yield "</g>"


def _row(line: Lane, top: int, shape: Shape, address: Address | None) -> str:
    inner = "".join(
        (
            f"<title>{said(line.entry.told)}</title>",
            f'<path class="hit" d="M4 {top + 1}h{shape.width - 8}v{shape.row - 2}H4z"/>',
            text(_PADDING, top + shape.title, shortened(line.entry.title, 14, shape.titles), "t"),
            _when(line, top, shape),
            *row_marks(line, top + shape.bar),
        )
    )
    classes = f"row {line.entry.state.value} {line.entry.kind.value}"
    if address is None:
        return f'<g class="{classes}">{inner}</g>'
    return f'<a class="{classes}" href="{said(address(line.entry.id))}">{inner}</a>'


def _when(line: Lane, top: int, shape: Shape) -> str:
    """The date in words: below the title, or beside the bar where there is room."""
    if shape.words is not None:
        # The whole date says more than a part of how far it is.
        fits = text_width(line.entry.when, _SMALL) <= shape.titles
        words = line.entry.when if fits else shortened(line.entry.when.partition(" · ")[0], _SMALL, shape.titles)
        return text(_PADDING, top + shape.words, words, "s")
    wide, xs = text_width(line.entry.when, _SMALL), list(_extent(line))
    if not xs:
        return ""
    if max(xs) + 12 + wide <= shape.width - _PADDING:
        return text(max(xs) + 12, top + shape.title, line.entry.when, "s h")
    if min(xs) - 12 - wide >= shape.room.left:
        return text(min(xs) - 12, top + shape.title, line.entry.when, "s h e")
    return ""


def _extent(line: Lane) -> Iterator[float]:
    for bar in (*line.ghosts, *([line.bar] if line.bar else [])):
        yield from (bar.left, bar.right)
    if line.mark is not None and line.entry.dated:
        yield line.mark
    if line.ended is not None:
        yield line.ended


_KIND_WORDS = {Kind.RELEASE: "release", Kind.DEADLINE: "deadline", Kind.EVENT: "event"}
_RESULT_WORDS = {
    Result.HAPPENED: "happened",
    Result.DONE: "done",
    Result.CANCELLED: "cancelled",
    Result.SUPERSEDED: "superseded",
}


def _legend(picture: Timeline) -> list[tuple[str, str]]:
    kinds, results = {line.entry.kind for line in picture.lines}, {line.entry.result for line in picture.lines}
    entries_ = [(kind_mark(kind, 0, 0), words) for kind, words in _KIND_WORDS.items() if kind in kinds]
    entries_ += [(result_mark(result, 0, 0), words) for result, words in _RESULT_WORDS.items() if result in results]
    if any(line.ghosts for line in picture.lines):
        entries_.append(('<rect class="ghost" x="-7" y="-4" width="14" height="8" rx="2"/>', "where it was before"))
    if any(bar.fades_left or bar.fades_right for line in picture.lines if (bar := line.bar)):
        pieces = "".join(bar_pieces(Bar(-8, 8, fades_right=True), 0, Kind.DEADLINE))
        entries_.append((f'<g class="row">{pieces}</g>', "its other end is not known"))
    entries_ += [("", f"Scale {change.words}.") for change in picture.scale.breaks()]
    return entries_
