"""`feeds` and `feed`: where calendars can be subscribed to, and a calendar itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import click

from watchtracker import app, feed
from watchtracker.cli.kept import every_item, listed_items, settled_tags
from watchtracker.cli.options import as_of_option, config_option, example, json_option
from watchtracker.cli.screen import write, write_json
from watchtracker.feed import Choice, Feed, Offer, Rendered
from watchtracker.items import Item, known
from watchtracker.settings import Settings
from watchtracker.wording import items as wording


@click.command("feeds", epilog=example("feeds"))
@config_option
@json_option
def feeds_command(*, config: str | None, as_json: bool) -> None:
    """The feeds with their links, and how many dates each has.

    Most calendar programs take either link. In Google Calendar choose "From URL" and paste the http one; Google must
    be able to reach it, and looks again only every 8 to 24 hours.
    """
    settings = app.settings(config)
    items = listed_items(settings)
    told = [_about(each, items, settings) for each in _offer(settings).feeds]
    if as_json:
        write_json({"feeds": told})
    else:
        write(line for one in told for line in _lines(one))


@click.command("feed", epilog=example("feed > all.ics", "feed policy --kind deadline"))
@click.argument("name", default="all")
@click.option("--tag", "tags", multiple=True, help="Only items with this tag; again for more.")
@click.option("--kind", "kinds", multiple=True, help="Only items of this kind; again for more.")
@as_of_option
@config_option
def feed_command(
    name: str, *, tags: tuple[str, ...], kinds: tuple[str, ...], as_of: date | None, config: str | None
) -> None:
    """A calendar, to standard output: the bytes that the server gives."""
    settings = app.settings(config)
    which = _offer(settings).find(name)
    items = every_item(settings)
    asked = [*(("tag", tag) for tag in tags), *(("kind", kind) for kind in kinds)]
    choice = feed.read_choice(asked, items, tags=settled_tags(settings))
    rendered = Rendered(settings.public_url)
    sys.stdout.flush()
    sys.stdout.buffer.write(feed.compose(which, choice, items, events=rendered, as_of=as_of))
    sys.stdout.buffer.flush()


def _offer(settings: Settings) -> Offer:
    return Offer.of(Feed(one.name, one.title, one.tags) for one in settings.feeds)


def _about(which: Feed, items: Sequence[Item], settings: Settings) -> dict[str, Any]:
    wide = Choice(tags=which.tags)
    found = [one for item in items if wide.takes(item) and (one := known(item)) is not None]
    address = feed.address(settings.public_url, which)
    return {
        "name": which.name,
        "title": which.title,
        "tags": list(which.tags),
        "url": address,
        "webcal": f"webcal://{address.partition('://')[2]}",
        "dated": sum(one.window.dated for one in found),
        "undated": sum(not one.window.dated for one in found),
    }


def _lines(one: dict[str, Any]) -> Iterator[str]:
    tags = f" ({', '.join(one['tags'])})" if one["tags"] else ""
    undated = f", {one['undated']} without a date" if one["undated"] else ""
    yield f"{one['name']}: {one['title']}{tags}, {wording.count(one['dated'], 'date')}{undated}"
    yield f"  {one['url']}"
    yield f"  {one['webcal']}"
