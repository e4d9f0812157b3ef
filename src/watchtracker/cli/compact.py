"""The listing for a terminal, a line an item: what there is to say first, and what is near set off.

Months stand over a long list as headings. `listing` has the long form, with all that is known of each item.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from watchtracker.cli.screen import Style, cut, padded, paint, width, wrapped
from watchtracker.items import ItemAsOf, State
from watchtracker.reports.listing import Row
from watchtracker.reports.stretches import grouped
from watchtracker.wording import items as wording
from watchtracker.wording import lines, moves
from watchtracker.wording.holding import taken_by
from watchtracker.wording.safe_text import clean

_WIDEST_DATE = 24
_NARROWEST_TITLE = 24

# The order of the heading: what is late comes first.
_IN_ORDER = (
    State.OVERDUE,
    State.OPEN,
    State.UPCOMING,
    *(state for state in State if not state.ahead or state is State.UNDATED),
)

STYLES = {
    State.OVERDUE: Style.LATE,
    State.OPEN: Style.NOW,
    State.UNDATED: Style.QUIET,
    State.HAPPENED: Style.GOOD,
    State.DONE: Style.GOOD,
}


def screen(rows: Sequence[Row], day: date, columns: int, *, colour: bool) -> Iterator[str]:
    """The listing of the day `day` for a terminal of `columns`."""
    yield from (paint(line, Style.STRONG, colour=colour) for line in wrapped(heading(rows, day), columns))
    wide = (
        min(_WIDEST_DATE, max(width(lines.date(row.known)) for row in rows)),
        max(width(lines.due(row.known, row.now)) for row in rows),
    )
    for group in grouped(rows):
        yield ""
        if group.heading:
            yield paint(group.heading, Style.STRONG, colour=colour)
        for row in group.rows:
            yield from _item(row, wide, columns, colour=colour)


def mark(known: ItemAsOf) -> str:
    """One character for how the date moved since it was first said: ">" later, "<" earlier, "~" in another way."""
    if known.moves == 0:
        return " "
    days = moves.drift(known)
    return ">" if days > 0 else "<" if days < 0 else "~"


def heading(rows: Sequence[Row], day: date) -> str:
    """The day, and how many items there are in each state: "Sunday, 12 Apr 2026: 3 upcoming (1 within a week)"."""
    counted = Counter(row.state for row in rows)
    near = sum(wording.near(row.known, row.now) for row in rows)
    beside = {State.UPCOMING: f" ({near} within a week)"} if near else {}
    counts = [f"{counted[state]} {state.value}{beside.get(state, '')}" for state in _IN_ORDER if counted[state]]
    return f"{day:%A}, {wording.day(day)}: {', '.join(counts)}"


def style_of_far(row: Row, otherwise: Style) -> Style:
    """The style of how far away an item is: what is near stands out."""
    return Style.NOW if wording.near(row.known, row.now) else otherwise


def _item(row: Row, wide: tuple[int, int], columns: int, *, colour: bool) -> Iterator[str]:
    """A line; two where a date is so long, or a terminal so narrow, that no title would fit beside it."""
    known = row.known
    when, far = lines.date(known), lines.due(known, row.now)
    style = style_of_far(row, STYLES.get(row.state, Style.PLAIN))
    moved = paint(mark(known), Style.MOVED, colour=colour)
    by = 2 + max(wide[0], width(when)) + 2 + wide[1] + 2
    if columns - by >= _NARROWEST_TITLE:
        beside = f"{padded(when, wide[0])}  {paint(padded(far, wide[1]), style, colour=colour)}"
        yield f"{moved} {beside}  {_title(row, columns - by, colour=colour)}"
        return
    first, *rest = wrapped(f"{when}, {far}" if far else when, columns - 2)
    yield f"{moved} {paint(first, style, colour=colour)}"
    yield from (f"  {paint(line, style, colour=colour)}" for line in rest)
    yield f"    {_title(row, columns - 4, colour=colour)}"


def _title(row: Row, room: int, *, colour: bool) -> str:
    """The title, and behind it as much as fits of what else there is to say."""
    title, beside = clean(row.known.facts.title), _beside(row)
    needed = 2 + width(beside)
    if beside and needed + min(width(title), _NARROWEST_TITLE) <= room:
        title = cut(title, room - needed)
        return f"{paint(title, Style.STRONG, colour=colour)}  {paint(beside, Style.QUIET, colour=colour)}"
    return paint(cut(title, room), Style.STRONG, colour=colour)


def _beside(row: Row) -> str:
    """How it ended, who owns it and who is on it; empty where there is none of that."""
    owner = row.known.facts.owner
    said = ("" if row.state.ahead else row.state.value, f"of {owner}" if owner else "", taken_by(row.taken_by))
    return clean(", ".join(filter(None, said)))
