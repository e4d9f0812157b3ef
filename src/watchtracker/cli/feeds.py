"""`feeds` and `feed`: the links to subscribe to, and a calendar itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from watchtracker import feed
from watchtracker.cli.options import (
    TAG,
    as_of_option,
    config_option,
    example,
    json_option,
    offered,
    only_kinds_option,
    only_owners_option,
    only_tags_option,
    without_option,
)
from watchtracker.cli.recorded import read_items
from watchtracker.cli.screen import columns, say, wrapped, write, write_bytes, write_json
from watchtracker.feed import Offer, Rendered
from watchtracker.reports.feeds import feed_json
from watchtracker.runtime import bootstrap
from watchtracker.settings import Settings
from watchtracker.wording import subscribing


@click.command("feeds", epilog=example("feeds"))
@config_option
@json_option
def feeds_command(*, config: str | None, as_json: bool) -> None:
    """The feeds with their links, how many dates each has, and how to add one to a calendar."""
    settings = bootstrap.settings(config)
    items = read_items(settings).listed
    feeds = [feed_json(each, items, public_url=settings.public_url) for each in Offer.of(settings.feeds).feeds]
    if as_json:
        write_json({"feeds": feeds})
    else:
        say(line for described in feeds for line in _lines(described))
        write(_how_to(settings, columns()))


@click.command("feed", epilog=example("feed > all.ics", "feed policy --kind deadline --without draft"))
@click.argument("name", default="all", shell_complete=offered("feeds"))
@only_tags_option(TAG)
@only_kinds_option
@only_owners_option
@without_option(TAG)
@click.option("--atom", is_flag=True, help="What changed, for feed readers, rather than a calendar.")
@as_of_option
@config_option
def feed_command(
    name: str,
    *,
    tags: tuple[str, ...],
    kinds: tuple[str, ...],
    owners: tuple[str, ...],
    without: tuple[str, ...],
    atom: bool,
    as_of: date | None,
    config: str | None,
) -> None:
    """A calendar, to standard output: the bytes that the server gives."""
    settings = bootstrap.settings(config)
    which = Offer.of(settings.feeds).find(name)
    recorded = read_items(settings)
    query = {"tag": tags, "kind": kinds, "owner": owners, "without": without}
    choice = feed.read_choice(((name, value) for name, values in query.items() for value in values), recorded.names)
    if atom and as_of:
        raise click.UsageError("news is of all days: leave --as-of out, or --atom")
    if atom:
        body = feed.compose_news(which, choice, recorded.items, public_url=settings.public_url)
    else:
        body = feed.compose(which, choice, recorded.items, events=Rendered(settings.public_url), as_of=as_of)
    write_bytes(body)


def _lines(described: dict[str, Any]) -> Iterator[str]:
    tags = f" ({', '.join(described['tags'])})" if described["tags"] else ""
    count = subscribing.counted(described["dated"], described["undated"])
    yield f"{described['name']}: {described['title']}{tags}, {count}"
    yield from (f"  {described[link]}" for link in ("url", "webcal", "atom"))


def _how_to(settings: Settings, width: int) -> Iterator[str]:
    for program, words in subscribing.PROGRAMS.items():
        yield from ("", *wrapped(f"{program}: {words}", width))
    for words in (subscribing.NEWS, subscribing.UNDATED, subscribing.private(asked_for=bool(settings.access_token))):
        yield from ("", *wrapped(words, width))
