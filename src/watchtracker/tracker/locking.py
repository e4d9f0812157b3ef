"""What whoever decides on proposals locks first, so that nobody waits for somebody who waits for them.

Whatever adds or changes an item locks that, and only then looks at what waits about it. So whoever decides locks the
items too before the proposals: those that are there, and the ids of those that are to be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from watchtracker.intake.proposals import Proposal, ProposalState
from watchtracker.store.engine import Transaction
from watchtracker.tracker import becoming


def lock_decided(
    tx: Transaction, numbers: Sequence[int], *, item: str | None = None, new_id: str | None = None
) -> None:
    """Lock these proposals with the items that they concern, or that are named in place of those."""
    tx.proposals.lock_matters(numbers)
    _lock_items(tx, lambda: _concerned(tx, numbers, item, new_id))
    tx.proposals.lock(numbers)


def lock_heard(tx: Transaction, proposal: Proposal, *, item: str | None = None, new_id: str | None = None) -> None:
    """Lock the item of a proposal that is perhaps not stored yet, or the id that a new one would get."""

    def concerned() -> set[str]:
        stored = tx.proposals.same(proposal)
        known = item or proposal.item or (stored.proposal.item if stored else None)
        return {new_id or known or becoming.free_id(tx, proposal)}

    _lock_items(tx, concerned)


def _lock_items(tx: Transaction, wanted: Callable[[], set[str]]) -> None:
    """Lock the items of these ids; what was added while we waited may be another one that is wanted then."""
    locked: set[tuple[str, bool]] = set()
    while not tx.items.one_writer:
        ids = wanted()
        known = {found.id for found in tx.items.some(ids)}
        now_there = {(item_id, item_id in known) for item_id in ids}
        if now_there <= locked:
            return
        tx.items.lock(ids)
        locked |= now_there


def _concerned(tx: Transaction, numbers: Sequence[int], item: str | None, new_id: str | None) -> set[str]:
    ids = {*tx.proposals.items_of(numbers), *filter(None, (item, new_id))}
    if item is None and new_id is None:
        new = (stored for stored in tx.proposals.get(numbers).values() if stored.state is ProposalState.OPEN)
        ids |= {becoming.free_id(tx, stored.proposal) for stored in new if stored.proposal.item is None}
    return ids
