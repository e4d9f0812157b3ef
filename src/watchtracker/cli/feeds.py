"""`feeds` and `feed`: where calendars can be subscribed to, and a calendar itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from watchtracker import feed
from watchtracker.cli.options import TAG, as_of_option, config_option, example, json_option, offered, one_of
from watchtracker.cli.recorded import kept
from watchtracker.cli.screen import columns, say, wrapped, write, write_json
from watchtracker.feed import Feed, Offer, Rendered
from watchtracker.items import Kind
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
    items = kept(settings).listed
    told = [feed_json(each, items, public_url=settings.public_url) for each in _offer(settings).feeds]
    if as_json:
        write_json({"feeds": told})
    else:
        say(line for one in told for line in _lines(one))
        write(_how_to(settings, columns()))


@click.command("feed", epilog=example("feed > all.ics", "feed policy --kind deadline --without draft"))
@click.argument("name", default="all", shell_complete=offered("feeds"))
@click.option(
    "--tag",
    "tags",
    multiple=True,
    type=TAG,
    shell_complete=offered("tags"),
    help="Only items with this tag; again for more.",
)
@click.option("--kind", "kinds", multiple=True, type=one_of(Kind), help="Only items of this kind; again for more.")
@click.option(
    "--owner",
    "owners",
    multiple=True,
    shell_complete=offered("owners"),
    help="Only items of this owner; again for more.",
)
@click.option(
    "--without",
    multiple=True,
    type=TAG,
    metavar="TAG",
    shell_complete=offered("tags"),
    help="No items with this tag; again for more.",
)
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
    which = _offer(settings).find(name)
    held = kept(settings)
    asked = {"tag": tags, "kind": kinds, "owner": owners, "without": without}
    choice = feed.read_choice(((name, value) for name, values in asked.items() for value in values), held.names)
    if atom and as_of:
        raise click.UsageError("news is of all days: leave --as-of out, or --atom")
    if atom:
        body = feed.compose_news(which, choice, held.items, public_url=settings.public_url)
    else:
        body = feed.compose(which, choice, held.items, events=Rendered(settings.public_url), as_of=as_of)
    sys.stdout.flush()
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()


def _offer(settings: Settings) -> Offer:
    return Offer.of(Feed(one.name, one.title, one.tags) for one in settings.feeds)


def _lines(one: dict[str, Any]) -> Iterator[str]:
    tags = f" ({', '.join(one['tags'])})" if one["tags"] else ""
    yield f"{one['name']}: {one['title']}{tags}, {subscribing.counted(one['dated'], one['undated'])}"
    yield f"  {one['url']}"
    yield f"  {one['webcal']}"
    yield f"  {one['atom']}"


def _how_to(settings: Settings, width: int) -> Iterator[str]:
    for program, words in subscribing.PROGRAMS.items():
        yield from ("", *wrapped(f"{program}: {words}", width))
    for words in (subscribing.NEWS, subscribing.UNDATED, subscribing.private(asked_for=bool(settings.access_token))):
        yield from ("", *wrapped(words, width))
