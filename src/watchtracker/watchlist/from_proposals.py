"""Proposals as text for a watch list, to be pasted: new items whole, what is of items that are there as comments."""

from __future__ import annotations

from collections.abc import Iterable
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
    """The lines of what is open among some proposals: new items, then what is of items that are there.

    The latter are comments, because a claim belongs to the item above it: pasted as they are they would be the last
    item's.
    """
    waiting = [row for row in rows if row.state is ProposalState.OPEN]
    new = [
        _new(row.proposal, now)
        for row in waiting
        if row.known is None and row.proposal.result is None and not row.proposal.rivals
    ]
    comments = [_commented(row, now) for row in waiting]
    parts = [*new, *filter(None, comments)]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts).splitlines()


def _commented(row: ProposalRow, now: datetime) -> str:
    """What is of an item that is there, or of one of several, as comments; empty for what no list can say."""
    proposal, known = row.proposal, row.known
    if proposal.rivals:
        return f"# left out: {clean(proposal.title)}, {wording.date(proposal)}: {wording.concerns(proposal, known)}\n"
    if known is None or proposal.result is FindResult.REOPEN:
        return ""
    if proposal.result is not None:
        head = f"of {known.id}, which is on the list: this goes below its claims"
        text = outcome_as_toml(proposals.outcome(proposal, known.facts.zone, now, by=None))
    else:
        head = f"of {known.id}, which is on the list: this goes below its claims, or its words into the short form"
        text = _claim(known, proposals.statement(proposal, known.facts.zone, now))
    return "".join(f"# {line}".rstrip() + "\n" for line in (head, *text.splitlines()))


def _claim(known: ItemAsOf, said: Statement) -> str:
    (text,) = claims_as_toml([said], Declaration(known.facts))
    return text


def _new(proposal: Proposal, now: datetime) -> str:
    facts = Facts(proposal.new_id or "", proposal.title, proposal.kind, proposal.zone)
    said = proposals.statement(proposal, proposal.zone, now)
    declared = Declaration(facts, short=ShortForm(**said.values))
    return items_as_toml([recorded(Item(facts, declared=declared), said, origin=Origin.INTAKE, now=now)])
