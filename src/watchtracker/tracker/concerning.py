"""What waits without an item is about ours once there is one that it concerns: nobody should then make a second one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from watchtracker.intake import proposals
from watchtracker.intake.proposals import ProposalState
from watchtracker.intake.proposing import WatchedItems
from watchtracker.items import item_as_of
from watchtracker.revisions import Revision
from watchtracker.store.engine import Transaction


def bind_waiting(tx: Transaction, revisions: Iterable[Revision], now: datetime) -> bool:
    """Have what waits concern the items that some revisions add; returns whether that changed anything.

    What such an item has on record already needs no decision any more.
    """
    added = {revision.after.id: revision.after for revision in revisions if _adds(revision)}
    untold = tx.proposals.untold() if added else []
    if not untold:
        return False
    watched = WatchedItems(tx.items.all())
    bound = {source.name: source.items for source in tx.sources.declared()}
    changed = False
    for stored in untold:
        item = watched.concerned(stored.proposal, bound.get(stored.proposal.source, ()))
        if item is None or item not in added:
            continue
        changed = True
        now_of = tx.proposals.bind(stored, item)
        if now_of is stored or proposals.is_overtaken(now_of.proposal, item_as_of(added[item])):
            tx.proposals.decide(now_of, ProposalState.OVERTAKEN, now, by=None)
    return changed


def _adds(revision: Revision) -> bool:
    return revision.after.listed and (revision.before is None or not revision.before.listed)
