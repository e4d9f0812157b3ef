"""The names that shell completion offers: items, claims, tags, owners, channels, feeds, sources.

The shell waits for them, so they are read in the quickest way; nothing is created, and any error means no offers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any

from watchtracker.errors import WatchtrackerError
from watchtracker.items import Item, Vocabulary
from watchtracker.masking import masked_address
from watchtracker.runtime import environment
from watchtracker.settings import Settings
from watchtracker.store.quick_read import glance

Offered = tuple[str, str]  # a name, and a few words about it


def named(what: str, config: str | None, typed: Mapping[str, Any]) -> list[Offered]:
    """The names of `what` ("ids", "tags", ...), given the options `typed` before; none if anything goes wrong."""
    try:
        return list(_OFFERS[what](environment.settings(config), typed))
    except (WatchtrackerError, OSError):
        return []


def _ids(settings: Settings, _: Mapping[str, Any]) -> Iterator[Offered]:
    return ((item.id, item.facts.title) for item in _listed(settings))


def _claims(settings: Settings, typed: Mapping[str, Any]) -> Iterator[Offered]:
    """The claims of the item whose id was typed, the newest first, without retracted ones."""
    ids = {typed.get("item_id"), *typed.get("rest", ())}
    for item in _listed(settings):
        if item.id in ids:
            for claim in reversed(item.claims):
                if not claim.retracted:
                    yield claim.id, f"{claim.said.when} ({claim.said.source}, {claim.said.said_on})"


def _tags(settings: Settings, _: Mapping[str, Any]) -> Iterator[Offered]:
    return ((tag, "") for tag in sorted(Vocabulary.of(_listed(settings)).tags | settings.tags))


def _owners(settings: Settings, _: Mapping[str, Any]) -> Iterator[Offered]:
    return ((owner, "") for owner in sorted(Vocabulary.of(_listed(settings)).owners))


def _channels(settings: Settings, _: Mapping[str, Any]) -> Iterator[Offered]:
    return ((channel.name, channel.zone) for channel in settings.channels)


def _feeds(settings: Settings, _: Mapping[str, Any]) -> Iterator[Offered]:
    from watchtracker.feed import Offer

    return ((feed.name, feed.title) for feed in Offer.of(settings.feeds).feeds)


def _tokens(settings: Settings, _: Mapping[str, Any]) -> Iterator[Offered]:
    """The private feeds that still have a link."""
    found = _in_a_store(settings, lambda tx: tx.tokens.all())
    return ((token.name, token.feed) for token in found if token.revoked_at is None)


def _sources(settings: Settings, _: Mapping[str, Any]) -> Iterator[Offered]:
    found = _in_a_store(settings, lambda tx: tx.sources.declared())
    return ((source.name, masked_address(source.address)) for source in found)


_OFFERS: Mapping[str, Callable[[Settings, Mapping[str, Any]], Iterator[Offered]]] = {
    "ids": _ids,
    "claims": _claims,
    "tags": _tags,
    "owners": _owners,
    "channels": _channels,
    "feeds": _feeds,
    "tokens": _tokens,
    "sources": _sources,
}


def _listed(settings: Settings) -> list[Item]:
    seen = glance(settings.database)
    # Without a glance, only a server is worth opening: a file is missing then, or needs a sentence that fits nowhere.
    in_a_server = not settings.database.startswith("sqlite")
    found = seen.items if seen else _in_a_store(settings, lambda tx: tx.items.all()) if in_a_server else ()
    return [item for item in found if item.listed]


def _in_a_store(settings: Settings, read: Callable[[Any], Iterable[Any]]) -> Iterable[Any]:
    from watchtracker.store.engine import Store
    from watchtracker.store.migration_state import Tables

    with closing(Store.as_it_is(settings.database)) as store:
        if store.tables() is not Tables.NEWEST:
            return ()
        with store.reading() as tx:
            return read(tx)
