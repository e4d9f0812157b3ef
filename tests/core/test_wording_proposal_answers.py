"""What people are told who decide about a proposal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import an_item, as_known, said
from tests.core.test_intake_proposals import NOW, a_proposal
from watchtracker.intake.proposals import ProposalState, StoredProposal
from watchtracker.notifications.holds import Person
from watchtracker.wording import proposal_answers
from watchtracker.wording.feedback import plain

STORED = StoredProposal(12, a_proposal(), ProposalState.OPEN, NOW)
MEI = Person("mei", "U0MEI")


def test_something_new_is_watched() -> None:
    known = as_known(an_item(said("late April 2026", "2026-04-10"), zone="UTC"))
    told = proposal_answers.accepted(STORED, None, known, MEI)
    assert told.said == "Watching: Launch, late Apr 2026."
    assert plain(told.line or ()) == "mei: Watching: Launch, late Apr 2026."
    assert told.kept == "proposal 12"


def test_what_was_dismissed_and_undone_is_named_with_its_date() -> None:
    dismissed = proposal_answers.dismissed(STORED)
    assert dismissed.said == (
        "Dismissed: Aurora 4 launch, late Apr 2026. "
        "Model Weekly is not asked about it again; another source that says it later is."
    )
    both = proposal_answers.dismissed(replace(STORED, also=("Daily", "Gazette")))
    assert "Model Weekly, Daily and Gazette are not asked about it again;" in both.said
    assert dismissed.kept == "proposal 12: Aurora 4 launch, late Apr 2026"
    undone = proposal_answers.undone(STORED)
    assert undone.said == "Undone: Aurora 4 launch, late Apr 2026 waits to be decided again."


@pytest.mark.parametrize(
    ("state", "by", "became"),
    [
        (ProposalState.ACCEPTED, "mei", "it is accepted by mei, 12 Apr 2026"),
        (ProposalState.DISMISSED, None, "it is dismissed, 12 Apr 2026"),
        (ProposalState.OVERTAKEN, None, "there is nothing left to decide"),
    ],
)
def test_who_is_late_is_told_what_became_of_it(state: ProposalState, by: str | None, became: str) -> None:
    stored = replace(STORED, state=state, decided_by=by, decided_at=NOW)
    assert proposal_answers.decided_before(stored).said == f"Not recorded: {became}."
