"""What the fields of the forms suggest: names that are in use already, so that nobody has to remember them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from watchtracker.items import Item

# A browser shows a few of them at a time, those that go on with what was typed.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Names in use, those most used first: tags, owners and zones of what is watched, and sources of all that was said.

    `ids` are those of all items that ever were: none of them can be given again.
    """

    tags: list[str]
    owners: list[str]
    zones: list[str]
    sources: list[str]
    ids: frozenset[str]


def suggestions(items: Iterable[Item]) -> Suggestions:
    """The names that `items` use."""
    every = list(items)
    listed = [item for item in every if item.listed]
    return Suggestions(
        tags=_most_used(tag for item in listed for tag in item.facts.tags),
        owners=_most_used(item.facts.owner for item in listed if item.facts.owner),
        zones=_most_used(item.facts.zone for item in listed),
        sources=_most_used(claim.said.source for item in listed for claim in item.claims),
        ids=frozenset(item.id for item in every),
    )


def _most_used(names: Iterable[str]) -> list[str]:
    return [name for name, _ in Counter(names).most_common(_MOST)]
