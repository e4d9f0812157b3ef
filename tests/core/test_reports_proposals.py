from __future__ import annotations

from dataclasses import replace

from tests.builders import an_item, said
from tests.core.test_intake_proposals import NOW, a_proposal
from watchtracker.intake.proposals import ProposalState, StoredProposal
from watchtracker.items import item_as_of
from watchtracker.reading import FindResult
from watchtracker.reports.proposals import ProposalRow, proposals_json, stored_row, unstored_row

KNOWN = item_as_of(an_item(said("April 2026", "2026-04-01"), zone="UTC"))


def test_a_proposal_in_json_says_what_it_would_change() -> None:
    row = unstored_row(a_proposal(item="launch"), KNOWN, NOW)
    shown = proposals_json([row], as_of=NOW)
    assert shown == {
        "as_of": "2026-04-12T09:00:00Z",
        "proposals": [
            {
                "id": None,
                "source": "Model Weekly",
                "url": "https://weekly.example/12",
                "published": "2026-04-10",
                "quote": "Aurora 4 will launch late April.",
                "when": "late April",
                "window": {
                    "kind": "window",
                    "earliest": "2026-04-21",
                    "latest": "2026-04-30",
                    "precision": "span",
                    "edtf": "[2026-04-21..2026-04-30]",
                    "text": "late Apr 2026",
                },
                "kind": "release",
                "result": None,
                "title": "Aurora 4 launch",
                "item": "launch",
                "new_id": None,
                "relation": "sharpened",
                "days": 0,
                "state": "open",
                "also": [],
            }
        ],
    }


def test_a_new_item_has_its_id_to_be_and_an_outcome_no_relation() -> None:
    new = proposals_json([ProposalRow(a_proposal(new_id="aurora"), None)], as_of=NOW)["proposals"][0]
    assert (new["item"], new["new_id"], new["relation"], new["days"]) == (None, "aurora", None, None)
    ended = unstored_row(a_proposal(item="launch", result=FindResult.HAPPENED), KNOWN, NOW)
    shown = proposals_json([ended], as_of=NOW)["proposals"][0]
    assert (shown["result"], shown["relation"]) == ("happened", None)


def test_a_stored_proposal_has_its_number_its_state_and_who_else_says_it() -> None:
    stored = StoredProposal(12, a_proposal(item="launch"), ProposalState.DISMISSED, NOW, also=("Daily",))
    assert KNOWN is not None
    shown = proposals_json([stored_row(stored, {"launch": KNOWN}, NOW)], as_of=NOW)["proposals"][0]
    assert (shown["id"], shown["state"], shown["also"]) == (12, "dismissed", ["Daily"])


def test_what_is_on_record_is_overtaken_before_it_is_stored() -> None:
    held = item_as_of(an_item(said("late April 2026", "2026-04-01"), zone="UTC"))
    assert unstored_row(a_proposal(item="launch"), held, NOW).state is ProposalState.OVERTAKEN
    assert unstored_row(replace(a_proposal(), item="launch"), KNOWN, NOW).state is ProposalState.OPEN
