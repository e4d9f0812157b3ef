"""What an accepted proposal becomes: the facts of a new item, a claim, an outcome of an item that is there or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from watchtracker import dates
from watchtracker.errors import InputError
from watchtracker.intake import proposals
from watchtracker.intake.proposals import Proposal
from watchtracker.items import Facts, Kind, Origin, Statement, claim_id
from watchtracker.reading import FindResult
from watchtracker.reports.changes import ItemChange
from watchtracker.store.engine import Transaction
from watchtracker.tracker.door import Tracker

if TYPE_CHECKING:
    from watchtracker.tracker.intake import Instead


def ended(
    tx: Transaction, tracker: Tracker, proposal: Proposal, item: str, now: datetime, *, by: str | None
) -> ItemChange:
    """Record the outcome of an item, or that it is open again."""
    if proposal.result is FindResult.REOPEN:
        return tracker.reopen(item, now, by=by)
    zone = facts_of(tx, item).zone
    return tracker.resolve(item, proposals.outcome(proposal, zone, now, by=by), now)


def added_as_ended(
    tracker: Tracker, proposal: Proposal, now: datetime, *, by: str | None, instead: Instead
) -> tuple[ItemChange, str]:
    """Keep an outcome of what we never watched, as an item that has ended; and the claim that this takes."""
    if proposal.result is FindResult.REOPEN:
        raise InputError(f'"{proposal.quote}" says that something is open again: say which item, with --item ID')
    facts = facts_of_new(proposal, instead.new_id or "", instead)
    outcome = proposals.outcome(proposal, facts.zone, now, by=by)
    # News is no promise: as a claim of its day it would count in the record as a date that held.
    words = instead.when or "TBD"
    claimed = said(proposal, facts.zone, now, replace(instead, when=words))
    change = tracker.add(facts, claimed, now, by=by, origin=Origin.INTAKE, outcome=outcome)
    return change, claim_id(facts.id, claimed)


def facts_of(tx: Transaction, item_id: str) -> Facts:
    """The facts of an item as it is recorded."""
    item = tx.items.get(item_id)
    # An unknown item is refused by the tracker, with the names that were perhaps meant.
    return item.facts if item is not None else Facts(item_id, item_id, Kind.RELEASE, "UTC")


def facts_of_new(proposal: Proposal, item_id: str, instead: Instead) -> Facts:
    """The facts of an item that a proposal makes."""
    return Facts(
        item_id,
        instead.title or proposal.title,
        instead.kind or proposal.kind,
        proposal.zone,
        instead.tags,
        url=proposal.url,
    )


def free_id(tx: Transaction, proposal: Proposal) -> str:
    """The id that was shown, if it is still free; taken ones are also those of items that no list names any more."""
    if proposal.new_id is not None and tx.items.get(proposal.new_id) is None:
        return proposal.new_id
    return proposals.new_id(proposal, {item.id for item in tx.items.all()})


def said(proposal: Proposal, zone: str, now: datetime, instead: Instead) -> Statement:
    """What is claimed for an item of `zone`, in the words of the proposal or in those typed instead."""
    if instead.when is None:
        return proposals.statement(proposal, zone, now)
    today = now.astimezone(dates.zone(zone)).date()
    return Statement(
        instead.when,
        min(proposal.published or today, today),
        proposal.said_by,
        proposal.url,
        proposal.quote,
        proposal.standing,
    )
