from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import an_item, said
from watchtracker import dates
from watchtracker.intake.pronouns import names_nothing, sentence_before
from watchtracker.intake.proposing import MatchedProposal, ReadDocument, WatchedItems
from watchtracker.intake.text_sources import TextSource, Trust
from watchtracker.intake.trust import AskedBecause, SourceHistory, why_asked
from watchtracker.items import item_as_of
from watchtracker.reading import Find, FindKind

DAY = date(2026, 4, 10)
WEEKLY = TextSource("Model Weekly", zone="UTC")
BASIS = an_item(said("April 2026", "2026-04-01"), item_id="aurora-4")
ITEM = replace(BASIS, facts=replace(BASIS.facts, title="Aurora V4"))
QUOTE = "It will not come before June 2026."


def proposed(before: str, title: str = "It will not come") -> MatchedProposal:
    text = f"{before}\n\n{QUOTE}"
    window = dates.read("not before June 2026", said_on=DAY, zone=dates.zone("UTC"))
    start = text.index(QUOTE)
    find = Find(QUOTE, start, len(text), "not before June 2026", window, FindKind.RELEASE, title)
    (only,) = WatchedItems([ITEM]).proposed([find], ReadDocument(text, None, DAY), WEEKLY)
    return only


@pytest.mark.parametrize("title", ["", "It", "It will not come", "This", "They", "The launch", "其发布", "该模型"])
def test_a_pronoun_names_nothing(title: str) -> None:
    assert names_nothing(title)


@pytest.mark.parametrize("title", ["Italy summit", "Theia 2", "The launch of Aurora", "IT-Gipfel", "Thistle"])
def test_a_name_that_begins_like_a_pronoun_is_a_name(title: str) -> None:
    assert not names_nothing(title)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("First. Aurora V4.1 slips again.\n\n", "Aurora V4.1 slips again."),
        ("极光再次推迟。", "极光再次推迟。"),
        ("- Aurora slips.\n- ", "Aurora slips."),
        ("\n\n", ""),
        ("", ""),
    ],
)
def test_the_sentence_before_is_the_last_that_says_anything(text: str, expected: str) -> None:
    assert sentence_before(text + "It comes.", len(text)) == expected


def test_what_names_nothing_is_asked_to_be_of_the_item_of_the_sentence_before_and_never_comes_in_by_itself() -> None:
    found = proposed("The weather was fine. Aurora V4 has slipped again.")
    assert (found.proposal.item, found.proposal.rivals) == (None, ("aurora-4",))
    history = SourceHistory(first_at=None, let_in_today=0)
    now = BASIS.claims[0].recorded_at
    for known in (None, item_as_of(ITEM)):
        why = why_asked(found.proposal, found.match, known, trust=Trust.ALL, history=history, now=now)
        assert why is AskedBecause.UNSURE_ITEM


def test_no_new_item_is_made_by_itself_of_what_names_nothing() -> None:
    found = proposed("The weather was fine.")
    history = SourceHistory(first_at=None, let_in_today=0)
    now = BASIS.claims[0].recorded_at
    why = why_asked(found.proposal, found.match, None, trust=Trust.ALL, history=history, now=now)
    assert why is AskedBecause.UNSURE_ITEM


def test_its_paragraph_is_shown_with_the_one_before_so_that_whoever_decides_later_sees_what_it_is() -> None:
    kept = proposed("Aurora V4 has slipped again.").proposal
    assert kept.passage
    assert kept.passage.text == f"Aurora V4 has slipped again.\n\n{QUOTE}"
    assert kept.passage.text[kept.passage.start : kept.passage.end] == QUOTE
    stored = replace(kept, rivals=(), new_id=None)  # as the record has it
    assert WatchedItems([ITEM]).with_rivals(stored).rivals == ("aurora-4",)


def test_what_has_a_name_of_its_own_is_not_of_the_sentence_before() -> None:
    found = proposed("Aurora V4 has slipped again.", title="Kestrel 2").proposal
    assert (found.item, found.rivals) == (None, ())
    assert proposed("The weather was fine.").proposal.rivals == ()
