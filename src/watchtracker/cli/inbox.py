"""`inbox`, `accept` and `dismiss`: what sources say, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import click

from watchtracker.cli import proposals as shown
from watchtracker.cli.deciding import Deciding, after
from watchtracker.cli.options import (
    NEW_ID,
    TITLE,
    WORDS,
    by_option,
    config_option,
    example,
    json_option,
    offered,
    one_of,
    only_tags_option,
)
from watchtracker.cli.screen import coloured, columns, interactive, on_terminal, say, write, write_json
from watchtracker.errors import InputError
from watchtracker.items import Kind
from watchtracker.reports.proposals import ProposalRow, proposals_json, stored_row
from watchtracker.runtime import bootstrap
from watchtracker.settings import Settings
from watchtracker.store.engine import Store
from watchtracker.tracker.intake import AS_IT_IS, Instead, Intake
from watchtracker.tracker.waiting import known_items, waiting


@click.command("inbox", epilog=example("inbox", 'inbox --source "China AI Weekly"', "inbox --restore 12"))
@click.option("--source", "sources", multiple=True, help="Only what this source says; again for more.")
@only_tags_option()
@click.option("--restore", type=int, metavar="P", help="Bring back what was dismissed, or accepted and undone.")
@by_option
@config_option
@json_option
def inbox_command(
    *,
    sources: tuple[str, ...],
    tags: tuple[str, ...],
    restore: int | None,
    by: str,
    config: str | None,
    as_json: bool,
) -> None:
    """What sources say that nobody decided on yet; on a terminal each is asked for, with one key.

    With --tag: what concerns items with that tag, or new ones of a source that gives it.
    """
    settings, now = bootstrap.settings(config), bootstrap.now()
    with bootstrap.open_existing(settings) as store:
        intake = _intake(settings, store)
        if restore is not None:
            stored = intake.restore(restore, now)
            if as_json:
                write_json(proposals_json(_rows(store, [restore], now), as_of=now))
                return
            say([f"{stored.id} is open again: {stored.proposal.title}"])
            return
        with store.reading() as tx:
            waits = waiting(tx, tx.items.all(), sources, tags, now)
        rows = waits.rows
        if as_json:
            write_json(proposals_json(rows, as_of=now))
        elif not on_terminal():
            write(shown.for_a_pipe(rows, settings.zone))
        elif not rows:
            say(["nothing waits to be decided"])
        elif interactive():
            Deciding(intake, waits.ids, waits.items, by=by, now=now, zone=settings.zone).go_through(rows)
        else:
            write(shown.lines(rows, columns(), zone=settings.zone, colour=coloured()))


@click.command("accept", epilog=example("accept 12 13", 'accept 14 --as horse-weights --when "by June 2027"'))
@click.argument("numbers", metavar="P...", nargs=-1, required=True, type=int)
@click.option("--item", "item", metavar="ID", shell_complete=offered("ids"), help="It concerns this item.")
@click.option(
    "--as", "new_id", metavar="NEW-ID", type=NEW_ID, help="It is new, with this id; an outcome: and has ended."
)
@click.option("--when", type=WORDS, help="The words of its date, where they are not as proposed.")
@click.option("--title", type=TITLE, help="Of a new item: what it is called.")
@click.option("--kind", type=one_of(Kind), help="Of a new item: what it asks of us.")
@by_option
@config_option
@json_option
def accept_command(
    numbers: tuple[int, ...],
    *,
    item: str | None,
    new_id: str | None,
    when: str | None,
    title: str | None,
    kind: str | None,
    by: str,
    config: str | None,
    as_json: bool,
) -> None:
    """Record what proposals say: as a claim of the item that they concern, or as a new item."""
    instead = Instead(item, new_id, when, title, Kind(kind) if kind else None)
    _refuse_unfit(instead, numbers)
    settings, now = bootstrap.settings(config), bootstrap.now()
    with bootstrap.open_existing(settings) as store:
        intake = _intake(settings, store)
        done = intake.accept(numbers, now, by=by, instead=instead)
        if as_json:
            write_json(proposals_json(_rows(store, numbers, now), as_of=now))
            return
        for let_in in done:
            write(line.removeprefix("    ") for line in after(let_in))


@click.command("dismiss", epilog=example("dismiss 12 13", "dismiss 14 --subject"))
@click.argument("numbers", metavar="P...", nargs=-1, required=True, type=int)
@click.option("--subject", is_flag=True, help="Hear no more of their titles from their sources.")
@by_option
@config_option
@json_option
def dismiss_command(numbers: tuple[int, ...], *, subject: bool, by: str, config: str | None, as_json: bool) -> None:
    """Never propose these again."""
    settings, now = bootstrap.settings(config), bootstrap.now()
    with bootstrap.open_existing(settings) as store:
        dismissed = _intake(settings, store).dismiss(numbers, now, by=by, subject=subject)
        if as_json:
            write_json(proposals_json(_rows(store, numbers, now), as_of=now))
            return
        say(shown.dismissed(stored, subject=subject) for stored in dismissed)


def _intake(settings: Settings, store: Store) -> Intake:
    return Intake(store, bootstrap.tracker(settings, store))


def _rows(store: Store, numbers: Sequence[int], now: datetime) -> list[ProposalRow]:
    with store.reading() as tx:
        found, known = tx.proposals.get(numbers), known_items(tx.items.all())
    return [stored_row(found[number], known, now) for number in dict.fromkeys(numbers)]


def _refuse_unfit(instead: Instead, numbers: Sequence[int]) -> None:
    """Raises InputError where something is said that can be meant of one proposal alone, or not at all."""
    if instead.item is not None and instead.new_id is not None:
        raise InputError("--item is an item of ours and --as the id of a new one: say one of the two")
    if instead.item is not None and (instead.title or instead.kind):
        raise InputError(f"--title and --kind are of a new item, and {instead.item} has its own: leave them out")
    if len(set(numbers)) > 1 and instead != AS_IT_IS:
        raise InputError("--item, --as, --when, --title and --kind are of one proposal: accept the others without them")
