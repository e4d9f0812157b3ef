"""The slip chart as SVG, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from watchtracker.drawing.measure import shortened, text_width
from watchtracker.drawing.slip import Promise, SlipChart, Stretch, slip_chart
from watchtracker.drawing.svg import document, legend, number, result_mark, said, text, upright
from watchtracker.items import Result
from watchtracker.reports.listing import Row
from watchtracker.wording.safe_text import clean

_SIZE = 12
_HALF_BAR = 4.0
_TOP, _BELOW = 14, 36
_LONGEST_SOURCE = 130


@dataclass(frozen=True, slots=True)
class SlipFrame:
    """How much room a chart has: the labels of the days that were meant stand left of `left`."""

    width: float
    left: float
    right: float
    height: float

    @property
    def bottom(self) -> float:
        """The lower edge of the chart."""
        return _TOP + self.height


WIDE = SlipFrame(896, 84, 870, 280)
NARROW = SlipFrame(358, 76, 346, 240)


def slip_svg(row: Row, today: date, frame: SlipFrame = WIDE, *, alone: bool = True) -> str | None:
    """How the date of an item slipped until `today`; None for one that never had any."""
    chart = slip_chart(row.known, today, left=frame.left, right=frame.right, height=frame.height, size=_SIZE)
    if chart is None:
        return None
    name = f"What was said of {clean(row.known.facts.title)}, and when"
    below, high = legend(_legend(chart), 12, frame.width - 12, frame.bottom + _BELOW)
    drawn = "".join((*_ground(chart, frame), *_force(chart, frame), *_promises(chart, frame), *_ending(chart, frame)))
    body = f'<g class="row {row.state.value} {row.known.facts.kind.value}">{drawn}</g>\n{below}'
    return document(frame.width, frame.bottom + _BELOW + high, name, body, alone=alone)


def _ground(chart: SlipChart, frame: SlipFrame) -> Iterator[str]:
    """The scales, the diagonal and today."""
    for tick in chart.days_meant:
        y = frame.bottom - tick.x
        yield f'<path class="line" d="M{number(frame.left)} {number(y)}H{number(frame.right)}"/>'
        if _TOP <= y <= frame.bottom:
            yield text(frame.left - 8, y + 4, tick.label, "s e")
    for tick in chart.days_said:
        low = frame.bottom + (22 if tick.year else 4)
        yield upright(tick.x, _TOP, low, "year" if tick.year else "line")
        if tick.label:
            yield text(tick.x + 2, frame.bottom + (30 if tick.year else 15), tick.label, "s b" if tick.year else "s")
    if chart.met is not None:
        (x, up), (to_x, to_up) = chart.met
        line = f"M{number(x)} {number(frame.bottom - up)}L{number(to_x)} {number(frame.bottom - to_up)}"
        yield f'<path class="met" d="{line}"/>'
    if chart.ended is None:
        yield upright(chart.now, _TOP, frame.bottom, "now")


def _force(chart: SlipChart, frame: SlipFrame) -> Iterator[str]:
    """The date in force as one stepped line, broken where there was none."""
    path, end = "", None
    for stretch in chart.in_force:
        y = number(frame.bottom - stretch.up)
        joins = end is not None and abs(end - stretch.left) < 0.1  # noqa: PLR2004 - they are the same point
        path += f"V{y}" if joins else f"M{number(stretch.left)} {y}"
        path += f"H{number(stretch.right)}"
        end = stretch.right
    if path:
        yield f'<path class="force" d="{path}"/>'


def _promises(chart: SlipChart, frame: SlipFrame) -> Iterator[str]:
    taken = [_box(promise, frame) for promise in chart.promises if promise.bar] + list(_lines(chart, frame))
    for promise in chart.promises:
        classes = "promise" if promise.holds else "promise gone" if promise.retracted else "promise weak"
        inner = "".join(_claim(promise, frame))
        label, box = _label(promise, frame, taken)
        taken += [box] if box else []
        yield f'<g class="{classes}"><title>{said(promise.told)}</title>{inner}{label}</g>'


_Box = tuple[float, float, float, float]


def _lines(chart: SlipChart, frame: SlipFrame) -> Iterator[_Box]:
    """The lines that no label may run into: the dates in force with the steps between them, and today."""
    before: Stretch | None = None
    for stretch in chart.in_force:
        y = frame.bottom - stretch.up
        yield stretch.left, y - 1, stretch.right, y + 1
        if before is not None:
            was = frame.bottom - before.up
            yield stretch.left - 1, min(y, was), stretch.left + 1, max(y, was)
        before = stretch
    if chart.ended is None:
        yield chart.now - 1, _TOP, chart.now + 1, frame.bottom


def _box(promise: Promise, frame: SlipFrame) -> _Box:
    """Left, top, right and bottom of the bar of a claim."""
    assert promise.bar is not None
    top, bottom = frame.bottom - promise.bar.right, frame.bottom - promise.bar.left
    return promise.x - _HALF_BAR, top, promise.x + _HALF_BAR, bottom


def _claim(promise: Promise, frame: SlipFrame) -> Iterator[str]:
    if promise.bar is None:
        x, y = number(promise.x), number(frame.bottom - 8)
        yield f'<circle class="undone" cx="{x}" cy="{y}" r="4"/>'
        return
    left, top, _, bottom = _box(promise, frame)
    pieces = 6 if promise.bar.fades_left or promise.bar.fades_right else 1
    step = (bottom - top) / pieces
    for place in range(pieces):
        known = place + 1 if promise.bar.fades_right else pieces - place
        gap = 1 if pieces > 1 else 0
        yield (
            f'<rect class="said" x="{number(left)}" y="{number(top + place * step + gap)}" width="8" '
            f'height="{number(max(3.0, step - 2 * gap))}" rx="2" opacity="{number(known / pieces)}"/>'
        )


def _label(promise: Promise, frame: SlipFrame, taken: list[_Box]) -> tuple[str, _Box | None]:
    """The source beside its bar, where it runs into nothing; the words of the claim have it in any case."""
    words = shortened(promise.source, _SIZE, _LONGEST_SOURCE)
    wide = text_width(words, _SIZE)
    middle = frame.bottom - promise.bar.middle if promise.bar else frame.bottom - 8
    base = min(max(middle + 4, _TOP + 12), frame.bottom - 4)
    high = frame.bottom - promise.bar.right - 5 if promise.bar else base
    low = frame.bottom - promise.bar.left + 14 if promise.bar else base
    for x, y in (
        (promise.x + 8, base),
        (promise.x - 8 - wide, base),
        (promise.x - 4, high),
        (promise.x + 8, base + 15),
        (promise.x - wide + 4, high),
        (promise.x - wide / 2, low),
    ):
        box = (x, y - 11, x + wide, y + 3)
        inside = frame.left <= x and x + wide <= frame.right and box[1] >= _TOP and box[3] <= frame.bottom
        if inside and not any(_meet(box, other) for other in taken):
            return text(x, y, words, "s"), box
    return "", None


def _meet(box: _Box, other: _Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _ending(chart: SlipChart, frame: SlipFrame) -> Iterator[str]:
    if chart.result is not None and chart.ended is not None:
        yield result_mark(chart.result, chart.ended[0], frame.bottom - chart.ended[1])


def _legend(chart: SlipChart) -> list[tuple[str, str]]:
    entries = [('<rect class="said" x="-4" y="-7" width="8" height="13" rx="2"/>', "what was said, on the day it was")]
    if any(not promise.holds and not promise.retracted for promise in chart.promises):
        weak = '<g class="weak"><rect class="said" x="-4" y="-7" width="8" height="13" rx="2"/></g>'
        entries.append((weak, "that changed nothing"))
    entries.append(('<path class="force" d="M-8 3H0V-3H8"/>', "the date in force"))
    entries.append(('<path class="met" d="M-8 5L8-5"/>', "where what was said is today"))
    if chart.result is not None:
        entries.append((result_mark(chart.result, 0, 0), _ENDED[chart.result]))
    return entries


_ENDED = {result: result.value for result in Result}
