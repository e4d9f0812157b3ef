"""Proposals as they are shown, by `read`, `inbox` and the page, and as JSON. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from watchtracker import dates
from watchtracker.dates import Move
from watchtracker.intake.proposals import Proposal, ProposalState, StoredProposal, is_over, is_overtaken, relation
from watchtracker.items import ItemAsOf
from watchtracker.masking import masked_address


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal beside its item as it is now; `id` is None while it is not stored.

    `also` are the other sources that say the same. `over`: its date lies behind us.
    """

    proposal: Proposal
    known: ItemAsOf | None
    state: ProposalState = ProposalState.OPEN
    id: int | None = None
    also: tuple[str, ...] = ()
    over: bool = False

    @property
    def move(self) -> Move | None:
        """How its date stands to the date in force."""
        return relation(self.proposal, self.known)


def stored_row(stored: StoredProposal, known: Mapping[str, ItemAsOf], now: datetime) -> ProposalRow:
    """The row of a stored proposal; `known` has the items as they are now, by id."""
    proposal = stored.proposal
    item = known.get(proposal.item or "")
    return ProposalRow(proposal, item, stored.state, stored.id, stored.also, over=is_over(proposal, now))


def unstored_row(proposal: Proposal, known: ItemAsOf | None, now: datetime) -> ProposalRow:
    """The row of a proposal that is not stored: open, or overtaken if nothing is left to decide."""
    state = ProposalState.OVERTAKEN if is_overtaken(proposal, known) else ProposalState.OPEN
    return ProposalRow(proposal, known, state, over=is_over(proposal, now))


def proposals_json(rows: Sequence[ProposalRow], *, as_of: datetime) -> dict[str, Any]:
    """The object of `read --json` and `inbox --json`; `as_of` is the moment for which it was made."""
    return {"as_of": dates.instant(as_of), "proposals": [_json(row) for row in rows]}


def _json(row: ProposalRow) -> dict[str, Any]:
    proposal, move = row.proposal, row.move
    return {
        "id": row.id,
        "source": proposal.source,
        "url": masked_address(proposal.url, is_public=True) if proposal.url else None,
        "published": proposal.published.isoformat() if proposal.published else None,
        "quote": proposal.quote,
        "when": proposal.when,
        "window": dates.as_json(proposal.window),
        "kind": proposal.kind.value,
        "result": proposal.result.value if proposal.result else None,
        "title": proposal.title,
        "item": proposal.item,
        "new_id": proposal.new_id if proposal.item is None else None,
        "relation": move.relation.value if move else None,
        "days": move.days if move else None,
        "state": row.state.value,
        "also": list(row.also),
    }
