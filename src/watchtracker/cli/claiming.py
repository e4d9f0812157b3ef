"""`add`, `claim` and `confirm`: what somebody heard, brought in without touching the watch list's file.

Every change goes through `tracker`, which says what it came to. How an item ends is in `ending.py`.
"""

from __future__ import annotations

import getpass
from datetime import date
from typing import Any

import click

from watchtracker import app, dates
from watchtracker.cli.changes import report
from watchtracker.cli.options import (
    NEW_ID,
    QUOTE,
    SOURCE,
    TAG,
    TITLE,
    URL,
    WORDS,
    Command,
    Day,
    config_option,
    example,
    item_argument,
    one_of,
)
from watchtracker.errors import InputError
from watchtracker.items import Facts, Kind, Said, Standing


def _claim_options(command: Command) -> Command:
    for option in reversed(
        (
            click.option("--when", required=True, type=WORDS, help='The words of the date: "late April", 2027-05-06.'),
            click.option("--source", required=True, type=SOURCE, help="Who said it."),
            click.option("--said-on", type=Day(), metavar="DAY", help="The day it was said (default: today)."),
            click.option("--url", type=URL, help="Where it was said."),
            click.option("--quote", type=QUOTE, help="The sentence itself."),
            click.option(
                "--standing",
                type=one_of(Standing),
                default=Standing.REPORTED.value,
                help="How much it weighs (default: reported).",
            ),
        )
    ):
        command = option(command)
    return command


@click.command(
    "add",
    epilog=example(
        'add grants-call --title "Grants call" --kind deadline \\',
        '    --when "by 30 June 2027" --source "Funding agency"',
    ).replace("\n  watchtracker     --when", "\n      --when"),
)
@click.argument("item_id", metavar="ID", type=NEW_ID)
@click.option("--title", required=True, type=TITLE, help="What it is called.")
@click.option("--kind", required=True, type=one_of(Kind), help="What it asks of us.")
@click.option("--zone", help="Where its day ends (default: the settings' zone).")
@click.option("--tag", "tags", multiple=True, type=TAG, help="A tag; again for more.")
@_claim_options
@config_option
def add_command(
    item_id: str, *, title: str, kind: str, zone: str | None, tags: tuple[str, ...], config: str | None, **claim: Any
) -> None:
    """A new item with its first claim. Its id stays for life."""
    settings = app.settings(config)
    facts = Facts(item_id, title, Kind(kind), zone or settings.zone, tuple(dict.fromkeys(tags)))
    said = _said(facts.zone, **claim)
    with app.open_with_list(settings) as store:
        report(app.tracker(settings, store).add(facts, said, app.now()))


@click.command("claim", epilog=example('claim deepseek-v4 --when "Q3 2026" --source Reuters'))
@item_argument
@_claim_options
@config_option
def claim_command(item_id: str, *, config: str | None, **claim: Any) -> None:
    """A new claim: somebody named a date for the item."""
    settings = app.settings(config)
    with app.open_for_reading(settings) as store:
        said = _said(app.find_item(store, item_id).facts.zone, **claim)
        report(app.tracker(settings, store).claim(item_id, said, app.now()))


@click.command("confirm", epilog=example("confirm happyhorse-weights --source mei"))
@item_argument
@click.option("--source", type=SOURCE, help="Who says so (default: who types it).")
@config_option
def confirm_command(item_id: str, *, source: str | None, config: str | None) -> None:
    """The date in force was said again today."""
    settings = app.settings(config)
    with app.open_for_reading(settings) as store:
        report(app.tracker(settings, store).confirm(item_id, source or _who_types(), app.now()))


def _said(
    zone: str, *, when: str, source: str, said_on: date | None, url: str | None, quote: str | None, standing: str
) -> Said:
    """The claim; days are those of the item's zone, and nobody has said anything tomorrow."""
    today = app.now().astimezone(dates.zone(zone)).date()
    if said_on is not None and said_on > today:
        raise InputError(f"--said-on {said_on} lies in the future: today is {today} in {zone}")
    return Said(when, said_on or today, source, url, quote, Standing(standing))


def _who_types() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        # A container may run under a number that has no name.
        raise InputError("nobody knows who you are here: say it with --source") from None
