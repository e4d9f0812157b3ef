"""`check`, `apply` and `export`: the watch list's file before it goes into the database, into it, and out of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from watchtracker.cli import changes
from watchtracker.cli.options import config_option, example, json_option
from watchtracker.cli.recorded import read_items
from watchtracker.cli.screen import columns, say, write_bytes, write_json
from watchtracker.errors import Problem, ProblemsError, UnappliedError
from watchtracker.reports.changes import applied_json
from watchtracker.runtime import bootstrap
from watchtracker.runtime.environment import agreed
from watchtracker.settings import Settings
from watchtracker.store.engine import Store
from watchtracker.store.migration_state import Tables
from watchtracker.tracker import Applied, Tracker
from watchtracker.watchlist import WatchList
from watchtracker.watchlist.leaving_out import TakesOutError
from watchtracker.wording import items as wording

if TYPE_CHECKING:
    from watchtracker.watchlist.exporting import Exported


_MOST_NAMED = 3


@click.command("check", epilog=example("check", "check config/watchlist.toml"))
@click.argument("path", required=False, type=click.Path(path_type=Path))
@config_option
@json_option
def check_command(path: Path | None, *, config: str | None, as_json: bool) -> None:
    """Say whether the watch list is sound, and what applying it would change.

    Every problem is named at once as FILE:LINE: item-id: what is wrong, and how to fix it.
    """
    settings = bootstrap.settings(config)
    with _problems_as_json(path or settings.watchlist, as_json=as_json):
        watched = bootstrap.read_watchlist(settings, path)
        with _compared_with(settings) as store:
            applied = bootstrap.tracker(settings, store).preview(watched, bootstrap.now())
    if as_json:
        refused = [_problem(f"`apply` would refuse: {applied.too_many_out}", watched.path)]
        write_json(applied_json(applied.changes, refused if applied.too_many_out else []))
        return
    sound = f"{watched.path}: {wording.declared(applied.items, len(watched.sources))}, all sound"
    say([sound, *watched.notes, *_lines(applied, planned=True)])


@click.command("apply", epilog=example("apply", "apply config/watchlist.toml", "apply --take-out"))
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--take-out", is_flag=True, help="Also if more than half of its items, and more than three, would go.")
@config_option
@json_option
def apply_command(path: Path | None, *, take_out: bool, config: str | None, as_json: bool) -> None:
    """Bring the watch list into the database, all of it or nothing.

    A list that leaves out more than half of the items that it named when it was last applied, and more than three,
    may have been cut by accident: on a terminal you are asked, elsewhere it is refused without --take-out.
    """
    settings = bootstrap.settings(config)
    with _problems_as_json(path or settings.watchlist, as_json=as_json):
        watched = bootstrap.read_watchlist(settings, path)
        with bootstrap.open_store(settings) as store:
            applied = _applied(bootstrap.tracker(settings, store), watched, take_out=take_out)
    if as_json:
        write_json(applied_json(applied.changes))
        return
    say([*watched.notes, *_lines(applied, planned=False)])


@click.command("export", epilog=example("export > new.toml", "export --into new"))
@click.option(
    "--into", type=click.Path(path_type=Path), metavar="FOLDER", help="Write its files there, by their names."
)
@config_option
def export_command(*, into: Path | None, config: str | None) -> None:
    """The watch list with what was added by hand, to standard output, in UTF-8. Applying it changes nothing.

    A list of one file keeps its own text wherever nothing was added; one of several files comes as one, written out in
    full, or with --into file by file.
    """
    from watchtracker import watchlist

    settings = bootstrap.settings(config)
    recorded = read_items(settings)
    found = watchlist.export(
        recorded.listed,
        settings.watchlist,
        default_zone=settings.zone,
        now=bootstrap.now(),
        sources=recorded.sources,
    )
    if lost := found.unapplied():
        raise UnappliedError(
            f"{settings.watchlist} was edited since it was applied, and the export would not have what is new of"
            f" {', '.join(lost[:_MOST_NAMED])}{' and others' if len(lost) > _MOST_NAMED else ''}:"
            " `watchtracker apply` first"
        )
    if into is None:
        whole = found.whole()
        _warn(whole)
        write_bytes(whole.text.encode())
        return
    for file in found.into(into):
        say([f"wrote {into / file.name}"])
        _warn(file)


def _warn(file: Exported) -> None:
    if file.forgets_comments:
        click.echo(
            f"{file.name}: written anew, without its comments: what was added does not fit into its text", err=True
        )


def _compared_with(settings: Settings) -> AbstractContextManager[Store]:
    """The database that `check` compares the list with; an empty one in memory if none was made yet."""
    with closing(Store.as_it_is(settings.database)) as found:
        if found.tables() is Tables.NONE:
            return bootstrap.open_store(replace(settings, database="sqlite:///:memory:"))
    return bootstrap.open_store(settings)


def _lines(applied: Applied, *, planned: bool) -> Iterator[str]:
    if applied.first_import:
        brought = "would be brought in" if planned else "brought in"
        yield f"{wording.count(applied.items, 'item')} {brought}; nobody is told of a first import"
        return
    if planned and applied.too_many_out:
        yield f"`apply` would refuse: {applied.too_many_out}"
    for change in applied.changes:
        yield from changes.lines(change, columns(), planned=planned)
    if not applied.changes:
        yield "applying it would change nothing" if planned else "nothing changed"


def _applied(tracker: Tracker, watched: WatchList, *, take_out: bool) -> Applied:
    """Apply the list; if it takes out many items, ask on a terminal, else raise TakesOutError."""
    try:
        return tracker.apply(watched, bootstrap.now(), take_out=take_out)
    except TakesOutError as error:
        if not agreed(f"{error.what}. Is that meant?"):
            raise
    return tracker.apply(watched, bootstrap.now(), take_out=True)


@contextmanager
def _problems_as_json(path: Path, *, as_json: bool) -> Iterator[None]:
    """With `as_json`, write the problems of the list at `path` to standard output as JSON; they are raised anyway."""
    try:
        yield
    except ProblemsError as error:
        if as_json:
            write_json(applied_json([], [_problem(problem, path) for problem in error.problems]))
        raise
    except TakesOutError as error:
        if as_json:
            write_json(applied_json([], [_problem(str(error), path)]))
        raise


def _problem(sentence: str, path: Path) -> Problem:
    """`sentence` as a Problem; one that names no place is about the whole list at `path`."""
    return sentence if isinstance(sentence, Problem) else Problem.at(str(path), None, sentence)
