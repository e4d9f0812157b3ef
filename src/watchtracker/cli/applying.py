"""`check`, `apply` and `export`: the watch list's file, before, into and out of the database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from watchtracker import app, views
from watchtracker.cli import changes
from watchtracker.cli.kept import kept
from watchtracker.cli.options import config_option, example, json_option
from watchtracker.cli.screen import columns, write, write_json
from watchtracker.notifications import Notification
from watchtracker.settings import Settings
from watchtracker.store.engine import Store
from watchtracker.store.steps import Tables
from watchtracker.surroundings import agreed
from watchtracker.tracker import Applied, ItemChange, TakesOutError
from watchtracker.wording import items as wording


@click.command("check", epilog=example("check", "check config/watchlist.toml"))
@click.argument("path", required=False, type=click.Path(path_type=Path))
@config_option
@json_option
def check_command(path: Path | None, *, config: str | None, as_json: bool) -> None:
    """Say whether the watch list is sound, and what applying it would change.

    Every problem is named at once as FILE:LINE: item-id: what is wrong, and how to mend it.
    """
    settings = app.settings(config)
    watched = app.read_watchlist(settings, path)
    with _kept(settings) as store:
        applied = app.tracker(settings, store).preview(watched, app.now())
    if as_json:
        write_json(_as_json(applied))
        return
    sound = f"{watched.path}: {wording.count(applied.items, 'item')}, all sound"
    write([sound, *watched.notes, *_lines(applied, planned=True)])


@click.command("apply", epilog=example("apply", "apply config/watchlist.toml", "apply --take-out"))
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--take-out", is_flag=True, help="Also if more than half of its items, and more than three, would go.")
@config_option
def apply_command(path: Path | None, *, take_out: bool, config: str | None) -> None:
    """Bring the watch list into the database, all of it or nothing.

    A list that leaves out more than half of the items that it named when it was last applied, and more than three,
    may have been cut by accident: on a terminal you are asked, elsewhere it is refused without --take-out.
    """
    settings = app.settings(config)
    watched = app.read_watchlist(settings, path)
    with app.open_store(settings) as store:
        tracker = app.tracker(settings, store)
        try:
            applied = tracker.apply(watched, app.now(), take_out=take_out)
        except TakesOutError as error:
            if not agreed(f"{error.what}. Is that meant?"):
                raise
            applied = tracker.apply(watched, app.now(), take_out=True)
    write([*watched.notes, *_lines(applied, planned=False)])


@click.command("export", epilog=example("export > new.toml"))
@config_option
def export_command(*, config: str | None) -> None:
    """The watch list with what the CLI and Slack added, to standard output. Applying it changes nothing."""
    from watchtracker import watchlist

    settings = app.settings(config)
    sys.stdout.write(watchlist.write(kept(settings).listed))


def _kept(settings: Settings) -> AbstractContextManager[Store]:
    """What to hold the list against: the database, or an empty one in memory where none was made yet."""
    with closing(Store.as_it_is(settings.database)) as found:
        if found.tables() is Tables.NONE:
            return app.open_store(replace(settings, database="sqlite:///:memory:"))
    return app.open_store(settings)


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


def _as_json(applied: Applied) -> dict[str, Any]:
    return {
        "items": applied.items,
        "first_import": applied.first_import,
        "refused": str(applied.too_many_out) if applied.too_many_out else None,
        "changes": [] if applied.first_import else [_change(change) for change in applied.changes],
    }


def _change(change: ItemChange) -> dict[str, Any]:
    move = change.move
    return {
        "id": change.item_id,
        "what": change.what,
        "relation": move.relation.value if move else None,
        "days": move.days if move else None,
        "from": views.window_json(change.before),
        "to": views.window_json(change.after),
        "notes": list(change.notes),
        "notifications": [_notice(one) for one in change.notices],
    }


def _notice(one: Notification) -> dict[str, Any]:
    return {"kind": one.kind.value, "channel": one.channel, "at": views.instant(one.at), "reason": one.why}
