"""`edit` and `remove`: change the facts of an item that no watch list declares.

A declared item is changed in its watch list: changed here as well, the next `apply` could not know which one is right.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from watchtracker.cli.changes import report
from watchtracker.cli.options import (
    NOTES,
    OWNER,
    TITLE,
    URL,
    Length,
    by_option,
    config_option,
    example,
    item_argument,
    json_option,
    offered,
    one_of,
    tags_option,
)
from watchtracker.errors import InputError, ProblemsError
from watchtracker.items import Facts, Item, Kind, rezoned
from watchtracker.notifications import LeadTime
from watchtracker.runtime import bootstrap
from watchtracker.settings import Settings


@click.command("edit", epilog=example('edit grants-call --title "Grants call 2027" --remind 14d'))
@item_argument
@click.option("--title", type=TITLE, help="What it is called.")
@click.option("--kind", type=one_of(Kind), help="What it asks of us.")
@click.option("--zone", help="Where its day ends.")
@tags_option("Its tags from now on; again for more.")
@click.option(
    "--owner", type=OWNER, shell_complete=offered("owners"), help="Whom it concerns; a Slack user id is mentioned."
)
@click.option("--url", type=URL, help="The item's page.")
@click.option("--notes", type=NOTES, help="Whatever helps a reader.")
@click.option("--remind", multiple=True, type=Length(), metavar="LENGTH", help="Its lead times; again for more.")
@by_option
@config_option
@json_option
def edit_command(
    item_id: str,
    *,
    kind: str | None,
    zone: str | None,
    tags: tuple[str, ...],
    remind: tuple[LeadTime, ...],
    by: str,
    config: str | None,
    as_json: bool,
    **texts: str | None,
) -> None:
    """What an item is called and whom it concerns; its id stays. What is not given stays as it is."""
    del by  # every writing command takes it; an edit has no place to keep it
    given: dict[str, Any] = {name: value for name, value in texts.items() if value is not None}
    given |= {"kind": Kind(kind)} if kind else {}
    given |= {"tags": tags} if tags else {}
    given |= {"remind": tuple(map(str, remind))} if remind else {}
    if not given and zone is None:
        raise InputError("nothing is edited: say what, such as --title or --tag")
    settings = bootstrap.settings(config)

    def edited(item: Item) -> Item:
        _refuse_declared(item, settings)
        facts: Facts = replace(item.facts, **given)
        item = replace(item, facts=facts)
        return rezoned(item, zone) if zone else item

    with bootstrap.open_existing(settings) as store:
        report(bootstrap.tracker(settings, store).edit(item_id, edited, bootstrap.now()), store, as_json=as_json)


@click.command("remove", epilog=example("remove grants-call"))
@item_argument
@by_option
@config_option
@json_option
def remove_command(item_id: str, *, by: str, config: str | None, as_json: bool) -> None:
    """Take an item out of every list, feed and plan. Its history stays, and so does its id."""
    settings = bootstrap.settings(config)

    def removed(item: Item) -> Item:
        _refuse_declared(item, settings)
        return replace(item, listed=False, taken_out_by=by)

    with bootstrap.open_existing(settings) as store:
        report(bootstrap.tracker(settings, store).edit(item_id, removed, bootstrap.now()), store, as_json=as_json)


def _refuse_declared(item: Item, settings: Settings) -> None:
    if item.declared is not None:
        raise InputError(f"{item.id} stands in the watch list: edit it there, {_where(item.id, settings.watchlist)}")


def _where(item_id: str, path: Path) -> str:
    """FILE:LINE of the item, or only the path of the list if the item cannot be found in it."""
    from watchtracker import watchlist

    try:
        return watchlist.where(path, item_id) or str(path)
    except ProblemsError:
        return str(path)
