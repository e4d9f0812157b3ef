"""Proposals with what decides whom they concern: their items as they are now, and the tags of their sources."""

from __future__ import annotations

from collections.abc import Iterable

from watchtracker import items
from watchtracker.intake.proposals import StoredProposal
from watchtracker.notifications.proposals import Waiting
from watchtracker.store.engine import Transaction


def waiting(tx: Transaction, *, also: Iterable[int] = ()) -> dict[int, Waiting]:
    """Every open proposal, and `also` those of these numbers whatever became of them, by number."""
    found = {stored.id: stored for stored in tx.proposals.open()}
    found |= tx.proposals.get(set(also) - found.keys())
    return _beside(tx, found)


def of_numbers(tx: Transaction, numbers: Iterable[int]) -> dict[int, Waiting]:
    """The proposals of these numbers, whatever became of them, by number."""
    return _beside(tx, tx.proposals.get(numbers))


def _beside(tx: Transaction, found: dict[int, StoredProposal]) -> dict[int, Waiting]:
    named = {stored.proposal.item for stored in found.values() if stored.proposal.item is not None}
    listed = {item.id: item for item in tx.items.some(named) if item.listed} if named else {}
    tags = {source.name: source.tags for source in tx.sources.declared()} if found else {}
    return {number: _waiting(stored, listed.get(stored.proposal.item or ""), tags) for number, stored in found.items()}


def _waiting(stored: StoredProposal, item: items.Item | None, tags: dict[str, tuple[str, ...]]) -> Waiting:
    said_by = (stored.proposal.source, *stored.also)
    concerned = [tag for name in said_by for tag in tags.get(name, ())]
    concerned += item.facts.tags if item is not None else ()
    return Waiting(stored, items.item_as_of(item) if item is not None else None, tuple(dict.fromkeys(concerned)))
