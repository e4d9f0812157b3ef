"""What every picture is made of as SVG: escaped text, marks told apart by their shape, the colours by day and by night.

A picture needs nothing beside itself: no font, no script, no address. In a page `STYLE` is part of its style sheet; a
picture that stands alone has it inside.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import assert_never

from watchtracker.drawing.measure import text_width
from watchtracker.items import Kind, Result
from watchtracker.wording.safe_text import clean

STYLE = """\
.wt { --wt-paper: #fff; --wt-ink: #1d1f21; --wt-soft: #63686e; --wt-line: #ece9e2; --wt-year: #cfcac0;
  --wt-far: #f6f4ef; --wt-ahead: #3a5a8c; --wt-late: #b3261e; --wt-open: #1a7f45;
  --wt-none: #7b7f86; --wt-over: #8d9197;
  color: var(--wt-ink); font-family: system-ui, "Segoe UI", "DejaVu Sans", sans-serif; display: block; }
@media (prefers-color-scheme: dark) {
  .wt { --wt-paper: #1d2024; --wt-ink: #e8e6e1; --wt-soft: #9ea3aa; --wt-line: #2a2e33; --wt-year: #474c54;
    --wt-far: #23272c; --wt-ahead: #a3bde6; --wt-late: #ff8a80; --wt-open: #6fd196; --wt-none: #9ea3aa;
    --wt-over: #858a92; }
}
.wt text { fill: var(--wt-ink); font-size: 14px; }
.wt .s { fill: var(--wt-soft); font-size: 12px; }
.wt .b { font-weight: 600; }
.wt .h { stroke: var(--wt-paper); stroke-width: 4; stroke-linejoin: round; paint-order: stroke; }
.wt .m { text-anchor: middle; }
.wt .e { text-anchor: end; }
.wt .paper { fill: var(--wt-paper); }
.wt .far { fill: var(--wt-far); }
.wt .line { stroke: var(--wt-line); fill: none; }
.wt .year { stroke: var(--wt-year); fill: none; }
.wt .break { stroke: var(--wt-soft); fill: none; stroke-dasharray: 1 4; stroke-linecap: round; }
.wt .now { stroke: var(--wt-late); stroke-width: 1.5; fill: none; }
.wt .today { fill: var(--wt-late); font-size: 12px; font-weight: 600; }
.wt .row { --c: var(--wt-ahead); }
.wt .overdue { --c: var(--wt-late); }
.wt .open { --c: var(--wt-open); }
.wt .undated { --c: var(--wt-none); }
.wt .passed, .wt .happened, .wt .done, .wt .cancelled, .wt .superseded { --c: var(--wt-over); }
.wt .hit { fill: transparent; }
.wt a { text-decoration: none; outline: none; }
.wt .row:hover .hit { fill: var(--wt-far); fill-opacity: .6; }
.wt a:focus-visible .hit { stroke: var(--wt-ahead); stroke-width: 2; stroke-linejoin: round; }
.wt a:hover .t { text-decoration: underline; }
.wt .bar { fill: var(--c); fill-opacity: .42; }
.wt .event .bar { fill-opacity: .12; stroke: var(--c); stroke-width: 1.2; }
.wt .bar.f0, .wt .bar.f1, .wt .bar.f2, .wt .bar.f3, .wt .bar.f4 { stroke: none; shape-rendering: crispEdges; }
.wt .bar.f0 { fill-opacity: .42; }
.wt .bar.f1 { fill-opacity: .32; }
.wt .bar.f2 { fill-opacity: .22; }
.wt .bar.f3 { fill-opacity: .13; }
.wt .bar.f4 { fill-opacity: .06; }
.wt .ghost { fill: none; stroke: var(--wt-soft); stroke-dasharray: 2.5 2; }
.wt circle.ghost { stroke-dasharray: none; }
.wt .arrow { fill: none; stroke: var(--wt-soft); stroke-linecap: round; stroke-linejoin: round; }
.wt .mark { fill: var(--c, var(--wt-soft)); stroke: var(--wt-paper); stroke-width: 1.5; paint-order: stroke; }
.wt .pole { stroke: var(--c, var(--wt-soft)); stroke-width: 1.8; }
.wt .undated .mark { fill: none; stroke: var(--c); stroke-dasharray: 2 2; }
.wt .sign { fill: none; stroke: var(--wt-paper); stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.wt .said { fill: var(--c, var(--wt-ahead)); fill-opacity: .55; }
.wt .promise .said { stroke: var(--c); stroke-width: 1; }
.wt .promise text { stroke: var(--wt-paper); stroke-width: 3; paint-order: stroke; }
.wt .weak .said { fill: none; stroke: var(--wt-soft); stroke-width: 1; }
.wt .gone .said { fill: none; stroke: var(--wt-soft); stroke-width: 1; stroke-dasharray: 2 2; }
.wt .gone text { text-decoration: line-through; }
.wt .undone { fill: none; stroke: var(--wt-soft); stroke-dasharray: 2 2; }
.wt .force { fill: none; stroke: var(--wt-ink); stroke-width: 2; stroke-linejoin: round; }
.wt .met { fill: none; stroke: var(--wt-late); stroke-width: 1.2; stroke-dasharray: 5 4; }
.wt .cancelled .t, .wt .superseded .t { text-decoration: line-through; }
@media print { .wt { --wt-paper: #fff; --wt-far: #f3f3f3; } }
"""
# XML 1.0 has no place for these two, not even escaped.
_NO_CHARACTERS = str.maketrans({"\ufffe": "\ufffd", "\uffff": "\ufffd"})


@lru_cache(maxsize=8192)
def said(text: str) -> str:
    """`text` made clean and escaped, for between tags and within quotes."""
    text = clean(text)
    return escape(text if text.isprintable() else text.translate(_NO_CHARACTERS), quote=True)


def number(value: float) -> str:
    """A length with at most one digit behind the point."""
    if isinstance(value, int):
        return str(value)
    rounded = round(value, 1)
    whole = int(rounded)
    return str(whole) if whole == rounded else str(rounded)


def document(width: float, height: float, name: str, body: str, *, alone: bool) -> str:
    """A picture called `name`: `alone` as a document of its own, else as a part of a page, which has `STYLE`."""
    size = f'viewBox="0 0 {number(width)} {number(height)}" width="{number(width)}" height="{number(height)}"'
    if not alone:
        return f'<svg class="wt" {size} role="group" aria-label="{said(name)}">{body}</svg>'
    paper = f'<rect class="paper" width="{number(width)}" height="{number(height)}" rx="8"/>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" class="wt" {size} role="group" aria-label="{said(name)}">\n'
        f"<title>{said(name)}</title>\n<style>\n{STYLE}</style>\n{paper}{body}\n</svg>\n"
    )


def text(x: float, y: float, words: str, classes: str) -> str:
    """Words that begin at `x`, or as their classes say."""
    return f'<text x="{number(x)}" y="{number(y)}" class="{classes}">{said(words)}</text>'


def upright(x: float, top: float, bottom: float, classes: str) -> str:
    """A line from `top` to `bottom`."""
    return f'<path class="{classes}" d="M{number(x)} {number(top)}V{number(bottom)}"/>'


def kind_mark(kind: Kind, x: float, y: float) -> str:
    """The mark of a kind: a disc is awaited, a flag is a line not to cross, a diamond takes place by itself."""
    at_x, at_y = number(x), number(y)
    match kind:
        case Kind.RELEASE:
            return f'<circle class="mark" cx="{at_x}" cy="{at_y}" r="5.5"/>'
        case Kind.DEADLINE:
            flag = f'<path class="mark" d="M{at_x} {number(y - 10)}l10 4.2-10 4.2z"/>'
            return f'{flag}<path class="pole" d="M{at_x} {number(y - 10)}v17"/>'
        case Kind.EVENT:
            return f'<path class="mark" d="M{at_x} {number(y - 7)}l6.5 7-6.5 7-6.5-7z"/>'
        case _:
            assert_never(kind)


def result_mark(result: Result, x: float, y: float) -> str:
    """The mark of an outcome on a disc: a tick, two for what we did, a cross, an arrow to what took its place."""
    match result:
        case Result.HAPPENED:
            sign = f"M{number(x - 3.5)} {number(y)}l2.5 2.8 4.7-5.4"
        case Result.DONE:
            sign = f"M{number(x - 5)} {number(y)}l2.3 2.6 4.2-5M{number(x - 0.3)} {number(y + 2.4)}l4.6-4.8"
        case Result.CANCELLED:
            sign = f"M{number(x - 3)} {number(y - 3)}l6 6m0-6l-6 6"
        case Result.SUPERSEDED:
            sign = f"M{number(x - 4)} {number(y)}h8m-3-3l3 3-3 3"
        case _:
            assert_never(result)
    disc = f'<circle class="mark" cx="{number(x)}" cy="{number(y)}" r="7.5"/>'
    return f'{disc}<path class="sign" d="{sign}"/>'


def legend(entries: list[tuple[str, str]], left: float, right: float, top: float) -> tuple[str, float]:
    """Marks with what they mean, in as many lines as they need, and the height of it; marks are drawn at (0, 0)."""
    x, y, drawn = left, top + 14, []
    for mark, words in entries:
        room = (20 if mark else 0) + text_width(words, 12) + 14
        if x > left and x + room > right:
            x, y = left, y + 20
        drawn.append(f'<g transform="translate({number(x + 8)} {number(y - 4)})">{mark}</g>' if mark else "")
        drawn.append(text(x + (20 if mark else 0), y, words, "s"))
        x += room
    return "".join(drawn), y - top + 8
