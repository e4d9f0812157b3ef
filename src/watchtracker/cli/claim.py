"""`add`, `claim` and `confirm`: record what somebody said, without editing the watch list's file.

Every change goes through `tracker`, which returns what it did. `resolve.py` has the outcomes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import click

from watchtracker import dates
from watchtracker.cli.changes import report
from watchtracker.cli.options import (
    NEW_ID,
    NOTES,
    OWNER,
    QUOTE,
    SOURCE,
    TITLE,
    URL,
    WORDS,
    Command,
    Day,
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
from watchtracker.errors import InputError
from watchtracker.items import Facts, Item, Kind, Standing, Statement, claim_id, has_begun
from watchtracker.notifications import LeadTime
from watchtracker.runtime import bootstrap


def _claim_options(*, whole: bool) -> Callable[[Command], Command]:
    """The options of a claim. A correction need not be `whole`: it keeps what it does not name."""
    options = (
        click.option("--when", required=whole, type=WORDS, help='The words of the date: "late April", 2027-05-06.'),
        click.option("--source", required=whole, type=SOURCE, help="Who said it."),
        click.option("--said-on", type=Day(), metavar="DAY", help="The day it was said (default: today)."),
        click.option("--url", type=URL, help="Where it was said."),
        click.option("--quote", type=QUOTE, help="The sentence itself."),
        click.option("--standing", type=one_of(Standing), help="How much it weighs (default: reported)."),
        by_option,
        config_option,
        json_option,
    )

    def with_options(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return with_options


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
@tags_option("A tag; again for more.")
@click.option(
    "--owner", type=OWNER, shell_complete=offered("owners"), help="Whom it concerns; a Slack user id is mentioned."
)
@click.option("--notes", type=NOTES, help="Whatever helps a reader.")
@click.option("--remind", multiple=True, type=Length(), metavar="LENGTH", help="A lead time: 14d, 4h; again for more.")
@_claim_options(whole=True)
def add_command(
    item_id: str,
    *,
    title: str,
    kind: str,
    zone: str | None,
    tags: tuple[str, ...],
    owner: str | None,
    notes: str | None,
    remind: tuple[LeadTime, ...],
    by: str,
    config: str | None,
    as_json: bool,
    **claim: Any,
) -> None:
    """A new item with its first claim. Its id stays for life."""
    settings = bootstrap.settings(config)
    facts = Facts(
        item_id,
        title,
        Kind(kind),
        zone or settings.zone,
        tags,
        owner=owner,
        notes=notes,
        remind=tuple(map(str, remind)) or None,
    )
    said = _said(facts.zone, claim)
    with bootstrap.open_with_list(settings) as store:
        change = bootstrap.tracker(settings, store).add(facts, said, bootstrap.now(), by=by)
        report(change, store, claim_id=claim_id(item_id, said), as_json=as_json)


@click.command(
    "claim",
    epilog=example(
        'claim deepseek-v4 --when "Q3 2026" --source Reuters', "claim deepseek-v4 --corrects 6735fb92 --when 2026-05-06"
    ),
)
@item_argument
@click.option(
    "--corrects",
    metavar="CLAIM",
    shell_complete=offered("claims"),
    help="The claim that we had wrong; what is not given is as it had it.",
)
@_claim_options(whole=False)
def claim_command(
    item_id: str, *, corrects: str | None, by: str, config: str | None, as_json: bool, **claim: Any
) -> None:
    """A new claim: somebody named a date for the item.

    With --corrects nobody said anything new: the claim named is taken back, and this one is what was said.
    """
    if corrects is None:
        _refuse_half(claim)
    settings, now = bootstrap.settings(config), bootstrap.now()
    with bootstrap.open_existing(settings) as store:
        zone = bootstrap.find_item(store, item_id).facts.zone
        tracker = bootstrap.tracker(settings, store)
        if corrects is None:
            said = _said(zone, claim)
            change, new_id = tracker.claim(item_id, said, now, by=by), claim_id(item_id, said)
        else:
            given = _given(zone, claim)
            if not given:
                raise InputError("nothing is corrected: say what was wrong, such as --when or --said-on")
            change = tracker.correct(item_id, corrects, lambda said: replace(said, **given), now, by=by)
            new_id = _id_of_correction(bootstrap.find_item(store, item_id), corrects)
        report(change, store, claim_id=new_id, as_json=as_json)


@click.command("confirm", epilog=example("confirm happyhorse-weights", "confirm happyhorse-weights --by mei"))
@item_argument
@click.option("--source", hidden=True, help="Refused: what a source says is a claim.")
@by_option
@config_option
@json_option
def confirm_command(item_id: str, *, source: str | None, by: str, config: str | None, as_json: bool) -> None:
    """One of us looked today, and the date in force still stands. Who said it, and when, stays as it is."""
    if source is not None:
        raise InputError(
            f"confirm says that one of us looked, and quotes nobody: what a source says is a claim: "
            f"`watchtracker claim {item_id} --when ... --source ...`; who looked is --by"
        )
    settings = bootstrap.settings(config)
    with bootstrap.open_existing(settings) as store:
        change = bootstrap.tracker(settings, store).confirm(item_id, by, bootstrap.now())
        held = change.after.claim if change.after else None
        report(change, store, claim_id=held.id if held else None, as_json=as_json)


def _refuse_half(claim: Mapping[str, Any]) -> None:
    for name in ("when", "source"):
        if claim[name] is None:
            raise click.UsageError(f"Missing option '--{name}'.")


def _said(zone: str, claim: Mapping[str, Any]) -> Statement:
    """The statement that the options make; "today" is the day in the item's zone."""
    today = bootstrap.now().astimezone(dates.zone(zone)).date()
    return Statement(**{"said_on": today, **_given(zone, claim)})


def _given(zone: str, claim: Mapping[str, Any]) -> dict[str, Any]:
    """The options that were given, by the names of the fields of a Statement."""
    _refuse_future(claim["said_on"], zone)
    given = {name: value for name, value in claim.items() if value is not None}
    return given | ({"standing": Standing(given["standing"])} if "standing" in given else {})


def _refuse_future(said_on: date | None, zone: str) -> None:
    """Raise InputError for a day that has not begun anywhere on earth yet: nothing was said tomorrow."""
    now = bootstrap.now()
    if said_on is not None and not has_begun(said_on, now):
        raise InputError(
            f"--said-on {said_on} lies in the future: today is {now.astimezone(dates.zone(zone)).date()} in {zone}"
        )


def _id_of_correction(item: Item, corrected: str) -> str:
    """The id of the claim that replaces `corrected`; its own id if words, day and source stay the same."""
    return next((claim.id for claim in item.claims if claim.corrects == corrected and not claim.retracted), corrected)
