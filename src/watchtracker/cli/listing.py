"""`list`: what is ahead, by date.

On a terminal each item has a line, as `compact` writes it, or with `--long` columns, and below them what is known
beyond the date; in a pipe, one line with tabs. `reports.listing` chooses and orders the items; the phrases come from
`wording`, as on the pages and in Slack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

import click

from watchtracker import dates
from watchtracker.cli import compact
from watchtracker.cli.compact import STYLES, heading, mark, style_of_far
from watchtracker.cli.options import (
    Day,
    Length,
    as_of_option,
    config_option,
    example,
    json_option,
    one_of,
    only_kinds_option,
    only_owners_option,
    only_tags_option,
    without_option,
)
from watchtracker.cli.recorded import RecordedItems, nothing_collected, read_items_quickly
from watchtracker.cli.screen import (
    Style,
    coloured,
    columns,
    fields,
    on_terminal,
    padded,
    paint,
    width,
    wrapped,
    write,
    write_json,
)
from watchtracker.errors import InputError
from watchtracker.items import Kind, State
from watchtracker.items.searching import search_words
from watchtracker.notifications import LeadTime
from watchtracker.reports import listing
from watchtracker.reports.choosing import refuse_reversed
from watchtracker.reports.listing import Row
from watchtracker.runtime import clock, environment
from watchtracker.settings import PlainSettings, Settings
from watchtracker.wording import items as wording
from watchtracker.wording.holding import taken_by
from watchtracker.wording.lines import date as date_words
from watchtracker.wording.lines import due, lines, where_beside
from watchtracker.wording.safe_text import clean

_WIDEST_DATE = 24
_NARROWEST_TITLE = 24


class Looks(StrEnum):
    """How the list is shown."""

    SHORT = "a line an item"
    LONG = "all that is known of each"
    TIMELINE = "bars along the months"
    JSON = "an object for programs"


@click.command(
    "list", epilog=example("list --within 30d", "list --tag policy --kind deadline", "list --as-of 2026-04-12 deepseek")
)
@click.argument("words", nargs=-1)
@click.option("--within", type=Length(), metavar="LENGTH", help="Up to so far ahead: 30d, 4w, 2mo.")
@click.option("--from", "first", type=Day(), metavar="DAY", help="Only dates from this day on.")
@click.option("--to", "last", type=Day(), metavar="DAY", help="Only dates up to this day.")
@click.option("--moved", type=Length(), metavar="LENGTH", help="Only dates that moved in so long a time: 7d, 2w.")
@only_tags_option()
@only_kinds_option
@only_owners_option
@without_option()
@click.option(
    "--state",
    "states",
    multiple=True,
    type=one_of(State),
    metavar="STATE",
    help=f"Only items in this state; again for more: {', '.join(State)}.",
)
@click.option("--all", "everything", is_flag=True, help="Also what passed or was resolved.")
@click.option("--timeline", "drawn", is_flag=True, help="Draw bars along the months.")
@click.option("--long", is_flag=True, help="All that is known of each item, on lines below it.")
@as_of_option
@config_option
@json_option
@nothing_collected()
def list_command(
    *,
    words: tuple[str, ...],
    within: LeadTime | None,
    first: date | None,
    last: date | None,
    moved: LeadTime | None,
    tags: tuple[str, ...],
    kinds: tuple[str, ...],
    owners: tuple[str, ...],
    without: tuple[str, ...],
    states: tuple[str, ...],
    everything: bool,
    drawn: bool,
    long: bool,
    as_of: date | None,
    config: str | None,
    as_json: bool,
) -> None:
    """What is ahead, by date: overdue, open, upcoming; undated items last.

    With WORDS only items that have all of them in their id, title, tags or source.
    """
    refuse_reversed(first, last)
    looks = _looks(drawn=drawn, long=long, as_json=as_json)
    settings, now = environment.settings_to_list(config), clock.now()
    recorded = _recorded(settings, config, (*tags, *without), owners)
    every = listing.listing(
        recorded.items,
        now=now,
        as_of=as_of,
        within=within,
        first=first,
        last=last,
        moved=moved,
        words=search_words(" ".join(words)),
        tags=tags,
        kinds=tuple(map(Kind, kinds)),
        owners=owners,
        without=without,
        states=tuple(map(State, states)),
        everything=True,
        intervals=settings.recheck,
        held=recorded.held,
    )
    rows = every if everything or states else [row for row in every if row.state.ahead]
    if rows or looks is Looks.JSON:
        place = dates.zone(settings.zone)
        moment = dates.first_moment(as_of, place) if as_of else now
        _show(rows, moment.astimezone(place), looks, hidden=len(every) - len(rows))
    else:
        narrowed = any((words, within, first, last, moved, tags, kinds, owners, without, states))
        _nothing(len(every), narrowed=narrowed, everything=everything or bool(states))


def _looks(*, drawn: bool, long: bool, as_json: bool) -> Looks:
    """How the list is shown; raises InputError where the options contradict each other."""
    if drawn and (long or as_json):
        raise InputError(f"--timeline is a picture of its own: leave out {'--json' if as_json else '--long'}")
    return Looks.JSON if as_json else Looks.TIMELINE if drawn else Looks.LONG if long else Looks.SHORT


def _recorded(
    settings: Settings | PlainSettings, config: str | None, tags: Iterable[str], owners: Iterable[str]
) -> RecordedItems:
    """What is recorded; raises InputError for tags and owners that nothing has."""
    recorded = read_items_quickly(settings, config)
    recorded.names.refuse_unknown_tags(tags)
    recorded.names.refuse_unknown_owners(owners)
    return recorded


def _nothing(hidden: int, *, narrowed: bool, everything: bool) -> None:
    asked = " that was asked for" if narrowed else ""
    click.echo(f"nothing {'to list' if everything else 'ahead'}{asked}", err=True)
    _hint_at_the_rest(hidden, err=True)


def _show(rows: Sequence[Row], moment: datetime, looks: Looks, *, hidden: int) -> None:
    """Write the rows as they are at a `moment` in the zone of the settings, and how many more are `hidden`."""
    terminal, day = on_terminal(), moment.date()
    match looks:
        case Looks.JSON:
            write_json(listing.listing_json(rows, as_of=moment))
            return
        case Looks.TIMELINE:
            # Imported only where it is asked for: a listing starts fast.
            from watchtracker.cli.pictures import timeline_lines

            write(timeline_lines(rows, day, columns(), colour=coloured()))
        case Looks.LONG | Looks.SHORT:
            for_terminal = screen if looks is Looks.LONG else compact.screen
            write(for_terminal(rows, day, columns(), colour=coloured()) if terminal else map(piped, rows))
        case _:
            assert_never(looks)
    _hint_at_the_rest(hidden, err=not terminal)


def _hint_at_the_rest(hidden: int, *, err: bool) -> None:
    """Say how many items are not shown, and how to see them; with `err` on standard error, out of a pipe."""
    if hidden:
        hint = f"{hidden} passed or done: --all"
        lines = wrapped(hint, columns())
        click.echo("\n".join(lines if err else ["", *lines]), err=err)


def screen(rows: Sequence[Row], day: date, columns: int, *, colour: bool) -> Iterator[str]:
    """The long listing of the day `day` for a terminal of `columns`."""
    yield from (paint(line, Style.STRONG, colour=colour) for line in wrapped(heading(rows, day), columns))
    yield ""
    dates_wide = min(_WIDEST_DATE, max(width(date_words(row.known)) for row in rows))
    far_wide = max(width(_far(row)) for row in rows)
    state_wide = max(width(_state(row)) for row in rows)
    for row in rows:
        yield from _block(row, (dates_wide, far_wide, state_wide), columns, colour=colour)


def piped(row: Row) -> str:
    """A line with tabs: date, distance, state, id, title, moves, closing, claim, last check or outcome, takers."""
    known, words = row.known, lines(row.known, row.now, row.intervals)
    return fields(
        (
            words.date,
            words.distance,
            row.state,
            known.id,
            known.facts.title,
            words.moved,
            words.closing,
            words.said,
            words.unconfirmed or words.outcome,
            *filter(None, (taken_by(row.taken_by),)),
        )
    )


def _block(row: Row, wide: tuple[int, int, int], columns: int, *, colour: bool) -> Iterator[str]:
    known, style = row.known, STYLES.get(row.state, Style.PLAIN)
    when = date_words(known)
    head = "  ".join(
        (
            padded(when, wide[0]),
            paint(padded(_far(row), wide[1]), _style_of_far(row), colour=colour),
            paint(padded(_state(row), wide[2]), style, colour=colour),
        )
    )
    moved = paint(mark(known), Style.MOVED, colour=colour)
    by = 2 + max(wide[0], width(when)) + 2 + wide[1] + 2 + wide[2] + 2
    if columns - by < _NARROWEST_TITLE:
        # No room beside the columns: the title stands below them.
        fits = by - 2 <= columns
        yield from (f"{moved} {head}".rstrip(),) if fits else _below_each_other(row, columns, colour=colour)
        by, rest = 2, list(wrapped(clean(known.facts.title), columns - 2))
    else:
        first, *rest = wrapped(clean(known.facts.title), columns - by)
        yield f"{moved} {head}  {paint(first, Style.STRONG, colour=colour)}"
    for line in rest:
        yield " " * by + paint(line, Style.STRONG, colour=colour)
    indent = 2 + wide[0] + 2 if columns - 2 - wide[0] - 2 >= _NARROWEST_TITLE else 4
    for detail in _details(row):
        for line in wrapped(clean(detail), columns - indent):
            yield " " * indent + paint(line, Style.QUIET, colour=colour)


def _below_each_other(row: Row, columns: int, *, colour: bool) -> Iterator[str]:
    """For a narrow terminal: the date, and on lines below it the distance and the state."""
    first, *rest = wrapped(date_words(row.known), columns - 2)
    yield f"{paint(mark(row.known), Style.MOVED, colour=colour)} {first}"
    yield from (f"  {line}" for line in rest)
    style = Style.NOW if wording.near(row.known, row.now) else STYLES.get(row.state, Style.PLAIN)
    for line in wrapped(", ".join(filter(None, (_far(row), _state(row)))), columns - 2):
        yield f"  {paint(line, style, colour=colour)}"


def _details(row: Row) -> Iterable[str]:
    words = lines(row.known, row.now, row.intervals)
    details = (
        words.moved,
        words.closing,
        taken_by(row.taken_by),
        words.unconfirmed or words.outcome,
        f"{row.known.id}: {words.said}",
    )
    return (detail for detail in details if detail)


def _far(row: Row) -> str:
    return due(row.known, row.now)


def _style_of_far(row: Row) -> Style:
    return style_of_far(row, Style.PLAIN if _state(row) else STYLES.get(row.state, Style.PLAIN))


def _state(row: Row) -> str:
    return where_beside(row.known, row.now)
