"""`resolve`, `reopen` and `retract`: an outcome, its withdrawal, and a claim that was a mistake of ours."""

from __future__ import annotations

from datetime import date

import click

from watchtracker import dates
from watchtracker.cli.changes import report
from watchtracker.cli.options import (
    SOURCE,
    URL,
    Day,
    by_option,
    config_option,
    example,
    item_argument,
    json_option,
    offered,
    one_of,
)
from watchtracker.items import Outcome, Result
from watchtracker.runtime import bootstrap


@click.command("resolve", epilog=example("resolve deepseek-v4 --as happened --source DeepSeek"))
@item_argument
@click.option("--as", "result", required=True, type=one_of(Result), help="How it ended.")
@click.option("--source", required=True, type=SOURCE, help="Who says so.")
@click.option("--on", type=Day(), metavar="DAY", help="On which day of the item's zone (default: today).")
@click.option("--url", type=URL, help="Where it is said.")
@by_option
@config_option
@json_option
def resolve_command(
    item_id: str,
    *,
    result: str,
    source: str,
    on: date | None,
    url: str | None,
    by: str,
    config: str | None,
    as_json: bool,
) -> None:
    """The outcome of an item: happened, done (a deadline: we acted), cancelled or superseded."""
    settings, now = bootstrap.settings(config), bootstrap.now()
    with bootstrap.open_existing(settings) as store:
        zone = dates.zone(bootstrap.find_item(store, item_id).facts.zone)
        outcome = Outcome(Result(result), on or now.astimezone(zone).date(), source, url, by)
        report(bootstrap.tracker(settings, store).resolve(item_id, outcome, now), store, as_json=as_json)


@click.command("reopen", epilog=example("reopen deepseek-v4"))
@item_argument
@by_option
@config_option
@json_option
def reopen_command(item_id: str, *, by: str, config: str | None, as_json: bool) -> None:
    """Take the outcome of an item back: it is waited for again."""
    settings = bootstrap.settings(config)
    with bootstrap.open_existing(settings) as store:
        report(bootstrap.tracker(settings, store).reopen(item_id, bootstrap.now(), by=by), store, as_json=as_json)


@click.command("retract", epilog=example("retract deepseek-v4 6735fb92", "retract deepseek-v4 6735fb92 --undo"))
@item_argument
@click.argument("claim_id", metavar="CLAIM", shell_complete=offered("claims"))
@click.option("--undo", is_flag=True, help="It counts again, just as it was said.")
@by_option
@config_option
@json_option
def retract_command(item_id: str, claim_id: str, *, undo: bool, by: str, config: str | None, as_json: bool) -> None:
    """Take a claim back that was a mistake of ours. It stays in the record and counts for nothing.

    `watchtracker show ID` names the claims of an item.
    """
    settings = bootstrap.settings(config)
    with bootstrap.open_existing(settings) as store:
        tracker = bootstrap.tracker(settings, store)
        change = (tracker.restore if undo else tracker.retract)(item_id, claim_id, bootstrap.now(), by=by)
        report(change, store, claim_id=claim_id, as_json=as_json)
