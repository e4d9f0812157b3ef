"""Proposals beside our items as they are now: those that wait to be decided, and those of a text just read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker.errors import InputError
from watchtracker.intake.proposals import Proposal, ProposalState, StoredProposal, is_overtaken
from watchtracker.intake.proposing import MatchedProposal, WatchedItems
from watchtracker.items import Item, ItemAsOf, Vocabulary, item_as_of
from watchtracker.nearest import there_is_no
from watchtracker.reports.proposals import ProposalRow, stored_row, unstored_row
from watchtracker.store.engine import Transaction


@dataclass(frozen=True, slots=True)
class Undecided:
    """The rows that were chosen, of what is open, and what to choose by: `sources` and `tags`.

    `ids` are those of all our items, and `items` those of which something was said, as they are now.
    """

    rows: list[ProposalRow]
    ids: frozenset[str]
    items: Mapping[str, ItemAsOf]
    sources: tuple[str, ...]
    tags: tuple[str, ...]


def waiting(
    tx: Transaction, every: Iterable[Item], sources: Sequence[str], tags: Sequence[str], now: datetime
) -> Undecided:
    """What is left to decide, of these sources and with one of these tags; raises InputError for an unknown one.

    `every` are all items, which a server has at hand.

    The tags of what concerns no item of ours are those that its source gives.
    """
    everything = list(every)
    items = {item.id: item for item in everything if item.listed}
    known = known_items(items.values())
    found = [each for each in tx.proposals.open() if not _is_overtaken(each, known)]
    declared = tx.sources.declared()
    _refuse_unknown(sources, {*tx.proposals.counts(), *(source.name for source in declared)})
    given = {source.name: source.tags for source in declared}
    if tags:
        of_sources = Vocabulary(frozenset(tag for of in given.values() for tag in of))
        (Vocabulary.of(items.values()) | of_sources).refuse_unknown_tags(tags)
    tags_of = {stored.id: _tags(stored, items.get(stored.proposal.item or ""), given) for stored in found}
    chosen = [
        stored
        for stored in found
        if (not sources or {stored.proposal.source, *stored.also} & set(sources))
        and (not tags or set(tags) & set(tags_of[stored.id]))
    ]
    return Undecided(
        rows=[stored_row(stored, known, now) for stored in with_rivals(chosen, everything)],
        ids=frozenset(items),
        items=known,
        sources=tuple(sorted({name for stored in found for name in (stored.proposal.source, *stored.also)})),
        tags=tuple(sorted({tag for of in tags_of.values() for tag in of})),
    )


def with_rivals(found: Sequence[StoredProposal], items: Iterable[Item]) -> list[StoredProposal]:
    """Stored proposals, those that are unsure with the items that they may be of; `items` are all of ours."""
    if not any(stored.proposal.asks_whose for stored in found):
        return list(found)
    watched = WatchedItems(items)
    return [replace(stored, proposal=watched.with_rivals(stored.proposal)) for stored in found]


def beside_the_record(
    tx: Transaction, proposed: Iterable[MatchedProposal], known: Mapping[str, ItemAsOf], now: datetime
) -> list[ProposalRow]:
    """What a text proposes, with what became of it where it was said before; `known` are our items as they are now."""
    found = list(proposed)
    silenced = {name: tx.proposals.silenced_subjects(name) for name in {each.proposal.source for each in found}}
    return [_beside_the_record(tx, each.proposal, known, silenced, now) for each in found]


def _beside_the_record(
    tx: Transaction,
    proposal: Proposal,
    known: Mapping[str, ItemAsOf],
    silenced: Mapping[str, frozenset[str]],
    now: datetime,
) -> ProposalRow:
    if (before := tx.proposals.same(proposal)) is not None:
        as_stored = before.proposal
        if as_stored.asks_whose:
            as_stored = replace(as_stored, rivals=proposal.rivals, new_id=proposal.new_id)
        return stored_row(replace(before, proposal=as_stored), known, now)
    row = unstored_row(proposal, known.get(proposal.item or ""), now)
    return replace(row, state=ProposalState.DISMISSED) if proposal.subject in silenced[proposal.source] else row


def known_items(items: Iterable[Item]) -> dict[str, ItemAsOf]:
    """Items as they are now, by id; without those of which nothing was said yet."""
    return {item.id: known for item in items if (known := item_as_of(item)) is not None}


def _is_overtaken(stored: StoredProposal, known: Mapping[str, ItemAsOf]) -> bool:
    """Whether nothing is left to decide of it; it is closed within the hour."""
    return is_overtaken(stored.proposal, known.get(stored.proposal.item or ""))


def _tags(stored: StoredProposal, item: Item | None, given: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return item.facts.tags if item is not None else given.get(stored.proposal.source, ())


def _refuse_unknown(sources: Sequence[str], there: set[str]) -> None:
    for name in sources:
        if name not in there:
            raise InputError(there_is_no("source", name, sorted(there)) if there else "no source said anything yet")
