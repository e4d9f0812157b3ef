"""`record`: how the dates that each source named turned out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import click

from watchtracker import dates
from watchtracker.cli.options import as_of_option, config_option, example, json_option, one_of
from watchtracker.cli.recorded import nothing_collected, read_items_quickly
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
from watchtracker.reports.record import By, TrackRecord, records, records_json
from watchtracker.runtime import clock, environment
from watchtracker.wording import record as wording
from watchtracker.wording.safe_text import clean

_HEADINGS = ("claims", "over", "held", "slipped", "early", "median", "since")
_NUMBERS = 5
_NARROWEST_NAME = 12


@click.command("record", epilog=example("record", "record --by tag", "record --json"))
@click.option(
    "--by",
    "by",
    type=one_of(By),
    default=By.SOURCE.value,
    metavar="WHAT",
    help=f"Count by {', '.join(By)} (default: source).",
)
@as_of_option
@config_option
@json_option
@nothing_collected()
def record_command(*, by: str, as_of: date | None, config: str | None, as_json: bool) -> None:
    """How many of the dates that each source named held, and by how much the others were off.

    Counted from the claims of the items on the list; those with fewer than three are not ranked.
    """
    settings, now = environment.settings_to_list(config), clock.now()
    recorded = read_items_quickly(settings, config)
    moment = dates.first_moment(as_of, dates.zone(settings.zone)) if as_of else now
    found = records(recorded.items, By(by), now=now, as_of=as_of)
    if as_json:
        write_json(records_json(found, as_of=moment, by=By(by)))
    elif not found:
        click.echo("nothing to count: no date was named yet", err=True)
    elif on_terminal():
        write(screen(found, By(by), columns(), colour=coloured()))
    else:
        write(map(piped, found))


def piped(record: TrackRecord) -> str:
    """A line with tabs: name, claims, over, held, slipped, early, median days of the slip, since."""
    return fields((record.name, *_numbers(record), "" if record.median is None else str(record.median), _since(record)))


def screen(found: Sequence[TrackRecord], by: By, columns: int, *, colour: bool) -> Iterator[str]:
    """A table for a terminal of `columns`: those that are ranked, then those with too few claims for that."""
    table = [(*_numbers(record), wording.days(record.median), _since(record)) for record in found]
    wide = [max(map(width, column)) for column in zip(_HEADINGS, *table, strict=True)]
    room = max(_NARROWEST_NAME, columns - sum(wide) - 2 * len(wide))
    name_wide = min(room, max(width(clean(record.name)) for record in found))
    yield paint(_line(padded(by.value, name_wide), _HEADINGS, wide), Style.QUIET, colour=colour)
    few = False
    for record, cells in zip(found, table, strict=True):
        if not record.ranked and not few:
            few = True
            yield from (paint(line, Style.QUIET, colour=colour) for line in ("", wording.NOT_RANKED))
        first, *rest = wrapped(clean(record.name), name_wide)
        yield _line(padded(first, name_wide), cells, wide)
        yield from (f"  {line}" for line in rest)


def _numbers(record: TrackRecord) -> tuple[str, ...]:
    return tuple(map(str, (record.claims, record.over, record.held, record.slipped, record.early)))


def _since(record: TrackRecord) -> str:
    return record.since.isoformat()


def _line(name: str, cells: Sequence[str], wide: Sequence[int]) -> str:
    """A row: the numbers stand to the right of their columns, words to the left."""
    numbers = (cell.rjust(by) for cell, by in zip(cells[:_NUMBERS], wide, strict=False))
    words = (padded(cell, by) for cell, by in zip(cells[_NUMBERS:], wide[_NUMBERS:], strict=True))
    return "  ".join((name, *numbers, *words)).rstrip()
