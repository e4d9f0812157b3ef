"""Proposals as text for a watch list, to be pasted: new items whole, and what is new of items that are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from watchtracker.intake import proposals
from watchtracker.intake.proposals import Proposal, ProposalState
from watchtracker.items import Declaration, Facts, Item, ItemAsOf, Origin, ShortForm, Statement, recorded
from watchtracker.reading import FindResult
from watchtracker.reports.proposals import ProposalRow
from watchtracker.watchlist.writing import claims_as_toml, items_as_toml, outcome_as_toml
from watchtracker.wording import proposals as wording
from watchtracker.wording.safe_text import clean


def as_toml(rows: Iterable[ProposalRow], now: datetime) -> list[str]:
    """The lines of what is open among some proposals; of an item that is there below a comment that names it."""
    parts = [part for row in rows if row.state is ProposalState.OPEN for part in _parts(row, now)]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts).splitlines()


def _parts(row: ProposalRow, now: datetime) -> Iterator[str]:
    proposal, known = row.proposal, row.known
    if proposal.rivals:
        yield f"# left out: {clean(proposal.title)}, {wording.date(proposal)}: {wording.concerns(proposal, known)}"
        return
    if known is None:
        if proposal.result is None:
            yield _new(proposal, now)
        return
    if proposal.result is FindResult.REOPEN:
        return
    if proposal.result is not None:
        yield f"# of {known.id}\n{outcome_as_toml(proposals.outcome(proposal, known.facts.zone, now, by=None))}"
        return
    yield f"# of {known.id}\n{_claim(known, proposals.statement(proposal, known.facts.zone, now))}"


def _claim(known: ItemAsOf, said: Statement) -> str:
    (text,) = claims_as_toml([said], Declaration(known.facts))
    return text


def _new(proposal: Proposal, now: datetime) -> str:
    facts = Facts(proposal.new_id or "", proposal.title, proposal.kind, proposal.zone)
    said = proposals.statement(proposal, proposal.zone, now)
    declared = Declaration(facts, short=ShortForm(**said.values))
    return items_as_toml([recorded(Item(facts, declared=declared), said, origin=Origin.INTAKE, now=now)])
