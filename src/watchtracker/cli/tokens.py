"""`token add`, `token list`, `token revoke`: private feeds, each behind a link that only its reader has, and writers.

The link is shown when it is made and never again, because only a hash of its secret is stored.
With `--write` a token opens no feed: whoever sends it may write over HTTP, under its name. `web/private_feeds.py`
serves the feeds, `web/bearers.py` knows who may write.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import click

from watchtracker import feed, lengths
from watchtracker.cli.options import (
    TAG,
    ListText,
    config_option,
    example,
    json_option,
    offered,
    only_kinds_option,
    only_tags_option,
)
from watchtracker.cli.screen import columns, fields, fitted, on_terminal, padded, say, width, write, write_json
from watchtracker.errors import InputError
from watchtracker.feed import Alarms, Choice, Offer
from watchtracker.items import Item, Vocabulary
from watchtracker.nearest import did_you_mean
from watchtracker.notifications import LeadTime
from watchtracker.reports.feeds import private_feed_json, write_token_json
from watchtracker.runtime import bootstrap
from watchtracker.settings import Settings
from watchtracker.store.engine import Store
from watchtracker.store.tokens import hash_of, new_secret
from watchtracker.subscriptions import FeedToken
from watchtracker.wording import items as wording
from watchtracker.wording import subscribing
from watchtracker.wording.safe_text import clean

_NAME = ListText("name", "watchtracker.settings.fields", "line", most=lengths.NAME)


@click.group(
    "token",
    epilog=example("token add mei --tag policy --alarms 1d,4h", "token list", "token revoke mei"),
)
@config_option
@json_option
def token_command(*, config: str | None, as_json: bool) -> None:
    """Private feeds, each with a link of its own for calendar programs, and tokens of programs that write."""
    del config, as_json


@token_command.command(
    "add", epilog=example("token add mei --tag policy --kind deadline --alarms 1d,4h", "token add scout --write")
)
@click.argument("name", type=_NAME)
@click.option(
    "--feed",
    "feed_name",
    default=feed.ALL.name,
    metavar="F",
    help="Which feed (default: all).",
    shell_complete=offered("feeds"),
)
@only_tags_option(TAG)
@only_kinds_option
@click.option("--alarms", default="", metavar="1d,4h", help="Alarms before a deadline closes or anything else begins.")
@click.option("--write", "writes", is_flag=True, help="No feed: whoever sends it may write, under its name.")
@config_option
@json_option
def add(
    name: str,
    *,
    feed_name: str,
    tags: tuple[str, ...],
    kinds: tuple[str, ...],
    alarms: str,
    writes: bool,
    config: str | None,
    as_json: bool,
) -> None:
    """Make a private feed and print its link, which is shown this once.

    What it shows is fixed for its life; a name is given once.
    """
    settings = bootstrap.settings(config)
    if writes:
        _refuse_of_feeds(feed_name=feed_name != feed.ALL.name, tag=tags, kind=kinds, alarms=alarms)
        _add_writer(settings, name, as_json=as_json)
        return
    which = Offer.of(settings.feeds).find(feed_name)
    lead_times = _alarms(alarms)
    with bootstrap.open_with_list(settings) as store:
        choice, items = _choice(store, settings, tags, kinds)
        token = FeedToken(name, which.name, bootstrap.now(), choice.tags, choice.kinds, lead_times)
        secret = _stored(store, token)
    link = feed.private_address(settings.public_url, which, secret)
    news = feed.private_news_address(settings.public_url, which, secret)
    with _revoked_if_unseen(settings, name):
        if as_json:
            write_json(private_feed_json(token, link=link, news=news))
        else:
            write([link, feed.webcal(link), news])
    dated, undated = feed.counts(which, choice, items)
    rings = f", with alarms {', '.join(map(str, lead_times))} before" if lead_times else ""
    click.echo(
        f"{feed.title(which, choice)}: {subscribing.counted(dated, undated)} now{rings}. The last link is for feed"
        " readers. Keep them: they are not shown again, and whoever has one can read this feed.",
        err=True,
    )


def _refuse_of_feeds(**given: object) -> None:
    named = next((name.removesuffix("_name") for name, value in given.items() if value), None)
    if named is not None:
        raise InputError(f"--{named} is of a feed, and a token that writes opens none: leave one of the two out")


def _add_writer(settings: Settings, name: str, *, as_json: bool) -> None:
    token = FeedToken.that_writes(name, bootstrap.now())
    with bootstrap.open_with_list(settings) as store:
        secret = _stored(store, token)
    with _revoked_if_unseen(settings, name):
        if as_json:
            write_json(write_token_json(token, secret))
        else:
            write([secret])
    click.echo(
        f"Whoever sends it as “Authorization: Bearer TOKEN” to {settings.public_url}/api/ writes as {clean(name)}; it"
        " logs in to the pages too. Keep it: it is not shown again.",
        err=True,
    )


@token_command.command("list", epilog=example("token list --json"))
@config_option
@json_option
def list_tokens(*, config: str | None, as_json: bool) -> None:
    """The private feeds and who may write, those that were revoked too; links and tokens are not kept."""
    with bootstrap.open_existing(bootstrap.settings(config)) as store, store.reading() as tx:
        tokens = tx.tokens.all()
    if as_json:
        write_json({"tokens": [private_feed_json(token) for token in tokens]})
    elif not tokens:
        click.echo("there are no private feeds: `watchtracker token add NAME` makes one", err=True)
    elif on_terminal():
        write(_columns([_words(token) for token in tokens], columns()))
    else:
        write(fields(_words(token)) for token in tokens)


@token_command.command("revoke", epilog=example("token revoke mei"))
@click.argument("name", type=_NAME, shell_complete=offered("tokens"))
@config_option
@json_option
def revoke(name: str, *, config: str | None, as_json: bool) -> None:
    """End a private feed or a token that writes: from now on it leads nowhere. Its name stays taken."""
    with bootstrap.open_store(bootstrap.settings(config)) as store, store.writing() as tx:
        revoked = tx.tokens.revoke(name, bootstrap.now())
        tokens = tx.tokens.all()
    wrote = any(token.writes for token in tokens if token.name == name)
    ends = "nobody writes with it any more" if wrote else "its link leads nowhere within a second"
    sentence = f"{clean(name)}: revoked, {ends}" if revoked else _revoked_before(name, tokens)
    if as_json:
        write_json(next(private_feed_json(token) for token in tokens if token.name == name))
    else:
        say([sentence])


def _alarms(text: str) -> Alarms:
    """The lead times of a list with commas, each once and the longest first; raises InputError."""
    found = {LeadTime.read(part.strip()) for part in text.split(",")} if text else set()
    return tuple(sorted(found, key=_about_minutes, reverse=True))


def _about_minutes(lead: LeadTime) -> int:
    minutes = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60, "mo": 31 * 24 * 60}
    return lead.amount * minutes[lead.unit.value]


def _choice(store: Store, settings: Settings, tags: Iterable[str], kinds: Iterable[str]) -> tuple[Choice, list[Item]]:
    """The choice that the options make, and all items."""
    with store.reading() as tx:
        names, items = tx.names.all() | Vocabulary(settings.tags), tx.items.all()
    wanted = [*(("tag", tag) for tag in tags), *(("kind", kind) for kind in kinds)]
    return feed.read_choice(wanted, names), items


def _stored(store: Store, token: FeedToken) -> str:
    """Store the new `token` and return its secret; raises InputError if its name was given before."""
    secret = new_secret()
    with store.writing() as tx:
        if not tx.tokens.add(token, hash_of(secret)):
            raise InputError(
                f"the name {token.name!r} was given before, and a name is given once: choose another"
                " (`watchtracker token list` has them all)"
            )
    return secret


@contextmanager
def _revoked_if_unseen(settings: Settings, name: str) -> Iterator[None]:
    """Revoke the token at once if it cannot be printed: nobody could ever see it again."""
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        with bootstrap.open_store(settings) as store, store.writing() as tx:
            tx.tokens.revoke(name, bootstrap.now())
        reason = f"it could not be written out ({error.strerror}), so it was revoked, and its name stays taken"
        raise OSError(f"{clean(name)}: {reason}: choose another") from error


def _revoked_before(name: str, tokens: Sequence[FeedToken]) -> str:
    """The sentence for a token that was revoked before; raises InputError if there never was one of this name."""
    for token in tokens:
        if token.name == name and token.revoked_at:
            return f"{clean(name)}: it was revoked on {wording.day(token.revoked_at.date())} already"
    hint = did_you_mean(name, [token.name for token in tokens], otherwise="`watchtracker token list` names them")
    raise InputError(f"there is no token {name!r}: {hint}")


def _words(token: FeedToken) -> tuple[str, str, str, str]:
    chosen = ", ".join((*token.tags, *(f"{kind.value}s" for kind in token.kinds)))
    revoked = token.revoked_at
    return (
        token.name,
        "writes" if token.writes else f"{token.feed} ({chosen})" if chosen else token.feed,
        "no feed" if token.writes else f"alarms {', '.join(map(str, token.alarms))}" if token.alarms else "no alarms",
        f"revoked {wording.day(revoked.date())}" if revoked else f"since {wording.day(token.created_at.date())}",
    )


def _columns(rows: Sequence[Sequence[str]], most: int) -> Iterator[str]:
    """Each private feed on a line of columns; if one is wider than `most`, each with its details below its name."""
    cleaned = [[clean(value) for value in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cleaned, strict=True)]
    if sum(widths) + 2 * (len(widths) - 1) > most:
        yield from (
            line for name, *more in cleaned for part in (name, f"  {', '.join(more)}") for line in fitted(part, most)
        )
        return
    for row in cleaned:
        yield "  ".join(padded(value, wide) for value, wide in zip(row, widths, strict=True)).rstrip()
