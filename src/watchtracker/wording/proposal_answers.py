"""What people are told who decide about a proposal where it was asked. Pure."""

from __future__ import annotations

from dataclasses import replace

from watchtracker.intake.proposals import ProposalState, StoredProposal
from watchtracker.items import ItemAsOf
from watchtracker.notifications.holds import Person
from watchtracker.reading import FindResult
from watchtracker.wording import feedback, proposals
from watchtracker.wording.feedback import Told
from watchtracker.wording.safe_text import clean


def accepted(stored: StoredProposal, before: ItemAsOf | None, after: ItemAsOf | None, by: Person) -> Told:
    """A proposal was accepted, with what that made of its item."""
    number = f"proposal {stored.id}"
    if after is None:
        return Told(f"Recorded: {number}.", kept=number)
    if stored.proposal.result is not None:
        reopened = stored.proposal.result is FindResult.REOPEN
        told = feedback.reopened(after, by) if reopened else feedback.ended(after, by)
    elif before is None:
        told = Told(feedback.watching(after), (by, f": {feedback.watching(after)}"))
    else:
        claim = next((step.claim for step in after.steps if step.claim.id == stored.claim), after.claim)
        told = feedback.dated(before, after, claim, by) if claim is not None else Told(f"Recorded: {number}.")
    return replace(told, kept=f"{number}: {told.kept}" if told.kept else number)


def dismissed(stored: StoredProposal) -> Told:
    """A proposal was dismissed."""
    what = f"{clean(stored.proposal.title)}, {proposals.date(stored.proposal)}"
    said = f"Dismissed: {what}. {proposals.not_asked_again(stored)}."
    return Told(said, kept=f"proposal {stored.id}: {what}")


def undone(stored: StoredProposal) -> Told:
    """A decision about a proposal was undone."""
    what = f"{clean(stored.proposal.title)}, {proposals.date(stored.proposal)}"
    return Told(f"Undone: {what} waits to be decided again.", kept=f"proposal {stored.id}: {what}")


def decided_before(stored: StoredProposal) -> Told:
    """Somebody was quicker."""
    verb = "there is" if stored.state is ProposalState.OVERTAKEN else "it is"
    said = f"Not recorded: {verb} {proposals.became(stored)}."
    return Told(said, kept=said)
