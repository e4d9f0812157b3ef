"""The tags and owners that somebody can choose by: those that any item has, or ever had.

A feed for a tag goes on when the last item loses that tag; only a name that no item ever had is refused as misspelt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from watchtracker.errors import InputError
from watchtracker.items.records import Item
from watchtracker.nearest import did_you_mean, nearest_few

_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every tag and every owner that there is to choose by."""

    tags: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()

    @classmethod
    def of(cls, items: Iterable[Item]) -> Vocabulary:
        """The names that `items` have now."""
        items = list(items)
        return cls(
            tags=frozenset(tag for item in items for tag in item.facts.tags),
            owners=frozenset(item.facts.owner for item in items if item.facts.owner),
        )

    def __or__(self, other: Vocabulary) -> Vocabulary:
        return Vocabulary(self.tags | other.tags, self.owners | other.owners)

    def refuse_unknown_tags(self, tags: Iterable[str]) -> None:
        """Raises InputError for a tag that there never was, with the nearest one."""
        for tag in tags:
            refuse_unless_in("tag", tag, self.tags)

    def refuse_unknown_owners(self, owners: Iterable[str]) -> None:
        """Raises InputError for an owner that there never was, with the nearest one."""
        for owner in owners:
            refuse_unless_in("owner", owner, self.owners)


def refuse_unless_in(what: str, value: str, existing: Iterable[str]) -> None:
    """Raises InputError if `value` is none of `existing`, with the nearest of them, or with what there is."""
    there = set(existing)
    if value in there:
        return
    near = sorted(nearest_few(value, sorted(there), most=_MOST_NAMED, even_far=True))
    otherwise = f"there are {', '.join(near)}" if near else "no item has one"
    raise InputError(f"there is no {what} {value!r}: {did_you_mean(value, near, otherwise=otherwise)}")
