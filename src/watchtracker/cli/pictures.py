"""Pictures on a terminal: `list --timeline`, and in `show` how a date moved."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date

from watchtracker.cli.screen import Style, padded, paint, width, wrapped
from watchtracker.drawing.characters import ASCII, UNICODE, Signs, slip_strips, timeline_strips
from watchtracker.items import ItemAsOf, today
from watchtracker.reports.listing import Row
from watchtracker.wording.items import day
from watchtracker.wording.lines import date as date_words
from watchtracker.wording.safe_text import clean

_WIDEST_TITLE, _WIDEST_DATE, _WIDEST_SOURCE = 30, 16, 20
_FEWEST_CELLS = 16
# Below it the words say it better than a picture of a few cells.
WIDE_ENOUGH = 72
_MOST_STEPS = 12


def timeline_lines(rows: Sequence[Row], on: date, columns: int, *, colour: bool) -> Iterator[str]:
    """The timeline for `columns`: title, strip and date of each item below the scale."""
    signs = _signs()
    titles = min(max(width(clean(row.known.facts.title)) for row in rows), _WIDEST_TITLE, columns // 3)
    dates_wide = min(_WIDEST_DATE, max(width(date_words(row.known)) for row in rows))
    cells = max(_FEWEST_CELLS, columns - titles - dates_wide - 4)
    strips = timeline_strips(rows, on, cells, signs)
    yield from (paint(" " * (titles + 2) + line, Style.QUIET, colour=colour) for line in strips.head)
    for row, strip in zip(rows, strips.rows, strict=True):
        when = _first(date_words(row.known), columns - titles - cells - 4)
        yield f"{padded(_first(clean(row.known.facts.title), titles), titles)}  {strip}  {when}".rstrip()
    yield ""
    marks = ", ".join(
        f"{signs.kind(kind)} {kind.value}" for kind in dict.fromkeys(row.known.facts.kind for row in rows)
    )
    legend = f"{marks}, {signs.today} today, {signs.ghost} where it was before, {signs.faint} no end known"
    yield from (paint(line, Style.QUIET, colour=colour) for line in wrapped(legend, columns))


def slip_lines(known: ItemAsOf, row: Row, columns: int, *, colour: bool) -> Iterator[str]:
    """How the date of an item moved: each claim with the day it was said, what it named, and who said it."""
    steps = [step for step in known.steps if not step.claim.retracted][-_MOST_STEPS:]
    if columns < WIDE_ENOUGH or len(steps) < 2 or not any(step.claim.window.dated for step in steps):  # noqa: PLR2004
        return
    signs = _signs()
    sources = min(_WIDEST_SOURCE, max(width(clean(step.claim.said.source)) for step in steps))
    cells = columns - 2 - 13 - sources - 2
    strips = slip_strips(known, steps, today(known, row.now), cells, signs)
    yield paint(f"How its date moved ({signs.today} the day on which it was said)", Style.STRONG, colour=colour)
    yield from (paint(" " * 15 + line, Style.QUIET, colour=colour) for line in strips.head)
    told = [(step.claim.said.said_on, step.claim.said.source) for step in steps]
    told += [(known.outcome.on, known.outcome.result.value)] if known.outcome else []
    for (on, source), strip in zip(told, strips.rows, strict=True):
        yield f"  {day(on):<13}{strip}  {_first(clean(source), sources)}".rstrip()
    yield ""


def _first(text: str, columns: int) -> str:
    """As much of `text` as `columns` hold, with two full stops where something is missing."""
    if width(text) <= columns:
        return text
    kept = text
    while kept and width(kept) > columns - 2:
        kept = kept[:-1]
    return f"{kept.rstrip()}.."


def _signs() -> Signs:
    return UNICODE if (sys.stdout.encoding or "").lower().startswith("utf") else ASCII
